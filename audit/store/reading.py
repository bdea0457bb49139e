"""Reading a stored audit for the reports: everything at one moment, nothing is written."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from ..audited import (
    AuditedDocument,
    AuditedFigure,
    AuditedQuotation,
    AuditFinding,
    Evidence,
    Place,
    SignedDecision,
    StoredAudit,
    Suppression,
    SuppressionRule,
    UnreadInput,
    WantedSource,
    in_order,
    line_starts,
)
from ..errors import DatabaseError, explain
from ..model import Edit, Rule
from .migrations import migrations
from .publishing import BUSY_SECONDS

Row = sqlite3.Row

NOT_APPLIED = "select reason from correction_outcomes where fate = 'not-applied' order by rowid"
"""Why corrections, and pairs that a manifest declares, found nothing to act on in the newest run."""

SETTLED = ("dismissed", "fixed")
"""Review decisions that take a finding out of the count; a later run that sees a fixed one reopens it."""


def load(path: Path, base: Path | None = None) -> StoredAudit:
    """The audit that `path` holds; locations are relative to `base` (the working folder) if it holds them.

    Raises `DatabaseError` in one sentence where the file is missing, damaged, of another schema
    version, or holds no finished audit.
    """
    with _reading(path, base) as reader:
        return reader.audit()


def load_findings(path: Path, words: bool = False) -> StoredAudit:
    """The findings that `path` holds, in their order, without the claims.

    The documents have no text unless `words`, or a stored suppression that names words, asks for it.
    Raises `DatabaseError` as `load` does.
    """
    with _reading(path) as reader:
        return reader.findings(words)


def load_document(path: Path, document_id: str) -> AuditedDocument:
    """One document with its text."""
    with _reading(path) as reader:
        return reader.document(document_id)


def load_ids(path: Path) -> tuple[str, ...]:
    """The id of every claim, and of every finding that is not gone."""
    with _reading(path) as reader:
        return reader.ids()


@contextmanager
def _reading(path: Path, base: Path | None = None) -> Iterator["_Reader"]:
    refuse_missing(path)
    try:
        with closing(_connection(path)) as connection:
            _refuse_other_schema(connection, path)
            yield _Reader(connection, path, base or Path.cwd())
    except sqlite3.Error as error:
        raise DatabaseError(explain(path, error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DatabaseError(f"{path}: this database is damaged; set it aside and audit anew.") from error


def refuse_missing(path: Path) -> None:
    """Raises `DatabaseError` where there is no such file; opening it for writing would make one."""
    if path.is_dir():
        raise DatabaseError(f"{path}: this is a folder, not an audit database; name the file with --db.")
    if not path.exists():
        raise DatabaseError(f"{path}: there is no such database; make it with `audit run --db {path}`.")


def _connection(path: Path) -> sqlite3.Connection:
    """Opened for writing where that is allowed, so that SQLite can undo what a killed run left half done."""
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode=rw", uri=True, timeout=BUSY_SECONDS
    )
    connection.row_factory = sqlite3.Row
    connection.execute("pragma query_only = on")
    connection.execute("begin")
    return connection


def _refuse_other_schema(connection: sqlite3.Connection, path: Path) -> None:
    tables = {
        row["name"] for row in connection.execute("select name from sqlite_master where type = 'table'")
    }
    if "_sqlite_migrations" not in tables:
        raise DatabaseError(
            f"{path}: this database holds no audit; choose another with --db, or run `audit run`."
        )
    applied = {row["name"] for row in connection.execute(_APPLIED)}
    ours = {migration.name for migration in migrations.pending(Database(memory=True))}
    if applied - ours:
        raise DatabaseError(
            f"{path}: this audit was written by a newer version of source-audit; update it first."
        )
    if ours - applied:
        raise DatabaseError(
            f"{path}: this audit was written by an older version of source-audit; bring it up to date with "
            "`audit run`."
        )


_APPLIED = "select name from _sqlite_migrations where migration_set = 'audit'"


class _Reader:
    """One reading of one database: findings and claims look up documents and matches that were read first."""

    def __init__(self, connection: sqlite3.Connection, path: Path, base: Path) -> None:
        self._connection = connection
        self._path = path
        self._run = self._newest_run()
        self._prefix = _prefix((path.absolute().parent / self._run["root"]).resolve(), base.resolve())
        self._rules = {
            row["id"]: Rule(**dict(row)) for row in self._rows("select * from rules order by rowid")
        }
        self._documents: dict[str, AuditedDocument] = {}
        self._matches: dict[str, Row] = {}
        self._quantities: dict[str, Row] = {}
        self._decisions: dict[str, tuple[SignedDecision, ...]] = defaultdict(tuple)

    def audit(self) -> StoredAudit:
        """The whole audit."""
        self._read_documents(_DOCUMENTS)
        self._matches = {row["id"]: row for row in self._rows("select * from matches")}
        self._quantities = {row["id"]: row for row in self._rows(_QUANTITIES)}
        for claim, *decision in self._rows(_DECISIONS):
            self._decisions[claim] += (SignedDecision(*decision),)
        return replace(
            self._with_findings(),
            documents=tuple(self._documents.values()),
            quotations=tuple(self._quotation(row) for row in self._rows(_QUOTATIONS)),
            figures=tuple(self._figure(row) for row in self._quantities.values()),
            wanted_sources=tuple(_wanted(row) for row in self._rows("select * from wanted_sources")),
            unread=tuple(
                UnreadInput(location=self._prefix + row["path"], **dict(row)) for row in self._rows(_UNREAD)
            ),
            matches=len(self._matches),
        )

    def findings(self, words: bool) -> StoredAudit:
        """The findings, and no more of the audit than they take."""
        suppressions = json.loads(self._run["settings"]).get("suppressions", ())
        words = words or any(rule.get("words") for rule in suppressions)
        self._read_documents(_DOCUMENTS if words else _WITHOUT_TEXTS)
        self._matches = {row["id"]: row for row in self._rows(_MATCHES_OF_FINDINGS)}
        self._quantities = {row["id"]: row for row in self._rows(_QUANTITIES_OF_FINDINGS)}
        return self._with_findings()

    def document(self, document_id: str) -> AuditedDocument:
        """One document with its text."""
        (row,) = self._connection.execute(_DOCUMENT, [document_id])
        return self._document(row)

    def ids(self) -> tuple[str, ...]:
        """The id of every claim and finding."""
        return tuple(row["id"] for row in self._rows(_IDS))

    def _read_documents(self, statement: str) -> None:
        self._documents = {row["id"]: self._document(row) for row in self._rows(statement)}

    def _with_findings(self) -> StoredAudit:
        """The audit with its findings and what a run says of itself."""
        settings = json.loads(self._run["settings"])
        findings = in_order([self._finding(row) for row in self._rows(_FINDINGS)])
        return StoredAudit(
            tool_version=self._run["tool_version"],
            corpus_sha256=self._run["corpus_sha256"],
            documents=(),
            quotations=(),
            figures=(),
            findings=tuple(finding for finding in findings if finding.suppression is None),
            suppressed=tuple(finding for finding in findings if finding.suppression is not None),
            wanted_sources=(),
            unread=(),
            rules=tuple(self._rules.values()),
            suppressions=tuple(_suppression_rule(row) for row in settings.get("suppressions", ())),
            stale=(
                *settings.get("suppression_problems", ()),
                *(row["reason"] for row in self._rows(NOT_APPLIED)),
            ),
        )

    def _rows(self, statement: str) -> Iterator[Row]:
        return iter(self._connection.execute(statement).fetchall())

    def _newest_run(self) -> Row:
        for row in self._rows("select * from runs where finished is not null order by id desc limit 1"):
            return row
        raise DatabaseError(f"{self._path}: this database holds no finished audit yet; run `audit run`.")

    def _document(self, row: Row) -> AuditedDocument:
        return AuditedDocument(
            id=row["id"], path=row["path"], location=self._prefix + row["path"], text=row["text"],
            line_starts=line_starts(row["text"]), title=row["title"], publisher=row["publisher"],
            author=row["author"], published=row["published"], published_basis=row["published_basis"],
            url=row["url"], role=row["role"], media_type=row["media_type"], sha256=row["sha256"],
            is_current=bool(row["is_current"]),
        )  # fmt: skip

    def _place(self, document_id: str | None, start: int | None, end: int | None) -> Place | None:
        if document_id is None or start is None or end is None:
            return None
        return self._documents[document_id].place(start, end)

    def _there(self, row: Row, prefix: str = "") -> Place:
        """The place that a row's `document_id`, `start` and `end` name, with this prefix to their names."""
        document = self._documents[row[f"{prefix}document_id"]]
        return document.place(row[f"{prefix}start"], row[f"{prefix}end"])

    def _quotation(self, row: Row) -> AuditedQuotation:
        best = self._matches.get(row["best_match_id"])
        return AuditedQuotation(
            id=row["id"], kind=row["kind"], place=self._there(row), speaker=row["speaker"],
            speaker_kind=row["speaker_kind"], speaker_text=row["speaker_text"], cue_text=row["cue_text"],
            continues=row["continues"], within=row["within"], furniture=bool(row["furniture"]),
            verdict=row["verdict"], reason=row["reason"], best=self._there(best) if best else None,
            decisions=self._decisions.get(row["id"], ()),
        )  # fmt: skip

    def _figure(self, row: Row) -> AuditedFigure:
        return AuditedFigure(
            id=row["id"], kind=row["kind"], place=self._there(row), low=row["low"], high=row["high"],
            unit=row["unit"], hedge=row["hedge"], subject=row["subject_text"], period=row["period_text"],
            period_start=row["period_start"], period_end=row["period_end"], timex=row["timex"],
            furniture=bool(row["furniture"]), verdict=row["verdict"], reason=row["reason"],
            decisions=self._decisions.get(row["id"], ()),
        )  # fmt: skip

    def _finding(self, row: Row) -> AuditFinding:
        return AuditFinding(
            id=row["id"],
            rule=self._rules[row["rule_id"]],
            level=row["level"],
            message=row["message"],
            status=row["status"],
            place=self._place(row["document_id"], row["start"], row["end"]),
            speaker=row["speaker"],
            evidence=tuple(self._evidence(row)),
            suppression=_settled(row),
        )

    def _evidence(self, row: Row) -> Iterator[Evidence]:
        if row["match_id"] is not None:
            yield from self._sources(self._matches[row["match_id"]])
        if row["quantity_match_id"] is not None:
            other = row["figure_b"] if row["figure_a"] == row["quantity_id"] else row["figure_a"]
            yield Evidence("figure", self._there(self._quantities[other]), row["figures_relation"])
        if row["reuse_id"] is not None:
            yield Evidence("passage", self._other_side(row), row["rule_id"])

    def _sources(self, match: Row) -> Iterator[Evidence]:
        place = self._there(match)
        parts = tuple(place.document.place(start, end) for start, end in json.loads(match["segments"]))
        edits = tuple(Edit(**edit) for edit in json.loads(match["edits"]))
        yield Evidence("source", place, match["relation"], edits, parts)
        for rival in json.loads(match["rivals"]):
            document = self._documents[rival["document_id"]]
            yield Evidence("rival", document.place(rival["start"], rival["end"]), match["relation"])

    def _other_side(self, row: Row) -> Place:
        here = (row["reuse_document_id"], row["reuse_start"]) == (row["document_id"], row["start"])
        return self._there(row, "reuse_other_" if here else "reuse_")


def _prefix(root: Path, base: Path) -> str:
    """What leads from `base` to the audited folder, or nothing where that is not below it."""
    return f"{root.relative_to(base).as_posix()}/" if root != base and root.is_relative_to(base) else ""


def _wanted(row: Row) -> WantedSource:
    return WantedSource(
        source=row["source"],
        kind=row["kind"],
        claims=row["claims"],
        quoted=row["quoted"],
        reported=row["reported"],
        documents=tuple(sorted(row["quoted_in"].split(","))),
        example=row["example"],
    )


def _suppression_rule(row: Mapping[str, Any]) -> SuppressionRule:
    span = row.get("span")
    return SuppressionRule(**{**row, "span": (span[0], span[1]) if span else None})


def _settled(row: Row) -> Suppression | None:
    if row["status"] not in SETTLED:
        return None
    said = row["review_note"] or f"marked as {row['status']} without a note"
    return Suppression("review", said, by=row["reviewer"])


_DOCUMENT = """
    select documents.*, texts.text from documents join texts on texts.document_id = documents.id
    where documents.id = ?
"""
_DOCUMENTS = """
    select documents.*, texts.text from documents join texts on texts.document_id = documents.id
    order by documents.path, documents.is_current desc, documents.id
"""
_WITHOUT_TEXTS = "select documents.*, '' as text from documents"
_MATCHES_OF_FINDINGS = "select * from matches where id in (select match_id from findings)"
_QUANTITIES_OF_FINDINGS = """
    with compared as (
      select * from quantity_matches where id in (select quantity_match_id from findings)
    )
    select * from quantities
    where id in (select quantity_id from compared union select other_quantity_id from compared)
"""
_IDS = """
    select id from findings where status <> 'gone'
    union all select id from quotations union all select id from quantities
"""
_QUOTATIONS = """
    select quotations.*, speakers.name as speaker, speakers.kind as speaker_kind
    from quotations join documents on documents.id = quotations.document_id
    left join speakers on speakers.id = quotations.speaker_id
    order by documents.path, documents.id, quotations.start, quotations."end" desc, quotations.id
"""
_QUANTITIES = """
    select quantities.* from quantities join documents on documents.id = quantities.document_id
    order by documents.path, documents.id, quantities.start, quantities."end" desc, quantities.id
"""
_UNREAD = 'select path, reason, start, "end" from unread order by path, start, "end", reason'
_DECISIONS = """
    select coalesce(reviews.quotation_id, reviews.quantity_id, findings.quotation_id, findings.quantity_id)
        as claim, decision, reviewer, created, note, evidence
    from reviews left join findings on findings.id = reviews.finding_id
    where claim is not null order by reviews.id
"""
_FINDINGS = """
    select findings.*, speakers.name as speaker,
      quantity_matches.quantity_id as figure_a, quantity_matches.other_quantity_id as figure_b,
      quantity_matches.relation as figures_relation,
      reuse.document_id as reuse_document_id, reuse.start as reuse_start, reuse."end" as reuse_end,
      reuse.other_document_id as reuse_other_document_id, reuse.other_start as reuse_other_start,
      reuse.other_end as reuse_other_end, reviews.note as review_note, reviews.reviewer
    from findings
      left join quotations on quotations.id = findings.quotation_id
      left join speakers on speakers.id = quotations.speaker_id
      left join quantity_matches on quantity_matches.id = findings.quantity_match_id
      left join reuse on reuse.id = findings.reuse_id
      left join reviews on reviews.id = (select max(id) from reviews where finding_id = findings.id)
    where findings.status <> 'gone'
    order by findings.id
"""
