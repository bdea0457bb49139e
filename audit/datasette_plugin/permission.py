"""Who may read and who may write, asked of Datasette's own permission system in both versions.

Reviews and corrections may be written by the person who started the server on this machine
(Datasette's `root`, signed in by the link that `audit serve` or `datasette --root` prints) and by
whomever the configuration names: `"plugins": {"source-audit": {"allow-review": {"id": "anna"}}}`.
"""

from typing import Any

from datasette import Forbidden
from datasette.utils import actor_matches_allow

from .metadata import PLUGIN_NAME

ACTION = "review-audit"
DESCRIPTION = "Record reviews and corrections of an audit"

Actor = dict[str, Any] | None


def is_reviewer(datasette: Any, actor: Actor) -> bool:
    """True for the person at this machine and for those whom the configuration names."""
    if not actor:
        return False
    if actor.get("id") == "root":
        return True
    allowed = (datasette.plugin_config(PLUGIN_NAME) or {}).get("allow-review")
    return allowed is not None and bool(actor_matches_allow(actor, allowed))


async def may_review(datasette: Any, actor: Actor) -> bool:
    """Datasette's answer for the action, whatever plugins and configuration add to it."""
    if hasattr(datasette, "allowed"):
        return bool(await datasette.allowed(action=ACTION, actor=actor))
    return bool(await datasette.permission_allowed(actor, ACTION, default=False))


async def require_view(datasette: Any, actor: Actor, database: str) -> None:
    """Raises `Forbidden` unless Datasette would show this actor the texts of the database."""
    if hasattr(datasette, "allowed"):
        from datasette.resources import TableResource

        texts = TableResource(database=database, table="texts")
        if not await datasette.allowed(action="view-table", resource=texts, actor=actor):
            raise Forbidden("view-table")
        return
    checks = [("view-table", (database, "texts")), ("view-database", database), "view-instance"]
    await datasette.ensure_permissions(actor, checks)
