"""Where in the sources a quotation may come from: places where many of its rare words stand together.

Shared words on one diagonal (the same distance between quotation and source) make a run; runs close
together in one source make a neighbourhood. Those with most bits are aligned afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audit.matching.chaining import Run
from audit.matching.seeds import Batch, numbered, shared_words
from audit.matching.word_index import Places, WordIndex

# Words between two runs of one neighbourhood: an omission of two or three sentences fits in.
_REACH = 60
# Neighbourhoods of a quotation that are looked at, and the share of the best one's bits they must have.
_MOST = 10
_WORTH = 0.25
# What a hundred papers repeat has a source all the same: so many are looked at that have this share of all
# the bits of the quotation.
MOST_COPIES = 200
COPY = 0.5
# Runs of a neighbourhood that are kept, the longest: a book quoted in another has hundreds of thousands.
_MOST_RUNS = 2_000


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Runs of words close together in one source, and the bits they share with the quotation."""

    document: int
    runs: list[Run]
    bits: float


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """The likely places of one quotation, best first, in columns.

    Of the rows of `runs`, each a `Run` in the source's own places, `sizes` tells how many belong to each.
    """

    documents: Places
    bits: NDArray[np.float64]
    sizes: Places
    runs: Places

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Neighbourhood]:
        runs = [(at, place, length) for at, place, length in self.runs.tolist()]
        columns = (self.documents.tolist(), self.bits.tolist(), np.cumsum(self.sizes).tolist())
        first = 0
        for document, bits, last in zip(*columns, strict=True):
            yield Neighbourhood(document, runs[first:last], bits)
            first = last


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of a batch: quotation, first word in it, place, number of words, bits, source."""

    query: Places
    at: Places
    place: Places
    length: Places
    bits: NDArray[np.float64]
    document: Places

    def chosen(self, which: Places | NDArray[np.bool_]) -> "_Runs":
        return _Runs(
            self.query[which], self.at[which], self.place[which], self.length[which], self.bits[which],
            self.document[which],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Groups:
    """Neighbourhoods of a batch: quotation, first run, number of runs, bits of all and of the best run."""

    query: Places
    first: Places
    size: Places
    bits: NDArray[np.float64]
    best: NDArray[np.float64]

    def chosen(self, which: Places | NDArray[np.bool_]) -> "_Groups":
        return _Groups(
            self.query[which], self.first[which], self.size[which], self.bits[which], self.best[which]
        )


def neighbourhoods(index: WordIndex, batch: Batch, excluded: Places) -> list[Neighbourhoods]:
    """The likely places of each quotation of a batch.

    `excluded` holds `query * sources + source` for sources that a quotation must not be found in.
    """
    runs = _runs(index, batch, *shared_words(index, batch))
    if len(excluded):
        runs = runs.chosen(~np.isin(runs.query * (len(index.offsets) - 1) + runs.document, excluded))
    runs = runs.chosen(_in_order(runs))
    total = np.concatenate(([0.0], np.cumsum(batch.bits, dtype=np.float64)))
    whole = np.diff(total[batch.first])
    return _by_quotation(index, runs, _best(_groups(runs, whole), whole), len(whole))


def _runs(index: WordIndex, batch: Batch, word: Places, place: Places) -> _Runs:
    """Join neighbouring words on one diagonal; consecutive words make consecutive numbers."""
    longest = batch.longest
    position_bits = longest.bit_length()
    diagonal = place - batch.position[word] + longest
    diagonal_bits = int(diagonal.max(initial=0)).bit_length()
    packed = (batch.query[word] << diagonal_bits | diagonal) << position_bits | batch.position[word]
    packed.sort()
    packed = packed[np.append(True, packed[1:] != packed[:-1])[: len(packed)]]
    first = np.flatnonzero(np.append(True, packed[1:] != packed[:-1] + 1)[: len(packed)])
    length = np.diff(np.append(first, len(packed)))
    at = packed[first] & (1 << position_bits) - 1
    query = packed[first] >> position_bits + diagonal_bits
    start = (packed[first] >> position_bits & (1 << diagonal_bits) - 1) + at - longest
    total = np.concatenate(([0.0], np.cumsum(batch.bits, dtype=np.float64)))
    bits = total[batch.first[query] + at + length] - total[batch.first[query] + at]
    document = index.sources[start].astype(np.int64)
    return _Runs(query, at, start, np.minimum(length, index.offsets[document + 1] - start), bits, document)


def _in_order(runs: _Runs) -> Places:
    """The runs by quotation, place and first word."""
    place_bits, position_bits = (int(column.max(initial=0)).bit_length() for column in (runs.place, runs.at))
    return np.argsort((runs.query << place_bits | runs.place) << position_bits | runs.at)


def _groups(runs: _Runs, whole: NDArray[np.float64]) -> _Groups:
    """Cut the runs, sorted by quotation and place, into neighbourhoods.

    None has more bits than the `whole` quotation, however often its everyday words stand there.
    """
    apart = (runs.place[1:] - (runs.place + runs.length)[:-1] > _REACH) | (runs.query[1:] != runs.query[:-1])
    apart |= runs.document[1:] != runs.document[:-1]
    first = np.flatnonzero(np.append(True, apart)[: len(runs.query)])
    size = np.diff(np.append(first, len(runs.query)))
    bits = np.minimum(_reduced(np.add, runs.bits, first), whole[runs.query[first]])
    return _Groups(runs.query[first], first, size, bits, _reduced(np.maximum, runs.bits, first))


def _reduced(operation: np.ufunc, values: NDArray[np.float64], first: Places) -> NDArray[np.float64]:
    """One value for each stretch that begins at `first`, of which there may be none."""
    reduced: NDArray[np.float64] = operation.reduceat(values, first) if len(first) else values[:0]
    return reduced


def _best(groups: _Groups, whole: NDArray[np.float64]) -> _Groups:
    """The best of each quotation in order; where several have all its bits, the best single run decides."""
    begins = np.flatnonzero(np.append(True, groups.query[1:] != groups.query[:-1])[: len(groups.query)])
    most = np.repeat(_reduced(np.maximum, groups.bits, begins), np.diff(np.append(begins, len(groups.query))))
    groups = groups.chosen(groups.bits >= _WORTH * most)
    groups = groups.chosen(np.lexsort((groups.first, -groups.best, -groups.bits, groups.query)))
    rank = np.arange(len(groups.query)) - np.searchsorted(groups.query, groups.query)
    return groups.chosen(rank < np.where(groups.bits >= COPY * whole[groups.query], MOST_COPIES, _MOST))


def _by_quotation(index: WordIndex, runs: _Runs, groups: _Groups, count: int) -> list[Neighbourhoods]:
    """The neighbourhoods of each of so many quotations, as columns in the sources' own places."""
    owner, nth = numbered(groups.size)
    rows = groups.first[owner] + nth
    if groups.size.max(initial=0) > _MOST_RUNS:
        longest = np.lexsort((-runs.length[rows], owner))[nth < _MOST_RUNS]
        longest.sort()
        owner, rows = owner[longest], rows[longest]
    documents, size = runs.document[groups.first], np.bincount(owner, minlength=len(groups.query))
    columns = np.stack(
        (runs.at[rows], runs.place[rows] - index.offsets[documents[owner]], runs.length[rows]), 1
    )
    cuts = np.searchsorted(groups.query, np.arange(count + 1))
    row_cuts = np.append(0, np.cumsum(size))[cuts]
    return [
        Neighbourhoods(documents[first:last], groups.bits[first:last], size[first:last], columns[start:end])
        for (first, last), (start, end) in zip(
            pairwise(cuts.tolist()), pairwise(row_cuts.tolist()), strict=True
        )
    ]
