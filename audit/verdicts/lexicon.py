"""The words that verdict rules look for, read once from their data files."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

CLASSES = ("negation", "modal", "quantifier", "condition", "hedge", "unit")
_CONTRACTIONS = {"can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not",
                 "let's": "let us", "ain't": "is not", "gonna": "going to"}  # fmt: skip
_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
     "november", "december"}
)  # fmt: skip
_ENDINGS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Turning words by class, why each class turns the meaning, and pairs of opposites.

    `backshifts` are verbs of reported speech with what was said: "would" for "will".
    """

    classes: dict[str, frozenset[str]]
    why: dict[str, str]
    opposites: frozenset[frozenset[str]]
    prefixes: tuple[str, ...]
    suffixes: tuple[tuple[str, str], ...]
    backshifts: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits a quotation from outside: phrases by their words, the longest first."""

    after: tuple[tuple[str, ...], ...]
    before: tuple[tuple[str, ...], ...]
    negations: frozenset[str]
    reach: int
    harmless: tuple[tuple[str, ...], ...]
    hidden: frozenset[str]
    others: tuple[tuple[str, ...], ...]
    bounds: tuple[tuple[str, ...], ...]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("audit.verdicts").joinpath(name).read_text("utf-8"))


@cache
def lexicon() -> Lexicon:
    """The words on which the meaning turns."""
    data = _read("turning_words.toml")
    classes = {name: frozenset(data[name]["words"].split()) for name in CLASSES}
    pairs = frozenset(frozenset(pair.split("/")) for pair in data["opposites"]["pairs"].split())
    suffixes = tuple(tuple(pair.split("/")) for pair in data["suffixes"]["pairs"].split())
    backshifts = [pair.split("/") for pair in data["backshifts"]["pairs"].split()]
    why = {name: section["why"] for name, section in data.items()}
    return Lexicon(
        classes, why, pairs, tuple(data["prefixes"]["words"].split()), tuple((a, b) for a, b in suffixes),
        frozenset((past, present) for past, present in backshifts),
    )  # fmt: skip


@cache
def limits() -> Limits:
    """The words that limit from outside."""
    data = _read("limits.toml")
    return Limits(
        _phrases(data["after"]["phrases"].split(",")), _phrases(data["before"]["phrases"].split(",")),
        frozenset(data["negation"]["words"].split()), data["negation"]["reach"],
        _phrases(data["negation"]["harmless"]), frozenset(data["hidden"]["words"].split()),
        _phrases(_of_others(data["others"])), _phrases(data["bounds"]["phrases"].split(",")),
        frozenset(data["relative"]["words"].split()), frozenset(data["relative"]["auxiliaries"].split()),
    )  # fmt: skip


def _of_others(data: dict[str, str]) -> Iterator[str]:
    """Every way to give words as somebody else's: "some say that", "it is claimed that"."""
    subjects = data["subjects"].split()
    for verb in [f"{subject} {verb}" for subject in subjects for verb in data["verbs"].split()]:
        yield from (verb, f"{verb} that")
    for subject in data["many"].split():
        yield from (f"{subject} {verb}{that}" for verb in data["sayings"].split() for that in ("", " that"))
    for participle in data["participles"].split():
        yield from (
            f"it {passive} {participle} that" for passive in ("is", "was", "is often", "is sometimes")
        )


def _phrases(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        sorted(
            {tuple(line.split()) for line in lines if line.strip()}, key=lambda words: (-len(words), words)
        )
    )


def months() -> frozenset[str]:
    """The months, in plain words."""
    return _MONTHS


def plain(word: str) -> str:
    """A word without case and with a straight apostrophe."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


def expanded(words: Iterable[str]) -> list[str]:
    """Plain words with contractions written out: "won't" is "will", "not"."""
    result: list[str] = []
    for word in map(plain, words):
        whole = _CONTRACTIONS.get(word)
        if whole:
            result += whole.split()
            continue
        ending = next((ending for ending in _ENDINGS if word.endswith(ending) and word != ending), None)
        result += [word[: -len(ending)], _ENDINGS[ending]] if ending else [word]
    return result


def turning(words: Iterable[str], name: str) -> Counter[str]:
    """How often each word of a class stands among expanded words."""
    members = lexicon().classes[name]
    return Counter(word for word in words if word in members)


def are_opposites(first: str, second: str) -> bool:
    """True for a listed pair, or where a prefix or an ending makes one of the other."""
    if frozenset((first, second)) in lexicon().opposites:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) < 4 or short == long:
        return False
    if any(long == prefix + short for prefix in lexicon().prefixes):
        return True
    return any(
        {first, second} == {stem + left, stem + right}
        for left, right in lexicon().suffixes
        for stem in [first.removesuffix(left) if first.endswith(left) else first.removesuffix(right)]
    )
