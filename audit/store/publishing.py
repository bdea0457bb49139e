"""Writing an audit: everything in one short transaction, beside which reviews can be written."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..errors import DatabaseError, explain
from ..results import AuditResult
from .memory import Memory
from .memory import store as remember
from .migrations import migrations
from .rows import Row, as_tuples, rows_of
from .schema import FINDINGS, RUNS, TABLES, Table

BUSY_SECONDS = 30
"""How long to wait for another writer; a review takes milliseconds, a large audit a few seconds."""
_PAGES_KIB = 16_384
"""What is kept of the file while all is written anew: the usual 2 MiB spill, and more hardly helps."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What is known of a run before its results are: `root` is where the originals stand."""

    started: str
    tool_version: str
    settings: Mapping[str, Any]
    root: str
    corpus_sha256: str


def now() -> str:
    """The present moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """An audit database of the current schema, made if missing.

    Raises `DatabaseError` in one sentence where the file is no database, is locked, read-only,
    full, damaged, or was written by a newer version.
    """
    connection = _connection(path)
    try:
        database = Database(connection)
        _refuse_foreign(database, path)
        _bring_up_to_date(database)
        connection.execute("pragma foreign_keys = on")
        yield database
    except sqlite3.Error as error:
        raise DatabaseError(explain(path, error)) from error
    finally:
        connection.close()


def publish(path: Path, result: AuditResult, run: RunRecord, memory: Memory | None = None) -> int:
    """Replaces the stored audit by `result` and returns the number of the run.

    Reviews, corrections and the history of findings stay; older editions of changed documents
    stay as texts. `memory` is kept for the next run. Either everything is written or nothing.
    """
    rows = rows_of(result)
    with opened(path) as database, _unchecked(database), writing(database):
        run_id = _add_run(database, run, result)
        editions = _superseded(database, {row["id"]: row for row in rows["documents"]})
        _clear(database)
        for table in TABLES:
            if table.derived:
                _insert(database, table, rows[table.name] + editions.get(table.name, []))
        _write_findings(database, rows["findings"], run_id)
        _rebuild_search(database)
        remember(database, memory or Memory())
        _refuse_dangling(database)
    return run_id


def _connection(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=BUSY_SECONDS)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(explain(path, error)) from error


def _bring_up_to_date(database: Database) -> None:
    """Applies what is pending in one transaction, so that of two first runs one waits for the other."""
    if migrations.pending(database):
        with writing(database):
            migrations.apply(database)


def _refuse_foreign(database: Database, path: Path) -> None:
    tables = set(database.table_names())
    if tables and "_sqlite_migrations" not in tables:
        raise DatabaseError(
            f"{path}: this database holds something else than an audit; choose another with --db."
        )
    ours = {migration.name for migration in migrations.pending(Database(memory=True))}
    if {migration.name for migration in migrations.applied(database)} - ours:
        raise DatabaseError(
            f"{path}: this audit was written by a newer version of source-audit; update it first."
        )


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """One immediate transaction: it waits for other writers at its start and never in its middle."""
    database.execute("begin immediate")
    try:
        database.execute("pragma defer_foreign_keys = on")
        yield
        database.execute("commit")
    except BaseException:
        if database.conn.in_transaction:
            database.execute("rollback")
        raise


@contextmanager
def _unchecked(database: Database) -> Iterator[None]:
    """No references are checked row by row: where all are written anew that is half of the work."""
    database.execute("pragma foreign_keys = off")
    database.execute(f"pragma cache_size = -{_PAGES_KIB}")
    try:
        yield
    finally:
        database.execute("pragma foreign_keys = on")


def _refuse_dangling(database: Database) -> None:
    """Every row that was written names rows that are there; only a run may have been removed by hand."""
    dangling = database.execute("pragma foreign_key_check").fetchall()
    if any(parent != RUNS.name for _, _, parent, _ in dangling):
        raise sqlite3.IntegrityError("FOREIGN KEY constraint failed")


def _add_run(database: Database, run: RunRecord, result: AuditResult) -> int:
    row = {
        "started": run.started,
        "finished": now(),
        "tool_version": run.tool_version,
        "settings": json.dumps(run.settings, sort_keys=True, ensure_ascii=False),
        "root": run.root,
        "corpus_sha256": run.corpus_sha256,
        "documents": len(result.documents),
        "unread": len(result.unread),
        "quotations": len(result.quotations),
        "quantities": len(result.quantities),
        "matches": sum(len(quotation.matches) for quotation in result.quotations),
        "findings": len(result.findings),
    }
    _insert(database, RUNS, [row])
    (newest,) = database.query("select max(id) as id from runs")
    return int(newest["id"])


def _superseded(database: Database, current: Mapping[str, Row]) -> dict[str, list[Row]]:
    """The stored editions, newest first, of documents that read otherwise now."""
    editions: dict[str, list[Row]] = {"documents": [], "texts": []}
    for stored in list(database.query("select * from documents order by is_current desc, rowid")):
        document_id = document_of(stored)
        if document_id in current and current[document_id]["sha256"] != stored["sha256"]:
            (text,) = database.query("select * from texts where document_id = ?", [stored["id"]])
            name = edition_id(document_id, stored["sha256"])
            editions["documents"].append({**stored, "id": name, "is_current": 0})
            editions["texts"].append({**text, "document_id": name})
    return editions


def edition_id(document_id: str, sha256: str) -> str:
    """How an earlier edition is called: the document, and the beginning of the edition's hash."""
    return f"{document_id}@{sha256[:12]}"


def document_of(edition: Mapping[str, Any]) -> str:
    """The document that a stored row, of its present edition or an earlier one, is of."""
    return str(edition["id"]).removesuffix(edition_id("", edition["sha256"]))


def _clear(database: Database) -> None:
    for table in TABLES:
        if table.derived:
            database.execute(f"delete from {table.name}")


def _insert(database: Database, table: Table, rows: list[Row], conflict: str = "") -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    places = ", ".join("?" for _ in table.columns)
    statement = f'insert into "{table.name}" ({columns}) values ({places}) {conflict}'
    database.conn.executemany(statement, as_tuples(table, rows))


def _write_findings(database: Database, rows: list[Row], run_id: int) -> None:
    """Known findings keep their history; those no longer seen are `gone` and point nowhere."""
    forgotten = ", ".join(f"{column} = null" for column in FINDINGS.references if column not in _LASTING)
    kept = ", ".join(
        f'"{column}" = excluded."{column}"'
        for column in FINDINGS.columns
        if column not in {"id", "first_run"}
    )
    seen = [{**row, "first_run": run_id, "last_run": run_id, "status": "open"} for row in rows]
    _insert(database, FINDINGS, seen, f"on conflict (id) do update set {kept}")
    database.execute(f"update findings set status = 'gone', {forgotten} where last_run is not ?", [run_id])
    database.execute(_STATUS_FROM_REVIEWS, [run_id])


_LASTING = {"rule_id", "first_run", "last_run"}

_STATUS_FROM_REVIEWS = """
    update findings set status = coalesce((
      select case when decision in ('confirmed', 'dismissed', 'needs-source') then decision else 'open' end
      from reviews where finding_id = findings.id order by reviews.id desc limit 1
    ), 'open')
    where last_run = ? and id in (select finding_id from reviews)
"""
"""What was called fixed and is seen again is open again."""


def _rebuild_search(database: Database) -> None:
    for table in TABLES:
        if table.searchable:
            database.execute(f"insert into {table.name}_fts ({table.name}_fts) values ('rebuild')")
