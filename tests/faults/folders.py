"""A small folder with two states of its draft, and what an audit of each holds."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

STATEMENT = (
    "Remarks on the harbour\n\nWe will not raise the harbour levy this year, because the small boats cannot bear "
    "it.\n\nThe port handled 1,200 ships in 2024. Ships pay what ships cost.\n"
)
DRAFTS = (
    "# The levy\n\n“We will raise the harbour levy this year,” the minister said.\n\nThe port handled 1,300 ships in "
    "2024, the minister said.\n",
    "# The levy stays\n\n“We will not raise the harbour levy this year,” the minister told reporters.\n\n“Ships pay "
    "what ships cost,” he added. The port handled 1,200 ships in 2024.\n",
)
MANIFEST = '[documents."statement.txt"]\nrole = "primary"\nspeaker = "the minister"\npublished = 2025-03-01\n'
CURRENT = {
    "documents": "select * from documents where is_current = 1 order by id",
    "texts": "select * from texts where document_id in (select id from documents where is_current = 1) order by 1",
    "paragraphs": "select * from paragraphs order by id",
    "speakers": "select * from speakers order by id",
    "quotations": "select * from quotations order by id",
    "quantities": "select * from quantities order by id",
    "matches": "select * from matches order by id",
    "quantity_matches": "select * from quantity_matches order by id",
    "reuse": "select * from reuse order by id",
    "families": "select * from families order by id",
    "unread": "select * from unread order by id",
    "findings": "select id, rule_id, level, message, document_id, start, \"end\", quotation_id, quantity_id, "
    "match_id, quantity_match_id, reuse_id from findings where status <> 'gone' order by id",
    "memory": "select * from _memory order by id",
}  # fmt: skip
"""What an audit says of the folder as it is, without its history."""


def make(folder: Path) -> Path:
    """The folder of documents, with the first draft."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    (documents / "statement.txt").write_text(STATEMENT, "utf-8")
    (documents / "sources.toml").write_text(MANIFEST, "utf-8")
    write_draft(folder, 0)
    return folder


def write_draft(folder: Path, state: int) -> None:
    """The draft as it is in this state."""
    (folder / "documents" / "draft.md").write_text(DRAFTS[state], "utf-8")


def database(folder: Path) -> Path:
    """Where the audit of a folder is."""
    return folder / "audit.db"


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that says something of the folder as it is now, by table."""
    with closing(sqlite3.connect(database(folder))) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in CURRENT.items()}


def query(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What an SQL question answers."""
    with closing(sqlite3.connect(database(folder))) as connection:
        return connection.execute(sql).fetchall()


def review(folder: Path, note: str) -> None:
    """Somebody dismisses the first finding."""
    with closing(sqlite3.connect(database(folder), timeout=30, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")  # the machine is not what fails here
        connection.execute(
            "insert into reviews (finding_id, decision, note, reviewer, created) "
            "select min(id), 'dismissed', ?, 'r', '2026-01-01' from findings",
            [note],
        )


def command(folder: Path, *arguments: str, said: Path | None = None) -> None:
    """The command line in this process, as `audit ARGUMENTS` would run it; ends the process."""
    sys.argv = ["audit", *arguments]
    if said:
        sys.stdout = sys.stderr = said.open("w", encoding="utf-8")
    from audit.cli import main

    try:
        main()
    finally:
        sys.stdout.flush()


def run(folder: Path, said: Path | None = None) -> None:
    """`audit run` over the folder, as a process of its own does it."""
    command(folder, "run", str(folder / "documents"), "--db", str(database(folder)), said=said)
