"""How a database file becomes an audit of the current schema: each step is one transaction."""

from importlib.resources import files
from typing import Any

from sqlite_utils import Database, Migrations

from ..decisions import DECISIONS
from . import memory
from .schema import CORRECTION_OUTCOMES, CORRECTIONS, TABLES, Table

migrations = Migrations("audit")

_ADD_ONLY = ("reviews", "corrections")


@migrations()
def m001_tables(db: Database) -> None:
    """The tables of the contract, with their indexes and full text."""
    for table in TABLES:
        _create(db, table)
    for table in TABLES:
        _add_foreign_keys(db, table)


@migrations()
def m002_views(db: Database) -> None:
    """The views of the contract."""
    create_views(db)


@migrations()
def m003_append_only(db: Database) -> None:
    """Reviews and corrections are added and never changed; a review settles its finding's status."""
    for table in _ADD_ONLY:
        for verb in ("update", "delete"):
            db.execute(
                f"create trigger {table}_no_{verb} before {verb} on {table} begin "
                f"select raise(abort, '{table} are only ever added to'); end"
            )
    decisions = ", ".join(f"'{decision}'" for decision in DECISIONS)
    db.execute(
        "create trigger reviews_known_decision before insert on reviews "
        f"when new.decision not in ({decisions}) begin "
        "select raise(abort, 'unknown decision'); end"
    )
    db.execute(
        "create trigger reviews_settle_finding after insert on reviews when new.finding_id is not null begin "
        "update findings set status = case new.decision when 'withdrawn' then 'open' else new.decision end "
        "where id = new.finding_id and status <> 'gone'; end"
    )


@migrations()
def m004_corrections_find_their_place(db: Database) -> None:
    """A correction keeps what stood around its words; a run says what became of each."""
    known = {column.name for column in db.table(CORRECTIONS.name).columns}
    for column in ("prefix", "suffix"):
        if column not in known:
            db.execute(f"alter table {CORRECTIONS.name} add column {column} text")
    if CORRECTION_OUTCOMES.name not in db.table_names():
        _create(db, CORRECTION_OUTCOMES)
        _add_foreign_keys(db, CORRECTION_OUTCOMES)


@migrations()
def m005_memory(db: Database) -> None:
    """What a run read and extracted is kept, so that the next one does only what changed."""
    memory.create(db)


@migrations()
def m006_wanted_sources_in_one_pass(db: Database) -> None:
    """The view of wanted sources looked through all matches again for every quotation."""
    create_views(db)


def create_views(db: Database) -> None:
    """Creates every view of `views/`, one file each, replacing an older one of that name."""
    for source in sorted(files("audit.store").joinpath("views").iterdir(), key=lambda file: file.name):
        if source.name.endswith(".sql"):
            db.create_view(source.name.removesuffix(".sql"), source.read_text("utf-8").strip(), replace=True)


def _create(db: Database, table: Table) -> None:
    created: Any = db.table(table.name)
    created.create(table.columns, pk=table.key, not_null=set(table.required), strict=True)
    for columns in table.indexed:
        created.create_index(columns)
    if table.searchable:
        created.enable_fts(table.searchable, tokenize="unicode61 remove_diacritics 2")


def _add_foreign_keys(db: Database, table: Table) -> None:
    if table.references:
        db.add_foreign_keys(
            [(table.name, column, other, _key(other)) for column, other in table.references.items()]
        )


def _key(name: str) -> str:
    return next(table.key for table in TABLES if table.name == name)
