"""What can be taken away: tables that are safe in a spreadsheet, annotations, a feed, rules for robots."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from datasette import NotFound

from audit.text.visible import one_line

from ..visits import Download, Visit

MOST_IN_FEED = 100
AROUND = 32
"""Characters before and after a passage that an annotation carries, so that it is found in a changed text."""

_TABLES = {
    "findings": "select id, level, rule_id, message, document_id, start, \"end\", status, quotation_id, quantity_id "
    "from findings where status <> 'gone' and rowid > :after order by rowid limit 2000",
    "quotations": "select quotations.id, document_id, start, \"end\", quotations.kind, speakers.name as speaker, text, "
    "verdict, reason from quotations left join speakers on speakers.id = speaker_id "
    "where quotations.rowid > :after order by quotations.rowid limit 2000",
    "quantities": "select id, document_id, start, \"end\", kind, text, low, high, unit, hedge, subject_text, period_text, "
    "period_start, period_end, verdict, reason from quantities where rowid > :after order by rowid limit 2000",
    "reviews": "select * from reviews where rowid > :after order by rowid limit 2000",
}  # fmt: skip
TABLES = tuple(_TABLES)


def table(visit: Visit) -> Download:
    """A table as CSV that no spreadsheet computes with, or as JSON."""
    name, kind = visit.names["table"], visit.names["format"]
    if name not in _TABLES:
        raise NotFound("There is no such download.")
    rows = _rows(visit, name)
    if kind == "json":
        text = json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1)
        return Download(text + "\n", "application/json; charset=utf-8", f"{name}.json")
    return Download(as_csv(rows), "text/csv; charset=utf-8", f"{name}.csv")


def _rows(visit: Visit, name: str) -> Iterator[sqlite3.Row]:
    """Every row, a stretch at a time, so that no one answer grows large."""
    after = 0
    sql = _TABLES[name].replace("select ", f"select {name}.rowid as _place, ", 1)
    while stretch := visit.rows(sql, after=after):
        yield from stretch
        after = stretch[-1]["_place"]


def as_csv(rows: Iterator[sqlite3.Row]) -> str:
    """Rows with a heading; a cell that a spreadsheet would compute starts with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow([name for name in row.keys() if name != "_place"])  # noqa: SIM118  sqlite3.Row
        writer.writerow([cell(row[name]) for name in row.keys() if name != "_place"])  # noqa: SIM118
    return out.getvalue()


def cell(value: object) -> object:
    """Text that is only text: `=`, `+`, `-`, `@`, a tab or a line break at its start begin a formula."""
    if (
        isinstance(value, str)
        and value.lstrip()[:1] in {"=", "+", "-", "@"}
        or (isinstance(value, str) and value[:1] in {"\t", "\r", "\n"})
    ):
        return "'" + str(value)
    return value


def annotations(visit: Visit) -> Download:
    """The claims of a document as W3C Web Annotations."""
    row = visit.row("select * from documents where id = :id", id=visit.names["document"])
    if row is None:
        raise NotFound("There is no such document in this audit.")
    text = str(visit.value("select text from texts where document_id = :id", id=row["id"]) or "")
    claims = visit.rows(
        "select id, start, \"end\", text, verdict, reason, 'quotation' as kind from quotations where document_id = :id "
        "union all select id, start, \"end\", text, verdict, reason, 'quantity' from quantities where document_id = :id "
        "order by start, id",
        id=row["id"],
    )
    source = row["url"] or f"{visit.base_address}{visit.links.document(row['id'])}"
    items = [_annotation(visit, claim, text, source) for claim in claims]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}
    return Download(
        json.dumps(page, ensure_ascii=False, indent=1) + "\n", "application/ld+json; charset=utf-8"
    )


def _annotation(visit: Visit, claim: sqlite3.Row, text: str, source: str) -> dict[str, Any]:
    start, end = claim["start"], claim["end"]
    address = (
        visit.links.quotation(claim["id"])
        if claim["kind"] == "quotation"
        else visit.links.quantity(claim["id"])
    )
    return {
        "id": f"{visit.base_address}{address}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": claim["verdict"]},
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": claim["reason"]},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": claim["text"], "prefix": text[max(0, start - AROUND) : start],
                 "suffix": text[end : end + AROUND]},
            ],
        },
    }  # fmt: skip


def feed(visit: Visit) -> Download:
    """The gravest open findings as an Atom feed: its entries keep their identity through later runs."""
    run = visit.row("select * from runs where finished is not null order by id desc limit 1")
    updated = run["finished"] if run else "1970-01-01T00:00:00Z"
    findings = visit.rows(
        "select findings.*, runs.finished as seen from findings left join runs on runs.id = findings.first_run "
        "where status in ('open', 'confirmed', 'needs-source') order by first_run desc, "
        "case level when 'error' then 0 when 'warning' then 1 else 2 end, findings.id limit :most",
        most=MOST_IN_FEED,
    )
    own = f"{visit.base_address}{visit.links.page('findings.atom')}"
    entries = "".join(_entry(visit, finding, updated) for finding in findings)
    return Download(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Findings of the audit</title><id>{_xml(own)}</id><updated>{_xml(updated)}</updated>"
        f'<link rel="self" href="{_xml(own)}"/><author><name>source-audit</name></author>\n{entries}</feed>\n',
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
