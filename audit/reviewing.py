"""What waits for a decision and what was decided, as lines for a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from .audited import AuditedFigure, AuditedQuotation, AuditFinding, StoredAudit
from .reports.excerpt import shortened
from .reports.selection import with_levels, without_suppressed
from .reports.terminal import Ink
from .settings import Settings
from .store.reading import load
from .store.reviews import Entry, Subject, history
from .text.visible import one_line

SHORTEST_ID = 6
"""Characters of an id that are shown where they tell it from all others; more where they do not."""


def waiting(database: Path, settings: Settings) -> StoredAudit:
    """The stored audit with the project's levels and suppressions: its findings are what is open."""
    audit = with_levels(load(database), settings.rules)
    return without_suppressed(audit, settings.suppressions, date.today())


def listed(audit: StoredAudit, width: int, ink: Ink) -> Iterator[str]:
    """Every open finding, worst first, with the beginning of its id; then how to decide."""
    length = _id_length(audit)
    for finding in audit.findings:
        yield from _finding(finding, finding.id[:length], width, ink)
    undecided = [finding for finding in audit.findings if finding.status == "open"]
    if undecided:
        yield ""
        wait = "1 finding waits" if len(undecided) == 1 else f"{len(undecided):,} findings wait"
        yield f"{wait} for a decision. Next:"
        yield f"  audit review {undecided[0].id[:length]} --decision confirmed|dismissed|needs-source|fixed"
    elif audit.findings:
        yield ""
        yield "Every open finding has a decision; what is fixed in the documents is seen by the next run."
    else:
        yield "No finding is open."


def following(audit: StoredAudit, decided: str) -> AuditFinding | None:
    """The first undecided finding after one in the list, else the first of all."""
    places = [finding.id for finding in audit.findings]
    at = places.index(decided) + 1 if decided in places else 0
    around = (*audit.findings[at:], *audit.findings[:at])
    return next((one for one in around if one.status == "open" and one.id != decided), None)


def next_step(audit: StoredAudit, decided: str) -> str:
    """What to decide on next, in one line."""
    finding = following(audit, decided)
    if finding is None:
        return "No other finding waits for a decision."
    name = finding.id[: _id_length(audit)]
    return f"Next: audit review {name}  ({one_line(finding.label)}: {finding.rule.id})"


def shown(audit: StoredAudit, database: Path, subject: Subject, width: int, ink: Ink) -> Iterator[str]:
    """A finding or claim with its words, its reason and its history."""
    everything = (*audit.findings, *audit.suppressed)
    finding = next((one for one in everything if one.id == subject.id), None)
    claims: Sequence[AuditedQuotation | AuditedFigure] = (*audit.quotations, *audit.figures)
    claim = next((one for one in claims if one.id == subject.id), None)
    if finding is not None:
        yield from _finding(finding, finding.id, width, ink)
        for one in finding.evidence:
            yield f"    compare {one_line(one.place.label)}:"
            yield f"    {shortened(one.place.text, width - 4)}"
    elif claim is not None:
        where = one_line(claim.place.label)
        yield f"{ink.bold(claim.id)}  {where}: {claim.verdict}: {one_line(claim.reason)}"
        yield f"    {shortened(claim.place.text, width - 4)}"
    else:
        yield f"The last run does not see the {subject.called} {subject.id} any more."
    entries = history(database, subject)
    yield from (told(entry) for entry in entries)
    if not entries:
        yield "No decision yet."


def told(entry: Entry) -> str:
    """One entry of the history on one line."""
    decision = entry.decision
    about = entry.rule_id or entry.subject.called
    words = f" “{shortened(entry.words, 60)}”" if entry.words else ""
    note = f": {one_line(decision.note)}" if decision.note else ""
    evidence = f" ({one_line(decision.evidence)})" if decision.evidence else ""
    return (
        f"{entry.created[:16].replace('T', ' ')}  {decision.decision} by {one_line(decision.reviewer)}"
        f"{note}{evidence}  [{entry.subject.id}: {about}{words}]"
    )


def _finding(finding: AuditFinding, name: str, width: int, ink: Ink) -> Iterator[str]:
    status = "" if finding.status == "open" else f" ({finding.status})"
    level = ink.level(finding.level, finding.level)
    yield (
        f"{ink.bold(name)}  {one_line(finding.label)}: {level}: {finding.rule.id}{status}: "
        f"{one_line(finding.message)}"
    )
    if finding.place:
        yield f"    {shortened(finding.place.text, width - 4)}"


def _id_length(audit: StoredAudit) -> int:
    """How much of an id tells it from every other id in the audit."""
    ids = sorted(
        one.id
        for group in (audit.findings, audit.suppressed, audit.quotations, audit.figures)
        for one in group
    )
    shared = (_shared(one, other) for one, other in pairwise(ids) if one != other)
    return max(SHORTEST_ID, max(shared, default=0) + 1)


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
