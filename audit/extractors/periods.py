"""Which time expression dates a figure, and the interval it stands for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.extractors.calendars import Anchor, Meaning, Resolution, anchor, interval, resolve
from audit.extractors.quantity_tokens import LINE_BREAK, Tokens
from audit.extractors.time_expressions import TimeExpression

Span = tuple[int, int]
# How many tokens may stand between a figure and the words that date it, on either side.
_REACH_AFTER = 9
_REACH_BEFORE = 40
_DATING = frozenset({"date", "time"})


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
    """The periods in order; "two years later" counts from the date before it in its paragraph."""
    spoken_of: Anchor | None = None
    last = 0
    for time in times:
        if LINE_BREAK in tokens.words[last : time.first]:
            spoken_of = None
        last = time.first
        if time.meaning.relative:
            period = reckon(time.meaning, spoken_of, "sentence")
        else:
            period = reckon(time.meaning, base, basis)
        yield period
        if period.start is not None and time.kind == "date":
            spoken_of = anchor(period.timex) or spoken_of


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
    return any(tokens.is_number(at) or tokens.words[at] in (";", "from") for at in range(start, end))
