"""The words of a text by position, each with a key that is the same for words that fold alike.

A word is a run of letters and digits; an apostrophe inside it belongs to it. A figure keeps its
point ("10.0" is not "100"), its fraction and its exponent ("2½", "10²"); commas between thousands
are not part of its key. Currency and percent signs, a minus before a figure, the accountant's
parentheses around an amount and each character of a script without spaces are words of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.text.folding import CharacterClass, Folded, Positions, fold

Keys = NDArray[np.uint32]
Mask = NDArray[np.bool_]

# A word's key is a polynomial of its folded code points modulo 2**64, mixed and cut to 32 bits: two
# given words share one by chance once in four thousand million. Whoever calls words the same
# for good compares the letters. Letters of a word beyond the longest share one power.
_MULTIPLIER = 0x9E3779B97F4A7C15
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_LONGEST = 64
_POWERS = np.array([pow(_MULTIPLIER, power + 1, 1 << 64) for power in range(_LONGEST)], dtype=np.uint64)
NO_WORD = 0
# Characters of an exponent behind its first ("10²³").
_MORE_CHARACTERS = 2

# Arrays of a text are some forty times its size while it is cut: long texts are cut in pieces.
_PIECE = 1 << 20

_AMOUNT_IN_PARENTHESES = re.compile(
    r"\((?:[$€£¥]\s?\d[\d.,]{0,20}(?:\s?[a-z]{1,8})?|\d[\d.,]{0,20}\s?%)\)"
)  # begins with a plain character, which the scanner finds an order of magnitude faster


@dataclass(frozen=True, slots=True)
class Words:
    """Half-open spans of words in the text, in order, and their keys."""

    starts: Positions
    ends: Positions
    keys: Keys

    def __len__(self) -> int:
        return len(self.starts)


def words(text: str) -> Words:
    """The words of `text`."""
    if len(text) <= _PIECE:
        return _words(text)
    found = [_words(text[start:end], start) for start, end in _pieces(text)]
    return Words(
        np.concatenate([piece.starts for piece in found]),
        np.concatenate([piece.ends for piece in found]),
        np.concatenate([piece.keys for piece in found]),
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Consecutive spans of about `_PIECE` characters that end where a paragraph or a word ends."""
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            gap = max(text.rfind("\n\n", start, end), text.rfind(" ", start, end))
            end = gap + 1 if gap > start else end
        yield start, end
        start = end


def _words(text: str, offset: int = 0) -> Words:
    folded = _without_inner_brackets(fold(text))
    amounts = _amount_marks(text, folded)
    inside, alone = _word_characters(folded, amounts)
    begins, finishes = _edges(inside, alone)
    if not len(begins):
        empty = np.zeros(0, dtype=np.int32)
        return Words(empty, empty, np.zeros(0, dtype=np.uint32))
    keys = _keys(folded, inside, begins, finishes)
    return Words(folded.origin[begins] + offset, folded.origin[finishes] + (offset + 1), keys)


def _without_inner_brackets(folded: Folded) -> Folded:
    """`[T]he` and `want[ed]` are one word each; so is `U.S.`, with or without its points."""
    classes = folded.classes
    letter = classes == CharacterClass.LETTER
    dropped = (classes == CharacterClass.BRACKET) & _after(letter) & _before(letter)
    point = (classes == CharacterClass.POINT) & _after(letter) & _before(letter)
    if point.any():
        lone = letter & ~_after(letter) & ~_before(letter)
        dropped |= point & _after(lone) & _before(lone)
    if not dropped.any():
        return folded
    kept = ~dropped
    return Folded(folded.codes[kept], classes[kept], folded.origin[kept])


def _amount_marks(text: str, folded: Folded) -> Mask:
    """The parentheses of `($10.0 million)`, which accounts read as a minus."""
    marks = np.zeros(len(folded.codes), dtype=np.bool_)
    for found in _AMOUNT_IN_PARENTHESES.finditer(text):
        marks[np.searchsorted(folded.origin, (found.start(), found.end() - 1))] = True
    return marks


def _word_characters(folded: Folded, amounts: Mask) -> tuple[Mask, Mask]:
    """Which characters belong to words, and which of them are words alone."""
    classes = folded.classes
    letter, digit = classes == CharacterClass.LETTER, classes == CharacterClass.DIGIT
    of_figure = _fractions_and_exponents(classes, digit)
    inside = letter | digit | of_figure
    symbol = (classes == CharacterClass.SYMBOL) | ((classes == CharacterClass.NUMBER) & ~of_figure)
    hyphen = classes == CharacterClass.HYPHEN
    minus = (
        hyphen & _before(digit | symbol) & (_after(classes == CharacterClass.SPACE) | _first(len(classes)))
    )
    apostrophe = (classes == CharacterClass.APOSTROPHE) & _after(inside) & _before(letter)
    decimal = (classes == CharacterClass.POINT) | (classes == CharacterClass.COMMA)
    joined = inside | apostrophe | (decimal & _after(digit) & _before(digit))
    alone = symbol | minus | amounts
    return joined | alone, alone


def _fractions_and_exponents(classes: NDArray[np.uint8], digit: Mask) -> Mask:
    """The `½` of "2½" and the `²` of "10²", which belong to the figure before them."""
    number = classes == CharacterClass.NUMBER
    joined: Mask = number & _after(digit)
    for _ in range(_MORE_CHARACTERS if joined.any() else 0):
        joined |= number & _after(joined)
    return joined


def _edges(inside: Mask, alone: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    begins = inside & (~_after(inside) | _after(alone) | alone)
    finishes = inside & (~_before(inside) | _before(alone) | alone)
    return np.flatnonzero(begins), np.flatnonzero(finishes)


def _keys(folded: Folded, inside: Mask, begins: NDArray[np.intp], finishes: NDArray[np.intp]) -> Keys:
    counted = inside & ~_thousands_commas(folded)
    so_far = np.cumsum(counted, dtype=np.int32)
    word = so_far[begins] - 1
    rank = np.arange(so_far[-1], dtype=np.int32) - np.repeat(word, so_far[finishes] - word)
    places = np.flatnonzero(counted)
    powers = _POWERS[np.minimum(rank, _LONGEST - 1)]
    sums = np.add.reduceat(folded.codes[places].astype(np.uint64) * powers, word)
    mixed = (sums ^ sums >> np.uint64(31)) * _MIXER >> np.uint64(32)
    keys: Keys = np.maximum(mixed, NO_WORD + 1).astype(np.uint32)
    return keys


def _thousands_commas(folded: Folded) -> Mask:
    """Commas with a digit before and exactly three after."""
    comma: Mask = folded.classes == CharacterClass.COMMA
    if not comma.any():
        return comma
    digit = np.concatenate((folded.classes == CharacterClass.DIGIT, np.zeros(4, dtype=np.bool_)))
    size = len(comma)
    three = digit[1 : size + 1] & digit[2 : size + 2] & digit[3 : size + 3] & ~digit[4 : size + 4]
    found: Mask = comma & _after(digit[:size]) & three
    return found


def _after(mask: Mask) -> Mask:
    """True where the character before is of `mask`."""
    shifted = np.zeros_like(mask)
    shifted[1:] = mask[:-1]
    return shifted


def _before(mask: Mask) -> Mask:
    """True where the character after is of `mask`."""
    shifted = np.zeros_like(mask)
    shifted[:-1] = mask[1:]
    return shifted


def _first(size: int) -> Mask:
    first = np.zeros(size, dtype=np.bool_)
    first[:1] = True
    return first
