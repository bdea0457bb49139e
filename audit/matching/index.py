"""Find where quotations come from: `SourceIndex(documents).locate(text)`.

Rare shared words say where to look (`seeds`), an alignment of words says what stands there
(`alignment`), and a place is given only where what it shares is too rare to be chance (`parts`).
Positions are code points of the documents' own texts, half-open.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from rapidfuzz.fuzz import ratio

from audit.matching.alignment import Alignment
from audit.matching.chaining import Wanted
from audit.matching.edits import edits_of, segments_of
from audit.matching.neighbourhoods import Neighbourhood, neighbourhoods
from audit.matching.parts import accepted
from audit.matching.quoted import Quoted, quoted_texts
from audit.matching.seeds import Batch, batch_of
from audit.matching.word_index import Places, WordIndex
from audit.model import Document, Match, Rival

# Quotations that share array operations: more gains nothing, and holds more memory.
_BATCH = 512
_LONGEST_COMPARED = 20_000


class SourceIndex:
    """An index over documents that finds where words come from."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Index the documents' texts; their order decides between equally good places."""
        self.documents = tuple(documents)
        self._numbers = {document.id: number for number, document in enumerate(self.documents)}
        self._index = WordIndex.of([document.text for document in self.documents])

    def locate(self, text: str, *, exclude: Collection[str] = ()) -> tuple[Match, ...]:
        """Where `text` stands, best first, in documents that `exclude` does not name.

        One match a document. A document that holds a rare enough part of it has one, too.
        """
        return next(self.locate_many([text], exclude=[exclude]))

    def locate_many(
        self, texts: Sequence[str], *, exclude: Sequence[Collection[str]] | None = None
    ) -> Iterator[tuple[Match, ...]]:
        """`locate` for many quotations, in order; `exclude` has one collection for each."""
        for start in range(0, len(texts), _BATCH):
            part = texts[start : start + _BATCH]
            yield from self._locate_batch(part, exclude[start : start + _BATCH] if exclude else ())

    def _locate_batch(
        self, texts: Sequence[str], exclude: Sequence[Collection[str]]
    ) -> Iterator[tuple[Match, ...]]:
        quotations = quoted_texts(texts)
        excluded = self._excluded(exclude)
        batch = batch_of(self._index, quotations, excluded)
        found = neighbourhoods(self._index, batch, excluded)
        for number, (quoted, places) in enumerate(zip(quotations, found, strict=True)):
            yield self._matches(quoted, places, _wanted(quoted, batch, number)) if places else ()

    def _excluded(self, exclude: Sequence[Collection[str]]) -> Places:
        size = len(self.documents)
        numbers = [
            query * size + self._numbers[name]
            for query, names in enumerate(exclude)
            for name in names
            if name in self._numbers
        ]
        return np.array(sorted(numbers), dtype=np.int64)

    def _matches(self, quoted: Quoted, places: list[Neighbourhood], wanted: Wanted) -> tuple[Match, ...]:
        found = accepted(self._index, self.documents, quoted, wanted, places)
        matches = [self._match(quoted, best, rivals) for best, rivals in found]
        return tuple(matches)

    def _match(self, quoted: Quoted, found: Alignment, rivals: list[Alignment]) -> Match:
        document = self.documents[found.document]
        segments = tuple(self._span(first, last) for first, last in segments_of(quoted, found))
        start, end = min(segment[0] for segment in segments), max(segment[1] for segment in segments)
        edits = edits_of(self._index, document.text, quoted, found)
        parts = " ".join(document.text[first:last] for first, last in segments)
        return Match(
            document.id, start, end, document.text[start:end], segments,
            similarity(quoted.text, parts), edits, tuple(self._rival(quoted, rival) for rival in rivals),
        )  # fmt: skip

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return int(self._index.starts[first]), int(self._index.ends[last - 1])

    def _rival(self, quoted: Quoted, found: Alignment) -> Rival:
        document = self.documents[found.document]
        spans = [self._span(first, last) for first, last in segments_of(quoted, found)]
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        text = document.text[start:end]
        return Rival(document.id, start, end, text, similarity(quoted.text, text))


def similarity(quoted: str, source: str) -> float:
    """How alike two texts are, letter by letter, from 0 to 100; for ranking, never for judging."""
    if max(len(quoted), len(source)) > _LONGEST_COMPARED:
        return round(float(ratio(quoted.split(), source.split())), 1)
    return round(float(ratio(quoted, source)), 1)


def _wanted(quoted: Quoted, batch: Batch, number: int) -> Wanted:
    rows = slice(int(batch.first[number]), int(batch.first[number + 1]))
    behind = np.concatenate(([0.0], np.cumsum(batch.behind[rows], dtype=np.float64))).tolist()
    starts, ends = [quoted.starts[word] for word in quoted.own], [quoted.ends[word] for word in quoted.own]
    return Wanted(
        quoted.keys.tolist(), batch.bits[rows].tolist(), behind, quoted.text, starts, ends, quoted.marks
    )
