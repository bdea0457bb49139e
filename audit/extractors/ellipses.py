"""Units that a sentence says once and leaves out the second time: "48 percent to 42", "6-foot-7"."""

from collections.abc import Sequence
from dataclasses import replace

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import table, words
from audit.extractors.quantity_tokens import Tokens

# How many tokens apart two coordinated percentages may stand: "at 31 percent and the other at 17".
_REACH = 8
_INCHES_OF_A_FOOT = 12
_OLDEST = 120
_COMPARED = (
    ["to"],
    ["versus"],
    ["against"],
    ["from"],
    ["vs", "."],
    ["vs"],
    ["compared", "with"],
    ["compared", "to"],
)
# "22.2 billion euros in February from a revised 19.7 billion".
_MONEY_REACH = 10
_VERB_REACH = 3
_FARTHEST = max(_REACH, _MONEY_REACH)
_COMPARING = frozenset({"from", "plus", "versus", "against", "than"})
_LEADS = frozenset({"at", "by", "to", "from", "with"})
_JOINTS = frozenset({"and", "but", ",", "while"})


def completed(tokens: Tokens, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, those without a unit given the one that the figure before them has said."""
    done: list[Figure] = []
    said: Figure | None = None
    for figure in figures:
        if said is not None and figure.unit is None and figure.kind == "count" and not figure.is_range:
            figure = _completed(tokens, said, figure)
        said = figure if figure.unit is not None else said
        done.append(figure)
    return done


def is_implied(figure: Figure) -> bool:
    """True where the unit is not printed beside the figure."""
    return figure.unit is not None and not figure.prefixed and figure.unit_first >= figure.after


def _completed(tokens: Tokens, before: Figure, figure: Figure) -> Figure:
    if figure.first - before.after > _FARTHEST:
        return figure
    between = tokens.words[before.after : figure.first]
    if before.unit == "foot" and before.hyphened and between == ["-"] and figure.high < _INCHES_OF_A_FOOT:
        return replace(figure, unit="inch", kind="measure")
    if (
        before.kind == "age"
        and between[:1] in (["and"], ["or"], ["to"])
        and between[1:] in ([], ["over"], ["under"])
    ):
        aged = figure.high <= _OLDEST and _bare(tokens, figure)
        return replace(figure, unit=before.unit, kind="age") if aged else figure
    if before.kind == "money":
        return _same_money(tokens, before, figure)
    if before.unit != "percentage" or figure.style != "digits" or not _bare(tokens, figure):
        return figure
    if between == ["to"] and _is_amount_of_change(tokens, before):
        return figure
    compared = between in _COMPARED and 2 * figure.high > before.low
    if figure.high <= 100 and (compared or _coordinated(tokens, before, figure, between)):
        return replace(figure, unit="percentage", kind="percent")
    return figure


def _is_amount_of_change(tokens: Tokens, figure: Figure) -> bool:
    """ "rose 6.4% to 2.35": what it rose to is of another kind than what it rose by."""
    lead = tokens.words[max(0, figure.first - _VERB_REACH) : figure.first]
    return "from" not in lead and any(word in table("aspects")["change"] for word in lead)


def _same_money(tokens: Tokens, before: Figure, figure: Figure) -> Figure:
    """ "22.2 billion euros from a revised 19.7 billion", "5 million euros plus a possible 2 million"."""
    between = tokens.words[before.after : figure.first]
    near = len(between) <= _MONEY_REACH and not any(word in (".", ";", "\n") for word in between)
    if not figure.scaled or not near or not _bare(tokens, figure) or tokens.word(figure.after) == "of":
        return figure
    lead = _lead(tokens, figure.first)
    if lead not in _COMPARING and not (lead == "to" and _lead(tokens, before.first) == "from"):
        return figure
    return replace(figure, unit=before.unit, kind="money")


def _lead(tokens: Tokens, first: int) -> str:
    """The preposition before a figure, over "a", "a revised", "about a possible"."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if tokens.words[at] in _COMPARING | _LEADS or not tokens.is_word(at):
            return tokens.words[at]
    return ""


def _bare(tokens: Tokens, figure: Figure) -> bool:
    """True where no noun follows that the figure could count."""
    after = figure.after
    if tokens.is_word(after):
        return tokens.words[after] in words("function_words")
    return not tokens.is_number(after) and not (
        tokens.glued(after) and tokens.word(after) in "-–/:" and after < tokens.count
    )


def _coordinated(tokens: Tokens, before: Figure, figure: Figure, between: list[str]) -> bool:
    if any(word in (".", ";", "\n") for word in between) or len(between) > _REACH:
        return False
    if between[-2:] in _COMPARED or between[-1:] in (["versus"], ["against"]):
        return True
    lead = tokens.word(figure.first - 1)
    parallel = lead in _LEADS and tokens.word(before.first - 1) == lead
    return parallel and any(word in _JOINTS for word in between)
