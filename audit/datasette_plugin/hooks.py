"""Datasette's plugin hooks, each a line or two: what they do is said in the modules that they call."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar, cast

import datasette

from . import bounded_functions, cells, functions, headers, limits, permission, routes

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "menu_links",
    "permission_allowed",
    "permission_resources_sql",
    "prepare_connection",
    "register_actions",
    "register_routes",
    "render_cell",
]

_Hook = TypeVar("_Hook", bound=Callable[..., Any])


def hookimpl(function: _Hook) -> _Hook:
    """Datasette's marker, with the type that it lacks."""
    return cast(_Hook, datasette.hookimpl(function))


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Bounds what a query may take, and adds our functions."""
    limits.bound(conn)
    bounded_functions.register(conn)
    functions.register(conn)


@hookimpl
def asgi_wrapper() -> Any:
    """Safe headers on every response, a bound on every request."""
    return headers.guarded


@hookimpl
def register_routes(datasette: Any) -> Any:
    """Our pages."""
    return routes.routes()


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Cells that name a document or a claim link to where it is read; verdicts wear their badge."""
    return cells.rendered(value, column, table, datasette)


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """What Datasette's own pages need to look like ours."""
    return [routes.static(datasette, "tables.css")]


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Our pages in Datasette's menu."""
    return routes.menu(datasette)


@hookimpl
def permission_allowed(datasette: Any, actor: permission.Actor, action: str) -> bool | None:
    """Who may review, in Datasette 0.65."""
    if action != permission.ACTION:
        return None
    return permission.is_reviewer(datasette, actor) or None


@hookimpl
def register_actions() -> list[Any]:
    """The action of writing reviews, in Datasette 1.0."""
    from datasette.permissions import Action

    return [Action(name=permission.ACTION, description=permission.DESCRIPTION)]


@hookimpl
def permission_resources_sql(datasette: Any, actor: permission.Actor, action: str) -> Any:
    """Who may review, in Datasette 1.0."""
    from datasette.permissions import PermissionSQL

    if action == permission.ACTION and permission.is_reviewer(datasette, actor):
        return PermissionSQL.allow(reason="named by the configuration, or the person at this machine")
    return None
