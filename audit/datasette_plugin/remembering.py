"""What takes longer to count than a page may, counted once for each state of the audit."""

from collections.abc import Callable
from typing import Any

from .visits import Visit

LATEST_RUN = "select * from runs where finished is not null order by id desc limit 1"

_kept: dict[tuple[str, str], tuple[object, dict[str, Any]]] = {}
"""By file and by what was counted: the state, and what came of it. Only the latest is kept."""


def remembered(
    visit: Visit, count: Callable[[Visit], dict[str, Any]], reviewed: bool = False
) -> dict[str, Any]:
    """What `count` makes of the audit after its latest run and, where `reviewed`, its latest review."""
    run = visit.row(LATEST_RUN)
    review = visit.value("select max(id) from reviews") if reviewed else None
    state = (run["id"], run["finished"], review) if run else None
    name = (visit.connection.execute("pragma database_list").fetchone()[2], count.__qualname__)
    kept = _kept.get(name)
    if kept is None or kept[0] != state:
        kept = _kept[name] = (state, count(visit))
    return kept[1]
