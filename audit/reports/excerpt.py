"""Short views of long texts: the words of a finding in their line, and what differs from the source.

A line of an article is a whole paragraph, so an excerpt is cut around the marked words. All text
here is already visible and on one line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..audited import Place
from ..model import Edit
from ..text.visible import one_line

CONTEXT = 50
"""Characters of the same line on each side: about eight words, enough to find the place on paper."""
LONGEST = 240
"""Marked characters shown; longer passages keep their head and their tail."""
EQUAL_WORDS = 4
"""Words kept on each side of a difference."""
LONGEST_WORD = 80
"""Characters of a run without spaces: an address fits, a file of one word keeps its head and its tail."""
CHANGED_WORDS = 45
"""Words of one side that are shown in full; between two parts of a source there may be pages."""
ELLIPSIS = "…"

Side = Literal["equal", "quoted", "source"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt; `marked` where the finding speaks of these words."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a difference: words of both sides, of the quotation alone, or of the source alone."""

    side: Side
    text: str


def excerpt(place: Place, context: int = CONTEXT, longest: int | None = LONGEST) -> tuple[Piece, ...]:
    """The words of `place` with some of their line around them."""
    pieces = (Piece(_before(place, context)), *_marked(place.text, longest), Piece(_after(place, context)))
    return tuple(piece for piece in pieces if piece.text)


def shortened(text: str, longest: int) -> str:
    """`text` on one visible line, its end cut at a word where it is longer than `longest` characters."""
    line = one_line(text).strip()
    if len(line) <= longest:
        return line
    return _cut_end(line[:longest]).rstrip(" ,;:") + ELLIPSIS


def difference(edits: Sequence[Edit]) -> tuple[Change, ...]:
    """The edits as words to show, long stretches shortened to their ends."""
    last = len(edits) - 1
    changes = []
    for position, edit in enumerate(edits):
        if edit.op == "equal":
            changes.append(Change("equal", _agreement(edit.quoted, position == 0, position == last)))
        else:
            changes.append(Change("quoted", _passed_over(edit.quoted)))
            changes.append(Change("source", _passed_over(edit.source)))
    return tuple(change for change in changes if change.text)


def _plain(words: str) -> list[str]:
    """The words of a visible line, a very long one as its head and its tail."""
    return [_abridged(word) for word in one_line(words).strip().split(" ")]


def _abridged(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return f"{word[: LONGEST_WORD // 2]}{ELLIPSIS}{word[-LONGEST_WORD // 4 :]}"


def _passed_over(words: str) -> str:
    """Words that stand on one side only; of pages that lie between two parts their ends and how many."""
    listed = _plain(words)
    if len(listed) <= CHANGED_WORDS:
        return " ".join(listed)
    kept = CHANGED_WORDS // 3
    between = f"{ELLIPSIS} {len(listed) - 2 * kept} words {ELLIPSIS}"
    return " ".join([*listed[:kept], between, *listed[-kept:]])


def _agreement(words: str, first: bool, last: bool) -> str:
    listed = _plain(words)
    head = [] if first else listed[:EQUAL_WORDS]
    tail = [] if last else listed[-EQUAL_WORDS:]
    if len(listed) <= len(head) + len(tail) + 1:
        return " ".join(listed)
    return " ".join([*head, ELLIPSIS, *tail])


def _marked(text: str, longest: int | None) -> Iterator[Piece]:
    line = one_line(text)
    if longest is None or len(line) <= longest:
        yield Piece(line or " ", True)
        return
    yield Piece(_cut_end(line[: longest * 2 // 3]), True)
    yield Piece(f" {ELLIPSIS} ")
    yield Piece(_cut_start(line[-longest // 3 :]), True)


def _before(place: Place, context: int) -> str:
    text, line_start = place.document.text, place.document.line_starts[place.line - 1]
    if place.start - line_start <= context:
        return one_line(text[line_start : place.start])
    return ELLIPSIS + _cut_start(one_line(text[place.start - context : place.start]))


def _after(place: Place, context: int) -> str:
    document = place.document
    starts = document.line_starts
    line_end = starts[place.end_line] if place.end_line < len(starts) else len(document.text)
    if line_end - place.end <= context:
        return one_line(document.text[place.end : line_end].rstrip())
    return _cut_end(one_line(document.text[place.end : place.end + context])) + ELLIPSIS


def _cut_start(text: str) -> str:
    """`text` from its first whole word; whole where no space stands in its first half."""
    space = text.find(" ", 0, len(text) // 2)
    return text[space + 1 :] if space >= 0 else text


def _cut_end(text: str) -> str:
    space = text.rfind(" ", len(text) // 2)
    return text[:space] if space >= 0 else text
