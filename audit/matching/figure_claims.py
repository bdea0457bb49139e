"""A figure with what its sentence says of it: everything that decides whether it may be compared."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from ..model import Document, Passage, Quantity
from .figure_context import TIME_KINDS, DocumentReading, SentenceReading, span_of
from .figure_names import Names
from .figure_periods import FigurePeriod, period_of
from .figure_words import (
    Phrases,
    Token,
    canonical,
    find_phrases,
    is_light,
    phrase_index,
    stems,
    table,
    tokens,
    unsaid,
)
from .figures import DEFAULT_SETTINGS, FigureSettings, as_percentage, with_license

Direction = Literal["up", "down"]
ClaimKey = tuple[str, int, int]

# How far from its figure a verb of rising or falling may stand, before and after.
_DIRECTION_BEFORE, _DIRECTION_AFTER = 5, 2
# Words before a figure that can tell its role: "up from", "compared with".
_WORDS_BEFORE = 4
# Figures of the same sentence that are kept to see whether one of them is the better partner.
_MOST_SIBLINGS = 8
# Neighbours on either side that can be parts of one statement with a figure.
_BESIDE = 3
# Words before a period among which "since" may stand: "since the protests began in October".
_REACH_BEFORE = 6


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """A figure, where it stands, and what it is a figure of.

    `quantity` is the figure as extracted, `figure` as it is compared: fractions as percentages.
    `head`, `modifiers` and `complement` are the thing counted ("members", "elected", "parliament"),
    `words` the telling words of the sentence and `own` those nearest to the figure, all as classes of
    synonyms. `contrasts` are the classes named near it that exclude others. `names` are those of the
    sentence, its source left out; `context` adds the title and the sentences before. `reach` is "since"
    or "by" where the figure is not for the period alone; `so_far`, that it is of the moment of writing.
    `baseline` marks the starting point of a comparison ("from $9 billion"). `listed` says that the words
    cannot tell this figure from its neighbours. `siblings` are the figures of the sentence with its kind
    and unit, `beside` those of another that its own words run on to. `place` is the figure's index in its
    document's list.
    """

    quantity: Quantity
    figure: Quantity
    place: int
    document_id: str
    published: str | None
    family: str | None
    sentence: Passage
    head: str | None
    modifiers: frozenset[str]
    complement: frozenset[str]
    words: frozenset[str]
    own: frozenset[str]
    contrasts: frozenset[tuple[str, str]]
    names: Names
    own_names: Names
    context: Names
    period: FigurePeriod | None
    direction: Direction | None
    changes: bool
    baseline: bool
    listed: bool
    siblings: tuple[Quantity, ...]
    reach: str | None
    so_far: bool
    beside: tuple[Quantity, ...]

    @property
    def key(self) -> ClaimKey:
        """Where the claim stands: document, start and end of the figure."""
        return self.document_id, self.quantity.start, self.quantity.end


def figure_claims(
    document: Document, quantities: Sequence[Quantity], settings: FigureSettings = DEFAULT_SETTINGS
) -> tuple[FigureClaim, ...]:
    """The figures of a document that can be compared, in order.

    Page furniture, figures without a number and expressions of time make no claim.
    """
    reading = DocumentReading(document, quantities)
    return tuple(
        _claim(document, reading, place, with_license(quantity, settings))
        for place, quantity in enumerate(quantities)
        if _is_claim(quantity)
    )


def _is_claim(quantity: Quantity) -> bool:
    if quantity.low is None or quantity.high is None or quantity.furniture:
        return False
    return quantity.kind not in TIME_KINDS and (quantity.kind != "ordinal" or quantity.aspect == "rank")


def _claim(document: Document, reading: DocumentReading, place: int, quantity: Quantity) -> FigureClaim:
    index = reading.sentence_index(quantity.start)
    sentence = reading.sentence(index)
    figure = span_of(sentence.words, quantity.start, quantity.end)
    window, own = sentence.window(figure), sentence.own_words(figure)
    here = reading.quantities_of(index)
    head, modifiers, complement = _thing_counted(quantity, sentence, figure, here)
    before, sized = _before(sentence, figure, quantity), _dimension(sentence, figure, quantity)
    return FigureClaim(
        quantity=quantity, figure=_as_compared(quantity), place=place, document_id=document.id,
        published=document.facts.published, family=document.facts.family,
        sentence=reading.passage(index),
        head=head, modifiers=modifiers, complement=complement,
        words=_telling(sentence, window) | sized, own=_telling(sentence, own) | sized,
        contrasts=_contrasts(sentence, figure, own, window), names=_names(sentence, window),
        own_names=_names(sentence, own),
        context=reading.context(index), period=_period(quantity, sentence),
        direction=_direction(sentence, figure, own, quantity),
        changes=_changes(sentence, figure, before, quantity),
        baseline=_is_baseline(before), listed=sentence.listed,
        siblings=() if sentence.listed else _siblings(quantity, here),
        reach=_reach(quantity, sentence, own), beside=_beside(quantity, sentence, figure, here),
        so_far=_says_so_far(sentence, own),
    )  # fmt: skip


def _as_compared(quantity: Quantity) -> Quantity:
    """Fractions as percentages, and what is paid by the month without the month, which its words tell."""
    unit, per, time = (quantity.unit or "").rpartition(" per ")
    if quantity.kind == "money" and per and time in table("figure_names")["paid_by"]:
        return replace(quantity, unit=unit)
    return as_percentage(quantity)


def _thing_counted(
    quantity: Quantity, sentence: SentenceReading, figure: range, here: Sequence[Quantity]
) -> tuple[str | None, frozenset[str], frozenset[str]]:
    """The head of the noun phrase, the words before it, and those after its "of"; names stand elsewhere.

    A period that was taken for the thing ("$5 billion in May") is none.
    """
    if quantity.subject is None or _says_when(quantity.subject, quantity, here):
        return _bearer(sentence, figure) if quantity.kind == "age" else None, frozenset(), frozenset()
    words = tokens(quantity.subject.text, 0, len(quantity.subject.text))
    cut = next((at for at, word in enumerate(words) if at and word.stem in stems("after_head")), len(words))
    if not cut:
        return None, frozenset(), frozenset()
    place = quantity.subject.start
    telling = [
        (at, canonical(word))
        for at, word in enumerate(words)
        if not is_light(word) and not _is_named(sentence, place + word.start, place + word.end)
    ]
    modifiers = frozenset(name for at, name in telling if at < cut - 1)
    return canonical(words[cut - 1]), modifiers, frozenset(name for at, name in telling if at >= cut)


def _says_when(counted: Passage, quantity: Quantity, here: Sequence[Quantity]) -> bool:
    place = bisect_right(here, counted.start, key=lambda other: other.start)
    times = [other for other in here[max(0, place - _BESIDE) : place] if other.kind in TIME_KINDS]
    spans = [(other.start, other.end) for other in (*times, quantity.period) if other is not None]
    return any(start <= counted.start < end for start, end in spans)


def _bearer(sentence: SentenceReading, figure: range) -> str | None:
    """The last name right after an age: "the 34-year-old Marie Curie"."""
    after = sentence.names_in(range(figure.stop, figure.stop + 1))
    persons = [found for found in after if not any(word.startswith("@") for word in found.name)]
    return canonical(sentence.words[persons[0].last]) if persons else None


def _is_named(sentence: SentenceReading, start: int, end: int) -> bool:
    return not sentence.name_words.isdisjoint(span_of(sentence.words, start, end))


def _telling(sentence: SentenceReading, within: range) -> frozenset[str]:
    """The words that say what is measured: no names, no figures, no dates, no source, no filling."""
    return frozenset(
        canonical(sentence.words[at])
        for at in within
        if at not in sentence.taken
        and at not in sentence.source
        and at not in sentence.name_words
        and not is_light(sentence.words[at])
    )


def _dimension(sentence: SentenceReading, figure: range, quantity: Quantity) -> frozenset[str]:
    """ "high" of "330 metres high": elsewhere too light to tell anything, here what is measured."""
    if quantity.kind != "measure" or figure.stop >= len(sentence.words):
        return frozenset()
    word = sentence.words[figure.stop]
    return frozenset({canonical(word)} if word.text.lower() in table("figure_names")["dimensions"] else ())


def _names(sentence: SentenceReading, within: range) -> Names:
    return frozenset(
        found.name
        for found in sentence.names_in(within)
        if found.first not in sentence.source and found.first not in sentence.taken
    )


def _contrasts(
    sentence: SentenceReading, figure: range, own: range, window: range
) -> frozenset[tuple[str, str]]:
    """For each group the class named nearest to the figure, among its own words first."""
    groups: dict[str, list[tuple[int, int, int, str]]] = {}
    for group, mention in sentence.contrasts_in(window):
        silent = mention.name in unsaid() or mention.first in sentence.name_words
        if mention.first not in sentence.source and not silent:
            distance = max(figure.start - mention.last, mention.first - figure.stop + 1, 0)
            mine = 0 if mention.first in own else 1
            groups.setdefault(group, []).append((mine, distance, mention.first, mention.name))
    if _more_of_them(sentence, figure):
        groups["how it is counted"] = [(0, 0, figure.stop, "new")]
    return frozenset((group, name) for group, found in groups.items() for name in _nearest(found))


def _more_of_them(sentence: SentenceReading, figure: range) -> bool:
    """ "40 more tanks", and not "40 more than last year"."""
    after = [word.text.lower() for word in sentence.words[figure.stop : figure.stop + 2]]
    return len(after) == 2 and after[0] in table("figure_names")["more_after"] and after[1] != "than"


def _nearest(found: list[tuple[int, int, int, str]]) -> set[str]:
    """The nearest class, and one that is joined to it: "killed or wounded" is neither alone."""
    _, _, place, name = min(found)
    return {name, *(other for _, _, at, other in found if 0 < abs(at - place) <= 2)}


def _period(quantity: Quantity, sentence: SentenceReading) -> FigurePeriod | None:
    """The figure's own period, else the only date of its sentence; not the day when somebody said it."""
    if quantity.period is not None:
        words = span_of(sentence.words, quantity.period.start, quantity.period.end)
        if words and sentence.source.issuperset(words):
            return sentence.only_period
    return period_of(quantity) or sentence.only_period


def _says_so_far(sentence: SentenceReading, own: range) -> bool:
    return next(find_phrases(_marks("of_the_moment"), sentence.words[own.start : own.stop]), None) is not None


def _reach(quantity: Quantity, sentence: SentenceReading, own: range) -> str | None:
    """ "since" or "by", where a figure is for the time up to its period or from it on."""
    when = quantity.period or sentence.only_date
    if when is None:
        return "since" if any(sentence.words[at].text.lower() == "since" for at in own) else None
    at = span_of(sentence.words, when.start, when.end).start
    first = at
    while first > max(0, at - _REACH_BEFORE) and not sentence.breaks[first - 1]:
        first -= 1
    before = [word.text.lower() for word in sentence.words[first:at]]
    if "since" in before:
        return "since"
    return "by" if before and before[-1] in table("figure_names")["up_to"] else None


def _beside(
    quantity: Quantity, sentence: SentenceReading, figure: range, here: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """Figures of another kind or unit that no comma and no "and" parts from this one."""
    place = bisect_left(here, quantity.start, key=lambda other: other.start)
    return tuple(
        other
        for other in here[max(0, place - _BESIDE) : place + 1 + _BESIDE]
        if (other.kind, other.unit) != (quantity.kind, quantity.unit)
        and _is_claim(other)
        and (other.kind != "duration" or _is_within(sentence, other))
        and sentence.runs_on(figure, span_of(sentence.words, other.start, other.end))
    )


def _is_within(sentence: SentenceReading, length: Quantity) -> bool:
    """Whether a length of time is the one in which something came together: "in one hour"."""
    first = span_of(sentence.words, length.start, length.end).start
    return first > 0 and sentence.words[first - 1].text.lower() in table("figure_names")["within"]


def _before(sentence: SentenceReading, figure: range, quantity: Quantity) -> list[Token]:
    """Up to four words before the figure, its hedge and articles left out."""
    passed = {*(quantity.hedge_text or "").lower().split(), *table("figure_names")["articles"]}
    found: list[Token] = []
    at = figure.start
    while at > 0 and len(found) < _WORDS_BEFORE and not sentence.breaks[at - 1]:
        at -= 1
        if found or sentence.words[at].text.lower() not in passed:
            found.append(sentence.words[at])
    return found[::-1]


def _is_baseline(before: Sequence[Token]) -> bool:
    ends = [mention.last for mention in find_phrases(_marks("baseline"), before)]
    return len(before) - 1 in ends


def _changes(sentence: SentenceReading, figure: range, before: Sequence[Token], quantity: Quantity) -> bool:
    """Whether the figure says by how much: "rose 5 %", "a fall of 5 %", "5 % higher"."""
    lead = [word for word in before if word.text.lower() not in ("by", "of")]
    parted = figure.stop == 0 or sentence.breaks[figure.stop - 1]
    beside = [*lead[-1:], *([] if parted else sentence.words[figure.stop : figure.stop + 1])]
    silent = stems("no_change_of_money") if quantity.kind == "money" else frozenset()
    return any(_way(word) is not None and word.stem not in silent for word in beside)


def _direction(sentence: SentenceReading, figure: range, own: range, quantity: Quantity) -> Direction | None:
    """The way of the nearest verb of rising or falling among the figure's own words."""
    before = range(figure.start - 1, max(own.start, figure.start - _DIRECTION_BEFORE) - 1, -1)
    after = range(figure.stop, min(own.stop, figure.stop + _DIRECTION_AFTER))
    hedge = (quantity.hedge_text or "").lower().split()
    for at in (*before, *after):
        way = _way(sentence.words[at])
        if way is not None and sentence.words[at].text.lower() not in hedge:
            return way
    return None


def _way(word: Token) -> Direction | None:
    if word.stem in stems("up"):
        return "up"
    return "down" if word.stem in stems("down") else None


def _siblings(quantity: Quantity, here: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Other figures of the sentence with the same kind and unit, the nearest."""
    figure = as_percentage(quantity)
    others = [as_percentage(other) for other in here if other.start != quantity.start]
    alike = [other for other in others if (other.kind, other.unit) == (figure.kind, figure.unit)]
    return tuple(
        sorted(alike, key=lambda other: (abs(other.start - quantity.start), other.start))[:_MOST_SIBLINGS]
    )


@cache
def _marks(name: str) -> Phrases:
    return phrase_index([(phrase, phrase) for phrase in table("figure_names")[name]])
