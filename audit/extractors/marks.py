"""Quotation marks to quoted stretches, in one pass that never fails.

A stretch is what stands between an opening mark and its closing mark at the outermost level; marks inside
it belong to its words. A quotation that is still open where a paragraph ends goes on where the next one
re-opens it, or where the next marks can only close it; otherwise it ends with its paragraph.
"""

import re
from dataclasses import dataclass

from audit.extractors.single_marks import single_marked

Span = tuple[int, int]

# Each opening mark with the marks that close it: “…”, German „…“, French and Russian «…», reversed »…«,
# the corner and angle brackets of East Asia, and two single marks for one double.
_CLOSERS = {
    "“": "”",
    "”": "”",
    "„": "“”",
    "‟": "”",
    '"': '"',
    "＂": "＂",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "〝": "〞〟",
    "''": "''",
    "``": "''",
}
# Opening and closing marks of two kinds that writers mix up.
_MIXED = frozenset({'“"', '"”', '"“', '„"', "“''", '``"', "``”", "''\"", "''”", "„»"})
_REOPENING = frozenset({'“"', '"“', "«»"})
_DOUBLE = re.compile(r"[\"“”„‟＂«»「」『』《》〈〉〝〞〟]|''|``")
_FEET_AND_INCHES = re.compile(r"\d['’′]\d{1,2}\Z")
_SPACE_AHEAD = frozenset(" \t\n\r\u00a0\u202f\u2009,.;:!?)]—–")
_SPACE_BEFORE = frozenset(" \t\n\r\u00a0\u202f\u2009([—–-/'‘")
# Paragraphs: how far ahead a mark may close what is open. A quotation that is re-opened has no such limit.
_CLOSED_WITHIN = 3
# Characters: what may stand before the mark that re-opens a paragraph.
_INDENT = 8


@dataclass(frozen=True, slots=True)
class Marked:
    """Quoted words and their marks: `[start, end)` without, `[outer_start, outer_end)` with them."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    mark: str
    closed: bool = True


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing one; `depth` counts marks of its kind inside."""

    at: int
    mark: str
    depth: int = 0


def marked_stretches(text: str, paragraphs: list[Span]) -> list[Marked]:
    """The outermost quoted stretches of a text, in order, none overlapping another."""
    doubles = _Scanner(text, paragraphs).scan()
    singles = single_marked(text, paragraphs, [(one.outer_start, one.outer_end) for one in doubles])
    if not singles:
        return doubles
    found = [_trimmed(text, at, text[at], end, end + 1) for at, end in singles]
    covered = _Cover([(at, end) for at, end in singles])
    found += [one for one in doubles if not covered.holds(one.outer_start)]
    return sorted((one for one in found if one is not None), key=lambda one: one.outer_start)


class _Cover:
    """Sorted spans, asked from left to right whether one holds a position."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self.at = 0

    def holds(self, position: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][1] < position:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] <= position


def _trimmed(text: str, at: int, mark: str, end: int, outer_end: int, closed: bool = True) -> Marked | None:
    """The stretch without white space and doubled marks at its edges, or None where nothing is left."""
    start = at + len(mark)
    while start < end and (text[start].isspace() or text.startswith(mark, start)):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Marked(at, start, end, outer_end, mark, closed) if start < end else None


class _Scanner:
    """One pass over the double marks of a text."""

    def __init__(self, text: str, paragraphs: list[Span]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.marks = [[m.span() for m in _DOUBLE.finditer(text, start, end)] for start, end in paragraphs]
        self.open: _Open | None = None
        self.found: list[Marked] = []

    def scan(self) -> list[Marked]:
        """The stretches between double marks."""
        for number, (_, end) in enumerate(self.paragraphs):
            self._paragraph(number)
            if self.open is not None and not self._goes_on(number + 1):
                self._close(end, end, closed=False)
        return self.found

    def _paragraph(self, number: int) -> None:
        start, end = self.paragraphs[number]
        marks = self.marks[number]
        skip_to = start
        for index, (at, after) in enumerate(marks):
            if at < skip_to:
                continue
            if at and self.text[at - 1] == "=":
                skip_to = marks[index + 1][1] if index + 1 < len(marks) else after
            elif self.open is None:
                if self._can_open(at, after, start, end):
                    self.open = _Open(at, self.text[at:after])
            elif not (self._is_first(start, at) and self._reopens(self.text[at:after])):
                self._inside(at, after, marks, index)

    def _inside(self, at: int, after: int, marks: list[Span], index: int) -> None:
        """A mark while a quotation is open: it closes it, or belongs to its words."""
        assert self.open is not None
        mark, opening = self.text[at:after], self.open.mark
        if mark == opening and at == self.open.at + len(opening):
            return
        ends_word = self._ends_word(at, after)
        if mark == opening and mark not in _CLOSERS[mark] and not ends_word:
            self.open.depth += self._closers_ahead(marks, index) >= 2
        elif mark in _CLOSERS[opening] or (ends_word and (mark == opening or opening + mark in _MIXED)):
            self._closing(at, after)

    def _closing(self, at: int, after: int) -> None:
        assert self.open is not None
        if self.text[at] == '"' and _FEET_AND_INCHES.search(self.text, max(0, at - 5), at):
            return
        if self.open.depth:
            self.open.depth -= 1
        else:
            self._close(at, after, closed=True)

    def _close(self, end: int, outer_end: int, closed: bool) -> None:
        assert self.open is not None
        stretch = _trimmed(self.text, self.open.at, self.open.mark, end, outer_end, closed)
        if stretch is not None:
            self.found.append(stretch)
        self.open = None

    def _closers_ahead(self, marks: list[Span], index: int) -> int:
        """How many closing marks follow before the next opening one: two close a nested and an outer one."""
        assert self.open is not None
        count = 0
        for at, after in marks[index + 1 : index + 6]:
            if self.text[at:after] == self.open.mark:
                break
            count += self.text[at:after] in _CLOSERS[self.open.mark]
        return count

    def _reopens(self, mark: str) -> bool:
        assert self.open is not None
        return mark == self.open.mark or self.open.mark + mark in _REOPENING

    def _goes_on(self, number: int) -> bool:
        """True where paragraph `number` re-opens the quotation, or it or one soon after only closes it."""
        assert self.open is not None
        for ahead in range(number, min(number + _CLOSED_WITHIN, len(self.paragraphs))):
            if not self.marks[ahead]:
                continue
            at, after = self.marks[ahead][0]
            mark = self.text[at:after]
            if self._is_first(self.paragraphs[ahead][0], at):
                return ahead == number and self._reopens(mark)
            closing = mark in _CLOSERS[self.open.mark] or self.open.mark + mark in _MIXED
            return closing and self._ends_word(at, after)
        return False

    def _can_open(self, at: int, after: int, start: int, end: int) -> bool:
        mark = self.text[at:after]
        following = self.text[after] if after < end else " "
        before = self.text[at - 1] if at > start else " "
        if mark in "」』》〉〞〟":
            return False
        if mark in "”»‟":
            return following not in _SPACE_AHEAD and before in _SPACE_BEFORE
        if mark in "「『《〈〝«„":
            return True
        if mark == "“":
            return not self._ends_word(at, after) or before.isspace()
        return self._straight_opens(before, following)

    def _straight_opens(self, before: str, following: str) -> bool:
        """A straight mark opens before a word; after a figure it is inches, inside a word nothing."""
        if before in _SPACE_BEFORE:
            return True
        if following in _SPACE_AHEAD or (before.isdigit() and following in "-x×"):
            return False
        return not (before.isalnum() and following.isalnum())

    def _ends_word(self, at: int, after: int) -> bool:
        """True of a mark that stands where only a closing one can."""
        before = self.text[at - 1] if at else " "
        following = self.text[after] if after < len(self.text) else " "
        return not before.isspace() and before not in "([—–" and following in _SPACE_AHEAD

    def _is_first(self, start: int, at: int) -> bool:
        return at - start < _INDENT and not self.text[start:at].strip()
