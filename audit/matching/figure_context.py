"""What a document says around its figures: sentences, names, sources, and the words that belong to each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..model import Document, Passage, Quantity
from ..text.segments import sentences_of
from .figure_names import NamedAt, Names, capitalised_inside, names
from .figure_periods import FigurePeriod, period_from_date
from .figure_words import (
    Mention,
    Phrases,
    Token,
    contrasts,
    find_phrases,
    listed,
    phrase_index,
    stems,
    table,
    tokens,
)

# Figures of these kinds say when, and stand beside another figure as its period.
TIME_KINDS = frozenset({"date", "time", "set"})
# Words on either side of a figure that can belong to it; a "sentence" may be a table of 10,000 words.
_WINDOW = 60
# A ranking says what is ranked: "the second largest economy".
RANK_KINDS = frozenset({"rank", "ordinal"})
# More figures than this in one sentence are a table or a list, whose figures words cannot tell apart.
_MOST_FIGURES = 10
# Sentences before a figure, and at the head of the document, that tell whom it is about.
_BEFORE, _LEAD = 3, 3
# Names of one sentence that are read as its context.
_CONTEXT_NAMES = 40
_BREAKS = frozenset(',;:()[]—–“”"|\n\t')
# Between two figures these words part what belongs to the one from what belongs to the other.
_CONNECTIVES = frozenset({"and", "but", "while", "whereas", "or", "to", "from", "versus", "against", "than"})
# How many words before "said" may be its speaker where no comma tells.
_SPEAKER_WORDS = 2
# Words after "announced" within which "that" may follow: "on Tuesday that".
_ANNOUNCED_WITHIN = 4
# "BALASORE, India (Reuters) - A crash …": a place in capitals, and what stands before the dash.
_DATELINE = re.compile(
    r"\s{0,4}[A-Z][A-Z.’' ]{2,30}(?:,\s[^-–—\n.]{1,30}\.?)?(?:\s\([^)\n]{1,30}\))?\s?[-–—]{1,2}\s"
)


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """A sentence in words; `figures`, `taken` and `source` are indices of words.

    `figures` write numbers; `taken` are those and the dates; `source` says who said it. `breaks[i]`
    tells whether punctuation parts word `i` from the next. `only_date` is the one date of the
    sentence; `listed` says that words cannot tell its figures apart.
    """

    words: list[Token]
    named: list[NamedAt]
    contrasts: list[tuple[str, Mention]]
    breaks: list[bool]
    figures: list[int]
    taken: frozenset[int]
    source: frozenset[int]
    name_words: frozenset[int]
    only_date: Quantity | None
    listed: bool

    @property
    def only_period(self) -> FigurePeriod | None:
        """What the one date of the sentence says."""
        return period_from_date(self.only_date) if self.only_date else None

    def runs_on(self, one: range, other: range) -> bool:
        """Whether neither punctuation nor a connective parts two groups of words."""
        first, last = (one, other) if one.start < other.start else (other, one)
        joint = range(first.stop, last.start)
        parted = any(self.breaks[at] for at in range(max(0, first.stop - 1), last.start))
        return not parted and all(self.words[at].text.lower() not in _CONNECTIVES for at in joint)

    def window(self, figure: range) -> range:
        """The words that can belong to a figure."""
        return range(max(0, figure.start - _WINDOW), min(len(self.words), figure.stop + _WINDOW))

    def names_in(self, within: range) -> list[NamedAt]:
        """The names that begin within a range of words."""
        first = bisect_left(self.named, within.start, key=lambda named: named.first)
        return self.named[first : bisect_left(self.named, within.stop, key=lambda named: named.first)]

    def contrasts_in(self, within: range) -> list[tuple[str, Mention]]:
        """The contrasting classes that begin within a range of words."""
        first = bisect_left(self.contrasts, within.start, key=lambda found: found[1].first)
        return self.contrasts[
            first : bisect_left(self.contrasts, within.stop, key=lambda found: found[1].first)
        ]

    def own_words(self, figure: range) -> range:
        """The words around a figure up to the next comma, or to the joint between it and another figure."""
        limit = self.window(figure)
        first, last = bisect_left(self.figures, limit.start), bisect_left(self.figures, limit.stop)
        others = set(self.figures[first:last]).difference(figure)
        return range(self._first_own(figure, limit, others), self._last_own(figure, limit, others) + 1)

    def _first_own(self, figure: range, limit: range, others: set[int]) -> int:
        first, joined = figure.start, any(index < figure.start for index in others)
        while first > limit.start and not self.breaks[first - 1] and first - 1 not in others:
            first -= 1
            if joined and self.words[first].text.lower() in _CONNECTIVES:
                break
        return first

    def _last_own(self, figure: range, limit: range, others: set[int]) -> int:
        last, joined = figure.stop - 1, any(index >= figure.stop for index in others)
        while last + 1 < limit.stop and not (last >= 0 and self.breaks[last]) and last + 1 not in others:
            if joined and self.words[last + 1].text.lower() in _CONNECTIVES:
                break
            last += 1
        return last


class DocumentReading:
    """The sentences of one document, each read once and only where a figure needs it."""

    def __init__(self, document: Document, quantities: Sequence[Quantity]) -> None:
        self.text = document.text
        self.spans = sentences_of(document) or [(0, len(document.text))]
        self._starts = [start for start, _ in self.spans]
        self._words: dict[int, list[Token]] = {}
        self._known = capitalised_inside(document.text)
        self._quantities: dict[int, list[Quantity]] = {}
        for quantity in quantities:
            self._quantities.setdefault(self.sentence_index(quantity.start), []).append(quantity)
        self._readings: dict[int, SentenceReading] = {}
        self._passages: dict[int, Passage] = {}
        self._contexts: dict[int, Names] = {}
        self._named: dict[int, list[NamedAt]] = {}
        title = document.facts.title or ""
        self._title = frozenset(
            found.name for found in names(title, tokens(title, 0, len(title)), self._known)
        )

    def sentence_index(self, position: int) -> int:
        """The sentence that holds a position, or the one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def quantities_of(self, index: int) -> list[Quantity]:
        """The figures and dates that begin in a sentence, in order."""
        return self._quantities.get(index, [])

    def sentence(self, index: int) -> SentenceReading:
        """The reading of one sentence."""
        if index not in self._readings:
            self._readings[index] = self._read(index)
        return self._readings[index]

    def passage(self, index: int) -> Passage:
        """The sentence itself, one object for all its figures."""
        if index not in self._passages:
            start, end = self.spans[index]
            self._passages[index] = Passage(start, end, self.text[start:end])
        return self._passages[index]

    def context(self, index: int) -> Names:
        """The names of the title, of the first sentences and of those just before this one."""
        if index not in self._contexts:
            near = {*range(min(_LEAD, len(self.spans))), *range(max(0, index - _BEFORE), index + 1)}
            found = (named.name for at in near for named in self._names(at)[:_CONTEXT_NAMES])
            self._contexts[index] = self._title.union(found)
        return self._contexts[index]

    def _words_of(self, index: int) -> list[Token]:
        if index not in self._words:
            self._words[index] = tokens(self.text, *self.spans[index])
        return self._words[index]

    def _names(self, index: int) -> list[NamedAt]:
        if index not in self._named:
            self._named[index] = names(self.text, self._words_of(index), self._known)
        return self._named[index]

    def _read(self, index: int) -> SentenceReading:
        words, here, named = self._words_of(index), self.quantities_of(index), self._names(index)
        breaks = _breaks(self.text, words, self.spans[index][1])
        numbers = [quantity for quantity in here if quantity.kind not in TIME_KINDS]
        figures = sorted({at for quantity in numbers for at in span_of(words, quantity.start, quantity.end)})
        source = _source_words(words, breaks, figures) | _dateline(
            self.text[slice(*self.spans[index])], words
        )
        return SentenceReading(
            words=words,
            named=named,
            contrasts=contrasts(words),
            breaks=breaks,
            figures=figures,
            taken=_taken(words, here),
            source=source,
            name_words=frozenset(at for found in named for at in range(found.first, found.last + 1)),
            only_date=_only_date(words, here, source),
            listed=len(numbers) > _MOST_FIGURES
            or next(find_phrases(_unidentified(), words), None) is not None,
        )


def span_of(words: Sequence[Token], start: int, end: int) -> range:
    """The words that `[start, end)` of the text covers, perhaps none."""
    first = bisect_right(words, start, key=lambda word: word.end)
    return range(first, max(first, bisect_left(words, end, key=lambda word: word.start)))


def _taken(words: Sequence[Token], here: Sequence[Quantity]) -> frozenset[int]:
    """The words that write figures and dates; those of a rank say what is ranked and stay."""
    spans = [(quantity.start, quantity.end) for quantity in here if quantity.kind not in RANK_KINDS]
    spans += [(quantity.period.start, quantity.period.end) for quantity in here if quantity.period]
    return frozenset(at for start, end in spans for at in span_of(words, start, end))


def _only_date(words: Sequence[Token], here: Sequence[Quantity], source: frozenset[int]) -> Quantity | None:
    """The one date of the sentence, those left out that say when somebody said so."""
    dates = [
        quantity
        for quantity in here
        if quantity.kind == "date" and source.isdisjoint(span_of(words, quantity.start, quantity.end))
    ]
    return dates[0] if len(dates) == 1 else None


def _breaks(text: str, words: Sequence[Token], end: int) -> list[bool]:
    edges = [*(word.start for word in words[1:]), end]
    return [not _BREAKS.isdisjoint(text[word.end : edge]) for word, edge in zip(words, edges, strict=True)]


def _source_words(words: Sequence[Token], breaks: Sequence[bool], figures: Sequence[int]) -> frozenset[int]:
    """The words that say whose statement it is: "…, the interior ministry said"."""
    found = set(_announced(words))
    for mention in find_phrases(_reporting(), words):
        if figures and mention.last < figures[0] and _of_themselves(words, mention):
            continue
        first, last = _between_breaks(mention, breaks)
        inside = figures[bisect_left(figures, first) : bisect_right(figures, last)]
        if not inside:
            found.update(range(first, last + 1))
        elif mention.name == "certain":
            found.update(_beside_figures(mention, first, last, inside))
    return frozenset(found)


def _of_themselves(words: Sequence[Token], mention: Mention) -> bool:
    """ "The army said it had destroyed 12 tanks": the source is the one that did it."""
    after = [word.text.lower() for word in words[mention.last + 1 : mention.last + 3]]
    return bool(after) and after[1 if after[0] == "that" and len(after) > 1 else 0] in listed("of_themselves")


def _announced(words: Sequence[Token]) -> Iterator[int]:
    """ "The ministry announced on Tuesday that": the words up to "that", which say when it was said."""
    for at, word in enumerate(words):
        if word.stem in stems("announcing"):
            for stop in range(at + 1, min(at + 1 + _ANNOUNCED_WITHIN, len(words))):
                if words[stop].text == "that":
                    yield from range(at, stop + 1)
                    break


def _dateline(sentence: str, words: Sequence[Token]) -> frozenset[int]:
    """The words of "ROTTERDAM, Nov 21 -" in front of the first sentence."""
    found = _DATELINE.match(sentence)
    if found is None or not words:
        return frozenset()
    start = words[0].start - (len(sentence) - len(sentence.lstrip())) if words else 0
    return frozenset(span_of(words, start, start + found.end()))


def _beside_figures(mention: Mention, first: int, last: int, inside: Sequence[int]) -> range:
    if mention.last < inside[0]:
        return range(first, mention.last + 1)
    if mention.first < inside[-1]:
        return range(mention.first, mention.last + 1)
    speaker = 0 if mention.last > mention.first else _SPEAKER_WORDS
    return range(max(inside[-1] + 1, mention.first - speaker), last + 1)


def _between_breaks(mention: Mention, breaks: Sequence[bool]) -> tuple[int, int]:
    first, last = mention.first, mention.last
    while first > 0 and not breaks[first - 1] and mention.first - first < _WINDOW:
        first -= 1
    while last + 1 < len(breaks) and not breaks[last] and last - mention.last < _WINDOW:
        last += 1
    return first, last


@cache
def _unidentified() -> Phrases:
    return phrase_index([(phrase, phrase) for phrase in table("figure_names")["unidentified"]])


@cache
def _reporting() -> Phrases:
    data = table("figure_names")
    doubtful = set(data["ambiguous_reporting"])
    return phrase_index(
        [(phrase, "doubtful" if phrase in doubtful else "certain") for phrase in data["reporting"]]
    )
