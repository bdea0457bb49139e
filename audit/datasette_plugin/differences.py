"""What differs between two passages, on words, as text or as HTML that holds nothing but text."""

import re
from collections.abc import Iterator
from html import escape
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from audit.text.visible import visible

MOST_TOKENS = 8_000
"""Longer passages are compared up to here: the alignment is quadratic and SQLite cannot interrupt it."""

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
Side = Literal["both", "left", "right"]


class Run(NamedTuple):
    """A run of characters that stands on both sides, or on one only."""

    side: Side
    text: str


def tokens(text: str) -> list[str]:
    """Words, spaces and marks in order; together they are the text."""
    return _TOKEN.findall(text)


def is_word(token: str) -> bool:
    """True for a token that is a word and no mark or space."""
    return token[0].isalnum()


def runs(left: str, right: str) -> Iterator[Run]:
    """The runs that make `left` (both and left) and `right` (both and right), what only `left` has first."""
    a, b = tokens(left)[:MOST_TOKENS], tokens(right)[:MOST_TOKENS]
    removed = added = ""
    for edit in LCSseq.opcodes([_key(token) for token in a], [_key(token) for token in b]):
        mine, theirs = "".join(a[edit.src_start : edit.src_end]), "".join(b[edit.dest_start : edit.dest_end])
        if edit.tag == "equal":
            yield from _one_sided(removed, added)
            removed = added = ""
            yield Run("both", mine)
        else:
            removed, added = removed + mine, added + theirs
    yield from _one_sided(removed, added)


def _one_sided(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run("left", removed)
    if added:
        yield Run("right", added)


def _key(token: str) -> str:
    return " " if token.isspace() else token


def as_html(left: str, right: str) -> str:
    """The difference with `<del>` around what only `left` has and `<ins>` around what only `right` has."""
    return "".join(_as_html(run) for run in runs(left, right))


def _as_html(run: Run) -> str:
    text = escape(visible(run.text), quote=False)
    return {"both": text, "left": f"<del>{text}</del>", "right": f"<ins>{text}</ins>"}[run.side]


def as_text(left: str, right: str) -> str:
    """The same as text: `[-only left-]` and `{+only right+}`."""
    marks = {"both": "{}", "left": "[-{}-]", "right": "{{+{}+}}"}
    return "".join(marks[run.side].format(run.text) for run in runs(left, right))
