"""The claims of a document, and the decisions on them, as W3C Web Annotations."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from audit.annotations import MEDIA_TYPE, Assessment, Target, collection
from audit.audited import SignedDecision

from ..rendering import document_name
from ..visits import Download, Visit

_CLAIMS = """
select 'quotation' as kind, quotations.id, quotations.start, quotations."end", verdict, quotations.reason,
  speakers.name as speaker, matches.document_id as found_id, matches.start as found_start,
  matches."end" as found_end
from quotations left join speakers on speakers.id = speaker_id left join matches on matches.id = best_match_id
where quotations.document_id = :id and quotations.furniture = 0
union all
select 'quantity', id, start, "end", verdict, reason, null, null, null, null from quantities
where document_id = :id and furniture = 0
order by 3, 4 desc, 2
"""
_DOCUMENTS = """
select id, url, text from documents join texts on texts.document_id = id
where id = :id or id in (
  select matches.document_id from quotations join matches on matches.id = best_match_id
  where quotations.document_id = :id)
"""
_DECISIONS = """
select coalesce(reviews.quotation_id, reviews.quantity_id, findings.quotation_id, findings.quantity_id),
  decision, reviewer, created, note, evidence
from reviews left join findings on findings.id = reviews.finding_id order by reviews.id
"""


def annotations(visit: Visit) -> Download:
    """One collection of all that is assessed in a document; what belongs to the page is not."""
    row = visit.document(visit.names["document"])
    documents = {one["id"]: one for one in visit.rows(_DOCUMENTS, id=row["id"])}
    decisions: dict[str, tuple[SignedDecision, ...]] = defaultdict(tuple)
    for claim, *decision in visit.rows(_DECISIONS):
        decisions[claim] += (SignedDecision(*decision),)
    assessments = [
        _assessment(visit, claim, row["id"], documents, decisions.get(claim["id"], ()))
        for claim in visit.rows(_CLAIMS, id=row["id"])
    ]
    own = f"{visit.base_address}{visit.links.annotations(row['id'])}"
    return Download(collection(own, document_name(row), assessments), MEDIA_TYPE)


def _assessment(
    visit: Visit,
    claim: sqlite3.Row,
    document_id: str,
    documents: Mapping[str, sqlite3.Row],
    decisions: tuple[SignedDecision, ...],
) -> Assessment:
    def target(document: sqlite3.Row, start: int, end: int) -> Target:
        source = document["url"] or f"{visit.base_address}{visit.links.document(document['id'])}"
        return Target(source, document["text"], start, end)

    found = documents.get(claim["found_id"])
    links = visit.links
    page = links.quotation(claim["id"]) if claim["kind"] == "quotation" else links.quantity(claim["id"])
    return Assessment(
        name=f"{claim['kind']}:{claim['id']}",
        target=target(documents[document_id], claim["start"], claim["end"]),
        verdict=claim["verdict"],
        reason=claim["reason"],
        speaker=claim["speaker"],
        found=target(found, claim["found_start"], claim["found_end"]) if found else None,
        page=f"{visit.base_address}{page}",
        decisions=decisions,
    )
