"""Parts of a year and counted units: "the third quarter", "Q3 2019", "the 21st century"."""

from dataclasses import replace

from audit.extractors.calendars import Meaning
from audit.extractors.quantity_lexicons import cues
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.text.numbers import ordinal_value


def read_ordinal_unit(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "the third quarter", "third-quarter", "the 21st century", "the first half"."""
    before = at - 1 - (tokens.word(at - 1) in ("-", "fiscal"))
    first, number = _ordinal_before(tokens, before)
    if number is None or plural:
        return None
    if unit == "Q" and 1 <= number <= 4:
        attribute = before == at - 2 and tokens.word(at - 1) == "-" and tokens.word(at + 1) != "of"
        begin = first if attribute and tokens.is_word(at + 1) else with_the(tokens, first)
        return _in_year(tokens, TimeExpression(begin, at + 1, "date", Meaning("quarter", number=number)))
    if unit == "CE":
        return TimeExpression(
            with_the(tokens, first), at + 1, "date", Meaning("value", value=f"{number - 1:02d}")
        )
    return None


def _ordinal_before(tokens: Tokens, at: int) -> tuple[int, int | None]:
    if tokens.word(at) in ("st", "nd", "rd", "th") and tokens.glued(at) and tokens.word(at - 1).isdecimal():
        return at - 1, int(tokens.words[at - 1]) if len(tokens.words[at - 1]) < 3 else None
    if not tokens.is_word(at):
        return at, None
    number = 4 if tokens.words[at] == "final" else ordinal_value(tokens.words[at])
    if number is not None and tokens.word(at - 1) == "fiscal":
        at -= 1
    return at, number if number is not None and number < 100 else None


def _in_year(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """ "the third quarter of 2010", "Q3 2010", "the first quarter of fiscal 2010"."""
    at = expression.after
    at += tokens.word(at) in ("of", ",")
    at += tokens.word(at) in ("fiscal", "calendar")
    word = tokens.word(at)
    if len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2100:
        return replace(expression, after=at + 1, meaning=replace(expression.meaning, year=int(word)))
    return expression


def read_half(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "the first half of the year", "second half of 2010"; a half of a game is none."""
    if tokens.word(at - 1) == "-":
        return _half_year_of_business(tokens, at)
    number = 2 if tokens.word(at - 1) in ("last", "latter") else ordinal_value(tokens.word(at - 1))
    if number not in (1, 2):
        return None
    expression = TimeExpression(with_the(tokens, at - 1), at + 1, "date", Meaning("half", number=number))
    dated = _in_year(tokens, expression)
    if dated.after > expression.after and tokens.word(at + 1) == "of":
        return dated
    owners = {"the": 0, "this": 0, "last": -1, "next": 1}
    yearly = tokens.word(at + 1) == "of" and tokens.word(at + 3) == "year"
    shift = owners.get(tokens.word(at + 2)) if yearly else None
    if shift is None:
        return None
    return replace(expression, after=at + 4, meaning=Meaning("half", number=number, shift=shift))


def _half_year_of_business(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "first-half profit": half a year; "a second-half goal" is half a game."""
    number = ordinal_value(tokens.word(at - 2))
    if number not in (1, 2) or tokens.word(at + 1) not in cues("half_year_figures"):
        return None
    return TimeExpression(with_the(tokens, at - 2), at + 1, "date", Meaning("half", number=number))


def read_quarter_code(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "Q3 2019", "Q4"."""
    number = tokens.word(at + 1)
    if number not in ("1", "2", "3", "4") or not tokens.glued(at + 1) or not tokens.capitalised(at):
        return None
    form = "quarter" if tokens.words[at] == "q" else "half"
    if form == "half" and number in "34":
        return None
    expression = TimeExpression(at, at + 2, "date", Meaning(form, number=int(number)))
    dated = _in_year(tokens, expression)
    return None if form == "half" and dated is expression else dated


def with_the(tokens: Tokens, first: int) -> int:
    """The position of the "the" before `first`, or `first`."""
    return first - 1 if tokens.word(first - 1) == "the" else first
