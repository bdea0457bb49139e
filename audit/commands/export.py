"""`audit export`: annotations, tables, drafts of claim reviews, and a copy of the pages."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from ..errors import ExitCode
from .options import database_option

FORMATS = ("annotations", "csv", "claimreview")
TABLES = ("quotations", "figures", "findings")


@click.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT ...]")
@database_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="What to write.  [default: annotations, unless --html is given]",
)
@click.option(
    "--output",
    type=click.Path(),
    help="A file, or a folder (written with a / at its end) for a file a document or table.",
)
@click.option("--table", type=click.Choice(TABLES), help="The table of csv.  [default: quotations]")
@click.option(
    "--html",
    "copy",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the reader and comparison pages into this new folder; they open without a server.",
)
@click.option("--excerpts", is_flag=True,
              help="In the pages, only what is quoted or compared and its sentence.")  # fmt: skip
def export(
    documents: Sequence[str],
    database: Path,
    format_name: str | None,
    output: str | None,
    table: str | None,
    copy: Path | None,
    excerpts: bool,
) -> int:
    """Write the audit for other tools: W3C Web Annotations, CSV, ClaimReview drafts, or static pages.

    DOCUMENT narrows it to some documents. Drafts name no author and no rating: a person adds them.

    \b
    Example: audit export --format csv --output tables/
             audit export draft.md --format claimreview
             audit export --html copy --excerpts
    """
    if table and format_name != "csv":
        raise click.UsageError("--table belongs to --format csv.")
    if excerpts and copy is None:
        raise click.UsageError("--excerpts belongs to --html DIR.")
    if copy is not None and documents:
        raise click.UsageError("--html copies every document: name none.")
    if copy is not None:
        _copy(database, copy, excerpts)
    if copy is None or format_name:
        _write(documents, database, format_name or "annotations", output, table)
    return ExitCode.CLEAN


def _copy(database: Path, copy: Path, excerpts: bool) -> None:
    from ..datasette_plugin.static_copy import write_copy
    from ..store.reading import refuse_missing

    refuse_missing(database)
    pages = write_copy(database, copy, excerpts)
    click.echo(f"{pages} pages in {copy}; open {copy / 'index.html'}.", err=True)


def _write(
    documents: Sequence[str], database: Path, format_name: str, output: str | None, table: str | None
) -> None:
    from ..exporting import exported, folder, written
    from ..settings import load

    audit = exported(database, load(), documents)
    target = Path(output) if output else None
    if output and target and output.endswith(("/", os.sep)):
        folder(target)
    for text in written(audit, format_name, target, table):
        click.echo(text, nl=False)
