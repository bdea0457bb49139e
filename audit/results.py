"""What one run found out, as frozen nouns with identities: the store writes it, nothing else changes it.

Ids are short fingerprints of what a thing is and not of where it stands, so that reviews, links
and baselines find it again after unrelated edits of its document.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from .model import (
    Document,
    FigureComparison,
    Judgement,
    Level,
    Match,
    Quantity,
    Quotation,
    Rule,
    SharedPassage,
    Speaker,
    Unread,
)

CorrectionFate = Literal["applied", "superseded", "redundant", "withdrawn", "not-applied"]


@dataclass(frozen=True, slots=True)
class JudgedMatch:
    """One place where a quotation's words stand, and what it says of the quotation."""

    id: str
    match: Match
    judgement: Judgement
    source_quotation_id: str | None = None
    speaker_agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class JudgedQuotation:
    """A quotation with its matches, best first, and the one verdict that they come to."""

    id: str
    document_id: str
    quotation: Quotation
    speaker: Speaker | None
    matches: tuple[JudgedMatch, ...]
    judgement: Judgement
    best_match_id: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedQuantity:
    """A figure and the one verdict that its comparisons come to."""

    id: str
    document_id: str
    quantity: Quantity
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class JudgedFigures:
    """Two comparable figures and what they say of each other."""

    id: str
    quantity_id: str
    other_quantity_id: str
    comparison: FigureComparison


@dataclass(frozen=True, slots=True)
class JudgedCheck:
    """Figures of one document that cannot be right together: a rule, a sentence, and one of the figures."""

    rule_id: str
    message: str
    quantity: JudgedQuantity


@dataclass(frozen=True, slots=True)
class Reuse:
    """A shared or repeated passage; `furniture` where it belongs to the page."""

    id: str
    passage: SharedPassage
    furniture: bool


@dataclass(frozen=True, slots=True)
class Family:
    """The same quotation in several places."""

    id: str
    text: str
    quotation_ids: tuple[str, ...]
    documents: int
    first_quotation_id: str | None
    closest_quotation_id: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person should look at: a rule, a place, one sentence, and the rows behind it."""

    id: str
    rule_id: str
    level: Level
    message: str
    document_id: str | None = None
    start: int | None = None
    end: int | None = None
    quotation_id: str | None = None
    quantity_id: str | None = None
    match_id: str | None = None
    quantity_match_id: str | None = None
    reuse_id: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person knows better than the extraction, as recorded, append-only.

    `kind` is "speaker", "missed claim", "no claim", "same claim", "never compare" or "withdrawn", which
    takes the correction numbered `value` back. `text` are the words that it is about, `prefix` and
    `suffix` what stood around them when it was made; `created` is ISO 8601.
    """

    id: int
    kind: str
    reviewer: str
    created: str
    document_id: str | None = None
    quotation_id: str | None = None
    quantity_id: str | None = None
    other_quantity_id: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    value: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """What a run did with a correction, or with a pair that a manifest declares, and what it acts on.

    `id` is the correction's number, or the manifest's line ("sources.toml:12").
    """

    id: str
    fate: CorrectionFate
    reason: str
    correction_id: int | None = None
    quotation_id: str | None = None
    quantity_id: str | None = None
    other_quantity_id: str | None = None
    quantity_match_id: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """An earlier edition of a document: its text and facts under the edition's own id, and whose it is."""

    document: Document
    of: str


@dataclass(frozen=True, slots=True)
class EditionMatch:
    """A place in an earlier edition of `of` that bears a quotation out, and what the present one says."""

    quotation_id: str
    of: str
    match: JudgedMatch
    present: Judgement | None


@dataclass(frozen=True, slots=True)
class AuditResult:
    """Everything that one run found out about one folder."""

    documents: tuple[Document, ...]
    unread: tuple[Unread, ...]
    speakers: tuple[Speaker, ...]
    quotations: tuple[JudgedQuotation, ...]
    quantities: tuple[JudgedQuantity, ...]
    figures: tuple[JudgedFigures, ...]
    checks: tuple[JudgedCheck, ...]
    reuse: tuple[Reuse, ...]
    families: tuple[Family, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    corrections: tuple[CorrectionOutcome, ...] = ()
    editions: tuple[EditionMatch, ...] = ()


def fingerprint(*parts: object) -> str:
    """A 16-digit hexadecimal fingerprint of the parts, in their order."""
    joined = "\x1f".join(str(part) for part in parts)
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def identities(table: str, document_id: str, texts: Iterable[str]) -> Iterator[str]:
    """An identity for each of a document's claims: its words, and the how-manieth time they stand there."""
    seen: Counter[str] = Counter()
    for text in texts:
        words = plain_words(text)
        seen[words] += 1
        yield fingerprint(table, document_id, words, seen[words])


def plain_words(text: str) -> str:
    """What a claim's identity keeps of its words: all but how they are spaced."""
    return " ".join(text.split())
