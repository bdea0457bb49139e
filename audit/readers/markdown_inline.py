"""Inline Markdown: which characters of a paragraph are markup, after the CommonMark rules."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from html import unescape
from html.entities import html5

_INTERESTING = re.compile(r"[\\`*_~\[\]<&!\n]")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_TICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>")
_TAG = re.compile(r"</?[a-zA-Z][\w-]{0,40}(?:\s[^<>]{0,1000})?/?>|<!--.{0,2000}?-->", re.DOTALL)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};)")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]{1,100}\]")
_LABEL = re.compile(r"\[([^\[\]\\]{0,300})\]")
_TITLE = re.compile(r"\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\))")
_BREAK = re.compile(r"(?: {2,}|\\)?\n")
_BRACKETED = re.compile(r"<[^<>\n]{0,2000}>")
_IN_DESTINATION = re.compile(r"[()\s]")
# Longer than any address; what bounds the search for the end of a link that has none.
_LONGEST_DESTINATION = 4_000
_DEEPEST_PARENTHESES = 32


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `[start, end)` of a paragraph that are not copied. `text` stands in their place.

    `kind` is `drop` for markup, `charref` for a character reference, `break` for a line break.
    """

    start: int
    end: int
    kind: str
    text: str = ""


@dataclass(slots=True)
class _Delimiter:
    start: int
    length: int
    sign: str
    opens: bool
    closes: bool
    printed: int


def inline_changes(source: str, references: frozenset[str]) -> list[Change]:
    """What of a paragraph's source is not its text, in order. `references` are defined link labels."""
    return _Inline(source, references).run()


class _Inline:
    def __init__(self, source: str, references: frozenset[str]) -> None:
        self._source = source
        self._references = references
        self._changes: list[Change] = []
        self._brackets: list[tuple[int, bool, int]] = []
        self._inside_links = 0  # so many open brackets hold a link, and so cannot be links themselves
        self._delimiters: list[_Delimiter] = []
        self._ticks: dict[int, list[int]] | None = None

    def run(self) -> list[Change]:
        at = 0
        while match := _INTERESTING.search(self._source, at):
            at = self._at(match.start(), match.group())
        self._emphasise(self._delimiters)
        return _without_overlaps(self._changes)

    def _at(self, at: int, sign: str) -> int:
        if sign in "*_~":
            return self._delimiter(at, sign)
        if sign == "`":
            return self._code(at)
        if sign == "[":
            return self._open_bracket(at, image=False)
        if sign == "]":
            return self._close_bracket(at)
        if sign == "!":
            return self._open_bracket(at, image=True) if self._source.startswith("![", at) else at + 1
        return self._character(at, sign)

    def _character(self, at: int, sign: str) -> int:
        """Escapes, references, tags and line breaks."""
        source = self._source
        if sign == "\\" and (escaped := _ESCAPED.match(source, at)):
            self._drop(at, at + 1)
            return escaped.end()
        if sign in "\\\n" and (broken := _BREAK.match(source, at)):
            return self._break(broken.start(), broken.end(), hard=sign == "\\")
        if sign == "&" and (reference := _REFERENCE.match(source, at)):
            name = reference.group()[1:]
            if name.startswith("#") or name in html5:
                self._changes.append(Change(at, reference.end(), "charref", unescape(reference.group())))
            return reference.end()
        return self._angle(at) if sign == "<" else at + 1

    def _break(self, start: int, end: int, *, hard: bool) -> int:
        begin = start
        while begin and self._source[begin - 1] == " ":
            begin -= 1
        hard = hard or start - begin >= 2
        self._changes.append(Change(begin, end, "break", "\n" if hard else " "))
        return end

    def _angle(self, at: int) -> int:
        link = _AUTOLINK.match(self._source, at)
        if link:
            self._drop(at, at + 1)
            self._drop(link.end() - 1, link.end())
            return link.end()
        tag = _TAG.match(self._source, at)
        if tag is None:
            return at + 1
        if tag.group()[1:3].lower() == "br" and not tag.group()[3:4].isalnum():
            self._changes.append(Change(at, tag.end(), "break", "\n"))
        else:
            self._drop(at, tag.end())
        return tag.end()

    def _code(self, at: int) -> int:
        opening = _TICKS.match(self._source, at)
        after = opening.end() if opening else at + 1
        closing = self._next_ticks(after - at, after)
        if closing is None:
            return after
        content = self._source[after:closing]
        padded = content[0] in " \n" and content[-1] in " \n" and content.strip(" \n") != ""
        self._drop(at, after + padded)
        self._drop(closing - padded, closing + after - at)
        return closing + after - at

    def _next_ticks(self, length: int, after: int) -> int | None:
        """Where the next run of exactly so many backticks starts."""
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._source):
                self._ticks.setdefault(len(run.group()), []).append(run.start())
        places = self._ticks.get(length, [])
        index = bisect_left(places, after)
        return places[index] if index < len(places) else None

    def _open_bracket(self, at: int, *, image: bool) -> int:
        if footnote := _FOOTNOTE.match(self._source, at):
            self._drop(at, footnote.end())
            return footnote.end()
        self._brackets.append((at, image, len(self._delimiters)))
        return at + 1 + image

    def _close_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        start, image, delimiters = self._brackets.pop()
        holds_a_link = not image and len(self._brackets) < self._inside_links
        self._inside_links = min(self._inside_links, len(self._brackets))
        end = None if holds_a_link else self._end_of_target(start + 1 + image, at)
        if end is None:
            return at + 1
        inner = self._delimiters[delimiters:]
        del self._delimiters[delimiters:]
        if image:
            self._drop(start, end)
        else:
            self._inside_links = len(self._brackets)
            self._drop(start, start + 1)
            self._drop(at, end)
            self._emphasise(inner)
        return end

    def _end_of_target(self, label_start: int, at: int) -> int | None:
        """Where the link ends whose text ends at the bracket `at`, or None where it is no link."""
        inline = _inline_target(self._source, at + 1)
        if inline is not None:
            return inline
        label = _LABEL.match(self._source, at + 1)
        if label and label[1] and _normal(label[1]) in self._references:
            return label.end()
        text = self._source[label_start : min(at, label_start + 300)]
        if _normal(text) in self._references:
            return label.end() if label and not label[1] else at + 1
        return None

    def _delimiter(self, at: int, sign: str) -> int:
        end = at
        while end < len(self._source) and self._source[end] == sign:
            end += 1
        if sign == "~" and end - at != 2:
            return end
        before = self._source[at - 1] if at else " "
        after = self._source[end] if end < len(self._source) else " "
        left = not after.isspace() and (
            not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
        )
        right = not before.isspace() and (
            not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
        )
        opens, closes = left, right
        if sign == "_":
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
        if opens or closes:
            self._delimiters.append(_Delimiter(at, end - at, sign, opens, closes, end - at))
        return end

    def _emphasise(self, delimiters: list[_Delimiter]) -> None:
        """Pair openers and closers as CommonMark does; unpaired signs stay text."""
        open_runs: list[_Delimiter] = []
        hopeless: dict[tuple[str, bool, int], int] = {}
        for run in delimiters:
            while run.closes and run.length:
                key = (run.sign, run.opens, run.printed % 3)
                bottom = min(hopeless.get(key, 0), len(open_runs))
                index = _opener(open_runs, run, bottom)
                if index is None:
                    hopeless[key] = len(open_runs)
                    break
                self._pair(open_runs, index, run)
                hopeless = {key: min(place, len(open_runs)) for key, place in hopeless.items()}
            if run.opens and run.length:
                open_runs.append(run)

    def _pair(self, open_runs: list[_Delimiter], index: int, closer: _Delimiter) -> None:
        opener = open_runs[index]
        del open_runs[index + 1 :]
        used = 2 if opener.length >= 2 and closer.length >= 2 else 1
        opener.length -= used
        self._drop(opener.start + opener.length, opener.start + opener.length + used)
        self._drop(closer.start, closer.start + used)
        closer.start += used
        closer.length -= used
        if not opener.length:
            open_runs.pop()

    def _drop(self, start: int, end: int) -> None:
        self._changes.append(Change(start, end, "drop"))


def _opener(open_runs: list[_Delimiter], closer: _Delimiter, bottom: int) -> int | None:
    for index in range(len(open_runs) - 1, bottom - 1, -1):
        run = open_runs[index]
        if run.sign != closer.sign:
            continue
        both_ways = run.closes or closer.opens
        odd = (run.printed + closer.printed) % 3 == 0 and (run.printed % 3 or closer.printed % 3)
        if not (both_ways and odd):
            return index
    return None


def _is_punctuation(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _normal(label: str) -> str:
    return " ".join(label.split()).casefold()


def _inline_target(source: str, at: int) -> int | None:
    """The end of `(destination "title")` at this place, or None."""
    if not source.startswith("(", at):
        return None
    end = _end_of_destination(source, _skip_space(source, at + 1))
    if end is None:
        return None
    title = _TITLE.match(source, end)
    end = _skip_space(source, title.end() if title else end)
    return end + 1 if source.startswith(")", end) else None


def _skip_space(source: str, at: int) -> int:
    """Past white space, as much as anybody writes inside a link."""
    limit = at + 100
    while at < min(len(source), limit) and source[at].isspace():
        at += 1
    return at


def _end_of_destination(source: str, at: int) -> int | None:
    if source.startswith("<", at):
        bracketed = _BRACKETED.match(source, at)
        return bracketed.end() if bracketed else None
    depth = 0
    for sign in _IN_DESTINATION.finditer(source, at, min(len(source), at + _LONGEST_DESTINATION)):
        if sign.group() == "(":
            depth += 1
        elif sign.group() == ")" and depth:
            depth -= 1
        else:
            return None if depth else sign.start()
        if depth > _DEEPEST_PARENTHESES:
            return None
    return None


def _without_overlaps(changes: list[Change]) -> list[Change]:
    """In order; a change inside one that drops everything, such as an image, is not needed."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept
