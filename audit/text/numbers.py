"""Which number words and digits say, exactly: cardinals, ordinals, fractions and both digit groupings.

The readers take the lower-cased tokens of `tokens.words` and a position, and answer the value and
the position after it, or None. They look only forward, so a scan over a text stays linear.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

Reading = tuple[Decimal, int]

# More digits than this are a key or a dump, not a figure (and would make arithmetic slow).
_LONGEST_NUMBER = 40
# Number words in a row; the longest sensible cardinal has about twenty.
_LONGEST_CARDINAL = 30
_TOKEN = re.compile(r"\.?\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_DIGIT_GROUPS = re.compile(r"\d{1,3}(?:([,.])\d{3})(?:\1\d{3})*\Z")
_INDIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}\Z")
_MINUS = frozenset("-−–")


@dataclass(frozen=True, slots=True)
class NumberLexicon:
    """The number words of the data file, ready to look up."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Decimal]
    scale_abbreviations: dict[str, Decimal]
    groups: dict[str, int]
    denominators: dict[str, int]
    ordinals: dict[str, int]
    multiples: dict[str, int]

    @property
    def starters(self) -> frozenset[str]:
        """Words that a cardinal can begin with, articles apart."""
        return frozenset(self.units) | frozenset(self.tens) | frozenset(self.scales)


@cache
def lexicon() -> NumberLexicon:
    """The number words, read once."""
    data = tomllib.loads(files("audit.text").joinpath("number_words.toml").read_text("utf-8"))
    powers = {name: {word: Decimal(10) ** power for word, power in data[name].items()}
              for name in ("scales", "scale_abbreviations")}  # fmt: skip
    return NumberLexicon(
        data["units"], data["tens"], powers["scales"], powers["scale_abbreviations"],
        data["groups"], data["denominators"], data["ordinals"], data["multiples"],
    )  # fmt: skip


def digits_value(digits: str) -> Decimal | None:
    """What a run of digits with separators says: `1,234.5`, `1.234,5`, `12,34,567`, `0,5`, `.5`.

    One comma before three digits groups thousands; one full stop is a decimal point, the English
    reading. None for what is no number (`1.2.3`, `10,20,3`).
    """
    if not digits or len(digits) > _LONGEST_NUMBER or not digits[-1].isdigit():
        return None
    plain = _plain_digits(digits)
    return Decimal(plain) if plain is not None else None


def digits_step(digits: str) -> Decimal:
    """The worth of the last digit of what `digits_value` can read: `9.50` is 0.01."""
    plain = _plain_digits(digits) or "0"
    return Decimal(1).scaleb(-len(plain.partition(".")[2]))


def _plain_digits(digits: str) -> str | None:
    if digits.isdecimal():
        return _ascii(digits)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        whole, _, fraction = _split_last(digits)
        return _ungrouped(whole, fraction, "," if digits.rfind(".") > digits.rfind(",") else ".")
    if commas:
        if _DIGIT_GROUPS.match(digits) or _INDIAN_GROUPS.match(digits):
            return _ascii(digits.replace(",", ""))
        return _ascii(digits.replace(",", ".")) if commas == 1 and digits[0] != "," else None
    if dots == 1:
        return _ascii(digits if digits[0] != "." else "0" + digits)
    return _ascii(digits.replace(".", "")) if _DIGIT_GROUPS.match(digits) else None


def _split_last(digits: str) -> tuple[str, str, str]:
    at = max(digits.rfind("."), digits.rfind(","))
    return digits[:at], digits[at], digits[at + 1 :]


def _ungrouped(whole: str, fraction: str, separator: str) -> str | None:
    grouped = _DIGIT_GROUPS.match(whole) or (separator == "," and _INDIAN_GROUPS.match(whole))
    if not grouped or set(whole) - set("0123456789") - {separator}:
        return None
    return f"{whole.replace(separator, '')}.{fraction}"


def _ascii(digits: str) -> str | None:
    """The same digits in ASCII; None where a character is no decimal digit (`²`)."""
    if digits.isascii():
        return digits
    try:
        return "".join(c if c in ".," else str(unicodedata.decimal(c)) for c in digits)
    except ValueError:
        return None


def read_cardinal(words: Sequence[str], at: int, joined_by_and: bool = True) -> Reading | None:
    """The cardinal written in words at `at`: "forty-two", "two hundred and five", "a dozen".

    `joined_by_and` is False between "between" and its "and", where "one hundred and two" are two.
    """
    start = at
    if words[at] in ("a", "an") and at + 1 < len(words):
        lex = lexicon()
        if words[at + 1] not in lex.scales and words[at + 1] not in lex.groups:
            return None
        start = at + 1
        return _CardinalReader(words, joined_by_and).read(start, Decimal(1))
    return _CardinalReader(words, joined_by_and).read(start, None)


def read_scales(words: Sequence[str], at: int, value: Decimal) -> Reading:
    """`value` multiplied by the scale words at `at` ("hundred million"), and where they end."""
    scales = lexicon().scales
    end = min(len(words), at + 3)
    while at < end and words[at] in scales:
        value *= scales[words[at]]
        at += 1
    return value, at


class _CardinalReader:
    """One cardinal: `total` holds the finished thousands, `current` what is below the next scale."""

    def __init__(self, words: Sequence[str], joined_by_and: bool) -> None:
        self.words = words
        self.joined_by_and = joined_by_and
        self.lex = lexicon()
        self.total = Decimal(0)
        self.current: Decimal | None = None

    def read(self, at: int, head: Decimal | None) -> Reading | None:
        self.current = head
        end = start = at
        limit = min(len(self.words), at + _LONGEST_CARDINAL)
        while at < limit:
            if self._take(self.words[at]):
                at = end = at + 1
            elif end > start and self._joins(at):
                at += 1
            else:
                break
        if end == start:
            return None
        return self.total + (self.current or 0), end

    def _take(self, word: str) -> bool:
        if word in self.lex.units:
            return self._add(Decimal(self.lex.units[word]))
        if word in self.lex.tens:
            return self._add(Decimal(self.lex.tens[word]))
        if word == "hundred":
            return self._hundred()
        if word in self.lex.scales:
            return self._scale(self.lex.scales[word])
        if word in self.lex.groups and self.current is not None and word != "score":
            self.current *= self.lex.groups[word]
            return True
        return False

    def _add(self, value: Decimal) -> bool:
        if self.current is None:
            self.current = value
            return True
        room = 100 if self.current % 100 == 0 else 10 if self.current % 10 == 0 else 1
        if not self.current or value >= room or (room == 10 and self.current % 100 < 20) or value == 0:
            return False
        self.current += value
        return True

    def _hundred(self) -> bool:
        if self.current is not None and self.current >= 100:
            return False
        self.current = (Decimal(1) if self.current is None else self.current) * 100
        return True

    def _scale(self, scale: Decimal) -> bool:
        below = Decimal(1) if self.current is None else self.current
        if self.current is None and self.total:
            if self.total >= scale:
                return False
            self.total *= scale
        else:
            self.total += below * scale
        self.current = None
        return True

    def _joins(self, at: int) -> bool:
        """True where the word only joins two parts: a hyphen, or the "and" after a hundred or a scale."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        small = following in self.lex.units or following in self.lex.tens
        if self.words[at] in ("-", "‑", "‐"):
            return small or following in self.lex.scales
        after_scale = self.words[at - 1] in self.lex.scales
        return self.words[at] == "and" and self.joined_by_and and after_scale and small


def read_fraction(words: Sequence[str], at: int) -> Reading | None:
    """A fraction in words at `at`: "half", "a third", "two-thirds", "three quarters"."""
    denominators = lexicon().denominators
    if words[at] in ("half", "halves"):
        return Decimal(1) / 2, at + 1
    numerator: Reading | None
    numerator = (Decimal(1), at + 1) if words[at] in ("a", "an", "one") else read_cardinal(words, at)
    if numerator is None:
        return None
    value, after = numerator
    if after < len(words) and words[after] == "-":
        after += 1
    if after >= len(words) or words[after] not in denominators:
        return None
    plural = words[after].endswith("s")
    return (value / denominators[words[after]], after + 1) if plural == (value > 1) else None


def ordinal_value(words: str) -> int | None:
    """Which place an ordinal names: "third" 3, "21st" 21, "twenty-first" 21; None for other words."""
    tokens = _TOKEN.findall(words.lower())
    if len(tokens) == 2 and tokens[0].isdecimal() and tokens[1] in ("st", "nd", "rd", "th"):
        return int(tokens[0]) if len(tokens[0]) < _LONGEST_NUMBER else None
    if not tokens or tokens[-1] not in lexicon().ordinals:
        return None
    last = lexicon().ordinals[tokens[-1]]
    before = [token for token in tokens[:-1] if token not in ("-", "and")]
    if not before:
        return last
    head = numeric_value(" ".join(before))
    if head is None or head != int(head):
        return None
    return int(head) * last if last >= 100 else int(head) + last


def numeric_value(words: str) -> Decimal | None:
    """The number that these words or digits say, all of them: "forty-two" is 42, "$1.2bn" is None.

    "1,234.5", ".5", "two and a half million", "a dozen", "half", "3/4", "½" and "minus five" are
    numbers. None where a word is left over. Total: no text makes it raise.
    """
    tokens = _TOKEN.findall(words.casefold())
    if not tokens or len(words) > 400:
        return None
    if tokens[0] in _MINUS or tokens[0] in ("minus", "negative"):
        value = _whole_value(tokens[1:])
        return None if value is None else -value
    return _whole_value(tokens)


def _whole_value(tokens: list[str]) -> Decimal | None:
    reading = read_number(tokens, 0) if tokens else None
    return reading[0] if reading is not None and reading[1] == len(tokens) else None


def read_number(words: Sequence[str], at: int, joined_by_and: bool = True) -> Reading | None:
    """Any number at `at`: digits or words, with its fraction and its scale words."""
    if words[at][-1].isdecimal():
        reading = _read_digits(words, at)
    else:
        reading = read_fraction(words, at) or read_cardinal(words, at, joined_by_and)
    if reading is None:
        return vulgar_fraction(words, at)
    value, after = reading
    value, after = _with_fraction(words, after, value)
    if words[at] == "half" and after < len(words) and words[after] in ("a", "an"):
        after += 1
    if after < len(words) and words[after] in lexicon().groups and words[after] != "score":
        return value * lexicon().groups[words[after]], after + 1
    return read_scales(words, after, value)


def _read_digits(words: Sequence[str], at: int) -> Reading | None:
    value = digits_value(words[at])
    if value is None:
        return None
    if at + 2 < len(words) and words[at + 1] in ("/", "⁄") and words[at + 2].isdecimal():
        below = digits_value(words[at + 2])
        return (value / below, at + 3) if below else None
    return value, at + 1


def vulgar_fraction(words: Sequence[str], at: int) -> Reading | None:
    """The value of a fraction character such as `½` at `at`."""
    character = words[at]
    if len(character) != 1 or unicodedata.category(character) != "No":
        return None
    parts = unicodedata.normalize("NFKC", character).split("⁄")
    if len(parts) != 2 or not (parts[0].isdecimal() and parts[1].isdecimal()) or not int(parts[1]):
        return None
    return Decimal(parts[0]) / Decimal(parts[1]), at + 1


def _with_fraction(words: Sequence[str], at: int, value: Decimal) -> Reading:
    """`value` and the fraction that follows it: "2 1/2", "2½", "two and a half"."""
    if value != value.to_integral_value() or at >= len(words):
        return value, at
    vulgar = vulgar_fraction(words, at)
    if vulgar is not None:
        return value + vulgar[0], vulgar[1]
    if at + 2 < len(words) and words[at].isdecimal() and words[at + 1] in ("/", "⁄"):
        part = _read_digits(words, at)
        return (value + part[0], part[1]) if part is not None and part[0] < 1 else (value, at)
    if words[at] != "and" or at + 1 >= len(words):
        return value, at
    half = read_fraction(words, at + 1)
    return (value + half[0], half[1]) if half is not None and half[0] < 1 else (value, at)
