"""The words around a figure, brought to classes that can be compared: stems, synonyms, contrasts."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# A point inside stays only between single letters ("U.S."), an apostrophe between any.
_WORD = r"[^\W_]+(?:['’.&][^\W_]+)*"
_POSSESSIVE = re.compile(r"['’]s?\Z")
_VOWEL = re.compile(r"[aeiouy]")

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word by position, with the stem that its inflections share."""

    start: int
    end: int
    text: str
    stem: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A class that is named between two tokens, as indices into a list of tokens."""

    name: str
    first: int
    last: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`, possessive endings cut off, "gross domestic product" as "gdp"."""
    found = []
    for match in _token().finditer(text, start, end):
        word = _POSSESSIVE.sub("", match.group())
        said = _abbreviations().get(word.lower(), word)
        found.append(Token(match.start(), match.start() + len(word), said, stem(said)))
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem: plural, "-ed" and "-ing" taken off, one spelling for both sides."""
    lowered = word.lower().replace("’", "'")
    if len(lowered) <= 3 or not lowered.isalpha():
        return lowered
    return _without_ending(_singular(lowered))


def canonical(token: Token) -> str:
    """The class that a word stands for: its synonyms' name, else its stem."""
    return _synonyms().get(token.stem, token.stem)


def is_light(token: Token) -> bool:
    """Whether a word says too little to make two figures comparable."""
    if token.stem in _abbreviations().values():
        return False
    return token.stem in _light_stems() or not _VOWEL.search(token.stem) or not token.text[0].isalpha()


def contrasts(words: Sequence[Token]) -> list[tuple[str, Mention]]:
    """The classes that exclude one another among the words: the name of their group, and where they stand."""
    found = []
    for index, word in enumerate(words):
        seen: set[str] = set()
        for parts, group, name in _contrast_index().get(word.stem, ()):
            if group not in seen and _stands_at(parts, words, index):
                seen.add(group)
                found.append((group, Mention(name, index, index + len(parts) - 1)))
    return found


def find_phrases(phrases: Phrases, words: Sequence[Token]) -> Iterator[Mention]:
    """Where phrases stand among the words, the longest first at each place."""
    for index, word in enumerate(words):
        for parts, name in phrases.get(word.stem, ()):
            if _stands_at(parts, words, index):
                yield Mention(name, index, index + len(parts) - 1)
                break


def phrase_index(entries: Sequence[tuple[str, str]]) -> Phrases:
    """Phrases with the name each stands for, by the stem of their first word, longest first."""
    index: Phrases = {}
    for phrase, name in entries:
        parts = tuple(token.stem for token in tokens(phrase, 0, len(phrase)))
        if parts:
            index.setdefault(parts[0], []).append((parts, name))
    for choices in index.values():
        choices.sort(key=lambda choice: (-len(choice[0]), choice))
    return index


@cache
def unsaid() -> frozenset[str]:
    """The classes that one side may leave out: "a total of 9" and "9" are one."""
    return frozenset(name for group in _classes()["contrast"] for name in group.get("unsaid", ()))


@cache
def table(name: str) -> dict[str, Any]:
    """A data file of this package, by its name without `.toml`."""
    data: dict[str, Any] = tomllib.loads(files("audit.matching").joinpath(f"{name}.toml").read_text("utf-8"))
    return data


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `figure_names.toml`, as its words stand there."""
    return frozenset(table("figure_names")[name])


@cache
def stems(name: str) -> frozenset[str]:
    """A list of `figure_names.toml` by the stems of its words."""
    return frozenset(stem(word) for word in listed(name))


@cache
def classes(name: str) -> frozenset[str]:
    """A list of `figure_names.toml` by the classes of synonyms that its words belong to."""
    return frozenset(canonical(token) for word in listed(name) for token in tokens(word, 0, len(word)))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a `.txt` data file of this package, remarks left out."""
    text = files("audit.matching").joinpath(f"{name}.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _abbreviations() -> dict[str, str]:
    """What is said in several words and in one, by the several in lower case."""
    return {words: short for short, words in _classes()["abbreviations"].items()}


@cache
def _token() -> re.Pattern[str]:
    """A word, or one of the phrases that have an abbreviation, with or without capitals."""
    phrases = (
        " ".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in words.split())
        for words in _abbreviations()
    )
    return re.compile(f"(?:{'|'.join(phrases)})\\b|{_WORD}")


def _stands_at(parts: tuple[str, ...], words: Sequence[Token], index: int) -> bool:
    if index + len(parts) > len(words):
        return False
    return all(words[index + offset].stem == part for offset, part in enumerate(parts))


@cache
def _contrast_index() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Phrases of all groups by the stem of their first word, longest first: (stems, group, class)."""
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for group in _classes()["contrast"]:
        entries = [(word, words[0]) for words in group["classes"] for word in words]
        for first, choices in phrase_index(entries).items():
            index.setdefault(first, []).extend((parts, group["name"], name) for parts, name in choices)
    for found in index.values():
        found.sort(key=lambda choice: -len(choice[0]))
    return index


def _classes() -> dict[str, Any]:
    return table("figure_classes")


@cache
def _synonyms() -> dict[str, str]:
    """Stem to class name; a word of several classes keeps the first."""
    classes = [
        *_classes()["synonyms"],
        *(words for group in _classes()["contrast"] for words in group["classes"]),
    ]
    known: dict[str, str] = {}
    for words in classes:
        for word in words:
            if " " not in word:
                known.setdefault(stem(word), words[0])
    return known


@cache
def _light_stems() -> frozenset[str]:
    return frozenset(stem(word) for line in lines("figure_light_words") for word in line.split())


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_ending(word: str) -> str:
    for ending, least in (("ied", 3), ("ing", 5), ("ed", 4)):
        if word.endswith(ending) and len(word) > least and _VOWEL.search(word[: -len(ending)]):
            base = word[: -len(ending)] + ("y" if ending == "ied" else "")
            return _undoubled(base)
    return _undoubled(word) if not word.endswith(("ll", "ss")) else word


def _undoubled(word: str) -> str:
    """ "stopp" is "stop"; a silent last "e" goes."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
