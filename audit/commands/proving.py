"""`audit verify` and `audit attest`: proving an audit again, and saying what it was made of."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import ExitCode
from .options import database_option

if TYPE_CHECKING:
    from ..verification import Verification


STATEMENT_FILE = "audit.intoto.json"

_root_option = click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True),
                            help="Where the original documents are now, if they were moved.")  # fmt: skip


@click.command()
@database_option
@_root_option
@click.option("--attestation", type=click.Path(path_type=Path, dir_okay=False, exists=True),
              help="Hold the folder and the database against this statement, too.")  # fmt: skip
def verify(database: Path, root: Path | None, attestation: Path | None) -> int:
    """Prove every stored passage again from the original files. Example: audit verify --root archive"""
    from ..verification import Problem
    from ..verification import verify as prove

    result = prove(database, root)
    if attestation:
        from ..attestation import deviations, stored_record

        found = deviations(attestation, stored_record(database, root))
        result.problems.extend(Problem(one.kind, one.where, one.message) for one in found)
    return _told(result)


@click.command()
@database_option
@_root_option
@click.option("--output", "folder", type=click.Path(path_type=Path, file_okay=False),
              help="Where to write.  [default: the folder that holds documents and database]")  # fmt: skip
def attest(database: Path, root: Path | None, folder: Path | None) -> int:
    """Write what the audit was made of and came to: an in-toto statement and an RO-Crate, neither signed.

    Both name every input by its hash, the tool's version and settings, and the result. `audit verify
    --attestation FILE` holds a folder and a database against the statement. Example: audit attest
    """
    from ..attestation import statement, stored_record
    from ..crate import METADATA_FILE, crate, crate_folder
    from ..reporting import settled, write
    from ..settings import load
    from ..text.serialised import as_json

    record = stored_record(database, root)
    attested = statement(record, settled(database, load()))
    folder = folder or Path(os.path.relpath(crate_folder(record, database)))
    made = {"The audit": database, "What was audited, with what and how it came out": folder / STATEMENT_FILE}
    write(folder / STATEMENT_FILE, as_json(attested))
    write(folder / METADATA_FILE, as_json(crate(record, attested, folder, made)))
    click.echo(f"{len(attested['subject'])} inputs, result {attested['predicate']['result']}. Written:")
    click.echo(f"  {folder / STATEMENT_FILE}")
    click.echo(f"  {folder / METADATA_FILE}")
    return ExitCode.CLEAN


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
