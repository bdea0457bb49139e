"""Numbers as printed: digits and words, fractions, scales, indefinite numbers, by token position."""

import re
from dataclasses import dataclass
from decimal import Decimal

from audit.extractors.quantity_lexicons import cues
from audit.extractors.quantity_tokens import Tokens
from audit.text.numbers import (
    digits_step,
    digits_value,
    lexicon,
    read_cardinal,
    read_fraction,
    read_scales,
    vulgar_fraction,
)

_EXPONENT = re.compile(r"\^?([-−–]?\d{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![\d⁰¹²³⁴⁵⁶⁷⁸⁹])")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_MINUS_SIGNS = frozenset("-−–")
_FRACTION_BARS = frozenset("/⁄∕")
_GROUP_SPACES = frozenset("\u00a0\u202f\u2009 ")
# "dozens" is one to ten dozen: how the field reads indefinite numbers, and the widest honest interval.
_INDEFINITE = {
    "dozens": Decimal(12),
    "tens": Decimal(10),
    "hundreds": Decimal(100),
    "thousands": Decimal(1000),
    "millions": Decimal(10**6),
    "billions": Decimal(10**9),
    "trillions": Decimal(10**12),
}
_INDEFINITE_WIDTH = 10
# "several hundred" says no more than "hundreds".
_INDEFINITE_BASES = frozenset({"hundred", "thousand", "million", "billion", "dozen"})
# More groups of three digits than this are a table or a key.
_MOST_GROUPS = 8


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens `[first, after)`, its scale multiplied out.

    `style` is `digits`, `words`, `fraction` or `indefinite`; `mantissa` is what stood before the
    scale, which a range may have to share ("3-4bn").
    """

    first: int
    after: int
    low: Decimal
    high: Decimal
    step: Decimal | None
    style: str
    mantissa: Decimal
    scaled: bool = False

    @property
    def scale(self) -> Decimal:
        """What the printed mantissa is multiplied by."""
        return self.low / self.mantissa if self.mantissa else Decimal(1)


def find(tokens: Tokens) -> list[Numeral]:
    """Every number of the text in order, without overlap."""
    found: list[Numeral] = []
    starters = _starters()
    at = 0
    while at < tokens.count:
        numeral = _read(tokens, at) if tokens.words[at] in starters or _digit(tokens, at) else None
        if numeral is None:
            at += 1
        else:
            found.append(numeral)
            at = numeral.after
    return found


def _starters() -> frozenset[str]:
    return lexicon().starters | {"a", "an", "half"} | frozenset(_INDEFINITE)


def _digit(tokens: Tokens, at: int) -> bool:
    last = tokens.words[at][-1]
    return last.isdecimal() or (last.isnumeric() and len(tokens.words[at]) == 1)


def _read(tokens: Tokens, at: int) -> Numeral | None:
    if tokens.words[at] in _INDEFINITE:
        return _indefinite(tokens, at)
    if _digit(tokens, at):
        return _signed(tokens, _digits(tokens, at))
    return _signed(tokens, _in_words(tokens, at))


def _indefinite(tokens: Tokens, at: int) -> Numeral | None:
    """ "dozens", "tens of thousands", "hundreds of millions": an order of magnitude."""
    low, after = _INDEFINITE[tokens.words[at]], at + 1
    if tokens.word(after) == "of" and tokens.word(after + 1) in _INDEFINITE:
        low, after = low * _INDEFINITE[tokens.words[after + 1]], after + 2
    elif tokens.words[at] == "tens":
        return None
    return Numeral(at, after, low, low * _INDEFINITE_WIDTH, None, "indefinite", low)


def _digits(tokens: Tokens, at: int) -> Numeral | None:
    """Digits at `at` with what belongs to them: grouped thousands, a fraction, a scale."""
    vulgar = vulgar_fraction(tokens.words, at)
    if vulgar is not None:
        return _scaled(tokens, at, vulgar[1], vulgar[0], None, "fraction")
    printed, after = _grouped_by_spaces(tokens, at)
    value = digits_value(printed)
    if value is None:
        return None
    power = _power_of_ten(tokens, after)
    if power is not None:
        return Numeral(at, power[1], value * power[0], value * power[0], None, "digits", value, True)
    bar = _fraction_of_digits(tokens, after, value)
    if bar is not None:
        return _scaled(tokens, at, bar[1], bar[0], None, "fraction")
    if value == value.to_integral_value():
        part = _mixed_part(tokens, after)
        if part is not None:
            return _scaled(tokens, at, part[1], value + part[0], None, "digits")
    return _scaled(tokens, at, after, value, digits_step(printed), "digits")


def _grouped_by_spaces(tokens: Tokens, at: int) -> tuple[str, int]:
    """ "1 234 567" with plain, thin or no-break spaces is one number."""
    printed, after = tokens.words[at], at + 1
    if len(printed) > 3 or not printed.isdecimal() or printed[0] == "0":
        return printed, after
    while after < at + _MOST_GROUPS and _continues_group(tokens, after):
        whole, dot, fraction = tokens.words[after].partition(".")
        printed, after = printed + whole + dot + fraction, after + 1
        if dot:
            break
    return printed, after


def _continues_group(tokens: Tokens, at: int) -> bool:
    if at >= tokens.count or tokens.glued(at) or not tokens.words[at][0].isdecimal():
        return False
    whole, dot, _ = tokens.words[at].partition(".")
    gap = tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
    return len(whole) == 3 and whole.isdecimal() and gap in _GROUP_SPACES and (not dot or gap != " ")


def _power_of_ten(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """The "×10^30" or "x 10−3" behind a number: what it is multiplied by, and the position after it."""
    if tokens.word(at) not in ("×", "x", "·", "*") or tokens.word(at + 1) != "10":
        return None
    found = _EXPONENT.match(tokens.text, tokens.ends[at + 1])
    if found is None:
        return None
    exponent = int(found[1].translate(_PLAIN_DIGITS))
    return Decimal(1).scaleb(exponent), tokens.index_at(found.end())


def _fraction_of_digits(tokens: Tokens, at: int, value: Decimal) -> tuple[Decimal, int] | None:
    """The "/16" after "1", where it can only be a fraction and not a date or a pair of numbers."""
    if tokens.word(at) not in _FRACTION_BARS or not (tokens.glued(at) and tokens.glued(at + 1)):
        return None
    below = digits_value(tokens.word(at + 1)) if tokens.word(at + 1).isdecimal() else None
    slashed_on = tokens.word(at + 2) in _FRACTION_BARS and tokens.glued(at + 2)
    if not below or value >= below or value != value.to_integral_value() or slashed_on:
        return None
    return value / below, at + 2


def _mixed_part(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """The fraction after a whole number: "2½", "2 1/2", "2-1/2", "2 and a half"."""
    if at >= tokens.count:
        return None
    if tokens.words[at] == "and":
        return _half_after_and(tokens, at)
    if tokens.words[at] == "-" and tokens.is_number(at + 1):
        at += 1
    vulgar = vulgar_fraction(tokens.words, at) if at < tokens.count else None
    if vulgar is not None:
        return vulgar
    if not tokens.is_number(at) or (tokens.glued(at) and tokens.words[at - 1] != "-"):
        return None
    numerator = digits_value(tokens.words[at])
    return _fraction_of_digits(tokens, at + 1, numerator) if numerator is not None else None


def _half_after_and(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """ "and a half" belongs to the number before it, unless what is halved follows ("and half of …")."""
    if tokens.word(at + 1) not in ("a", "one", "three") or at + 1 >= tokens.count:
        return None
    fraction = read_fraction(tokens.words, at + 1)
    if fraction is None or fraction[0] >= 1 or tokens.word(fraction[1]) == "of":
        return None
    return fraction


def _in_words(tokens: Tokens, at: int) -> Numeral | None:
    fraction = _fraction_in_words(tokens, at)
    if fraction is not None:
        return fraction
    joined = "between" not in (tokens.word(at - 1), tokens.word(at - 2))
    reading = read_cardinal(tokens.words, at, joined)
    if reading is None or _broken_by_line(tokens, at, reading[1]):
        return None
    value, after = reading
    if (
        after - at == 1
        and tokens.words[at] in _INDEFINITE_BASES
        and tokens.word(at - 1) in ("several", "few", "many")
    ):
        return Numeral(at - 1, after, value, value * _INDEFINITE_WIDTH, None, "indefinite", value)
    part = _half_after_and(tokens, after) if tokens.word(after) == "and" else None
    if tokens.words[after : after + 6] == ["-", "and", "-", "a", "-", "half"]:
        part = (Decimal("0.5"), after + 6)
    if part is not None:
        return _scaled(tokens, at, part[1], value + part[0], None, "words")
    return Numeral(
        at,
        after,
        value,
        value,
        None,
        "words",
        _mantissa_in_words(tokens, at, after, value),
        tokens.word(after - 1) in lexicon().scales,
    )


def _mantissa_in_words(tokens: Tokens, at: int, after: int, value: Decimal) -> Decimal:
    scale = lexicon().scales.get(tokens.word(after - 1))
    return value / scale if scale and after - at > 1 else value


def _fraction_in_words(tokens: Tokens, at: int) -> Numeral | None:
    """ "two-thirds", "a quarter", "half a million"; a bare half or quarter is no number by itself."""
    words = tokens.words
    reading = read_fraction(words, at)
    if reading is None or _broken_by_line(tokens, at, reading[1]):
        return None
    value, after = reading
    if words[after - 1] == "quarters" and tokens.word(at - 1) in cues("before_a_stretch"):
        return None
    multiplied = _multiplied(tokens, at, _multiplicand(tokens, at, after), value)
    if multiplied is not None:
        return multiplied
    return Numeral(at, after, value, value, None, "fraction", value)


def _multiplicand(tokens: Tokens, at: int, after: int) -> int:
    """Where the scale of a fraction stands: "half a million", "three quarters of a million"."""
    if tokens.words[after : after + 2] == ["of", "a"]:
        return after + 2
    half = "half" in tokens.words[at : at + 2]
    return after + (tokens.word(after) in ("a", "an", "-")) if half else tokens.count


def _multiplied(tokens: Tokens, at: int, after: int, value: Decimal) -> Numeral | None:
    word = tokens.word(after)
    factor = lexicon().scales.get(word) or lexicon().groups.get(word)
    if factor is None or word == "score":
        return None
    product = value * factor
    return Numeral(at, after + 1, product, product, None, "words", value, True)


def _broken_by_line(tokens: Tokens, at: int, after: int) -> bool:
    return after - at > 1 and "\n" in tokens.words[at:after]


def _scaled(
    tokens: Tokens, first: int, after: int, value: Decimal, step: Decimal | None, style: str
) -> Numeral:
    """The numeral with its scale: words ("million"), or letters glued to the digits ("bn")."""
    scaled, end = (
        read_scales(tokens.words, after, Decimal(1)) if after < tokens.count else (Decimal(1), after)
    )
    if end == after and tokens.word(after) == "-" and tokens.glued(after) and tokens.glued(after + 1):
        hyphened, behind = read_scales(tokens.words, after + 1, Decimal(1))
        scaled, end = (hyphened, behind) if behind > after + 1 else (scaled, end)
    if end == after and tokens.word(after) == "dozen":
        scaled, end = Decimal(12), after + 1
    if end == after:
        scaled, end = _abbreviated_scale(tokens, after)
    worth = None if step is None else step * scaled
    return Numeral(first, end, value * scaled, value * scaled, worth, style, value, end > after)


def _abbreviated_scale(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """Unmistakable letters only; "m", "M", "B", "k" depend on what is measured: see `measures`."""
    word = tokens.word(at)
    if word in ("bn", "bln", "mn", "mln", "mio", "tn", "trn", "tln"):
        return lexicon().scale_abbreviations[word], at + 1
    return Decimal(1), at


def _signed(tokens: Tokens, numeral: Numeral | None) -> Numeral | None:
    """The numeral with a minus sign that stands before it and is no hyphen or dash."""
    if numeral is None or not _minus_before(tokens, numeral.first):
        return numeral
    first = numeral.first - 1
    while (
        first > 0
        and tokens.words[first] not in _MINUS_SIGNS
        and tokens.words[first] not in ("minus", "negative")
    ):
        first -= 1
    if tokens.words[first] in _MINUS_SIGNS and tokens.word(first - 1) == "minus":
        first -= 1
    return Numeral(
        first,
        numeral.after,
        -numeral.high,
        -numeral.low,
        numeral.step,
        numeral.style,
        -numeral.mantissa,
        numeral.scaled,
    )


def _minus_before(tokens: Tokens, at: int) -> bool:
    before = tokens.word(at - 1)
    if before == "negative" and tokens.word(at - 2) in ("a", "an", "the", "one"):
        return False
    if before in ("minus", "negative"):
        return not tokens.is_number(at - 2) and tokens.word(at - 2) not in ("plus", "or")
    if before not in _MINUS_SIGNS or not tokens.glued(at):
        return False
    if tokens.glued(at - 1) and tokens.word(at - 2) not in "($£€¥:=":
        return tokens.word(at - 2) == "minus"
    return before == "−" or tokens.word(at - 2) == "minus" or not _dash_between(tokens, at - 1)


def _dash_between(tokens: Tokens, at: int) -> bool:
    """True where a spaced dash joins two numbers ("25 – 40") or opens a list line."""
    return tokens.is_number(at - 1) or tokens.word(at - 1) in ("", "\n")
