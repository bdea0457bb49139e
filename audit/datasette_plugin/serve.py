"""Starting Datasette with an audit: described, bounded, and writable for the person who started it."""

import getpass
import json
import socket
import sqlite3
import webbrowser
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click
import uvicorn
from datasette.app import Datasette
from datasette.database import Database

from audit.errors import ConfigurationError, DatabaseError, ExitCode

from . import limits
from .links import Links
from .metadata import DATABASE_NAME, PLUGIN_NAME, SETTINGS, metadata
from .pages.front import front
from .rendering import rendered
from .visits import Visit, snapshot

OWN_METADATA = Path("metadata.json")
"""A project's own description, in the folder where `audit serve` is called, goes before ours."""


def serve(
    database: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    open_browser: bool = False,
    read_only: bool = False,
) -> int:
    """Serves the audit until interrupted; returns the exit code. Port 0 takes a free one.

    Unless `read_only`, prints a link that works once and lets whoever opens it write reviews.
    Raises `DatabaseError` or `ConfigurationError` where the audit, its description or the port is of no use.
    """
    application = publication(database, read_only)
    listening = _listening(host, port)
    address = _address(application, listening, host, read_only)
    _warm(database)
    click.echo(f"The audit is at {address}", err=True)
    click.echo("Press Ctrl+C to stop.", err=True)
    if open_browser:
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(application.app(), log_level="warning", lifespan="on"))
    with suppress(KeyboardInterrupt), closing(listening):
        server.run(sockets=[listening])
    return ExitCode.CLEAN


def publication(
    database: Path, read_only: bool = False, described: dict[str, Any] | None = None
) -> Datasette:
    """Datasette with the audit as its only database, called `audit` whatever its file is called."""
    _check(database)
    description = described or _described()
    own = description.setdefault("plugins", {}).setdefault(PLUGIN_NAME, {})
    own.setdefault("reviewer", _person())
    own["read-only"] = bool(read_only or own.get("read-only"))
    application = Datasette([], metadata=description, **_configuration(description))
    application.remove_database("_memory")
    application.add_database(Database(application, path=str(database), is_mutable=True), name=DATABASE_NAME)
    return application


def _configuration(description: dict[str, Any]) -> dict[str, Any]:
    """Datasette 1.0 takes its settings and questions from a configuration; 0.65 takes settings alone."""
    settings = SETTINGS | description.get("settings", {})
    if hasattr(Datasette, "allowed"):
        return {"config": description | {"settings": settings}}
    return {"settings": settings}


def _described() -> dict[str, Any]:
    if not OWN_METADATA.exists():
        return json.loads(json.dumps(metadata()))  # type: ignore[no-any-return]
    try:
        own = json.loads(OWN_METADATA.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{OWN_METADATA} cannot be used: {error}. Mend it, or take it away."
        ) from error
    if not isinstance(own, dict):
        raise ConfigurationError(f"{OWN_METADATA} is not a JSON object. Mend it, or take it away.")
    return own


def _check(database: Path) -> None:
    if not database.is_file():
        raise DatabaseError(f"There is no audit at {database}: make it with `audit run --db {database}`.")
    try:
        with closing(_read_only(database)) as connection:
            connection.execute("select count(*) from runs, documents where 0")
    except sqlite3.Error as error:
        raise DatabaseError(f"{database} is not an audit ({error}): make it with `audit run`.") from error


def _warm(database: Path) -> None:
    """Counts what the first page shows before anybody waits for it."""
    with suppress(sqlite3.Error), closing(_read_only(database)) as connection:
        limits.bound(connection)
        with snapshot(connection):
            page = front(Visit(connection, Links()))
        rendered(page.template, Links(), None, "", page.context)


def _read_only(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # so that who follows the link at once waits, and is not refused
    except OSError as error:
        listening.close()
        reason = error.strerror or error
        raise ConfigurationError(
            f"Port {port} of {host} cannot be used ({reason}): give another --port."
        ) from error
    return listening


def _address(application: Datasette, listening: socket.socket, host: str, read_only: bool) -> str:
    named = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else f"[{host}]" if ":" in host else host
    base = f"http://{named}:{listening.getsockname()[1]}{application.setting('base_url')}"
    if read_only:
        return base
    application.root_enabled = True
    return f"{base}-/auth-token?token={application._root_token}"
