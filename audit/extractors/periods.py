"""Which time expression dates a figure, and the interval it stands for."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.extractors.calendars import Anchor, Meaning, Resolution, interval, months_before, resolve
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.timex_narration import (
    Narration,
    base_of,
    hours_on,
    is_year_back,
    past_midnight,
    year_back,
)

Span = tuple[int, int]
_MONTHS_OR_YEARS = re.compile(r"P(\d{1,3})([MY])")
# How many tokens may stand between a figure and the words that date it, on either side.
_REACH_AFTER = 12
_REACH_BEFORE = 40
_DATING = frozenset({"date", "time"})
# How many tokens stand between two expressions of which one dates the other.
_BESIDE = 3
_UNTIL = frozenset({"to", "through", "until", "till", "and", "-", "–"})
_ENDING = frozenset({"ended", "ending", "ends", "to"})


@dataclass(frozen=True, slots=True)
class Period:
    """A resolved time expression: its TIMEX3 value, its days, and whose word the date is."""

    timex: str
    start: str | None
    end: str | None
    basis: str | None


def reckon(meaning: Meaning, base: Anchor | None, basis: str | None) -> Period:
    """The period of a meaning; `basis` says who states the date it is reckoned from."""
    resolution: Resolution = resolve(meaning, base)
    days = interval(resolution.value)
    if days is None:
        return Period(resolution.value, None, None, None)
    return Period(resolution.value, days[0], days[1], basis if resolution.anchored else "sentence")


class Dates:
    """The time expressions of a text by position, each with its period."""

    __slots__ = ("firsts", "periods", "times")

    def __init__(
        self, tokens: Tokens, times: Sequence[TimeExpression], base: Anchor | None, basis: str | None
    ) -> None:
        self.times = times
        self.firsts = [time.first for time in times]
        self.periods = list(_reckoned(tokens, times, base, basis))

    def period_of(self, time: TimeExpression) -> Period:
        """The period of one of these expressions."""
        return self.periods[bisect_left(self.firsts, time.first)]


def _reckoned(
    tokens: Tokens, times: Sequence[TimeExpression], base: Anchor | None, basis: str | None
) -> Iterator[Period]:
    """The periods in order, each counted from the text's own day or from what was spoken of before."""
    narration = Narration(tokens)
    for index, time in enumerate(times):
        narration.move_to(time.first)
        period = (
            _up_to_its_date(tokens, times, index, base, basis)
            or _after_its_date(time, narration)
            or _before_its_date(tokens, times, index, base, basis)
            or _told(time.meaning, narration)
            or _alone(time, narration, base, basis)
        )
        narration.note(time, period.timex, period.basis)
        yield period


def _alone(time: TimeExpression, narration: Narration, base: Anchor | None, basis: str | None) -> Period:
    """What the words say by themselves, counted from the day of the text."""
    meaning = time.meaning
    if meaning.relative and meaning.form == "shifted" and (meaning.shift or 0) > 0:
        return reckon(meaning, None, None)
    year = narration.year_told(time)
    if year is not None:
        meaning = replace(meaning, form="date", year=year)
    return reckon(meaning, base, basis)


def _told(meaning: Meaning, narration: Narration) -> Period | None:
    """A meaning that counts from what was spoken of: "a year earlier", "the same day", "at noon"."""
    if not meaning.relative:
        return None
    spoken = narration.period_before() if is_year_back(meaning) else None
    value = year_back(spoken.value) if spoken is not None else None
    spoken = spoken if value is not None else narration.reference(meaning)
    if spoken is None:
        return None
    value = value or (hours_on(spoken.value, meaning) if meaning.form == "shifted" else None)
    if value is not None:
        return _period_of(value, spoken.basis)
    shift = (meaning.shift or 0) + (meaning.form == "day" and past_midnight(spoken.value, meaning.value))
    return reckon(replace(meaning, shift=shift), base_of(spoken.value), spoken.basis)


def _after_its_date(time: TimeExpression, narration: Narration) -> Period | None:
    """The weekday that follows another: "from Friday to Monday"."""
    if time.meaning.form != "weekday" or time.meaning.shift is not None:
        return None
    spoken = narration.day_up_to(time)
    there = base_of(spoken.value) if spoken is not None else None
    if spoken is None or there is None or there.day.isoweekday() == time.meaning.number:
        return None
    return reckon(replace(time.meaning, shift=1), there, spoken.basis)


def _before_its_date(
    tokens: Tokens, times: Sequence[TimeExpression], index: int, base: Anchor | None, basis: str | None
) -> Period | None:
    """A meaning that the next expression settles: "6 a.m. to 6 p.m. Friday", "the quarter ended June 30"."""
    time = times[index]
    if not time.meaning.relative or index + 1 == len(times):
        return None
    following = times[index + 1]
    between = tokens.words[time.after : following.first]
    if not 0 < len(between) <= _BESIDE:
        return None
    meaning = time.meaning
    clocks = meaning.form == "day" and following.meaning.clock and between[0] in _UNTIL
    ended = meaning.form == "unit" and meaning.unit in ("W", "M", "Q", "Y") and between[-1] in _ENDING
    if not clocks and not ended:
        return None
    whole = reckon(following.meaning, base, basis)
    return reckon(replace(meaning, shift=0), base_of(whole.timex), whole.basis)


def _up_to_its_date(
    tokens: Tokens, times: Sequence[TimeExpression], index: int, base: Anchor | None, basis: str | None
) -> Period | None:
    """A stretch whose end is named next: "the year to March 2022", "the nine months ended June 30"."""
    time = times[index]
    months = _months_in(time.meaning)
    if months is None or index + 1 == len(times) or tokens.word(time.first) != "the":
        return None
    following = times[index + 1]
    between = tokens.words[time.after : following.first]
    if not 0 < len(between) <= _BESIDE or between[-1] not in _ENDING or following.kind != "date":
        return None
    last = reckon(following.meaning, base, basis)
    if last.end is None or len(last.timex) < len("2022-03"):
        return None
    value = f"P{months}M" if months % 12 else f"P{months // 12}Y"
    return Period(value, months_before(last.end, months), last.end, last.basis)


def _months_in(meaning: Meaning) -> int | None:
    """How many months a stretch has: "the year" 12, "the nine months" 9."""
    if meaning.form == "unit" and meaning.unit == "Y" and not meaning.shift:
        return 12
    found = _MONTHS_OR_YEARS.fullmatch(meaning.value) if meaning.form == "value" else None
    return int(found[1]) * (12 if found[2] == "Y" else 1) if found else None


def _period_of(value: str, basis: str | None) -> Period:
    days = interval(value)
    return Period(value, *days, basis) if days is not None else Period(value, None, None, None)


def dating(tokens: Tokens, first: int, after: int, dates: Dates, bounds: Span) -> TimeExpression | None:
    """The expression that dates the figure over tokens `[first, after)` inside its sentence.

    The nearest after it wins ("$145 billion last year"), unless another number stands between;
    then the nearest before it.
    """
    index = bisect_left(dates.firsts, first)
    for time in dates.times[index : index + 4]:
        if time.first < after:
            continue
        if (
            time.first >= bounds[1]
            or time.first - after > _REACH_AFTER
            or _interrupted(tokens, after, time.first)
        ):
            break
        if _dates(tokens, time):
            return time
    for time in reversed(dates.times[max(0, index - 4) : index]):
        if time.first < bounds[0] or first - time.after > _REACH_BEFORE:
            break
        if time.after <= first and _dates(tokens, time):
            return time
    return None


def _dates(tokens: Tokens, time: TimeExpression) -> bool:
    if time.meaning.form == "value" and time.meaning.value.endswith("_REF") and time.after - time.first < 2:
        return False
    if time.kind in _DATING:
        return time.meaning.form != "day" or not time.meaning.value or time.meaning.shift != 0
    lead = tokens.word(time.first)
    return time.kind == "duration" and (lead == "the" or lead in ("past", "last")) and time.figure is not None


def _interrupted(tokens: Tokens, start: int, end: int) -> bool:
    """True where another number, a new clause or a "from" stands before the words that would date it."""
    base = tokens.word(end - 1) == "from"
    return base or any(tokens.is_number(at) or tokens.words[at] == ";" for at in range(start, end))
