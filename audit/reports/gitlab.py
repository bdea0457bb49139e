"""GitLab's code quality report: shown in merge requests, new findings told from known ones."""

from hashlib import sha256
from typing import Any

from ..audited import AuditFinding, StoredAudit, UnreadInput
from ..model import Level
from ..text.serialised import as_json
from ..text.visible import one_line
from .report import RenderOptions, Report

SEVERITIES: dict[Level, str] = {"error": "critical", "warning": "major", "note": "info"}


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The issues as one JSON list."""
    return as_json([*map(_unread, audit.unread), *map(_issue, audit.findings), *map(_stale, audit.stale)])


def _issue(finding: AuditFinding) -> dict[str, Any]:
    place = finding.place
    line = place.line if place and place.document.is_whole_file else 1
    return {
        "description": f"{one_line(finding.message)} {finding.rule.remedy}",
        "check_name": finding.rule.id,
        "fingerprint": finding.id,
        "severity": SEVERITIES[finding.level],
        "location": {"path": place.document.location if place else ".", "lines": {"begin": line}},
    }


def _unread(unread: UnreadInput) -> dict[str, Any]:
    return {
        "description": f"Not read: {one_line(unread.reason)}",
        "check_name": "unread",
        "fingerprint": f"unread:{unread.path}:{unread.start if unread.start is not None else ''}",
        "severity": "blocker",
        "location": {"path": unread.location, "lines": {"begin": 1}},
    }


def _stale(said: str) -> dict[str, Any]:
    return {
        "description": one_line(said),
        "check_name": "stale",
        "fingerprint": f"stale:{sha256(said.encode(errors='replace')).hexdigest()[:16]}",
        "severity": "info",
        "location": {"path": ".", "lines": {"begin": 1}},
    }


GITLAB = Report(
    "gitlab",
    "For GitLab: a code quality report.",
    "application/json",
    ".json",
    render,
)
