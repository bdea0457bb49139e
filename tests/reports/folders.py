"""Small audits built by hand and published for real: what the report tests print."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit.findings import findings_of
from audit.model import (
    Document,
    Edit,
    Facts,
    FigureComparison,
    FigureRelation,
    Judgement,
    Match,
    Paragraph,
    Quantity,
    QuantityKind,
    Quotation,
    QuotationKind,
    Rival,
    SharedPassage,
    Speaker,
    Unread,
)
from audit.results import (
    AuditResult,
    JudgedFigures,
    JudgedMatch,
    JudgedQuantity,
    JudgedQuotation,
    Reuse,
    fingerprint,
)
from audit.rules import rules
from audit.store.publishing import RunRecord, publish

RUN = RunRecord("2026-01-01T00:00:00Z", "0.1.0", {}, "/audited", "c0ffee")


@dataclass
class Folder:
    """Documents and what a run would have found in them, written down by hand."""

    documents: dict[str, Document] = field(default_factory=dict)
    quotations: list[JudgedQuotation] = field(default_factory=list)
    quantities: list[JudgedQuantity] = field(default_factory=list)
    figures: list[JudgedFigures] = field(default_factory=list)
    reuse: list[Reuse] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def document(self, path: str, text: str, **facts: Any) -> None:
        paragraph = Paragraph(0, 0, len(text), "body")
        digest = sha256(text.encode()).hexdigest()
        self.documents[path] = Document(
            path,
            path,
            text,
            (paragraph,),
            Facts(**facts),
            sha256=digest,
            byte_length=len(text.encode()),
            reader="test",
        )

    def span(self, path: str, words: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.documents[path].text.index(words, start + 1)
        return start, start + len(words)

    def quotation(
        self,
        path: str,
        words: str,
        verdict: str,
        reason: str,
        speaker: str | None = None,
        kind: QuotationKind = "direct",
        match: Match | None = None,
    ) -> None:
        start, end = self.span(path, words)
        matches = ()
        if match is not None:
            matches = (JudgedMatch(fingerprint(path, words, "match"), match, Judgement(verdict, reason)),)
        self.quotations.append(
            JudgedQuotation(
                fingerprint(path, words),
                path,
                Quotation(kind, start, end, words),
                Speaker(speaker, "person") if speaker else None,
                matches,
                Judgement(verdict, reason),
                matches[0].id if matches else None,
            )
        )

    def match(self, path: str, words: str, *edits: tuple[str, str], rivals: tuple[Rival, ...] = ()) -> Match:
        start, end = self.span(path, words)
        runs = tuple(Edit(_operation(quoted, source), quoted, source) for quoted, source in edits)
        return Match(path, start, end, words, ((start, end),), 90.0, runs, rivals)

    def quantity(
        self, path: str, words: str, kind: QuantityKind, verdict: str, reason: str, **facts: Any
    ) -> None:
        start, end = self.span(path, words)
        self.quantities.append(
            JudgedQuantity(
                fingerprint(path, words),
                path,
                Quantity(kind, start, end, words, **facts),
                Judgement(verdict, reason),
            )
        )

    def compared(
        self, one: tuple[str, str], other: tuple[str, str], relation: FigureRelation, reason: str
    ) -> None:
        self.figures.append(
            JudgedFigures(
                fingerprint(one, other),
                fingerprint(*one),
                fingerprint(*other),
                FigureComparison(relation, reason),
            )
        )

    def shared(self, one: tuple[str, str, int], other: tuple[str, str, int]) -> None:
        passage = SharedPassage(
            one[0],
            *self.span(*one),
            other[0],
            *self.span(*other),
            words=len(one[1].split()),
            similarity=100.0,
        )
        self.reuse.append(Reuse(fingerprint(one, other), passage, furniture=False))

    def result(self) -> AuditResult:
        speakers = {judged.speaker.name: judged.speaker for judged in self.quotations if judged.speaker}
        without_findings = AuditResult(
            documents=tuple(self.documents.values()),
            unread=tuple(self.unread),
            speakers=tuple(speakers.values()),
            quotations=tuple(self.quotations),
            quantities=tuple(self.quantities),
            figures=tuple(self.figures),
            checks=(),
            reuse=tuple(self.reuse),
            families=(),
            findings=(),
            rules=rules(),
        )
        return AuditResult(
            **{name: getattr(without_findings, name) for name in AuditResult.__slots__ if name != "findings"},
            findings=findings_of(without_findings),
        )

    def publish(self, path: Path) -> Path:
        publish(path, self.result(), RUN)
        return path


def _operation(quoted: str, source: str) -> Any:
    if quoted == source:
        return "equal"
    return "replace" if quoted and source else "delete" if quoted else "insert"


def harbour() -> Folder:
    """A draft, another paper's report, and the statement that both quote."""
    folder = Folder()
    folder.document("drafts/harbour.md", DRAFT, title="The harbour levy")
    folder.document("drafts/rival.txt", RIVAL, publisher="A rival paper", published="2025-03-02")
    folder.document(
        "sources/statement.txt", STATEMENT, role="primary", published="2025-03-01", speaker="the minister"
    )
    folder.quotation(
        "drafts/harbour.md",
        "We will raise the harbour levy this year",
        "meaning-changed",
        "The source has “not” here, and the quotation leaves it out.",
        "the minister",
        match=folder.match(
            "sources/statement.txt",
            "We will not raise the harbour levy this year",
            ("We will", "We will"),
            ("", "not"),
            ("raise the harbour levy this year", "raise the harbour levy this year"),
        ),
    )
    folder.quotation(
        "drafts/harbour.md",
        "The quay is safe",
        "cut-short",
        "It stops right before “unless” in the source.",
        "the minister",
        match=folder.match(
            "sources/statement.txt", "The quay is safe", ("The quay is safe", "The quay is safe")
        ),
    )
    folder.quotation(
        "drafts/harbour.md",
        "Ships pay what ships cost",
        "verbatim",
        "The same words in the same order.",
        "the minister",
        match=folder.match(
            "sources/statement.txt",
            "Ships pay what ships cost",
            ("Ships pay what ships cost", "Ships pay what ships cost"),
        ),
    )
    folder.quotation(
        "drafts/harbour.md",
        "a gift to the big lines that small boats will pay for over many years",
        "altered",
        "drafts/harbour.md and drafts/rival.txt disagree: “gift”, “present”.",
        "the harbour union",
        match=folder.match(
            "drafts/rival.txt",
            "a present to the big lines that small boats will pay for over many years",
            ("a", "a"),
            ("gift", "present"),
            ("to the big lines that small boats will pay for over many years",) * 2,
        ),
    )
    folder.quotation(
        "drafts/harbour.md",
        "nobody asked us",
        "uncorroborated",
        "These words stand nowhere else in the folder.",
        "the harbour union",
    )
    folder.quotation(
        "drafts/rival.txt",
        "the levy would stay as it is",
        "uncorroborated",
        "Nothing in the folder says this.",
        "the minister",
        "indirect",
    )
    folder.quantity("drafts/harbour.md", "1,300 ships", "count", "conflict", "1,300 is not 1,200.")
    folder.quantity("sources/statement.txt", "1,200 ships", "count", "conflict", "1,200 is not 1,300.")
    folder.quantity("drafts/rival.txt", "$40 million", "money", "uncompared", "Nothing to compare it with.")
    folder.compared(
        ("drafts/harbour.md", "1,300 ships"),
        ("sources/statement.txt", "1,200 ships"),
        "conflict",
        "1,300 ships here, 1,200 ships there, both for 2024.",
    )
    repeated = "The harbour has three quays, and two of them are closed."
    folder.shared(("drafts/harbour.md", repeated, 1), ("drafts/harbour.md", repeated, 0))
    folder.unread.append(Unread("drafts/scan.pdf", "this PDF has no text; it needs character recognition"))
    return folder


DRAFT = """\
# The harbour levy

The harbour has three quays, and two of them are closed.

“We will raise the harbour levy this year,” the minister said. “The quay is safe,” she added. Critics were quick to answer, and the harbour union, which speaks for the smaller boats, called the plan “a gift to the big lines that small boats will pay for over many years” and said “nobody asked us”.

The harbour has three quays, and two of them are closed.

“Ships pay what ships cost,” the minister told reporters. The port handled 1,300 ships in 2024.
"""

RIVAL = """\
The minister said that the levy would stay as it is. It brings in $40 million.

The union spoke of “a present to the big lines that small boats will pay for over many years”.
"""

STATEMENT = """\
We will not raise the harbour levy this year. The quay is safe, unless the storm returns.

The port handled 1,200 ships in 2024. Ships pay what ships cost.
"""
