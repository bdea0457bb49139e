"""The front page: what was audited and when, the state in numbers, what to look at first."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..appearance import verdict, verdicts
from ..drawing import shares
from ..functions import FUNCTIONS
from ..visits import Page, Visit
from .reviewing import LISTED, ORDER

FIRST = 6
"""Findings and names that the front page shows of each list."""

DOCUMENTS = """
select documents.id, documents.title, documents.path, documents.role, documents.published,
  sum(findings.level = 'error') as errors, sum(findings.level = 'warning') as warnings,
  sum(findings.level = 'note') as notes
from documents left join findings on findings.document_id = documents.id and findings.status = 'open'
where documents.is_current
group by documents.id order by errors desc, warnings desc, notes desc, documents.path
"""
SPEAKERS = """
select speakers.id, speakers.name, count(*) as quotations, count(distinct quotations.document_id) as documents
from quotations join speakers on speakers.id = quotations.speaker_id
where quotations.furniture = 0 and quotations.kind <> 'scare' and quotations.within is null
group by speakers.id order by quotations desc, speakers.name
"""
_WANTED = "select source, kind, claims, documents, speaker_id from wanted_sources"


class State(NamedTuple):
    """What the numbers were counted from: the same state gives the same numbers."""

    file: str
    run: int | None
    finished: str | None
    review: int | None


def front(visit: Visit) -> Page:
    """The front page."""
    run = visit.row("select * from runs where finished is not null order by id desc limit 1")
    if run is None:
        return Page("empty.html", {})
    state = State(
        visit.connection.execute("pragma database_list").fetchone()[2],
        run["id"],
        run["finished"],
        visit.value("select max(id) from reviews"),
    )
    return Page("front.html", {"run": run, **_numbers(state, visit)})


_counted_before: dict[str, tuple[State, dict[str, Any]]] = {}
"""The numbers of each served file's latest state."""


def _numbers(state: State, visit: Visit) -> dict[str, Any]:
    """Counting 60,000 quotations takes longer than a whole page may: a state is counted once."""
    before = _counted_before.get(state.file)
    if before is None or before[0] != state:
        before = _counted_before[state.file] = (state, _counted_now(visit))
    return before[1]


def _counted_now(visit: Visit) -> dict[str, Any]:
    verdict_counts = _counts(
        visit, "select verdict, count(*) from quotations where furniture = 0 group by verdict"
    )
    figure_counts = _counts(
        visit, "select verdict, count(*) from quantities where furniture = 0 group by verdict"
    )
    levels = _counts(visit, "select level, count(*) from findings where status = 'open' group by level")
    statuses = _counts(visit, "select status, count(*) from findings where status <> 'gone' group by status")
    return {
        "verdict_shares": shares(_ordered(verdict_counts)),
        "figure_shares": shares(_ordered(figure_counts)),
        "levels": levels,
        "statuses": statuses,
        "settled": sum(statuses.values()) - statuses.get("open", 0),
        "first": visit.rows(f"{LISTED} where findings.status = 'open' order by {ORDER} limit {FIRST}"),
        "documents": visit.rows(f"{DOCUMENTS} limit {FIRST * 2}"),
        "document_count": visit.value("select count(*) from documents where is_current"),
        "primary_count": visit.value("select count(*) from documents where is_current and role = 'primary'"),
        "speakers": with_widths(visit.rows(f"{SPEAKERS} limit {FIRST + 2}"), "quotations"),
        "wanted": visit.rows(f"{_WANTED} where speaker_id is not null limit {FIRST}"),
        "unread": visit.rows("select path, reason from unread order by path limit 20"),
        "settings": _settings(visit.value("select settings from runs order by id desc limit 1")),
        "functions": FUNCTIONS,
    }


def _counts(visit: Visit, sql: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in visit.rows(sql)}


def _ordered(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Counts in the order of tones, so that colours stand together: gravest first."""
    tones = ["error", "warning", "note", "open", "quiet", "faithful"]
    places = {name: place for place, name in enumerate(verdicts())}
    names = sorted(counts, key=lambda name: (tones.index(verdict(name).tone), places.get(name, 99)))
    return [(name, counts[name]) for name in names]


def with_widths(rows: Sequence[sqlite3.Row], column: str) -> list[tuple[sqlite3.Row, float]]:
    """Each row with its share of the greatest, 0 to 100."""
    most = max((row[column] for row in rows), default=1)
    return [(row, round(100 * row[column] / most, 1)) for row in rows]


def _settings(stored: str | None) -> dict[str, Any]:
    try:
        settings = json.loads(stored or "{}")
    except ValueError:
        return {}
    return settings if isinstance(settings, dict) else {}
