"""`audit verify` and `audit attest`: proving an audit again, and saying what it was made of."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import ExitCode
from .options import database_option

if TYPE_CHECKING:
    from ..verification import Verification


@click.command()
@database_option
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Where the original documents are now, if they were moved.")  # fmt: skip
def verify(database: Path, root: Path | None) -> int:
    """Prove every stored passage again from the original files. Example: audit verify --root archive"""
    from ..verification import verify as prove

    return _told(prove(database, root))


def _told(result: "Verification") -> int:
    """Prints every problem and the count, and gives the exit code: 3 where something is missing."""
    from ..text.visible import visible

    for problem in result.problems:
        click.echo(visible(f"{problem.where}: {problem.kind}: {problem.message}"))
    for document_id in result.unproved:
        click.echo(
            visible(f"{document_id}: only its hash can be proved; its format has no characters to compare.")
        )
    click.echo(f"{result.documents} documents and {result.passages} passages checked, "
               f"{len(result.problems)} problem{'' if len(result.problems) == 1 else 's'}.")  # fmt: skip
    kinds = {problem.kind for problem in result.problems}
    if "missing" in kinds:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if kinds else ExitCode.CLEAN
