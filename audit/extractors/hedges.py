"""The words before (or after) a figure that bound it or make it approximate."""

from dataclasses import dataclass
from functools import cache

from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.units import singular
from audit.model import Hedge

# "5 million euros plus a fee": what is added follows, and the figure is no bound.
_ANOTHER_SUM = frozenset(
    {"a", "an", "the", "another", "any", "its", "their", "his", "her", "some", "$", "€", "£"}
)
# Words that may stand between a hedge and its figure: "about the same 50", "more than a record 20".
_TRANSPARENT = cues("transparent")


@dataclass(frozen=True, slots=True)
class Hedging:
    """A hedge over tokens `[first, after)`."""

    hedge: Hedge
    first: int
    after: int


@cache
def _before() -> dict[str, list[tuple[tuple[str, ...], Hedge]]]:
    """Hedge phrases indexed by their last word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for hedge, phrases in table("hedges")["before"].items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            index.setdefault(parts[-1], []).append((parts, hedge))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


@cache
def _after() -> dict[str, list[tuple[tuple[str, ...], Hedge]]]:
    index: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for hedge, phrases in table("hedges")["after"].items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            index.setdefault(parts[0], []).append((parts, hedge))
    return index


def find(tokens: Tokens, first: int, after: int) -> Hedging | None:
    """The hedge of the figure over tokens `[first, after)`, before it or after it."""
    before = _hedge_before(tokens, first)
    if before is not None and tokens.word(before.after - 1) == "over" and _is_stretch(tokens, before, after):
        return None
    return before or after_figure(tokens, after)


def _is_stretch(tokens: Tokens, over: Hedging, after: int) -> bool:
    """ "ten hours over three days": over a time, not more than it, unless a verb of lasting stands before."""
    if over.after - over.first > 1:
        return False
    timed = singular(tokens.word(after - 1)) in table("timex")["units"] and not tokens.is_number(after - 1)
    return timed and tokens.word(over.first - 1) not in cues("before_over_a_time")


def _hedge_before(tokens: Tokens, first: int) -> Hedging | None:
    at = first
    for _ in range(3):
        matched = _ending_at(tokens, at)
        if matched is not None:
            return matched
        if tokens.word(at - 1) not in _TRANSPARENT:
            return None
        at -= 1
    return None


def _ending_at(tokens: Tokens, at: int) -> Hedging | None:
    last = tokens.word(at - 1)
    for parts, hedge in _before().get(last, ()):
        begin = at - len(parts)
        if begin >= 0 and tuple(tokens.words[begin:at]) == parts and not _excluded(tokens, begin, parts):
            return Hedging(hedge, begin, at)
    return None


def _excluded(tokens: Tokens, begin: int, parts: tuple[str, ...]) -> bool:
    """Readings where the word is no hedge: "over" a period, "under" a rule, "well over" reads on."""
    if parts in (("over",), ("above",), ("below",), ("under",), ("within",)):
        return tokens.word(begin - 1) in table("hedges")["not_after"]
    if parts == ("up", "to"):
        return tokens.word(begin - 1) in table("hedges")["not_up_to"]
    if parts == ("some",):
        return tokens.word(begin - 1) in ("for", "at") and tokens.word(begin + 1) == "time"
    return tokens.word(begin - 1) == "-" and tokens.glued(begin)


def _names_a_bound(tokens: Tokens, end: int, parts: tuple[str, ...]) -> bool:
    """ "a $15 minimum wage": the wage is a minimum, the figure is exact."""
    return (
        parts[-1] in ("minimum", "maximum", "max")
        and tokens.is_word(end)
        and tokens.word(end) not in words("function_words")
    )


def after_figure(tokens: Tokens, after: int) -> Hedging | None:
    """The hedge that stands right behind a figure ("or more", "-plus")."""
    for parts, hedge in _after().get(tokens.word(after), ()):
        end = after + len(parts)
        if parts[-1] == "more" and tokens.word(end) == "than":
            continue
        if parts == ("plus",) and tokens.word(end) in _ANOTHER_SUM:
            continue
        if parts == ("+",) and not tokens.glued(after):
            continue
        if tuple(tokens.words[after:end]) == parts and not _names_a_bound(tokens, end, parts):
            return Hedging(hedge, after, end)
    return None


def behind_what_is_counted(tokens: Tokens, after: int) -> Hedging | None:
    """The hedge behind the thing counted: "900 homes or more", "ten people at most"."""
    return after_figure(tokens, after) if tokens.word(after) in ("or", "at") else None
