"""The time a text is speaking of: what "the same day", "a year earlier" and "at noon" count from.

News is reckoned from the day it was published, until it tells a story: then the words count from
the date named before. Each kind of date is remembered for a paragraph, a quarter for longer,
because a report of earnings speaks of one quarter throughout.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.extractors.calendars import Anchor, Meaning, anchor, interval
from audit.extractors.quantity_tokens import LINE_BREAK, Tokens
from audit.extractors.time_expressions import TimeExpression

_GRAINS = (
    ("day", re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?\Z")),
    ("month", re.compile(r"\d{4}-\d\d\Z")),
    ("quarter", re.compile(r"\d{4}-Q[1-4]\Z")),
    ("half", re.compile(r"\d{4}-H[12]\Z")),
    ("week", re.compile(r"\d{4}-W\d\d(?:-WE)?\Z")),
    ("year", re.compile(r"\d{4}\Z")),
)
# Which dates a unit is counted from; the latest of them is meant.
_COUNTED_FROM = {
    "D": ("day",),
    "W": ("day", "week"),
    "WE": ("day", "week"),
    "F": ("day", "week"),
    "M": ("day", "month"),
    "Q": ("quarter",),
    "Y": ("year", "month", "quarter", "half", "day"),
}
_PERIODS = ("quarter", "month", "half")
_CLOCKED = frozenset({"TH", "TM"})
# How many tokens a quarter stays the one that is spoken of, whatever the paragraph.
_QUARTER_LASTS = 250
# How many tokens on a month or a half-year dates "a year earlier" in the next paragraph.
_PERIOD_LASTS = 90
# How many tokens a stated year dates the months that follow it in its sentence.
_SMALL_HOURS = frozenset({"00", "01", "02", "03", "04", "05", "06"})
_TOLD_LASTS = 14
_UP_TO = frozenset({"to", "through", "until", "till", "-", "–"})
_GOING_ON = frozenset({"and", "to", "until", "till", "through", "by", "-", "–"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A date that was spoken of: its token, its value, whose word it is, and its paragraph."""

    at: int
    after: int
    value: str
    basis: str | None
    paragraph: int
    stated: bool
    weekday: bool


class Narration:
    """What has been spoken of so far, by grain of the date."""

    __slots__ = ("_last", "_paragraph", "_tokens", "_top", "_year")

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._last: dict[str, Spoken] = {}
        self._paragraph = 0
        self._top = 0
        self._year: tuple[int, int, int] | None = None

    def move_to(self, at: int) -> None:
        """The text is read up to token `at`."""
        if LINE_BREAK in self._tokens.words[self._top : at]:
            self._paragraph += 1
        self._top = at

    def note(self, expression: TimeExpression, value: str, basis: str | None) -> None:
        """An expression was resolved to a value."""
        meaning = expression.meaning
        if meaning.form == "date" and meaning.year is not None:
            self._year = (expression.after, meaning.year, meaning.month or 0)
        if _compares(meaning):
            return
        stated, weekday = meaning.form == "date", meaning.form in ("weekday", "day")
        for grain, shape in _GRAINS:
            if shape.match(value):
                self._last[grain] = Spoken(
                    expression.first, expression.after, value, basis, self._paragraph, stated, weekday
                )
                return

    def _here(self, grains: Sequence[str], lasts: int = 0) -> Spoken | None:
        """The latest of these grains in this paragraph, or no further back than `lasts` tokens."""
        found = [self._last[grain] for grain in grains if grain in self._last]
        near = [one for one in found if one.paragraph == self._paragraph or self._top - one.at <= lasts]
        return max(near, key=lambda one: one.at, default=None)

    def year_told(self, expression: TimeExpression) -> int | None:
        """The year of a month that the sentence dates with another: "in January 1994 and in October"."""
        if self._year is None or expression.meaning.form != "month" or expression.meaning.shift is not None:
            return None
        after, year, month = self._year
        between = self._tokens.words[after : expression.first]
        if len(between) > _TOLD_LASTS or "." in between or LINE_BREAK in between:
            return None
        goes_on = not _GOING_ON.isdisjoint(between[-3:]) if month else "when" in between
        if not goes_on:
            return None
        year += (expression.meaning.month or 0) < month
        self._year = (expression.after, year, expression.meaning.month or 0)
        return year

    def day_up_to(self, expression: TimeExpression) -> Spoken | None:
        """The day right before: "Friday to" before "Monday"."""
        spoken = self._last.get("day")
        before = self._tokens.word(expression.first - 1)
        follows = (
            spoken is not None
            and spoken.weekday
            and expression.first - spoken.after == 1
            and before in _UP_TO
        )
        return spoken if follows else None

    def reference(self, meaning: Meaning) -> Spoken | None:
        """The date that a relative meaning counts from; None for the day of the text."""
        if meaning.form == "day" or meaning.unit in _CLOCKED:
            return self._here(("day",))
        if meaning.unit == "Q":
            return self._here(("quarter",), _QUARTER_LASTS)
        if meaning.form == "unit" and meaning.shift == 0 and meaning.unit == "Y":
            spoken = self._here(("year",))
            return spoken if spoken is not None and spoken.stated else None
        if meaning.form == "unit" and meaning.shift == 0 and meaning.unit in ("M", "W"):
            return self._here(("month",) if meaning.unit == "M" else ("week",))
        return self._here(_COUNTED_FROM.get(meaning.unit, ()))

    def period_before(self) -> Spoken | None:
        """The quarter, month or half-year that "a year earlier" is compared with."""
        spoken = self._here(_PERIODS, _PERIOD_LASTS)
        return spoken or self._here(("quarter",), _QUARTER_LASTS)


def _compares(meaning: Meaning) -> bool:
    """ "from a week earlier", "than the previous month": the story stays where it was."""
    back = meaning.shift == -1 and meaning.unit in ("W", "M", "Q", "Y")
    return back and (meaning.relative or meaning.form == "shifted")


def is_year_back(meaning: Meaning) -> bool:
    """ "a year earlier": compared with the period spoken of, which the story does not leave."""
    return meaning.form == "shifted" and meaning.unit == "Y" and meaning.relative and meaning.shift == -1


def base_of(value: str) -> Anchor | None:
    """The anchor that a resolved value gives."""
    plain = anchor(value)
    if plain is not None:
        return plain
    days = interval(value)
    if days is None:
        return None
    return Anchor(date.fromisoformat(days[0]), "day" if "W" in value else "month")


def past_midnight(spoken: str, clock: str) -> bool:
    """True for the small hours after an evening: "from 6 p.m. to 6 a.m."."""
    evening = re.search(r"T(?:NI|EV|1[89]|2[0-3])", spoken) is not None
    return evening and clock[:2] in _SMALL_HOURS


def year_back(value: str) -> str | None:
    """The same quarter, month or half-year a year before."""
    year, dash, part = value.partition("-")
    return f"{int(year) - 1:04d}-{part}" if dash and year.isdecimal() and int(year) > 1 else None


def hours_on(value: str, meaning: Meaning) -> str | None:
    """The clock time so many hours or minutes from another: "nine hours later"."""
    match = re.match(r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?\Z", value)
    if match is None or meaning.unit not in _CLOCKED or int(match[2]) > 23 or abs(meaning.shift or 0) > 9999:
        return None
    then = datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3] or '00'}")
    length = (
        timedelta(hours=meaning.shift or 0) if meaning.unit == "TH" else timedelta(minutes=meaning.shift or 0)
    )
    try:
        return (then + length).strftime("%Y-%m-%dT%H:%M")
    except OverflowError:
        return None
