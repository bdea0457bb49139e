"""A stored audit as frozen nouns: what the reports print, read from one database.

Positions are code points into `AuditedDocument.text`, from 0, half-open; lines and columns are
counted from 1, in code points, as editors show them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .model import Edit, Level, Role, Rule

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
"""Worst first."""

RuleLevel = Literal["error", "warning", "note", "off"]
FailOn = Literal["error", "warning", "note", "never"]
SuppressionKind = Literal["review", "inline", "manifest", "baseline"]
EvidenceKind = Literal["source", "rival", "figure", "passage"]

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


def line_starts(text: str) -> tuple[int, ...]:
    """Where each line of `text` starts."""
    return (0, *(found.end() for found in _LINE_BREAK.finditer(text)))


@dataclass(frozen=True, slots=True)
class AuditedDocument:
    """A document as stored. `line_starts` are positions.

    `path` is relative to the audit's root, `location` to where the report is read, if it is below.
    """

    id: str
    path: str
    location: str
    text: str
    line_starts: tuple[int, ...]
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    role: Role
    media_type: str
    sha256: str
    is_current: bool

    @property
    def label(self) -> str:
        """How a person is told which document this is: its path, and the record or edition in it."""
        if not self.is_current:
            return f"{self.location} (earlier edition {self.sha256[:12]})"
        return self.location if self.is_whole_file else f"{self.location}#{self.id}"

    @property
    def is_whole_file(self) -> bool:
        """True where a line of the text is a line of the file's own text, not of a record in it."""
        return self.id == self.path

    def place(self, start: int, end: int) -> "Place":
        """The place `[start, end)`, with its lines and columns."""
        return Place(self, start, end)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document."""

    document: AuditedDocument
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words that stand there."""
        return self.document.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line of the first character, from 1."""
        return bisect_right(self.document.line_starts, self.start)

    @property
    def column(self) -> int:
        """The column of the first character, from 1, in code points."""
        return self.start - self.document.line_starts[self.line - 1] + 1

    @property
    def end_line(self) -> int:
        """The line of the last character."""
        return bisect_right(self.document.line_starts, max(self.start, self.end - 1))

    @property
    def end_column(self) -> int:
        """The column right after the last character."""
        return self.end - self.document.line_starts[self.end_line - 1] + 1

    @property
    def label(self) -> str:
        """`path:line:column`."""
        return f"{self.document.label}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The other side of a finding: a source passage, a rival of it, another figure, the same passage.

    `edits` turn the quoted words into those of `place`; `parts` are the segments that are used.
    """

    kind: EvidenceKind
    place: Place
    relation: str
    edits: tuple[Edit, ...] = ()
    parts: tuple[Place, ...] = ()

    @property
    def differs(self) -> bool:
        """True where some words stand on one side only."""
        return any(edit.op != "equal" for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is left out of the count: who decided, and until when (ISO date) it holds."""

    kind: SuppressionKind
    reason: str
    by: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class SuppressionRule:
    """What somebody wrote down once for findings that do not count; what is None meets everything.

    `path` is a pattern (`drafts/*.md`), `words` a part of the finding's passage, `span` the paragraph
    that an inline comment speaks of; `until` is the last day (ISO) on which it holds. `where` tells
    a person where it is written.
    """

    kind: SuppressionKind
    reason: str
    where: str
    rule: str | None = None
    path: str | None = None
    words: str | None = None
    finding_id: str | None = None
    span: tuple[int, int] | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """What a person should look at. `place` is None where it is about no one place."""

    id: str
    rule: Rule
    level: Level
    message: str
    status: str
    place: Place | None
    speaker: str | None = None
    evidence: tuple[Evidence, ...] = ()
    suppression: Suppression | None = None

    @property
    def label(self) -> str:
        """`path:line:column`, or the whole folder."""
        return self.place.label if self.place else "."

    @property
    def shows_difference(self) -> bool:
        """True where some words stand only in the quotation or only where it was found."""
        return any(found.differs for found in self.evidence)

    @property
    def is_quiet(self) -> bool:
        """True for a note without a difference: one line of many, which nobody needs to read in full."""
        return self.level == "note" and not self.shows_difference


@dataclass(frozen=True, slots=True)
class SignedDecision:
    """What a person decided, and when (UTC, ISO 8601); `evidence` is a URL, a page or a recording."""

    decision: str
    reviewer: str
    created: str
    note: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class AuditedQuotation:
    """One stretch of quoted or reported words, with its verdict; `best` is the place it is judged by.

    `decisions` are those on the quotation and on its findings, oldest first.
    """

    id: str
    kind: str
    place: Place
    speaker: str | None
    speaker_kind: str | None
    speaker_text: str | None
    cue_text: str | None
    continues: str | None
    within: str | None
    furniture: bool
    verdict: str
    reason: str
    best: Place | None
    decisions: tuple[SignedDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditedFigure:
    """A figure or time expression as printed, with its verdict. `low` and `high` are exact decimal text.

    `decisions` are those on the figure and on its findings, oldest first.
    """

    id: str
    kind: str
    place: Place
    low: str | None
    high: str | None
    unit: str | None
    hedge: str
    subject: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    timex: str | None
    furniture: bool
    verdict: str
    reason: str
    decisions: tuple[SignedDecision, ...] = ()

    @property
    def stated_period(self) -> str | None:
        """The period in the words of the document, and which one it is, or that nothing tells which."""
        if self.period is None:
            return None
        if self.period_start is None:
            return f"{self.period} (not dated)"
        return f"{self.period} ({self.period_start} to {self.period_end})"


@dataclass(frozen=True, slots=True)
class WantedSource:
    """Somebody, or some work, whose words no primary source in the folder holds."""

    source: str
    kind: str
    claims: int
    quoted: int
    reported: int
    documents: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class UnreadInput:
    """An input, or a part of one, that is not in the audit, and why. `location` is as a document's."""

    path: str
    location: str
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class StoredAudit:
    """Everything that the reports print, in one deterministic order; findings worst first.

    `findings` are those that count; `suppressed` were seen too and are settled, each with its reason.
    `suppressions` are those that the run found in the documents and their manifest. `stale` says, a
    sentence each, which suppressions, corrections and baseline entries meet nothing or cannot be followed.
    """

    tool_version: str
    corpus_sha256: str
    documents: tuple[AuditedDocument, ...]
    quotations: tuple[AuditedQuotation, ...]
    figures: tuple[AuditedFigure, ...]
    findings: tuple[AuditFinding, ...]
    suppressed: tuple[AuditFinding, ...]
    wanted_sources: tuple[WantedSource, ...]
    unread: tuple[UnreadInput, ...]
    rules: tuple[Rule, ...]
    matches: int = 0
    suppressions: tuple[SuppressionRule, ...] = ()
    stale: tuple[str, ...] = ()


def in_order(findings: Iterable[AuditFinding]) -> tuple[AuditFinding, ...]:
    """The findings in the order of every format: worst first, then by document and place.

    Notes that show a difference come before the quiet ones, which stand together by rule.
    """
    return tuple(sorted(findings, key=_order))


def _order(finding: AuditFinding) -> tuple[int, bool, str, tuple[str, str, int, int], str, str]:
    place = finding.place
    where = (place.document.path, place.document.id, place.start, place.end) if place else ("", "", 0, 0)
    group = finding.rule.id if finding.is_quiet else ""
    return (LEVELS.index(finding.level), finding.is_quiet, group, where, finding.rule.id, finding.id)
