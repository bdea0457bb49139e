"""Where in the sources a quotation may come from: places where many of its rare words stand together.

Shared words on one diagonal (the same distance between quotation and source) make a run; runs close
together in one source make a neighbourhood. Those with most bits are aligned afterwards.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.matching.chaining import Run
from audit.matching.seeds import Batch, shared_words
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


def neighbourhoods(index: WordIndex, batch: Batch, excluded: Places) -> list[list[Neighbourhood]]:
    """The likely places of each quotation of a batch, best first.

    `excluded` holds `query * sources + source` for sources that a quotation must not be found in.
    """
    found: list[list[Neighbourhood]] = [[] for _ in range(len(batch.first) - 1)]
    if not len(batch.keys) or not len(index.keys):
        return found
    runs = _runs(index, batch, *shared_words(index, batch))
    if len(excluded):
        runs = runs.chosen(~np.isin(runs.query * (len(index.offsets) - 1) + runs.document, excluded))
    runs = runs.chosen(np.lexsort((runs.at, runs.place, runs.query)))
    if len(runs.query):
        total = np.concatenate(([0.0], np.cumsum(batch.bits, dtype=np.float64)))
        _collect(runs, np.diff(total[batch.first]), found)
    return found


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
    document = np.searchsorted(index.offsets, start, side="right") - 1
    return _Runs(query, at, start, np.minimum(length, index.offsets[document + 1] - start), bits, document)


def _collect(runs: _Runs, whole: NDArray[np.float64], found: list[list[Neighbourhood]]) -> None:
    """Cut the runs, sorted by quotation and place, into neighbourhoods; keep each quotation's best.

    No neighbourhood has more bits than the `whole` quotation, however often its everyday words stand
    there; of several that have all of them the one with the best single run goes first.
    """
    apart = (runs.place[1:] - (runs.place + runs.length)[:-1] > _REACH) | (runs.query[1:] != runs.query[:-1])
    apart |= runs.document[1:] != runs.document[:-1]
    first = np.concatenate(([0], np.flatnonzero(apart) + 1))
    last = np.append(first[1:], len(runs.query))
    query, document = runs.query[first], runs.document[first]
    bits = np.minimum(np.add.reduceat(runs.bits, first), whole[query])
    order = np.lexsort((first, -np.maximum.reduceat(runs.bits, first), -bits, query))
    ranked, owner = bits[order], query[order]
    leader = np.searchsorted(owner, owner)
    most = np.where(ranked >= COPY * whole[owner], MOST_COPIES, _MOST)
    kept = (np.arange(len(order)) - leader < most) & (ranked >= _WORTH * ranked[leader])
    for group in order[kept].tolist():
        rows = _longest(runs, np.arange(first[group], last[group]))
        columns = (runs.at[rows].tolist(), runs.place[rows].tolist(), runs.length[rows].tolist())
        near = Neighbourhood(int(document[group]), list(zip(*columns, strict=True)), float(bits[group]))
        found[query[group]].append(near)


def _longest(runs: _Runs, rows: Places) -> Places:
    if len(rows) <= _MOST_RUNS:
        return rows
    return np.sort(rows[np.argsort(-runs.length[rows], kind="stable")[:_MOST_RUNS]])
