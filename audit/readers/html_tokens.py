"""HTML cut into tags and text by position, in one pass, as a browser cuts it.

The standard library's parser gives positions too, but its reading of malformed pages differs from
one patch release to the next and was quadratic in several. This follows the tokenizer of the HTML
standard in what decides where text is; it looks at each character a bounded number of times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

_MARKUP = re.compile(r"<(?:[a-zA-Z]|/[a-zA-Z]|!|\?|/)")
_NAME = re.compile(r"[^\s/>]+")
_SPACE = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*")
_UNQUOTED = re.compile(r"[^\s>]*")
_COMMENT_END = re.compile(r"--!?>")
# The attributes that a reader looks at; a page may have a million others.
_KEPT = frozenset(
    (
        "class", "id", "style", "hidden", "role", "lang", "content", "name", "property", "itemprop", "href",
        "rel", "type", "datetime", "pubdate", "open", "val", "styleid",
    )
)  # fmt: skip


_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a page. `raw` is the content of an element such as script, up to its end tag."""

    kind: Literal["start", "end", "text", "raw"]
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A comment, tag or raw element that never ends: everything from `start` on is inside it."""

    start: int
    what: str


def tokens(page: str, raw_elements: frozenset[str]) -> Iterator[Token | Unclosed]:
    """The tags and texts of a page in order. Comments, doctypes and instructions are left out."""
    at = text_start = 0
    while markup := _MARKUP.search(page, at):
        start = markup.start()
        if start > text_start:
            yield Token("text", text_start, start)
        token, at = _markup_at(page, start)
        if token is not None:
            yield token
        if isinstance(token, Unclosed):
            return
        if token is not None and token.kind == "start" and token.name in raw_elements:
            raw_end = _end_of_raw(page, at, token.name)
            yield Token("raw", at, len(page) if raw_end is None else raw_end, token.name, token.attributes)
            if raw_end is None:
                yield Unclosed(start, f"<{token.name}>")
                return
            at = raw_end
        text_start = at
    if text_start < len(page):
        yield Token("text", text_start, len(page))


def _markup_at(page: str, start: int) -> tuple[Token | Unclosed | None, int]:
    """The token at a `<`, None for what is no part of the page, and where to go on."""
    if page.startswith("<!--", start):
        return _comment(page, start)
    closing = page[start + 1] == "/"
    name_at = start + 1 + closing
    if not (name_at < len(page) and page[name_at].isascii() and page[name_at].isalpha()):
        bogus_end = page.find(">", start) + 1
        return (None, bogus_end) if bogus_end else (Unclosed(start, page[start : start + 2]), len(page))
    name = _NAME.match(page, name_at)
    name_end = name.end() if name else name_at
    attributes, end = _attributes(page, name_end)
    if end is None:
        return Unclosed(start, page[start : min(name_end, start + 30)]), len(page)
    kind: Literal["start", "end"] = "end" if closing else "start"
    return Token(kind, start, end, page[name_at:name_end].lower(), attributes), end


def _comment(page: str, start: int) -> tuple[Unclosed | None, int]:
    for short in ("<!-->", "<!--->"):
        if page.startswith(short, start):
            return None, start + len(short)
    end = _COMMENT_END.search(page, start + 4)
    return (None, end.end()) if end else (Unclosed(start, "<!--"), len(page))


def _attributes(page: str, at: int) -> tuple[dict[str, str], int | None]:
    """The kept attributes of the tag, and where it ends; None where the page ends first."""
    found: dict[str, str] = {}
    while True:
        at = _skip(_BETWEEN, page, at)
        if at >= len(page):
            return found, None
        if page[at] == ">":
            return found, at + 1
        name_end = _skip(_ATTRIBUTE, page, at)
        name, at = page[at:name_end], name_end
        equals = _skip(_SPACE, page, at)
        value: str | None = ""
        if page.startswith("=", equals):
            value, at = _value(page, _skip(_SPACE, page, equals + 1))
            if value is None:
                return found, None
        if len(name) < _LONGEST_NAME and name.lower().rpartition(":")[2] in _KEPT:
            found.setdefault(name.lower(), unescape(value or ""))


def _value(page: str, at: int) -> tuple[str | None, int]:
    quote = page[at : at + 1]
    if quote in ('"', "'"):
        end = page.find(quote, at + 1)
        return (None, len(page)) if end < 0 else (page[at + 1 : end], end + 1)
    end = _skip(_UNQUOTED, page, at)
    return page[at:end], end


def _skip(pattern: re.Pattern[str], page: str, at: int) -> int:
    match = pattern.match(page, at)
    return match.end() if match else at


def _end_of_raw(page: str, at: int, name: str) -> int | None:
    end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(page, at)
    return end.start() if end else None
