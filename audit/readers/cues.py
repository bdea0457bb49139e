"""The words that paragraphs of a page start with, looked up by their first word."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Form = Literal["marked", "starts", "lines", "sentence", "token"]

_FIRST_WORD = re.compile(r"[^\W_][\w.'-]*|0")
_MARK = re.compile(r"\s{0,3}(?:[:：|»›>→]|[-–—](?=\s))\s*")
_STRAIGHTEN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_LEADING_SIGNS = "([*»›>→•|- "
_LONGEST_CUE = 60


@dataclass(frozen=True, slots=True)
class Cue:
    """A known beginning. `rest` is where what follows it starts in the paragraph."""

    kind: str
    form: Form
    phrase: str
    rest: int


def folded(line: str) -> str:
    """Lower case with straight apostrophes and plain spaces, of the same length."""
    lowered = line.lower()
    if len(lowered) != len(line):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in line)
    return lowered.translate(_STRAIGHTEN)


def cues_of(line: str) -> list[Cue]:
    """Every cue that the paragraph `line` starts with, the longest phrase first."""
    head = folded(line[:_LONGEST_CUE])
    lead = len(head) - len(head.lstrip(_LEADING_SIGNS))
    first = _FIRST_WORD.match(head, lead)
    keys = {first.group()} if first else set()
    keys.update(head[lead : lead + 1] if not head[lead : lead + 1].isascii() else "")
    found = [cue for key in keys for phrase in _index().get(key, ()) if (cue := _cue_at(line, head, *phrase))]
    return sorted(found, key=lambda cue: -len(cue.phrase))


def phrases(section: str, name: str) -> tuple[str, ...]:
    """One list of the cue file, in its order."""
    return tuple(_data()[section][name])


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """One list of the cue file, to look words up in."""
    return frozenset(phrases(section, name))


def _cue_at(line: str, head: str, phrase: str, kind: str, form: Form) -> Cue | None:
    start = len(head) - len(head.lstrip(_LEADING_SIGNS))
    if not head.startswith(phrase, start):
        return None
    end = start + len(phrase)
    if end < len(head) and head[end].isalnum() and phrase[-1].isascii() and phrase[-1].isalnum():
        return None
    if form == "lines":
        return Cue(kind, form, phrase, len(line)) if not line[end:].strip(" .:…!»›>→)]•|") else None
    if form == "marked":
        mark = _MARK.match(line, end)
        return Cue(kind, form, phrase, mark.end()) if mark else None
    return Cue(kind, form, phrase, end)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("audit.readers").joinpath("cues.toml").read_text("utf-8"))


@cache
def _index() -> dict[str, tuple[tuple[str, str, Form], ...]]:
    """Phrases with their kind and form, under their first word, or first sign where it is not Latin."""
    index: dict[str, list[tuple[str, str, Form]]] = {}
    forms: tuple[Form, ...] = ("marked", "starts", "lines", "sentence", "token")
    for kind, section in _data().items():
        for form in forms:
            for phrase in section.get(form, ()):
                first = _FIRST_WORD.match(phrase)
                key = first.group() if first and phrase[0].isascii() else phrase[0]
                index.setdefault(key, []).append((phrase, kind, form))
    return {key: tuple(entries) for key, entries in index.items()}
