"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request.

GitHub shows ten annotations of each kind a step and drops the rest in silence, so the worst come
first, and the rest are plain lines of the log.
"""

from collections import Counter
from collections.abc import Iterator

from ..audited import AuditFinding, Place, StoredAudit
from ..model import Level
from ..text.visible import log_safe, one_line
from .digest import counted, verdict_of_levels
from .excerpt import shortened
from .report import RenderOptions, Report

SHOWN_OF_A_KIND = 10
"""Annotations that GitHub shows of each kind (error, warning, notice) in one step."""
QUOTED = 300
"""Characters of each passage in an annotation: what its box shows without scrolling."""
COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The commands, then what they leave out, then the count."""
    shown: Counter[str] = Counter({"error": len(audit.unread)})
    lines = [_unread(unread.location, unread.reason) for unread in audit.unread[:SHOWN_OF_A_KIND]]
    lines += [_plain_unread(unread.location, unread.reason) for unread in audit.unread[SHOWN_OF_A_KIND:]]
    for finding in audit.findings:
        command = COMMANDS[finding.level]
        shown[command] += 1
        lines.append(_annotation(finding) if shown[command] <= SHOWN_OF_A_KIND else _plain(finding))
    lines += [f"::notice title=stale::{_data(one_line(said))}" for said in audit.stale]
    return "\n".join([*lines, *_tail(audit, shown)]) + "\n"


def _annotation(finding: AuditFinding) -> str:
    properties = [f"title={_property(f'{finding.rule.id}: {finding.rule.title}')}"]
    if finding.place:
        properties = [*_position(finding.place), *properties]
    return f"::{COMMANDS[finding.level]} {','.join(properties)}::{_data(_message(finding))}"


def _position(place: Place) -> Iterator[str]:
    yield f"file={_property(place.document.location)}"
    if place.document.is_whole_file:
        yield f"line={place.line}"
        yield f"endLine={place.end_line}"
        if place.line == place.end_line:
            yield f"col={place.column}"
            yield f"endColumn={place.end_column}"


def _message(finding: AuditFinding) -> str:
    lines = [one_line(finding.message)]
    if finding.place:
        lines.append(f"Here: {shortened(finding.place.text, QUOTED)}")
    for evidence in finding.evidence:
        words = shortened(evidence.place.text, QUOTED)
        lines.append(f"There ({one_line(evidence.place.label)}): {words}")
    return "\n".join([*lines, finding.rule.remedy])


def _plain(finding: AuditFinding) -> str:
    return log_safe(
        one_line(f"{finding.label}: {finding.level}: {finding.rule.id}: {one_line(finding.message)}")
    )


def _unread(path: str, reason: str) -> str:
    return f"::error file={_property(path)},title=unread::{_data(f'Not read: {one_line(reason)}')}"


def _plain_unread(path: str, reason: str) -> str:
    return log_safe(f"{one_line(path)}: unread: {one_line(reason)}")


def _tail(audit: StoredAudit, shown: Counter[str]) -> Iterator[str]:
    more = sum(max(0, number - SHOWN_OF_A_KIND) for number in shown.values())
    if more:
        yield f"{counted(more, 'finding')} more in the summary."
    yield f"{verdict_of_levels(audit)}."


def _data(text: str) -> str:
    """A message: what ends a command is encoded, and no older command can start inside it."""
    return log_safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


GITHUB = Report(
    "github",
    "For GitHub Actions: annotations, ten of each kind, worst first.",
    "text/plain; charset=utf-8",
    ".txt",
    render,
)
