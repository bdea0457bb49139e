"""The front page: what was audited and when, the state in numbers, what to look at first."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from ..appearance import verdict, verdicts
from ..drawing import shares
from ..functions import FUNCTIONS
from ..remembering import LATEST_RUN, remembered
from ..visits import Page, Visit
from .reviewing import LISTED, ORDER

SHOWN = 6
"""Findings, sources and names that the front page shows of each list."""

MOST_OF_A_RULE = 2
"""Of one rule, so that a common one does not hide the others."""

DOCUMENTS = """
with open_ones as materialized (
  select document_id, sum(level = 'error') as errors, sum(level = 'warning') as warnings,
    sum(level = 'note') as notes
  from findings where status = 'open' group by document_id
)
select documents.id, documents.title, documents.path, documents.role, documents.published,
  open_ones.errors, open_ones.warnings, open_ones.notes
from documents left join open_ones on open_ones.document_id = documents.id
where documents.is_current
order by open_ones.errors desc, open_ones.warnings desc, open_ones.notes desc, documents.path
"""
SPEAKERS = """
with counted as (
  select speaker_id, count(*) as quotations, count(distinct document_id) as documents
  from quotations
  where speaker_id is not null and furniture = 0 and kind <> 'scare' and within is null
  group by speaker_id
)
select speakers.id, speakers.name, counted.quotations, counted.documents
from counted join speakers on speakers.id = counted.speaker_id
order by counted.quotations desc, speakers.name
"""
_FIRST = f"""
with ranked as (
  select id, row_number() over (partition by rule_id order by {ORDER}) as place from findings
  where status = 'open'
)
{LISTED} where findings.id in (
  select findings.id from ranked join findings on findings.id = ranked.id
  where ranked.place <= {MOST_OF_A_RULE} order by {ORDER} limit {SHOWN}
) order by {ORDER}
"""


def front(visit: Visit) -> Page:
    """The front page."""
    run = visit.row(LATEST_RUN)
    if run is None:
        return Page("empty.html", {})
    numbers = remembered(visit, _of_run) | remembered(visit, _of_review, reviewed=True)
    return Page("front.html", {"run": run, "functions": FUNCTIONS, **numbers})


def _of_run(visit: Visit) -> dict[str, Any]:
    """What only a run changes."""
    verdict_counts = _counts(visit, "select verdict, count(*) from quotations group by verdict")
    figure_counts = _counts(visit, "select verdict, count(*) from quantities group by verdict")
    speakers = visit.rows(f"{SPEAKERS} limit {SHOWN + 2}")
    wanted = visit.rows(
        "select source, kind, claims, documents, speaker_id from wanted_sources where speaker_id is not null"
    )
    return {
        "verdict_shares": shares(_ordered(verdict_counts)),
        "figure_shares": shares(_ordered(figure_counts)),
        "speakers": with_widths(speakers, "quotations"),
        "wanted": wanted[:SHOWN],
        "wanted_count": len(wanted),
        "document_count": visit.value("select count(*) from documents where is_current"),
        "primary_count": visit.value("select count(*) from documents where is_current and role = 'primary'"),
        "unread": visit.rows("select path, reason from unread order by path limit 20"),
    }


def _of_review(visit: Visit) -> dict[str, Any]:
    """What a decision changes too."""
    statuses = _counts(visit, "select status, count(*) from findings where status <> 'gone' group by status")
    return {
        "levels": _counts(visit, "select level, count(*) from findings where status = 'open' group by level"),
        "settled": sum(statuses.values()) - statuses.get("open", 0),
        "first": visit.rows(_FIRST),
        "documents": visit.rows(f"{DOCUMENTS} limit {SHOWN * 2}"),
    }


def _counts(visit: Visit, sql: str) -> dict[str, int]:
    """Counts by name; page furniture, which is not checked, is left out."""
    return {str(name): int(count) for name, count in visit.rows(sql) if name != "not-checked"}


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
