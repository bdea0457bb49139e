"""Options that commands share."""

from pathlib import Path

import click

DEFAULT_DATABASE = Path("db/audit.db")


def _settled(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """The database that was named, else the one of the project's settings, else the usual one."""
    if context.get_parameter_source(str(parameter.name)) is not click.core.ParameterSource.DEFAULT:
        return value
    from ..settings import load

    settings = load()
    return settings.folder / settings.database if settings.database else value


database_option = click.option(
    "--db", "database", type=click.Path(path_type=Path, dir_okay=False), default=DEFAULT_DATABASE,
    show_default=True, callback=_settled, help="The audit database.",
)  # fmt: skip
