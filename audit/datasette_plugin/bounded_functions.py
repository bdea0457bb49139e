"""SQLite's own functions whose time one argument can make quadratic or worse, done in linear time.

SQLite looks at the clock between the steps of a query and never inside a function: `printf('%.*c',
900000000, 'x')` takes ten seconds whatever the limits, `instr` of a needle half as long as its haystack
forty. These answer the same for every sensible argument.
"""

import re
import sqlite3
from collections.abc import Callable

WIDEST = 99_999
"""Columns that one field of `printf` may take."""

MOST_BYTES = 16_000_000
"""What `replace` may make, in characters, before SQLite's own limit on a value is asked."""

_WIDE = re.compile(r"\d{6}")
Value = str | bytes | int | float | None


def register(connection: sqlite3.Connection) -> None:
    """Puts these in the place of SQLite's."""
    formatted = _printf()
    calls: list[tuple[str, int, Callable[..., Value]]] = [
        ("printf", -1, formatted),
        ("format", -1, formatted),
        ("instr", 2, instr),
        ("replace", 3, replace),
    ]
    calls += [(name, count, _trim(name)) for name in ("trim", "ltrim", "rtrim") for count in (1, 2)]
    for name, arguments, call in calls:
        connection.create_function(name, arguments, call, deterministic=True)


def _printf() -> Callable[..., Value]:
    """SQLite's `printf`, asked on a connection of its own, for fields that are not too wide."""
    own = sqlite3.connect(":memory:", check_same_thread=False)

    def printf(*given: Value) -> Value:
        template = str(given[0]) if given and given[0] is not None else ""
        numbers = [value for value in given[1:] if isinstance(value, int | float)]
        if _WIDE.search(template) or ("*" in template and any(abs(number) > WIDEST for number in numbers)):
            return None
        marks = ", ".join("?" * len(given))
        answer: Value = own.execute(f"select printf({marks})", given).fetchone()[0]
        return answer

    return printf


def instr(haystack: Value, needle: Value) -> int | None:
    """Where `needle` first stands, from 1; 0 where it does not."""
    if haystack is None or needle is None:
        return None
    if isinstance(haystack, bytes) and isinstance(needle, bytes):
        return haystack.find(needle) + 1
    return _text(haystack).find(_text(needle)) + 1


def replace(value: Value, old: Value, new: Value) -> Value:
    """`value` with every `old` made `new`; an error where that would be too long for any value."""
    if value is None or old is None:
        return None
    if not _text(old):
        return _text(value) if isinstance(value, bytes) else value
    if new is None:
        return None
    text, sought, given = _text(value), _text(old), _text(new)
    if len(text) + text.count(sought) * (len(given) - len(sought)) > MOST_BYTES:
        raise ValueError("string or blob too big")
    return text.replace(sought, given)


def _trim(name: str) -> Callable[..., str | None]:
    """`trim`, `ltrim` or `rtrim`."""

    def trim(value: Value, characters: Value = " ") -> str | None:
        if value is None or characters is None:
            return None
        text, dropped = _text(value), frozenset(_text(characters))
        start, end = 0, len(text)
        while name != "rtrim" and start < end and text[start] in dropped:
            start += 1
        while name != "ltrim" and end > start and text[end - 1] in dropped:
            end -= 1
        return text[start:end]

    return trim


def _text(value: Value) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
