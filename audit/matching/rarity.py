"""How many bits of evidence a shared word is that one text comes from another."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from audit.text.everyday import everyday_words, most_bits
from audit.text.words import Keys, words

Bits = NDArray[np.float32]

# A folder of two pages is still written in a language: its own words count beside so many of everyday
# English. Fewer make every word of a small folder common, more make its own vocabulary rare.
EVERYDAY = 30_000
# Of a pair seen only at the place in question nothing says whether it is a phrase; words of
# a sentence always come together a little.
_IN_A_PHRASE = 0.85
# What many documents quote looks like a phrase of the language: a word never tells less than this share.
_AT_LEAST = 0.5


@cache
def _everyday_bits() -> tuple[Keys, Bits]:
    """Keys of the everyday words in order, and the bits of each."""
    by_key: dict[int, float] = {}
    for word, bits in everyday_words().items():
        by_key.setdefault(int(words(word).keys[0]), bits)
    keys = np.array(sorted(by_key), dtype=np.uint32)
    return keys, np.array([by_key[key] for key in keys.tolist()], dtype=np.float32)


def bits_of(keys: Keys, counts: NDArray[np.int64], total: int) -> Bits:
    """Bits of each word: how rare it is among the `total` words of the sources and some everyday English."""
    listed, bits = _everyday_bits()
    places = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    everyday = np.where(listed[places] == keys, bits[places], most_bits())
    share = (np.maximum(counts, 1) + EVERYDAY * np.exp2(-everyday)) / (total + EVERYDAY)
    bits_here: Bits = np.minimum(-np.log2(share), most_bits()).astype(np.float32)
    return bits_here


def bits_behind(bits: Bits, counts: NDArray[np.int64], pairs: NDArray[np.int64]) -> Bits:
    """Bits of each word where the word before it is shared already.

    `pairs` counts how often the sources have the word right behind the one before it: a word that
    often follows ("as possible") tells less. The first word has no word before it.
    """
    before = np.concatenate((counts[:1], counts[:-1]))
    usual = np.log2((before + 1) / np.maximum(pairs, 1))
    phrase = np.where(pairs > 1, np.clip(usual, _AT_LEAST * bits, bits), bits)
    return (phrase * _IN_A_PHRASE).astype(np.float32)
