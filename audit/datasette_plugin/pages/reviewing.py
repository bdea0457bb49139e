"""What is decided: a finding's or a claim's history, what comes next, and the list of what waits."""

import sqlite3
from typing import Any

from datasette import NotFound

from ..evidence import in_context
from ..marking import Mark
from ..visits import Answer, Page, Visit, pages_of

ON_A_PAGE = 30

PLACE = (
    "case findings.level when 'error' then 0 when 'warning' then 1 else 2 end, "
    "coalesce(findings.document_id, ''), coalesce(findings.start, 0), findings.rule_id, findings.id"
)
ORDER = PLACE
"""Worst first, then as the documents read; `PLACE` as a row value compares with it."""

_AFTER = (
    f"select id from findings where status = 'open' and ({PLACE}) > "
    f"(:place0, :place1, :place2, :place3, :place4) and id <> :id order by {ORDER} limit 1"
)
_FIRST = f"select id from findings where status = 'open' and id <> :id order by {ORDER} limit 1"

LISTED = """
select findings.*, rules.title as rule, documents.title, documents.path, quotations.verdict,
  substr(texts.text, findings.start + 1, min(findings."end" - findings.start, 300)) as passage
from findings left join rules on rules.id = findings.rule_id
  left join documents on documents.id = findings.document_id
  left join texts on texts.document_id = findings.document_id
  left join quotations on quotations.id = findings.quotation_id
"""
_CORRECTIONS = """
select corrections.*, correction_outcomes.fate, correction_outcomes.reason
from corrections left join correction_outcomes on correction_outcomes.correction_id = corrections.id
where :key in (corrections.quotation_id, corrections.quantity_id, corrections.other_quantity_id,
  correction_outcomes.quotation_id, correction_outcomes.quantity_id, correction_outcomes.other_quantity_id)
order by corrections.id
"""
_FILTERS = """
where (:status = 'any' or findings.status = :status)
  and (:level = '' or findings.level = :level)
  and (:rule = '' or findings.rule_id = :rule)
  and (:document = '' or findings.document_id = :document)
"""
FILTER_NAMES = ("status", "level", "rule", "document")


def filters_of(visit: Visit) -> dict[str, str]:
    """What the list is narrowed to; open findings where nothing is said."""
    given = {name: visit.arguments.get(name, "") for name in FILTER_NAMES}
    return given | {"status": given["status"] or "open"}


def queue(visit: Visit) -> Page:
    """The findings that wait, worst first, narrowed by level, rule, document and status."""
    filters = filters_of(visit)
    page = visit.number("page", least=1, most=100_000)
    total = visit.value(f"select count(*) from findings {_FILTERS}", **filters)
    findings = visit.rows(
        f"{LISTED} where findings.id in (select findings.id from findings {_FILTERS} "
        f"order by {ORDER} limit :most offset :after) order by {ORDER}",
        **filters, most=ON_A_PAGE, after=(page - 1) * ON_A_PAGE,
    )  # fmt: skip
    context = {
        "findings": findings,
        "filters": filters,
        "page": page,
        "pages": pages_of(total, ON_A_PAGE),
        "total": total,
        **_choices(visit),
    }
    return Page("queue.html", context)


def _choices(visit: Visit) -> dict[str, list[sqlite3.Row]]:
    """What the list can be narrowed to, with how many findings each leaves."""
    return {
        "levels": visit.rows(
            "select level, count(*) as count from findings where status = 'open' group by level"
        ),
        "rules": visit.rows(
            "select rules.id, rules.title, count(*) as count "
            "from findings join rules on rules.id = findings.rule_id "
            "where findings.status <> 'gone' group by rules.id order by rules.title"
        ),
        "statuses": visit.rows(
            "select status, count(*) as count from findings group by status order by 2 desc"
        ),
    }


def finding(visit: Visit) -> Answer:
    """A finding, on the page of what it is about."""
    from .comparison import quotation_page
    from .figures import quantity_page

    row = visit.row(f"{LISTED} where findings.id = :id", id=visit.names["finding"])
    if row is None:
        raise NotFound("There is no such finding in this audit.")
    if row["quotation_id"] and _is_there(visit, "quotations", row["quotation_id"]):
        return quotation_page(visit, row["quotation_id"], row["id"])
    if row["quantity_id"] and _is_there(visit, "quantities", row["quantity_id"]):
        return quantity_page(visit, row["quantity_id"], row["id"])
    return Page(
        "finding.html",
        {"passages": _passages(visit, row), **review_of(visit, "finding_id", row["id"], row["id"])},
    )


def _is_there(visit: Visit, table: str, key: str) -> bool:
    return visit.row(f"select 1 from {table} where id = :id", id=key) is not None


def _passages(visit: Visit, finding: sqlite3.Row) -> list[dict[str, Any]]:
    """Where a finding that is about no claim points: its passage, and the other one of a shared passage."""
    places = [(finding["document_id"], finding["start"], finding["end"])]
    shared = visit.row("select * from reuse where id = :id", id=finding["reuse_id"])
    if shared:
        places = [(shared["document_id"], shared["start"], shared["end"]),
                  (shared["other_document_id"], shared["other_start"], shared["other_end"])]  # fmt: skip
    return [_passage(visit, *place) for place in places if place[0] is not None and place[1] is not None]


def _passage(visit: Visit, document_id: str, start: int, end: int) -> dict[str, Any]:
    return {
        "document": visit.row("select * from documents where id = :id", id=document_id),
        "html": in_context(visit.text(document_id), start, end, [Mark(start, end, "focus")], visit.window),
        "address": visit.links.place(document_id, start),
    }


def review_of(visit: Visit, column: str, key: str, finding_id: str | None) -> dict[str, Any]:
    """What a claim's page shows of its review: the finding decided on, the history and the next finding.

    `column` is `quotation_id`, `quantity_id` or `finding_id`. Without a finding the claim is signed off.
    """
    findings = visit.rows(
        f"{LISTED} where findings.{'id' if column == 'finding_id' else column} = :key "
        f"and findings.status <> 'gone' order by {ORDER}",
        key=key,
    )
    chosen = next((row for row in findings if row["id"] == finding_id), findings[0] if findings else None)
    about = ("finding_id", chosen["id"]) if chosen else (column, key)
    return {
        "finding": chosen,
        "findings": findings,
        "about": about,
        "rule": visit.row("select * from rules where id = :id", id=chosen["rule_id"]) if chosen else None,
        "history": _history(visit, [row["id"] for row in findings], column, key),
        "corrections": visit.rows(_CORRECTIONS, key=key),
        "next_finding": next_after(visit, chosen["id"] if chosen else None)
        if visit.reviewer is not None
        else None,
        "left": visit.value("select count(*) from findings where status = 'open'"),
        "done": _done(visit),
    }


def _history(visit: Visit, finding_ids: list[str], column: str, key: str) -> list[sqlite3.Row]:
    entries = visit.rows(f"select * from reviews where {column} = :key", key=key)
    for finding_id in finding_ids:
        entries += visit.rows("select * from reviews where finding_id = :id", id=finding_id)
    return sorted({row["id"]: row for row in entries}.values(), key=lambda row: row["id"])


def next_after(visit: Visit, finding_id: str | None) -> str | None:
    """The open finding after this one in the list, then from its beginning; None where none waits."""
    place = visit.row(f"select {PLACE} from findings where id = :id", id=finding_id or "")
    if place is not None:
        bounds = {f"place{number}": value for number, value in enumerate(place)}
        after = visit.value(_AFTER, id=finding_id, **bounds)
        if after is not None:
            return str(after)
    first = visit.value(_FIRST, id=finding_id or "")
    return None if first is None else str(first)


def _done(visit: Visit) -> sqlite3.Row | None:
    """The decision that was recorded a moment ago, to say so and to offer taking it back."""
    if visit.reviewer is None or "done" not in visit.arguments:
        return None
    return visit.row("select * from reviews where id = :id", id=visit.number("done"))
