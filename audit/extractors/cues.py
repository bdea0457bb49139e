"""Cue verbs: the words that report what somebody said, in every form, read from data files."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_VOWEL_Y = re.compile(r"[aeiou]y\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a cue verb: its lemma, its classes in `lexicons/cues.toml`, its form.

    `form`: `S` finite past or third person (a past may be a participle), `B` plain, `G` in -ing.
    `rest` are the words that must follow ("out" of "pointed out").
    """

    lemma: str
    classes: frozenset[str]
    form: str
    rest: tuple[str, ...] = ()


def load_toml(name: str) -> dict[str, Any]:
    """A data file of `lexicons/`."""
    return tomllib.loads(files("audit.extractors").joinpath("lexicons", name).read_text("utf-8"))


@cache
def _doubling() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["doubling"].split())


@cache
def single_cues() -> dict[str, Cue]:
    """Cue verbs of one word, by lower-case form."""
    data = load_toml("cues.toml")
    classes: dict[str, set[str]] = {}
    for name in ("say", "tell", "call", "show", "think", "weak"):
        for lemma in data[name]["lemmas"].split():
            classes.setdefault(lemma, set()).add(name)
    table: dict[str, Cue] = {}
    for lemma, names in classes.items():
        for form, word in _forms(lemma, data["irregular"]):
            table.setdefault(word, Cue(lemma, frozenset(names), form))
    return table


@cache
def phrase_cues() -> dict[str, tuple[Cue, ...]]:
    """Cue verbs with a particle, by the lower-case form of their first word, longest first."""
    data = load_toml("cues.toml")
    table: dict[str, list[Cue]] = {}
    for name in ("say", "call"):
        for phrase in data["phrases"][name]:
            lemma, *rest = phrase.split()
            for form, word in _forms(lemma, data["irregular"]):
                table.setdefault(word, []).append(Cue(phrase, frozenset({name}), form, tuple(rest)))
    return {word: tuple(sorted(cues, key=lambda cue: -len(cue.rest))) for word, cues in table.items()}


def _forms(lemma: str, irregular: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    yield "S", _third_person(lemma)
    past, participle = irregular.get(lemma) or (_past(lemma),) * 2
    yield "S", past
    yield "S", participle
    yield "G", _stem(lemma) + "ing"
    yield "B", lemma


def _third_person(lemma: str) -> str:
    if lemma.endswith("y") and not _VOWEL_Y.search(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _past(lemma: str) -> str:
    if lemma.endswith("y") and not _VOWEL_Y.search(lemma):
        return lemma[:-1] + "ied"
    return lemma + "d" if lemma.endswith("e") else _stem(lemma) + "ed"


def _stem(lemma: str) -> str:
    if lemma in _doubling():
        return lemma + lemma[-1]
    return lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
