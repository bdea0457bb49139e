"""Who a mention is, inside one document: "Wang" and "he" become "Wang Yi" where that is certain.

A surname is certain where the document knows one full name with it. A pronoun is certain where one person
only has been named since the paragraph before, or where the last speaker is the last person named.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from audit.extractors.names import Name, read_name
from audit.extractors.word_classes import word_class
from audit.extractors.works import Works
from audit.model import Document, Quotation

_FULL_NAME = re.compile(r"([A-Z][\w’'-]+(?: [A-Z]\.)?) ((?:(?:de|da|van|von|al|bin) )?[A-Z][\w’-]+)")
_CAPITALISED = re.compile(r"[A-Z][\w’-]*")
_SINGULAR = frozenset({"he", "she"})
_LOOK_BACK = 700
_RECENT = 20


class _People:
    """The persons that a document names in full, and where it names whom."""

    def __init__(self, document: Document, names: Sequence[Name | None]) -> None:
        self.text = document.text
        self.body = _start_of_body(document)
        self.by_word: dict[str, set[str]] = {}
        self.titled: dict[str, set[str]] = {}
        for name in names:
            if name is not None and len(name.words) >= 2:
                self._know(name)
        self._find_in_text({name.words[0] for name in names if name is not None and len(name.words) == 1})
        self._forget_late_names()
        self._find_others()
        self.places = self._places()
        self.starts = [at for at, _ in self.places]

    def _know(self, name: Name) -> None:
        for word in (name.words[-1], name.words[0]):
            self.by_word.setdefault(word, set()).add(name.text)
        for title in name.titles:
            self.titled.setdefault(title, set()).add(name.text)

    def _find_in_text(self, wanted: set[str]) -> None:
        """Full names, anywhere in the text, with a surname that speaks alone."""
        for match in _FULL_NAME.finditer(self.text) if wanted else ():
            surname = match.group(2)
            if surname not in wanted or not _can_be_name(match.group(1)):
                continue
            name = read_name(match.group())
            if name is not None and len(name.words) >= 2:
                self.by_word.setdefault(surname, set()).add(name.text)

    def _forget_late_names(self) -> None:
        """News names a person in full first: a surname that stood alone before is somebody else's."""
        first: dict[str, int] = {}
        for match in _CAPITALISED.finditer(self.text, self.body):
            word = match.group().removesuffix("’s")
            if word in self.by_word and word not in first:
                first[word] = match.start()
        for word, full in self.by_word.items():
            at = first.get(word)
            if at is not None and not any(
                self.text.startswith(name, max(0, at - name.find(word))) for name in full
            ):
                full.add("")

    def _find_others(self) -> None:
        """People who are named and never quoted: a pronoun may be theirs."""
        for match in _FULL_NAME.finditer(self.text, self.body):
            surname = match.group(2)
            if surname not in self.by_word and _can_be_name(match.group(1)):
                name = read_name(match.group())
                if name is not None and len(name.words) == 2:
                    self.by_word[surname] = {name.text}

    def _places(self) -> list[tuple[int, str]]:
        """Where a known person is named by a word of the name, in order."""
        words = {word: next(iter(full)) for word, full in sorted(self.by_word.items()) if len(full) == 1}
        found = []
        for match in _CAPITALISED.finditer(self.text) if words else ():
            name = words.get(match.group().removesuffix("’s"))
            if name is not None:
                found.append((match.start(), name))
        return found

    def full(self, name: Name) -> str | None:
        """The full name that a surname stands for."""
        if len(name.words) != 1:
            return name.text
        known = self.by_word.get(name.words[0], set())
        if "" in known:
            return name.text
        return next(iter(known)) if len(known) == 1 else name.text if not known else None

    def titled_person(self, mention: str) -> str | None:
        """ "the minister", where one minister only is named."""
        words = mention.lower().split()
        if len(words) > 3 or words[0] != "the":
            return None
        known = self.titled.get(words[-1], set())
        return next(iter(known)) if len(known) == 1 else None

    def named_between(self, start: int, end: int) -> list[str]:
        """The known persons named in `[start, end)`, in order."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return [name for _, name in self.places[first:last]]


def _can_be_name(first: str) -> bool:
    """True of a first name; not of "When", "Super" before a day, "PM"."""
    return word_class(first.split()[0].lower()) in "wN" and not (first.isupper() and len(first) > 1)


def _start_of_body(document: Document) -> int:
    """Where the piece begins after its headline, which names people as it likes."""
    for paragraph in document.paragraphs[1:3]:
        if paragraph.kind not in ("headline", "heading", "byline", "dateline"):
            return paragraph.start
    return 0


def resolved(document: Document, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations with the name of each speaker who is certain."""
    names = [read_name(quotation.speaker.text) if quotation.speaker else None for quotation in quotations]
    people = _People(document, names)
    works = Works(document.text)
    starts = [paragraph.start for paragraph in document.paragraphs]
    found: list[Quotation] = []
    known: dict[int, str | None] = {}
    for quotation, name in zip(quotations, names, strict=True):
        if quotation.speaker is None:
            found.append(quotation)
            continue
        if quotation.speaker_name is not None:
            name = read_name(quotation.speaker_name)
        at = quotation.speaker.start
        if at not in known:
            known[at] = _who(quotation.speaker.text, at, name, people, works, starts, known)
        found.append(replace(quotation, speaker_name=known[at]))
    return tuple(found)


def _who(
    mention: str,
    at: int,
    name: Name | None,
    people: _People,
    works: Works,
    starts: list[int],
    known: dict[int, str | None],
) -> str | None:
    if name is None:
        return _pronoun(mention, at, people, starts, known)
    if name.kind == "person":
        return people.full(name)
    if name.kind == "unknown":
        return people.titled_person(mention)
    if name.kind == "document":
        return works.meant(mention, at) or name.text
    return name.text


def _pronoun(
    mention: str, at: int, people: _People, starts: list[int], known: dict[int, str | None]
) -> str | None:
    if mention.lower().split("’")[0].split("'")[0] not in _SINGULAR:
        return None
    paragraph = max(0, bisect_left(starts, at + 1) - 2)
    start = max(starts[paragraph] if starts else 0, at - _LOOK_BACK)
    named = people.named_between(start, at)
    if named and len(set(named)) == 1:
        return named[0]
    last = next(
        (place for place in islice(reversed(known), _RECENT) if start <= place < at and known[place]), None
    )
    if last is None:
        return None
    since = set(people.named_between(last, at))
    return known[last] if since <= {known[last]} else None
