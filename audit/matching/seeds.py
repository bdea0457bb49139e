"""Where in the sources a quotation may come from: rare words, pairs and triples that both share.

Everything is done for a batch of quotations at once, on arrays. Shared words on one diagonal (the
same distance between quotation and source) make a run; runs close together in one source make a
neighbourhood, and the neighbourhoods with most evidence are aligned word by word afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.matching.chaining import Run
from audit.matching.quoted import Quoted
from audit.matching.rarity import Bits, bits_behind, bits_of
from audit.matching.word_index import Places, WordIndex
from audit.text.words import Keys


# Places followed for a quotation: more finds more of what noise has left of it, and costs time.
# 200 and 6 lost one in a hundred damaged quotations in 50 MB; 1,600 and 40 found no more.
_BUDGET = 400
_BUDGET_A_WORD = 12
_LONG = 1_000
_BUDGET_A_WORD_OF_A_LONG_ONE = 2
# Runs of a neighbourhood that are chained, the longest: a book quoted in another has hundreds of thousands.
_MOST_RUNS = 2_000
# Words between two runs of one neighbourhood: an omission of two or three sentences fits in.
_REACH = 60
_NEIGHBOURHOODS = 10


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Runs of words close together in one source, and the bits they share with the quotation."""

    document: int
    runs: list[Run]
    bits: float


@dataclass(frozen=True, slots=True)
class Batch:
    """The words of several quotations in one row.

    `bits` is what each word tells, `behind` what it tells where the word before it is shared, too.
    """

    query: NDArray[np.int64]
    position: NDArray[np.int64]
    keys: Keys
    bits: Bits
    behind: Bits
    first: Places

    @property
    def longest(self) -> int:
        """Words of the longest quotation."""
        return int(self.position.max()) + 1


def batch_of(index: WordIndex, quotations: Sequence[Quoted]) -> Batch:
    """Put quotations in one row and look up how rare their words are."""
    lengths = np.array([len(quoted.keys) for quoted in quotations], dtype=np.int64)
    first = np.concatenate(([0], np.cumsum(lengths)))
    keys = np.concatenate([quoted.keys for quoted in quotations]).astype(np.uint32)
    query = np.repeat(np.arange(len(quotations)), lengths)
    position = np.arange(len(keys)) - first[query]
    hashes = index.word_hashes(keys)
    low, high = index.ranges(hashes[:1])
    bits = bits_of(keys, high - low, len(index.keys))
    pair_low, pair_high = index.ranges((hashes[0][:-1], hashes[1][1:]))
    pairs = np.concatenate(([0], pair_high - pair_low)) if len(keys) else high
    return Batch(query, position, keys, bits, bits_behind(bits, high - low, pairs), first)


def neighbourhoods(index: WordIndex, batch: Batch, excluded: NDArray[np.int64]) -> list[list[Neighbourhood]]:
    """The likely places of each quotation of a batch, best first.

    `excluded` holds `query * sources + source` for sources that a quotation must not be found in.
    """
    found: list[list[Neighbourhood]] = [[] for _ in range(len(batch.first) - 1)]
    if not len(batch.keys) or not len(index.keys):
        return found
    word, place = _shared_words(index, batch)
    query, at, start, length, bits = _runs(batch, word, place)
    document = np.searchsorted(index.offsets, start, side="right") - 1
    length = np.minimum(length, index.offsets[document + 1] - start)
    if len(excluded):
        allowed = ~np.isin(query * (len(index.offsets) - 1) + document, excluded)
        query, at, start, length, bits, document = (
            column[allowed] for column in (query, at, start, length, bits, document)
        )
    order = np.lexsort((at, start, query))
    query, at, start, length, bits, document = (
        column[order] for column in (query, at, start, length, bits, document)
    )
    _collect(found, query, at, start, length, bits, document)
    return found


def _shared_words(index: WordIndex, batch: Batch) -> tuple[Places, Places]:
    """Pairs of a word of the batch and a place of the sources, from the rarest seeds within budget."""
    low, count, word, size = _seeds(index, batch)
    order = np.lexsort((word, count, batch.query[word]))
    low, count, word, size = low[order], count[order], word[order], size[order]
    affordable = _within_budget(batch, count, batch.query[word])
    low, count, word, size = low[affordable], count[affordable], word[affordable], size[affordable]
    rank = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    places = index.places(np.repeat(low, count) + rank)
    seed_word, seed_size = np.repeat(word, count), np.repeat(size, count)
    words, spots = [seed_word], [places]
    for step in (1, 2):
        longer = seed_size > step
        words.append(seed_word[longer] + step)
        spots.append(places[longer] + step)
    flat_words, flat_places = np.concatenate(words), np.concatenate(spots)
    flat_places = np.minimum(flat_places, len(index.keys) - 1)
    same = index.keys[flat_places] == batch.keys[flat_words]
    return flat_words[same], flat_places[same]


def _seeds(index: WordIndex, batch: Batch) -> tuple[Places, Places, Places, Places]:
    """Of every word, pair and triple of the batch: rank of its first place, places, word, size."""
    hashes = index.word_hashes(batch.keys)
    size = len(batch.keys)
    word = np.arange(size)
    columns: list[tuple[Places, Places, Places, Places]] = []
    for length in (1, 2, 3):
        whole = word[: size - length + 1]
        whole = whole[batch.query[whole] == batch.query[whole + length - 1]]
        low, high = index.ranges(tuple(hashes[step][whole + step] for step in range(length)))
        there = high > low
        columns.append((low[there], (high - low)[there], whole[there], np.full(int(there.sum()), length)))
    low, count, words, sizes = (np.concatenate(column) for column in zip(*columns, strict=True))
    return low, count, words, sizes


def _within_budget(batch: Batch, count: Places, query: Places) -> NDArray[np.bool_]:
    """Which seeds a quotation can pay for; seeds come by quotation, the rarest first."""
    spent = np.cumsum(count)
    firsts = np.searchsorted(query, np.arange(len(batch.first) - 1))
    before = np.concatenate(([0], spent))[firsts]
    size = np.diff(batch.first)
    budget = _BUDGET + _BUDGET_A_WORD * np.minimum(size, _LONG) + _BUDGET_A_WORD_OF_A_LONG_ONE * size
    return spent - before[query] <= budget[query]


def _runs(batch: Batch, word: Places, place: Places) -> tuple[NDArray[np.int64], ...]:
    """Join neighbouring words on one diagonal: query, word in the quotation, place, words, bits."""
    longest = batch.longest
    position_bits = longest.bit_length()
    diagonal = place - batch.position[word] + longest
    diagonal_bits = int(diagonal.max(initial=0)).bit_length()
    packed = (batch.query[word] << diagonal_bits | diagonal) << position_bits | batch.position[word]
    packed.sort()
    fresh = np.concatenate((packed[:1] == packed[:1], packed[1:] != packed[:-1]))
    packed = packed[fresh]
    breaks = np.concatenate((packed[:1] == packed[:1], packed[1:] != packed[:-1] + 1))
    first = np.flatnonzero(breaks)
    length = np.diff(np.concatenate((first, [len(packed)])))
    at = packed[first] & (1 << position_bits) - 1
    diagonal = packed[first] >> position_bits & (1 << diagonal_bits) - 1
    query = packed[first] >> position_bits + diagonal_bits
    total = np.concatenate(([0.0], np.cumsum(batch.bits, dtype=np.float64)))
    flat = batch.first[query] + at
    return query, at, diagonal + at - longest, length, total[flat + length] - total[flat]


def _collect(
    found: list[list[Neighbourhood]], query: Places, at: Places, start: Places, length: Places,
    bits: NDArray[np.float64], document: Places,
) -> None:  # fmt: skip
    """Cut the runs, sorted by quotation and place, into neighbourhoods and keep the best of each."""
    if not len(query):
        return
    apart = (start[1:] - (start + length)[:-1] > _REACH) | (query[1:] != query[:-1])
    apart |= document[1:] != document[:-1]
    first = np.concatenate(([0], np.flatnonzero(apart) + 1))
    last = np.concatenate((first[1:], [len(query)]))
    score = np.add.reduceat(bits, first)
    order = np.lexsort((first, -score, query[first]))
    rank = np.arange(len(order)) - np.searchsorted(query[first][order], query[first][order])
    for group in order[rank < _NEIGHBOURHOODS].tolist():
        rows = np.arange(first[group], last[group])
        if len(rows) > _MOST_RUNS:
            rows = np.sort(rows[np.argsort(-length[rows], kind="stable")[:_MOST_RUNS]])
        runs = list(zip(at[rows].tolist(), start[rows].tolist(), length[rows].tolist(), strict=True))
        found[query[first[group]]].append(
            Neighbourhood(int(document[first[group]]), runs, float(score[group]))
        )
