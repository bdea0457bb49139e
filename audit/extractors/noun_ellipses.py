"""Nouns that a sentence says once: "won 31 medals and he won at least 27", "41,310 to 39,877 votes"."""

from collections.abc import Callable

from audit.extractors import hedges, subjects
from audit.extractors.measures import Figure
from audit.extractors.quantity_tokens import Tokens

Span = tuple[int, int]

AMOUNTS = frozenset({"money", "percent", "measure"})
# How far behind its noun a bare number may still count the same, in tokens.
_REACH = 14
# How far before a figure the pronoun of its relative clause may stand, in tokens.
_RELATIVE_REACH = 5
# Behind the hyphen of "six-, seven- and nine-string guitars".
_HYPHENED_ON = ([","], ["and"], ["or"], ["to"], [",", "and"], [",", "or"])
_RELATIVES = frozenset({"which", "who", "whose"})
# Before a number that is set against the one before it.
_SET_AGAINST = frozenset({"from", "with", "against", "than", "versus", "and"})
# How far behind "points" the level of an index may stand, in tokens.
_POINTS_REACH = 18


class SaidBefore:
    """What the figures before one count, for a figure that leaves it out."""

    def __init__(self, tokens: Tokens, sentence_first: Callable[[int], int]) -> None:
        """`sentence_first` tells the first token of the sentence that a token stands in."""
        self._tokens = tokens
        self._sentence_first = sentence_first
        self._last: tuple[Figure, Span | None] | None = None
        self._noun: tuple[Figure, Span] | None = None
        self._points: Span | None = None

    def keep(self, figure: Figure, subject: Span | None) -> None:
        """Remember what a figure counts, before the next one is asked for."""
        self._last = figure, subject
        if subject is None:
            return
        if self._tokens.words[subject[0] : subject[1]] == ["points"]:
            self._points = subject
        if _names_its_noun(self._tokens, figure, subject):
            self._noun = figure, subject

    def noun_of(self, figure: Figure) -> Span | None:
        """The noun said before that a figure without one of its own counts."""
        if self._last is not None and _continues(self._tokens, self._last[0], figure):
            return self._last[1]
        if self._noun is not None and self._holds_on(*self._noun, figure):
            return self._noun[1]
        return self._points if self._points is not None and self._is_level(self._points, figure) else None

    def _holds_on(self, before: Figure, noun: Span, figure: Figure) -> bool:
        """Whether a bare number is set against the one before it, or the same word leads both."""
        tokens = self._tokens
        near = noun[1] <= figure.first < noun[1] + _REACH and ";" not in tokens.words[noun[1] : figure.first]
        bare = figure.style == "digits" and _is_plain(figure) and subjects.stands_bare(tokens, figure.after)
        if not near or not bare or self._sentence_first(figure.first) > before.first:
            return False
        lead = _lead(tokens, figure)
        return lead in _SET_AGAINST or (lead.isalpha() and lead == _lead(tokens, before))

    def _is_level(self, points: Span, figure: Figure) -> bool:
        """ "2,789.01" in "gained 12.3 points, or 0.5%, to 2,789.01": an index, in the points said before."""
        lead = self._tokens.word(figure.first - 1)
        level = figure.unit is None and figure.style == "digits" and lead in ("to", "at")
        near = figure.first - points[1] < _POINTS_REACH
        return level and near and self._sentence_first(figure.first) <= points[0]


def shares_with_next(tokens: Tokens, figure: Figure, following: Figure) -> bool:
    """True for "41,310 to 39,877 votes": the noun behind the second number is that of the first, too."""
    between = tokens.words[figure.after : following.first]
    linked = between in (["to"], ["and"], ["or"]) or (between[:1] == ["-"] and between[1:] in _HYPHENED_ON)
    alike = _is_plain(figure) and _is_plain(following) and figure.style == following.style
    return linked and alike


def _continues(tokens: Tokens, before: Figure, figure: Figure) -> bool:
    """True for "$8 billion" in "imports grew 4% to $8 billion": one subject for both."""
    between = tokens.words[before.after : figure.first]
    return 0 < len(between) <= 2 and between[0] in ("to", "from", "or", "(") and figure.kind in AMOUNTS


def _names_its_noun(tokens: Tokens, figure: Figure, noun: Span) -> bool:
    """True where a later number of the sentence may leave out the noun that this one counts."""
    aside = _RELATIVES & set(tokens.words[max(0, figure.first - _RELATIVE_REACH) : figure.first])
    base_of_rate = tokens.word(figure.first - 1) == "per"
    return _is_plain(figure) and not aside and not base_of_rate and subjects.is_plural(tokens, noun[1] - 1)


def _is_plain(figure: Figure) -> bool:
    return figure.unit is None and figure.style in ("digits", "words")


def _lead(tokens: Tokens, figure: Figure) -> str:
    """The word before a figure and its hedge."""
    hedging = hedges.find(tokens, figure.first, figure.after)
    first = hedging.first if hedging is not None and hedging.first < figure.first else figure.first
    return tokens.word(first - 1)
