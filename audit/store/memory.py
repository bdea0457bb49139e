"""What the runs before read, extracted and found, kept so that only what changed is done again.

An entry's key is a hash of everything that it was made from, so that an entry is right or is not
found. Each publication keeps the entries that its run used, and no others.
"""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

TABLE = "_memory"
"""Its name starts like those of SQLite's own helpers: nobody needs to read it."""


class Memory:
    """Values of JSON by key. `used` are the entries that this run recalled or kept, as stored."""

    def __init__(self, known: Mapping[str, bytes] | None = None) -> None:
        self._known = known or {}
        self.used: dict[str, bytes] = {}

    def recall(self, key: str) -> Any:
        """The value under this key; None where there is none, or none that can be read."""
        stored = self._known.get(key)
        if stored is None:
            return None
        try:
            value = json.loads(_unpacked(stored))
        except (zlib.error, ValueError):
            return None
        self.used[key] = stored
        return value

    def keep(self, key: str, value: Any) -> None:
        """Keep a value, in place of one that was recalled."""
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self.used[key] = _packed(plain.encode("utf-8", "surrogatepass"))


_LEVEL = 1
"""Twice as quick as the usual level, and a tenth larger."""
_SHORT = 200
"""Bytes that are kept as they are: most quotations stand nowhere, and packing them would take a second."""
_PACKED = b"x"
"""What begins a packed value, and no JSON text."""


def _packed(plain: bytes) -> bytes:
    return plain if len(plain) <= _SHORT else zlib.compress(plain, _LEVEL)


def _unpacked(stored: bytes) -> bytes:
    return zlib.decompress(stored) if stored.startswith(_PACKED) else stored


def load(path: Path) -> Memory:
    """What the database remembers: nothing where it is missing, older or damaged; a run tells of that."""
    if not path.is_file():
        return Memory()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return Memory(dict(connection.execute(f"select id, value from {TABLE}")))
    except sqlite3.Error:
        return Memory()


def create(database: Database) -> None:
    """Makes the table, if it is missing."""
    database.execute(f"create table if not exists {TABLE} (id text primary key, value blob) without rowid")


def store(database: Database, memory: Memory) -> None:
    """Replaces what is remembered by what the run used, in the caller's transaction."""
    create(database)
    database.execute(f"delete from {TABLE}")
    database.conn.executemany(f"insert into {TABLE} values (?, ?)", sorted(memory.used.items()))
