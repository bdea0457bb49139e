"""Two places side by side: each in its context, with what differs marked on words."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from audit.text.segments import Span, sentence_at, sentences

from .marking import Mark, marked
from .rendering import words

REACH = 420
"""Characters of context to either side: a long sentence, so that a limit right beside the words is seen."""

Window = Callable[[str, int, int], Span]
"""How much of a text is shown around `[start, end)`."""

WIDEST_GAP = 600
"""Characters between two parts of a source that are shown in their place; a wider gap is cut."""

SMALLEST_GAP = 60
"""Characters up to which what lies between two parts is a word or two left out, and marked as such."""

LONGEST_RUN = 300
"""Characters of one inserted or deleted run in the line that tells the difference."""

_NAMED = re.compile(r"“([^“”]{2,200})”")


@dataclass(frozen=True, slots=True)
class Edit:
    """One run of the stored edits."""

    op: str
    quoted: str
    source: str


def edits_of(stored: str | None) -> list[Edit]:
    """The runs of a match; none where what is stored cannot be read."""
    try:
        runs = json.loads(stored or "[]")
        return [
            Edit(str(run["op"]), str(run.get("quoted") or ""), str(run.get("source") or "")) for run in runs
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def spans_of(stored: str | None) -> list[Span]:
    """A stored list of `[start, end]`."""
    try:
        return [(int(start), int(end)) for start, end in json.loads(stored or "[]")]
    except (ValueError, TypeError):
        return []


def rivals_of(stored: str | None) -> list[dict[str, Any]]:
    """The other places that a match stores."""
    try:
        rivals = json.loads(stored or "[]")
        return [rival for rival in rivals if isinstance(rival, dict) and "document_id" in rival]
    except (ValueError, TypeError):
        return []


def placed(text: str, pieces: Sequence[str]) -> list[Span | None]:
    """Where each piece stands in `text`, one after the other; None for an empty or unfound one."""
    spans: list[Span | None] = []
    at = 0
    for piece in pieces:
        bare = piece.strip()
        found = text.find(bare, at) if bare else -1
        if found < 0 and bare:
            found = text.find(bare)
        spans.append((found, found + len(bare)) if found >= 0 else None)
        at = found + len(bare) if found >= 0 else at
    return spans


def quoted_side(text: str, start: int, end: int, edits: Sequence[Edit], window: Window) -> Markup:
    """The quotation in its document, words that the source does not have marked."""
    spans = placed(text[start:end], [edit.quoted for edit in edits])
    changed = [
        span for span, edit in zip(spans, edits, strict=True) if span and edit.op in {"delete", "replace"}
    ]
    marks = [Mark(start, end, "focus")]
    marks += [Mark(start + low, start + high, "only-quoted") for low, high in changed]
    return in_context(text, start, end, marks, window)


def source_side(
    text: str,
    start: int,
    end: int,
    segments: Sequence[Span],
    edits: Sequence[Edit],
    reason: str,
    window: Window,
) -> Markup:
    """The source in its document: the parts used, and in their place the words left out or different.

    Words beside it that the reason names are marked too: they are what the quotation was cut before.
    """
    marks = [Mark(low, high, "focus") for low, high in segments or [(start, end)]]
    marks += _left_out(text, start, end, segments, edits)
    marks += [Mark(low, high, "limit") for low, high in _named_beside(text, start, end, reason)]
    places = [
        in_context(text, low, high, marks, window) for low, high in clusters(segments or [(start, end)])
    ]
    return Markup('<span class="cut"> […] </span>').join(places)


def _left_out(text: str, start: int, end: int, segments: Sequence[Span], edits: Sequence[Edit]) -> list[Mark]:
    """What lies between the parts used, and the words elsewhere that only the source has."""
    between = [(low, high) for low, high in gaps(segments) if high - low > SMALLEST_GAP]
    marks = [Mark(low, high, "left-out") for low, high in between]
    spans = placed(text[start:end], [edit.source for edit in edits])
    for span, edit in zip(spans, edits, strict=True):
        if span and edit.op in {"insert", "replace"}:
            low, high = start + span[0], start + span[1]
            if not any(first <= low and high <= last for first, last in between):
                marks.append(Mark(low, high, "only-source"))
    return marks


def _named_beside(text: str, start: int, end: int, reason: str) -> list[Span]:
    """Where the words between “ ” of a reason stand in the context, outside the passage itself."""
    found: list[Span] = []
    for named in _NAMED.findall(reason):
        phrase = named.strip("… ")
        after = text.find(phrase, end, end + REACH) if phrase else -1
        before = text.rfind(phrase, max(0, start - REACH), start) if phrase else -1
        at = after if after >= 0 else before
        if at >= 0:
            found.append((at, at + len(phrase)))
    return found


def gaps(segments: Iterable[Span]) -> list[Span]:
    """What lies between the parts that are used."""
    ordered = sorted(segments)
    return [(one[1], other[0]) for one, other in pairwise(ordered) if one[1] < other[0]]


def clusters(segments: Iterable[Span], most: int = WIDEST_GAP) -> list[Span]:
    """The hulls of parts at most that far apart: what lies between others is not shown."""
    found: list[Span] = []
    for low, high in sorted(segments):
        if found and low - found[-1][1] <= most:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def in_context(text: str, start: int, end: int, marks: Iterable[Mark], window: Window) -> Markup:
    """`[start, end)` with its marks and what stands around it; an ellipsis where a line goes on."""
    low, high = window(text, start, end)
    before = "… " if low and text[low - 1] != "\n" else ""
    after = " …" if high < len(text) and text[high] != "\n" else ""
    return Markup("{}{}{}").format(before, marked(text, low, high, marks), after)


def neighbourhood(text: str, start: int, end: int) -> Span:
    """The line around a passage, cut at words where it is long."""
    return _before(text, start), _after(text, end)


def sentence(text: str, start: int, end: int) -> Span:
    """The sentences that hold a passage, and no more of the text."""
    low, high = neighbourhood(text, start, end)
    spans = sentences(text, low, high)
    first, last = sentence_at(spans, start), sentence_at(spans, max(start, end - 1))
    return first[0] if first else start, last[1] if last else end


def _before(text: str, start: int) -> int:
    low = max(0, start - REACH)
    line = text.rfind("\n", low, start)
    if line >= 0:
        return line + 1
    space = text.find(" ", low, start)
    return 0 if low == 0 else space + 1 if space >= 0 else low


def _after(text: str, end: int) -> int:
    high = min(len(text), end + REACH)
    line = text.find("\n", end, high)
    if line >= 0:
        return line
    space = text.rfind(" ", end, high)
    return high if high == len(text) else space if space >= 0 else high


def word_by_word(edits: Sequence[Edit]) -> Markup:
    """Both sides in one line: struck out what only the quotation has, underlined what only the source has."""
    return Markup(" ").join(part for edit in edits for part in _told(edit))


def _cut(run: str) -> str:
    """A long run without its middle."""
    half = LONGEST_RUN // 2
    return run if len(run) <= LONGEST_RUN else f"{run[:half].rstrip()} […] {run[-half:].lstrip()}"


def _told(edit: Edit) -> list[Markup]:
    quoted, source = words(_cut(edit.quoted.strip())), words(_cut(edit.source.strip()))
    if edit.op == "equal":
        return [quoted] if quoted else []
    told = [Markup("<del>{}</del>").format(quoted)] if quoted else []
    return told + ([Markup("<ins>{}</ins>").format(source)] if source else [])
