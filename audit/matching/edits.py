"""From an alignment to what people read: edits in both texts' own characters, and segments.

The convention: joined in order, the `quoted` sides give the quotation's text, every character of
it. Joined in order, the `source` sides give the source's text of the located part: of the hull
where its parts follow one another, words that the quotation left out included; of the
parts one after the other where the quotation jumps back, or over more than `_WIDEST_GAP` words.
A word owns the characters up to the next word, the last of the source's none: what stands behind
it is not of the match. An ellipsis belongs to the edit it stands for.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from audit.matching.alignment import Alignment
from audit.matching.chaining import Block
from audit.matching.quoted import Quoted
from audit.matching.word_index import Source
from audit.model import Edit, EditOperation

# Words of the source between two parts that are still shown as left out: a page and a half.
_WIDEST_GAP = 500
# Words that the source may have more in a replaced stretch before it counts as two parts.
_LONGER = 3

Span = tuple[int, int]


class _Step(NamedTuple):
    """Words of the quotation and places of the source that stand for each other."""

    equal: bool
    words: Span
    places: Span


def segments_of(quoted: Quoted, found: Alignment) -> list[Span]:
    """Places `[first, last)` of each part of the source that the quotation uses, in its order."""
    parts: list[Span] = []
    start = found.start
    for left, right in pairwise(found.blocks):
        if is_break(quoted, left, right):
            parts.append((start, left.place_end))
            start = right.place
    parts.append((start, found.end))
    return parts


def is_break(quoted: Quoted, left: Block, right: Block) -> bool:
    """True where the source is left between two blocks: words skipped, or a jump back."""
    first, last = left.end, right.at
    skipped = right.place - left.place_end
    words = sum(not bracketed for bracketed in quoted.bracketed[first:last])
    if skipped < 0 or (skipped and any(quoted.omitted[first : last + 1])):
        return True
    return skipped > 0 if not last - first else skipped >= words + _LONGER


def edits_of(source: Source, quoted: Quoted, found: Alignment) -> tuple[Edit, ...]:
    """All runs in order; see the module's convention."""
    edits: list[Edit] = []
    steps = list(_steps(quoted, found))
    for step, following in zip(steps, _followed_by(steps), strict=True):
        quoted_side = _quoted_side(quoted, step)
        source_side = _source_side(source, step.places, following)
        if quoted_side or source_side:
            edits.append(Edit(_operation(step, quoted_side, source_side), quoted_side, source_side))
    return tuple(edits)


def _followed_by(steps: list[_Step]) -> list[int | None]:
    """For each step the place in the source where the next words begin, None behind the last ones."""
    found: list[int | None] = []
    following: int | None = None
    for step in reversed(steps):
        found.append(following)
        if step.places[0] < step.places[1]:
            following = step.places[0]
    return found[::-1]


def _steps(quoted: Quoted, found: Alignment) -> Iterator[_Step]:
    at, place = 0, found.start
    for block in found.blocks:
        follows = 0 <= block.place - place <= _WIDEST_GAP
        yield _Step(False, (at, block.at), (place, block.place) if follows else (place, place))
        at, place = block.at + block.length, block.place + block.length
        yield _Step(True, (block.at, at), (block.place, place))
    if at < len(quoted) or found.end > place:
        yield _Step(False, (at, len(quoted)), (place, found.end))


def _operation(step: _Step, quoted: str, source: str) -> EditOperation:
    if step.equal:
        return "equal"
    if not source:
        return "delete"
    return "replace" if quoted else "insert"


def _quoted_side(quoted: Quoted, step: _Step) -> str:
    first, last = step.words
    if not step.equal and first == last and (first == 0 or not quoted.omitted[first]):
        return ""
    return quoted.text[_boundary(quoted, first, step.equal) : _boundary(quoted, last, not step.equal)]


def _boundary(quoted: Quoted, word: int, before_equal: bool) -> int:
    """Where the characters of `word` begin; an ellipsis before it is left to what is not equal."""
    if word == 0:
        return 0
    if quoted.omitted[word] and not before_equal and word < len(quoted):
        return quoted.ends[word - 1]
    return quoted.starts[word] if word < len(quoted) else len(quoted.text)


def _source_side(source: Source, places: Span, following: int | None) -> str:
    """The source's words and what stands before the next ones, a space where those stand elsewhere."""
    first, end = places
    if first == end:
        return ""
    if following == end:
        return source.text[source.starts[first] : source.starts[end]]
    side = source.text[source.starts[first] : source.ends[end - 1]]
    return side if following is None else side + " "
