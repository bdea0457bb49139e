"""The reader: a document as it reads, every claim marked in its place and told in the margin."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datasette import NotFound
from markupsafe import Markup

from ..appearance import Look, verdict
from ..drawing import written
from ..evidence import Span, clusters, spans_of
from ..links import Links
from ..marking import Mark, marked
from ..visits import Page, Visit

LONGEST_PART = 120_000
"""Characters of a document on one page: more is divided at paragraphs, so that a book opens at once."""

_QUOTATIONS = """
select quotations.*, speakers.name as speaker
from quotations left join speakers on speakers.id = quotations.speaker_id
where quotations.document_id = :id and quotations.start < :end and quotations."end" > :start
"""
_QUANTITIES = """
select * from quantities where document_id = :id and start < :end and "end" > :start
"""
_FINDINGS = """
select coalesce(quotation_id, quantity_id) as claim, status from findings
where document_id = :id and status <> 'gone'
order by status = 'open', case level when 'error' then 2 when 'warning' then 1 else 0 end
"""
_CORRECTED = """
select quotation_id, quantity_id, other_quantity_id from correction_outcomes where fate = 'applied'
"""
_SHARED = """
select id, start, "end", other_document_id, other_start, other_end, words, document_id
from reuse where document_id = :id and start < :end and "end" > :start
union all
select id, other_start, other_end, document_id, start, "end", words, other_document_id
from reuse where other_document_id = :id and other_start < :end and other_end > :start
order by 2
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is marked in the text and told in the margin."""

    id: str
    kind: str
    start: int
    end: int
    text: str
    look: Look
    reason: str
    detail: str
    address: str
    number: int
    speaker: str | None = None
    speaker_id: str | None = None
    status: str | None = None
    corrected: bool = False

    def mark(self) -> Mark:
        """How it looks in the text."""
        title = f"{self.number}. {self.look.label}"
        classes = f"claim {self.kind} tone-{self.look.tone}"
        return Mark(self.start, self.end, classes, self.id, self.number, title)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or an excerpt of it, with its claims; `page` is set where a new page begins.

    `cut` says that text before it is left out.
    """

    start: int
    kind: str
    furniture: bool
    page: str | None
    html: Markup
    claims: tuple[Claim, ...]
    cut: bool = False


def document(visit: Visit) -> Page:
    """A document, or the part of it that holds `?claim=` or is `?part=`."""
    row = visit.row("select * from documents where id = :id", id=visit.names["document"])
    if row is None:
        raise NotFound("There is no such document in this audit.")
    paragraphs = visit.rows(
        'select ordinal, start, "end", kind, furniture, page from paragraphs '
        "where document_id = :id order by ordinal",
        id=row["id"],
    )
    parts = [paragraphs] if visit.links.is_copy and paragraphs else _parts(paragraphs)
    number = _part_number(visit, row["id"], parts)
    part = parts[number] if parts else []
    claims = _claims(visit, row["id"], part)
    text = visit.value("select text from texts where document_id = :id", id=row["id"]) or ""
    context = {
        "document": row,
        "facts": _facts(row),
        "titled": not visit.excerpts
        and bool(part)
        and text[part[0]["start"] : part[0]["end"]].strip() == (row["title"] or "").strip(),
        "blocks": _excerpts(visit, text, part, claims) if visit.excerpts else _blocks(text, part, claims),
        "claims": claims,
        "counts": _counts(claims),
        "part": number,
        "parts_count": len(parts),
        "unread": visit.rows("select reason from unread where document_id = :id", id=row["id"]),
        "corrections": visit.rows(
            "select * from corrections where document_id = :id order by id", id=row["id"]
        ),
    }
    return Page("reader.html", context)


def _facts(row: sqlite3.Row) -> list[tuple[str, str]]:
    """What is known of a document, in words; what is not known is not listed, except its date."""
    published = (
        f"{row['published']} (from the {row['published_basis']})" if row["published"] else "date not known"
    )
    named = [("Publisher", row["publisher"]), ("Author", row["author"]), ("Published", published),
             ("Retrieved", row["retrieved"]), ("Words of", row["speaker"]), ("Language", row["language"]),
             ("Translated from", row["original_language"]), ("File", row["path"])]  # fmt: skip
    return [(name, value) for name, value in named if value]


def _parts(paragraphs: Sequence[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    parts: list[list[sqlite3.Row]] = []
    for paragraph in paragraphs:
        if not parts or paragraph["end"] - parts[-1][0]["start"] > LONGEST_PART:
            parts.append([])
        parts[-1].append(paragraph)
    return parts


def _part_number(visit: Visit, document_id: str, parts: Sequence[Sequence[sqlite3.Row]]) -> int:
    asked = visit.number("part", most=max(0, len(parts) - 1))
    position = _position(visit, document_id) if len(parts) > 1 else None
    if position is None:
        return asked
    return next((index for index, part in enumerate(parts) if position < part[-1]["end"]), asked)


def _position(visit: Visit, document_id: str) -> int | None:
    if visit.arguments.get("at", "").isdigit():
        return visit.number("at", most=2**40)
    found: int | None = visit.value(
        "select start from quotations where id = :claim and document_id = :document "
        "union all select start from quantities where id = :claim and document_id = :document "
        "union all select case document_id when :document then start else other_start end "
        "from reuse where id = :claim",
        claim=visit.arguments.get("claim"),
        document=document_id,
    )
    return found


def _claims(visit: Visit, document_id: str, part: Sequence[sqlite3.Row]) -> list[Claim]:
    if not part:
        return []
    bounds = {"id": document_id, "start": part[0]["start"], "end": part[-1]["end"]}
    acted_on = {key for row in visit.rows(_CORRECTED) for key in row}
    statuses = {row["claim"]: row["status"] for row in visit.rows(_FINDINGS, id=document_id)}
    found = [_quotation(row, visit.links) for row in visit.rows(_QUOTATIONS, **bounds)]
    found += [_quantity(row, visit.links) for row in visit.rows(_QUANTITIES, **bounds)]
    found += [_shared(row, visit.links, document_id) for row in visit.rows(_SHARED, **bounds)]
    found.sort(key=lambda claim: (claim["start"], -claim["end"], claim["id"]))
    return [
        Claim(number=number, status=statuses.get(claim["id"]), corrected=claim["id"] in acted_on, **claim)
        for number, claim in enumerate(found, 1)
    ]


def _quotation(row: sqlite3.Row, links: Links) -> dict[str, Any]:
    return _common(row) | {
        "kind": "quotation",
        "detail": {"indirect": "reported", "scare": "term", "mixed": "quoted in part"}.get(
            row["kind"], "quoted"
        ),
        "address": links.quotation(row["id"]),
        "speaker": row["speaker"] or row["speaker_text"],
        "speaker_id": row["speaker_id"],
    }


def _quantity(row: sqlite3.Row, links: Links) -> dict[str, Any]:
    value = (
        written(row["low"])
        if row["low"] == row["high"]
        else f"{written(row['low'])} to {written(row['high'])}"
    )
    detail = [value, row["unit"], row["subject_text"], row["period_text"] or row["timex"]]
    return _common(row) | {
        "kind": "quantity",
        "detail": " · ".join(part for part in detail if part),
        "address": links.quantity(row["id"]),
    }


def _common(row: sqlite3.Row) -> dict[str, Any]:
    names = ("id", "start", "end", "text", "reason")
    return {name: row[name] for name in names} | {"look": verdict(row["verdict"])}


def _shared(row: sqlite3.Row, links: Links, document_id: str) -> dict[str, Any]:
    repeated = row["other_document_id"] == document_id
    place = "Repeated in this document" if repeated else f"Also in {row['other_document_id']}"
    address = links.document(row["other_document_id"])
    return {
        "id": f"{row['id']}-{row['start']}",
        "kind": "shared",
        "start": row["start"],
        "end": row["end"],
        "text": "",
        "look": verdict("shared"),
        "reason": place,
        "detail": f"{row['words']} words",
        "address": f"{address}?at={row['other_start']}#c-{row['id']}-{row['other_start']}",
    }


def _blocks(text: str, part: Sequence[sqlite3.Row], claims: Sequence[Claim]) -> list[Block]:
    blocks: list[Block] = []
    named: set[str] = set()
    page = None
    for paragraph in part:
        start, end = paragraph["start"], paragraph["end"]
        touching = [claim for claim in claims if claim.start < end and start < claim.end]
        html = marked(text, start, end, [claim.mark() for claim in touching], named)
        own = tuple(claim for claim in touching if claim.start >= start)
        new_page = paragraph["page"] if paragraph["page"] != page else None
        page = paragraph["page"]
        blocks.append(Block(start, paragraph["kind"], bool(paragraph["furniture"]), new_page, html, own))
    return blocks


def _excerpts(visit: Visit, text: str, part: Sequence[sqlite3.Row], claims: Sequence[Claim]) -> list[Block]:
    """The sentences that hold a quotation, a compared figure or a passage that is quoted elsewhere."""
    used = visit.rows(
        'select segments, start, "end" from matches where document_id = :id', id=visit.names["document"]
    )
    spans = [span for row in used for span in spans_of(row["segments"]) or [(row["start"], row["end"])]]
    kept = [claim for claim in claims if claim.kind != "shared" and claim.look.tone != "quiet"]
    spans += [(claim.start, claim.end) for claim in kept]
    shown = clusters([visit.window(text, start, end) for start, end in spans], most=1)
    blocks: list[Block] = []
    at = 0
    named: set[str] = set()
    for paragraph in part:
        for low, high in _within(shown, paragraph["start"], paragraph["end"]):
            inside = [claim for claim in kept if claim.start < high and low < claim.end]
            html = marked(text, low, high, [claim.mark() for claim in inside], named)
            own = tuple(claim for claim in inside if claim.start >= low)
            left_out = bool(text[at:low].strip())
            blocks.append(
                Block(low, paragraph["kind"], bool(paragraph["furniture"]), None, html, own, left_out)
            )
            at = high
    return blocks


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    return [(max(low, start), min(high, end)) for low, high in spans if low < end and start < high]


def _counts(claims: Sequence[Claim]) -> list[tuple[Look, int]]:
    """How often each verdict stands here, most first."""
    looks = {claim.look.name: claim.look for claim in claims}
    numbers = {name: sum(claim.look.name == name for claim in claims) for name in looks}
    return [(looks[name], numbers[name]) for name in sorted(numbers, key=lambda name: (-numbers[name], name))]
