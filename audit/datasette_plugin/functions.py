"""SQL functions for questions of one's own. Each answers NULL for NULL and is bounded in time."""

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from audit.text.folding import fold

from .differences import as_html, as_text, is_word, tokens
from .evidence import sentence

LONGEST_COMPARED = 20_000
"""Characters of each side that are compared: comparing is quadratic and cannot be interrupted."""


class Function(NamedTuple):
    """A function as SQL sees it, and one sentence for the page that lists them."""

    name: str
    arguments: tuple[str, ...]
    description: str
    call: Callable[..., Any]


def similarity(left: str, right: str) -> float:
    """How alike two passages are, 0 to 100: to rank by, never to judge by."""
    return round(float(fuzz.ratio(folded(left), folded(right))), 1)


def word_diff(quoted: str, source: str) -> str:
    """What differs, as text: `[-only quoted-]` and `{+only in the source+}`."""
    return as_text(quoted, source)


def word_diff_html(quoted: str, source: str) -> str:
    """What differs, struck out and underlined in the cell."""
    return as_html(quoted, source)


def folded(text: str) -> str:
    """The text as it is compared: case, diacritics, quotation marks, dashes and spaces made equal."""
    codes = fold(text[:LONGEST_COMPARED]).codes
    return "".join(map(chr, codes.tolist()))


def word_count(text: str) -> int:
    """How many words a text has."""
    return sum(map(is_word, tokens(text)))


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentences of `text` that hold `[start, end)`."""
    low, high = sentence(text, max(0, start), max(0, end))
    return text[low:high]


def passage(text: str, start: int, end: int) -> str:
    """`text[start:end]`, in code points."""
    return text[max(0, start) : max(0, end)]


def _described(call: Callable[..., Any], *arguments: str) -> Function:
    description = (call.__doc__ or "").split("\n")[0]
    return Function(call.__name__, arguments, description, call)


FUNCTIONS: tuple[Function, ...] = (
    _described(similarity, "left", "right"),
    _described(word_diff, "quoted", "source"),
    _described(word_diff_html, "quoted", "source"),
    _described(folded, "text"),
    _described(word_count, "text"),
    _described(passage, "text", "start", '"end"'),
    _described(sentence_around, "text", "start", '"end"'),
)


def register(connection: sqlite3.Connection) -> None:
    """Makes every function known to one connection."""
    for function in FUNCTIONS:
        connection.create_function(
            function.name, len(function.arguments), _total(function.call), deterministic=True
        )


def _total(call: Callable[..., Any]) -> Callable[..., Any]:
    """`call` that answers NULL where an argument is NULL or of another type: a query never fails in it."""

    def answer(*arguments: Any) -> Any:
        if any(argument is None for argument in arguments):
            return None
        try:
            return call(*arguments)
        except (TypeError, ValueError, AttributeError):
            return None

    return answer
