"""Seeds: rare words, pairs and triples of words that quotations share with the sources.

Everything is done for a batch of quotations at once, on arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.matching.quoted import Quoted
from audit.matching.rarity import Bits, bits_behind, bits_of, further_copies
from audit.matching.word_index import Places, WordIndex
from audit.text.words import Keys

# Places followed for a quotation, and more for each of its words: more finds more of what noise has left
# of it, and costs time. A third more found one in a hundred more of the worst damaged in 50 MB, none of
# the others, and took a tenth more time.
_BUDGET = 300
_BUDGET_A_WORD = 8
_LONG = 1_000
_BUDGET_A_WORD_OF_A_LONG_ONE = 2
_SEED_SIZES = (1, 2, 3)
# Words with more places than this are common with or without those of the quotation's own document.
_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Batch:
    """The words of several quotations in one row; quotation `q` begins at word `first[q]`.

    `bits` is what each word tells, `behind` what it tells where the word before it is shared, too;
    `ranges` are the index's for the one, two and three words that begin at each.
    """

    query: Places
    position: Places
    keys: Keys
    bits: Bits
    behind: Bits
    first: Places
    ranges: tuple[tuple[Places, Places], ...]

    @property
    def longest(self) -> int:
        """Words of the longest quotation."""
        return int(self.position.max(initial=0)) + 1


@dataclass(frozen=True, slots=True)
class _Seeds:
    """Seeds by rank of their first place in the index, number of places, word of the batch and size."""

    rank: Places
    count: Places
    word: Places
    size: Places

    def chosen(self, which: Places | NDArray[np.bool_]) -> "_Seeds":
        return _Seeds(self.rank[which], self.count[which], self.word[which], self.size[which])


def batch_of(index: WordIndex, quotations: Sequence[Quoted], excluded: Places) -> Batch:
    """Put quotations in one row and look up how rare their words are.

    `excluded` holds `query * sources + source` for sources that a quotation must not be found in: what
    stands there, often the quotation itself, makes no word common.
    """
    lengths = np.array([len(quoted.keys) for quoted in quotations], dtype=np.int64)
    first = np.concatenate(([0], np.cumsum(lengths)))
    keys = np.concatenate([quoted.keys for quoted in quotations]).astype(np.uint32)
    query = np.repeat(np.arange(len(quotations)), lengths)
    position = np.arange(len(keys)) - first[query]
    ranges = tuple(_ranges(index, keys, query, size) for size in _SEED_SIZES)
    counts, pairs, triples = (_elsewhere(index, query, *found, excluded) for found in ranges)
    copied, copied_with_before = further_copies(triples, position, lengths[query] - position)
    counts = np.maximum(counts - copied, 0)
    bits = bits_of(keys, counts, len(index.keys))
    behind = bits_behind(bits, counts, np.concatenate(([0], pairs[:-1])) - copied_with_before)
    return Batch(query, position, keys, bits, behind, first, ranges)


def _elsewhere(index: WordIndex, query: Places, low: Places, high: Places, excluded: Places) -> Places:
    """How many places each range has outside the sources that its quotation must not be found in."""
    counts = high - low
    if not len(excluded):
        return counts
    few = counts * (counts <= _COUNTED)
    document = index.sources[index.places(_spread(low, few))]
    sources = len(index.offsets) - 1
    left_out = np.isin(np.repeat(query * sources, few) + document, excluded)
    so_far, last = np.concatenate(([0], np.cumsum(left_out))), np.cumsum(few)
    own: Places = so_far[last] - so_far[last - few]
    return counts - own


def _spread(first: Places, counts: Places) -> Places:
    """So many consecutive numbers from each of the first ones on."""
    last = np.cumsum(counts)
    return np.repeat(first - (last - counts), counts) + np.arange(last[-1] if len(last) else 0)


def numbered(counts: Places) -> tuple[Places, Places]:
    """For each thing counted, which count it is of, and its number in that."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


def _ranges(index: WordIndex, keys: Keys, query: Places, size: int) -> tuple[Places, Places]:
    """For each word the ranks of the places that share it and the next ones; none across two quotations."""
    whole = np.arange(max(0, len(keys) - size + 1))
    whole = whole[query[whole] == query[whole + size - 1]]
    hashes = index.word_hashes(keys)
    low, high = np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.int64)
    low[whole], high[whole] = index.ranges(tuple(hashes[step][whole + step] for step in range(size)))
    return low, high


def shared_words(index: WordIndex, batch: Batch) -> tuple[Places, Places]:
    """Pairs of a word of the batch and a place of the sources, from the rarest seeds within budget."""
    seeds = _affordable(batch, _seeds(batch))
    places = index.places(_spread(seeds.rank, seeds.count))
    words, sizes = np.repeat(seeds.word, seeds.count), np.repeat(seeds.size, seeds.count)
    steps = [(words[sizes > step] + step, places[sizes > step] + step) for step in range(len(_SEED_SIZES))]
    words, places = (np.concatenate(column) for column in zip(*steps, strict=True))
    places = np.minimum(places, len(index.keys) - 1)
    same = index.keys[places] == batch.keys[words]
    return words[same], places[same]


def _seeds(batch: Batch) -> _Seeds:
    """Every word, pair and triple of the batch that the sources have."""
    columns = []
    for size, (low, high) in zip(_SEED_SIZES, batch.ranges, strict=True):
        word = np.flatnonzero(high > low)
        columns.append((low[word], (high - low)[word], word, np.full(len(word), size)))
    return _Seeds(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def _affordable(batch: Batch, seeds: _Seeds) -> _Seeds:
    """The rarest seeds of each quotation, as many as its budget pays for."""
    seeds = seeds.chosen(np.lexsort((seeds.word, seeds.count, batch.query[seeds.word])))
    query = batch.query[seeds.word]
    spent = np.cumsum(seeds.count)
    before = np.concatenate(([0], spent))[np.searchsorted(query, np.arange(len(batch.first) - 1))]
    size = np.diff(batch.first)
    budget = _BUDGET + _BUDGET_A_WORD * np.minimum(size, _LONG) + _BUDGET_A_WORD_OF_A_LONG_ONE * size
    affordable: NDArray[np.bool_] = spent - before[query] <= budget[query]
    return seeds.chosen(affordable)
