"""What differs between two passages, on words, as text or as HTML that holds nothing but text."""

import re
from collections.abc import Iterator
from html import escape
from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import LCSseq

from audit.text.visible import visible

MOST_TOKENS = 8_000
"""Longer passages are compared up to here: the alignment is quadratic and SQLite cannot interrupt it."""

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
# Below the surrogates there is room for as many different tokens as are compared.
_FIRST_CODE = 0x4E00
# Cleaning up takes the square of this: a quarter of a second here, ten seconds for six times as many.
_MOST_CLEANED = 1_000
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
    """The runs that make `left` (both and left) and `right` (both and right), what only `left` has first.

    A word or two that both have by chance between changed words is shown as changed, too: many
    small differences read worse than one.
    """
    a, b = tokens(left)[:MOST_TOKENS], tokens(right)[:MOST_TOKENS]
    at = other_at = 0
    for operation, run in _readable(_coded(a, b)):
        if operation == diff_match_patch.DIFF_INSERT:
            yield Run("right", "".join(b[other_at : other_at + len(run)]))
        else:
            yield Run(_SIDES[operation], "".join(a[at : at + len(run)]))
            at += len(run)
        other_at += 0 if operation == diff_match_patch.DIFF_DELETE else len(run)


_SIDES: dict[int, Side] = {diff_match_patch.DIFF_EQUAL: "both", diff_match_patch.DIFF_DELETE: "left"}


def _coded(a: list[str], b: list[str]) -> tuple[str, str]:
    """Both sides with one character for each different token, as diff-match-patch counts in characters."""
    codes: dict[str, str] = {}
    for token in (*a, *b):
        codes.setdefault(_key(token), chr(_FIRST_CODE + len(codes)))
    return "".join(codes[_key(token)] for token in a), "".join(codes[_key(token)] for token in b)


def _readable(sides: tuple[str, str]) -> list[tuple[int, str]]:
    """The alignment of rapidfuzz, which is quick on any text, cleaned up by diff-match-patch."""
    left, right = sides
    diffs: list[tuple[int, str]] = []
    for edit in LCSseq.opcodes(left, right):
        if edit.tag == "equal":
            diffs.append((diff_match_patch.DIFF_EQUAL, left[edit.src_start : edit.src_end]))
            continue
        diffs.append((diff_match_patch.DIFF_DELETE, left[edit.src_start : edit.src_end]))
        diffs.append((diff_match_patch.DIFF_INSERT, right[edit.dest_start : edit.dest_end]))
    if len(diffs) <= _MOST_CLEANED:
        cleaner = diff_match_patch()
        cleaner.diff_cleanupMerge(diffs)
        cleaner.diff_cleanupSemantic(diffs)
    return [(operation, run) for operation, run in diffs if run]


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
