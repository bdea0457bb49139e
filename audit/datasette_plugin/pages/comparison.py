"""The comparison: a quotation and its source side by side, and what to decide about it."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from datasette import NotFound
from markupsafe import Markup

from ..differences import as_html
from ..evidence import edits_of, quoted_side, rivals_of, source_side, spans_of, word_by_word
from ..functions import folded
from ..visits import Page, Visit
from .reviewing import review_of

_QUOTATION = """
select quotations.*, speakers.name as speaker, speakers.kind as speaker_kind, documents.title, documents.path,
  documents.role, documents.published, documents.is_current
from quotations join documents on documents.id = quotations.document_id
  left join speakers on speakers.id = quotations.speaker_id
where quotations.id = :id
"""
_MATCHES = """
select matches.*, documents.title, documents.path, documents.role, documents.published, documents.is_current,
  documents.original_language, speakers.name as source_speaker
from matches join documents on documents.id = matches.document_id
  left join quotations as sources on sources.id = matches.source_quotation_id
  left join speakers on speakers.id = sources.speaker_id
where matches.quotation_id = :id
order by matches.id = :best desc, documents.role = 'primary' desc, matches.similarity desc, matches.id
limit 60
"""
_PART = "select id, text, kind, verdict from quotations"
_FAMILY = """
select quotations.id, quotations.text, quotations.document_id, quotations.verdict,
  documents.title, documents.path,
  documents.role, coalesce(speakers.name, quotations.speaker_text, 'nobody named') as speaker
from quotations join documents on documents.id = quotations.document_id
  left join speakers on speakers.id = quotations.speaker_id
where quotations.family_id = :family
order by quotations.id = :closest desc, quotations.id = :first desc, quotations.document_id, quotations.start
limit 200
"""


def quotation(visit: Visit) -> Page:
    """A quotation with its matches; `?match=` chooses which is shown beside it."""
    return quotation_page(visit, visit.names["quotation"])


def quotation_page(visit: Visit, quotation_id: str, finding_id: str | None = None) -> Page:
    """The comparison of a quotation, with the decision on a finding of it or on the quotation itself."""
    row = visit.row(_QUOTATION, id=quotation_id)
    if row is None:
        raise NotFound("There is no such quotation in this audit: a later run may have found it changed.")
    matches = visit.rows(_MATCHES, id=row["id"], best=row["best_match_id"])
    asked = visit.arguments.get("match")
    chosen = next((match for match in matches if match["id"] == asked), matches[0] if matches else None)
    context = {
        "quotation": row,
        "match": chosen,
        "matches": matches,
        "rivals": rivals_of(chosen["rivals"]) if chosen else [],
        "family": _family(visit, row),
        "parts_of_it": visit.rows(
            f"{_PART} where within = :id or continues = :id order by start", id=row["id"]
        ),
        "whole": visit.row(f"{_PART} where id = :id", id=row["within"] or row["continues"]),
        **_sides(visit, row, chosen),
        **review_of(visit, "quotation_id", row["id"], finding_id),
    }
    return Page("comparison.html", context)


def _sides(visit: Visit, row: sqlite3.Row, match: sqlite3.Row | None) -> dict[str, Any]:
    edits = edits_of(match["edits"]) if match else []
    own = visit.text(row["document_id"])
    sides: dict[str, Any] = {
        "quoted": quoted_side(own, row["start"], row["end"], edits, visit.window),
        "source": None,
        "inline": None,
    }
    if match:
        text = visit.text(match["document_id"])
        limit = (
            match["reason"] if match["relation"] in {"cut-short", "elided-limit", "meaning-changed"} else ""
        )
        segments = spans_of(match["segments"])
        sides["source"] = source_side(
            text, match["start"], match["end"], segments, edits, limit, visit.window
        )
        sides["inline"] = word_by_word(edits) if any(edit.op != "equal" for edit in edits) else None
    return sides


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a family, what it changes in the first one, and who has it where."""

    difference: Markup
    said: dict[str, list[sqlite3.Row]]


def _family(visit: Visit, row: sqlite3.Row) -> dict[str, Any] | None:
    """Wordings against speakers; None where a quotation stands alone."""
    if row["family_id"] is None:
        return None
    gathered = visit.row("select * from families where id = :id", id=row["family_id"])
    if gathered is None or gathered["quotations"] < 2:
        return None
    members = visit.rows(_FAMILY, family=row["family_id"], closest=gathered["closest_quotation_id"],
                         first=gathered["first_quotation_id"])  # fmt: skip
    by_wording: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for member in members:
        by_wording[folded(member["text"])].append(member)
    speakers = sorted({member["speaker"] for member in members})
    first = members[0]["text"] if members else ""
    variants = [_variant(first, group) for group in by_wording.values()]
    return {"speakers": speakers, "variants": variants, "row": gathered, "shown": len(members)}


def _variant(first: str, members: list[sqlite3.Row]) -> Variant:
    said: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for member in members:
        said[member["speaker"]].append(member)
    return Variant(Markup(as_html(first, members[0]["text"])), dict(said))
