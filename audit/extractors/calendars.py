"""What a time expression means: its TIMEX3 value and its interval, from a date that is known.

A `Meaning` is what the words say; `resolve` reckons it from an anchor, the day the text was
published. Without an anchor the value keeps what is known ("XXXX-05", "PAST_REF").
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit.extractors.holidays import holiday_in

_SEASON_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}
_WEEK = timedelta(days=7)
# From this month on "the new year" is the next one.
_NEW_YEAR_FROM = 9


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day a text is dated by; `precision` is `year`, `month` or `day`."""

    day: date
    precision: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a time expression say, before anything is reckoned.

    `form` is one of: date, weekday, month (with or without its day), unit, shifted, quarter, half,
    season, day, holiday, value. `shift` counts units from the anchor, None where the words leave it
    open. `until` is the last day of several in one month ("Nov. 1-3"). `within` is the year that
    follows ("the third quarter of last year"). `relative` counts from the time spoken of before
    ("two years later"), not from the text's own. `forward` is None where no word says whether the
    sentence looks ahead.
    """

    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0
    unit: str = ""
    shift: int | None = None
    value: str = ""
    clock: str = ""
    forward: bool | None = None
    within: "Meaning | None" = None
    relative: bool = False
    until: int = 0


@dataclass(frozen=True, slots=True)
class Resolution:
    """A TIMEX3 value, and whether the anchor was needed for it."""

    value: str
    anchored: bool = False


def anchor(published: str | None) -> Anchor | None:
    """The anchor that an ISO date, or the start of one, gives; None for anything else."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", published or "")
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        return Anchor(
            date(int(year), int(month or 1), int(day or 1)), "day" if day else "month" if month else "year"
        )
    except ValueError:
        return None


def resolve(meaning: Meaning, base: Anchor | None) -> Resolution:
    """The TIMEX3 value of a meaning, reckoned from the anchor where the words need one."""
    try:
        resolution = _inside(meaning, base) or _RESOLVERS[meaning.form](meaning, base)
    except (ValueError, OverflowError):
        resolution = Resolution(meaning.value or "XXXX")
    if not meaning.clock:
        return resolution
    return Resolution(_at_clock(resolution.value, meaning.clock), resolution.anchored)


def _inside(meaning: Meaning, base: Anchor | None) -> Resolution | None:
    """The meaning in the year that the words after it name, where that year is known."""
    if meaning.within is None:
        return None
    year = resolve(meaning.within, base)
    if not re.match(r"\d{4}\Z", year.value):
        return None
    form = "date" if meaning.form == "month" else meaning.form
    inside = resolve(replace(meaning, form=form, year=int(year.value), within=None), base)
    return Resolution(inside.value, year.anchored)


def _at_clock(value: str, clock: str) -> str:
    if value in ("", "XXXX") or not re.match(r"[\dX]{4}-", value):
        return f"XXXX-XX-XXT{clock}" if value in ("", "XXXX") else value
    return f"{value.partition('T')[0]}T{clock}"


def _value(meaning: Meaning, base: Anchor | None) -> Resolution:
    return Resolution(meaning.value)


def _date(meaning: Meaning, base: Anchor | None) -> Resolution:
    """A date with its year; checked, so that "31 June 2010" is no day."""
    parts = [f"{meaning.year:04d}"]
    if meaning.month:
        parts.append(f"{meaning.month:02d}")
    if meaning.day:
        parts.append(f"{meaning.day:02d}")
    return _until(Resolution("-".join(parts)), meaning)


def _until(first: Resolution, meaning: Meaning) -> Resolution:
    """The days from the first to the last, as an ISO 8601 interval, where there are several."""
    if not meaning.until:
        return first
    return replace(first, value=f"{first.value}/{first.value[:-2]}{meaning.until:02d}")


def _weekday(meaning: Meaning, base: Anchor | None) -> Resolution:
    if base is None or base.precision != "day":
        return Resolution(f"XXXX-WXX-{meaning.number}")
    ahead = (meaning.number - base.day.isoweekday()) % 7
    if meaning.shift == 1 or (meaning.shift is None and meaning.forward):
        day = base.day + timedelta(days=ahead or (7 if meaning.shift == 1 else 0))
    elif meaning.shift == 0:
        day = base.day + timedelta(days=meaning.number - base.day.isoweekday())
    else:
        back = (7 - ahead) % 7 or (7 if meaning.shift == -1 else 0)
        day = base.day - timedelta(days=back)
    while meaning.day and day.day != meaning.day:
        day += _WEEK if meaning.forward else -_WEEK
    return Resolution(day.isoformat(), True)


def _month(meaning: Meaning, base: Anchor | None) -> Resolution:
    """A month, or a day of a month, without a year: the last one, or the next where the text looks ahead."""
    month = meaning.month or 1
    tail = f"{month:02d}" + (f"-{meaning.day:02d}" if meaning.day else "")
    if base is None or base.precision == "year":
        return _until(Resolution(f"XXXX-{tail}"), meaning)
    if meaning.day and meaning.number:
        return Resolution(f"{_year_of_weekday(meaning, base):04d}-{tail}", True)
    here = (base.day.month, base.day.day if base.precision == "day" and meaning.day else 0)
    there = (month, meaning.day or 0 if base.precision == "day" else 0)
    year = _near_year(meaning, base) or base.day.year + _year_shift(meaning, here, there)
    return _until(Resolution(f"{year:04d}-{tail}", True), meaning)


def _near_year(meaning: Meaning, base: Anchor) -> int | None:
    """The year in which the day or month is so near that nobody would mean another one."""
    if meaning.shift is not None or base.precision != "day":
        return None
    ahead = {None: _NEAR_AHEAD_OPEN, True: _NEAR_AHEAD, False: _NEAR_AHEAD}[meaning.forward]
    if not meaning.day:
        months = ((meaning.month or 1) - base.day.month) % 12
        soon = meaning.forward is None and 0 < months <= _NEAR_MONTHS
        return base.day.year + ((meaning.month or 1) < base.day.month) if soon else None
    for year in (base.day.year, base.day.year + 1, base.day.year - 1):
        if -_NEAR_BEHIND <= (_in_year(meaning, year) - base.day).days <= ahead:
            return year
    return None


def _in_year(meaning: Meaning, year: int) -> date:
    month = meaning.month or 1
    return date(year, month, min(meaning.day or 1, monthrange(year, month)[1]))


def _year_of_weekday(meaning: Meaning, base: Anchor) -> int:
    """The year nearest to the anchor in which the day falls on its weekday: "Monday, Nov. 6"."""
    years = (base.day.year, base.day.year - 1, base.day.year + 1)
    fitting = [year for year in years if _in_year(meaning, year).isoweekday() == meaning.number]
    return fitting[0] if fitting else base.day.year


def _year_shift(meaning: Meaning, here: tuple[int, int], there: tuple[int, int]) -> int:
    if meaning.shift == 0:
        return 0
    if meaning.shift == -1:
        return -1 if there >= here else 0
    if meaning.shift == 1:
        return 1 if there <= here else 0
    if meaning.forward:
        return 1 if there < here else 0
    return -1 if there > here else 0


def _unit(meaning: Meaning, base: Anchor | None) -> Resolution:
    """ "last year", "this week", "the month": a calendar unit, `shift` units from the anchor's."""
    shift = meaning.shift or 0
    if base is None or not _fine_enough(base, meaning.unit):
        return Resolution(_reference(meaning.shift))
    if meaning.shift is None and not meaning.forward:
        shift = -1 if meaning.unit == "Q" or (meaning.unit == "WE" and base.day.isoweekday() < 6) else 0
    return Resolution(_calendar_unit(base.day, meaning.unit, shift), True)


def _fine_enough(base: Anchor, unit: str) -> bool:
    needed = {"Y": 0, "NY": 1, "DE": 0, "CE": 0, "M": 1, "Q": 1, "H": 1}.get(unit, 2)
    return {"year": 0, "month": 1, "day": 2}[base.precision] >= needed


def _reference(shift: int | None) -> str:
    if shift is None or shift == 0:
        return "PRESENT_REF"
    return "PAST_REF" if shift < 0 else "FUTURE_REF"


def _calendar_unit(day: date, unit: str, shift: int) -> str:
    if unit in ("D", "TH", "TM", "TS"):
        return (day + timedelta(days=shift)).isoformat()
    if unit in ("W", "F", "WE"):
        year, week, _ = (day + shift * _WEEK).isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return month_shifted(day, shift)
    if unit == "Q":
        quarter = day.year * 4 + (day.month - 1) // 3 + shift
        return f"{quarter // 4:04d}-Q{quarter % 4 + 1}"
    if unit == "H":
        half = day.year * 2 + (day.month - 1) // 6 + shift
        return f"{half // 2:04d}-H{half % 2 + 1}"
    if unit == "NY":
        return f"{day.year + (day.month >= _NEW_YEAR_FROM) + shift:04d}"
    if unit == "DE":
        return f"{day.year // 10 + shift:03d}"
    if unit == "CE":
        return f"{day.year // 100 + shift:02d}"
    return f"{_checked_year(day.year + shift):04d}"


def _checked_year(year: int) -> int:
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return year


def month_shifted(day: date, shift: int) -> str:
    """The month `shift` months from a day, as `YYYY-MM`."""
    months = day.year * 12 + day.month - 1 + shift
    return f"{_checked_year(months // 12):04d}-{months % 12 + 1:02d}"


def _shifted(meaning: Meaning, base: Anchor | None) -> Resolution:
    """ "two years ago", "three days later": as fine as the unit that is counted."""
    amount = meaning.shift or 0
    if base is None or not _fine_enough(base, meaning.unit):
        return Resolution(meaning.value or _reference(amount))
    factor = {"DE": 10, "CE": 100, "F": 2, "ML": 1000}.get(meaning.unit, 1)
    unit = {"DE": "Y", "CE": "Y", "ML": "Y", "F": "W", "WE": "W"}.get(meaning.unit, meaning.unit)
    if unit in ("TH", "TM", "TS"):
        return Resolution(base.day.isoformat(), True)
    return Resolution(_calendar_unit(base.day, unit, amount * factor), True)


def _quarter(meaning: Meaning, base: Anchor | None) -> Resolution:
    """The third quarter, the first half: of a stated year, or the last one that has begun."""
    letter, per_year = ("Q", 4) if meaning.form == "quarter" else ("H", 2)
    if meaning.year is not None:
        return Resolution(f"{meaning.year:04d}-{letter}{meaning.number}")
    if base is None or (base.precision == "year" and meaning.shift is None):
        return Resolution(f"XXXX-{letter}{meaning.number}")
    if meaning.shift is not None:
        return Resolution(f"{base.day.year + meaning.shift:04d}-{letter}{meaning.number}", True)
    current = (base.day.month - 1) // (12 // per_year) + 1
    year = base.day.year
    if meaning.number > current and not meaning.forward:
        year -= 1
    elif meaning.number < current and meaning.forward:
        year += 1
    return Resolution(f"{year:04d}-{letter}{meaning.number}", True)


def _season(meaning: Meaning, base: Anchor | None) -> Resolution:
    if meaning.year is not None:
        return Resolution(f"{meaning.year:04d}-{meaning.unit}")
    if base is None or base.precision == "year":
        return Resolution(f"XXXX-{meaning.unit}")
    begins = _SEASON_MONTHS[meaning.unit] - 1
    here, there = (base.day.month, 0), (begins, 0)
    shift = 0 if meaning.unit == "WI" and base.day.month <= 2 and meaning.shift == 0 else None
    year = base.day.year + (shift if shift is not None else _year_shift(meaning, here, there))
    return Resolution(f"{year:04d}-{meaning.unit}", True)


def _day(meaning: Meaning, base: Anchor | None) -> Resolution:
    """Days from the anchor: today, yesterday, last night."""
    shift = meaning.shift or 0
    if base is None or base.precision != "day":
        value = _reference(shift)
        return Resolution(f"XXXX-XX-XXT{meaning.value}" if meaning.value else value)
    day = (base.day + timedelta(days=shift)).isoformat()
    return Resolution(f"{day}T{meaning.value}" if meaning.value else day, True)


def _holiday(meaning: Meaning, base: Anchor | None) -> Resolution:
    fixed = re.fullmatch(r"(\d\d)-(\d\d)", meaning.value)
    if meaning.year is None and (base is None or base.precision == "year"):
        return Resolution(f"XXXX-{meaning.value}" if fixed else "XXXX")
    year = meaning.year if meaning.year is not None else (base.day.year if base is not None else 1)
    day = holiday_in(meaning.value, year)
    if meaning.year is None and base is not None:
        here, there = (base.day.month, base.day.day), (day.month, day.day)
        ahead = (day - base.day).days
        close = -_NEAR_HOLIDAY <= ahead <= _NEAR_HOLIDAY * (2 if meaning.forward is None else 1)
        near = 0 if close else _year_shift(meaning, here, there)
        day = holiday_in(meaning.value, year + near)
    if meaning.unit == "WE":
        day -= timedelta(days=day.isoweekday() == 1)
        return Resolution(_calendar_unit(day, "WE", 0), meaning.year is None)
    return Resolution(day.isoformat(), meaning.year is None)


# A holiday this near, on either side, is the one that is meant; twice as far ahead where no word looks back.
_NEAR_HOLIDAY = 60
# A day of a month this near ahead is meant before the one eleven months ago, whatever the tense.
_NEAR_AHEAD = 45
# The same where no word says that the text looks back.
_NEAR_AHEAD_OPEN = 75
_NEAR_MONTHS = 2
# A day this little behind is meant before the next one, even in "was to open March 31".
_NEAR_BEHIND = 45


_RESOLVERS = {
    "value": _value,
    "date": _date,
    "weekday": _weekday,
    "month": _month,
    "unit": _unit,
    "shifted": _shifted,
    "quarter": _quarter,
    "half": _quarter,
    "season": _season,
    "day": _day,
    "holiday": _holiday,
}

_INTERVAL_FORMS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?\Z"), lambda y, m, d: (date(y, m, d), date(y, m, d))),
    (re.compile(r"(\d{4})-(\d\d)\Z"), lambda y, m: (date(y, m, 1), date(y, m, monthrange(y, m)[1]))),
    (re.compile(r"(\d{4})\Z"), lambda y: (date(y, 1, 1), date(y, 12, 31))),
    (
        re.compile(r"(\d{4})-Q([1-4])\Z"),
        lambda y, q: (date(y, 3 * q - 2, 1), date(y, 3 * q, monthrange(y, 3 * q)[1])),
    ),
    (
        re.compile(r"(\d{4})-H([12])\Z"),
        lambda y, h: (date(y, 6 * h - 5, 1), date(y, 6 * h, 30 if h == 1 else 31)),
    ),
    (
        re.compile(r"(\d{4})-W(\d\d)\Z"),
        lambda y, w: (date.fromisocalendar(y, w, 1), date.fromisocalendar(y, w, 7)),
    ),
    (
        re.compile(r"(\d{4})-W(\d\d)-WE\Z"),
        lambda y, w: (date.fromisocalendar(y, w, 6), date.fromisocalendar(y, w, 7)),
    ),
    (re.compile(r"(\d{3})\Z"), lambda d: (date(10 * d, 1, 1), date(10 * d + 9, 12, 31))),
    (re.compile(r"(\d{2})\Z"), lambda c: (date(100 * c, 1, 1), date(100 * c + 99, 12, 31))),
)


def interval(value: str) -> tuple[str, str] | None:
    """The first and the last day, both included, that a TIMEX3 value covers; None where it is open."""
    first_day, slash, last_day = value.partition("/")
    if slash and first_day[:1].isdecimal():
        ends = interval(first_day), interval(last_day)
        return (ends[0][0], ends[1][1]) if ends[0] is not None and ends[1] is not None else None
    for pattern, days in _INTERVAL_FORMS:
        match = pattern.match(value)
        if match is not None:
            try:
                first, last = days(*(int(group) for group in match.groups()))
            except ValueError:
                return None
            return first.isoformat(), last.isoformat()
    return None


def months_before(last: str, months: int) -> str:
    """The first day of a stretch of so many months that ends with an ISO day."""
    following = date.fromisoformat(last) + timedelta(days=1)
    year, month = divmod(following.year * 12 + following.month - 1 - months, 12)
    day = min(following.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day).isoformat()
