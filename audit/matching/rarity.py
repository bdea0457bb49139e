"""How many bits of evidence a shared word is that one text comes from another."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from audit.text.words import Keys, words

Bits = NDArray[np.float32]


@cache
def _everyday_bits() -> tuple[Keys, Bits, float]:
    """Keys of the listed words in order, the bits of each, and the most that another word is worth."""
    data = tomllib.loads(files("audit.matching").joinpath("common_words.toml").read_text("utf-8"))
    by_key: dict[int, float] = {}
    for tier in data["tier"]:
        for key in words(tier["words"]).keys.tolist():
            by_key.setdefault(key, tier["bits"])
    keys = np.array(sorted(by_key), dtype=np.uint32)
    return keys, np.array([by_key[key] for key in keys.tolist()], dtype=np.float32), data["unlisted"]


def bits_of(keys: Keys, counts: NDArray[np.int64], total: int) -> Bits:
    """Bits of each word: how rare it is among `total` words, and never rarer than in everyday English."""
    listed, bits, unlisted = _everyday_bits()
    places = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    everyday = np.where(listed[places] == keys, bits[places], unlisted)
    here = np.log2(max(total, 2) / np.maximum(counts, 1))
    return np.minimum(here, everyday).astype(np.float32)
