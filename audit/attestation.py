"""What an audit was made of and what it came to, as an in-toto statement that anybody can hold it against.

The statement is not signed: whoever vouches for it signs it with the tools of their trade. Its
predicate is in-toto's own for test results: each rule is a test. What only this tool knows stands
under `source-audit`, which other readers pass over.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from .audited import StoredAudit
from .errors import ConfigurationError, DatabaseError, explain
from .readers.files import MANIFEST_NAME

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1"

_CONTENT = (
    "documents", "texts", "paragraphs", "speakers", "quotations", "families", "quantities", "matches",
    "quantity_matches", "reuse", "unread", "findings", "rules", "correction_outcomes",
)  # fmt: skip
"""The tables that say what was found; runs, reviews and corrections tell of the work on it."""
_PASSING = {"first_run", "last_run", "status"}
"""What later runs and reviews change about a finding that is still the same."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What a database says of its newest run, and of the files that it read."""

    run: Mapping[str, Any]
    root: Path
    documents: tuple[Mapping[str, Any], ...]
    unread: tuple[Mapping[str, Any], ...]
    content_sha256: str


def stored_record(database: Path, root: Path | None = None) -> StoredRecord:
    """Reads it; `root` says where the originals are now. Raises `DatabaseError` in one sentence."""
    if not database.is_file():
        raise DatabaseError(
            f"{database}: there is no such database; make it with `audit run --db {database}`."
        )
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("begin")
            return _record(connection, database, root)
    except sqlite3.Error as error:
        raise DatabaseError(explain(database, error)) from error


def _record(connection: sqlite3.Connection, database: Path, root: Path | None) -> StoredRecord:
    run = connection.execute("select * from runs order by id desc limit 1").fetchone()
    if run is None:
        raise DatabaseError(f"{database}: this database holds no finished audit yet; run `audit run`.")
    return StoredRecord(
        dict(run),
        root or Path(os.path.normpath(database.resolve().parent / run["root"])),
        tuple(map(dict, connection.execute("select * from documents where is_current order by id"))),
        tuple(map(dict, connection.execute("select * from unread where document_id is null order by id"))),
        _content_sha256(connection),
    )


def _content_sha256(connection: sqlite3.Connection) -> str:
    """One hash over every row that says what was found, whatever pages of the file they are on."""
    digest = sha256()
    for table in _CONTENT:
        key = "document_id" if table == "texts" else "id"
        for row in connection.execute(f"select * from {table} order by {key}"):
            kept = {name: row[name] for name in sorted(row.keys()) if name not in _PASSING}
            if table != "findings" or row["status"] != "gone":
                digest.update(f"{table}\t{json.dumps(kept, sort_keys=True)}\n".encode())
    return digest.hexdigest()


def statement(record: StoredRecord, audit: StoredAudit) -> dict[str, Any]:
    """The statement about an audit whose originals are as they were read.

    Raises `ConfigurationError` where one has changed or is gone since: that audit proves nothing now.
    """
    hashes = dict(_input_hashes(record))
    by_level = {
        level: sorted({found.rule.id for found in audit.findings if found.level == level})
        for level in ("error", "warning", "note")
    }
    failed, warned = (
        by_level["error"],
        sorted({*by_level["warning"], *by_level["note"]} - {*by_level["error"]}),
    )
    return {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in sorted(hashes.items())],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "result": "FAILED" if failed or audit.unread else "WARNED" if by_level["warning"] else "PASSED",
            "configuration": [_tool(record)],
            "passedTests": sorted({rule.id for rule in audit.rules} - {*failed, *warned}),
            "warnedTests": warned,
            "failedTests": failed,
            "source-audit": _details(record, audit),
        },
    }


def _tool(record: StoredRecord) -> dict[str, Any]:
    settings = json.loads(record.run["settings"])
    return {
        "name": "source-audit",
        "digest": {"sha256": settings.get("engine", "")},
        "annotations": {"version": record.run["tool_version"], "settings": settings},
    }


def _details(record: StoredRecord, audit: StoredAudit) -> dict[str, Any]:
    return {
        "started": record.run["started"],
        "finished": record.run["finished"],
        "corpus_sha256": record.run["corpus_sha256"],
        "content_sha256": record.content_sha256,
        "documents": len(record.documents),
        "quotations": record.run["quotations"],
        "quantities": record.run["quantities"],
        "findings": [
            {"id": found.id, "rule": found.rule.id, "level": found.level} for found in audit.findings
        ],
        "suppressed": [found.id for found in audit.suppressed],
        "unread": [{"name": unread.path, "reason": unread.reason} for unread in audit.unread],
    }


def _input_hashes(record: StoredRecord) -> Iterator[tuple[str, str]]:
    """Path below the root and hash of every file that the audit read or tried to, and of the manifests."""
    for document in record.documents:
        data = _bytes(record.root, document["path"])
        if sha256(_part(data, document["line"])).hexdigest() != document["sha256"]:
            raise ConfigurationError(
                f"{document['path']}: this file has changed since the audit; run `audit run` first."
            )
        yield document["path"], sha256(data).hexdigest()
    for unread in record.unread:
        if (record.root / unread["path"]).is_file():
            yield unread["path"], sha256(_bytes(record.root, unread["path"])).hexdigest()
    for path in _manifests(record):
        yield path, sha256(_bytes(record.root, path)).hexdigest()


def _part(data: bytes, line: int | None) -> bytes:
    if line is None:
        return data
    lines = data.split(b"\n")
    return lines[line - 1] if line <= len(lines) else b""


def _manifests(record: StoredRecord) -> list[str]:
    """The manifests in the folders of the documents and above them, up to the root."""
    folders = {parent for document in record.documents for parent in Path(document["path"]).parents}
    found = (folder / MANIFEST_NAME for folder in folders)
    return sorted(path.as_posix() for path in found if (record.root / path).is_file())


def _bytes(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"{path}: this file cannot be read ({error.strerror}); say with --root where the documents are."
        ) from error


@dataclass(frozen=True, slots=True)
class Deviation:
    """Something that is not as it was attested: `missing`, or `broken`."""

    kind: Literal["broken", "missing"]
    where: str
    message: str


def deviations(path: Path, record: StoredRecord) -> Iterator[Deviation]:
    """Holds a folder and a database against the statement in `path`.

    Raises `ConfigurationError` where that is no statement of an audit.
    """
    attested = _loaded(path)
    for subject in attested["subject"]:
        yield from _held(subject["name"], subject["digest"]["sha256"], record.root)
    (tool,) = attested["predicate"]["configuration"]
    details = attested["predicate"]["source-audit"]
    told = {
        "version of the tool": (tool["annotations"]["version"], record.run["tool_version"]),
        "settings": (tool["annotations"]["settings"], json.loads(record.run["settings"])),
        "inputs": (details["corpus_sha256"], record.run["corpus_sha256"]),
        "content": (details["content_sha256"], record.content_sha256),
    }
    for name, (then, now) in told.items():
        if then != now:
            yield Deviation("broken", name, "the database has another than was attested")


def _held(name: str, digest: str, root: Path) -> Iterator[Deviation]:
    try:
        data = (root / name).read_bytes()
    except OSError as error:
        yield Deviation("missing", name, f"it was attested and cannot be read ({error.strerror})")
        return
    if sha256(data).hexdigest() != digest:
        yield Deviation("broken", name, "it is not the file that was attested")


def _loaded(path: Path) -> dict[str, Any]:
    try:
        attested = json.loads(path.read_text("utf-8"))
        known = attested["_type"] == STATEMENT_TYPE and attested["predicateType"] == PREDICATE_TYPE
        predicate = attested["predicate"]
        (predicate["source-audit"]["content_sha256"], predicate["configuration"][0]["annotations"])
    except OSError as error:
        raise ConfigurationError(f"{path}: this attestation cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ConfigurationError(
            f"{path}: this is no attestation of an audit; make one with `audit attest`."
        ) from error
    if not known:
        raise ConfigurationError(f"{path}: this attestation is of another kind than `audit attest` makes.")
    return dict(attested)
