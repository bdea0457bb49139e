"""How many bits of evidence a shared word is that one text comes from another."""

from functools import cache
from math import log2

import numpy as np
from numpy.typing import NDArray

from audit.text.everyday import everyday_words, most_bits
from audit.text.words import Keys, words

Bits = NDArray[np.float32]
Copies = tuple[NDArray[np.int64], NDArray[np.int64]]

# A folder of two pages is still written in a language: its own words count beside so many of everyday
# English. Fewer make every word of a small folder common, more make its own vocabulary rare.
EVERYDAY = 30_000
# Of a pair seen only at the place in question nothing says whether it is a phrase; words of
# a sentence always come together a little.
_IN_A_PHRASE = 0.85
# A phrase of the language tells something still: a word never less than this share.
_AT_LEAST = 0.5
# Places that have so many words of a quotation in a row repeat it, or it them: fewer take phrases for
# copies ("in spite of the fact that"), more overlook copies where every few words something is changed.
_COPIED = 8
_TRIPLE = 3


# Bits are counted in steps: one document more or less changes the bits of few words, so that what was found
# with them is found again. Steps of half a bit cost no quotation of two thousand its place, whole bits one.
# The size of the folder is in every word's: finer steps keep its error from adding up.
_STEP = 0.5
_STEPS_OF_SIZE = 8
_LARGEST = 64
_EDGES = np.exp2((np.arange(_LARGEST / _STEP) + 0.5) * _STEP)


def _in_steps(numbers: NDArray[np.float64]) -> Bits:
    """log2 of numbers of one or more, to the nearest step."""
    steps: Bits = (np.searchsorted(_EDGES, numbers) * _STEP).astype(np.float32)
    return steps


def bits_among(total: int) -> float:
    """Bits that tell one place among the `total` words of the sources and some everyday English."""
    return round(log2(total + EVERYDAY) * _STEPS_OF_SIZE) / _STEPS_OF_SIZE


@cache
def _everyday_counts() -> tuple[Keys, NDArray[np.float64], float]:
    """Keys of the everyday words in order, how often everyday English has each, and any other word."""
    by_key: dict[int, float] = {}
    listed = words("\n".join(everyday_words())).keys.tolist()
    for key, bits in zip(listed, everyday_words().values(), strict=True):
        by_key.setdefault(key, EVERYDAY * 2.0**-bits)
    keys = np.array(sorted(by_key), dtype=np.uint32)
    return keys, np.array([by_key[key] for key in keys.tolist()]), EVERYDAY * 2.0 ** -most_bits()


def bits_of(keys: Keys, counts: NDArray[np.int64], total: int) -> Bits:
    """Bits of each word: how rare it is among the `total` words of the sources and some everyday English."""
    listed, usual, unlisted = _everyday_counts()
    places = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    everyday = np.where(listed[places] == keys, usual[places], unlisted)
    rare = bits_among(total) - _in_steps(np.maximum(counts, 1) + everyday)
    bits_here: Bits = np.minimum(rare, most_bits()).astype(np.float32)
    return bits_here


def bits_behind(bits: Bits, counts: NDArray[np.int64], pairs: NDArray[np.int64]) -> Bits:
    """Bits of each word where the word before it is shared already.

    `pairs` counts how often the sources have the word right behind the one before it: a word that
    often follows ("as possible") tells less. The first word has no word before it.
    """
    before = np.concatenate((counts[:1], counts[:-1]))
    usual = _in_steps((before + 1) / np.maximum(pairs, 1))
    phrase = np.where(pairs > 1, np.clip(usual, _AT_LEAST * bits, bits), bits)
    return (phrase * _IN_A_PHRASE).astype(np.float32)


def further_copies(
    triples: NDArray[np.int64], position: NDArray[np.int64], left: NDArray[np.int64]
) -> Copies:
    """How many places but one repeat the quotation around each word, and around it and the one before.

    A passage that ten papers print is no phrase of the language. `triples` counts the places of the three
    words that begin at each word, `position` is a word's number in its quotation, and `left` how many
    words that has from there on. Words in a row are `_COPIED`, or all of a shorter quotation.
    """
    begins = (left >= _COPIED) | ((position == 0) & (left >= _TRIPLE))
    rows = np.where(begins, triples, 1)
    for step in range(1, _COPIED - _TRIPLE + 1):
        inside = left >= step + _TRIPLE
        rows[inside] = np.minimum(rows[inside], triples[np.flatnonzero(inside) + step])
    around = _most_before(rows, position, range(_COPIED))
    with_before = _most_before(rows, position, range(1, _COPIED))
    return np.maximum(around - 1, 0), np.maximum(with_before - 1, 0)


def _most_before(rows: NDArray[np.int64], position: NDArray[np.int64], steps: range) -> NDArray[np.int64]:
    """The most that any of the words so many steps before has, in the same quotation; at least 1."""
    most = np.ones_like(rows)
    for step in steps:
        inside = np.flatnonzero(position >= step)
        most[inside] = np.maximum(most[inside], rows[inside - step])
    return most
