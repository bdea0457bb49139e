"""Units and currencies beside a number: signs, codes, words and symbols of the data files."""

from dataclasses import dataclass
from functools import cache

from audit.extractors.quantity_lexicons import cues, table, units
from audit.extractors.quantity_tokens import Tokens
from audit.text.numbers import lexicon

_POWER_WORDS = {"square": "square", "sq": "square", "cubic": "cubic", "cu": "cubic"}
_POWER_SIGNS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}
_PER_WORDS = frozenset({"per", "a", "an", "each", "every"})
# A symbol of one letter is a unit only beside digits; these are too common as words to stand apart.
_GLUED_ONLY = frozenset({"in", "a", "s", "b", "l", "kb", "t"})
_FEET = frozenset("'’′")
_INCHES = frozenset('"”″')
_FEET_AND_INCHES = _FEET | _INCHES
_IRREGULAR = {
    "people": "people",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "inches": "inch",
    "lives": "life",
    "wives": "wife",
    "halves": "half",
    "series": "series",
    "species": "species",
    "news": "news",
    "data": "data",
    "gas": "gas",
    "bus": "bus",
}
# These nouns mean money only where the figure looks like money or a country is named.
_RISKY_NOUNS = frozenset({"won", "real", "mark", "crown", "dong", "ether", "krona", "sol", "lei", "pound"})

_SIGNS_AFTER = frozenset({"€", "£", "₽", "₪", "₺", "₴", "zł", "¢"})
_KINDS_OF_SHARE = cues("kinds_of_share")
# The lines of a screen, before a "p" that is no penny.
_SCAN_LINES = frozenset({"240", "360", "480", "576", "720", "1080", "1440", "2160", "4320"})
# Single digits behind "PS" are a console, not pounds that lost their sign.
_CONSOLES = frozenset("12345")

Reading = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Prefix:
    """A currency that stands before its figure, from token `first` on."""

    unit: str
    first: int


def singular(word: str) -> str:
    """The singular of an English noun, by rule and a few exceptions."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _kind_of() -> dict[str, str]:
    kinds = {"percent": "percent", "time": "duration"}
    return {name: kinds.get(group, "measure") for group, names in units().items() for name in names}


@cache
def _symbols() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, surface in _surfaces():
        if surface.startswith("="):
            tokens = Tokens(surface[1:])
            parts = tuple(tokens.raw(at) for at in range(tokens.count))
            index.setdefault(parts[0], []).append((parts, name))
    return _longest_first(index)


@cache
def _words() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, surface in _surfaces():
        if surface.startswith("="):
            continue
        parts = surface.split()
        for form in (parts, [*parts[:-1], _plural(parts[-1])], [_plural(parts[0]), *parts[1:]]):
            index.setdefault(form[0], []).append((tuple(form), name))
        if len(parts) > 1 and "-" not in parts:
            index[parts[0]].append((tuple(" - ".join(parts).split()), name))
    return _longest_first(index)


def _surfaces() -> list[tuple[str, str]]:
    groups = units().values()
    return [(name, surface) for names in groups for name, surfaces in names.items() for surface in surfaces]


def _longest_first(
    index: dict[str, list[tuple[tuple[str, ...], str]]],
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def currency_before(tokens: Tokens, first: int) -> Prefix | None:
    """The currency right before token `first`: "$", "US $", "HK$", "$US", "RM", "EUR "."""
    at = first - 1
    if tokens.word(at) == "=" and tokens.raw(at - 1) == "Y":
        at -= 1
    if tokens.word(at) in ("-", "−", "–") and tokens.word(at - 1) in table("currencies")["signs"]:
        at -= 1
    lettered = tokens.word(at) in table("currencies")["dollars"] and tokens.word(at - 1) == "$"
    if lettered and tokens.glued(at):
        return Prefix(table("currencies")["dollars"][tokens.word(at)], at - 1)
    if tokens.word(at) in table("currencies")["signs"]:
        return _sign(tokens, at)
    return _code_before(tokens, at, first)


def _sign(tokens: Tokens, at: int) -> Prefix:
    """A currency sign, and the letters before it that say which dollar it is."""
    data = table("currencies")
    before = tokens.word(at - 1)
    if tokens.word(at) == "$" and before in data["dollars"] and tokens.raw(at - 1).isupper():
        article = before == "a" and (tokens.begins_sentence(at - 1) or not tokens.raw(at - 2).islower())
        joined = tokens.glued(at) or not article
        if joined and not tokens.glued(at - 1):
            return Prefix(data["dollars"][before], at - 1)
    if tokens.raw(at - 1) in data["codes"] and not tokens.glued(at - 1):
        return Prefix(data["codes"][tokens.raw(at - 1)], at - 1)
    return Prefix(data["signs"][tokens.word(at)], at)


def _code_before(tokens: Tokens, at: int, first: int) -> Prefix | None:
    codes = table("currencies")["codes"]
    if tokens.word(at) == "." and tokens.raw(at - 1) in ("Rs", "Rp", "Re", "Tk", "Dh"):
        at -= 1
    raw = tokens.raw(at)
    if raw not in codes or (tokens.glued(at) and tokens.is_word(at - 1)):
        return None
    if len(raw) < 3 and raw not in ("Rs", "Rp", "RM", "Tk", "Dh") and not tokens.glued(first):
        return None
    if len(raw) == 1 and tokens.word(first - 1) != "=" and not _looks_like_a_price(tokens, first):
        return None
    if (
        raw == "PS"
        and tokens.word(first) in _CONSOLES
        and tokens.word(first + 1) not in lexicon().scale_abbreviations
    ):
        return None
    return Prefix(codes[raw], at)


def _looks_like_a_price(tokens: Tokens, first: int) -> bool:
    """ "R2.1bn", "R1,200", "R99.99", and no road "R2"."""
    printed = tokens.word(first)
    return (
        "," in printed
        or printed[-3:-2] == "."
        or tokens.word(first + 1) in lexicon().scale_abbreviations | lexicon().scales
    )


def currency_after(tokens: Tokens, at: int, sizeable: bool) -> tuple[str, int] | None:
    """The currency noun, sign or code at `at`: "Australian dollars", "euros", "€", "USD".

    `sizeable` figures look like money, which decides for nouns that are words of their own.
    """
    data = table("currencies")
    for width in (2, 1):
        named = _adjective_and_noun(tokens, at, width)
        if named is not None:
            return named
    noun = singular(tokens.word(at))
    if noun in _RISKY_NOUNS or tokens.word(at) in _RISKY_NOUNS:
        sterling = tokens.word(at + 1) == "sterling"
        if sterling or (sizeable and noun == "pound"):
            return "pound sterling", at + 1 + sterling
        return (data["shared"].get(noun, noun), at + 1) if sizeable and noun in data["shared"] else None
    for key in ("sole", "shared", "subunits"):
        for form in (tokens.word(at), noun):
            if form in data[key]:
                return data[key][form], at + 1
    return _sign_or_code_after(tokens, at)


def _sign_or_code_after(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """ "50 €", "110 JPY", "68p"."""
    data = table("currencies")
    raw = tokens.raw(at)
    if tokens.word(at) in _SIGNS_AFTER and tokens.word(at) in data["signs"]:
        return data["signs"][tokens.word(at)], at + 1
    if raw == "p" and _pence_stands(tokens, at):
        return data["subunits"]["penny"], at + 1
    return (data["codes"][raw], at + 1) if raw in data["codes"] and (len(raw) == 3 or raw == "kn") else None


def _pence_stands(tokens: Tokens, at: int) -> bool:
    """ "a share at 68p", "1112 p", and no "1080p"."""
    if not tokens.is_number(at - 1) or tokens.words[at - 1] in _SCAN_LINES:
        return False
    return not (
        tokens.glued(at + 1)
        and (tokens.is_word(at + 1) or (tokens.word(at + 1) == "." and tokens.is_word(at + 2)))
    )


def _adjective_and_noun(tokens: Tokens, at: int, width: int) -> tuple[str, int] | None:
    data = table("currencies")
    adjective = data["adjectives"].get(" ".join(tokens.words[at : at + width]))
    printed = tokens.word(at + width)
    nouns = data["shared"] | data["sole"] | data["subunits"]
    noun = printed if printed in nouns else singular(printed)
    if adjective is None or noun not in nouns:
        return None
    if noun in data["sole"]:
        return data["sole"][noun], at + width + 1
    if noun in data["subunits"]:
        return data["subunits"][noun], at + width + 1
    name = data["full"].get(f"{adjective} {printed}") or data["full"].get(f"{adjective} {noun}")
    bare = {"kronor": "krona", "kroner": "krone", "lei": "leu"}.get(noun, noun)
    return name or f"{adjective} {bare}", at + width + 1


def dollar_country_after(tokens: Tokens, at: int, unit: str) -> tuple[str, int]:
    """The country that follows a dollar figure ("$31.20 US", "$40 Canadian"), if any."""
    word = tokens.word(at)
    if unit != "dollar":
        return unit, at
    if word in ("us", "u.s.", "usd") and tokens.raw(at).isupper() and not tokens.is_word(at + 1):
        return unit, at + 1
    if word in ("us", "u.s.", "usd") and tokens.raw(at).isupper() and tokens.word(at + 1) in _PER_WORDS:
        return unit, at + 1
    if word in ("cad", "aud", "nzd", "hkd", "sgd", "cdn") and tokens.raw(at).isupper():
        return table("currencies")["dollars"][word], at + 1
    if word in ("canadian", "australian") and not tokens.is_word(at + 1):
        return f"{word} dollar", at + 1
    return unit, at


def measure_unit(tokens: Tokens, at: int, in_digits: bool) -> Reading | None:
    """The unit of measure at `at` with its powers: name, kind, and the position after it."""
    if tokens.word(at) in _FEET_AND_INCHES and tokens.glued(at) and tokens.is_number(at - 1):
        return _feet_or_inches(tokens, at)
    if tokens.word(at) in _POWER_WORDS:
        after = at + 1 + (tokens.word(at + 1) in (".", "-"))
        simple = _simple_unit(tokens, after, in_digits)
        if simple is not None and _kind_of().get(simple[0]) == "measure":
            return f"{_POWER_WORDS[tokens.word(at)]} {simple[0]}", "measure", simple[1]
        return None
    reading = _simple_unit(tokens, at, in_digits) or _customary(tokens, at)
    if reading is None:
        return None
    name, after = reading
    sign = tokens.word(after)
    if sign in _POWER_SIGNS and tokens.glued(after) and name in units()["length"]:
        return f"{_POWER_SIGNS[sign]} {name}", "measure", after + 1
    return name, _kind_of()[name], after


def _feet_or_inches(tokens: Tokens, at: int) -> Reading | None:
    """The marks of 5'11", of 9.7" before what is so wide, and the double prime that means nothing else."""
    if tokens.word(at) in _FEET:
        whole = tokens.is_number(at + 1) and tokens.glued(at + 1) and tokens.word(at + 2) in _INCHES
        return ("foot", "measure", at + 1) if whole and tokens.glued(at + 2) else None
    after_feet = tokens.word(at - 2) in _FEET and tokens.glued(at - 1) and tokens.is_number(at - 3)
    wide = tokens.word(at + 1) in table("rates")["inches_wide"] and not tokens.glued(at + 1)
    return ("inch", "measure", at + 1) if after_feet or wide or tokens.word(at) == "″" else None


def _customary(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """ "US pint", "imperial gallon": whose pint it is does not change its name."""
    if tokens.word(at) not in ("us", "u.s.", "uk", "imperial"):
        return None
    reading = _simple_unit(tokens, at + 1, False)
    return reading if reading is not None and reading[0] in units()["volume"] else None


def _simple_unit(tokens: Tokens, at: int, in_digits: bool) -> tuple[str, int] | None:
    if at >= tokens.count:
        return None
    for parts, name in _words().get(tokens.words[at], ()):
        if tuple(tokens.words[at : at + len(parts)]) == parts:
            return name, at + len(parts)
    if not in_digits:
        return None
    for parts, name in _symbols().get(tokens.raw(at), ()):
        if _symbol_stands(tokens, at, parts):
            return name, at + len(parts)
    return None


def _symbol_stands(tokens: Tokens, at: int, parts: tuple[str, ...]) -> bool:
    if any(tokens.raw(at + offset) != part for offset, part in enumerate(parts)):
        return False
    after = at + len(parts)
    if len(parts) == 1 and len(parts[0]) <= 2 and parts[0].isalpha() and not tokens.glued(at):
        apart = parts[0] not in _GLUED_ONLY and (parts[0] in ("W", "V") or not tokens.capitalised(after))
        return apart and not (tokens.glued(after) and tokens.word(after) in "-'’&")
    if parts == ("in",) and tokens.word(after) == "-" and tokens.word(at - 1) == "-":
        return False
    if parts == ("K",) and (
        tokens.word(after) in table("rates")["screens"] or _lines_of_a_screen(tokens, at)
    ):
        return False
    if parts == ("s",) and _decade_of_numbers(tokens, at):
        return False
    console = parts == ("PS",) and tokens.is_number(after)
    goes_on = parts[-1].isalpha() and (tokens.is_word(after) or console)
    return not (tokens.glued(after) and goes_on)


def _lines_of_a_screen(tokens: Tokens, at: int) -> bool:
    """ "in 8K": joined to these numbers it is hardly ever a temperature."""
    return tokens.glued(at) and tokens.word(at - 1) in ("4", "5", "8")


def _decade_of_numbers(tokens: Tokens, at: int) -> bool:
    """ "the upper 60s", "in her 20s", "Model 3s", "1990s": a plural of numbers, no seconds."""
    if tokens.word(at - 2) in ("and", "or") and tokens.word(at - 3) == "s" and tokens.glued(at - 3):
        return True
    round_number = tokens.word(at - 1).endswith("0") and tokens.word(at - 2) in cues("before_tens")
    return round_number or tokens.capitalised(at - 2) or len(tokens.word(at - 1)) == 4


def per_unit(tokens: Tokens, at: int, unit: str) -> tuple[str, int] | None:
    """What a unit is divided by at `at`: "per hour", "/h", "a barrel", "an ounce"."""
    word = tokens.word(at)
    if word == "/" and tokens.glued(at):
        return _divided(tokens, at + 1, unit)
    if word == "-" and tokens.word(at + 1) in ("per", "a", "an") and tokens.word(at + 2) == "-":
        return _divided(tokens, at + 3, unit)
    if word not in _PER_WORDS or (word != "per" and not _rate_noun(tokens, at + 1)):
        return None
    if tokens.word(at + 2) in _MOVED:
        return None
    return _divided(tokens, at + 1, unit)


def _rate_noun(tokens: Tokens, at: int) -> bool:
    """True where "a" or "an" before the word divides: "$76 a barrel", not "$76 a good price"."""
    return tokens.word(at) in table("rates")["nouns"]


_MOVED = frozenset({"ago", "earlier", "later", "before", "after"})


def _divided(tokens: Tokens, at: int, unit: str) -> tuple[str, int] | None:
    if tokens.word(at) in _KINDS_OF_SHARE and tokens.word(at + 1) in ("share", "common", "ads"):
        return _divided(tokens, at + 1, unit)
    simple = measure_unit(tokens, at, True)
    if simple is not None:
        name, _, after = simple
        if name == "second" and tokens.word(after) in ("2", "²") and tokens.glued(after):
            return f"{unit} per square second", after + 1
        return f"{unit} per {name}", after
    if tokens.word(at) in ("hr", "h", "sec", "s"):
        return f"{unit} per {'hour' if tokens.word(at)[0] == 'h' else 'second'}", at + 1
    if not tokens.is_word(at):
        return None
    return f"{unit} per {singular(tokens.word(at))}", at + 1
