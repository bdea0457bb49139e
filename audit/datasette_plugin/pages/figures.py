"""Figures: two claims with their sentences, their intervals on one axis, and why they agree or not."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette import NotFound
from markupsafe import Markup

from ..drawing import MARGIN, WIDTH, Bar, intervals
from ..evidence import in_context
from ..marking import Mark
from ..visits import Page, Visit, pages_of
from .reviewing import review_of

ON_A_PAGE = 20
_PAIRS = """
select quantity_matches.*, case quantity_matches.relation when 'conflict' then 0 when 'near' then 1
  when 'unresolved' then 2 when 'update' then 3 when 'compatible' then 4 else 5 end as rank
from quantity_matches
"""
_QUANTITY = """
select quantities.*, documents.title, documents.path, documents.role, documents.published
from quantities join documents on documents.id = quantities.document_id where quantities.id = :id
"""


@dataclass(frozen=True, slots=True)
class Side:
    """A figure and the sentence around it."""

    row: sqlite3.Row
    html: Markup


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures, what they say of each other, and their intervals where both have one."""

    row: sqlite3.Row
    sides: tuple[Side, Side]
    bars: list[Bar] | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A figure on a time line, in units of the drawing."""

    left: float
    width: float
    row: sqlite3.Row


def figures(visit: Visit) -> Page:
    """Every comparison of figures, worst first; `?relation=` narrows."""
    relation = visit.arguments.get("relation", "")
    page = visit.number("page", least=1, most=100_000)
    where = "where :relation = '' or relation = :relation"
    total = visit.value(f"select count(*) from quantity_matches {where}", relation=relation)
    rows = visit.rows(
        f"{_PAIRS} {where} order by rank, difference_percent desc, id limit :most offset :after",
        relation=relation, most=ON_A_PAGE, after=(page - 1) * ON_A_PAGE,
    )  # fmt: skip
    context = {
        "pairs": [pair for row in rows if (pair := _pair(visit, row, row["quantity_id"]))],
        "relation": relation,
        "relations": visit.rows(
            "select relation, count(*) as count from quantity_matches group by 1 order by 2 desc"
        ),
        "page": page,
        "pages": pages_of(total, ON_A_PAGE),
        "total": total,
        "quantities": visit.value("select count(*) from quantities where furniture = 0"),
    }
    return Page("figures.html", context)


def quantity(visit: Visit) -> Page:
    """A figure and all that it is compared with."""
    return quantity_page(visit, visit.names["quantity"])


def quantity_page(visit: Visit, quantity_id: str, finding_id: str | None = None) -> Page:
    """A figure, with the decision on a finding of it or on the figure itself."""
    side = _side(visit, quantity_id)
    if side is None:
        raise NotFound("There is no such figure in this audit: a later run may have found it changed.")
    rows = visit.rows(
        f"{_PAIRS} where quantity_id = :id or other_quantity_id = :id "
        "order by rank, difference_percent desc, id limit 40",
        id=quantity_id,
    )
    pairs = [pair for row in rows if (pair := _pair(visit, row, quantity_id))]
    context = {
        "side": side,
        "pairs": pairs,
        "moments": _moments([side, *(pair.sides[1] for pair in pairs)]),
        **review_of(visit, "quantity_id", quantity_id, finding_id),
    }
    return Page("quantity.html", context)


def _pair(visit: Visit, row: sqlite3.Row, first: str) -> Pair | None:
    """The comparison with `first` on the left."""
    other = row["other_quantity_id"] if row["quantity_id"] == first else row["quantity_id"]
    left, right = _side(visit, first), _side(visit, other)
    if left is None or right is None:
        return None
    bounds = [(side.row["licensed_low"] or side.row["low"], side.row["licensed_high"] or side.row["high"])
              for side in (left, right)]  # fmt: skip
    return Pair(row, (left, right), intervals(bounds))


def _side(visit: Visit, quantity_id: str) -> Side | None:
    row = visit.row(_QUANTITY, id=quantity_id)
    if row is None:
        return None
    text = visit.text(row["document_id"])
    marks = [Mark(row["start"], row["end"], "focus")]
    for start, end in (("subject_start", "subject_end"), ("period_text_start", "period_text_end")):
        if row[start] is not None:
            marks.append(Mark(row[start], row[end], "beside"))
    return Side(row, in_context(text, row["start"], row["end"], marks, visit.window))


def _moments(sides: list[Side]) -> dict[str, Any] | None:
    """The periods of the figures on one time line; None where fewer than two different ones are known."""
    known = [(side.row, _days(side.row)) for side in sides]
    dated = [(row, days) for row, days in known if days]
    if len({days for _, days in dated}) < 2:
        return None
    first, last = min(days[0] for _, days in dated), max(days[1] for _, days in dated)
    scale = (WIDTH - 2 * MARGIN) / max(1, last - first)
    moments = [
        Moment(round(MARGIN + (low - first) * scale, 1), round(max(4.0, (high - low) * scale), 1), row)
        for row, (low, high) in sorted(dated, key=lambda entry: entry[1])
    ]
    return {"list": moments, "first": date.fromordinal(first), "last": date.fromordinal(last)}


def _days(row: sqlite3.Row) -> tuple[int, int] | None:
    try:
        low = date.fromisoformat(row["period_start"]).toordinal()
        return low, date.fromisoformat(row["period_end"] or row["period_start"]).toordinal()
    except (TypeError, ValueError):
        return None
