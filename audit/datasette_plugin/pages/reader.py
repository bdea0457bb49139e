"""The reader: a document as it reads, every claim marked in its place and told in the margin."""

import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from audit.text.segments import Span

from ..appearance import Look, verdict
from ..drawing import written
from ..evidence import clusters, spans_of
from ..links import Links
from ..marking import Mark, marked
from ..visits import Page, Visit
from ..windows import near, window_at, windows

_PARAGRAPHS = """
select start, "end", kind, furniture, page from paragraphs where document_id = :id order by ordinal
"""
_STARTS = """
select start from quotations where document_id = :id
union all select start from quantities where document_id = :id
union all select start from reuse where document_id = :id
union all select other_start from reuse where other_document_id = :id
order by 1
"""
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


class Piece(NamedTuple):
    """A paragraph, or as much of it as a window shows."""

    start: int
    end: int
    kind: str
    furniture: bool
    page: str | None


class Division(NamedTuple):
    """A document as it is divided into windows; `starts` are the places where its claims begin."""

    text: str
    paragraphs: list[Piece]
    starts: list[int]
    windows: list[Span]


def divided(visit: Visit, document_id: str) -> Division:
    """A document's text and the windows that it is shown in."""
    text = visit.text(document_id)
    paragraphs = [Piece(*paragraph) for paragraph in visit.rows(_PARAGRAPHS, id=document_id)]
    starts = [start for (start,) in visit.rows(_STARTS, id=document_id)]
    spans = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    return Division(text, paragraphs, starts, windows(text, spans, starts))


def document(visit: Visit) -> Page:
    """A document, or the window of it that holds `?claim=` or `?at=` or is `?part=`."""
    row = visit.document(visit.names["document"])
    text, paragraphs, starts, parts = divided(visit, row["id"])
    number = _window_number(visit, row["id"], parts)
    start, end = parts[number] if parts else (0, 0)
    pieces = _within_window(paragraphs, start, end)
    claims = _claims(visit, row["id"], start, end, bisect_left(starts, start))
    context = {
        "document": row,
        "facts": _facts(row),
        "titled": not visit.excerpts and bool(pieces) and _is_title(text, pieces[0], row["title"]),
        "blocks": _excerpts(visit, text, pieces, claims) if visit.excerpts else _blocks(text, pieces, claims),
        "claims": claims,
        "part": number,
        "parts_count": len(parts),
        "near_parts": near(number, len(parts)),
        "excerpts": visit.excerpts,
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


def _is_title(text: str, piece: Piece, title: str | None) -> bool:
    return text[piece.start : piece.end].strip() == (title or "").strip()


def _within_window(paragraphs: Sequence[Piece], start: int, end: int) -> list[Piece]:
    return [
        paragraph._replace(start=max(start, paragraph.start), end=min(end, paragraph.end))
        for paragraph in paragraphs
        if paragraph.start < end and start < paragraph.end
    ]


def _window_number(visit: Visit, document_id: str, parts: Sequence[Span]) -> int:
    position = _position(visit, document_id) if len(parts) > 1 else None
    if position is None:
        return visit.number("part", most=max(0, len(parts) - 1))
    return window_at(position, parts)


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


def _claims(visit: Visit, document_id: str, start: int, end: int, before: int) -> list[Claim]:
    """The claims that touch a window, numbered through the document: `before` begin before the window."""
    bounds = {"id": document_id, "start": start, "end": end}
    acted_on = {key for row in visit.rows(_CORRECTED) for key in row}
    statuses = {row["claim"]: row["status"] for row in visit.rows(_FINDINGS, id=document_id)}
    found = [_quotation(row, visit.links) for row in visit.rows(_QUOTATIONS, **bounds)]
    found += [_quantity(row, visit.links) for row in visit.rows(_QUANTITIES, **bounds)]
    found += [_shared(row, visit.links, document_id) for row in visit.rows(_SHARED, **bounds)]
    found.sort(key=lambda claim: (claim["start"], -claim["end"], claim["id"]))
    first = 1 + before - sum(claim["start"] < start for claim in found)
    return [
        Claim(number=number, status=statuses.get(claim["id"]), corrected=claim["id"] in acted_on, **claim)
        for number, claim in enumerate(found, first)
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
    address = links.place(row["other_document_id"], row["other_start"])
    return {
        "id": f"{row['id']}-{row['start']}",
        "kind": "shared",
        "start": row["start"],
        "end": row["end"],
        "text": "",
        "look": verdict("shared"),
        "reason": place,
        "detail": f"{row['words']} words",
        "address": f"{address}#c-{row['id']}-{row['other_start']}",
    }


def _blocks(text: str, pieces: Sequence[Piece], claims: Sequence[Claim]) -> list[Block]:
    blocks: list[Block] = []
    named: set[str] = set()
    page = None
    for piece in pieces:
        told_from = piece.start if blocks else 0
        html, own = _marked(text, piece.start, piece.end, claims, named, told_from)
        new_page = piece.page if piece.page != page else None
        page = piece.page
        blocks.append(Block(piece.start, piece.kind, bool(piece.furniture), new_page, html, own))
    return blocks


def _excerpts(visit: Visit, text: str, pieces: Sequence[Piece], claims: Sequence[Claim]) -> list[Block]:
    """The sentences that hold a quotation, a compared figure or a passage that is quoted elsewhere."""
    kept = [claim for claim in claims if claim.kind != "shared" and claim.look.tone != "quiet"]
    spans = [*_used(visit), *((claim.start, claim.end) for claim in kept)]
    shown = clusters([visit.window(text, start, end) for start, end in spans], most=1)
    blocks: list[Block] = []
    named: set[str] = set()
    at = pieces[0].start if pieces else 0
    for piece in pieces:
        for low, high in _within(shown, piece.start, piece.end):
            html, own = _marked(text, low, high, kept, named, low if blocks else 0)
            left_out = bool(text[at:low].strip())
            blocks.append(Block(low, piece.kind, bool(piece.furniture), None, html, own, left_out))
            at = high
    return blocks


def _marked(
    text: str, start: int, end: int, claims: Sequence[Claim], named: set[str], told_from: int
) -> tuple[Markup, tuple[Claim, ...]]:
    """A stretch with its claims marked, and those told beside it.

    A claim is told where it begins: `told_from` is before `start` where no page shows its beginning.
    """
    inside = [claim for claim in claims if claim.start < end and start < claim.end]
    html = marked(text, start, end, [claim.mark() for claim in inside], named)
    return html, tuple(claim for claim in inside if claim.start >= told_from)


def _used(visit: Visit) -> list[Span]:
    """What other documents quote of this one."""
    rows = visit.rows(
        'select segments, start, "end" from matches where document_id = :id', id=visit.names["document"]
    )
    return [span for row in rows for span in spans_of(row["segments"]) or [(row["start"], row["end"])]]


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    return [(max(low, start), min(high, end)) for low, high in spans if low < end and start < high]
