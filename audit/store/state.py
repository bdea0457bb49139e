"""What the newest run of a database was made of, and what it came to: is there anything to do again?"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..errors import DatabaseError, explain
from ..model import Unread
from ..results import Correction
from .publishing import opened
from .reading import NOT_APPLIED
from .schema import CORRECTIONS

_OF_REPORTS = (
    "from quotations join documents on documents.id = quotations.document_id where documents.role = 'report'"
)
_CHECKED = f"{_OF_REPORTS} and quotations.furniture = 0 and quotations.kind <> 'scare'"
_FIGURES = (
    "select count(*) as figures from quantities where furniture = 0 and kind not in ('date', 'time', 'set')"
)


@dataclass(frozen=True, slots=True)
class CheckedClaims:
    """What the newest run checked, counted as the reports count it.

    Quotations in marks, reported statements and figures; and how many quotations got each verdict, those
    included that are terms or belong to the page.
    """

    quoted: int
    reported: int
    figures: int
    verdicts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StoredRun:
    """The newest run: what it was made of, its counts, and why corrections found no place."""

    corpus_sha256: str
    settings: Mapping[str, Any]
    documents: int
    findings: Mapping[str, int]
    unread: tuple[Unread, ...]
    corrections: Mapping[str, int] = field(default_factory=dict)
    not_applied: tuple[str, ...] = ()


def newest_run(path: Path) -> StoredRun | None:
    """The newest run that `path` holds; None for a new database. Raises `DatabaseError` as `opened` does."""
    if not path.exists():
        return None
    with opened(path) as database:
        _refuse_damaged(database, path)
        runs = list(database.query("select * from runs order by id desc limit 1"))
        if not runs:
            return None
        return StoredRun(
            runs[0]["corpus_sha256"],
            json.loads(runs[0]["settings"]),
            runs[0]["documents"],
            _counts(database.query("select level as name from findings where status <> 'gone'")),
            tuple(
                Unread(row["path"], row["reason"], row["start"], row["end"])
                for row in database.query("select * from unread order by rowid")
            ),
            _counts(database.query("select fate as name from correction_outcomes")),
            tuple(row["reason"] for row in database.query(NOT_APPLIED)),
        )


def checked_claims(path: Path) -> CheckedClaims:
    """What is checked in the audit that `path` holds: no furniture, no terms, and no primary source."""
    with opened(path) as database:
        reported = _counts(database.query(f"select quotations.kind = 'indirect' as name {_CHECKED}"))
        return CheckedClaims(
            reported[0],
            reported[1],
            next(iter(database.query(_FIGURES)))["figures"],
            _counts(database.query(f"select quotations.verdict as name {_OF_REPORTS}")),
        )


def _refuse_damaged(database: Database, path: Path) -> None:
    """A damaged audit must never be called up to date, nor be written into."""
    (checked,) = database.query("pragma quick_check(1)")
    if checked["quick_check"] != "ok":
        raise DatabaseError(explain(path, DatabaseError("malformed")))


def stored_corrections(path: Path) -> tuple[Correction, ...]:
    """Every correction that the database holds, oldest first; none where there is no database yet."""
    if not path.exists():
        return ()
    columns = ", ".join(f'"{column}"' for column in CORRECTIONS.columns)
    with opened(path) as database:
        return tuple(
            Correction(**row) for row in database.query(f"select {columns} from corrections order by id")
        )


def corrections_sha256(corrections: Sequence[Correction]) -> str:
    """One hash over corrections in order; it changes with each new one."""
    rows = [asdict(correction) for correction in corrections]
    return sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _counts(rows: Any) -> Counter[Any]:
    return Counter(row["name"] for row in rows)
