"""When two figures may be compared, and what they then say of each other.

The gate comes first: same unit, role, thing counted, entities and period. What fails it is not
comparable, and that is never a conflict. It has two widths: agreement may be said of figures that
are probably about the same, disagreement only of figures that surely are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..model import FigureComparison, FigureHint, FigureRelation, Hedge, Quantity
from .figure_claims import ClaimKey, FigureClaim
from .figure_names import Name, Names, unmatched
from .figure_periods import PeriodMatch, days_between, is_present, match_periods
from .figure_reasons import Common, reason
from .figure_wording import another_part, other_figures_differ, substituted, told_apart
from .figure_words import classes, stem
from .figures import DEFAULT_SETTINGS, FigureRelationship, FigureSettings, relate

Declaration = Literal["same", "never"]
# What the manifest or a review says of two claims, by where they stand.
Declared = Mapping[frozenset[ClaimKey], Declaration]
Strength = Literal["sure", "probable"]

# Kinds whose verbs of rising and falling decide between a level and a change.
MOVING_KINDS = frozenset({"money", "percent", "measure"})
# Of the fewer words, the share that both sentences have. At 0.5 for sureness news articles on one
# subject contradicted each other a third more often, wrongly, and agreed no more often.
_SURE_SHARE, _PROBABLE_SHARE = 0.6, 0.5
# Of all words of both: keeps a short sentence from being "contained" in any long one.
_SURE_DICE, _PROBABLE_DICE = 0.35, 0.25
# Shared words and names: "trade" of "China" and "Russia" are three.
_SURE_EVIDENCE, _PROBABLE_EVIDENCE = 3, 2
# Without any name, words alone have to carry the identity; inside one document the same words recur.
_NAMELESS_DICE, _SAME_DOCUMENT_DICE = 0.6, 0.5
# Of the names around two sentences that name nobody themselves.
_CONTEXT_SHARE = 0.4
_DAYS_IN_YEAR = 365.25
# The hedge of a negative figure: "fell more than 5 %" is below -5.
_MIRRORED: dict[Hedge, Hedge] = {"=": "=", "~": "~", ">": "<", ">=": "<=", "<": ">", "<=": ">="}


@dataclass(frozen=True, slots=True)
class Gate:
    """What two comparable figures have in common, and how sure that is."""

    strength: Strength
    period: PeriodMatch
    words: frozenset[str]
    names: frozenset[Name]


def compare(
    a: FigureClaim,
    b: FigureClaim,
    settings: FigureSettings = DEFAULT_SETTINGS,
    declared: Declared | None = None,
) -> FigureComparison | None:
    """What two figures say of each other; None where they are not comparable.

    `declared` holds pairs that a person called the same claim, or never to be compared.
    """
    said = declared.get(frozenset((a.key, b.key))) if declared else None
    if said == "never" or a.key == b.key:
        return None
    gate = _declared_gate(a, b) if said == "same" else _gate(a, b, settings)
    numbers = relate(_signed(a), _signed(b), settings) if gate else None
    if gate is None or numbers is None:
        return None
    grown = _has_grown(a, b, gate, numbers, settings)
    if numbers.relation in ("agree", "compatible") and not grown:
        return _agreement(a, b, gate, numbers) if said or _may_agree(a, b, gate, numbers) else None
    if said or _may_disagree(a, b, gate, settings):
        return _disagreement(a, b, gate, numbers, settings)
    return None


def _declared_gate(a: FigureClaim, b: FigureClaim) -> Gate | None:
    """A person said that they are one claim: only units that no arithmetic joins can stop it."""
    if not _same_unit(a.figure, b.figure):
        return None
    return Gate("sure", "same", a.words & b.words, a.names & b.names)


def _gate(a: FigureClaim, b: FigureClaim, settings: FigureSettings) -> Gate | None:
    if not _same_unit(a.figure, b.figure) or not _same_role(a, b) or _same_sentence(a, b):
        return None
    if a.figure.kind == "age":
        return _age_gate(a, b, settings)
    words = a.words & b.words
    if not _words_enough(a, b, words):
        return None
    thing = _thing(a, b)
    contrasts = _contrasts(a, b) if thing else None
    if contrasts is None:
        return None
    period, names = _period(a, b, settings), a.names - _extra_names(a, b)
    strengths = (thing, contrasts, _evidence(a, b, words, names, period), _entities(a, b))
    if None in strengths or period == "different":
        return None
    return Gate("probable" if "probable" in strengths else "sure", period, words, names)


def _age_gate(a: FigureClaim, b: FigureClaim, settings: FigureSettings) -> Gate | None:
    """An age is somebody's: the last names are equal, and the full names where both are given."""
    if a.head is None or a.head != b.head or not _same_bearer(a, b):
        return None
    return Gate("sure", _period(a, b, settings), a.words & b.words, a.names & b.names)


def _same_bearer(a: FigureClaim, b: FigureClaim) -> bool:
    mine, other = (
        frozenset(name for name in claim.names if claim.head in {stem(word) for word in name})
        for claim in (a, b)
    )
    return not mine or not other or len(unmatched(mine, other)) < len(mine)


def _same_unit(a: Quantity, b: Quantity) -> bool:
    return a.kind == b.kind and (a.unit or "").casefold() == (b.unit or "").casefold()


def _same_role(a: FigureClaim, b: FigureClaim) -> bool:
    if a.figure.aspect != b.figure.aspect or a.baseline != b.baseline:
        return False
    return a.changes == b.changes or a.figure.kind not in MOVING_KINDS


def _same_sentence(a: FigureClaim, b: FigureClaim) -> bool:
    return a.document_id == b.document_id and a.sentence.start == b.sentence.start


def _contrasts(a: FigureClaim, b: FigureClaim) -> Strength | None:
    """None where the sentences name classes that exclude one another, as "exports" and "imports"."""
    differing = a.contrasts ^ b.contrasts
    if not differing:
        return "sure"
    both = {group for group, _ in a.contrasts} & {group for group, _ in b.contrasts}
    return None if any(group in both for group, _ in differing) else "probable"


def _thing(a: FigureClaim, b: FigureClaim) -> Strength | None:
    """Whether the same thing is counted: the head of the noun phrase, then what limits it."""
    if a.head is None or b.head is None:
        told = a.figure.kind in MOVING_KINDS or _same_event(a, b) or _same_collective(a, b)
        return "sure" if told else "probable"
    if a.head != b.head:
        return _other_head(a, b)
    if _apart(a.modifiers, b.modifiers) or _apart(a.complement, b.complement):
        return "probable" if a.modifiers & b.modifiers or a.complement & b.complement else None
    return "sure" if _told(a.complement, b) and _told(b.complement, a) else "probable"


def _same_event(a: FigureClaim, b: FigureClaim) -> bool:
    """Counts without a noun, or of "people", count what the same verb tells: "nine were arrested"."""
    heads = {a.head, b.head} - {None}
    return heads <= classes("generic_heads") and bool(a.contrasts) and a.contrasts == b.contrasts


def _same_collective(a: FigureClaim, b: FigureClaim) -> bool:
    """A population or a workforce says what is counted, wherever it stands."""
    return a.head is None and b.head is None and not classes("collectives").isdisjoint(a.own & b.own)


def _other_head(a: FigureClaim, b: FigureClaim) -> Strength | None:
    if a.figure.kind in MOVING_KINDS:
        told = _told(frozenset((a.head or "",)), b), _told(frozenset((b.head or "",)), a)
        return ("sure" if all(told) else "probable") if any(told) else None
    return "probable" if a.head in classes("generic_heads") or b.head in classes("generic_heads") else None


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether each has a word that the other lacks."""
    return bool(a - b and b - a)


def _told(complement: frozenset[str], claim: FigureClaim) -> bool:
    """Whether a claim's sentence, or the names around it, have these words."""
    named = {stem(word.lstrip("@")) for name in (*claim.names, *claim.context) for word in name}
    return complement <= claim.words | named


def _entities(a: FigureClaim, b: FigureClaim) -> Strength | None:
    """Whether the same are named: neither sentence may name somebody whom the other cannot mean."""
    extra_a, extra_b = _extra_names(a, b), _extra_names(b, a)
    known_a, known_b = unmatched(extra_a, b.context), unmatched(extra_b, a.context)
    if extra_a and extra_b:
        return None if (known_a and known_b) or a.document_id == b.document_id else "probable"
    if not _share_somebody(a, b):
        return None
    unknown = extra_a or extra_b if a.document_id == b.document_id else known_a or known_b
    return "probable" if unknown or not _near_names_match(a, b) else "sure"


def _extra_names(a: FigureClaim, b: FigureClaim) -> Names:
    """The names of one sentence that the other does not have, not even as a word that begins it."""
    extra = unmatched(a.names, b.names)
    return (
        frozenset(name for name in extra if not {stem(word) for word in name} <= b.words) if extra else extra
    )


def _near_names_match(a: FigureClaim, b: FigureClaim) -> bool:
    """Among several figures of a sentence, the names beside one must be named on the other side."""
    if not a.siblings and not b.siblings:
        return True
    return not unmatched(a.own_names, b.names) and not unmatched(b.own_names, a.names)


def _share_somebody(a: FigureClaim, b: FigureClaim) -> bool:
    """Where a sentence names nobody, the documents around them have to speak of the same."""
    if a.names and b.names:
        return True
    fewer = min(len(a.context), len(b.context))
    shared = len(a.context) - len(unmatched(a.context, b.context)) if fewer else 0
    return shared >= fewer * _CONTEXT_SHARE


def _period(a: FigureClaim, b: FigureClaim, settings: FigureSettings) -> PeriodMatch:
    days = days_between(a.published, b.published)
    return match_periods(
        a.period,
        b.period,
        same_document=a.document_id == b.document_id,
        days_apart=abs(days) if days is not None else None,
        same_time_days=settings.same_time_days,
    )


def _words_enough(a: FigureClaim, b: FigureClaim, words: frozenset[str]) -> bool:
    """Whether words alone leave it possible; those beside one figure must be somewhere on the other side."""
    if a.own and b.own and not a.own & b.words and not b.own & a.words:
        return False
    return bool(words) and _share(a, b, words) >= _PROBABLE_SHARE and _dice(a, b, words) >= _PROBABLE_DICE


def _evidence(
    a: FigureClaim, b: FigureClaim, words: frozenset[str], names: Names, period: PeriodMatch
) -> Strength | None:
    """Whether enough is shared.

    A period that both state tells as much as a name does; so do names of the surroundings alone.
    """
    if (a.siblings or b.siblings) and a.head is None and not a.own & b.own:
        return "probable"
    alike = a.words == b.words or (a.figure.kind == "measure" and bool(a.own) and a.own == b.own)
    if alike and a.names and len(names) == len(a.names) == len(b.names):
        return "sure"
    same_document = a.document_id == b.document_id
    told = int(period == "same") + int(not names and bool(a.context and b.context))
    sure = _share(a, b, words) >= _SURE_SHARE and _dice(a, b, words) >= _least_dice(a, b)
    if sure and len(words) + len(names) + told >= _SURE_EVIDENCE:
        return "sure"
    return "probable" if len(words) + len(names) >= _PROBABLE_EVIDENCE and not same_document else None


def _share(a: FigureClaim, b: FigureClaim, words: frozenset[str]) -> float:
    return len(words) / max(1, min(len(a.words), len(b.words)))


def _dice(a: FigureClaim, b: FigureClaim, words: frozenset[str]) -> float:
    return 2 * len(words) / max(1, len(a.words) + len(b.words))


def _least_dice(a: FigureClaim, b: FigureClaim) -> float:
    nameless = 0 if a.names or b.names else _NAMELESS_DICE
    return max(_SURE_DICE, nameless, _SAME_DOCUMENT_DICE if a.document_id == b.document_id else 0)


def _signed(claim: FigureClaim) -> Quantity:
    """A change downwards is a negative figure: "rose 5 %" and "fell 5 %" are ten points apart."""
    quantity = claim.figure
    moves = claim.changes or quantity.aspect == "change"
    if not moves or claim.direction != "down" or quantity.low is None or quantity.high is None:
        return quantity
    return replace(quantity, low=-quantity.high, high=-quantity.low, hedge=_MIRRORED[quantity.hedge])


def _may_agree(a: FigureClaim, b: FigureClaim, gate: Gate, numbers: FigureRelationship) -> bool:
    """Documents of one family do not confirm each other, and what is only probable has to be exact."""
    if a.family is not None and a.family == b.family and a.document_id != b.document_id:
        return False
    sure = gate.strength == "sure" or (numbers.relation == "agree" and gate.period != "unknown")
    return sure and not substituted(a, b)


def _may_disagree(a: FigureClaim, b: FigureClaim, gate: Gate, settings: FigureSettings) -> bool:
    if gate.strength != "sure" or a.listed or b.listed or not _identified(a, b, gate) or a.reach != b.reach:
        return False
    return not (other_figures_differ(a, b, settings) or another_part(a, b) or told_apart(a, b))


def _identified(a: FigureClaim, b: FigureClaim, gate: Gate) -> bool:
    """Where the time is open, or one document speaks twice, a name has to say that it is the same thing.

    Of documents without a date it is enough that neither sentence names anybody.
    """
    if gate.names or not (a.context or b.context):
        return True
    if gate.period == "unknown" or a.document_id == b.document_id:
        return False
    undated = gate.period == "unstated" and days_between(a.published, b.published) is None
    return not undated or not (a.names or b.names)


def _agreement(a: FigureClaim, b: FigureClaim, gate: Gate, numbers: FigureRelationship) -> FigureComparison:
    return _comparison(a, b, gate, numbers, numbers.relation, None)


def _disagreement(
    a: FigureClaim, b: FigureClaim, gate: Gate, numbers: FigureRelationship, settings: FigureSettings
) -> FigureComparison:
    relation, hint = _judge(a, b, gate, numbers, settings)
    return _comparison(a, b, gate, numbers, relation, hint)


def _judge(
    a: FigureClaim, b: FigureClaim, gate: Gate, numbers: FigureRelationship, settings: FigureSettings
) -> tuple[FigureRelation, FigureHint | None]:
    """A count that grows with time is an update; what is of an unknown period stays open."""
    if a.figure.kind == "age":
        return _ages(a, b), None
    days = days_between(a.published, b.published)
    passing = gate.period == "unstated" and a.so_far != b.so_far
    if (gate.period == "unknown" or passing) and not _is_running_count(a, b, days):
        return "unresolved", None
    if a.figure.kind != "count" or not days:
        return numbers.relation, numbers.hint
    earlier, later = (a, b) if days > 0 else (b, a)
    if _middle(later.figure) > _middle(earlier.figure):
        return "update", numbers.hint
    return numbers.relation, numbers.hint or "smaller later"


def _is_running_count(a: FigureClaim, b: FigureClaim, days: int | None) -> bool:
    """Counts without any period in documents of two dates: the dates say how they follow each other."""
    return a.figure.kind == "count" and bool(days) and is_present(a.period) and is_present(b.period)


def _has_grown(
    a: FigureClaim, b: FigureClaim, gate: Gate, numbers: FigureRelationship, settings: FigureSettings
) -> bool:
    """ "At least 42 have died", and days later 156: both can be true, and the count went on."""
    days = days_between(a.published, b.published)
    if numbers.relation != "compatible" or not days or not _is_running_count(a, b, days):
        return False
    earlier, later = (a, b) if days > 0 else (b, a)
    grown = _middle(later.figure) > _middle(earlier.figure) and numbers.percent > settings.near_percent
    return grown and _may_disagree(a, b, gate, settings)


def _ages(a: FigureClaim, b: FigureClaim) -> FigureRelation:
    """People grow older: two ages conflict when the time between the documents cannot explain them."""
    days = days_between(a.published, b.published)
    if days is None:
        return "unresolved"
    grown = float(_middle(b.figure) - _middle(a.figure))
    return "compatible" if abs(grown - days / _DAYS_IN_YEAR) < 1 else "conflict"


def _middle(quantity: Quantity) -> Decimal:
    return ((quantity.low or Decimal(0)) + (quantity.high or Decimal(0))) / 2


def _comparison(
    a: FigureClaim,
    b: FigureClaim,
    gate: Gate,
    numbers: FigureRelationship,
    relation: FigureRelation,
    hint: FigureHint | None,
) -> FigureComparison:
    common = Common(gate.words, gate.names, gate.period)
    text = reason(a, b, relation, numbers, hint, common)
    return FigureComparison(relation, text, round(float(numbers.percent), 2), hint)
