"""Decisions on findings and claims: found by the beginning of an id, added, and read back as history."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from ..decisions import DECISIONS, LONGEST, is_text
from ..errors import ConfigurationError, DatabaseError
from .publishing import now, opened, writing
from .reading import refuse_missing

Column = Literal["finding_id", "quotation_id", "quantity_id"]

_TABLES: Mapping[Column, str] = {
    "finding_id": "findings",
    "quotation_id": "quotations",
    "quantity_id": "quantities",
}
_CALLED: Mapping[Column, str] = {
    "finding_id": "finding",
    "quotation_id": "quotation",
    "quantity_id": "figure",
}
_MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: a finding, or a quotation or figure that has none."""

    column: Column
    id: str

    @property
    def called(self) -> str:
        """What a person calls it."""
        return _CALLED[self.column]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided, with a note and a piece of evidence (a URL, a page, a recording)."""

    decision: str
    reviewer: str
    note: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history. `words` are what it was about, as the newest run has them; None if gone."""

    id: int
    subject: Subject
    decision: Decision
    created: str
    rule_id: str | None
    document_id: str | None
    words: str | None


def subject(path: Path, beginning: str) -> Subject:
    """What the id that begins so belongs to. Raises `ConfigurationError` unless it is one thing."""
    with _reading(path) as database:
        return _subject(database, path, beginning)


def record(path: Path, beginning: str, decision: Decision) -> Subject:
    """Adds a decision; a run that is publishing is waited for. Returns what it is about.

    Raises `ConfigurationError` for an id or decision that is unknown, and for a claim whose finding
    should be decided on instead.
    """
    _refuse_unfit(decision)
    with _reading(path) as database, writing(database):
        found = _subject(database, path, beginning)
        _refuse_with_finding(database, found)
        row = {
            found.column: found.id,
            "decision": decision.decision,
            "note": decision.note or None,
            "evidence": decision.evidence or None,
            "reviewer": decision.reviewer,
            "created": now(),
        }
        columns = ", ".join(row)
        database.execute(
            f"insert into reviews ({columns}) values ({', '.join('?' * len(row))})", list(row.values())
        )
    return found


def history(path: Path, about: Subject | None = None) -> tuple[Entry, ...]:
    """Every decision, oldest first; about one claim, those on its findings too."""
    with _reading(path) as database:
        return tuple(
            _entry(row)
            for row in database.query(_HISTORY)
            if about is None or about.id in (row["about"], row["claim"])
        )


@contextmanager
def _reading(path: Path) -> Iterator[Database]:
    refuse_missing(path)
    with opened(path) as database:
        if not database.execute("select 1 from runs limit 1").fetchone():
            raise DatabaseError(f"{path}: this database holds no finished run; make one with `audit run`.")
        yield database


def _refuse_unfit(decision: Decision) -> None:
    if decision.decision not in DECISIONS:
        known = ", ".join(DECISIONS)
        raise ConfigurationError(f'"{decision.decision}" is no decision; choose one of {known}.')
    if not decision.reviewer.strip():
        raise ConfigurationError("Nobody signs this decision; give your name with --by.")
    texts = (("note", "note"), ("evidence", "evidence"), ("reviewer", "name"))
    for field, name in texts:
        text, most = getattr(decision, field) or "", LONGEST[field]
        if len(text) > most:
            raise ConfigurationError(f"The {name} is longer than {most:,} characters; shorten it.")
        if not is_text(text):
            raise ConfigurationError(f"The {name} holds characters that are no text; write it anew.")


def _subject(database: Database, path: Path, beginning: str) -> Subject:
    """An id counts whole or by its beginning; a finding that is gone only where nothing else begins so."""
    asked = beginning.strip().lower()
    if not asked:
        raise ConfigurationError("An empty id names nothing; `audit review` lists them.")
    found = [
        (row["rank"], Subject(row["about"], row["id"]))
        for row in database.query(_BEGINNING, {"asked": asked, "length": len(asked)})
    ]
    best = [one for rank, one in found if rank == min(rank for rank, _ in found)]
    if not best:
        raise ConfigurationError(
            f'{path}: no finding or claim has the id "{beginning}"; `audit review` lists them.'
        )
    if len(best) > 1:
        raise ConfigurationError(f'"{beginning}" may be {_listed(best)}; write more of the id.')
    return best[0]


def _listed(subjects: Sequence[Subject]) -> str:
    names = [f"{one.called} {one.id}" for one in subjects[:_MOST_LISTED]]
    rest = len(subjects) - len(names)
    return " or ".join(names) + (f" or {rest} more" if rest else "")


def _refuse_with_finding(database: Database, found: Subject) -> None:
    """A claim with a finding is decided on by its finding, which would stay open otherwise."""
    if found.column == "finding_id":
        return
    sql = f"select id from findings where {found.column} = ? and status <> 'gone' order by id"
    findings = [Subject("finding_id", row["id"]) for row in database.query(sql, [found.id])]
    if findings:
        raise ConfigurationError(f"This {found.called} has {_listed(findings)}; decide on that.")


def _entry(row: Mapping[str, Any]) -> Entry:
    column: Column = next(name for name in _TABLES if row[name])
    return Entry(
        row["id"],
        Subject(column, row[column]),
        Decision(row["decision"], row["reviewer"], row["note"], row["evidence"]),
        row["created"],
        row["rule_id"],
        row["document_id"],
        row["words"],
    )


_BEGINNING = """
select about, id, case when id = :asked then 0 else gone + 1 end as rank from (
  select 'finding_id' as about, id, status = 'gone' as gone from findings
  union all select 'quotation_id', id, 0 from quotations
  union all select 'quantity_id', id, 0 from quantities)
where substr(id, 1, :length) = :asked order by rank, about, id limit 20
"""
_HISTORY = """
select reviews.*, findings.rule_id,
  coalesce(findings.document_id, quotations.document_id, quantities.document_id) as document_id,
  coalesce(reviews.finding_id, reviews.quotation_id, reviews.quantity_id) as about,
  coalesce(findings.quotation_id, findings.quantity_id) as claim,
  coalesce(quotations.text, quantities.text,
    substr(texts.text, findings.start + 1, findings."end" - findings.start)) as words
from reviews left join findings on findings.id = reviews.finding_id
  left join quotations on quotations.id = reviews.quotation_id
  left join quantities on quantities.id = reviews.quantity_id
  left join texts on texts.document_id = findings.document_id
order by reviews.id
"""
