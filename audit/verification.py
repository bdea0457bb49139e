"""Proving a stored audit again from the original files, with none of the code that made it.

Each document's file is read anew, its hash compared, its bytes decoded with the recorded encoding,
and every run of the stored map checked: copied characters are the file's own. Then every stored
passage is cut again from its text, and the database's own structures are checked.
"""

import html
import io
import json
import os
import sqlite3
import zipfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from .errors import DatabaseError, explain

_PASSAGES = (  # table, prefix of the column that holds the words, columns of its two ends
    ("paragraphs", "", "start", "end"),
    ("quotations", "", "start", "end"),
    ("quotations", "speaker_", "speaker_start", "speaker_end"),
    ("quotations", "cue_", "cue_start", "cue_end"),
    ("quantities", "", "start", "end"),
    ("quantities", "subject_", "subject_start", "subject_end"),
    ("quantities", "period_", "period_text_start", "period_text_end"),
    ("matches", "", "start", "end"),
)
_SEARCHABLE = ("paragraphs", "quotations", "quantities")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as the audit says: an original that is `missing`, or what is `broken`."""

    kind: Literal["broken", "missing"]
    where: str
    message: str


@dataclass(slots=True)
class Verification:
    """What was proved, and what could not be."""

    documents: int = 0
    passages: int = 0
    unproved: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: Literal["broken", "missing"], where: str, message: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(kind, where, message))


def verify(database: Path, root: Path | None = None) -> Verification:
    """Prove every document and passage of the audit in `database`.

    `root` says where the originals are now; without it the place that the audit recorded, seen
    from the database's folder. Raises `DatabaseError` where the file is missing or is no audit.
    """
    if not database.is_file():
        raise DatabaseError(
            f"{database}: there is no such audit database; make one with: audit run --db {database}"
        )
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return _verify(connection, database, root)
    except sqlite3.Error as error:
        raise DatabaseError(explain(database, error)) from error
    finally:
        connection.close()


def _verify(connection: sqlite3.Connection, database: Path, root: Path | None) -> Verification:
    result = Verification()
    _check_structures(connection, database, result)
    originals = root or _recorded_root(connection, database)
    for row in connection.execute("select * from documents order by id"):
        _check_document(connection, row, originals, result)
    _check_claims(connection, result)
    return result


def _recorded_root(connection: sqlite3.Connection, database: Path) -> Path:
    row = connection.execute("select root from runs order by id desc limit 1").fetchone()
    if row is None:
        raise DatabaseError(
            f"{database}: this database holds no run yet; make one with: audit run --db {database}"
        )
    return Path(os.path.normpath(database.resolve().parent / row["root"]))


def _check_structures(connection: sqlite3.Connection, database: Path, result: Verification) -> None:
    for (message,) in connection.execute("pragma integrity_check"):
        if message != "ok":
            result.add("broken", str(database), f"SQLite finds its structure damaged: {message}")
    for row in connection.execute("pragma foreign_key_check"):
        result.add("broken", row[0], f"row {row[1]} points at a row of {row[2]} that is not there")
    with sqlite3.connect(":memory:") as copy:
        connection.backup(copy)
        for table in _SEARCHABLE:
            _check_search_index(copy, table, result)
    copy.close()


def _check_search_index(copy: sqlite3.Connection, table: str, result: Verification) -> None:
    """The index's own check is a write command, so it runs on a copy in memory."""
    try:
        copy.execute(f"insert into {table}_fts ({table}_fts, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        result.add("broken", f"{table}_fts", "the search index does not hold the words of its table")


def _check_document(
    connection: sqlite3.Connection, row: sqlite3.Row, originals: Path, result: Verification
) -> None:
    stored = connection.execute("select * from texts where document_id = ?", [row["id"]]).fetchone()
    if stored is None:
        result.add("broken", row["id"], "its text is not stored")
        return
    text: str = stored["text"]
    if len(text) != row["char_length"]:
        result.add("broken", row["id"], f"its text has {len(text)} characters and not {row['char_length']}")
    if row["is_current"]:
        try:
            _check_original(row, text, json.loads(stored["source_map"]), originals, result)
        except (ValueError, TypeError, LookupError, zipfile.BadZipFile) as error:
            result.add("broken", row["id"], f"its map to the original cannot be followed ({error})")
    _check_passages(connection, row["id"], text, result)
    result.documents += 1


def _check_original(
    row: sqlite3.Row, text: str, source_map: list[list[Any]], originals: Path, result: Verification
) -> None:
    path = originals / row["path"]
    try:
        data = path.read_bytes()
    except OSError as error:
        result.add(
            "missing", row["path"], f"the original cannot be read ({error.strerror}); where is it now? --root"
        )
        return
    if row["line"] is not None:
        data = _line(data, row["line"])
    if sha256(data).hexdigest() != row["sha256"]:
        result.add("broken", row["path"], "the original has changed since the audit; run it again")
    elif not source_map and text:
        result.unproved.append(row["id"])
    else:
        _check_map(row, text, source_map, data, result)


def _line(data: bytes, number: int) -> bytes:
    lines = data.split(b"\n")
    return lines[number - 1] if number <= len(lines) else b""


def _check_map(
    row: sqlite3.Row, text: str, source_map: list[list[Any]], data: bytes, result: Verification
) -> None:
    raw = _characters(data, row["encoding"])
    at = 0
    for kind, start, end, raw_start, raw_end in source_map:
        if start != at or not _stands_for(kind, raw[raw_start:raw_end], text[start:end]):
            result.add(
                "broken", row["id"], f"characters {start} to {end} are not what the original holds there"
            )
            return
        at = end
    if at != len(text):
        result.add("broken", row["id"], f"nothing proves the characters from {at} on")


def _characters(data: bytes, encoding: str) -> str:
    """The characters that a map points at: the file's, or those of the parts of its ZIP archive.

    The encoding names a codec, and after "in" the parts, joined by "+" in the order they are read.
    """
    codec, _, parts = encoding.partition(" in ")
    if not parts:
        return data.decode(codec.split()[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(part).decode(codec) for part in parts.split("+"))


def _stands_for(kind: str, raw: str, text: str) -> bool:
    """Whether a run of the file may read as this text: the same characters, or what they encode."""
    if kind == "copy":
        return raw == text
    if kind == "charref":
        return html.unescape(raw) == text
    if kind == "json":
        return bool(json.loads(f'"{raw}"') == text)
    return kind == "space" and not text.strip()


def _check_passages(
    connection: sqlite3.Connection, document_id: str, text: str, result: Verification
) -> None:
    for table, prefix, start, end in _PASSAGES:
        rows = connection.execute(
            f'select id, {prefix}text as words, "{start}" as a, "{end}" as b from {table} '
            f"where document_id = ? and {prefix}text is not null",
            [document_id],
        )
        for row in rows:
            result.passages += 1
            if text[row["a"] : row["b"]] != row["words"]:
                place = f"{document_id}: {table} {row['id']}"
                result.add(
                    "broken", place, f"characters {row['a']} to {row['b']} do not read “{row['words'][:80]}”"
                )


def _check_claims(connection: sqlite3.Connection, result: Verification) -> None:
    """Every edit list must give back both sides, and every claim must have its verdict."""
    query = """select matches.id, matches.edits, quotations.text as quoted from matches
               join quotations on quotations.id = matches.quotation_id"""
    for row in connection.execute(query):
        edits = json.loads(row["edits"])
        if edits and "".join(edit["quoted"] for edit in edits).strip() != row["quoted"].strip():
            result.add("broken", f"matches {row['id']}", "its edits do not start from the quoted words")
    for table in ("quotations", "quantities"):
        for row in connection.execute(f"select id from {table} where trim(coalesce(verdict, '')) = ''"):
            result.add("broken", f"{table} {row['id']}", "it has no verdict")
