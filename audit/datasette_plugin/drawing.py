"""Small drawings in SVG: intervals on one axis, a bar of shares. Sizes are attributes, never styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

WIDTH = 600.0
MARGIN = 12.0
"""Units of the drawing kept free at either end, so that a point at the edge is whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on an axis, in units of the drawing; a point has a width of its own."""

    left: float
    width: float
    label: str


def intervals(pairs: Sequence[tuple[str | None, str | None]]) -> list[Bar] | None:
    """Bars of `(low, high)` on one axis, or None where one has no bounds or all are one point."""
    values = [(_number(low), _number(high)) for low, high in pairs]
    known = [bound for pair in values for bound in pair if bound is not None]
    if len(known) < 2 * len(pairs) or not known:
        return None
    least, most = min(known), max(known)
    span = most - least
    return [_bar(low, high, least, span) for low, high in values if low is not None and high is not None]


def _bar(low: Decimal, high: Decimal, least: Decimal, span: Decimal) -> Bar:
    room = WIDTH - 2 * MARGIN
    if not span:
        return Bar(WIDTH / 2 - 3, 6.0, plain(low))
    left = MARGIN + float((low - least) / span) * room
    right = MARGIN + float((high - least) / span) * room
    label = plain(low) if low == high else f"{plain(low)} – {plain(high)}"
    return Bar(
        round(min(left, right - 6) if right - left < 6 else left, 2), round(max(6.0, right - left), 2), label
    )


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def plain(number: Decimal) -> str:
    """A number as people write it: thousands apart, no exponent, short."""
    if abs(number) >= Decimal("1e15") or (number and abs(number) < Decimal("1e-6")):
        return f"{number:.4g}"
    text = f"{number.normalize():,f}"
    return text.replace(",", "\u202f")


def written(text: str | None) -> str:
    """A stored figure as people write it; as it is where it is no number."""
    number = _number(text)
    return plain(number) if number is not None else text or ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a stacked bar of `WIDTH`."""

    name: str
    count: int
    left: float
    width: float


def shares(counts: Sequence[tuple[str, int]]) -> list[Share]:
    """A stacked bar of counts; every part that counts anything can be seen."""
    total = sum(count for _, count in counts)
    if not total:
        return []
    least = 6.0
    widths = [max(least, WIDTH * count / total) if count else 0.0 for _, count in counts]
    scale = WIDTH / sum(widths)
    parts: list[Share] = []
    at = 0.0
    for (name, count), width in zip(counts, widths, strict=True):
        if count:
            parts.append(Share(name, count, round(at, 2), round(width * scale, 2)))
        at += width * scale
    return parts
