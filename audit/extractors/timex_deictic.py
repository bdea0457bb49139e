"""Units of time that point: "the quarter", "the week before", "year-ago", "the months ahead"."""

from dataclasses import replace
from decimal import Decimal

from audit.extractors.calendars import Meaning
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.timex_quarters import with_the
from audit.extractors.timex_stretches import duration_value, lead, moved
from audit.extractors.timex_years import plain_year
from audit.extractors.units import singular

_DEICTIC = frozenset({"year", "quarter", "month", "week", "weekend", "decade", "century", "semester"})
_AWARDED = cues("of_the_year")
_ENDS = frozenset({"by", "at", "until", "before", "through", "since", "to", "from", "toward", "towards"})


def compound(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "year-ago", "year-earlier", "month-long", "year-end"."""
    following = tokens.word(at + 2) if tokens.word(at + 1) == "-" else ""
    if following in ("ago", "earlier") and not plural:
        part = tokens.word(at + 3) in ("quarter", "period", "month", "week")
        first = with_the(tokens, at) if part else at
        meaning = Meaning("shifted", unit=unit, shift=-1, relative=True)
        return TimeExpression(first, at + 3 + part, "date", meaning)
    if following == "long":
        value = duration_value(None if plural else Decimal(1), unit)
        return TimeExpression(at, at + 3, "duration", Meaning("value", value=value))
    return None if plural else _end(tokens, at, unit, following)


def _end(tokens: Tokens, at: int, unit: str, hyphened: str) -> TimeExpression | None:
    """ "year-end 1988", "the year's end", "by year end"."""
    if unit not in ("Y", "M", "Q", "W"):
        return None
    owned = tokens.word(at + 1) in ("'s", "’s") and tokens.word(at + 2) == "end"
    plain = tokens.word(at + 1) == "end" and tokens.word(at - 1) in _ENDS
    if not (hyphened == "end" or owned or plain):
        return None
    after = at + (2 if plain else 3)
    year = plain_year(tokens, after) if unit == "Y" else None
    meaning = Meaning("unit", unit=unit, shift=0) if year is None else Meaning("date", year)
    after += year is not None
    first = at if tokens.is_word(after) else with_the(tokens, at)
    return TimeExpression(first, after, "date", meaning)


def deictic(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "the year", "the quarter", "the weekend": the one that the text speaks of."""
    before = lead(tokens, at)
    if tokens.word(before) != "the" or plural:
        return None
    if tokens.words[at + 1 : at + 3] == ["before", "last"]:
        return TimeExpression(before, at + 3, "date", Meaning("unit", unit=unit, shift=-2))
    beside = _beside(tokens, before, at, unit)
    if beside is not None:
        return beside
    if tokens.words[at] == "day":
        return _the_day(tokens, before, at)
    if singular(tokens.words[at]) not in _DEICTIC or not _points(tokens, before, at):
        return None
    shift = None if unit in ("WE", "Q") else 0
    relative = unit in ("W", "M", "Q", "Y")
    return TimeExpression(before, at + 1, "date", Meaning("unit", unit=unit, shift=shift, relative=relative))


def _points(tokens: Tokens, the: int, at: int) -> bool:
    """False for "the year of the goat", "man of the year", "the quarter in which"."""
    following = tokens.word(at + 1)
    if following == "that" and tokens.word(at + 2) in ("ended", "ends", "began", "begins"):
        return True
    awarded = tokens.word(the - 1) == "of" and tokens.word(the - 2) not in _AWARDED
    return not awarded and following not in ("of", "that", "when", "-", "in", "after", "before")


def _the_day(tokens: Tokens, the: int, at: int) -> TimeExpression | None:
    """ "later in the day", "up 50 cents on the day": the day that the text speaks of."""
    before = tokens.word(the - 1)
    if before == "in" and tokens.word(the - 2) not in ("later", "earlier", "early", "late"):
        return None
    if before not in ("in", "on", "for") or tokens.word(at + 1) == "-":
        return None
    if before != "in" and tokens.is_word(at + 1):
        return None
    return TimeExpression(the, at + 1, "date", Meaning("unit", unit="D", shift=0, relative=True))


def _beside(tokens: Tokens, first: int, at: int, unit: str) -> TimeExpression | None:
    """ "the year before", "the day after": next to the time that was spoken of."""
    shift = {"before": -1, "after": 1}.get(tokens.word(at + 1))
    if shift is None or tokens.is_word(at + 2) or tokens.is_number(at + 2) or unit.startswith("T"):
        return None
    if tokens.words[at] == "night":
        return TimeExpression(first, at + 2, "time", Meaning("day", shift=shift, value="NI", relative=True))
    return TimeExpression(first, at + 2, "date", Meaning("shifted", unit=unit, shift=shift, relative=True))


def bare_plural(tokens: Tokens, at: int, unit: str) -> TimeExpression | None:
    """ "for years", "weeks later", "decades of": a stretch of time without a number."""
    first = lead(tokens, at) + 1
    expression = TimeExpression(at, at + 1, "duration", Meaning("value", value=duration_value(None, unit)))
    shifted = moved(tokens, expression, None, unit) or _ahead(tokens, at)
    if shifted is not None:
        return shifted
    if unit == "WE" or (unit == "Q" and tokens.word(at + 1) == "of"):
        return None
    before = tokens.word(first - 1)
    after = tokens.word(at + 1) in ("after", "before", "since", "leading", "following", "ahead")
    if before in ("first", "final") and tokens.word(first - 2) == "the":
        return replace(expression, first=first - 2)
    if before == "the":
        through = tokens.word(first - 2) in ("over", "through", "down") and unit in ("Y", "DE", "CE")
        return replace(expression, first=first - 1) if after or through else None
    if before == "last" and tokens.word(first - 2) in ("his", "her", "their", "its"):
        return None
    leads = table("timex")["words"]["before_bare_plural"]
    stands = after or before in leads or tokens.word(at + 1) in ("of", "-") or _contrasted(tokens, at)
    return expression if stands else None


def _ahead(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "the months ahead", "years to come"."""
    if tokens.word(at + 1) == "ahead" and tokens.word(at + 2) != "of":
        after = at + 2
    elif tokens.words[at + 1 : at + 3] == ["to", "come"]:
        after = at + 3
    else:
        return None
    return TimeExpression(with_the(tokens, at), after, "date", Meaning("value", value="FUTURE_REF"))


def _contrasted(tokens: Tokens, at: int) -> bool:
    """ "days, not weeks"."""
    return tokens.words[at + 1 : at + 3] == [",", "not"] or (
        tokens.words[max(0, at - 2) : at] == [",", "not"]
    )
