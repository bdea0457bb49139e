"""Sentences by position: where they start and end, found in one pass without backtracking."""

import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files

from audit.model import Document

Span = tuple[int, int]

_CLOSERS = "\"'”’»)]"
_STOP = re.compile(r"[.!?…。！？][.!?…]{0,8}|\n\n?|\u2029")
_STOP_IN_PARAGRAPH = re.compile(r"[.!?…。！？][.!?…]{0,8}|\u2029")
_LAST_WORD = re.compile(r"[\w.]{1,20}\Z")
_WIDE_STOPS = "。！？"


@cache
def _abbreviations() -> frozenset[str]:
    lines = files("audit.text").joinpath("abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, trimmed of white space, as half-open code-point spans.

    A line break always ends a sentence. Closing marks after a stop belong to it.
    """
    return _cut(text, start, len(text) if end is None else end, _STOP)


def sentences_of(document: Document) -> list[Span]:
    """The sentences of a document, paragraph by paragraph, in order.

    A line break inside a paragraph is the typesetter's and ends nothing. A document that has no
    paragraphs is cut at its line breaks.
    """
    if not document.paragraphs:
        return sentences(document.text)
    return [
        span
        for paragraph in document.paragraphs
        for span in _cut(document.text, paragraph.start, paragraph.end, _STOP_IN_PARAGRAPH)
    ]


def _cut(text: str, start: int, limit: int, stops: re.Pattern[str]) -> list[Span]:
    found: list[Span] = []
    at = start
    for stop in stops.finditer(text, start, limit):
        if stop.start() < at:
            continue
        after = _end_of_sentence(text, stop, limit)
        if after is not None:
            _add_trimmed(text, at, after, found)
            at = after
    _add_trimmed(text, at, limit, found)
    return found


def sentence_at(spans: list[Span], position: int) -> Span | None:
    """The span of a sorted list that holds `position`, or None between spans."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return spans[index] if index >= 0 and position < spans[index][1] else None


def _end_of_sentence(text: str, stop: re.Match[str], limit: int) -> int | None:
    if text[stop.start()] in "\n\u2029":
        return stop.end()
    after = stop.end()
    while after < limit and text[after] in _CLOSERS:
        after += 1
    if text[stop.start()] in _WIDE_STOPS or after >= limit:
        return after
    if not text[after].isspace():
        return None
    return None if _goes_on(text, stop, after, limit) else after


def _goes_on(text: str, stop: re.Match[str], after: int, limit: int) -> bool:
    """True where the stop belongs to an abbreviation or the next word starts in lower case."""
    following = after
    while following < limit and text[following] in " \u00a0\t\r\n":
        following += 1
    next_character = text[following] if following < limit else "\n"
    if next_character.islower() or next_character in ",;":
        return True
    if stop.group() != "." or after != stop.end():
        return False
    word = _LAST_WORD.search(text, max(0, stop.start() - 20), stop.start())
    return word is not None and is_abbreviation(word.group(), next_character)


def is_abbreviation(word: str, next_character: str) -> bool:
    """True where the full stop after `word` is its own and the sentence goes on with `next_character`."""
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    if word.lower() not in _abbreviations():
        return False
    return word.lower() not in {"no", "mar", "sat"} or next_character.isdigit()


def _add_trimmed(text: str, start: int, end: int, found: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
