"""Single quotation marks, told from apostrophes.

A single mark opens where a word begins and no elision ("’em", "’til") does; it closes where a word ends.
The apostrophe of a plural ("the workers’ rights") closes only where nothing better follows before the next
opening mark. Marks inside double-marked stretches belong to those.
"""

import re
from bisect import bisect_right

Span = tuple[int, int]

_OPEN = re.compile(r"(?:(?<=[\s(\[—–\-“\"„«/])|(?<![\s\S]))['‘‚‹](?=[^\s\d.,;:?!)\]'’])")
_CLOSE = re.compile(r"(?<=\S)['’‘›](?!\w)")
_ELISION = re.compile(
    r"['‘’](?:em|til|tis|twas|cause|bout|round|n|nuff|tude|s|t|re|ll|ve|d|kay|im|er|neath)\b", re.IGNORECASE
)
_STOPS = ".,?!…"
# Paragraphs: how long a single-marked quotation that every paragraph re-opens may be.
_REOPENED_WITHIN = 40


def single_marked(text: str, paragraphs: list[Span], doubles: list[Span]) -> list[Span]:
    """The places of the opening and the closing mark of each single-marked stretch, in order."""
    return _Singles(text, paragraphs, doubles).scan()


class _Singles:
    def __init__(self, text: str, paragraphs: list[Span], doubles: list[Span]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.doubles = doubles
        self.starts = [start for start, _ in doubles]
        self.found: list[Span] = []

    def scan(self) -> list[Span]:
        """Every stretch, paragraph by paragraph."""
        done = 0
        for number, (start, end) in enumerate(self.paragraphs):
            at = max(start, done)
            while (opening := self._next_opening(at, end)) is not None:
                following = self._next_opening(opening + 1, end)
                closing = self._closing(opening + 1, end if following is None else following)
                if closing is None and following is None and opening == start:
                    closing = self._closing_later(number)
                at = opening + 1 if closing is None else closing + 1
                if closing is not None:
                    self.found.append((opening, closing))
            done = max(done, at)
        return self.found

    def _is_inside_double(self, at: int) -> bool:
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self.doubles[index][1]

    def _next_opening(self, at: int, end: int) -> int | None:
        for match in _OPEN.finditer(self.text, at, end):
            place = match.start()
            if not _ELISION.match(self.text, place) and not self._is_inside_double(place):
                return place
        return None

    def _closing(self, start: int, limit: int) -> int | None:
        """The mark that closes; one that holds a double-marked stretch must be sure."""
        doubtful = None
        for match in _CLOSE.finditer(self.text, start, limit):
            at = match.start()
            if self._is_inside_double(at):
                continue
            if not self._is_plural(at):
                return at
            doubtful = at if doubtful is None else doubtful
        return doubtful

    def _is_plural(self, at: int) -> bool:
        """ "the workers’ rights"."""
        following = self.text[at + 1 : at + 3]
        return self.text[at - 1] in "sS" and following[:1] == " " and following[1:].islower()

    def _closing_later(self, number: int) -> int | None:
        """The closing mark of a quotation that the next paragraphs re-open."""
        mark = self.text[self.paragraphs[number][0]]
        for start, end in self.paragraphs[number + 1 : number + _REOPENED_WITHIN]:
            if self.text[start] != mark or self._is_inside_double(start):
                return None
            closing = self._closing(start + 1, end)
            if closing is not None:
                return closing
        return None
