"""What tells two sentences apart although they share their words: a word in another's place, a word before.

These tests look at the words in their order, as the rest of the comparison does not. They can only
forbid: that one sentence speaks of "sales" and the other of "online sales" is no proof of anything,
but the two figures no longer contradict each other.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import FigureRelation, Quantity
from .figure_claims import FigureClaim
from .figure_names import Name
from .figure_words import Token, canonical, is_light, listed, stems, table, tokens
from .figures import FigureSettings, relate

# Characters on either side of a figure in which a word may stand in another's place.
_NEAR = 200
_FIGURE = "#"
# What two figures that may say the same come to.
_CLOSE: tuple[FigureRelation, ...] = ("agree", "compatible", "near")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is set against another: its class, and whether it is the kind that tells.

    `excludes` marks light words that can tell: "first", which is not "second", and before the figure
    "have", which is not "buy".
    """

    stem: str
    name: str
    light: bool
    excludes: bool


def substituted(a: FigureClaim, b: FigureClaim) -> bool:
    """Whether one telling word stands in another's place: "the [flood] in" against "the [heatwave] in".

    Ages are somebody's, whatever is said of him.
    """
    return a.figure.kind != "age" and _differ(_words_near(a), _words_near(b), a, b)


def told_apart(a: FigureClaim, b: FigureClaim) -> bool:
    """The same asked more sharply, as suits a contradiction.

    Light words tell that exclude one another ("the [first] round"), and so do words that stand between
    the same telling ones: "died [at sea] on the way", "died [on land] on the way".
    """
    if a.figure.kind == "age":
        return False
    mine, other = _words_near(a), _words_near(b)
    return _differ(mine, other, a, b, sharply=True) or _differ(_weighty(mine), _weighty(other), a, b)


def _weighty(words: Sequence[_Word]) -> list[_Word]:
    return [word for word in words if not word.light]


def _differ(
    mine: Sequence[_Word], other: Sequence[_Word], a: FigureClaim, b: FigureClaim, *, sharply: bool = False
) -> bool:
    only_a, only_b = a.words - b.words, b.words - a.words
    places_a, places_b = _places(mine), _places(other)
    return any(
        any(_tells(word, only_a, sharply) for word in places_a[place] - places_b[place])
        and any(_tells(word, only_b, sharply) for word in places_b[place] - places_a[place])
        for place in places_a.keys() & places_b.keys()
    )


def _tells(word: _Word, only: frozenset[str], sharply: bool) -> bool:
    return word.name in only or (sharply and word.excludes)


def _places(words: Sequence[_Word]) -> dict[tuple[str, str], set[_Word]]:
    """The words by the two around each; the figure counts as one of all."""
    stems = [word.stem for word in words]
    places: defaultdict[tuple[str, str], set[_Word]] = defaultdict(set)
    for word, before, after in zip(words, ["", *stems], [*stems[1:], ""], strict=False):
        places[before, after].add(word)
    return places


def _words_near(claim: FigureClaim) -> list[_Word]:
    """The words on either side of the figure, the figure itself as one sign."""
    start, end = claim.quantity.start - claim.sentence.start, claim.quantity.end - claim.sentence.start
    found: list[_Word] = []
    words = tokens(claim.sentence.text, max(0, start - _NEAR), end + _NEAR)
    for at, word in enumerate(words):
        if word.start < end and start < word.end:
            found.append(_Word(_FIGURE, _FIGURE, False, False))
            continue
        before_figure = at + 1 < len(words) and words[at + 1].start < end and start < words[at + 1].end
        found.append(_word(word, before_figure, claim))
    return found


def _word(word: Token, before_figure: bool, claim: FigureClaim) -> _Word:
    light = is_light(word)
    tells = word.stem in stems("opposites") or (before_figure and word.stem in stems("having"))
    return _Word(word.stem, canonical(word), light, light and tells)


def other_figures_differ(a: FigureClaim, b: FigureClaim, settings: FigureSettings) -> bool:
    """Whether the other figures of the two sentences say that these are of different things."""
    if _parallel(a, b) or _differ_beside(a, b, settings):
        return True
    return _better_partner(a, b, settings) or _better_partner(b, a, settings)


def _parallel(a: FigureClaim, b: FigureClaim) -> bool:
    """Sentences of one document that set several figures side by side compare two things."""
    return a.document_id == b.document_id and bool(a.siblings) and bool(b.siblings)


def _better_partner(a: FigureClaim, b: FigureClaim, settings: FigureSettings) -> bool:
    """Whether another figure of `a`'s sentence says what `b` says: then `a` is about something else."""
    return any(_relation(sibling, b.figure, settings) in _CLOSE for sibling in a.siblings)


def _differ_beside(a: FigureClaim, b: FigureClaim, settings: FigureSettings) -> bool:
    """Whether the figures are parts of statements that differ in another figure: "65 % had [one] dose".

    What came "in one hour" is not what came, whatever else is said.
    """
    hurried = [any(other.kind == "duration" for other in claim.beside) for claim in (a, b)]
    return hurried[0] != hurried[1] or any(
        (mine.kind, mine.unit) == (other.kind, other.unit)
        and _relation(mine, other, settings) not in (*_CLOSE, None)
        for mine in a.beside
        for other in b.beside
    )


def _relation(a: Quantity, b: Quantity, settings: FigureSettings) -> FigureRelation | None:
    numbers = relate(a, b, settings)
    return numbers.relation if numbers else None


def another_part(a: FigureClaim, b: FigureClaim) -> bool:
    """Whether one sentence measures a part of what the other measures, or another place."""
    return _limited(a, b) or _limited(b, a) or _in_capital_only(a, b) or _in_capital_only(b, a)


def _limited(a: FigureClaim, b: FigureClaim) -> bool:
    """Whether a word right before what is measured makes it a part in `a` only: "online sales", "sales"."""
    text = a.sentence.text
    return any(
        word.text.lower() in listed("measured")
        and canonical(word) in b.words
        and text[before.end : word.start] in (" ", "-", "\u00a0")
        and _limits(before, a, b)
        for before, word in pairwise(tokens(text, 0, len(text)))
    )


def _limits(word: Token, a: FigureClaim, b: FigureClaim) -> bool:
    name = canonical(word)
    named = {part for found in (*b.names, *b.context) for part in found}
    return (
        name in a.words and name not in b.words and word.text.lower() not in {*listed("idle_limits"), *named}
    )


def _in_capital_only(a: FigureClaim, b: FigureClaim) -> bool:
    """Whether `a` is about a capital as a place ("in London") and `b` about its country."""
    said = f" {' '.join(a.sentence.text.casefold().split())} "
    return any(
        f" {preposition} {city}" in said
        for name in a.names - b.names
        for city in _cities(name, b)
        for preposition in table("figure_names")["in_a_place"]
    )


def _cities(name: Name, other: FigureClaim) -> list[str]:
    """The capitals of a name whose country alone the other sentence names."""
    countries = frozenset(word for word in name if word.startswith("@"))
    return sorted(name - countries) if countries in other.names and countries != name else []
