"""The tables of an audit, as data: column types, keys and what is indexed.

`derived` tables are written anew by every run. `runs`, `findings`, `reviews` and `corrections`
live on: a review names what it is about by an identity that later runs find again, so it has no
foreign key into tables that are rewritten.
"""

from dataclasses import dataclass, field

Columns = dict[str, type]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `references` maps a column to the table whose `id` it holds."""

    name: str
    columns: Columns
    required: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    indexed: tuple[tuple[str, ...], ...] = ()
    searchable: tuple[str, ...] = ()
    key: str = "id"
    derived: bool = True


RUNS = Table(
    "runs",
    {"id": int, "started": str, "finished": str, "tool_version": str, "settings": str, "root": str,
     "corpus_sha256": str, "documents": int, "unread": int, "quotations": int, "quantities": int,
     "matches": int, "findings": int},
    required=("started", "tool_version", "settings", "root", "corpus_sha256"),
    derived=False,
)  # fmt: skip

RULES = Table(
    "rules",
    {"id": str, "title": str, "level": str, "description": str, "remedy": str},
    required=("title", "level", "description", "remedy"),
)

DOCUMENTS = Table(
    "documents",
    {"id": str, "path": str, "title": str, "publisher": str, "author": str, "published": str,
     "published_basis": str, "retrieved": str, "url": str, "archived_url": str, "role": str,
     "speaker": str, "media_type": str, "encoding": str, "language": str, "original_language": str,
     "family": str, "sha256": str, "line": int, "byte_length": int, "char_length": int, "reader": str,
     "is_current": int},
    required=("path", "role", "media_type", "sha256", "byte_length", "char_length", "reader", "is_current"),
    indexed=(("path",), ("role",), ("publisher",), ("is_current",)),
)  # fmt: skip

TEXTS = Table(
    "texts",
    {"document_id": str, "text": str, "source_map": str},
    required=("text", "source_map"),
    references={"document_id": "documents"},
    key="document_id",
)

PARAGRAPHS = Table(
    "paragraphs",
    {"id": str, "document_id": str, "ordinal": int, "start": int, "end": int, "kind": str,
     "furniture": int, "page": str, "text": str},
    required=("document_id", "ordinal", "start", "end", "kind", "furniture", "text"),
    references={"document_id": "documents"},
    indexed=(("document_id", "ordinal"), ("kind",), ("furniture",)),
    searchable=("text",),
)  # fmt: skip

SPEAKERS = Table(
    "speakers",
    {"id": str, "name": str, "kind": str, "aliases": str},
    required=("name", "kind", "aliases"),
    indexed=(("name",), ("kind",)),
)

QUOTATIONS = Table(
    "quotations",
    {"id": str, "document_id": str, "kind": str, "start": int, "end": int, "text": str,
     "continues": str, "within": str, "speaker_id": str, "speaker_text": str, "speaker_start": int,
     "speaker_end": int, "cue_text": str, "cue_start": int, "cue_end": int, "attribution_rule": str,
     "furniture": int, "verdict": str, "reason": str, "best_match_id": str, "family_id": str},
    required=("document_id", "kind", "start", "end", "text", "furniture", "verdict", "reason"),
    references={"document_id": "documents", "continues": "quotations", "within": "quotations",
                "speaker_id": "speakers", "best_match_id": "matches", "family_id": "families"},
    indexed=(("document_id", "start"), ("speaker_id",), ("verdict",), ("kind",), ("furniture",),
             ("attribution_rule",), ("family_id",), ("best_match_id",), ("within",), ("continues",)),
    searchable=("text", "speaker_text"),
)  # fmt: skip

FAMILIES = Table(
    "families",
    {"id": str, "text": str, "quotations": int, "documents": int, "first_quotation_id": str,
     "closest_quotation_id": str},
    required=("text", "quotations", "documents"),
    references={"first_quotation_id": "quotations", "closest_quotation_id": "quotations"},
    indexed=(("quotations",), ("documents",), ("first_quotation_id",), ("closest_quotation_id",)),
)  # fmt: skip

QUANTITIES = Table(
    "quantities",
    {"id": str, "document_id": str, "kind": str, "start": int, "end": int, "text": str, "low": str,
     "high": str, "low_number": float, "high_number": float, "step": str, "licensed_low": str,
     "licensed_high": str, "unit": str, "hedge": str, "hedge_text": str, "aspect": str,
     "subject_text": str, "subject_start": int, "subject_end": int, "timex": str, "period_text": str,
     "period_text_start": int, "period_text_end": int, "period_start": str, "period_end": str,
     "period_basis": str, "furniture": int, "verdict": str, "reason": str},
    required=("document_id", "kind", "start", "end", "text", "hedge", "furniture", "verdict", "reason"),
    references={"document_id": "documents"},
    indexed=(("document_id", "start"), ("kind",), ("unit",), ("verdict",), ("furniture",),
             ("low_number",)),
    searchable=("text", "subject_text"),
)  # fmt: skip

MATCHES = Table(
    "matches",
    {"id": str, "quotation_id": str, "document_id": str, "start": int, "end": int, "text": str,
     "segments": str, "relation": str, "reason": str, "similarity": float, "edits": str, "rivals": str,
     "source_quotation_id": str, "speaker_agrees": int},
    required=("quotation_id", "document_id", "start", "end", "text", "segments", "relation", "reason",
              "similarity", "edits", "rivals"),
    references={"quotation_id": "quotations", "document_id": "documents",
                "source_quotation_id": "quotations"},
    indexed=(("quotation_id",), ("document_id", "start"), ("relation",), ("source_quotation_id",)),
)  # fmt: skip

QUANTITY_MATCHES = Table(
    "quantity_matches",
    {"id": str, "quantity_id": str, "other_quantity_id": str, "relation": str, "reason": str,
     "difference_percent": float},
    required=("quantity_id", "other_quantity_id", "relation", "reason"),
    references={"quantity_id": "quantities", "other_quantity_id": "quantities"},
    indexed=(("quantity_id",), ("other_quantity_id",), ("relation",)),
)  # fmt: skip

REUSE = Table(
    "reuse",
    {"id": str, "document_id": str, "start": int, "end": int, "other_document_id": str,
     "other_start": int, "other_end": int, "words": int, "similarity": float, "furniture": int},
    required=("document_id", "start", "end", "other_document_id", "other_start", "other_end", "words",
              "similarity", "furniture"),
    references={"document_id": "documents", "other_document_id": "documents"},
    indexed=(("document_id", "start"), ("other_document_id", "other_start"), ("words",)),
)  # fmt: skip

UNREAD = Table(
    "unread",
    {"id": str, "path": str, "document_id": str, "start": int, "end": int, "reason": str},
    required=("path", "reason"),
    references={"document_id": "documents"},
    indexed=(("path",), ("document_id",)),
)

FINDINGS = Table(
    "findings",
    {"id": str, "rule_id": str, "level": str, "message": str, "document_id": str, "start": int,
     "end": int, "quotation_id": str, "quantity_id": str, "match_id": str, "quantity_match_id": str,
     "reuse_id": str, "first_run": int, "last_run": int, "status": str},
    required=("rule_id", "level", "message", "first_run", "last_run", "status"),
    references={"rule_id": "rules", "document_id": "documents", "quotation_id": "quotations",
                "quantity_id": "quantities", "match_id": "matches",
                "quantity_match_id": "quantity_matches", "reuse_id": "reuse", "first_run": "runs",
                "last_run": "runs"},
    indexed=(("rule_id",), ("level",), ("status",), ("document_id", "start"), ("quotation_id",),
             ("quantity_id",), ("match_id",), ("quantity_match_id",), ("reuse_id",), ("last_run",),
             ("first_run",)),
    derived=False,
)  # fmt: skip

REVIEWS = Table(
    "reviews",
    {"id": int, "finding_id": str, "quotation_id": str, "quantity_id": str, "decision": str, "note": str,
     "evidence": str, "reviewer": str, "created": str},
    required=("decision", "reviewer", "created"),
    indexed=(("finding_id",), ("quotation_id",), ("quantity_id",), ("decision",), ("reviewer",)),
    derived=False,
)  # fmt: skip

CORRECTIONS = Table(
    "corrections",
    {"id": int, "kind": str, "document_id": str, "quotation_id": str, "quantity_id": str,
     "other_quantity_id": str, "start": int, "end": int, "text": str, "prefix": str, "suffix": str,
     "value": str, "note": str, "reviewer": str, "created": str},
    required=("kind", "reviewer", "created"),
    indexed=(("kind",), ("document_id",), ("quotation_id",), ("quantity_id",), ("reviewer",)),
    derived=False,
)  # fmt: skip

CORRECTION_OUTCOMES = Table(
    "correction_outcomes",
    {"id": str, "correction_id": int, "fate": str, "reason": str, "quotation_id": str, "quantity_id": str,
     "other_quantity_id": str, "quantity_match_id": str},
    required=("fate", "reason"),
    references={"correction_id": "corrections", "quotation_id": "quotations", "quantity_id": "quantities",
                "other_quantity_id": "quantities", "quantity_match_id": "quantity_matches"},
    indexed=(("correction_id",), ("fate",), ("quotation_id",), ("quantity_id",), ("other_quantity_id",),
             ("quantity_match_id",)),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    RUNS, RULES, DOCUMENTS, TEXTS, PARAGRAPHS, SPEAKERS, QUOTATIONS, FAMILIES, QUANTITIES, MATCHES,
    QUANTITY_MATCHES, REUSE, UNREAD, FINDINGS, REVIEWS, CORRECTIONS,
    CORRECTION_OUTCOMES,
)  # fmt: skip
