"""A quantity's verdict from what its comparisons say, and the rule that each comparison comes to."""

from collections import Counter
from collections.abc import Sequence

from ..model import FigureComparison, FigureRelation, Judgement, Level

# The first that holds of any relation is the quantity's verdict.
ORDER: tuple[FigureRelation, ...] = ("conflict", "near", "unresolved", "update", "compatible", "agree")
UNCOMPARED = "uncompared"
_UNCOMPARED_REASON = "No other figure here is about the same thing, entities and period."
_RULES: dict[FigureRelation, str] = {
    "conflict": "figures-conflict",
    "near": "figures-near",
    "unresolved": "figures-unresolved",
}
_LEVELS: dict[FigureRelation, Level] = {"conflict": "error", "near": "warning", "unresolved": "note"}


def judge_quantity(comparisons: Sequence[FigureComparison]) -> Judgement:
    """The verdict of a figure: the first of `ORDER` among its relations, else `uncompared`.

    The reason is that of the first comparison that has it, and how many more there are.
    """
    for relation in ORDER:
        telling = [comparison for comparison in comparisons if comparison.relation == relation]
        if telling:
            return Judgement(relation, telling[0].reason + _others(comparisons, relation))
    return Judgement(UNCOMPARED, _UNCOMPARED_REASON)


def rule_of(comparison: FigureComparison) -> str | None:
    """The rule whose finding a comparison makes; None where there is nothing to look at.

    A smaller later count is a conflict in what it says, and a warning in how loudly: sources
    correct their counts.
    """
    if comparison.relation == "conflict" and comparison.hint == "smaller later":
        return "figures-shrunk"
    return _RULES.get(comparison.relation)


def level_of(comparison: FigureComparison) -> Level | None:
    """How loudly a comparison speaks; None where there is nothing to look at."""
    return "warning" if rule_of(comparison) == "figures-shrunk" else _LEVELS.get(comparison.relation)


def _others(comparisons: Sequence[FigureComparison], relation: FigureRelation) -> str:
    counts = Counter(comparison.relation for comparison in comparisons)
    counts[relation] -= 1
    rest = [f"{counts[name]} {name}" for name in ORDER if counts[name]]
    return f" Others: {', '.join(rest)}." if rest else ""
