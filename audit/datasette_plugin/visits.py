"""What a page is asked for, and how its answer is made: one read transaction, one thread, one template."""

import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from datasette import NotFound, Response

from . import headers, permission
from .evidence import neighbourhood, sentence
from .links import Links
from .metadata import DATABASE_NAME, PLUGIN_NAME
from .rendering import rendered

MOST_SECONDS = 5.0
"""No page of ours takes this long; one that would, over a hostile audit, is given up."""

_OPCODES_BETWEEN_LOOKS = 20_000


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: the audit as one snapshot, what was asked, and who asks."""

    connection: sqlite3.Connection
    links: Links
    arguments: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    reviewer: str | None = None
    base_address: str = ""
    excerpts: bool = False

    def window(self, text: str, start: int, end: int) -> tuple[int, int]:
        """How much of a text may be shown around a passage: its sentence alone where only excerpts may."""
        return (sentence if self.excerpts else neighbourhood)(text, start, end)

    def rows(self, sql: str, **values: object) -> list[sqlite3.Row]:
        """Every row of a query with named values."""
        return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, **values: object) -> sqlite3.Row | None:
        """The first row, or None."""
        first: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
        return first

    def value(self, sql: str, **values: object) -> Any:
        """The first column of the first row, or None."""
        first = self.row(sql, **values)
        return first[0] if first else None

    def document(self, document_id: str) -> sqlite3.Row:
        """The row of a document. Raises `NotFound` for one that is not there."""
        row = self.row("select * from documents where id = :id", id=document_id)
        if row is None:
            raise NotFound("There is no such document in this audit.")
        return row

    def text(self, document_id: str) -> str:
        """The text of a document."""
        return str(self.value("select text from texts where document_id = :id", id=document_id) or "")

    def number(self, name: str, least: int = 0, most: int = 1_000_000) -> int:
        """A whole number of the address's query; `least` where it is none."""
        given = self.arguments.get(name, "")
        return max(least, min(int(given), most)) if given.isascii() and given.isdigit() else least


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it shows."""

    template: str
    context: dict[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its text, its media type and, where it is to be saved, its name."""

    text: str
    media_type: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another address that answers."""

    address: str


def pages_of(total: int, on_a_page: int) -> int:
    """How many pages a list takes: one at least."""
    return max(1, -(-total // on_a_page))


Answer = Page | Download | Elsewhere
Build = Callable[[Visit], Answer]
View = Callable[[Any, Any], Awaitable[Response]]


def shown(build: Build) -> View:
    """A Datasette view that shows what `build` makes."""

    async def view(datasette: Any, request: Any) -> Response:
        return await answered(datasette, request, build)

    return view


async def answered(datasette: Any, request: Any, build: Build) -> Response:
    """Builds and renders in Datasette's reading thread, from one snapshot."""
    database = await audit_database(datasette)
    await permission.require_view(datasette, request.actor, database.name)
    reviewer = await reviewer_name(datasette, request, database)
    links = Links(datasette.setting("base_url").rstrip("/"), database.name)
    token = request.scope["csrftoken"]() if reviewer is not None and "csrftoken" in request.scope else ""
    arguments = {name: request.args[name] for name in request.args}
    names = {name: unquote(value) for name, value in request.url_vars.items()}
    base = datasette.absolute_url(request, "/").rstrip("/")

    def build_and_render(connection: sqlite3.Connection) -> Response:
        visit = Visit(connection, links, arguments, names, reviewer, base)
        try:
            with snapshot(connection):
                return _response(build(visit), visit, token)
        except NotFound as missing:
            return _response(_told("Not here", str(missing), 404), visit, token)
        except sqlite3.Error as error:
            return _response(_told("Not now", f"The audit cannot be read: {error}.", 503), visit, token)

    response: Response = await database.execute_fn(build_and_render)
    return response


async def audit_database(datasette: Any) -> Any:
    """The database that holds the audit: `audit`, or the first that has its tables."""
    named = datasette.databases.get(DATABASE_NAME)
    if named is not None:
        return named
    for database in datasette.databases.values():
        if not database.is_memory and await database.table_exists("quotations"):
            return database
    raise NotFound("There is no audit here: make one with `audit run`.")


async def reviewer_name(datasette: Any, request: Any, database: Any) -> str | None:
    """The name to offer to who may write here, or None for who may not."""
    own = datasette.plugin_config(PLUGIN_NAME) or {}
    if own.get("read-only") or not database.is_mutable:
        return None
    if not await permission.may_review(datasette, request.actor):
        return None
    known = request.actor.get("name") or (own.get("reviewer") if request.actor.get("id") == "root" else None)
    return str(known or request.actor.get("id") or "")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the database for all that a page reads, and an end to what takes too long."""
    deadline = time.monotonic() + MOST_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _OPCODES_BETWEEN_LOOKS)
    connection.execute("begin")
    try:
        yield
    finally:
        connection.rollback()
        connection.set_progress_handler(None, 0)


def _told(title: str, message: str, status: int) -> Page:
    return Page("told.html", {"title": title, "message": message}, status)


def _response(answer: Answer, visit: Visit, token: str) -> Response:
    if isinstance(answer, Elsewhere):
        return Response.redirect(answer.address)
    if isinstance(answer, Download):
        return _download(answer)
    html = rendered(answer.template, visit.links, visit.reviewer, token, answer.context)
    return Response.html(html, status=answer.status, headers=dict(PRIVATE))


def _download(answer: Download) -> Response:
    named = {"content-disposition": f'attachment; filename="{answer.name}"'} if answer.name else {}
    return Response(answer.text, headers=PRIVATE | named, content_type=answer.media_type)


PRIVATE = {headers.OURS.decode(): "1", "cache-control": "no-cache"}
