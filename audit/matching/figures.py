"""What a printed figure and its hedge allow, and how two such intervals relate.

The rule is that of the SEC EDGAR Filer Manual 6.5.12 and of XBRL's consistent duplicates: a printed
figure stands for the closed interval of everything that rounds to it; two figures of equal precision
must be equal, two of different precision must overlap.
"""

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from importlib.resources import files

from ..model import FigureHint, FigureRelation, Quantity

Interval = tuple[Decimal | None, Decimal | None]

# Kinds that come in whole numbers: their last digit is no rounding.
_WHOLE_KINDS = frozenset({"count", "age", "rank", "ordinal"})
# Kinds that say when and not how much: they have no precision to compare.
_TIME_KINDS = frozenset({"date", "time", "set"})
_HALF = Decimal("0.5")
_MIRRORED = {"below": "above", "above": "below"}
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """The constants of comparing, each with what it trades.

    `near_percent`: a gap up to this is a warning and not an error. `small`: below it zeros are digits
    like the others and counts are exact ("20 people"), from it on they say that a figure is round
    ("$140 billion"). `round_percent`: how far roundness alone may widen a figure, so that "200 people"
    does not cover 250. `about_percent` and `about_cap_percent`: the least and the most that "about"
    widens. `same_time_days`: two undated statements in documents no further apart than this speak of
    the same time. `crowd`: how many claims may share a pair of words before only representatives of
    each different figure are compared; `representatives`: how many of each.
    """

    near_percent: Decimal = Decimal(5)
    small: Decimal = Decimal(100)
    round_percent: Decimal = Decimal(5)
    about_percent: Decimal = Decimal(5)
    about_cap_percent: Decimal = Decimal(25)
    same_time_days: int = 31
    crowd: int = 30
    representatives: int = 1


DEFAULT_SETTINGS = FigureSettings()


@dataclass(frozen=True, slots=True)
class FigureRelationship:
    """How two figures relate as numbers alone, before anyone asks whether they may be compared.

    `difference` is the distance between the printed figures, `percent` the same against the larger.
    """

    relation: FigureRelation
    difference: Decimal
    percent: Decimal
    hint: FigureHint | None = None


def licensed(quantity: Quantity, settings: FigureSettings = DEFAULT_SETTINGS) -> Interval:
    """The closed interval that a printed figure and its hedge allow; None is an open end.

    Both ends are None where no number is written and where the figure says when.
    """
    low, high = quantity.low, quantity.high
    if low is None or high is None or not _comparable_number(quantity):
        return None, None
    low, high = min(low, high), max(low, high)
    with localcontext(prec=60):
        return _hedged(quantity, low, high, settings)


def with_license(quantity: Quantity, settings: FigureSettings = DEFAULT_SETTINGS) -> Quantity:
    """The same quantity with `licensed_low` and `licensed_high` filled in."""
    low, high = licensed(quantity, settings)
    return replace(quantity, licensed_low=low, licensed_high=high)


def relate(
    a: Quantity, b: Quantity, settings: FigureSettings = DEFAULT_SETTINGS
) -> FigureRelationship | None:
    """`agree`, `compatible`, `near` or `conflict` by the numbers alone; None where one has no number."""
    mine, other = licensed(a, settings), licensed(b, settings)
    if mine == (None, None) or other == (None, None):
        return None
    with localcontext(prec=60):
        difference, percent = _gap(a, b)
        close = percent <= settings.near_percent
        if _meet(a, b, mine, other, settings):
            agrees = (a.low, a.high) == (b.low, b.high) if _is_range(a) or _is_range(b) else close
            return FigureRelationship("agree" if agrees else "compatible", difference, percent)
        if close:
            return FigureRelationship("near", difference, percent)
        return FigureRelationship("conflict", difference, percent, _scale_hint(mine, other))


def as_percentage(quantity: Quantity) -> Quantity:
    """A fraction of a whole ("half of the voters", "1 in 5") as the percentage it says; others unchanged."""
    if not _is_fraction(quantity) or quantity.low is None or quantity.high is None:
        return quantity
    with localcontext(prec=60):
        low, high = quantity.low * 100, quantity.high * 100
        step = max(abs(low), abs(high)) * DEFAULT_SETTINGS.round_percent / 50
    aspect = "share" if quantity.aspect == "level" else quantity.aspect
    return with_license(
        replace(quantity, kind="percent", unit="percentage", low=low, high=high, step=step, aspect=aspect)
    )


def overlap(a: Interval, b: Interval) -> bool:
    """Whether two closed intervals share a point; None is an open end."""
    return _reaches(a[0], b[1]) and _reaches(b[0], a[1])


def _reaches(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low <= high


def _comparable_number(quantity: Quantity) -> bool:
    numbers = [number for number in (quantity.low, quantity.high, quantity.step) if number is not None]
    return quantity.kind not in _TIME_KINDS and all(number.is_finite() for number in numbers)


def _is_fraction(quantity: Quantity) -> bool:
    """A part of a whole, which is a round figure however it is written; "three times" is none."""
    if quantity.kind != "ratio" or quantity.unit is not None or not quantity.low or not quantity.high:
        return False
    return 0 < quantity.low <= quantity.high <= 1


def _is_range(quantity: Quantity) -> bool:
    return quantity.low != quantity.high


def _hedged(quantity: Quantity, low: Decimal, high: Decimal, settings: FigureSettings) -> Interval:
    lean = _lean(quantity, negative=high < 0)
    if lean == "below":
        return low - _reach(low, quantity, settings), high
    if lean == "above":
        return low, high + _reach(high, quantity, settings)
    if quantity.hedge in (">", ">="):
        return low, None
    if quantity.hedge in ("<", "<="):
        return None, high
    widen = _reach if quantity.hedge == "~" else _half_width
    return low - widen(low, quantity, settings), high + widen(high, quantity, settings)


def _half_width(value: Decimal, quantity: Quantity, settings: FigureSettings) -> Decimal:
    """Half the worth of the last digit that counts, zeros of a round number not counting."""
    if _is_fraction(quantity):
        return abs(value) * settings.round_percent / 100
    step = _step(value, quantity)
    whole = quantity.kind in _WHOLE_KINDS and value == value.to_integral_value()
    written = Decimal(0) if whole and step <= 1 else step * _HALF
    round_step = _round_step(value, step)
    rounded = round_step > step and abs(value) >= settings.small * step
    if not rounded or _is_everything(value, quantity):
        return written
    return max(written, min(round_step * _HALF, abs(value) * settings.round_percent / 100))


def _step(value: Decimal, quantity: Quantity) -> Decimal:
    """The worth of the last written digit; of number words the scale ("two million"), else the unit.

    What is no whole number and has no digits of its own is exact.
    """
    if quantity.step:
        return abs(quantity.step)
    if not value or value != value.to_integral_value():
        return Decimal(0)
    thousands = max(0, int(value.normalize().as_tuple().exponent)) // 3
    return Decimal(1).scaleb(3 * thousands)


def _reach(value: Decimal, quantity: Quantity, settings: FigureSettings) -> Decimal:
    """How far "about" carries: the roundness of the number within bounds, never less than its own width."""
    magnitude = abs(value)
    whole = Decimal(1) if quantity.kind in _WHOLE_KINDS else Decimal(0)
    step = _step(value, quantity)
    roundness = min(_round_step(value, step) * _HALF, magnitude * settings.about_cap_percent / 100)
    least = magnitude * settings.about_percent / 100
    return max(_half_width(value, quantity, settings), roundness, least, whole)


def _is_everything(value: Decimal, quantity: Quantity) -> bool:
    """100 % is the whole of it and not a round number."""
    return quantity.kind == "percent" and abs(value) == 100


def _round_step(value: Decimal, step: Decimal) -> Decimal:
    """The worth of the last digit that is not a trailing zero: 1E10 of "$140 billion".

    A scale word is worth a power of a thousand; any other step shows that decimals were written
    ("140.0 billion"), and their zeros are meant.
    """
    if step < 1 or step.adjusted() % 3 or value != value.to_integral_value():
        return step
    return max(step, Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))) if value else step


@cache
def _leaning_words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("audit.matching").joinpath("figure_hedges.toml").read_text("utf-8"))
    return {side: tuple(words) for side, words in data.items()}


def _lean(quantity: Quantity, *, negative: bool = False) -> str | None:
    """`below` for "nearly", `above` for "just over": words that bound a figure on both sides."""
    side = _leaning(quantity.hedge_text) if quantity.hedge_text else None
    return _MIRRORED[side] if side and negative else side


@lru_cache(maxsize=1024)
def _leaning(hedge_text: str) -> str | None:
    said = " ".join(hedge_text.casefold().split())
    for side, words in _leaning_words().items():
        if any(said == word or said.startswith(word + " ") for word in words):
            return side
    return None


def _gap(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal]:
    """The distance between two printed figures, and the same in per cent of the larger."""
    ends = [Decimal(0) if number is None else number for number in (a.low, a.high, b.low, b.high)]
    distance = max(Decimal(0), max(min(ends[:2]), min(ends[2:])) - min(max(ends[:2]), max(ends[2:])))
    largest = max(abs(end) for end in ends)
    return distance, (distance / largest * 100 if largest else Decimal(0))


def _meet(a: Quantity, b: Quantity, mine: Interval, other: Interval, settings: FigureSettings) -> bool:
    if _plain(a) and _plain(b) and _width(mine) == _width(other):
        return a.low == b.low
    if {a.hedge, b.hedge} == {"<", ">"} and (mine[0] or mine[1]) == (other[0] or other[1]):
        return False
    return overlap(mine, other)


def _plain(quantity: Quantity) -> bool:
    return quantity.hedge == "=" and not _is_range(quantity) and _lean(quantity) is None


def _width(interval: Interval) -> Decimal | None:
    low, high = interval
    return None if low is None or high is None else high - low


def _scale_hint(mine: Interval, other: Interval) -> FigureHint | None:
    thousand = overlap(_scaled(mine), other) or overlap(mine, _scaled(other))
    return "factor of a thousand" if thousand and None not in (*mine, *other) else None


def _scaled(interval: Interval) -> Interval:
    low, high = interval
    return low and low * _THOUSAND, high and high * _THOUSAND
