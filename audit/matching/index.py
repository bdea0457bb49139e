"""Find where quotations come from: `SourceIndex(documents).locate(text)`.

Rare shared words say where to look (`seeds`), an alignment of words says what stands there
(`alignment`), and a place is given only where what it shares is too rare to be chance (`parts`).
Positions are code points of the documents' own texts, half-open.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np

from audit.matching.candidates import Candidates
from audit.matching.matches import matches_of
from audit.matching.neighbourhoods import Neighbourhoods, neighbourhoods
from audit.matching.quoted import quoted_texts
from audit.matching.rarity import bits_among
from audit.matching.seeds import batch_of
from audit.matching.word_index import Places, WordIndex
from audit.model import Document, Match

# Quotations that share array operations: more gains nothing, and holds more memory.
_BATCH = 192

Answer = Callable[[Candidates], tuple[Match, ...]]
"""What says where a quotation stands: `matches_of`, or a memory of what that said."""


class SourceIndex:
    """An index over documents that finds where words come from."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Index the documents' texts; their order decides between equally good places."""
        self._numbers = {document.id: number for number, document in enumerate(documents)}
        self._index = WordIndex.of([document.text for document in documents])
        self._chance = bits_among(len(self._index.keys))
        self._sources = [
            self._index.source(number, document.id, document.text)
            for number, document in enumerate(documents)
        ]

    @property
    def words(self) -> WordIndex:
        """The words of the documents, in their order."""
        return self._index

    def locate(self, text: str, *, exclude: Collection[str] = ()) -> tuple[Match, ...]:
        """Where `text` stands, best first, in documents that `exclude` does not name.

        One match a document. A document that holds a rare enough part of it has one, too.
        """
        return next(self.locate_many([text], exclude=[exclude]))

    def locate_many(
        self,
        texts: Sequence[str],
        *,
        exclude: Sequence[Collection[str]] | None = None,
        answer: Answer = matches_of,
    ) -> Iterator[tuple[Match, ...]]:
        """`locate` for many quotations, in order; `exclude` has one collection for each."""
        for start in range(0, len(texts), _BATCH):
            part = texts[start : start + _BATCH]
            for candidates in self._candidates(part, exclude[start : start + _BATCH] if exclude else ()):
                yield answer(candidates) if len(candidates.places) else ()

    def _candidates(self, texts: Sequence[str], exclude: Sequence[Collection[str]]) -> Iterator[Candidates]:
        quotations = quoted_texts(texts)
        excluded = self._excluded(exclude)
        batch = batch_of(self._index, quotations, excluded)
        found = neighbourhoods(self._index, batch, excluded)
        for number, (quoted, places) in enumerate(zip(quotations, found, strict=True)):
            words = slice(int(batch.first[number]), int(batch.first[number + 1]))
            documents = sorted(set(places.documents.tolist()))
            sources = tuple(self._sources[document] for document in documents)
            ranks = np.searchsorted(documents, places.documents)
            ranked = Neighbourhoods(ranks, places.bits, places.sizes, places.runs)
            yield Candidates(quoted, batch.bits[words], batch.behind[words], self._chance, sources, ranked)

    def _excluded(self, exclude: Sequence[Collection[str]]) -> Places:
        size = len(self._sources)
        numbers = [
            query * size + self._numbers[name]
            for query, names in enumerate(exclude)
            for name in names
            if name in self._numbers
        ]
        return np.array(sorted(numbers), dtype=np.int64)
