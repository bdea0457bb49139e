"""The report for people, as the best command-line checkers print theirs: 100 columns, worst first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ..audited import LEVELS, AuditedFigure, AuditFinding, Evidence, Place, StoredAudit
from ..model import Level
from ..text.visible import log_safe, one_line, width
from .digest import (
    ABOUT_NO_PLACE,
    Claim,
    SpeakerClaims,
    by_speaker,
    counted,
    current_documents,
    headline,
    is_in_words,
    level_counts,
    next_steps,
    spoken_rules,
    stated_figures,
    verdict_counts,
    verdict_of_levels,
    without_source,
)
from .excerpt import difference, excerpt, shortened
from .report import RenderOptions, Report
from .terminal import Ink, marked_rows, wrapped

NOTES_OF_A_RULE = 20
"""Notes of one rule that are shown before the rest is only counted; errors and warnings all are."""
CLAIMS_OF_A_SPEAKER = 8
SPEAKERS = 25
FIGURES = 40
"""What a person reads through; `audit serve` and the other formats have everything."""


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The whole report."""
    return log_safe("\n".join(_Page(audit, options).lines()) + "\n")


class _Page:
    """One report being laid out."""

    def __init__(self, audit: StoredAudit, options: RenderOptions) -> None:
        self._audit = audit
        self._options = options
        self._ink = Ink(options.color)

    def lines(self) -> Iterator[str]:
        """Head, findings, inventory, tail."""
        yield from self._head()
        yield from self._findings()
        yield from self._speakers()
        yield from self._figures()
        yield from self._wanted()
        yield from self._suppressed()
        yield from self._rules()
        yield from self._unread()
        yield from self._tail()

    def _head(self) -> Iterator[str]:
        yield self._ink.bold(f"Audit of {headline(self._audit)}")
        for document in current_documents(self._audit):
            published = document.published or "date not known"
            facts = f"{document.role}, {published}"
            title = shortened(
                document.title or "", self._options.width - width(document.label) - len(facts) - 6
            )
            yield f"  {one_line(document.label)}  {title + ', ' if title else ''}{facts}"

    def _title(self, title: str, remark: str = "") -> Iterator[str]:
        yield ""
        yield self._ink.bold(title) + (f"  {self._ink.faint(remark)}" if remark else "")
        yield ""

    def _findings(self) -> Iterator[str]:
        if not self._audit.findings:
            return
        yield from self._title("Findings", verdict_of_levels(self._audit))
        shown: Counter[str] = Counter()
        before: AuditFinding | None = None
        for finding in self._audit.findings:
            shown[finding.rule.id] += finding.level == "note"
            if self._options.show_all or shown[finding.rule.id] <= NOTES_OF_A_RULE:
                yield from [""] if before and not _go_together(before, finding) else []
                yield from self._finding(finding)
                before = finding
        if not self._options.show_all:
            yield from self._more(shown)
        if any(finding.shows_difference for finding in self._audit.findings):
            yield ""
            yield self._ink.faint("[-words-] stand only in the quotation, {+words+} only where it was found.")

    def _more(self, shown: Counter[str]) -> Iterator[str]:
        for rule_id, number in shown.items():
            if number > NOTES_OF_A_RULE:
                rest = counted(
                    number - NOTES_OF_A_RULE, f"more note of {rule_id}", f"more notes of {rule_id}"
                )
                yield ""
                yield self._ink.faint(f"... and {rest}: --all shows them.")

    def _finding(self, finding: AuditFinding) -> Iterator[str]:
        level = self._ink.level(finding.level, finding.level)
        label = self._ink.bold(one_line(finding.label))
        yield f"{label}: {level}: {finding.rule.id}: {one_line(finding.message)}"
        if not finding.is_quiet and finding.place:
            yield from self._line(finding.place, finding.level)
        elif finding.place and finding.rule.id not in ABOUT_NO_PLACE:
            yield f"    {shortened(finding.place.text, self._options.width - 4)}"
        for evidence in finding.evidence:
            yield from self._evidence(evidence, in_full=not finding.is_quiet)

    def _line(self, place: Place, level: Level) -> Iterator[str]:
        number = f"{place.line:5} "
        gutter = self._ink.faint("|")
        for row, (text, marks) in enumerate(marked_rows(excerpt(place), self._options.width - 8)):
            yield f"{number if row == 0 else ' ' * len(number)}{gutter} {text}"
            if marks:
                yield f"{' ' * len(number)}{gutter} {self._ink.level(marks, level)}"

    def _evidence(self, evidence: Evidence, in_full: bool) -> Iterator[str]:
        role = f" ({evidence.place.document.role})" if evidence.kind in ("source", "rival") else ""
        yield f"    = {_SAYS[evidence.kind]} {one_line(evidence.place.label)}{role}"
        if evidence.differs:
            words = [
                word for change in difference(evidence.edits) for word in self._ink.change(change).split()
            ]
            yield from (f"      {line}" for line in wrapped(words, self._options.width - 6))
        elif in_full and evidence.kind != "passage":
            yield from self._line(evidence.place, "note")
        elif evidence.kind != "passage":
            yield f"      {shortened(evidence.place.text, self._options.width - 6)}"

    def _speakers(self) -> Iterator[str]:
        speakers = by_speaker(self._audit)
        if not speakers:
            return
        yield from self._title("Who is quoted", "where, and what the folder says of it")
        limit = len(speakers) if self._options.show_all else SPEAKERS
        for speaker in speakers[:limit]:
            yield from self._speaker(speaker)
        if len(speakers) > limit:
            yield f"... and {counted(len(speakers) - limit, 'more speaker')}: --all shows them."

    def _speaker(self, speaker: SpeakerClaims) -> Iterator[str]:
        kind = f", {speaker.kind}" if speaker.kind != "unknown" else ""
        yield (
            self._ink.bold(one_line(speaker.name))
            + f"{kind}: {counted(len(speaker.claims), 'claim')}{without_source(speaker)}"
        )
        limit = len(speaker.claims) if self._options.show_all else CLAIMS_OF_A_SPEAKER
        for claim in speaker.claims[:limit]:
            yield from self._claim(claim)
        if len(speaker.claims) > limit:
            yield f"  ... and {counted(len(speaker.claims) - limit, 'more claim')}"

    def _claim(self, claim: Claim) -> Iterator[str]:
        judged = claim.judged
        against = f", compared with {one_line(judged.best.label)}" if judged.best else ""
        yield f"  {claim.told(self._options.width - 3)}"
        place = one_line(claim.quotation.place.label)
        yield self._ink.faint(f"    {place}  {claim.kind}, {judged.verdict}{against}")

    def _figures(self) -> Iterator[str]:
        stated = stated_figures(self._audit)
        shown = (
            stated if self._options.show_all else [one for one in stated if not is_in_words(one)][:FIGURES]
        )
        if not stated:
            return
        yield from self._title("Figures", "as printed, of what, for when")
        for figure in shown:
            about = ", ".join(part for part in (figure.subject, figure.stated_period) if part)
            where = one_line(figure.place.label)
            yield f"  {shortened(figure.place.text, 28):30}{shortened(about, 44):46}{where}"
        if len(stated) > len(shown):
            yield self._ink.faint(f"  {_left_out(stated, shown)}")

    def _wanted(self) -> Iterator[str]:
        """Left out where the findings name them already."""
        sources = self._audit.wanted_sources
        if not sources or any(finding.rule.id in ABOUT_NO_PLACE for finding in self._audit.findings):
            return
        yield from self._title(
            "Wanted sources", "quoted or reported, and no primary source here holds the words"
        )
        limit = len(sources) if self._options.show_all else SPEAKERS
        for source in sources[:limit]:
            claims = counted(source.claims, "claim")
            yield f"  {shortened(source.source, 40):42}{claims:12}{one_line(', '.join(source.documents))}"
        if len(sources) > limit:
            yield f"  ... and {counted(len(sources) - limit, 'more source')}"

    def _suppressed(self) -> Iterator[str]:
        settled = self._audit.suppressed
        if not settled:
            return
        do_not = "does not" if len(settled) == 1 else "do not"
        yield from self._title("Settled", f"{counted(len(settled), 'finding')} that {do_not} count")
        for finding in settled if self._options.show_all else settled[:NOTES_OF_A_RULE]:
            why = finding.suppression
            said = f"{why.kind}: {one_line(why.reason)}" if why else ""
            yield f"  {one_line(finding.label)}: {finding.rule.id}: {said}"

    def _rules(self) -> Iterator[str]:
        rules = spoken_rules(self._audit)
        if rules:
            yield from self._title("What to do about it")
        for rule in rules:
            yield f"  {self._ink.level(rule.id, rule.level)}: {rule.title}."
            yield from (f"    {line}" for line in wrapped(rule.remedy.split(), self._options.width - 4))

    def _unread(self) -> Iterator[str]:
        if not self._audit.unread:
            return
        yield from self._title("Not read", "this audit is not complete")
        for unread in self._audit.unread:
            part = f" (characters {unread.start} to {unread.end})" if unread.start is not None else ""
            level = self._ink.level("unread", "error")
            yield f"{one_line(unread.location)}{part}: {level}: {one_line(unread.reason)}"

    def _tail(self) -> Iterator[str]:
        yield ""
        verdicts = ", ".join(f"{number} {verdict}" for verdict, number in verdict_counts(self._audit))
        if verdicts:
            yield from wrapped(f"Verdicts: {verdicts}.".split(), self._options.width)
        unread = f"; {counted(len(self._audit.unread), 'input')} not read" if self._audit.unread else ""
        settled = f"; {len(self._audit.suppressed)} settled" if self._audit.suppressed else ""
        worst = next(
            (level for level, number in level_counts(self._audit.findings).items() if number), LEVELS[-1]
        )
        yield self._ink.level(f"{verdict_of_levels(self._audit)}{settled}{unread}.", worst)
        yield from (self._ink.style(f"Stale: {one_line(said)}", "33") for said in self._audit.stale)
        yield from (f"Next: {step}" for step in next_steps(self._audit))


def _left_out(stated: Sequence[AuditedFigure], shown: Sequence[AuditedFigure]) -> str:
    """How many figures are not shown, and how many of them are small counts in words."""
    rest, worded = len(stated) - len(shown), sum(map(is_in_words, stated))
    number = f"... and {counted(rest, 'more figure')}" if shown else counted(rest, "figure")
    kind = " in words" if worded == rest else f", {worded} of them in words" if worded else ""
    return f"{number}{kind}: --all shows {'it' if rest == 1 else 'them'}."


def _go_together(one: AuditFinding, other: AuditFinding) -> bool:
    """True for quiet notes of one rule, which read as a list."""
    return one.is_quiet and other.is_quiet and one.rule.id == other.rule.id


_SAYS = {
    "source": "there:",
    "rival": "or there:",
    "figure": "the other figure:",
    "passage": "the same words:",
}

TEXT = Report(
    "text",
    "For people: path:line:col: level: rule: message, the words marked, and who is quoted saying what.",
    "text/plain; charset=utf-8",
    ".txt",
    render,
)
