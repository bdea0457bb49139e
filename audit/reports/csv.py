"""The findings as a table for spreadsheets, in UTF-8 with one line a row.

A cell that a spreadsheet would calculate starts with an apostrophe, as their own text cells do.
"""

import csv
import io
from collections.abc import Iterator

from ..audited import AuditFinding, StoredAudit
from ..text.cells import safe_cell
from ..text.visible import log_safe
from .excerpt import shortened
from .report import RenderOptions, Report

LONGEST_CELL = 32_000
"""Characters; spreadsheets take 32,767, and put the rest of a longer cell into another or nowhere."""
HEADS = (
    "level", "rule", "path", "line", "column", "words", "speaker", "message", "found_in", "found_words",
    "status", "reason", "remedy", "id",
)  # fmt: skip


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """A row a finding, settled ones, unread inputs and what is stale included."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(HEADS)
    for row in _rows(audit):
        table.writerow([safe_cell(shortened(row.get(head, ""), LONGEST_CELL)) for head in HEADS])
    return log_safe(written.getvalue())


def _rows(audit: StoredAudit) -> Iterator[dict[str, str]]:
    for unread in audit.unread:
        yield {"level": "error", "rule": "unread", "path": unread.location, "message": unread.reason}
    yield from map(_row, audit.findings)
    yield from map(_row, audit.suppressed)
    for said in audit.stale:
        yield {"level": "note", "rule": "stale", "message": said}


def _row(finding: AuditFinding) -> dict[str, str]:
    row = {
        "level": finding.level,
        "rule": finding.rule.id,
        "speaker": finding.speaker or "",
        "message": finding.message,
        "status": finding.suppression.kind if finding.suppression else finding.status,
        "reason": finding.suppression.reason if finding.suppression else "",
        "remedy": finding.rule.remedy,
        "id": finding.id,
    }
    if finding.place:
        row |= {
            "path": finding.place.document.label,
            "line": str(finding.place.line),
            "column": str(finding.place.column),
            "words": finding.place.text,
        }
    if finding.evidence:
        row |= {"found_in": finding.evidence[0].place.label, "found_words": finding.evidence[0].place.text}
    return row


CSV = Report(
    "csv",
    "For spreadsheets: a row a finding, with no cell that calculates.",
    "text/csv; charset=utf-8",
    ".csv",
    render,
)
