"""SARIF 2.1.0, for code scanning pages and editors. Written by hand from the OASIS standard.

Positions are Unicode code points (`columnKind`); paths are relative to the root of the repository.
"""

from typing import Any
from urllib.parse import quote

from ..audited import AuditedDocument, AuditFinding, Evidence, Place, StoredAudit, Suppression
from ..model import Rule
from ..text.serialised import as_json
from ..text.visible import one_line
from .excerpt import shortened
from .report import RenderOptions, Report

MOST_RESULTS = 5000
"""GitHub keeps this many results of a run, and drops the rest in silence; ours are the worst first."""
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
QUOTED = 400
"""Characters of a source passage in the message that points to it."""
LONGEST_SNIPPET = 2000
"""Characters; the hull of a quotation stitched from the two ends of a novel is the novel."""
FINGERPRINT = "sourceAudit/v1"


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The audit as one SARIF log with one run."""
    results = [*audit.findings, *audit.suppressed]
    used = {rule.id: position for position, rule in enumerate(audit.rules)}
    run = {
        "tool": {"driver": _driver(audit)},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "source-audit/"},
        "invocations": [_invocation(audit, len(results))],
        "artifacts": [_artifact(document) for document in audit.documents if document.is_whole_file],
        "results": [_result(finding, used) for finding in results[:MOST_RESULTS]],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(audit: StoredAudit) -> dict[str, Any]:
    return {
        "name": "source-audit",
        "semanticVersion": audit.tool_version,
        "rules": [_rule(rule) for rule in audit.rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.title.split()),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.description},
        "help": {"text": rule.remedy, "markdown": f"{rule.description}\n\n**What to do:** {rule.remedy}"},
        "defaultConfiguration": {"level": rule.level},
    }


def _invocation(audit: StoredAudit, results: int) -> dict[str, Any]:
    notifications = [
        {
            "level": "error",
            "message": {"text": f"Not read: {_plain(unread.location)}: {_plain(unread.reason)}"},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(unread.location)}}],
        }
        for unread in audit.unread
    ]
    if results > MOST_RESULTS:
        left_out = f"{results - MOST_RESULTS} results are left out here; the other formats name them."
        notifications.append({"level": "warning", "message": {"text": left_out}})
    stale = [{"level": "warning", "message": {"text": _plain(said)}} for said in audit.stale]
    return {
        "executionSuccessful": not audit.unread,
        "toolExecutionNotifications": notifications,
        "toolConfigurationNotifications": stale,
    }


def _artifact(document: AuditedDocument) -> dict[str, Any]:
    return {
        "location": _artifact_location(document.location),
        "mimeType": document.media_type,
        "hashes": {"sha-256": document.sha256},
    }


def _result(finding: AuditFinding, rule_positions: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": rule_positions[finding.rule.id],
        "level": finding.level,
        "message": {"text": _plain(finding.message)},
        "locations": [_location(finding.place)],
        "partialFingerprints": {FINGERPRINT: finding.id},
    }
    if finding.evidence:
        related = enumerate(finding.evidence, start=1)
        result["relatedLocations"] = [_related(number, evidence) for number, evidence in related]
    result["suppressions"] = [_suppression(finding.suppression)] if finding.suppression else []
    return result


def _suppression(suppression: Suppression) -> dict[str, Any]:
    kind = "inSource" if suppression.kind == "inline" else "external"
    by = f" ({suppression.by})" if suppression.by else ""
    until = f" (until {suppression.until})" if suppression.until else ""
    justification = f"{suppression.kind}: {one_line(suppression.reason)}{one_line(by)}{until}"
    return {"kind": kind, "status": "accepted", "justification": justification}


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"physicalLocation": {"artifactLocation": _artifact_location(".")}}
    physical: dict[str, Any] = {"artifactLocation": _artifact_location(place.document.location)}
    if not place.document.is_whole_file:
        return {
            "physicalLocation": physical,
            "logicalLocations": [{"fullyQualifiedName": place.label, "kind": "object"}],
        }
    return {"physicalLocation": {**physical, "region": _region(place)}}


def _related(number: int, evidence: Evidence) -> dict[str, Any]:
    message = {"text": f"{_SAYS[evidence.kind]}: {_plain(shortened(evidence.place.text, QUOTED))}"}
    return {"id": number, "message": message, **_location(evidence.place)}


def _region(place: Place) -> dict[str, Any]:
    is_short = place.end - place.start <= LONGEST_SNIPPET
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        **({"snippet": {"text": place.text}} if is_short else {}),
    }


def _plain(text: str) -> str:
    """One line in which no link is embedded: SARIF reads `[words](target)` as one, in plain text too."""
    return one_line(text).replace("](", "\\](")


def _artifact_location(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}


_SAYS = {
    "source": "where it was found",
    "rival": "another place that fits as well",
    "figure": "the other figure",
    "passage": "the same words",
}

SARIF = Report(
    "sarif",
    "For code scanning: SARIF 2.1.0, with the source passages as related locations.",
    "application/sarif+json",
    ".sarif",
    render,
)
