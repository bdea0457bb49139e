"""Holidays that move: which day of a year they fall on."""

from datetime import date, timedelta


def holiday_in(name: str, year: int) -> date:
    """The day of a holiday of the data file in a year: "12-25", "thanksgiving", "easter"."""
    if name[0].isdigit():
        return date(year, int(name[:2]), int(name[3:]))
    thanksgiving = _nth_weekday(year, 11, 4, 4)
    easter = _easter(year)
    days = {
        "thanksgiving": thanksgiving,
        "black-friday": thanksgiving + timedelta(days=1),
        "cyber-monday": thanksgiving + timedelta(days=4),
        "easter": easter,
        "easter-monday": easter + timedelta(days=1),
        "good-friday": easter - timedelta(days=2),
        "labor-day": _nth_weekday(year, 9, 1, 1),
        "mlk-day": _nth_weekday(year, 1, 1, 3),
        "ash-wednesday": easter - timedelta(days=46),
        "palm-sunday": easter - timedelta(days=7),
        "mothers-day": _nth_weekday(year, 5, 7, 2),
        "fathers-day": _nth_weekday(year, 6, 7, 3),
        "columbus-day": _nth_weekday(year, 10, 1, 2),
        "presidents-day": _nth_weekday(year, 2, 1, 3),
        "election-day": _nth_weekday(year, 11, 1, 1) + timedelta(days=1),
        "memorial-day": _nth_weekday(year, 6, 1, 1) - timedelta(days=7),
    }
    return days[name]


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Gregorian Easter, by the anonymous computus (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)
