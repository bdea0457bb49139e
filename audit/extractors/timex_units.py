"""Expressions built on a unit of time: "two years ago", "the past decade", "the third quarter"."""

from dataclasses import replace
from decimal import Decimal

from audit.extractors.calendars import Meaning
from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.timex_deictic import bare_plural, compound, deictic
from audit.extractors.timex_quarters import read_ordinal_unit, with_the
from audit.extractors.timex_stretches import duration_value, lead, moved, unit_of, with_determiner
from audit.extractors.units import singular

# "the 1989 fiscal year" and "the 1989 second quarter" are of that year, and not so many.
_FIRST_YEAR = 1500
_CLOCKED = frozenset({"TS", "TM", "TH"})
# These move from the time that was spoken of, the others from the day of the text.
_FROM_THERE = frozenset({"previous", "preceding", "prior", "following", "subsequent", "same", "that"})
# "the last year" is the twelve months until now, "last year" is the calendar's.
_LASTING = frozenset({"Y", "M", "W", "DE"})


def read_figure(tokens: Tokens, figure: Figure) -> TimeExpression | None:
    """The time expression around a figure with a unit of time: "the past two years", "five-year"."""
    at = _unit_at(tokens, figure)
    unit = unit_of(tokens.words[at]) or unit_of(figure.unit or "")
    if unit is None or _age_follows(tokens, figure) or _is_no_time(tokens, figure):
        return None
    value = _figure_value(figure, unit) if at == figure.after - 1 else duration_value(figure.low, unit)
    expression = TimeExpression(figure.first, at + 1, "duration", Meaning("value", value=value), figure)
    if figure.hyphened:
        return expression
    repeated = _repeated_stretch(tokens, expression)
    if repeated is not None:
        return repeated
    expression = _half_more(tokens, expression, figure, unit)
    amount = figure.high if figure.high == figure.low else None
    return moved(tokens, expression, amount, unit) or with_determiner(tokens, expression)


def _unit_at(tokens: Tokens, figure: Figure) -> int:
    """The unit of a figure; inside it where a range ran on ("the past four weeks to 22 million")."""
    last = figure.after - 1
    if not figure.is_range or figure.hyphened or unit_of(tokens.words[last]) is not None:
        return last
    for at in range(figure.first + 1, last):
        if unit_of(tokens.words[at]) is not None:
            return at
    return last


def _is_no_time(tokens: Tokens, figure: Figure) -> bool:
    """ "wish one day to", "a quarter of a percent": words of time that tell no time."""
    if tokens.words[figure.first : figure.after] in (["one", "day"], ["one", "night"]):
        before = tokens.word(figure.first - 1)
        return before not in cues("before_one_day") and before not in cues("before_over_a_time")
    singular_after = tokens.words[figure.after - 1] in ("year", "second")
    if singular_after and figure.low >= _FIRST_YEAR and not figure.hyphened:
        return True
    return tokens.words[figure.after - 1] == "quarter" and tokens.word(figure.after) == "of"


def _repeated_stretch(tokens: Tokens, expression: TimeExpression) -> TimeExpression | None:
    """ "every two years" and "six days a week"."""
    if tokens.word(expression.first - 1) in ("every", "each"):
        return replace(expression, first=expression.first - 1, kind="set")
    whole = unit_of(tokens.word(expression.after + 1))
    shorter = unit_of(tokens.words[expression.after - 1]) in ("D", "W", "M")
    if tokens.word(expression.after) not in ("a", "per") or whole not in ("W", "M", "Y") or not shorter:
        return None
    meaning = Meaning("value", value=duration_value(Decimal(1), whole))
    return replace(expression, after=expression.after + 2, kind="set", meaning=meaning)


def _half_more(tokens: Tokens, expression: TimeExpression, figure: Figure, unit: str) -> TimeExpression:
    """ "two years and a half"."""
    after = expression.after
    if tokens.words[after : after + 3] == ["and", "a", "half"]:
        value = duration_value(figure.low + Decimal("0.5"), unit)
        return replace(expression, after=after + 3, meaning=Meaning("value", value=value))
    return expression


def read_unit(tokens: Tokens, at: int) -> TimeExpression | None:
    """A unit of time without a figure: "last year", "the quarter", "several weeks", "every day"."""
    word = tokens.words[at]
    unit = unit_of(word)
    if unit is None or (unit == "TS" and word == "second") or _is_age(tokens, at):
        return None
    if tokens.capitalised(at) and not tokens.begins_sentence(at):
        return None
    plural = word != singular(word)
    for reader in (read_ordinal_unit, compound, _repeated, _by_shift, _quantified, _with_article, deictic):
        expression = reader(tokens, at, unit, plural)
        if expression is not None:
            return expression
    return bare_plural(tokens, at, unit) if plural else None


def _is_age(tokens: Tokens, at: int) -> bool:
    """ "a decade old", "a decade-old dispute"."""
    return "old" in (tokens.word(at + 1), tokens.word(at + 1 + (tokens.word(at + 1) == "-")))


def _repeated(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "every day", "each year", "every other week", "twice a month", "40 times a day"."""
    before = at - 1
    other = tokens.word(before) == "other"
    before -= other
    if plural:
        return None
    if tokens.word(before) in ("every", "each"):
        first = before - (tokens.word(before - 1) in ("once", "twice"))
        return _every(first, at, duration_value(Decimal(2 if other else 1), unit))
    if tokens.word(before) not in ("a", "an", "per"):
        return None
    if tokens.word(before - 1) in ("once", "twice"):
        return _every(before - 1, at, duration_value(Decimal(1), unit))
    if tokens.word(before - 1) != "times":
        return None
    counted = tokens.is_number(before - 2) or tokens.word(before - 2) in ("three", "four", "five", "several")
    first = before - 2 if counted and unit not in _CLOCKED else before
    return _every(first, at, duration_value(Decimal(1), unit))


def _every(first: int, last: int, value: str) -> TimeExpression:
    return TimeExpression(first, last + 1, "set", Meaning("value", value=value))


def _by_shift(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "last year", "this week", "the previous quarter", "recent years", "the same day"."""
    before = lead(tokens, at)
    word = tokens.word(before)
    if word in cues("before_units") and plural:
        return _vague(tokens, before, at, word)
    shift = _shift_of(tokens, before)
    if shift is None or plural or (unit in _CLOCKED | {"ML"} and word not in ("last", "past", "next")):
        return None
    first = before - (word == "recent")
    determined = tokens.word(first - 1) == "the"
    if unit == "D" and word in ("last", "next") and determined and tokens.word(at + 1) == "of":
        return None
    first -= tokens.word(first - 1) in ("the", "this", "that", "these")
    if _is_stretch(tokens, before, at, unit):
        value = duration_value(Decimal(1), unit)
        return TimeExpression(first, at + 1, "duration", Meaning("value", value=value))
    relative = word in _FROM_THERE or (word == "next" and determined)
    if tokens.words[at] == "night":
        return TimeExpression(
            first, at + 1, "time", Meaning("day", shift=shift, value="NI", relative=relative)
        )
    return TimeExpression(first, at + 1, "date", Meaning("unit", unit=unit, shift=shift, relative=relative))


def _shift_of(tokens: Tokens, at: int) -> int | None:
    word = tokens.word(at)
    if word == "recent":
        return -1 if tokens.word(at - 1) == "most" else None
    shift: int | None = table("timex")["shifts"].get(word)
    return shift


def _vague(tokens: Tokens, before: int, at: int, word: str) -> TimeExpression | None:
    """ "recent years", "the coming weeks"; "his last days" are none."""
    if word == "last" and tokens.word(before - 1) in ("his", "her", "their", "its"):
        return None
    value = "FUTURE_REF" if word in ("coming", "next", "following", "future", "later") else "PAST_REF"
    return TimeExpression(with_the(tokens, before), at + 1, "date", Meaning("value", value=value))


def _is_stretch(tokens: Tokens, before: int, at: int, unit: str) -> bool:
    """ "the past year", "over the last month", "within the next week": as long as that."""
    word, determiner = tokens.word(before), tokens.word(before - 1)
    if word == "past":
        return True
    if word not in ("last", "next") or determiner != "the":
        return False
    if unit in _CLOCKED | {"DE"}:
        return True
    lasting = unit in _LASTING and tokens.word(at + 1) != "of"
    return lasting and (word == "last" or tokens.word(before - 2) in ("over", "within", "during", "for"))


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


def _quantified(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "several years", "the past few months", "a couple of weeks ago"."""
    before = lead(tokens, at)
    of = tokens.word(before) == "of"
    quantifier = before - of
    word = tokens.word(quantifier)
    if word not in table("timex")["words"]["quantifiers"] or not plural:
        return None
    if (word in ("couple", "pair", "number")) != of and word != "couple":
        return None
    first = quantifier - (tokens.word(quantifier - 1) in ("a", "very") and word in ("couple", "few", "pair"))
    amount = Decimal(2) if word in ("couple", "pair") else None
    if tokens.word(first - 1) == "every" and amount is None:
        return _every(first - 1, at, duration_value(None, unit))
    value = duration_value(amount, unit)
    expression = TimeExpression(first, at + 1, "duration", Meaning("value", value=value))
    return moved(tokens, expression, amount, unit) or with_determiner(tokens, expression)


def _with_article(tokens: Tokens, at: int, unit: str, plural: bool) -> TimeExpression | None:
    """ "a year ago", "for a week", "half an hour", "all day", "an entire year"."""
    before = lead(tokens, at)
    word = tokens.word(before)
    if word in ("all", "whole", "entire") and not plural:
        value = duration_value(Decimal(1), unit)
        return TimeExpression(before, at + 1, "duration", Meaning("value", value=value))
    if word not in ("a", "an") or plural or _no_stretch(tokens, before, at, unit):
        return None
    amount, first = Decimal(1), before
    if tokens.word(before - 1) == "half":
        amount, first = Decimal("0.5"), before - 1
    elif tokens.words[at - 1] == "half":
        amount = Decimal("0.5")
    after = at + 1
    if tokens.words[after : after + 3] == ["and", "a", "half"]:
        amount, after = Decimal("1.5"), after + 3
    meaning = Meaning("value", value=duration_value(amount, unit))
    expression = TimeExpression(first, after, "duration", meaning)
    shifted = moved(tokens, expression, amount, unit)
    if shifted is not None:
        return shifted
    return expression if _stretch(tokens, first, at) else _rate(tokens, expression, unit)


def _no_stretch(tokens: Tokens, article: int, at: int, unit: str) -> bool:
    """True for a quarter that is a fourth part ("cut by a quarter") and for "wait a minute"."""
    if unit == "Q":
        whole = tokens.word(at + 1) != "of"
        return not whole or tokens.word(article - 1) not in ("for", "in", "within", "during", "once")
    return unit in ("TM", "TS") and tokens.word(article - 1) == "wait"


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


def read_set(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "daily", "annual", "twice-weekly": how often something comes back."""
    if tokens.capitalised(at) and not tokens.begins_sentence(at):
        return None
    prefix = tokens.word(at - 2) if tokens.word(at - 1) == "-" and tokens.glued(at) else ""
    value = table("timex")["prefixed_sets"].get(f"{prefix}-{tokens.words[at]}")
    if value is not None:
        return TimeExpression(at - 2, at + 1, "set", Meaning("value", value=value))
    return TimeExpression(at, at + 1, "set", Meaning("value", value=table("timex")["sets"][tokens.words[at]]))


def read_long(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "daylong", "yearlong": as long as that."""
    value = table("timex")["long_words"][tokens.words[at]]
    return TimeExpression(at, at + 1, "duration", Meaning("value", value=value))
