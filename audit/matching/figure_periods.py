"""Whether two figures are for the same period, as far as the documents say it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from ..model import Quantity

# `same`: both are for it, or neither says and the documents are of one time. `unknown`: it may be the
# same. `different`: it is not.
PeriodMatch = Literal["same", "unstated", "unknown", "different"]

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# Values that fix no point of the calendar, but say now, before or after; and lengths of time.
_LOOSE = re.compile(r"P\d|PT\d|(?:PAST|PRESENT|FUTURE)_REF|PX")


@dataclass(frozen=True, slots=True)
class FigurePeriod:
    """The period words of a figure, their TIMEX3 value, and the days, where they are known."""

    text: str
    timex: str | None = None
    start: str | None = None
    end: str | None = None


def is_present(period: FigurePeriod | None) -> bool:
    """Whether a figure is said of the time of its document: no period, or "now"."""
    return period is None or period.timex == "PRESENT_REF"


def period_of(quantity: Quantity) -> FigurePeriod | None:
    """The period that the extractor found for a figure; None where the text states none."""
    if quantity.period is None and quantity.period_start is None:
        return None
    words = quantity.period.text if quantity.period else ""
    return FigurePeriod(words, _own_timex(quantity), quantity.period_start, quantity.period_end)


def period_from_date(expression: Quantity) -> FigurePeriod:
    """The period that a time expression of the same sentence states."""
    return FigurePeriod(expression.text, expression.timex, expression.period_start, expression.period_end)


def match_periods(
    a: FigurePeriod | None,
    b: FigurePeriod | None,
    *,
    same_document: bool,
    days_apart: int | None,
    same_time_days: int,
) -> PeriodMatch:
    """How the periods of two figures relate.

    `days_apart` is the time between the documents' dates of publication, None where one is not known.
    Where neither states a period, the statements stand against each other as they are, unless the
    documents are known to be of different times.
    """
    if a is None and b is None:
        far = days_apart is not None and days_apart > same_time_days
        return "unknown" if far else "unstated"
    if a is None or b is None:
        return "unknown"
    resolved = _by_days(a, b)
    if resolved is not None:
        return resolved
    if _exclude(a.timex, b.timex):
        return "different"
    same_words = a.text.casefold().split() == b.text.casefold().split()
    return "same" if same_words and same_document else "unknown"


def days_between(a: str | None, b: str | None) -> int | None:
    """Days from the first ISO date to the second, by their nearest ends; 0 where they may be one day.

    Dates may be the start of one ("2022", "2022-02"). None where one is missing or not a date.
    """
    first, second = day_range(a), day_range(b)
    if first is None or second is None:
        return None
    if first[1] < second[0]:
        return (second[0] - first[1]).days
    if second[1] < first[0]:
        return -(first[0] - second[1]).days
    return 0


@lru_cache(maxsize=4096)
def day_range(value: str | None) -> tuple[date, date] | None:
    """The first and the last day of an ISO date or of the start of one."""
    found = _ISO.match(value or "")
    if found is None:
        return None
    parts = [int(part) for part in found.group().split("-")]
    try:
        first = date(*[*parts, 1, 1][:3])
        return first, _last_day(first, len(parts))
    except (ValueError, OverflowError):
        return None


def _last_day(first: date, known: int) -> date:
    if known == 3:
        return first
    if known == 1 or first.month == 12:
        return date(first.year, 12, 31)
    return date.fromordinal(date(first.year, first.month + 1, 1).toordinal() - 1)


def _own_timex(quantity: Quantity) -> str | None:
    return None if quantity.kind == "duration" else quantity.timex


def _by_days(a: FigurePeriod, b: FigurePeriod) -> PeriodMatch | None:
    mine, other = _days(a), _days(b)
    if mine is None or other is None:
        return None
    if mine == other:
        return "same"
    apart = mine[1] < other[0] or other[1] < mine[0]
    return "different" if apart else "unknown"


def _days(period: FigurePeriod) -> tuple[date, date] | None:
    first, last = day_range(period.start), day_range(period.end or period.start)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _exclude(a: str | None, b: str | None) -> bool:
    """Whether two TIMEX3 values cannot be one period: a digit differs where both have one."""
    if not a or not b or _LOOSE.match(a) or _LOOSE.match(b):
        return False
    for mine, other in zip(a.split("-"), b.split("-"), strict=False):
        shapes = len(mine) != len(other) or mine[:1].isalpha() != other[:1].isalpha()
        if shapes and "X" not in mine + other:
            return False
        if any(x != y and x != "X" and y != "X" for x, y in zip(mine, other, strict=False)):
            return not shapes
    return False
