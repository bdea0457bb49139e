"""Results as rows: one function a table, each row in the order of the table's columns."""

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from ..model import Passage, Quantity, Quotation
from ..results import AuditResult, JudgedMatch, fingerprint
from .schema import Table

Row = dict[str, Any]


def rows_of(result: AuditResult) -> dict[str, list[Row]]:
    """The rows of every derived table and of `findings`, without what only the store knows."""
    return {name: list(make(result)) for name, make in _MAKERS.items()}


def as_tuples(table: Table, rows: list[Row]) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples in the order of the table's columns; what a row does not name is NULL."""
    return (tuple(map(row.get, table.columns)) for row in rows)


def speaker_id(name: str) -> str:
    """The identity of a speaker: who reads by this name."""
    return fingerprint("speakers", name)


def _documents(result: AuditResult) -> Iterator[Row]:
    for document in result.documents:
        facts = document.facts
        yield {
            "id": document.id, "path": document.path, "title": facts.title, "publisher": facts.publisher,
            "author": facts.author, "published": facts.published, "published_basis": facts.published_basis,
            "retrieved": facts.retrieved, "url": facts.url, "archived_url": facts.archived_url,
            "role": facts.role, "speaker": facts.speaker, "media_type": document.media_type,
            "encoding": document.encoding, "language": facts.language,
            "original_language": facts.original_language, "family": facts.family,
            "sha256": document.sha256, "line": document.line, "byte_length": document.byte_length,
            "char_length": len(document.text), "reader": document.reader, "is_current": 1,
        }  # fmt: skip


def _texts(result: AuditResult) -> Iterator[Row]:
    for document in result.documents:
        runs = [[run.kind, run.start, run.end, run.raw_start, run.raw_end] for run in document.source_map]
        yield {"document_id": document.id, "text": document.text, "source_map": _json(runs)}


def _paragraphs(result: AuditResult) -> Iterator[Row]:
    for document in result.documents:
        for paragraph in document.paragraphs:
            yield {
                "id": fingerprint("paragraphs", document.id, paragraph.ordinal),
                "document_id": document.id, "ordinal": paragraph.ordinal, "start": paragraph.start,
                "end": paragraph.end, "kind": paragraph.kind, "furniture": int(paragraph.furniture),
                "page": paragraph.page, "text": document.text[paragraph.start : paragraph.end],
            }  # fmt: skip


def _speakers(result: AuditResult) -> Iterator[Row]:
    for speaker in result.speakers:
        yield {
            "id": speaker_id(speaker.name),
            "name": speaker.name,
            "kind": speaker.kind,
            "aliases": _json(speaker.aliases),
        }


def quotation_row(quotation_id: str, document_id: str, quotation: Quotation, siblings: Sequence[str]) -> Row:
    """What a document itself says of a quotation; `siblings` are the ids of all its quotations."""
    return {
        "id": quotation_id, "document_id": document_id, "kind": quotation.kind,
        "start": quotation.start, "end": quotation.end, "text": quotation.text,
        "continues": None if quotation.continues is None else siblings[quotation.continues],
        "within": None if quotation.within is None else siblings[quotation.within],
        **_place("speaker", quotation.speaker), **_place("cue", quotation.cue),
        "attribution_rule": quotation.rule, "furniture": int(quotation.furniture),
    }  # fmt: skip


def _quotations(result: AuditResult) -> Iterator[Row]:
    ids = _ids_by_document(result)
    family_of = {member: family.id for family in result.families for member in family.quotation_ids}
    for judged in result.quotations:
        yield {
            **quotation_row(judged.id, judged.document_id, judged.quotation, ids[judged.document_id]),
            "speaker_id": speaker_id(judged.speaker.name) if judged.speaker else None,
            "verdict": judged.judgement.verdict,
            "reason": judged.judgement.reason,
            "best_match_id": judged.best_match_id,
            "family_id": family_of.get(judged.id),
        }


def _families(result: AuditResult) -> Iterator[Row]:
    for family in result.families:
        yield {
            "id": family.id,
            "text": family.text,
            "quotations": len(family.quotation_ids),
            "documents": family.documents,
            "first_quotation_id": family.first_quotation_id,
            "closest_quotation_id": family.closest_quotation_id,
        }


def quantity_row(quantity_id: str, document_id: str, quantity: Quantity) -> Row:
    """What a document itself says of a figure."""
    period = quantity.period
    return {
        "id": quantity_id, "document_id": document_id, "kind": quantity.kind,
        "start": quantity.start, "end": quantity.end, "text": quantity.text,
        "low": _figure(quantity.low), "high": _figure(quantity.high),
        "low_number": _number(quantity.low), "high_number": _number(quantity.high),
        "step": _figure(quantity.step), "licensed_low": _figure(quantity.licensed_low),
        "licensed_high": _figure(quantity.licensed_high), "unit": quantity.unit,
        "hedge": quantity.hedge, "hedge_text": quantity.hedge_text, "aspect": quantity.aspect,
        **_place("subject", quantity.subject), "timex": quantity.timex,
        "period_text": period.text if period else None,
        "period_text_start": period.start if period else None,
        "period_text_end": period.end if period else None,
        "period_start": quantity.period_start, "period_end": quantity.period_end,
        "period_basis": quantity.period_basis, "furniture": int(quantity.furniture),
    }  # fmt: skip


def _quantities(result: AuditResult) -> Iterator[Row]:
    for judged in result.quantities:
        yield {
            **quantity_row(judged.id, judged.document_id, judged.quantity),
            "verdict": judged.judgement.verdict,
            "reason": judged.judgement.reason,
        }


def _matches(result: AuditResult) -> Iterator[Row]:
    """The places of every quotation, then those in earlier editions that present ones do not bear out."""
    for judged in result.quotations:
        for entry in judged.matches:
            yield _match(judged.id, entry)
    for lost in result.editions:
        yield _match(lost.quotation_id, lost.match)


def _match(quotation_id: str, entry: JudgedMatch) -> Row:
    match = entry.match
    return {
        "id": entry.id, "quotation_id": quotation_id, "document_id": match.document_id,
        "start": match.start, "end": match.end, "text": match.text,
        "segments": _json(match.segments), "relation": entry.judgement.verdict,
        "reason": entry.judgement.reason, "similarity": match.similarity,
        "edits": _json([{"op": e.op, "quoted": e.quoted, "source": e.source} for e in match.edits]),
        "rivals": _json([{"document_id": r.document_id, "start": r.start, "end": r.end,
                          "text": r.text, "similarity": r.similarity} for r in match.rivals]),
        "source_quotation_id": entry.source_quotation_id,
        "speaker_agrees": None if entry.speaker_agrees is None else int(entry.speaker_agrees),
    }  # fmt: skip


def _quantity_matches(result: AuditResult) -> Iterator[Row]:
    for pair in result.figures:
        yield {
            "id": pair.id,
            "quantity_id": pair.quantity_id,
            "other_quantity_id": pair.other_quantity_id,
            "relation": pair.comparison.relation,
            "reason": pair.comparison.reason,
            "difference_percent": pair.comparison.difference_percent,
        }


def _reuse(result: AuditResult) -> Iterator[Row]:
    for reuse in result.reuse:
        passage = reuse.passage
        yield {
            "id": reuse.id, "document_id": passage.document_id, "start": passage.start, "end": passage.end,
            "other_document_id": passage.other_document_id, "other_start": passage.other_start,
            "other_end": passage.other_end, "words": passage.words, "similarity": passage.similarity,
            "furniture": int(reuse.furniture),
        }  # fmt: skip


def _unread(result: AuditResult) -> Iterator[Row]:
    known = {document.id for document in result.documents}
    for position, unread in enumerate(result.unread):
        yield {
            "id": fingerprint("unread", position, unread.path, unread.reason),
            "path": unread.path,
            "document_id": unread.path if unread.path in known else None,
            "start": unread.start,
            "end": unread.end,
            "reason": unread.reason,
        }


def _findings(result: AuditResult) -> Iterator[Row]:
    for finding in result.findings:
        yield {name: getattr(finding, name) for name in finding.__slots__}


def _rules(result: AuditResult) -> Iterator[Row]:
    for rule in result.rules:
        yield {name: getattr(rule, name) for name in rule.__slots__}


def _correction_outcomes(result: AuditResult) -> Iterator[Row]:
    for outcome in result.corrections:
        yield {name: getattr(outcome, name) for name in outcome.__slots__}


def _ids_by_document(result: AuditResult) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {document.id: [] for document in result.documents}
    for judged in result.quotations:
        ids[judged.document_id].append(judged.id)
    return ids


def _place(name: str, passage: Passage | None) -> Row:
    if passage is None:
        return {f"{name}_text": None, f"{name}_start": None, f"{name}_end": None}
    return {f"{name}_text": passage.text, f"{name}_start": passage.start, f"{name}_end": passage.end}


def _figure(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:f}"


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_MAKERS: dict[str, Callable[[AuditResult], Iterator[Row]]] = {
    "rules": _rules,
    "documents": _documents,
    "texts": _texts,
    "paragraphs": _paragraphs,
    "speakers": _speakers,
    "quotations": _quotations,
    "families": _families,
    "quantities": _quantities,
    "matches": _matches,
    "quantity_matches": _quantity_matches,
    "reuse": _reuse,
    "unread": _unread,
    "findings": _findings,
    "correction_outcomes": _correction_outcomes,
}
