"""The report as a job summary: what an editor reads on the page of a CI run."""

from collections.abc import Iterator, Sequence

from ..audited import AuditFinding, Evidence, Place, StoredAudit
from ..model import Level
from ..text.visible import log_safe
from .digest import (
    ABOUT_NO_PLACE,
    by_speaker,
    counted,
    current_documents,
    headline,
    next_steps,
    spoken_rules,
    stated_figures,
    verdict_counts,
    verdict_of_levels,
)
from .excerpt import Change, difference, excerpt, shortened
from .markdown_text import code, code_cell, fenced, inline
from .report import RenderOptions, Report

SIGNS: dict[Level, str] = {"error": "❌", "warning": "⚠️", "note": "ℹ️"}
IN_FULL = 200
LISTED = 2000
ROWS = 50
"""Findings with their words, findings in a line, and rows of an inventory: GitHub takes no summary above
one megabyte, and nobody reads one."""
WORDS = 160
"""Characters of quoted words in a table cell: two or three lines of it."""


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The whole report."""
    rows = None if options.show_all else ROWS
    in_full = [finding for finding in audit.findings if not finding.is_quiet][:IN_FULL]
    lines = [
        *_head(audit),
        *_findings(in_full),
        *_list(audit.findings[len(in_full) :], None if options.show_all else LISTED),
        *_claims(audit, rows),
        *_figures(audit, rows),
        *_wanted(audit, rows),
        *_settled(audit),
        *_tail(audit),
    ]
    return log_safe("\n".join(lines) + "\n")


def _head(audit: StoredAudit) -> Iterator[str]:
    yield from (f"# Audit: {verdict_of_levels(audit)}", "", f"{headline(audit)}.", "")
    if audit.unread:
        yield from ("> [!CAUTION]", "> **This audit is not complete.** Not read:", ">")
        yield from (f"> - {code(unread.location)}: {inline(unread.reason)}" for unread in audit.unread)
        yield ""
    yield from _table(
        ("Document", "Title", "Role", "Published"),
        [
            (code_cell(one.label), inline(one.title or ""), one.role, inline(one.published or "not known"))
            for one in current_documents(audit)
        ],
        None,
    )


def _findings(findings: Sequence[AuditFinding]) -> Iterator[str]:
    if findings:
        yield from ("## Findings", "")
    for finding in findings:
        yield f"### {SIGNS[finding.level]} {finding.level}: {finding.rule.id}: {code(finding.label)}"
        yield from ("", inline(finding.message), "")
        if finding.place:
            yield from (_quoted(finding.place), "")
        for evidence in finding.evidence:
            yield from _evidence(evidence)
        yield from (f"*{inline(finding.rule.remedy)}*", "")


def _quoted(place: Place) -> str:
    pieces = [
        f"<b>{inline(piece.text)}</b>" if piece.marked else inline(piece.text) for piece in excerpt(place)
    ]
    return f"> {''.join(pieces)}"


def _evidence(evidence: Evidence) -> Iterator[str]:
    role = f" ({evidence.place.document.role})" if evidence.kind in ("source", "rival") else ""
    yield from (f"{_SAYS[evidence.kind]} {code(evidence.place.label)}{role}", "")
    if evidence.differs:
        changes = difference(evidence.edits)
        yield from (*fenced([_side("- ", changes, "source"), _side("+ ", changes, "quoted")], "diff"), "")
    elif evidence.kind != "passage":
        yield from (_quoted(evidence.place), "")


def _side(sign: str, changes: Sequence[Change], other: str) -> str:
    return sign + " ".join(change.text for change in changes if change.side != other)


def _list(findings: Sequence[AuditFinding], limit: int | None) -> Iterator[str]:
    if not findings:
        return
    kind = "note without a difference" if findings[0].is_quiet else "more finding"
    plural = "notes without a difference" if findings[0].is_quiet else "more findings"
    yield from _details(counted(len(findings), kind, plural))
    yield from _table(("Rule", "Where", "Words", "What"), [_row(finding) for finding in findings], limit)
    yield from ("</details>", "")


def _row(finding: AuditFinding) -> tuple[str, str, str, str]:
    shown = finding.place and finding.rule.id not in ABOUT_NO_PLACE
    words = inline(shortened(finding.place.text, WORDS)) if finding.place and shown else ""
    return finding.rule.id, code_cell(finding.label), words, inline(finding.message)


def _claims(audit: StoredAudit, rows: int | None) -> Iterator[str]:
    listed = [
        (
            inline(speaker.name),
            inline(claim.told(WORDS)),
            code_cell(claim.quotation.place.label),
            claim.judged.verdict,
        )
        for speaker in by_speaker(audit)
        for claim in speaker.claims
    ]
    if listed:
        yield from _details("Who is quoted, saying what, and where")
        yield from _table(("Speaker", "Words", "Where", "Verdict"), listed, rows)
        yield from ("</details>", "")


def _figures(audit: StoredAudit, rows: int | None) -> Iterator[str]:
    listed = [
        (
            inline(figure.place.text),
            inline(figure.subject or ""),
            inline(figure.stated_period or ""),
            code_cell(figure.place.label),
            figure.verdict,
        )
        for figure in stated_figures(audit)
    ]
    if listed:
        yield from _details("Figures")
        yield from _table(("Figure", "Of what", "For when", "Where", "Verdict"), listed, rows)
        yield from ("</details>", "")


def _wanted(audit: StoredAudit, rows: int | None) -> Iterator[str]:
    if audit.wanted_sources:
        yield from (
            "## Wanted sources",
            "",
            "Quoted or reported, and no primary source here holds the words.",
            "",
        )
        listed = [
            (
                inline(source.source),
                str(source.claims),
                ", ".join(code_cell(name) for name in source.documents),
            )
            for source in audit.wanted_sources
        ]
        yield from _table(("Whose words", "Claims", "In"), listed, rows)


def _settled(audit: StoredAudit) -> Iterator[str]:
    if not audit.suppressed:
        return
    yield from _details(f"{counted(len(audit.suppressed), 'finding')} settled, not counted")
    listed = [
        (
            finding.rule.id,
            code_cell(finding.label),
            finding.suppression.kind,
            inline(finding.suppression.reason),
        )
        for finding in audit.suppressed
        if finding.suppression
    ]
    yield from _table(("Rule", "Where", "Settled by", "Reason"), listed, None)
    yield from ("</details>", "")


def _tail(audit: StoredAudit) -> Iterator[str]:
    rules = [rule for rule in spoken_rules(audit) if rule.level == "note"]
    if rules:
        yield from _details("What the notes mean")
        yield from _table(
            ("Note", "Means", "Remedy"),
            [(rule.id, inline(f"{rule.title}."), inline(rule.remedy)) for rule in rules],
            None,
        )
        yield from ("</details>", "")
    verdicts = ", ".join(f"{number} {inline(verdict)}" for verdict, number in verdict_counts(audit))
    yield from (f"**Verdicts:** {verdicts or 'none'}.", "")
    yield from (f"- Stale: {inline(said)}" for said in audit.stale)
    yield from (f"- {step}" for step in next_steps(audit))


def _details(summary: str) -> Iterator[str]:
    yield from ("<details>", f"<summary>{summary}</summary>", "")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], limit: int | None) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows[:limit])
    yield ""
    if limit is not None and len(rows) > limit:
        yield from (f"... and {counted(len(rows) - limit, 'more row')}.", "")


_SAYS = {
    "source": "There:",
    "rival": "Or there:",
    "figure": "The other figure:",
    "passage": "The same words:",
}

MARKDOWN = Report(
    "markdown",
    "For an editor: a job summary, as GitHub and GitLab show it.",
    "text/markdown; charset=utf-8",
    ".md",
    render,
)
