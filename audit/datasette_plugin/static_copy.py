"""The reader and the comparisons as files that open without a server, to hand to an editor or to publish."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from audit.errors import ConfigurationError, DatabaseError
from audit.text.segments import Span

from .links import CopyLinks, part_name
from .pages import comparison, figures, reader
from .pages.reviewing import LISTED, ORDER
from .remembering import LATEST_RUN
from .rendering import rendered
from .visits import Page, Visit

_QUOTATIONS = """
select id from quotations where not :excerpts or verdict not in ('term', 'not-checked')
order by document_id, start
"""
_QUANTITIES = """
select id from quantities where not :excerpts or verdict <> 'uncompared' order by document_id, start
"""
_FINDINGS = f"{LISTED} where findings.status not in ('gone', 'dismissed')"
_DOCUMENTS = "select * from documents where is_current order by path"
_STATIC = ("audit.css", "audit.js")

MOST_LISTED = 1_000
"""Findings, worst first, that the list of contents names; the documents mark them all."""


def write_copy(database: Path, directory: Path, excerpts: bool = False) -> int:
    """Writes the copy into a new or empty directory, open `index.html` first; returns how many pages.

    With `excerpts`, documents show only what is quoted or compared and the sentences that hold it.
    Raises `DatabaseError` where there is no audit, `ConfigurationError` where the directory is in use.
    """
    _prepare(directory)
    with closing(_opened(database)) as connection:
        return sum(1 for _ in _written(connection, directory, excerpts))


def _opened(database: Path) -> sqlite3.Connection:
    if not database.is_file():
        raise DatabaseError(f"There is no audit at {database}: make it with `audit run --db {database}`.")
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("begin")
        finished = connection.execute(LATEST_RUN).fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise DatabaseError(f"{database} is not an audit ({error}): make it with `audit run`.") from error
    if finished is None:
        connection.close()
        raise DatabaseError(f"{database} holds no finished run: start it with `audit run`.")
    return connection


def _prepare(directory: Path) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise ConfigurationError(f"{directory} is not empty: give the copy a directory of its own.")
    for folder in ("read", "quotation", "quantity", "static"):
        (directory / folder).mkdir(parents=True, exist_ok=True)
    for name in _STATIC:
        source = files(__package__).joinpath("static", name)
        (directory / "static" / name).write_text(source.read_text("utf-8"), "utf-8")


def _written(connection: sqlite3.Connection, directory: Path, excerpts: bool) -> Iterator[Path]:
    """Each page as it is written."""
    divided = _divided(connection)
    for path, up, names, build in _pages(connection, divided, excerpts):
        links = CopyLinks(up=up, divided=divided)
        page = build(Visit(connection, links, names, names, None, "", excerpts))
        html = rendered(page.template, links, None, "", page.context)
        (directory / path).write_text(html, "utf-8")
        yield directory / path


def _divided(connection: sqlite3.Connection) -> dict[str, list[Span]]:
    """The windows of the documents that are too long for one file."""
    visit = Visit(connection, CopyLinks())
    ids = [row["id"] for row in visit.rows(_DOCUMENTS)]
    return {name: found for name in ids if len(found := reader.divided(visit, name).windows) > 1}


def _pages(
    connection: sqlite3.Connection, divided: Mapping[str, Sequence[Span]], excerpts: bool
) -> Iterator[tuple[str, str, dict[str, str], Callable[[Visit], Page]]]:
    """Path, way up to the root, names of the address and what builds it, for every page."""
    yield "index.html", "", {}, _contents
    for row in connection.execute(_DOCUMENTS).fetchall():
        for part in range(len(divided.get(row["id"], [(0, 0)]))):
            address = {"document": row["id"], "part": str(part)}
            yield f"read/{part_name(row['id'], part)}", "../", address, reader.document
    for row in connection.execute(_QUOTATIONS, {"excerpts": excerpts}).fetchall():
        yield f"quotation/{row['id']}.html", "../", {"quotation": row["id"]}, comparison.quotation
    for row in connection.execute(_QUANTITIES, {"excerpts": excerpts}).fetchall():
        yield f"quantity/{row['id']}.html", "../", {"quantity": row["id"]}, figures.quantity


def _contents(visit: Visit) -> Page:
    findings = visit.rows(f"{_FINDINGS} order by {ORDER} limit {MOST_LISTED}")
    context = {
        "run": visit.row(LATEST_RUN),
        "documents": visit.rows(_DOCUMENTS),
        "findings": findings,
        "not_listed": visit.value(f"select count(*) from ({_FINDINGS})") - len(findings),
        "excerpts": visit.excerpts,
    }
    return Page("contents.html", context)
