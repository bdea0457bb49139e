"""Numbers become figures: a currency before, a scale letter and a unit after, and ranges joined."""

from dataclasses import dataclass, replace
from decimal import Decimal

from audit.extractors import units
from audit.extractors.numerals import Numeral
from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens

_THOUSAND, _MILLION, _BILLION, _TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
_MONEY_LETTERS = {"k": _THOUSAND, "m": _MILLION, "mm": _MILLION, "b": _BILLION, "t": _TRILLION}
_TIMES = frozenset({"minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"})
# "in 4K, or 8K": the lines of a screen, where nothing is counted.
_SCREENS = frozenset({"4", "5", "8"})
# "100m final" and "22m long" are metres; "4.3m people" are millions.
_METRE_CONTEXT = frozenset(table("rates")["metre_context"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit over tokens `[first, after)`; `numeral_first` is where digits begin."""

    first: int
    after: int
    numeral_first: int
    low: Decimal
    high: Decimal
    step: Decimal | None
    style: str
    kind: str = "count"
    unit: str | None = None
    prefixed: bool = False
    unit_first: int = 0
    scaled: bool = False
    mantissa: Decimal = Decimal(0)
    is_range: bool = False
    change_base: bool = False
    hyphened: bool = False


def measure(tokens: Tokens, numeral: Numeral) -> Figure:
    """The figure that a numeral makes with the currency before it and the unit after it."""
    prefix = units.currency_before(tokens, numeral.first)
    figure = Figure(
        numeral.first,
        numeral.after,
        numeral.first,
        numeral.low,
        numeral.high,
        numeral.step,
        numeral.style,
        unit_first=numeral.after,
        scaled=numeral.scaled,
        mantissa=numeral.mantissa,
    )
    figure = _letter_scale(tokens, figure, prefix is not None)
    if prefix is not None:
        return _signed_money(tokens, _priced(tokens, figure, prefix))
    return _multiple(tokens, figure) or _magnitude(tokens, figure) or _with_unit(tokens, figure)


def _multiple(tokens: Tokens, figure: Figure) -> Figure | None:
    """ "15x", "2.5-fold": how many times as much."""
    at = figure.after
    goes_on = tokens.glued(at + 1) and (tokens.is_word(at + 1) or tokens.is_number(at + 1))
    if tokens.word(at) == "x" and tokens.glued(at) and not goes_on:
        return replace(figure, after=at + 1, unit_first=at, unit="time", kind="ratio")
    at += tokens.word(at) == "-"
    if tokens.word(at) == "fold" and tokens.glued(at):
        return replace(figure, after=at + 1, unit_first=at, unit="time", kind="ratio")
    return None


def _magnitude(tokens: Tokens, figure: Figure) -> Figure | None:
    """ "a magnitude 6.4 earthquake", "a 7.8-magnitude quake"."""
    at = figure.after + (tokens.word(figure.after) == "-")
    if tokens.word(at) == "magnitude":
        return replace(figure, after=at + 1, unit_first=at, unit="magnitude", kind="measure")
    before = figure.first - 1 - (tokens.word(figure.first - 1) in ("of", "-"))
    if tokens.word(before) != "magnitude" or figure.style != "digits":
        return None
    return replace(figure, unit="magnitude", kind="measure")


def _letter_scale(tokens: Tokens, figure: Figure, money: bool) -> Figure:
    """ "$5m", "2.6M sales", "100K followers": a letter that multiplies."""
    at = figure.after
    raw, word = tokens.raw(at), tokens.word(at)
    if word not in _MONEY_LETTERS or figure.scaled or not tokens.is_number(at - 1):
        return figure
    if not tokens.glued(at) and not (money and raw in ("M", "B", "K", "m", "b")):
        return figure
    if not money and not _letter_multiplies(tokens, at):
        return figure
    factor = _MONEY_LETTERS[word]
    step = None if figure.step is None else figure.step * factor
    return replace(
        figure,
        after=at + 1,
        unit_first=at + 1,
        scaled=True,
        step=step,
        low=figure.low * factor,
        high=figure.high * factor,
    )


def _letter_multiplies(tokens: Tokens, at: int) -> bool:
    raw, following = tokens.raw(at), tokens.word(at + 1)
    if tokens.word(at - 2) in table("negatives")["numbered"]:
        return False
    if raw == "K" and tokens.word(at - 1) in _SCREENS and not tokens.is_word(at + 1):
        return False
    if raw == "K" and following in table("rates")["screens"]:
        return False
    if raw in ("M", "K", "B"):
        return not tokens.glued(at + 1) or following in ".,;)-"
    if units.currency_after(tokens, at + 1, True):
        return True
    if raw == "k":
        return following not in ("run", "race", "walk", "resolution", "tv", "display", "video")
    if raw != "m" or not tokens.is_word(at + 1) or tokens.glued(at + 1):
        return False
    return following not in _METRE_CONTEXT and (
        not tokens.capitalised(at + 1) or _names_people(following, tokens.word(at + 2))
    )


def _names_people(first: str, second: str) -> bool:
    """ "43m Americans", "2m UK households", and no "100m Freestyle" or "200m IM heats"."""
    return first.endswith("s") or (second.endswith("s") and second not in _METRE_CONTEXT)


def _priced(tokens: Tokens, figure: Figure, prefix: units.Prefix) -> Figure:
    unit, after = units.dollar_country_after(tokens, figure.after, prefix.unit)
    if after == figure.after and units.singular(tokens.word(after)) == "dollar" and unit == "dollar":
        after += 1
    unit, after = _per(tokens, unit, after)
    return replace(figure, first=prefix.first, after=after, unit=unit, kind="money", prefixed=True)


def _signed_money(tokens: Tokens, figure: Figure) -> Figure:
    """ "-$5" and "minus $5"; "($5)" stays as printed."""
    before = tokens.word(figure.first - 1)
    apart = not tokens.glued(figure.first - 1) and not tokens.is_number(figure.first - 2)
    negative = before in ("minus", "negative", "−") or (
        before in ("-", "–") and apart and tokens.glued(figure.first)
    )
    if not negative or figure.low < 0:
        return figure
    return replace(figure, first=figure.first - 1, low=-figure.high, high=-figure.low)


def _per(tokens: Tokens, unit: str, after: int) -> tuple[str, int]:
    divided = units.per_unit(tokens, after, unit)
    return divided if divided is not None else (unit, after)


def _with_unit(tokens: Tokens, figure: Figure) -> Figure:
    """The figure with the currency or unit that follows it, directly or behind a hyphen."""
    at = figure.after
    hyphened = tokens.word(at) in ("-", "‑", "‐") and tokens.is_word(at + 1) and tokens.glued(at)
    hyphened = hyphened and tokens.glued(at + 1)
    at += hyphened
    if tokens.word(at) == "of" and figure.style == "indefinite" and tokens.word(at + 1) != "the":
        return _indefinite_unit(tokens, figure, at + 1)
    currency = units.currency_after(tokens, at, figure.scaled or abs(figure.low) >= 1000)
    if currency is not None and not (hyphened and currency[0] == "real"):
        unit, after = _per(tokens, *currency)
        return replace(figure, after=after, unit=unit, kind="money", unit_first=at, hyphened=hyphened)
    reading = units.measure_unit(tokens, at, figure.style in ("digits", "fraction") or hyphened)
    if reading is None and figure.style == "fraction" and tokens.word(at) in ("a", "an"):
        reading = units.measure_unit(tokens, at + 1, False)
    if reading is None and figure.style == "fraction" and tokens.word(at) == "of":
        reading = units.measure_unit(tokens, at + 1 + (tokens.word(at + 1) in ("a", "an", "1", "one")), False)
    if reading is None:
        reading = _unit_behind_filler(tokens, at)
    if reading is None:
        return replace(figure, hyphened=hyphened)
    unit, kind, after = reading
    if kind == "measure":
        unit, after = _per(tokens, unit, after)
    return replace(figure, after=after, unit=unit, kind=kind, unit_first=at, hyphened=hyphened)


def _unit_behind_filler(tokens: Tokens, at: int) -> units.Reading | None:
    """ "three more months", "210 passing yards": a unit behind its adjective."""
    if tokens.word(at) in cues("before_yards") and tokens.word(at + 1) in ("yards", "yard"):
        return units.measure_unit(tokens, at + 1, False)
    if tokens.word(at) not in table("timex")["words"]["fillers"] and not _describes_a_time(tokens, at):
        return None
    reading = units.measure_unit(tokens, at + 1, False)
    return reading if reading is not None and reading[1] == "duration" else None


def _describes_a_time(tokens: Tokens, at: int) -> bool:
    """ "four dreary weeks", "20 glorious years", and no "two light years"."""
    plural = tokens.word(at).endswith("s") and not tokens.word(at).endswith(("ous", "ss"))
    described = tokens.is_word(at) and tokens.raw(at).islower() and not plural
    timed = tokens.word(at + 1) in _TIMES and tokens.word(at) not in words("function_words")
    return described and timed and tokens.word(at) not in cues("kinds_of_time")


def _indefinite_unit(tokens: Tokens, figure: Figure, at: int) -> Figure:
    """ "millions of dollars", "hundreds of miles": the unit stands behind "of"."""
    currency = units.currency_after(tokens, at, True)
    if currency is not None:
        return replace(figure, after=currency[1], unit=currency[0], kind="money", unit_first=at)
    reading = units.measure_unit(tokens, at, False)
    if reading is None:
        return figure
    return replace(figure, after=reading[2], unit=reading[0], kind=reading[1], unit_first=at)
