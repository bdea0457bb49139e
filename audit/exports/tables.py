"""Quotations, figures and findings as tables for spreadsheets, in UTF-8: no cell calculates."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ..audited import AuditedFigure, AuditedQuotation, AuditFinding, Place, StoredAudit
from ..text.cells import safe_cell
from ..text.visible import log_safe
from .export import Export

Cell = str | int | None

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
"""A printed figure in exact decimal text: a number, and so no formula."""


def table(audit: StoredAudit, name: str) -> str:
    """One table of `TABLES` with its heading."""
    heads, rows = TABLES[name]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_cell(cell) for cell in row] for row in rows(audit))
    return log_safe(written.getvalue())


def whole(audit: StoredAudit) -> str:
    """The table of quotations."""
    return table(audit, "quotations")


def files(audit: StoredAudit) -> Iterator[tuple[str, str]]:
    """Every table, each a file."""
    for name in TABLES:
        yield f"{name}.csv", table(audit, name)


def _cell(cell: Cell) -> str | int:
    if cell is None:
        return ""
    return cell if isinstance(cell, int) or _FIGURE.fullmatch(cell) else safe_cell(cell)


def _quotations(audit: StoredAudit) -> Iterator[Iterable[Cell]]:
    return (_quotation(one) for one in audit.quotations if one.place.document.is_current)


def _quotation(one: AuditedQuotation) -> Iterable[Cell]:
    return (one.id, *_where(one.place), one.kind, one.speaker, one.place.text, one.verdict, one.reason,
            *_found(one.best), int(one.furniture), one.within, one.continues)  # fmt: skip


def _figures(audit: StoredAudit) -> Iterator[Iterable[Cell]]:
    return (_figure(one) for one in audit.figures if one.place.document.is_current)


def _figure(one: AuditedFigure) -> Iterable[Cell]:
    return (one.id, *_where(one.place), one.kind, one.place.text, one.low, one.high, one.unit, one.hedge,
            one.subject, one.period, one.period_start, one.period_end, one.verdict, one.reason,
            int(one.furniture))  # fmt: skip


def _findings(audit: StoredAudit) -> Iterator[Iterable[Cell]]:
    return map(_finding, (*audit.findings, *audit.suppressed))


def _finding(one: AuditFinding) -> Iterable[Cell]:
    place: Iterable[Cell] = _where(one.place) if one.place else ("", "", "", "")
    settled = one.suppression.reason if one.suppression else None
    return (one.id, *place, one.level, one.rule.id, one.place.text if one.place else None, one.speaker,
            one.message, *_found(one.evidence[0].place if one.evidence else None), one.status,
            settled)  # fmt: skip


def _where(place: Place) -> Iterable[Cell]:
    return place.document.label, place.line, place.start, place.end


def _found(place: Place | None) -> Iterable[Cell]:
    return (place.label, place.text) if place else ("", "")


_PLACE = ("document", "line", "start", "end")

TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[StoredAudit], Iterator[Iterable[Cell]]]]] = (
    MappingProxyType(
        {
            "quotations": (
                ("id", *_PLACE, "kind", "speaker", "words", "verdict", "reason", "found_in", "found_words",
                 "furniture", "within", "continues"),
                _quotations,
            ),
            "figures": (
                ("id", *_PLACE, "kind", "words", "low", "high", "unit", "hedge", "subject", "period",
                 "period_start", "period_end", "verdict", "reason", "furniture"),
                _figures,
            ),
            "findings": (
                ("id", *_PLACE, "level", "rule", "words", "speaker", "message", "found_in", "found_words",
                 "status", "settled"),
                _findings,
            ),
        }
    )
)  # fmt: skip
"""Heads and rows of each table; `start` and `end` are code points, half-open."""

CSV = Export("csv", "Quotations, figures and findings as tables, safe in spreadsheets.", whole, files)
