"""What Datasette is told of an audit: one description, made from data files, for every version.

`metadata()` serves `audit serve`; `python -m audit.datasette_plugin DIRECTORY` writes the same
as `metadata.json` and `db/queries/*.sql` for those who start Datasette or `sqlite3` themselves.
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

PLUGIN_NAME = "source-audit"
DATABASE_NAME = "audit"

SETTINGS: dict[str, int | bool] = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1500,
    "facet_time_limit_ms": 300,
    "suggest_facets": False,
    "default_facet_size": 15,
    "max_csv_mb": 50,
    "truncate_cells_html": 400,
    "default_cache_ttl": 0,
    "num_sql_threads": 3,
}
"""Limits that keep one URL from taking the machine, and what makes a page of 60,000 rows quick:
suggesting facets alone made table pages thirteen times slower. Nothing is cached by browsers,
because a decision must be seen at once."""


_HIDDEN = {"_sqlite_migrations": {"hidden": True}, "_memory": {"hidden": True}}
"""Tables that the tool keeps for itself: which migrations ran, and what was read and extracted."""


class Question(NamedTuple):
    """An example question: its SQL answers it in Datasette and in `sqlite3` alike."""

    name: str
    title: str
    description: str
    sql: str


@cache
def questions() -> tuple[Question, ...]:
    """The example questions in the order in which a fact-checker asks them."""
    return tuple(_read_questions())


def _read_questions() -> Iterator[Question]:
    folder = files(__package__).joinpath("questions")
    for name in folder.joinpath("order.txt").read_text("utf-8").split():
        title, description, sql = folder.joinpath(f"{name}.sql").read_text("utf-8").split("\n", 2)
        yield Question(name, title.removeprefix("-- "), description.removeprefix("-- "), sql.strip())


def metadata() -> dict[str, Any]:
    """The metadata, in the form of Datasette 0.65 that 1.0 reads too (as metadata and as configuration)."""
    described = tomllib.loads(files(__package__).joinpath("descriptions.toml").read_text("utf-8"))
    database = {
        "description": described["description"],
        "tables": described["tables"] | described["views"] | _HIDDEN,
        "queries": {
            question.name: {
                "sql": question.sql,
                "title": question.title,
                "description": question.description,
            }
            for question in questions()
        },
    }
    return {
        "title": described["title"],
        "description": described["description"],
        "settings": SETTINGS,
        "databases": {DATABASE_NAME: database},
    }


def written() -> dict[str, str]:
    """The files that are made from here, by path below the project: their exact text."""
    made = {"metadata.json": json.dumps(metadata(), ensure_ascii=False, indent=2) + "\n"}
    for question in questions():
        made[f"db/queries/{question.name}.sql"] = (
            f"-- {question.title}\n-- {question.description}\n{question.sql};\n"
        )
    return made


def write(directory: Path) -> None:
    """Writes every made file below `directory`."""
    for path, text in written().items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, "utf-8")
