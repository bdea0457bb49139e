"""Options that commands share."""

from pathlib import Path

import click

DEFAULT_DATABASE = Path("db/audit.db")

database_option = click.option(
    "--db", "database", type=click.Path(path_type=Path, dir_okay=False), default=DEFAULT_DATABASE,
    show_default=True, help="The audit database.",
)  # fmt: skip
