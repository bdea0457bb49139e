"""Quotation marks to quoted stretches, in one pass that never fails.

A stretch is what stands between an opening mark and its closing mark at the outermost level; marks inside it belong
to its words. A quotation that is still open where a paragraph ends goes on where the next one re-opens it, or
where the next marks can only close it; otherwise it ends with its paragraph.
"""

import re
from dataclasses import dataclass

Span = tuple[int, int]

# A mark, its closing marks: German „…“, French and Russian «…», reversed »…«, CJK corner and angle brackets.
_CLOSERS = {
    "“": "”", "”": "”", "„": "“”", "‟": "”", '"': '"', "＂": "＂", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》",
    "〈": "〉", "〝": "〞〟", "''": "''", "``": "''", "‹": "›", "›": "‹", "‘": "’", "'": "'", "‚": "‘’", "`": "'´",
}  # fmt: skip
_DOUBLE = re.compile(r"[\"“”„‟＂«»「」『』《》〈〉〝〞〟]|''|``")
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–\-“\"„«/])|(?<![\s\S]))['‘‚‹](?=[^\s\d.,;:?!)\]'’])")
_SINGLE_CLOSE = re.compile(r"(?<=\S)['’‘›](?!\w)")
_ELISIONS = re.compile(
    r"['‘’](?:em|til|tis|twas|cause|bout|round|n|nuff|tude|s|t|re|ll|ve|d|kay|im|er|neath)\b", re.I
)
_PARAGRAPHS_AHEAD = 12
_SPACE_AHEAD = frozenset(" \t\n\r\u00a0\u202f\u2009,.;:!?)]—–")
_SPACE_BEFORE = frozenset(" \t\n\r\u00a0\u202f\u2009([—–-/")


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
    at: int
    mark: str
    depth: int = 0


def marked_stretches(text: str, paragraphs: list[Span]) -> list[Marked]:
    """The outermost quoted stretches of a text, in order, none overlapping another."""
    found: list[Marked] = []
    open_quote: _Open | None = None
    marks = [_marks_in(text, start, end) for start, end in paragraphs]
    for number, (start, end) in enumerate(paragraphs):
        if (
            open_quote is not None
            and not marks[number]
            and not _closes_later(text, paragraphs, marks, number, open_quote)
        ):
            _close(text, open_quote, paragraphs[number - 1][1], found, closed=False)
            open_quote = None
        open_quote = _read(text, start, end, marks[number], open_quote, found)
        if open_quote is not None and not _goes_on(text, paragraphs, marks, number, open_quote):
            _close(text, open_quote, end, found, closed=False)
            open_quote = None
    if open_quote is not None:
        _close(text, open_quote, paragraphs[-1][1], found, closed=False)
    return _with_single_marks(text, paragraphs, found)


def _marks_in(text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in _DOUBLE.finditer(text, start, end)]


def _read(
    text: str, start: int, end: int, marks: list[Span], open_quote: _Open | None, found: list[Marked]
) -> _Open | None:
    skip_to = start
    for index, (at, after) in enumerate(marks):
        if at < skip_to:
            continue
        mark = text[at:after]
        if at and text[at - 1] == "=":
            skip_to = marks[index + 1][1] if index + 1 < len(marks) else after
            continue
        if open_quote is None:
            if _can_open(text, at, after, start, end):
                open_quote = _Open(at, mark)
            continue
        if _first_word(text, start, at) and _reopens(open_quote.mark, mark):
            continue
        open_quote = _next_state(text, at, after, open_quote, found, marks, index, end)
    return open_quote


def _next_state(
    text: str,
    at: int,
    after: int,
    open_quote: _Open,
    found: list[Marked],
    marks: list[Span],
    index: int,
    end: int,
) -> _Open | None:
    mark = text[at:after]
    if at == open_quote.at + len(open_quote.mark) and mark == open_quote.mark:
        return open_quote
    if mark == open_quote.mark and mark not in _CLOSERS[mark] and not _mistyped_close(text, at, after):
        if _closers_ahead(text, open_quote.mark, marks, index) >= 2:
            open_quote.depth += 1
            return open_quote
        return open_quote
    if mark in _CLOSERS[open_quote.mark] or (mark == open_quote.mark and _mistyped_close(text, at, after)):
        return _closing(text, at, after, open_quote, found)
    if _interchangeable(open_quote.mark, mark) and _mistyped_close(text, at, after):
        return _closing(text, at, after, open_quote, found)
    return open_quote


def _closing(text: str, at: int, after: int, open_quote: _Open, found: list[Marked]) -> _Open | None:
    if text[at] == '"' and _inches(text, at):
        return open_quote
    if open_quote.depth:
        open_quote.depth -= 1
        return open_quote
    _close(text, open_quote, at, found, closed=True, outer_end=after)
    return None


def _closers_ahead(text: str, mark: str, marks: list[Span], index: int) -> int:
    """How many closing marks follow before the next opening one."""
    count = 0
    for at, after in marks[index + 1 : index + 6]:
        if text[at:after] == mark:
            break
        count += text[at:after] in _CLOSERS[mark]
    return count


def _interchangeable(opening: str, mark: str) -> bool:
    """Mixed typography: a curly quotation closed by a straight mark, and the reverse."""
    return opening + mark in {'“"', '"”', '"“', '„"', "“''", '``"', "``”", "''\"", "''”", "„»"}


def _reopens(opening: str, mark: str) -> bool:
    return mark == opening or (opening == "„" and mark == "„") or opening + mark in {'“"', '"“', "»»", "«»"}


def _can_open(text: str, at: int, after: int, start: int, end: int) -> bool:
    mark = text[at:after]
    following = text[after] if after < end else " "
    before = text[at - 1] if at > start else " "
    if mark in "」』》〉〞〟":
        return False
    if mark in ("”", "»", "‟"):
        return not following.isspace() and following not in _SPACE_AHEAD and before in _SPACE_BEFORE
    if mark in "「『《〈〝«„":
        return True
    if mark == "“":
        return not _mistyped_close(text, at, after) or before.isspace()
    if before.isdigit() and (following in _SPACE_AHEAD or following in "-x×"):
        return False
    if before not in _SPACE_BEFORE and following in _SPACE_AHEAD:
        return False
    return before in _SPACE_BEFORE or before not in " " and not (before.isalnum() and following.islower())


def _mistyped_close(text: str, at: int, after: int) -> bool:
    """True of a mark that stands where only a closing one can."""
    before = text[at - 1] if at else " "
    following = text[after] if after < len(text) else " "
    return not before.isspace() and before not in "([—–" and (following in _SPACE_AHEAD)


def _inches(text: str, at: int) -> bool:
    """True of 6'2" inside a quotation."""
    tail = text[max(0, at - 5) : at]
    return bool(re.search(r"\d['’′]\d{1,2}\Z", tail))


def _first_word(text: str, start: int, at: int) -> bool:
    return not text[start:at].strip() if at - start < 8 else False


def _goes_on(
    text: str, paragraphs: list[Span], marks: list[list[Span]], number: int, open_quote: _Open
) -> bool:
    """True where a quotation that is open at the end of paragraph `number` goes on in the next."""
    return _closes_later(text, paragraphs, marks, number + 1, open_quote)


def _closes_later(
    text: str, paragraphs: list[Span], marks: list[list[Span]], number: int, open_quote: _Open
) -> bool:
    """True where paragraph `number` re-opens the quotation, or it or one soon after only closes it."""
    for ahead in range(number, min(number + _PARAGRAPHS_AHEAD, len(paragraphs))):
        if not marks[ahead]:
            continue
        at, after = marks[ahead][0]
        mark = text[at:after]
        if _first_word(text, paragraphs[ahead][0], at):
            return ahead == number and _reopens(open_quote.mark, mark)
        closing = mark in _CLOSERS[open_quote.mark] or _interchangeable(open_quote.mark, mark)
        return closing and _mistyped_close(text, at, after) and ahead - number < 3
    return False


def _close(
    text: str, open_quote: _Open, at: int, found: list[Marked], closed: bool, outer_end: int | None = None
) -> None:
    start, end = open_quote.at + len(open_quote.mark), at
    while start < end and (
        text[start].isspace() or text[start : start + len(open_quote.mark)] == open_quote.mark
    ):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(
            Marked(open_quote.at, start, end, at if outer_end is None else outer_end, open_quote.mark, closed)
        )


def _with_single_marks(text: str, paragraphs: list[Span], doubles: list[Marked]) -> list[Marked]:
    """The double-marked stretches and the single-marked ones outside them."""
    found: list[Marked] = []
    position = 0
    for start, end in paragraphs:
        at = start
        while position < len(doubles) and doubles[position].outer_start < end:
            _single_marks(text, at, min(end, doubles[position].outer_start), found)
            found.append(doubles[position])
            at = doubles[position].outer_end
            position += 1
        if at < end and not (found and found[-1].outer_end > at):
            _single_marks(text, at, end, found)
        elif found and start < found[-1].outer_end < end:
            _single_marks(text, found[-1].outer_end, end, found)
    found.extend(doubles[position:])
    return found


def _single_marks(text: str, start: int, end: int, found: list[Marked]) -> None:
    at = start
    while (opening := _SINGLE_OPEN.search(text, at, end)) is not None:
        at = opening.end()
        if _ELISIONS.match(text, opening.start()):
            continue
        following = _SINGLE_OPEN.search(text, at, end)
        limit = following.start() if following else end
        closing = _single_close(text, at, limit)
        if closing is not None:
            _close(
                text,
                _Open(opening.start(), opening.group()),
                closing,
                found,
                closed=True,
                outer_end=closing + 1,
            )
            at = closing + 1


def _single_close(text: str, start: int, limit: int) -> int | None:
    """The mark that closes a single-marked stretch: a plural's apostrophe only where nothing better follows."""
    doubtful = None
    for match in _SINGLE_CLOSE.finditer(text, start, limit):
        at = match.start()
        if text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower():
            doubtful = at if doubtful is None else doubtful
            continue
        return at
    return doubtful
