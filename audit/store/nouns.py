"""Nouns as plain JSON values and back, exactly: what a run found, kept for the next one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from ..model import (
    Document,
    Edit,
    Facts,
    Match,
    Paragraph,
    Passage,
    Quantity,
    Quotation,
    Rival,
    Unread,
)

Plain = Any
"""What JSON can hold."""


def from_quotation(quotation: Quotation) -> Plain:
    """The values of a quotation in the order of its fields."""
    return _values(quotation)


def to_quotation(values: Plain) -> Quotation:
    """The quotation with these values. Raises `TypeError` or `ValueError` where they are no quotation's."""
    return Quotation(**_named(Quotation, values, {"speaker": _passage, "cue": _passage}))


def from_quantity(quantity: Quantity) -> Plain:
    """The values of a figure in the order of its fields, numbers as exact decimal text."""
    return _values(quantity)


def to_quantity(values: Plain) -> Quantity:
    """The figure with these values. Raises `TypeError` or `ValueError` where they are no figure's."""
    return Quantity(**_named(Quantity, values, _OF_QUANTITY))


def from_match(match: Match) -> Plain:
    """Where a match and its rivals stand, and its edits; its words stand in the document."""
    edits = [[edit.op, edit.quoted, edit.source] for edit in match.edits]
    rivals = [[rival.document_id, rival.start, rival.end, rival.similarity] for rival in match.rivals]
    return [match.document_id, match.start, match.end, match.segments, match.similarity, edits, rivals]


def to_match(values: Plain, texts: Mapping[str, str]) -> Match:
    """The match with these values, its words from `texts` by document id. Raises as `to_quotation` does.

    `LookupError` is raised where there is no such text.
    """
    name, start, end, segments, similarity, edits, rivals = values
    return Match(
        name, start, end, texts[name][start:end],
        tuple((first, last) for first, last in segments), similarity,
        tuple(Edit(op, quoted, source) for op, quoted, source in edits),
        tuple(Rival(of, at, to, texts[of][at:to], alike) for of, at, to, alike in rivals),
    )  # fmt: skip


def from_item(item: Document | Unread) -> Plain:
    """A document without its map, or what could not be read."""
    if isinstance(item, Unread):
        return {"unread": asdict(item)}
    plain = asdict(item)
    del plain["source_map"]
    return {"document": plain}


def to_item(plain: Plain) -> Document | Unread:
    """The document, which has no map, or what could not be read. Raises as `to_quotation` does."""
    if "unread" in plain:
        return Unread(**plain["unread"])
    values = plain["document"]
    paragraphs = tuple(Paragraph(**paragraph) for paragraph in values["paragraphs"])
    return Document(**{**values, "paragraphs": paragraphs, "facts": Facts(**values["facts"])})


def _values(noun: Quotation | Quantity) -> Plain:
    return [_plain(getattr(noun, field.name)) for field in fields(noun)]


def _plain(value: Any) -> Plain:
    if isinstance(value, Passage):
        return [value.start, value.end, value.text]
    return str(value) if isinstance(value, Decimal) else value


def _named(
    noun: type[Quotation] | type[Quantity], values: Sequence[Any], made: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    names = [field.name for field in fields(noun)]
    return {
        name: made[name](value) if name in made and value is not None else value
        for name, value in zip(names, values, strict=True)
    }


def _passage(value: Sequence[Any]) -> Passage:
    start, end, text = value
    return Passage(start, end, text)


_OF_QUANTITY: Mapping[str, Callable[[Any], Any]] = {
    "low": Decimal, "high": Decimal, "step": Decimal, "licensed_low": Decimal, "licensed_high": Decimal,
    "subject": _passage, "period": _passage,
}  # fmt: skip
