"""Printed dates of a page: only those that can mean one day, month or year are read."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_IDEOGRAPHIC = re.compile(r"(?P<year>\d{4})年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日")
_SLASHED = re.compile(
    r"(?<![\d/])(?P<one>\d{1,2})(?P<mark>[/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/])"
)
_MACHINE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?!\d))?)?(?![\d-])|(\d{4})(\d{2})(\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("audit.readers").joinpath("dates.toml").read_text("utf-8"))


@cache
def _named_forms() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _data()["months"]), key=len, reverse=True))
    month = rf"\b(?P<month>{names})\b\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?"
    year = r"(?P<year>\d{4})(?!\d)"
    forms = (
        rf"{month}\s{{0,3}}{day},?\s{{1,3}}{year}",
        rf"(?<!\d){day}\s{{0,3}}(?:of\s|de\s)?{month},?\s{{1,3}}(?:de\s)?{year}",
        rf"{month},?\s{{1,3}}{year}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def first_date(text: str) -> tuple[str, int, int] | None:
    """The first date with a year in `text`: its ISO form ("2022-02-04", "2022-02"), start and end.

    "04/02/2022" may be two days and is none; "14/02/2022" and "4.2.2022" are one.
    """
    found = []
    for form in (_ISO, _IDEOGRAPHIC, *_named_forms()):
        for match in form.finditer(text):
            value = _iso(match.groupdict())
            if value:
                found.append((match.start(), -match.end(), value))
                break
    for match in _SLASHED.finditer(text):
        value = _iso_of_numbers(match)
        if value:
            found.append((match.start(), -match.end(), value))
            break
    if not found:
        return None
    start, negative_end, value = min(found)
    return value, start, -negative_end


def is_only_a_date(text: str) -> bool:
    """True for a line that is a date and at most its weekday and time."""
    found = first_date(text)
    if not found:
        return False
    rest = text[: found[1]] + " " + text[found[2] :]
    beside = set(_data()["beside"]["words"])
    return all(word.group().lower() in beside for word in _WORD.finditer(rest))


def iso_date(text: str) -> str | None:
    """The date that a machine-readable field states, cut to its day: "2022-02-04T08:00Z", "2022-02"."""
    match = _MACHINE.match(text.strip())
    if not match:
        found = first_date(text)
        return found[0] if found else None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return _iso({"year": year, "month": month, "day": day})


def _iso(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if month and not month.isdecimal():
        month = str(_data()["months"][month.lower()])
    try:
        day_meant = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return day_meant.isoformat()[: 10 if day else 7 if month else 4]


def _iso_of_numbers(match: re.Match[str]) -> str | None:
    one, two, year = match["one"], match["two"], match["year"]
    if match["mark"] == "." or int(one) > 12 or one == two:
        return _iso({"year": year, "month": two, "day": one})
    return _iso({"year": year, "month": one, "day": two}) if int(two) > 12 else None
