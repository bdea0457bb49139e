"""What a verdict rule may look at: a quotation, a place in a source, and each change between them."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from audit.model import Edit, Match, QuotationKind, Role
from audit.text.folding import fold_text
from audit.text.segments import Span, sentences
from audit.verdicts.surroundings import Surroundings

WORD = re.compile(r"[^\W_]+(?:['’ʼ.,][^\W_]+)*")
# A word of an edit may be a figure's sign, and have brackets inside: "want[ed]".
_EDITED_WORD = re.compile(r"[^\W_]+(?:['’ʼ.,\[\]][^\W_]+)*|[$€£¥%‰]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))")
# Contractions that are other words without their apostrophe: "we're" and "were", "I'll" and "ill".
_CONTRACTED = re.compile(r"['’](?:re|ll|ve|d|m)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\[\]]{0,300}\]")
ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
# A single line break inside a paragraph is the typesetter's, not the end of a sentence.
_SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
# "…,” the minister told reporters. “…": of two quotations that a paragraph or a longer report lies
# between, a quotation of both is a splice.
_INTERRUPTION = re.compile(r"[\s,.!?;:…—-]{0,4}(?:[”\"]|'')[^“”\"\n]{1,160}(?:[“\"]|'')[\s…]{0,3}")
_CONTEXT = 80


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch where quotation and source differ; positions in the quotation and in the source.

    `marked`: an ellipsis or square brackets own up to it. `jump`: the source does not go forward
    from the words before it to the words behind it. `crosses`: a sentence of the source ends in
    between. `inner`: words of both texts agree on either side of it.
    """

    quoted: str
    source: str
    at: Span
    place: Span
    marked: bool
    jump: bool
    crosses: bool
    inner: bool

    @property
    def quoted_words(self) -> list[str]:
        """The quotation's words in it."""
        return _EDITED_WORD.findall(self.quoted)

    @property
    def source_words(self) -> list[str]:
        """The source's words in it."""
        return _EDITED_WORD.findall(self.source)

    @property
    def leaves_out(self) -> bool:
        """True where the source says clearly more here than the quotation."""
        quoted, source = len(self.quoted_words), len(self.source_words)
        return source > 0 if not quoted else source >= quoted + 3


@dataclass(frozen=True)
class Evidence:
    """A quotation and one place where its words stand.

    `quoted` is the text between the marks, ellipses and brackets included; `source` the whole text
    of the document that holds `match`. Speakers are names, None where a side names none.
    `elsewhere` are the quotation's places in other documents. `names` are how to call the
    quoting document and the source in a sentence. `around` is what the quoting document says
    around the quotation.
    """

    quoted: str
    match: Match
    source: str
    kind: QuotationKind = "direct"
    source_role: Role = "primary"
    speaker: str | None = None
    source_speaker: str | None = None
    original_language: str | None = None
    elsewhere: tuple[Match, ...] = ()
    names: tuple[str, str] = ("", "")
    around: Surroundings = field(default_factory=Surroundings)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every stretch where the words of the two texts differ, in the quotation's order."""
        return tuple(
            change
            for change in _changes(self)
            if change.jump
            or not (same_letters(change.quoted, change.source) or _stands_right_before(change, self.source))
        )

    @cached_property
    def unmarked(self) -> tuple[Change, ...]:
        """The changes that neither an ellipsis nor brackets own up to."""
        return tuple(change for change in self.changes if not change.marked)

    @cached_property
    def marked(self) -> tuple[Change, ...]:
        """The changes that an ellipsis or brackets own up to."""
        return tuple(change for change in self.changes if change.marked)

    @cached_property
    def shared_words(self) -> list[str]:
        """Each stretch of words that both texts have, as the quotation has it."""
        return [edit.quoted.strip() for edit in self.match.edits if edit.op == "equal"]

    @cached_property
    def coverage(self) -> float:
        """The share of the quotation's words that the source has in this place."""
        total = len(WORD.findall(self.quoted))
        equal = sum(len(WORD.findall(edit.quoted)) for edit in self.match.edits if edit.op == "equal")
        return equal / total if total else 0.0

    @cached_property
    def starts_with_source(self) -> bool:
        """True where the first word of the quotation is the source's."""
        return bool(self.match.edits) and self.match.edits[0].op == "equal"

    @cached_property
    def ends_with_source(self) -> bool:
        """True where the last word of the quotation is the source's."""
        return bool(self.match.edits) and self.match.edits[-1].op == "equal"

    def is_moved(self, change: Change) -> bool:
        """True where one text has the words of a change here and the other has them elsewhere."""
        if change.quoted_words and change.source_words:
            return False
        words = [word.casefold() for word in change.quoted_words or change.source_words]
        return bool(words) and any(
            words
            == [
                word.casefold()
                for word in (other.source_words if change.quoted_words else other.quoted_words)
            ]
            for other in self.unmarked
            if other is not change
        )

    def bracket_around(self, change: Change) -> str:
        """The whole bracket that a change lies in, or the change's own words."""
        for found in _BRACKETED.finditer(self.quoted):
            if found.start() < change.at[1] and change.at[0] < found.end():
                return found.group()
        return change.quoted

    @property
    def first_place(self) -> int:
        """Where the first word of the quotation stands in the source."""
        return self.match.segments[0][0]

    @property
    def last_place(self) -> int:
        """Where the last word of the quotation ends in the source."""
        return self.match.segments[-1][1]


def sentence_ends(source: str, start: int, end: int) -> list[int]:
    """Where sentences of `source` end, behind `start` and not behind `end`."""
    low, high = max(0, start - _CONTEXT), min(len(source), end + _CONTEXT)
    window = _SOFT_BREAK.sub(" ", source[low:high])
    return [low + last for _, last in sentences(window) if start < low + last <= end and low + last < high]


def same_letters(first: str, second: str) -> bool:
    """True where two stretches differ in punctuation, hyphens, spaces or character shapes alone.

    "co-operation" and "cooperation", "12,500" and "12 500", but not "10.0" and "100".
    """
    left, right = (_THOUSANDS.sub("", fold_text(text)) for text in (first, second))
    if not left.strip() or bool(_CONTRACTED.search(left)) != bool(_CONTRACTED.search(right)):
        return False
    if _FIGURE.findall(left) != _FIGURE.findall(right):
        return False
    letters = ["".join(filter(str.isalnum, text)) for text in (left, right)]
    return bool(letters[0]) and letters[0] == letters[1] and _signs(left) == _signs(right)


def _stands_right_before(change: Change, source: str) -> bool:
    """True for "[i]" at the start of a quotation whose other words follow an "I" in the source."""
    if change.inner or change.source.strip() or not change.quoted.startswith("["):
        return False
    before = source[: change.place[1]][-_CONTEXT:].rstrip()
    return before[-1:].isalnum() and same_letters(change.quoted, WORD.findall(before)[-1])


def _signs(text: str) -> list[str]:
    return [character for character in text if character in "$€£¥%‰"]


def _changes(evidence: Evidence) -> list[Change]:
    brackets = [found.span() for found in _BRACKETED.finditer(evidence.quoted)]
    cursor = _Cursor(evidence)
    found: list[Change] = []
    pending: list[Edit] = []
    last_equal: Span | None = None
    at = 0
    for edit in evidence.match.edits:
        if edit.op != "equal":
            pending.append(edit)
            continue
        quoted = "".join(part.quoted for part in pending)
        skipped = "".join(part.source for part in pending)
        place, jump = cursor.find(skipped, edit.source)
        start, end = at, at + len(quoted)
        between = (last_equal[1] if last_equal else place - len(skipped), place)
        if (pending or jump) and not _interrupts(evidence.source[slice(*between)], quoted):
            found.append(
                _change(evidence, brackets, (quoted, skipped), (start, end), between, jump, last_equal)
            )
        at = end + len(edit.quoted)
        last_equal = (place, place + len(_trimmed(edit.source)))
        pending = []
    if pending:
        start = cursor.at if last_equal else evidence.match.start
        found.append(_tail(evidence, brackets, pending, at, start))
    return found


def _change(
    evidence: Evidence, brackets: list[Span], sides: tuple[str, str], at: Span, between: Span, jump: bool,
    before: Span | None,
) -> Change:  # fmt: skip
    crosses = before is not None and _crosses(evidence.source, before, between[1])
    marked = _is_marked(evidence.quoted, sides[1], at, brackets)
    return Change(*sides, at, between, marked, jump and before is not None, crosses, before is not None)


def _crosses(source: str, before: Span, place: int) -> bool:
    """True where a sentence of the source ends between the words before and those at `place`."""
    start, end = (before[1], place) if place >= before[1] else (place, before[0])
    return bool(sentence_ends(source, start, end))


def _interrupts(between: str, quoted: str) -> bool:
    """True where the source only says who speaks: it closes its marks, names somebody, opens them again."""
    return not WORD.search(quoted) and _INTERRUPTION.fullmatch(between) is not None


def _tail(evidence: Evidence, brackets: list[Span], pending: list[Edit], at: int, start: int) -> Change:
    quoted = "".join(part.quoted for part in pending)
    source = "".join(part.source for part in pending)
    span = (at, at + len(quoted))
    marked = _is_marked(evidence.quoted, source, span, brackets)
    return Change(quoted, source, span, (start, start + len(source)), marked, False, False, False)


def _trimmed(source: str) -> str:
    """Without what follows the last letter or digit."""
    words = list(WORD.finditer(source))
    return source[: words[-1].end()] if words else source.rstrip()


def _is_marked(quoted: str, source: str, at: Span, brackets: list[Span]) -> bool:
    """True where the stretch has an ellipsis or brackets, and no word outside of them.

    Of a word with brackets inside ("want[ed]") the source has the letters outside.
    """
    stretch = quoted[at[0] : at[1]]
    inside = [span for span in brackets if span[0] < at[1] and at[0] < span[1]]
    for word in _EDITED_WORD.finditer(quoted, at[0], at[1]):
        if not any(first < word.end() and word.start() < last for first, last in inside):
            return False
        if "[" in word.group() or "]" in word.group():
            kept = "".join(
                quoted[place]
                for place in range(*word.span())
                if not any(first <= place < last for first, last in inside)
            )
            if kept.casefold() not in source.casefold():
                return False
    return bool(inside) or ELLIPSIS.search(stretch) is not None


class _Cursor:
    """Follows the source sides of the edits through the source."""

    def __init__(self, evidence: Evidence) -> None:
        self.source = evidence.source
        self.starts = [segment[0] for segment in evidence.match.segments]
        self.at = self.starts[0]

    def find(self, skipped: str, equal: str) -> tuple[int, bool]:
        """Where `equal` stands behind `skipped`, and whether the source was left in between."""
        place = self.at + len(skipped)
        core = equal.rstrip()
        jump = not self.source.startswith(core, place)
        if jump:
            candidates = [start for start in self.starts if self.source.startswith(core[:40], start)]
            place = next(
                (start for start in candidates if start != self.at), candidates[0] if candidates else place
            )
        self.at = place + len(equal)
        return place, jump
