"""Why two figures relate as they do, in one plain sentence, and the same as data for a display."""

from dataclasses import dataclass
from decimal import Decimal

from ..model import FigureComparison, FigureHint, FigureRelation, Passage, Quantity
from .figure_claims import FigureClaim
from .figure_names import Name, shown
from .figure_periods import FigurePeriod, PeriodMatch
from .figure_words import canonical, tokens
from .figures import FigureRelationship, relate

# Scale words for figures as wide as these; below a million digits read better.
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
# Words of the shared vocabulary that a reason names; more are no explanation.
_MOST_WORDS = 5
# Figures are printed as they stand; only what was divided has more digits than this.
_MOST_DIGITS, _SHOWN_DECIMALS = 12, 2

_SAYS: dict[FigureRelation, str] = {
    "agree": "they agree",
    "compatible": "neither rules the other out",
    "near": "they do not meet but are close",
    "conflict": "they contradict each other",
    "update": "the count grew from the earlier document to the later one",
    "unresolved": "they do not meet, and it is not known whether both are for the same period",
}


@dataclass(frozen=True, slots=True)
class Common:
    """What two comparable figures share."""

    words: frozenset[str]
    names: frozenset[Name]
    period: PeriodMatch


@dataclass(frozen=True, slots=True)
class FigureSide:
    """One of two figures as a display shows it: its sentence, where it stands there, and what it allows."""

    document_id: str
    published: str | None
    sentence: Passage
    figure: Passage
    licensed: str
    period: str | None


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """Both sides of a comparison, what lies between them, and why."""

    one: FigureSide
    other: FigureSide
    relation: FigureRelation
    difference: str
    difference_percent: float | None
    reason: str
    hint: FigureHint | None


def figure_evidence(a: FigureClaim, b: FigureClaim, comparison: FigureComparison) -> FigureEvidence:
    """The data for a display of one comparison."""
    numbers = relate(a.figure, b.figure)
    return FigureEvidence(
        _side(a), _side(b), comparison.relation,
        amount(numbers.difference, a.figure) if numbers else "",
        comparison.difference_percent, comparison.reason, comparison.hint,
    )  # fmt: skip


def reason(
    a: FigureClaim,
    b: FigureClaim,
    relation: FigureRelation,
    numbers: FigureRelationship,
    hint: FigureHint | None,
    common: Common,
) -> str:
    """One sentence: both figures, what each allows, what lies between, the period, and what they share."""
    sides = f"{_allows(a)} and {_allows(b)}"
    parts = [f"{sides}: {_SAYS[relation]}{_difference(a, numbers)}", _dates(a, b, relation, hint)]
    parts += [_hinted(hint), _for_period(a, b, relation, common.period), _about(a, common)]
    return "; ".join(part for part in parts if part) + "."


def amount(number: Decimal, quantity: Quantity) -> str:
    """A number with its scale word and unit: "1.9 billion dollars"."""
    return f"{_figure(number)}{_unit(quantity, number)}"


def allowed(quantity: Quantity) -> str:
    """The licensed interval in words: "144.5 to 145.5 billion dollars", "at most 150 people"."""
    low, high = quantity.licensed_low, quantity.licensed_high
    if low is None and high is None:
        return "no number"
    if low is None or high is None:
        bound = high if low is None else low
        assert bound is not None
        return f"{'at most' if low is None else 'at least'} {amount(bound, quantity)}"
    if low == high:
        return f"exactly {amount(low, quantity)}"
    return f"{_range(low, high)}{_unit(quantity, high)}"


def _side(claim: FigureClaim) -> FigureSide:
    quantity = claim.figure
    return FigureSide(
        claim.document_id, claim.published, claim.sentence,
        Passage(quantity.start, quantity.end, quantity.text), allowed(quantity),
        claim.period.text if claim.period else None,
    )  # fmt: skip


def _allows(claim: FigureClaim) -> str:
    quantity = claim.figure
    return f"“{' '.join(_hedged(claim).split())}” ({allowed(quantity)})"


def _hedged(claim: FigureClaim) -> str:
    """A figure with its hedge on the side where the sentence has it."""
    quantity, hedge = claim.figure, claim.figure.hedge_text or ""
    if hedge.casefold() in quantity.text.casefold():
        return quantity.text
    counted = quantity.subject
    end = max(quantity.end, counted.end) if counted is not None else quantity.end
    for printed in (quantity.end, end):
        behind = claim.sentence.text[printed - claim.sentence.start :]
        if behind.lstrip().startswith(hedge):
            upto = printed + len(behind) - len(behind.lstrip()) + len(hedge)
            return claim.sentence.text[quantity.start - claim.sentence.start : upto - claim.sentence.start]
    return f"{hedge} {quantity.text}"


def _difference(a: FigureClaim, numbers: FigureRelationship) -> str:
    if not numbers.difference:
        return ""
    if a.figure.unit == "percentage":
        return f", {_figure(numbers.difference)} points apart"
    return f", {amount(numbers.difference, a.figure)} apart ({_plain(round(numbers.percent, 1))} %)"


def _dates(a: FigureClaim, b: FigureClaim, relation: FigureRelation, hint: FigureHint | None) -> str:
    if relation != "update" and hint != "smaller later":
        return ""
    first, last = sorted((a, b), key=lambda claim: claim.published or "")
    return f"{first.document_id} is of {first.published}, {last.document_id} of {last.published}"


def _hinted(hint: FigureHint | None) -> str:
    if hint == "factor of a thousand":
        return "it is a factor of a thousand, as when million stands for billion"
    return "the later count is the smaller one" if hint else ""


def _for_period(a: FigureClaim, b: FigureClaim, relation: FigureRelation, period: PeriodMatch) -> str:
    if period == "same" and a.period and b.period:
        periods = dict.fromkeys((_period(a.period), _period(b.period)))
        return f"both are for {', the same as '.join(periods)}"
    if period == "unstated":
        return "neither states a period"
    if period == "unknown" and not a.period and not b.period:
        return f"neither states a period, and they were published on {a.published} and {b.published}"
    if period == "unknown":
        said = " and ".join(_period(claim.period) if claim.period else "no period" for claim in (a, b))
        return f"period assumed ({said})" if relation in ("agree", "compatible") else f"they state {said}"
    return ""


def _period(period: FigurePeriod) -> str:
    return f"“{' '.join(period.text.split())}”" if period.text else str(period.start)


def _about(a: FigureClaim, common: Common) -> str:
    """The shared names and words, as the first sentence writes them."""
    sentence = tokens(a.sentence.text, 0, len(a.sentence.text))
    written: dict[str, str] = {}
    for token in sentence:
        written.setdefault(canonical(token), token.text.lower())
    words = [written[word] for word in written if word in common.words][:_MOST_WORDS]
    names = sorted(shown(name, [token.text for token in sentence]) for name in common.names)[:_MOST_WORDS]
    return f"both speak of {', '.join([*names, *words])}" if names or words else ""


def _range(low: Decimal, high: Decimal) -> str:
    mine, other = _figure(low), _figure(high)
    scale = other.partition(" ")[2]
    if scale and mine.endswith(f" {scale}"):
        mine = mine.partition(" ")[0]
    return f"{mine} to {other}"


def _figure(number: Decimal) -> str:
    for size, word in _SCALES:
        if abs(number) >= size:
            return f"{_plain(number / size)} {word}"
    return _plain(number)


def _plain(number: Decimal) -> str:
    """Digits in groups of three, without an exponent or idle zeros; a third is not written out."""
    if len(number.as_tuple().digits) > _MOST_DIGITS:
        number = round(number, _SHOWN_DECIMALS)
    return f"{number.normalize():,f}" if number else "0"


def _unit(quantity: Quantity, number: Decimal) -> str:
    if quantity.unit == "percentage":
        return " %"
    if not quantity.unit:
        return ""
    head, per, rest = quantity.unit.partition(" per ")
    head, of, tail = head.partition(" of ")
    plural = head if abs(number) == 1 or head.endswith(("s", "z")) else f"{head}s"
    return f" {plural}{of}{tail}{per}{rest}"
