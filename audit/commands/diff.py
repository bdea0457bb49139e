"""`audit diff`: what is new, gone and changed between two audits."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ..errors import ExitCode

if TYPE_CHECKING:
    from ..audited import FailOn


@click.command()
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), default="never",
              show_default=True, help="Exit 1 for a new finding from this level on.")  # fmt: skip
def diff(old: Path, new: Path, output_format: str, fail_on: str) -> int:
    """Tell what is new, gone and changed between two audits.

    OLD and NEW are audit databases. Example: audit diff main.db db/audit.db --fail-on error
    """
    from ..changes import changes_between, changes_json, changes_text
    from ..reporting import settled
    from ..reports.gate import fails
    from ..settings import load

    settings = load()
    changes = changes_between(settled(old, settings), settled(new, settings))
    click.echo(changes_json(changes) if output_format == "json" else changes_text(changes), nl=False)
    counting = [found for found in changes.findings.new if found.suppression is None]
    failing = any(fails(found, cast("FailOn", fail_on)) for found in counting)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN
