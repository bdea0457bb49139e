"""What one URL may cost: limits set on every connection that Datasette opens.

Datasette bounds the time of a query and the number of its rows, and neither bounds memory:
`select zeroblob(900000000)` takes gigabytes within the time allowed.
"""

import sqlite3
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

ROOM = 2_000_000
"""Bytes that any value may have, whatever the documents: example questions and diffs fit in it."""

BYTES_PER_CHARACTER = 12
"""A character takes at most four bytes of UTF-8; as JSON with escapes, twelve."""

MOST_BYTES_OF_AN_ANSWER = 64_000_000
"""An answer of more than this is refused while it is read. Twice the room for the longest text would
do for every page; a download of a large table streams in pages and is not touched."""

_LONGEST = (
    "select max(coalesce((select max(char_length) from documents), 0) * ?, "
    "coalesce((select max(length(source_map)) from texts where document_id in "
    "(select id from documents order by char_length desc limit 20)), 0) * 4)"
)
_TOO_MUCH = "the answer is too large: ask for fewer rows or shorter columns"


def bound(connection: sqlite3.Connection) -> None:
    """Bounds the length of a value, of a statement and of a pattern, and the size of an answer."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ROOM + longest_text(connection))
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)
    connection.row_factory = counting_rows(MOST_BYTES_OF_AN_ANSWER)


def longest_text(connection: sqlite3.Connection) -> int:
    """How many bytes the longest text of an audit can take; 0 where the database holds no audit."""
    try:
        return int(connection.execute(_LONGEST, (BYTES_PER_CHARACTER,)).fetchone()[0])
    except sqlite3.Error:
        return 0


def counting_rows(most: int) -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """A row factory that makes `sqlite3.Row`s and refuses to go on after `most` bytes of one answer."""
    read: WeakKeyDictionary[sqlite3.Cursor, int] = WeakKeyDictionary()

    def row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        size = sum(len(value) for value in values if isinstance(value, str | bytes))
        read[cursor] = size = read.get(cursor, 0) + size
        if size > most:
            raise sqlite3.OperationalError(_TOO_MUCH)
        return sqlite3.Row(cursor, values)

    return row
