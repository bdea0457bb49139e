"""The nouns of an audit, frozen.

Every position is a code point into `Document.text`, from 0, half-open: `text[start:end]`.
A number of a figure is a `Decimal`, never a float. Lists of claims are ordered by position,
and `continues` and `within` are indices into that list.
"""

from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Literal

Role = Literal["report", "primary"]
QuotationKind = Literal["direct", "mixed", "scare", "block", "indirect"]
QuantityKind = Literal[
    "money", "percent", "count", "measure", "duration", "date", "time", "set", "age", "ordinal", "rank",
    "ratio",
]  # fmt: skip
Hedge = Literal["=", "~", ">", ">=", "<", "<="]
Aspect = Literal["level", "change", "share", "rank", "forecast"]
EditOperation = Literal["equal", "delete", "insert", "replace"]
Level = Literal["error", "warning", "note"]
FigureRelation = Literal["agree", "compatible", "near", "conflict", "update", "unresolved"]
FigureHint = Literal["factor of a thousand", "smaller later"]
SpeakerKind = Literal["person", "organisation", "country", "document", "group", "unknown"]
MapKind = Literal["copy", "charref", "json", "space"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document and the very words that stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MapRun:
    """How one run of a file's decoded characters became a run of the document's text.

    `copy`: the same characters. `charref`: `html.unescape` of an HTML character reference. `json`:
    a stretch of a JSON string, its escapes among its words. `space`: the text is white space, the
    raw side is markup, white space or nothing. The runs of a document cover its text without a gap,
    and both sides only move forward; raw characters that no run names are markup. Raw positions are
    code points of the file decoded with the codec that `Document.encoding` names first, from 0; in a
    JSON Lines file of the record's line (`Document.line`), without its line feed; in a ZIP archive of
    the parts that `Document.encoding` names after "in", joined.
    """

    kind: MapKind
    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it reads; `furniture` is what belongs to the page and not to the piece.

    `page` counts the file's pages from 1; `page_label` is what the file calls that page ("iv").
    """

    ordinal: int
    start: int
    end: int
    kind: str
    furniture: bool = False
    page: str | None = None
    page_label: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document. None is "not known"; nothing here is guessed.

    `published` is an ISO date or the start of one ("2022", "2022-02"); `published_basis` says who
    states it (`manifest`, `metadata`, `byline`, `dateline`, `record`). Documents of one `family`
    must not confirm each other.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: str | None = None
    retrieved: str | None = None
    url: str | None = None
    archived_url: str | None = None
    role: Role = "report"
    speaker: str | None = None
    language: str | None = None
    original_language: str | None = None
    family: str | None = None

    def filled_from(self, other: "Facts") -> "Facts":
        """These facts, and what `other` knows where these know nothing. Date and basis stay together."""
        missing = {
            fact.name: getattr(other, fact.name)
            for fact in fields(self)
            if getattr(self, fact.name) is None and fact.name != "published_basis"
        }
        if self.published is None:
            missing["published_basis"] = other.published_basis
        return replace(self, **missing)


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose text is final. `id` is its path, or the record's own id in a JSON Lines file.

    `encoding` starts with the name of a Python codec; words after it say how it is known
    ("windows-1252 (assumed)"). `line` is the record's line in a JSON Lines file, from 1: there
    `sha256` and `byte_length` are of that line's bytes, else of the whole file's. `source_map` is
    empty where a format has no characters to point at (DOCX, PDF): only its reader can prove it.
    """

    id: str
    path: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    facts: Facts = Facts()
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""
    byte_length: int = 0
    reader: str = ""
    source_map: tuple[MapRun, ...] = ()
    line: int | None = None

    def passage(self, start: int, end: int) -> Passage:
        """The passage at `[start, end)`."""
        return Passage(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Unread:
    """An input, or a part of one, that could not become text, and why."""

    path: str
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words without their outer marks, or the clause of reported speech without its cue.

    `speaker` is the mention in the text; `speaker_name` who that is, where it is certain.
    `rule` names the attribution rule that answered. `continues` is the part before of an
    interrupted quotation, `within` the indirect clause that holds this marked part.
    """

    kind: QuotationKind
    start: int
    end: int
    text: str
    speaker: Passage | None = None
    speaker_name: str | None = None
    cue: Passage | None = None
    rule: str | None = None
    continues: int | None = None
    within: int | None = None
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure or a time expression as printed.

    `low` and `high` have the printed scale multiplied out; both None where no number is written.
    `step` is the worth of the last written digit ("$145 billion": 1E9; "9.50": 0.01), None for
    words that are exact. `licensed_low` and `licensed_high` are what figure and hedge allow.
    """

    kind: QuantityKind
    start: int
    end: int
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    licensed_low: Decimal | None = None
    licensed_high: Decimal | None = None
    unit: str | None = None
    hedge: Hedge = "="
    hedge_text: str | None = None
    aspect: Aspect = "level"
    subject: Passage | None = None
    timex: str | None = None
    period: Passage | None = None
    period_start: str | None = None
    period_end: str | None = None
    period_basis: str | None = None
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One run of word edits that turns the quoted words into the source's.

    Applied in order, the `quoted` sides give the quotation and the `source` sides the source.
    """

    op: EditOperation
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class Rival:
    """Another place that fits about as well."""

    document_id: str
    start: int
    end: int
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation's words stand in another document.

    `segments` are the parts of the source that are used, in the quotation's order; `start` and
    `end` are their hull. `similarity` (0 to 100) ranks and never judges.
    """

    document_id: str
    start: int
    end: int
    text: str
    segments: tuple[tuple[int, int], ...]
    similarity: float
    edits: tuple[Edit, ...]
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict of the contract and, in one sentence, why."""

    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that stands in two documents, or twice in one."""

    document_id: str
    start: int
    end: int
    other_document_id: str
    other_start: int
    other_end: int
    words: int
    similarity: float


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """What two figures say of each other, and why.

    `hint` is what a person should think of first: a slip of a scale word, or a count that shrank.
    """

    relation: FigureRelation
    reason: str
    difference_percent: float | None = None
    hint: FigureHint | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who is quoted, under the name that reads best, with every other name used."""

    name: str
    kind: SpeakerKind = "unknown"
    aliases: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a finding, how grave it is, and what to do about it."""

    id: str
    title: str
    level: Level
    description: str
    remedy: str
