"""Expressions built on a unit of time: "two years ago", "the past decade", "the third quarter"."""

from dataclasses import replace
from decimal import Decimal

from audit.extractors.calendars import Meaning
from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.timex_quarters import read_ordinal_unit, with_the
from audit.extractors.timex_years import plain_year
from audit.extractors.units import singular

_LETTERS = {"TS": "S", "TM": "M", "TH": "H", "F": "W", "ML": "Y", "WE": "WE"}
_MULTIPLES = {"F": 2, "ML": 1000}
_DEICTIC = frozenset({"year", "quarter", "month", "week", "weekend", "decade", "century", "semester"})
_AWARDED = cues("of_the_year")


def duration_value(amount: Decimal | None, unit: str) -> str:
    """The TIMEX3 value of a stretch of time: `P2Y`, `PT3H`, `PXM` where no number is written."""
    letter = _LETTERS.get(unit, unit)
    timed = "T" if unit in ("TS", "TM", "TH") else ""
    if amount is None:
        return f"P{timed}X{letter}"
    number = amount * _MULTIPLES.get(unit, 1)
    whole = number == number.to_integral_value()
    return f"P{timed}{int(number) if whole else number.normalize()}{letter}"


def unit_of(word: str) -> str | None:
    """The TIMEX3 unit that a word names, singular or plural."""
    units: dict[str, str] = table("timex")["units"]
    return (
        units.get(word)
        or units.get(singular(word))
        or {
            "centuries": "CE",
            "yr": "Y",
            "yrs": "Y",
            "hr": "TH",
            "hrs": "TH",
            "min": "TM",
            "mins": "TM",
            "sec": "TS",
            "secs": "TS",
            "millennia": "ML",
        }.get(word)
    )


def read_figure(tokens: Tokens, figure: Figure) -> TimeExpression | None:
    """The time expression around a figure with a unit of time: "the past two years", "five-year"."""
    at = figure.after - 1
    unit = unit_of(tokens.words[at]) or _short_unit(figure)
    if unit is None or _age_follows(tokens, figure):
        return None
    if _is_no_time(tokens, figure):
        return None
    value = _figure_value(figure, unit)
    expression = TimeExpression(figure.first, figure.after, "duration", Meaning("value", value=value), figure)
    if figure.hyphened:
        return expression
    every = _every(tokens, figure.first)
    if every is not None:
        return replace(expression, first=every, kind="set")
    expression = _half_more(tokens, expression, figure, unit)
    moved = _moved(tokens, expression, figure.high if figure.high == figure.low else None, unit)
    return moved or _shifted(tokens, expression)


def _is_no_time(tokens: Tokens, figure: Figure) -> bool:
    """ "wish one day to", "a quarter of a percent": words of time that tell no time."""
    if tokens.words[figure.first : figure.after] == ["one", "day"]:
        return tokens.word(figure.first - 1) not in cues("before_one_day")
    return tokens.words[figure.after - 1] == "quarter" and tokens.word(figure.after) == "of"


def _short_unit(figure: Figure) -> str | None:
    return unit_of(figure.unit or "")


def _figure_value(figure: Figure, unit: str) -> str:
    if figure.low == figure.high:
        return duration_value(figure.low, unit)
    if figure.style == "indefinite":
        return duration_value(None, unit)
    return f"{duration_value(figure.low, unit)}/{duration_value(figure.high, unit)}"


def _age_follows(tokens: Tokens, figure: Figure) -> bool:
    after = figure.after
    if tokens.word(after) == "-":
        after += 1
    return tokens.word(after) in ("old", "olds") or tokens.words[after : after + 2] == ["of", "age"]


def _every(tokens: Tokens, first: int) -> int | None:
    return first - 1 if tokens.word(first - 1) in ("every", "each") else None


def _half_more(tokens: Tokens, expression: TimeExpression, figure: Figure, unit: str) -> TimeExpression:
    """ "two years and a half", and "two years and three months" as one stretch."""
    after = expression.after
    if tokens.words[after : after + 3] == ["and", "a", "half"]:
        value = duration_value(figure.low + Decimal("0.5"), unit)
        return replace(expression, after=after + 3, meaning=Meaning("value", value=value))
    return expression


def _moved(
    tokens: Tokens, expression: TimeExpression, amount: Decimal | None, unit: str
) -> TimeExpression | None:
    """ "two years ago", "a year earlier", "three days from now": a date away from the text's."""
    word = tokens.word(expression.after)
    after, sign = expression.after + 1, 0
    if word in ("ago", "earlier", "before") and _moves(tokens, expression.after):
        sign = -1
    elif word in ("later", "hence") and tokens.word(after) != "than":
        sign = 1
    elif tokens.words[expression.after : after + 1] == ["from", "now"]:
        sign, after = 1, after + 1
    if not sign:
        return None
    if amount is None or amount != amount.to_integral_value() or amount > 100_000:
        value = {-1: "PAST_REF", 1: "FUTURE_REF"}[sign]
        return replace(expression, after=after, kind="date", meaning=Meaning("value", value=value))
    relative = word == "later"
    meaning = Meaning("shifted", unit=unit, shift=sign * int(amount), relative=relative)
    return replace(expression, after=after, kind="date", meaning=meaning)


def _moves(tokens: Tokens, at: int) -> bool:
    """ "before" moves a date only where its phrase ends ("a year before."), "earlier" not before "than"."""
    following = tokens.word(at + 1)
    if tokens.words[at] == "before":
        return not (tokens.is_word(at + 1) or tokens.is_number(at + 1))
    return tokens.words[at] != "earlier" or following != "than"


def _shifted(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """The determiner and the "past", "next", "first" before a stretch of time belong to it."""
    first = expression.first
    before = tokens.word(first - 1)
    if before in cues("before_a_stretch"):
        first -= 1
        if tokens.word(first - 1) in ("the", "this", "these", "those", "its", "his", "her", "their"):
            first -= tokens.word(first - 1) in ("the", "this", "these", "those")
        return replace(expression, first=first)
    if before in ("the", "those", "these", "that") and expression.after - expression.first > 1:
        return replace(expression, first=first - 1)
    return expression


def read_unit(tokens: Tokens, at: int) -> TimeExpression | None:
    """A unit of time without a figure: "last year", "the quarter", "several weeks", "every day"."""
    word = tokens.words[at]
    unit = unit_of(word)
    if unit is None or tokens.word(at + 1) in ("old", "-old") or (unit == "TS" and word == "second"):
        return None
    if tokens.capitalised(at) and not tokens.begins_sentence(at):
        return None
    plural = word != singular(word)
    for reader in (read_ordinal_unit, _compound, _repeated, _by_shift, _quantified, _with_article, _deictic):
        expression = reader(tokens, at, unit, plural)
        if expression is not None:
            return expression
    return _bare_plural(tokens, at, unit) if plural else None


def _lead(tokens: Tokens, at: int) -> int:
    """The position before a unit and the adjectives that belong to it ("full", "fiscal")."""
    before = at - 1
    fillers = table("timex")["words"]["fillers"]
    for _ in range(2):
        if tokens.word(before) not in fillers:
            break
        before -= 1
    return before


def _compound(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "year-ago", "year-earlier", "month-long", "year-end"."""
    following = tokens.word(at + 2) if tokens.word(at + 1) == "-" else ""
    if following in ("ago", "earlier") and not plural:
        part = tokens.word(at + 3) in ("quarter", "period", "month", "week")
        first = with_the(tokens, at) if part else at
        return TimeExpression(first, at + 3 + part, "date", Meaning("shifted", unit=unit, shift=-1))
    if following == "long":
        value = duration_value(None if plural else Decimal(1), unit)
        return TimeExpression(at, at + 3, "duration", Meaning("value", value=value))
    owned = tokens.word(at + 1) in ("'s", "’s") and tokens.word(at + 2) == "end"
    if (following == "end" or owned) and unit in ("Y", "M", "Q", "W"):
        year = plain_year(tokens, at + 3) if unit == "Y" else None
        meaning = Meaning("unit", unit=unit, shift=0) if year is None else Meaning("date", year)
        after = at + 3 + (year is not None)
        first = at if tokens.is_word(after) else with_the(tokens, at)
        return TimeExpression(first, after, "date", meaning)
    return None


def _repeated(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "every day", "each year", "every other week", "twice a month", "once every year"."""
    before = at - 1
    other = tokens.word(before) == "other"
    before -= other
    if tokens.word(before) in ("every", "each") and not plural:
        value = duration_value(Decimal(2 if other else 1), unit)
        first = before - (tokens.word(before - 1) in ("once", "twice"))
        return TimeExpression(first, at + 1, "set", Meaning("value", value=value))
    if (
        tokens.word(before) in ("a", "an", "per")
        and tokens.word(before - 1) in ("once", "twice", "times")
        and not plural
    ):
        first = before - 1 if tokens.word(before - 1) != "times" else before
        return TimeExpression(first, at + 1, "set", Meaning("value", value=duration_value(Decimal(1), unit)))
    return None


def _by_shift(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "last year", "this week", "the previous quarter", "recent years", "the same day"."""
    before = _lead(tokens, at)
    word = tokens.word(before)
    shifts = table("timex")["shifts"]
    if word in cues("before_units") and plural:
        value = "FUTURE_REF" if word in ("coming", "next", "following", "future", "later") else "PAST_REF"
        return TimeExpression(with_the(tokens, before), at + 1, "date", Meaning("value", value=value))
    if (
        word not in shifts
        or plural
        or (unit in ("TS", "TM", "TH", "ML") and word not in ("last", "past", "next"))
    ):
        return None
    first = before
    if tokens.word(first - 1) in ("the", "this", "that", "these"):
        first -= 1
    if word == "past" or (
        unit in ("TS", "TM", "TH", "DE") and word in ("last", "next") and tokens.word(before - 1) == "the"
    ):
        return TimeExpression(
            first, at + 1, "duration", Meaning("value", value=duration_value(Decimal(1), unit))
        )
    daypart = _night(tokens, at, word, first)
    if daypart is not None:
        return daypart
    if word in ("that", "same") and unit != "Y":
        return TimeExpression(first, at + 1, "date", Meaning("unit", unit=unit, shift=0))
    return TimeExpression(first, at + 1, "date", Meaning("unit", unit=unit, shift=shifts[word]))


def _night(tokens: Tokens, at: int, word: str, first: int) -> TimeExpression | None:
    if tokens.words[at] != "night":
        return None
    shift = table("timex")["shifts"][word]
    return TimeExpression(first, at + 1, "time", Meaning("day", shift=shift, value="NI"))


def _quantified(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "several years", "the past few months", "a couple of weeks ago"."""
    before = _lead(tokens, at)
    of = tokens.word(before) == "of"
    quantifier = before - of
    word = tokens.word(quantifier)
    if word not in table("timex")["words"]["quantifiers"] or not plural:
        return None
    if (word in ("couple", "pair", "number")) != of and word != "couple":
        return None
    first = quantifier - (tokens.word(quantifier - 1) in ("a", "very") and word in ("couple", "few", "pair"))
    amount = Decimal(2) if word in ("couple", "pair") else None
    value = duration_value(amount, unit)
    expression = TimeExpression(first, at + 1, "duration", Meaning("value", value=value))
    return _moved(tokens, expression, amount, unit) or _shifted(tokens, expression)


def _with_article(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "a year ago", "for a week", "half an hour", "all day", "an entire year"."""
    before = _lead(tokens, at)
    word = tokens.word(before)
    if word in ("all", "whole", "entire") and not plural:
        return TimeExpression(
            before, at + 1, "duration", Meaning("value", value=duration_value(Decimal(1), unit))
        )
    if word not in ("a", "an") or plural:
        return None
    if (word == "a" and unit == "Q" and tokens.word(at + 1) == "of") or (
        unit in ("TM", "TS") and tokens.word(before - 1) == "wait"
    ):
        return None
    amount = Decimal(1)
    first = before
    if tokens.word(before - 1) == "half":
        amount, first = Decimal("0.5"), before - 1
    elif tokens.words[at - 1] == "half":
        amount = Decimal("0.5")
    expression = TimeExpression(
        first, at + 1, "duration", Meaning("value", value=duration_value(amount, unit))
    )
    if tokens.words[at + 1 : at + 4] == ["and", "a", "half"]:
        expression = replace(
            expression, after=at + 4, meaning=Meaning("value", value=duration_value(Decimal("1.5"), unit))
        )
    moved = _moved(tokens, expression, amount, unit)
    if moved is not None:
        return moved
    return expression if _stretch(tokens, first, at) else _rate(tokens, expression, unit)


def _stretch(tokens: Tokens, first: int, at: int) -> bool:
    """True where "a year" is a stretch of time and not a rate ("$5 a year") or a mere noun."""
    before = tokens.word(first - 1)
    if before in cues("before_a_unit"):
        return True
    return tokens.word(at + 1) in ("before", "after", "since", "early", "into") or tokens.begins_sentence(
        first
    )


def _rate(tokens: Tokens, expression: TimeExpression, unit: str) -> TimeExpression | None:
    """ "$5 million a year", "200 people a day": how often, not when."""
    if unit in ("TS", "WE", "CE"):
        return None
    near = range(expression.first - 1, max(-1, expression.first - 6), -1)
    for at in near:
        if tokens.is_number(at) or tokens.words[at] in cues("amount_words"):
            return replace(expression, kind="set")
        if not tokens.is_word(at):
            return None
    return None


def _deictic(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "the year", "the quarter", "the weekend": the one that the text speaks of."""
    before = _lead(tokens, at)
    if tokens.word(before) != "the" or plural:
        return None
    if tokens.words[at + 1 : at + 3] == ["before", "last"]:
        return TimeExpression(before, at + 3, "date", Meaning("unit", unit=unit, shift=-2))
    beside = _beside(tokens, before, at, unit)
    if beside is not None or singular(tokens.words[at]) not in _DEICTIC:
        return beside
    awarded = tokens.word(before - 1) == "of" and tokens.word(before - 2) not in _AWARDED
    if awarded or tokens.word(at + 1) in ("of", "that", "when", "-", "in", "after", "before"):
        return None
    shift = None if unit == "WE" else 0
    return TimeExpression(before, at + 1, "date", Meaning("unit", unit=unit, shift=shift))


def _beside(tokens: Tokens, first: int, at: int, unit: str) -> TimeExpression | None:
    """ "the year before", "the day after": next to the time that was spoken of."""
    shift = {"before": -1, "after": 1}.get(tokens.word(at + 1))
    if shift is None or tokens.is_word(at + 2) or tokens.is_number(at + 2) or unit.startswith("T"):
        return None
    return TimeExpression(first, at + 2, "date", Meaning("shifted", unit=unit, shift=shift, relative=True))


def _bare_plural(tokens: Tokens, at: int, unit: str) -> TimeExpression | None:
    """ "for years", "weeks later", "decades of": a stretch of time without a number."""
    first = _lead(tokens, at) + 1
    expression = TimeExpression(at, at + 1, "duration", Meaning("value", value=duration_value(None, unit)))
    moved = _moved(tokens, expression, None, unit)
    if moved is not None:
        return moved
    if unit == "WE" or (unit == "Q" and tokens.word(at + 1) == "of"):
        return None
    leads = table("timex")["words"]["before_bare_plural"]
    after = tokens.word(at + 1) in ("after", "before", "since", "leading", "following", "ahead")
    if tokens.word(first - 1) == "the":
        return replace(expression, first=first - 1) if after else None
    return (
        expression if after or tokens.word(first - 1) in leads or tokens.word(at + 1) in ("of", "-") else None
    )


def read_set(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "daily", "annual", "twice-weekly": how often something comes back."""
    if tokens.capitalised(at) and not tokens.begins_sentence(at):
        return None
    return TimeExpression(at, at + 1, "set", Meaning("value", value=table("timex")["sets"][tokens.words[at]]))
