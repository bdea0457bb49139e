"""What waits for a decision and what was decided, as lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from .audited import AuditedFigure, AuditedQuotation, AuditFinding, StoredAudit
from .reporting import as_settled
from .reports.excerpt import shortened
from .reports.terminal import Ink
from .settings import Settings
from .store.reading import load_document, load_findings, load_ids
from .store.reviews import Entry, Subject, history
from .text.visible import one_line

SHORTEST_ID = 6
"""Characters of an id that are shown where they tell it from all others; more where they do not."""


def listed(audit: StoredAudit, width: int, ink: Ink) -> Iterator[str]:
    """Every open finding, worst first, with the beginning of its id; then how to decide."""
    length = _id_length(_ids(audit))
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


def next_step(database: Path, settings: Settings, decided: str) -> str:
    """What to decide on next, in one line."""
    words = any(rule.words for rule in settings.suppressions)
    finding = following(as_settled(load_findings(database, words), settings), decided)
    if finding is None:
        return "No other finding waits for a decision."
    label = finding.label
    if finding.place:
        document = load_document(database, finding.place.document.id)
        label = replace(finding.place, document=document).label
    name = finding.id[: _id_length(load_ids(database))]
    return f"Next: audit review {name}  ({one_line(label)}: {finding.rule.id})"


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


def _ids(audit: StoredAudit) -> Iterator[str]:
    claims: Sequence[AuditedQuotation | AuditedFigure] = (*audit.quotations, *audit.figures)
    return (one.id for one in (*audit.findings, *audit.suppressed, *claims))


def _id_length(ids: Iterable[str]) -> int:
    """How much of an id tells it from every other one."""
    different = set(ids)
    return next(
        length for length in count(SHORTEST_ID) if len({one[:length] for one in different}) == len(different)
    )
