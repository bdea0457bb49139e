"""The numbers that a stretch of words says, and the signs that belong to them."""

import re
from collections import Counter
from decimal import Decimal

from audit.text.numbers import lexicon, ordinal_value, read_number

_POINTS = re.compile(r"percentage[\s-]points?|\bpp\b", re.IGNORECASE)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_UNIT_WORDS = {
    "percent": "percent", "cent": "percent", "dollar": "dollar", "dollars": "dollar", "euro": "euro",
    "euros": "euro", "pound": "pound", "pounds": "pound", "yen": "yen", "percentagepoint": "percentage point",
}  # fmt: skip
_UNCERTAIN = frozenset({"one", "second", "half", "quarter", "a", "an", "point"})
_LONGEST = 2_000


def numbers_said(text: str) -> list[tuple[Decimal, str]]:
    """Each number that `text` says, with its words."""
    tokens = [token.casefold() for token in _TOKEN.findall(text[:_LONGEST])]
    found: list[tuple[Decimal, str]] = []
    at = 0
    while at < len(tokens):
        reading = read_number(tokens, at) if _may_begin(tokens[at]) else None
        if reading is None:
            ordinal = ordinal_value(tokens[at])
            reading = (Decimal(ordinal), at + 1) if ordinal is not None else None
        if reading is None or reading[1] <= at:
            at += 1
            continue
        found.append((reading[0], " ".join(tokens[at : reading[1]])))
        at = reading[1]
    return found


def _may_begin(token: str) -> bool:
    words = lexicon()
    return (
        token[0].isdecimal()
        or token in words.starters
        or token in words.denominators
        or token in words.groups
    )


def is_uncertain(words: str) -> bool:
    """True for number words that are often none: "one", "second", "half"."""
    return words in _UNCERTAIN


def units_said(text: str) -> Counter[str]:
    """Currency and percent signs and the words for them, as one; percentage points are no percent."""
    tokens = _TOKEN.findall(_POINTS.sub("percentagepoint", text[:_LONGEST]))
    found = [_SIGNS.get(token) or _UNIT_WORDS.get(token.casefold()) for token in tokens]
    return Counter(unit for unit in found if unit)


def is_sign(text: str) -> bool:
    """True for a stretch that holds no letter and no digit, only a figure's sign."""
    stripped = text.strip()
    return bool(stripped) and not any(character.isalnum() for character in stripped)
