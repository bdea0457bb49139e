"""What is new, gone and changed between two audits: documents, findings and verdicts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from .audited import AuditedDocument, AuditedQuotation, AuditFinding, StoredAudit
from .text.serialised import as_json
from .text.visible import log_safe, one_line

SCHEMA_VERSION = 1
WORDS = 100
"""Characters of a passage that a line shows."""

Thing = TypeVar("Thing", AuditedDocument, AuditFinding, AuditedQuotation)


@dataclass(frozen=True, slots=True)
class Changes(Generic[Thing]):
    """Things that only the new audit has, only the old one has, and both have and tell otherwise."""

    new: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    changed: tuple[tuple[Thing, Thing], ...]

    @property
    def is_empty(self) -> bool:
        """True where both audits say the same."""
        return not (self.new or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class AuditChanges:
    """Everything in which two audits differ; `verdicts` are those of quotations that both have.

    A finding that is settled (dismissed, suppressed) has changed and is not gone.
    """

    documents: Changes[AuditedDocument]
    findings: Changes[AuditFinding]
    verdicts: tuple[tuple[AuditedQuotation, AuditedQuotation], ...]
    present: tuple[AuditFinding, ...]


def changes_between(old: StoredAudit, new: StoredAudit) -> AuditChanges:
    """Compares two audits by the identities that survive edits elsewhere in a document.

    Both are told with the locations of the new one: the old database may be a copy that lies elsewhere.
    """
    prefix = _prefix(new)
    before = [_located(finding, prefix) for finding in (*old.findings, *old.suppressed)]
    return AuditChanges(
        _changes(
            [replace(one, location=prefix + one.path) for one in _current(old)], _current(new), _document_says
        ),
        _changes(before, (*new.findings, *new.suppressed), _finding_says),
        _changes(old.quotations, new.quotations, lambda quotation: quotation.verdict).changed,
        new.findings,
    )


def _prefix(audit: StoredAudit) -> str:
    return next((one.location.removesuffix(one.path) for one in audit.documents), "")


def _located(finding: AuditFinding, prefix: str) -> AuditFinding:
    if finding.place is None:
        return finding
    document = finding.place.document
    place = replace(finding.place, document=replace(document, location=prefix + document.path))
    return replace(finding, place=place)


def _changes(old: Sequence[Thing], new: Sequence[Thing], says: Callable[[Thing], object]) -> Changes[Thing]:
    before, now = {thing.id: thing for thing in old}, {thing.id: thing for thing in new}
    return Changes(
        tuple(thing for thing in new if thing.id not in before),
        tuple(thing for thing in old if thing.id not in now),
        tuple(
            (before[thing.id], thing)
            for thing in new
            if thing.id in before and says(before[thing.id]) != says(thing)
        ),
    )


def _current(audit: StoredAudit) -> list[AuditedDocument]:
    return [document for document in audit.documents if document.is_current]


def _document_says(document: AuditedDocument) -> Mapping[str, object]:
    kept = set(document.__slots__) - {"location", "text", "line_starts"}
    return {name: getattr(document, name) for name in kept}


def _finding_says(finding: AuditFinding) -> object:
    return finding.level, finding.message, finding.status, finding.suppression


def changes_text(changes: AuditChanges) -> str:
    """For people: `+` is new, `-` is gone, `~` has changed, and how many findings there are now."""
    return log_safe("\n".join(_lines(changes)) + "\n")


def _lines(changes: AuditChanges) -> Iterator[str]:
    yield from _section("Documents", changes.documents, _document_line, _document_change)
    yield from _section("Findings", changes.findings, _finding_lines, _finding_change)
    if changes.verdicts:
        yield "Verdicts"
        for old, new in changes.verdicts:
            yield f"~ {one_line(new.place.label)}: {old.verdict} -> {new.verdict}"
            yield f"    {_words(new.place.text)}"
    if changes.documents.is_empty and changes.findings.is_empty and not changes.verdicts:
        yield "Nothing has changed in what is found."
    counts = {level: sum(found.level == level for found in changes.present) for level in _LEVELS}
    told = [f"{number} {level}{'' if number == 1 else 's'}" for level, number in counts.items() if number]
    yield f"Findings now: {', '.join(told) or 'none'}."


_LEVELS = ("error", "warning", "note")


def _section(
    title: str,
    changes: Changes[Thing],
    lines: Callable[[Thing], Iterable[str]],
    change: Callable[[Thing, Thing], str],
) -> Iterator[str]:
    if changes.is_empty:
        return
    yield title
    for mark, things in (("+", changes.new), ("-", changes.gone)):
        for thing in things:
            first, *rest = lines(thing)
            yield f"{mark} {first}"
            yield from rest
    for old, new in changes.changed:
        first, *rest = lines(new)
        yield f"~ {first}  ({change(old, new)})"
        yield from rest


def _document_line(document: AuditedDocument) -> Iterator[str]:
    yield one_line(document.label)


def _document_change(old: AuditedDocument, new: AuditedDocument) -> str:
    if old.sha256 != new.sha256:
        return f"{old.sha256[:12]} -> {new.sha256[:12]}"
    before, now = _document_says(old), _document_says(new)
    named = sorted(name for name in now if before[name] != now[name])
    return one_line("; ".join(f"{name}: {before[name]} -> {now[name]}" for name in named))


def _finding_lines(finding: AuditFinding) -> Iterator[str]:
    yield f"{one_line(finding.label)}: {finding.level}: {finding.rule.id}: {one_line(finding.message)}"
    if finding.place:
        yield f"    {_words(finding.place.text)}"


def _finding_change(old: AuditFinding, new: AuditFinding) -> str:
    told = [f"{a} -> {b}" for a, b in ((old.level, new.level), (_state(old), _state(new))) if a != b]
    return "; ".join(told) or "told otherwise"


def _state(finding: AuditFinding) -> str:
    return f"settled by {finding.suppression.kind}" if finding.suppression else finding.status


def _words(text: str) -> str:
    line = one_line(text).strip()
    return line if len(line) <= WORDS else line[: WORDS - 1].rstrip() + "…"


def changes_json(changes: AuditChanges) -> str:
    """For programs: the same as one JSON object, described in docs/ci.md."""
    return as_json(
        {
            "schema_version": SCHEMA_VERSION,
            "documents": _as_plain(changes.documents, _plain_document),
            "findings": _as_plain(changes.findings, _plain_finding),
            "verdicts": [
                {
                    "quotation": new.id,
                    "place": new.place.label,
                    "text": new.place.text,
                    "old": old.verdict,
                    "new": new.verdict,
                }
                for old, new in changes.verdicts
            ],
        }
    )


def _as_plain(changes: Changes[Thing], plain: Callable[[Thing], dict[str, Any]]) -> dict[str, Any]:
    return {
        "new": [plain(thing) for thing in changes.new],
        "gone": [plain(thing) for thing in changes.gone],
        "changed": [{"old": plain(old), "new": plain(new)} for old, new in changes.changed],
    }


def _plain_document(document: AuditedDocument) -> dict[str, Any]:
    return {name: getattr(document, name) for name in ("id", "path", "sha256", "role", "published")}


def _plain_finding(finding: AuditFinding) -> dict[str, Any]:
    place = finding.place
    return {
        "id": finding.id,
        "rule": finding.rule.id,
        "level": finding.level,
        "status": finding.status,
        "settled_by": finding.suppression.kind if finding.suppression else None,
        "message": finding.message,
        "path": place.document.location if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "text": place.text if place else None,
    }
