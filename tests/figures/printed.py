"""A small notation for printed figures in tests: `nearly $150 billion`, `49.6 %`, `9 people`, `8-16 %`."""

import re
from decimal import Decimal

from audit.model import Hedge, Passage, Quantity, QuantityKind

_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_HEDGES: dict[str, Hedge] = {
    "": "=", "about": "~", "nearly": "~", "just under": "<", "just over": ">", "more than": ">",
    "at least": ">=", "less than": "<", "up to": "<=",
}  # fmt: skip
_FIGURE = re.compile(
    r"(?P<hedge>[a-z ]*?) ?(?P<currency>\$?)(?P<low>-?[\d.,]*\d)(?:-(?P<high>[\d.,]*\d))?"
    r" ?(?P<scale>thousand|million|billion|trillion|) ?(?P<thing>.*)\Z"
)


def printed(text: str) -> Quantity:
    """The quantity that a short phrase prints."""
    found = _FIGURE.match(text)
    assert found is not None, f"no figure in {text!r}"
    scale = _SCALES[found["scale"]]
    low, step = _read(found["low"], scale)
    high, other_step = _read(found["high"], scale) if found["high"] else (low, step)
    kind, unit, subject = _kind(found["currency"], found["thing"])
    return Quantity(
        kind, 0, len(text), text, low=low, high=high, step=min(step, other_step), unit=unit,
        hedge=_HEDGES[found["hedge"]], hedge_text=found["hedge"] or None, subject=subject,
    )  # fmt: skip


def _read(digits: str, scale: int) -> tuple[Decimal, Decimal]:
    plain = digits.replace(",", "")
    return Decimal(plain).scaleb(scale), Decimal(1).scaleb(scale - len(plain.partition(".")[2]))


def _kind(currency: str, thing: str) -> tuple[QuantityKind, str | None, Passage | None]:
    if currency:
        return "money", "dollar", None
    if thing in ("%", "percent"):
        return "percent", "percentage", None
    if thing in ("km", "mile", "tonne"):
        return "measure", thing, None
    return "count", None, Passage(0, len(thing), thing) if thing else None
