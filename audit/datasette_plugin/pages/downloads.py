"""What can be taken away: tables that are safe in a spreadsheet, a feed, rules for robots."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from datasette import NotFound

from audit.text.cells import computes
from audit.text.visible import one_line

from ..visits import Download, Visit

MOST_IN_FEED = 100

_TABLES = {
    "findings": """
select findings.rowid as _place, id, level, rule_id, message, document_id, start, "end", status, quotation_id,
  quantity_id
from findings where status <> 'gone' and findings.rowid > :after order by findings.rowid limit 2000""",
    "quotations": """
select quotations.rowid as _place, quotations.id, document_id, start, "end", quotations.kind,
  speakers.name as speaker, text, verdict, reason
from quotations left join speakers on speakers.id = speaker_id
where quotations.rowid > :after order by quotations.rowid limit 2000""",
    "quantities": """
select quantities.rowid as _place, id, document_id, start, "end", kind, text, low, high, unit, hedge,
  subject_text, period_text, period_start, period_end, verdict, reason
from quantities where quantities.rowid > :after order by quantities.rowid limit 2000""",
    "reviews": "select id as _place, * from reviews where id > :after order by id limit 2000",
}

_FED = """
select findings.*, runs.finished as seen from findings left join runs on runs.id = findings.first_run
where status in ('open', 'confirmed', 'needs-source')
order by first_run desc, case level when 'error' then 0 when 'warning' then 1 else 2 end, findings.id
limit :most
"""


def table(visit: Visit) -> Download:
    """A table as CSV that no spreadsheet computes with, or as JSON."""
    name, kind = visit.names["table"], visit.names["format"]
    if name not in _TABLES:
        raise NotFound("There is no such download.")
    rows = _rows(visit, name)
    if kind == "json":
        text = json.dumps([_named(row) for row in rows], ensure_ascii=False, indent=1)
        return Download(text + "\n", "application/json; charset=utf-8", f"{name}.json")
    return Download(as_csv(rows), "text/csv; charset=utf-8", f"{name}.csv")


def _rows(visit: Visit, name: str) -> Iterator[sqlite3.Row]:
    """Every row, a stretch at a time, so that no one answer grows large."""
    after = 0
    while stretch := visit.rows(_TABLES[name], after=after):
        yield from stretch
        after = stretch[-1]["_place"]


def _named(row: sqlite3.Row) -> dict[str, Any]:
    return {name: value for name, value in dict(row).items() if name != "_place"}


def as_csv(rows: Iterable[sqlite3.Row]) -> str:
    """Rows with a heading; a cell that a spreadsheet would compute starts with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(map(_named, rows)):
        if not number:
            writer.writerow(row)
        writer.writerow([cell(value) for value in row.values()])
    return out.getvalue()


def cell(value: object) -> object:
    """Text that is only text: an apostrophe keeps a formula, a tab or a line break from being read as one."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value[:1] in {"\t", "\r", "\n"} or computes(value) else value


def feed(visit: Visit) -> Download:
    """The gravest open findings as an Atom feed: its entries keep their identity through later runs."""
    run = visit.row("select * from runs where finished is not null order by id desc limit 1")
    updated = run["finished"] if run else "1970-01-01T00:00:00Z"
    findings = visit.rows(_FED, most=MOST_IN_FEED)
    own = f"{visit.base_address}{visit.links.page('findings.atom')}"
    entries = "".join(_entry(visit, finding, updated) for finding in findings)
    return Download(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Findings of the audit</title><id>{_xml(own)}</id><updated>{_xml(updated)}</updated>"
        f'<link rel="self" href="{_xml(own)}"/>'
        f"<author><name>source-audit</name></author>\n{entries}</feed>\n",
        "application/atom+xml; charset=utf-8",
    )


def _entry(visit: Visit, finding: sqlite3.Row, updated: str) -> str:
    title = f"{finding['level']}: {finding['message']}"
    address = f"{visit.base_address}{visit.links.finding(finding['id'])}"
    return (
        f"<entry><title>{_xml(title)}</title><id>urn:source-audit:finding:{_xml(finding['id'])}</id>"
        f'<updated>{_xml(finding["seen"] or updated)}</updated><link href="{_xml(address)}"/>'
        f"<summary>{_xml(finding['document_id'] or '')}</summary></entry>\n"
    )


def _xml(text: str) -> str:
    return escape(one_line(text), {'"': "&quot;"})


def robots(visit: Visit) -> Download:
    """Crawlers may read the pages and keep off facets, searches, downloads and queries."""
    base = visit.links.base
    closed = ["/*?", f"{base}/-/search", f"{base}/-/download/", f"{base}/-/review", f"{base}/-/auth-token",
              f"{visit.links.tables()}/"]  # fmt: skip
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Crawl-delay: 2", ""]
    return Download("\n".join(lines), "text/plain; charset=utf-8")
