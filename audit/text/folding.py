"""A folded copy of a text to compare with, and the map back to the text's own code points.

Folding makes equal what readers and typesetters do not tell apart: case, diacritics, ligatures,
Unicode forms, the shapes of quotation marks, dashes and spaces, soft hyphens and words broken at
a line's end. It never touches what a figure means: points and commas, signs, currency symbols,
fractions and superscripts stay what they are ("1½" is not "11/2", "10²" is not "102").
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Positions = NDArray[np.int32]


class CharacterClass(IntEnum):
    """What a folded character can be part of."""

    OTHER = 0
    SPACE = 1
    LETTER = 2
    DIGIT = 3
    APOSTROPHE = 4
    POINT = 5
    COMMA = 6
    SYMBOL = 7
    BRACKET = 8
    HYPHEN = 9
    NUMBER = 10


_CLASS_SHIFT = 24
_CODE_MASK = (1 << 21) - 1
_UNKNOWN = 0
_DROPPED = 1 << 30
_EXPANDED = 1 << 29

_APOSTROPHES = "'’‘‛ʼ＇´`′"
_QUOTATION_MARKS = '"“”„‟«»″＂「」『』‹›‚'
_HYPHENS = "-‐‑‒–—―−﹣－"
_BRACKETS = "[]［］"
_SPACES = re.compile(" {2,}")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Marks that a reader may leave out without changing the word (Unicode blocks "Combining Diacritical
# Marks" and its supplements, Hebrew points, Arabic vowels). Vowel signs of other scripts are letters.
_OPTIONAL_MARKS = (
    (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0x0591, 0x05C7), (0x064B, 0x065F),
)  # fmt: skip
# Scripts written without spaces: each character stands for itself.
_UNSPACED = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_FIXED = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ſ": "s"}
_BREAKING_HYPHENS = "-\u2010\u00ad"

# Filled as characters turn up, so that starting costs nothing: class and folded code point.
_table: Codes = np.zeros(0x110000, dtype=np.uint32)
_expansions: dict[int, list[int]] = {}


@dataclass(frozen=True)
class Folded:
    """A folded text: `origin[i]` is the position in the text of the folded character `i`."""

    codes: Codes
    classes: NDArray[np.uint8]
    origin: Positions

    @cached_property
    def text(self) -> str:
        """The folded characters as a string."""
        return self.codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded characters `[start, end)` stand in the text."""
        if start >= end:
            at = int(self.origin[start]) if start < len(self.origin) else 0
            return at, at
        return int(self.origin[start]), int(self.origin[end - 1]) + 1


def fold(text: str) -> Folded:
    """Fold `text` for comparing."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    values = _values(raw)
    origin = np.arange(len(raw), dtype=np.int32)
    for broken in _broken_words(text, raw):
        values[broken] = _DROPPED
    if (values & _EXPANDED).any():
        values, origin = _expand(raw, values, origin)
    values, origin = _without_dropped(values, origin)
    codes = (values & np.uint32(_CODE_MASK)).astype(np.uint32)
    return Folded(codes, (values >> np.uint32(_CLASS_SHIFT)).astype(np.uint8), origin)


def fold_text(text: str) -> str:
    """The folded characters of `text` alone."""
    if text.isascii() and text.isprintable():
        # What `fold` does to such a text, without the arrays: most comparisons are of a few plain words.
        return _SPACES.sub(" ", text.lower().replace("`", "'"))
    return fold(text).text


def _values(raw: Codes) -> Codes:
    values = _table[raw]
    unknown = values == _UNKNOWN
    if unknown.any():
        for code in np.unique(raw[unknown]).tolist():
            _table[code] = _value(code)
        values = _table[raw]
    return values


def _value(code: int) -> int:
    folded = _folded_character(chr(code))
    if not folded:
        return _DROPPED
    if len(folded) > 1:
        _expansions[code] = [_tagged(character) for character in folded]
        return _EXPANDED
    return _tagged(folded)


def _tagged(character: str) -> int:
    # Code point 0 would read as "unknown"; documents never hold it, quotations might.
    return _class_of(character) << _CLASS_SHIFT | (ord(character) or ord(" "))


def _folded_character(character: str) -> str:
    if character in _INVISIBLE or _within(character, _OPTIONAL_MARKS):
        return ""
    for marks, folded in ((_APOSTROPHES, "'"), (_QUOTATION_MARKS, '"'), (_HYPHENS, "-")):
        if character in marks:
            return folded
    if character.isspace() or not character.isprintable():
        return " "
    category = unicodedata.category(character)
    if category == "No" or category == "Nl":
        return character
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category.startswith("S"):
        return character
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    kept = "".join(part for part in decomposed if not _within(part, _OPTIONAL_MARKS)).casefold()
    return "".join(_FIXED.get(part, part) for part in kept if part != " ") or " "


def _class_of(character: str) -> CharacterClass:
    known = {
        " ": CharacterClass.SPACE, "'": CharacterClass.APOSTROPHE, ".": CharacterClass.POINT,
        ",": CharacterClass.COMMA, "-": CharacterClass.HYPHEN, "%": CharacterClass.SYMBOL,
        "‰": CharacterClass.SYMBOL, "[": CharacterClass.BRACKET, "]": CharacterClass.BRACKET,
    }.get(character)  # fmt: skip
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category in {"No", "Nl"}:
        return CharacterClass.NUMBER
    if category == "Sc" or _within(character, _UNSPACED):
        return CharacterClass.SYMBOL
    if category == "Nd":
        return CharacterClass.DIGIT
    return CharacterClass.LETTER if category[0] in "LM" else CharacterClass.OTHER


def _within(character: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in blocks)


def _broken_words(text: str, raw: Codes) -> list[slice]:
    """From each hyphen that breaks a word at a line's end to the rest of the word."""
    line_ends = np.flatnonzero(raw == ord("\n"))
    before = raw[line_ends - 1]
    candidates = line_ends[
        (before == ord("-")) | (before == 0x2010) | (before == 0xAD) | (before == ord("\r"))
    ]
    found: list[slice] = []
    for line_end in candidates.tolist():
        hyphen = line_end - 2 if text[line_end - 1] == "\r" else line_end - 1
        rest = line_end + 1
        while text[rest : rest + 1] in {" ", "\t"}:
            rest += 1
        if hyphen < 1 or text[hyphen] not in _BREAKING_HYPHENS:
            continue
        if text[hyphen - 1].isalpha() and text[rest : rest + 1].islower():
            found.append(slice(hyphen, rest))
    return found


def _expand(raw: Codes, values: Codes, origin: Positions) -> tuple[Codes, Positions]:
    """Put each ligature's letters where the ligature stood."""
    places = np.flatnonzero(values & _EXPANDED)
    letters = [_expansions[code] for code in raw[places].tolist()]
    counts = np.ones(len(values), dtype=np.intp)
    counts[places] = [len(part) for part in letters]
    wide_origin = np.repeat(origin, counts)
    wide = np.repeat(values, counts)
    wide[(wide & _EXPANDED) != 0] = [value for part in letters for value in part]
    return wide, wide_origin


def _without_dropped(values: Codes, origin: Positions) -> tuple[Codes, Positions]:
    """Leave out what is invisible, and every space that follows a space."""
    kept = values < _DROPPED
    if not kept.all():
        values, origin = values[kept], origin[kept]
    space = values == (CharacterClass.SPACE << _CLASS_SHIFT | ord(" "))
    doubled = space[1:] & space[:-1]
    if doubled.any():
        single = np.concatenate(([True], ~doubled))
        values, origin = values[single], origin[single]
    return values, origin
