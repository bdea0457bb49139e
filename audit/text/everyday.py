"""The everyday words of English, and how little each of them tells."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def everyday_words() -> dict[str, float]:
    """Bits of each listed word: about log2 of one in how many words of prose it is."""
    by_word: dict[str, float] = {}
    for tier in _data()["tier"]:
        for word in tier["words"].split():
            by_word.setdefault(word, tier["bits"])
    return by_word


def most_bits() -> float:
    """What a word that is not listed may tell at most."""
    return float(_data()["unlisted"])


@cache
def _data() -> dict:  # type: ignore[type-arg]
    return tomllib.loads(files("audit.text").joinpath("everyday_words.toml").read_text("utf-8"))
