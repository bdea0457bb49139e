"""The report for programs: everything that the audit says, in the shape of `report.schema.json`.

Fields are only ever added within one `schema_version`.
"""

from dataclasses import asdict
from typing import Any

from ..audited import (
    AuditedDocument,
    AuditedFigure,
    AuditedQuotation,
    AuditFinding,
    Evidence,
    Place,
    StoredAudit,
)
from ..text.serialised import as_json
from .digest import current_documents, level_counts, quoted_and_reported, stated_figures, verdict_counts
from .report import RenderOptions, Report

SCHEMA_VERSION = 1


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The whole audit as one JSON object."""
    return as_json(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "source-audit", "version": audit.tool_version},
            "corpus_sha256": audit.corpus_sha256,
            "complete": not audit.unread,
            "summary": _summary(audit),
            "findings": [_finding(finding) for finding in audit.findings],
            "suppressed": [_finding(finding) for finding in audit.suppressed],
            "stale": list(audit.stale),
            "unread": [asdict(unread) for unread in audit.unread],
            "wanted_sources": [asdict(source) for source in audit.wanted_sources],
            "documents": [_document(document) for document in audit.documents],
            "quotations": [_quotation(quotation) for quotation in audit.quotations],
            "figures": [_figure(figure) for figure in audit.figures],
            "rules": [asdict(rule) for rule in audit.rules],
        }
    )


def _summary(audit: StoredAudit) -> dict[str, Any]:
    quoted, reported = quoted_and_reported(audit)
    return {
        "documents": len(current_documents(audit)),
        "quotations": quoted,
        "reported_statements": reported,
        "figures": len(stated_figures(audit)),
        "findings": dict(level_counts(audit.findings)),
        "suppressed": len(audit.suppressed),
        "unread": len(audit.unread),
        "verdicts": dict(verdict_counts(audit)),
    }


def _finding(finding: AuditFinding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule.id,
        "level": finding.level,
        "message": finding.message,
        "status": finding.status,
        "speaker": finding.speaker,
        "place": _place(finding.place),
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "suppression": asdict(finding.suppression) if finding.suppression else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "relation": evidence.relation,
        "role": evidence.place.document.role,
        "place": _place(evidence.place),
        "parts": [[part.start, part.end] for part in evidence.parts],
        "edits": [asdict(edit) for edit in evidence.edits],
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "document": place.document.id,
        "path": place.document.location,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "text": place.text,
    }


def _document(document: AuditedDocument) -> dict[str, Any]:
    left_out = {"text", "line_starts"}
    return {name: getattr(document, name) for name in document.__slots__ if name not in left_out}


def _quotation(quotation: AuditedQuotation) -> dict[str, Any]:
    row = {name: getattr(quotation, name) for name in quotation.__slots__}
    decisions = [asdict(decision) for decision in quotation.decisions]
    return {**row, "place": _place(quotation.place), "best": _place(quotation.best), "decisions": decisions}


def _figure(figure: AuditedFigure) -> dict[str, Any]:
    row = {name: getattr(figure, name) for name in figure.__slots__}
    decisions = [asdict(decision) for decision in figure.decisions]
    return {**row, "place": _place(figure.place), "decisions": decisions}


JSON = Report(
    "json",
    "For programs: everything that the audit says, described by report.schema.json.",
    "application/json",
    ".json",
    render,
)
