"""Every word of every source, and where each word, pair and triple of words stands.

One sorted array answers for all three: a number holds the hashes of the three words that start at
a place, most telling bits first, and the place itself in its lowest bits. The places of a pair
are a range of it, as those of its first word are. Hashes are short, so whoever follows a range
compares the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from audit.text.words import Keys, Words, words

Places = NDArray[np.int64]
Sorted = NDArray[np.uint64]


@dataclass(frozen=True)
class Source:
    """The words of one source by themselves; a place in it is a word's number, from 0.

    `starts` and `ends` are code points of its `text`.
    """

    id: str
    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    keys: Keys

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def digest(self) -> bytes:
        """A hash of its name and its text."""
        name = sha256(self.id.encode("utf-8", "surrogatepass")).digest()
        return sha256(name + self.text.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of all sources in one row: source `d` has the words `offsets[d]` to `offsets[d + 1]`.

    `sources` tells whose each word is: a look-up is twenty times quicker than a search in `offsets`.
    `starts` and `ends` are code points of the source's own text. `widths` are the bits that the
    first, second and third word and the place have in `triples`.
    """

    offsets: Places
    sources: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    keys: Keys
    triples: Sorted
    widths: tuple[int, int, int, int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "WordIndex":
        """Index `texts`, in their order."""
        rows = [words(text) for text in texts]
        offsets = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64)))
        starts, ends, keys = _joined(rows)
        del rows
        sources = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(offsets))
        widths = _widths(len(keys))
        return cls(offsets, sources, starts, ends, keys, _sorted_triples(keys, offsets, widths), widths)

    def ranges(self, hashes: tuple[Sorted, ...]) -> tuple[Places, Places]:
        """Where in `triples` the places begin and end that share the first one, two or three words.

        `hashes` are those of `word_hashes`, one array for each word.
        """
        shift = 64 - sum(self.widths[: len(hashes)])
        prefix = np.zeros(len(hashes[0]), dtype=np.uint64)
        for width, part in zip(self.widths, hashes, strict=False):
            prefix = prefix << np.uint64(width) | part
        order = np.argsort(prefix)  # needles in order keep the search within the cache
        first = prefix[order] << np.uint64(shift)
        low, high = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
        low[order] = np.searchsorted(self.triples, first)
        high[order] = np.searchsorted(self.triples, first | np.uint64((1 << shift) - 1), side="right")
        return low, high

    def word_hashes(self, keys: Keys) -> tuple[Sorted, Sorted, Sorted]:
        """Each word's hash as the first, second and third word of a triple; that of no word is 0."""
        first, second, third = (_hash(keys, width) for width in self.widths[:3])
        return first, second, third

    def places(self, ranks: Places) -> Places:
        """The places that stand at `ranks` of `triples`."""
        return (self.triples[ranks] & np.uint64((1 << self.widths[3]) - 1)).astype(np.int64)

    def source(self, number: int, name: str, text: str) -> Source:
        """The source `number` by itself, called `name`."""
        own = slice(int(self.offsets[number]), int(self.offsets[number + 1]))
        return Source(name, text, self.starts[own], self.ends[own], self.keys[own])


def _widths(size: int) -> tuple[int, int, int, int]:
    """Bits for three words and a place: half of what the place leaves goes to the first word."""
    place = max(size.bit_length(), 16)
    first = (64 - place) // 2
    second = (64 - place - first + 1) // 2
    return first, second, 64 - place - first - second, place


def _hash(keys: Keys, width: int) -> Sorted:
    return (keys >> np.uint32(32 - width)).astype(np.uint64)


def _joined(rows: list[Words]) -> tuple[NDArray[np.int32], NDArray[np.int32], Keys]:
    if not rows:
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint32)
    starts = np.concatenate([row.starts for row in rows])
    ends = np.concatenate([row.ends for row in rows])
    return starts, ends, np.concatenate([row.keys for row in rows])


def _sorted_triples(keys: Keys, offsets: Places, widths: tuple[int, int, int, int]) -> Sorted:
    """One number a place; behind a source's end there is no word."""
    first, second, third, place = widths
    size = len(keys)
    last = offsets[1:][np.diff(offsets) > 0] - 1
    triples = np.arange(size, dtype=np.uint64)
    triples |= _hash(keys, first) << np.uint64(64 - first)
    for distance, width, shift in ((1, second, third + place), (2, third, place)):
        following = np.zeros(size, dtype=np.uint64)
        following[: size - distance] = _hash(keys[distance:], width)
        for behind in range(distance):
            following[np.maximum(last - behind, 0)] = 0
        triples |= following << np.uint64(shift)
    triples.sort()
    return triples
