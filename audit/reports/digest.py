"""What every human report tells beside the findings: who is quoted, which figures, what to do next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..audited import LEVELS, AuditedDocument, AuditedFigure, AuditedQuotation, AuditFinding, StoredAudit
from ..model import Level, Rule
from .excerpt import shortened

VERDICTS = (
    "verbatim", "typographic", "elided", "elided-limit", "cut-short", "shortened", "spliced", "altered",
    "meaning-changed", "misattributed", "paraphrase", "ambiguous", "uncorroborated", "term", "not-checked",
)  # fmt: skip
"""In the order of the contract."""

TIME_KINDS = frozenset({"date", "time", "set"})
"""Expressions that place a figure in time and state none themselves."""

WORDED_KINDS = frozenset({"count", "ordinal", "duration"})

_KINDS = {"direct": "quoted", "mixed": "quoted in part", "block": "quoted at length", "indirect": "reported"}

NOBODY = "(nobody named)"

ABOUT_NO_PLACE = frozenset({"wanted-source"})
"""Rules whose place is only an example of where they apply."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Quoted or reported words, told once: `quoted_parts` are the marked words inside a reported clause."""

    quotation: AuditedQuotation
    quoted_parts: tuple[AuditedQuotation, ...] = ()

    @property
    def judged(self) -> AuditedQuotation:
        """The row whose verdict tells most: the words in quotation marks, where there are some."""
        return self.quoted_parts[0] if self.quoted_parts else self.quotation

    @property
    def kind(self) -> str:
        """How the words are given, for people."""
        if self.quoted_parts:
            return "reported, partly in quotation marks"
        return _KINDS.get(self.quotation.kind, self.quotation.kind)

    def told(self, longest: int) -> str:
        """The words, at most `longest` characters, in quotation marks where the text has them so."""
        text = self.quotation.place.text
        return (
            shortened(text, longest)
            if self.quotation.kind == "indirect"
            else f"“{shortened(text, longest - 2)}”"
        )


@dataclass(frozen=True, slots=True)
class SpeakerClaims:
    """Everything that one speaker is quoted or reported as saying; `wanted` of it has no primary source."""

    name: str
    kind: str
    claims: tuple[Claim, ...]
    wanted: int


def current_documents(audit: StoredAudit) -> list[AuditedDocument]:
    """The documents of the folder as it is now, without earlier editions."""
    return [document for document in audit.documents if document.is_current]


def checked(audit: StoredAudit) -> list[AuditedQuotation]:
    """The quotations and reported statements that are checked: no furniture, no terms, no primary source."""
    return [
        quotation
        for quotation in audit.quotations
        if not quotation.furniture and quotation.kind != "scare" and quotation.place.document.role == "report"
    ]


def quoted_and_reported(audit: StoredAudit) -> tuple[int, int]:
    """How many checked quotations stand in quotation marks, and how many statements are reported."""
    reported = sum(quotation.kind == "indirect" for quotation in checked(audit))
    return len(checked(audit)) - reported, reported


def claims(audit: StoredAudit) -> list[Claim]:
    """What is checked, each statement once: a marked part is told with the clause that holds it."""
    parts: dict[str, list[AuditedQuotation]] = {}
    for quotation in checked(audit):
        if quotation.within is not None:
            parts.setdefault(quotation.within, []).append(quotation)
    return [
        Claim(quotation, tuple(parts.get(quotation.id, ())))
        for quotation in checked(audit)
        if quotation.within is None
    ]


def by_speaker(audit: StoredAudit) -> list[SpeakerClaims]:
    """Who is quoted, most often first; words that nobody is named for come last."""
    wanted = {source.source: source.claims for source in audit.wanted_sources}
    grouped: dict[str, list[Claim]] = {}
    for claim in claims(audit):
        grouped.setdefault(claim.quotation.speaker or NOBODY, []).append(claim)
    speakers = [
        SpeakerClaims(name, said[0].quotation.speaker_kind or "unknown", tuple(said), wanted.get(name, 0))
        for name, said in grouped.items()
    ]
    return sorted(speakers, key=lambda one: (one.name == NOBODY, -len(one.claims), one.name))


def stated_figures(audit: StoredAudit) -> list[AuditedFigure]:
    """The figures that documents state, without dates and times."""
    return [figure for figure in audit.figures if not figure.furniture and figure.kind not in TIME_KINDS]


def is_in_words(figure: AuditedFigure) -> bool:
    """True for a count or order in small words ("two countries"): rarely what a check is about."""
    return figure.kind in WORDED_KINDS and not any(map(str.isdigit, figure.place.text))


def without_source(speaker: SpeakerClaims) -> str:
    """How much of what a speaker says waits for a primary source, to follow the number of claims."""
    if not speaker.wanted:
        return ""
    number = "" if speaker.wanted >= len(speaker.claims) else f"{speaker.wanted} "
    return f", {number}without a primary source here"


def level_counts(findings: Iterable[AuditFinding]) -> dict[Level, int]:
    """How many findings of each level, worst first, zeros included."""
    counted = Counter(finding.level for finding in findings)
    return {level: counted[level] for level in LEVELS}


def verdict_counts(audit: StoredAudit) -> list[tuple[str, int]]:
    """How many quotations of the reports came to each verdict, in the order of the contract.

    What a primary source quotes is evidence, and not what is checked.
    """
    reports = [quotation for quotation in audit.quotations if quotation.place.document.role == "report"]
    counted = Counter(quotation.verdict for quotation in reports)
    known = [verdict for verdict in VERDICTS if counted[verdict]]
    return [(verdict, counted[verdict]) for verdict in [*known, *sorted(counted.keys() - set(VERDICTS))]]


def spoken_rules(audit: StoredAudit) -> list[Rule]:
    """The rules that made a finding, gravest first."""
    spoken = {finding.rule.id for finding in audit.findings}
    return [rule for rule in audit.rules if rule.id in spoken]


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """`1 quotation`, `2 quotations`, `1,200 quotations`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def headline(audit: StoredAudit) -> str:
    """What was audited, in one line."""
    quoted, reported = quoted_and_reported(audit)
    parts = (
        counted(quoted, "quotation"),
        counted(reported, "reported statement"),
        counted(len(stated_figures(audit)), "figure"),
    )
    return f"{counted(len(current_documents(audit)), 'document')}: {', '.join(parts)}"


def verdict_of_levels(audit: StoredAudit) -> str:
    """How many findings of each level, in one line."""
    counts = level_counts(audit.findings)
    return ", ".join(counted(number, level) for level, number in counts.items())


def next_steps(audit: StoredAudit) -> list[str]:
    """What a fact-checker should do now, most urgent first."""
    rules = {finding.rule.id for finding in audit.findings}
    serious = [found for found in audit.findings if found.level != "note"]
    undated = "figures-unresolved" in rules or any(map(_is_undated, audit.documents))
    steps = (
        ("Make the inputs that were not read readable, or exclude them, and audit again.", audit.unread),
        ("Correct the errors and warnings, or dismiss them with a reason: `audit review`.", serious),
        (
            'Add the wanted sources to the folder, with role = "primary" in sources.toml.',
            audit.wanted_sources,
        ),
        (
            "State in sources.toml when the documents were published, so that periods can be compared.",
            undated,
        ),
        ("Look at every quotation beside its source: `audit serve`.", audit.quotations),
    )
    return [step for step, applies in steps if applies]


def _is_undated(document: AuditedDocument) -> bool:
    return document.is_current and document.role == "report" and document.published is None
