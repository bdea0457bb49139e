"""Stretches of time: their TIMEX3 value, and what "ago", "later" and "the past" make of them."""

from dataclasses import replace
from decimal import Decimal

from audit.extractors.calendars import Meaning
from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.units import singular

_LETTERS = {"TS": "S", "TM": "M", "TH": "H", "F": "W", "ML": "Y", "WE": "WE"}
_MULTIPLES = {"F": 2, "ML": 1000}
_CLOCKED = frozenset({"TS", "TM", "TH"})
# Smaller units in which a broken number of a larger one is whole: half a century is 50 years.
_FINER = {"CE": ("Y", 100), "DE": ("Y", 10), "Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60)}
_IN_SMALLER = {("hour", "minute"): 60, ("minute", "second"): 60, ("year", "month"): 12, ("week", "day"): 7}
_SHORT_FORMS = {
    "centuries": "CE", "yr": "Y", "yrs": "Y", "hr": "TH", "hrs": "TH", "min": "TM", "mins": "TM",
    "sec": "TS", "secs": "TS", "millennia": "ML",
}  # fmt: skip


def duration_value(amount: Decimal | None, unit: str) -> str:
    """The TIMEX3 value of a stretch of time: `P2Y`, `PT3H`, `PXM` where no number is written."""
    letter = _LETTERS.get(unit, unit)
    timed = "T" if unit in _CLOCKED else ""
    if amount is None:
        return f"P{timed}X{letter}"
    if unit in ("DE", "CE") or (unit in ("TH", "Y") and amount < 1):
        amount, unit = _whole(amount, unit)
        letter = _LETTERS.get(unit, unit) if amount is not None else letter
    number = (amount or Decimal(0)) * _MULTIPLES.get(unit, 1)
    whole = number == number.to_integral_value()
    return f"P{timed}{int(number) if whole else number.normalize()}{letter}"


def summed(larger: str, smaller: str) -> str | None:
    """The value of "two years and three months" (`P2Y3M`) or "24 hours and 39 minutes" (`PT24H39M`)."""
    timed = larger.startswith("PT")
    order = "HMS" if timed else "YMWD"
    if timed != smaller.startswith("PT") or not (_counted(larger, order) and _counted(smaller, order)):
        return None
    if order.index(larger[-1]) >= order.index(smaller[-1]):
        return None
    return larger + smaller[2 if timed else 1 :]


def figure_of(larger: Figure | None, smaller: Figure | None) -> Figure | None:
    """The number of a stretch in two units, in the smaller one; None where no number of them is whole."""
    if larger is None or smaller is None:
        return None
    factor = _IN_SMALLER.get((larger.unit or "", smaller.unit or ""))
    if factor is None or smaller.style not in ("digits", "words"):
        return None
    low, high = larger.low * factor + smaller.low, larger.high * factor + smaller.high
    return replace(smaller, first=larger.first, numeral_first=larger.numeral_first, low=low, high=high)


def _counted(value: str, order: str) -> bool:
    return value[:1] == "P" and value[-1:] in order and "X" not in value and "/" not in value


def unit_of(word: str) -> str | None:
    """The TIMEX3 unit that a word names, singular or plural."""
    units: dict[str, str] = table("timex")["units"]
    return units.get(word) or units.get(singular(word)) or _SHORT_FORMS.get(word)


def lead(tokens: Tokens, at: int) -> int:
    """The position before a unit and the adjectives that belong to it ("full", "fiscal")."""
    before = at - 1
    fillers = table("timex")["words"]["fillers"]
    for _ in range(2):
        if tokens.word(before) not in fillers:
            break
        before -= 1
    return before


def moved(
    tokens: Tokens, expression: TimeExpression, amount: Decimal | None, unit: str
) -> TimeExpression | None:
    """ "two years ago", "a year earlier", "three days from now": a date away from the text's."""
    word = tokens.word(expression.after)
    after, sign = expression.after + 1, 0
    if word in ("ago", "earlier", "before", "back") and _moves(tokens, expression.after):
        sign = -1
    elif word in ("later", "hence") and tokens.word(after) != "than":
        sign = 1
    elif tokens.words[expression.after : after + 1] == ["from", "now"]:
        sign, after = 1, after + 1
    if not sign:
        return None
    amount, unit = _whole(amount, unit)
    if amount is None or amount > 100_000:
        value = {-1: "PAST_REF", 1: "FUTURE_REF"}[sign]
        return replace(expression, after=after, kind="date", meaning=Meaning("value", value=value))
    relative = word in ("later", "earlier", "before")
    meaning = Meaning("shifted", unit=unit, shift=sign * int(amount), relative=relative)
    kind = "time" if unit in _CLOCKED else "date"
    return replace(expression, after=after, kind=kind, meaning=meaning)


def _whole(amount: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    """The amount in a unit in which it is whole, None where there is none."""
    if amount is None or amount == amount.to_integral_value():
        return amount, unit
    finer, factor = _FINER.get(unit, (unit, 1))
    scaled = amount * factor
    return (scaled, finer) if scaled == scaled.to_integral_value() else (None, unit)


def _moves(tokens: Tokens, at: int) -> bool:
    """ "before" and "back" move a date only where their phrase ends, "earlier" not before "than"."""
    following = tokens.word(at + 1)
    if tokens.words[at] in ("before", "back"):
        return not (tokens.is_word(at + 1) or tokens.is_number(at + 1))
    return tokens.words[at] != "earlier" or following != "than"


def with_determiner(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """The determiner and the "past", "next", "first" before a stretch of time belong to it."""
    first = expression.first
    before = tokens.word(first - 1)
    if before in cues("before_a_stretch"):
        first -= 1
        first -= tokens.word(first - 1) in ("the", "this", "these", "those")
        return replace(expression, first=first)
    if before in table("timex")["words"]["more_of_a_stretch"] and expression.figure is not None:
        first -= 1
        first -= tokens.word(first - 1) in ("the", "these", "those", "a", "an")
        return replace(expression, first=first)
    if before in ("the", "those", "these", "that") and expression.after - expression.first > 1:
        return replace(expression, first=first - 1)
    return expression
