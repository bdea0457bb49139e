"""Dates in words: weekdays, months, seasons, fixed days and references, found at their own word."""

from dataclasses import replace
from functools import cache

from audit.extractors.calendars import Meaning
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.subjects import is_plural
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.timex_years import is_date, plain_year
from audit.text.numbers import ordinal_value

_SUFFIXES = ("st", "nd", "rd", "th")


def read_weekday(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "Friday", "last Friday", "Fridays", "Friday night", "Friday, Oct. 5"."""
    word = tokens.words[at]
    if not tokens.capitalised(at) or (len(word) <= 4 and not _abbreviation_stands(tokens, at)):
        return None
    if tokens.words[at + 1 : at + 3] == ["night", "live"]:
        return None
    number = table("timex")["weekdays"][word]
    first, shift = _shifted_left(tokens, at)
    after = at + 1 + (len(word) <= 5 and tokens.word(at + 1) == "." and tokens.glued(at + 1))
    if tokens.word(first - 1) in ("every", "each") or word.endswith("days"):
        first -= tokens.word(first - 1) in ("every", "each")
        return TimeExpression(first, after, "set", Meaning("value", value=f"XXXX-WXX-{number}"))
    meaning = Meaning("weekday", number=number, shift=shift)
    dated = _date_after_weekday(tokens, after)
    if dated is not None:
        return replace(dated, first=first, meaning=replace(dated.meaning, number=number))
    if (
        tokens.word(after) == "the"
        and tokens.word(after + 2) in _SUFFIXES
        and tokens.word(after + 1).isdecimal()
        and 0 < int(tokens.words[after + 1][:3]) <= 28
    ):
        meaning = replace(meaning, day=int(tokens.words[after + 1]))
        return TimeExpression(first, after + 3, "date", meaning)
    return with_daypart(tokens, TimeExpression(first, after, "date", meaning))


def _abbreviation_stands(tokens: Tokens, at: int) -> bool:
    following = tokens.word(at + 1)
    return (following in (".", ",") and tokens.glued(at + 1)) or following in table("timex")["months"]


def _date_after_weekday(tokens: Tokens, at: int) -> TimeExpression | None:
    if tokens.word(at) == ",":
        at += 1
    at += tokens.word(at) == "the"
    if tokens.word(at) in table("timex")["months"]:
        return read_month(tokens, at)
    if tokens.is_number(at) and at + 2 < tokens.count:
        for month in range(at + 1, at + 4):
            if tokens.word(month) in table("timex")["months"]:
                dated = read_month(tokens, month)
                return dated if dated is not None and dated.first <= at else None
    return None


def with_daypart(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """The date with the part of the day that follows it ("Friday morning")."""
    part = table("timex")["dayparts"].get(tokens.word(expression.after))
    if part is None:
        return expression
    return replace(
        expression, after=expression.after + 1, kind="time", meaning=replace(expression.meaning, clock=part)
    )


def _shifted_left(tokens: Tokens, at: int) -> tuple[int, int | None]:
    """ "last", "this past", "next" before a weekday, month or season."""
    before = tokens.word(at - 1)
    if before not in table("timex")["shifts"] or before in ("present", "current", "that", "same"):
        return at, None
    first = at - 1
    if (before in ("past", "coming") and tokens.word(first - 1) in ("this", "the")) or tokens.word(
        first - 1
    ) == "the":
        first -= 1
    return first, table("timex")["shifts"][before]


def read_month(tokens: Tokens, at: int) -> TimeExpression | None:
    """A month with its day and year on either side: "May 5, 2010", "the 5th of May", "last May"."""
    word = tokens.words[at]
    month = table("timex")["months"][word]
    abbreviated = len(word) <= 4 and word not in ("may", "june", "july")
    after = at + 1
    if abbreviated and tokens.word(after) == "." and tokens.glued(after):
        after += 1
    first, day = _day_before(tokens, at)
    until = 0
    if day is None:
        after, day = _day_after(tokens, after)
        after, until = _last_day(tokens, after, day)
    after, year = _year_after(tokens, after, day is not None)
    if first == at and day is None and year is None and not _bare_month_stands(tokens, at, abbreviated):
        return None
    if year is None and (month, day) == (9, 11) and tokens.word(after) in table("timex")["words"]["of_2001"]:
        year = 2001
    if year is not None:
        if day is not None and not is_date(year, month, day):
            return None
        return TimeExpression(first, after, "date", Meaning("date", year, month, day, until=until))
    shift = None
    if day is None:
        first, shift = _shifted_left(tokens, first)
        if tokens.word(first - 1) in ("every", "each"):
            return TimeExpression(first - 1, after, "set", Meaning("value", value=f"XXXX-{month:02d}"))
    meaning = Meaning("month", month=month, day=day, shift=shift, until=until)
    return TimeExpression(first, after, "date", meaning)


def _last_day(tokens: Tokens, at: int, day: int | None) -> tuple[int, int]:
    """The last of several days of one month: "Feb. 11-15", "March 3–7"."""
    word = tokens.word(at + 1)
    joined = tokens.word(at) in ("-", "–") and tokens.glued(at) and tokens.glued(at + 1)
    if day is None or not joined or not word.isdecimal() or len(word) > 2 or not day < int(word) <= 31:
        return at, 0
    goes_on = tokens.glued(at + 2) and (tokens.is_word(at + 2) or tokens.word(at + 2) in "-–/:")
    return (at, 0) if goes_on else (at + 2, int(word))


def _bare_month_stands(tokens: Tokens, at: int, abbreviated: bool) -> bool:
    """A month without day or year: capitalised, and for "May" and "March" with a word that dates."""
    if not tokens.capitalised(at):
        return False
    if tokens.words[at] not in ("may", "march") and not abbreviated:
        return True
    before = tokens.word(at - 1)
    if before == "-" and tokens.word(at - 2) in ("mid", "early", "late"):
        return True
    if (
        tokens.word(at + 1) in ("'s", "’s")
        and not tokens.capitalised(at - 1)
        and not tokens.begins_sentence(at)
    ):
        return True
    leads = cues("before_a_month")
    if tokens.words[at] == "march" and _in_sentence(tokens, at):
        return True
    if tokens.words[at] in ("may", "march") and before in cues("before_a_second_month"):
        return _month_near(tokens, at)
    return before in leads


def _in_sentence(tokens: Tokens, at: int) -> bool:
    """A capital inside a sentence and beside no other name: the month, not a march."""
    alone = (
        not tokens.capitalised(at - 1)
        and not tokens.capitalised(at + 1)
        and tokens.word(at + 1) not in ("on", "for")
    )
    return alone and tokens.is_word(at - 1) and tokens.word(at - 1) not in ("'s", "’s")


def _month_near(tokens: Tokens, at: int) -> bool:
    months = table("timex")["months"]
    near = tokens.words[max(0, at - 4) : at] + tokens.words[at + 1 : at + 4]
    return (
        any(word in months and word not in ("may", "march") for word in near) or tokens.word(at - 1) == "from"
    )


def _day_before(tokens: Tokens, at: int) -> tuple[int, int | None]:
    """The day that stands before a month: "5", "5th of", "the fifth of"."""
    before = at - 1
    if tokens.word(before) == "of":
        before -= 1
        day, first = _ordinal_day(tokens, before)
    else:
        day, first = _ordinal_day(tokens, before)
        if day is None and tokens.word(before).isdecimal() and len(tokens.word(before)) <= 2:
            day, first = int(tokens.words[before]), before
            joined = tokens.word(before - 1) in (":", ".", "-", "$") and tokens.glued(before)
            if joined and tokens.word(before - 1) != "-":
                return at, None
    if day is None or not 1 <= day <= 31:
        return at, None
    return first - (tokens.word(first - 1) == "the"), day


def _ordinal_day(tokens: Tokens, last: int) -> tuple[int | None, int]:
    if tokens.word(last) in _SUFFIXES and tokens.glued(last) and tokens.word(last - 1).isdecimal():
        return int(tokens.words[last - 1]) if len(tokens.words[last - 1]) <= 2 else None, last - 1
    if tokens.word(last) in ("first", "second", "third") or tokens.word(last).endswith(("th", "ieth")):
        if tokens.word(last - 1) == "-" and tokens.word(last - 2) in ("twenty", "thirty"):
            return ordinal_value(f"{tokens.words[last - 2]}-{tokens.words[last]}"), last - 2
        return ordinal_value(tokens.word(last)), last
    return None, last


def _day_after(tokens: Tokens, at: int) -> tuple[int, int | None]:
    """The day that stands after a month: "5", "5th", "the 5th", and not an hour or a year."""
    begin = at + (tokens.word(at) == "the")
    word = tokens.word(begin)
    if not word.isdecimal() or len(word) > 2 or not 1 <= int(word) <= 31:
        return at, None
    after = begin + 1
    if tokens.word(after) in _SUFFIXES and tokens.glued(after):
        return after + 1, int(word)
    clock = tokens.word(after) in (":", "am", "pm", "a.m.", "p.m.", "%") and tokens.word(after) != ","
    if begin != at or clock or (tokens.glued(after) and tokens.is_word(after)):
        return at, None
    return after, int(word)


def _year_after(tokens: Tokens, at: int, has_day: bool) -> tuple[int, int | None]:
    begin = at
    if tokens.word(begin) in (",", "of") or (tokens.word(begin) in ("'", "’") and tokens.glued(begin + 1)):
        begin += 1
    year = plain_year(tokens, begin)
    if year is None or (tokens.glued(begin + 1) and tokens.is_word(begin + 1)):
        return at, None
    if tokens.word(at) == "," and not has_day and is_plural(tokens, begin + 1):
        return at, None
    return begin + 1, year


def read_season(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "last summer", "the summer of 2010", "spring 2011": with a word that dates it."""
    unit = table("timex")["seasons"][tokens.words[at]]
    first, shift = _shifted_left(tokens, at)
    after, year = _year_after(tokens, at + 1, False)
    if year is None and tokens.word(at + 1) == ",":
        after = at + 1
    before = tokens.word(first - 1)
    if year is None and shift is None and not _season_stands(tokens, at, before):
        return None
    if before in ("every", "each"):
        return TimeExpression(first - 1, after, "set", Meaning("value", value=f"XXXX-{unit}"))
    return TimeExpression(
        first - (before == "the"), after, "date", Meaning("season", year=year, unit=unit, shift=shift)
    )


def _season_stands(tokens: Tokens, at: int, before: str) -> bool:
    if tokens.capitalised(at) or tokens.word(at + 1) == "-":
        return False
    leads = cues("before_a_season")
    if before == "the":
        leads_before = tokens.word(at - 2)
        return leads_before in cues("before_the_season") and (
            not tokens.is_word(at + 1)
            or tokens.word(at + 1) in ("and", "of", "when", "after", "before", "with")
        )
    return (before in leads and tokens.words[at] != "fall") or (before == "in" and tokens.words[at] == "fall")


@cache
def _phrases(key: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """A table of the data file, indexed by first word, longest phrase first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, answer in table("timex")[key].items():
        parts = tuple(phrase.split())
        index.setdefault(parts[0], []).append((parts, answer))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def phrase_starters() -> frozenset[str]:
    """The words that a fixed phrase begins with."""
    return frozenset(_phrases("references")) | frozenset(_phrases("holidays"))


def read_phrase(tokens: Tokens, at: int) -> TimeExpression | None:
    """A fixed phrase of the data file: a reference ("these days") or a holiday ("New Year's Eve")."""
    for parts, answer in _phrases("references").get(tokens.words[at], ()):
        if tuple(tokens.words[at : at + len(parts)]) == parts and _reference_stands(tokens, at, parts):
            return TimeExpression(at, at + len(parts), "date", Meaning("value", value=answer))
    if tokens.words[at : at + 3] == ["the", "new", "year"] and not tokens.capitalised(at + 1):
        return TimeExpression(at, at + 3, "date", Meaning("unit", unit="NY", shift=0))
    if not tokens.capitalised(at):
        return None
    for parts, answer in _phrases("holidays").get(tokens.words[at], ()):
        if tuple(tokens.words[at : at + len(parts)]) == parts:
            after = at + len(parts)
            after, year = _year_after(tokens, after, True)
            unit = "WE" if year is None and tokens.word(after) == "weekend" else ""
            meaning = Meaning("holiday", year=year, value=answer, unit=unit)
            return TimeExpression(at, after + bool(unit), "date", meaning)
    return None


def _reference_stands(tokens: Tokens, at: int, parts: tuple[str, ...]) -> bool:
    following, before = tokens.word(at + len(parts)), tokens.word(at - 1)
    if parts in (("the", "past"), ("the", "future"), ("the", "present")):
        alone = not tokens.is_word(at + 2) or following in cues("after_a_reference")
        return alone or (
            before == "in" and following not in table("timex")["words"]["counted_after_the_past"]
        )
    if parts[0] in ("that", "this") and parts[1:] in (("time",), ("moment",)):
        return before in ("at", "by", "until", "around", "before", "since") and following != "of"
    if parts == ("once",):
        words = table("timex")["words"]
        return before in words["before_once"] and following not in words["after_once"]
    if parts == ("now",):
        return before != "until" or following != "-"
    if parts == ("present",):
        return before == "at"
    return True
