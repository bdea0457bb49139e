"""The commands. Each is thin: it reads options, calls one function and says what came of it.

What a command needs is imported when it runs, so that `audit --help` answers at once.
"""

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from . import __version__
from .commands.auditing import check, report, run
from .commands.diff import diff
from .commands.export import export
from .commands.options import database_option
from .commands.proving import attest, verify
from .commands.review import review
from .commands.showing import tell_unread
from .errors import AuditError, ExitCode

if TYPE_CHECKING:
    from .model import Unread


def main() -> None:
    """The entry point: every error becomes one sentence on stderr and the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        code = commands.main(prog_name="audit", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except AuditError as error:
        click.echo(f"audit: {error}", err=True)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLEAN
    except OSError as error:
        what = f"{error.filename} cannot be used" if error.filename else "the output cannot be written"
        click.echo(f"audit: {what} ({error.strerror or error}).", err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("audit: stopped; the stored audit is as it was before.", err=True)
        return 130
    except Exception as error:
        if os.environ.get("AUDIT_DEBUG"):
            raise
        click.echo(
            f"audit: an error of the tool itself: {error!r}. Run again with AUDIT_DEBUG=1 and report it.",
            err=True,
        )
        return ExitCode.INCOMPLETE
    return int(code or 0)


class _Ordered(click.Group):
    """Lists commands in the order in which a person needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Ordered, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="source-audit")
def commands() -> None:
    """Check the quotations and figures in a folder of documents against their sources.

    \b
    audit run seeds           reads the documents and stores the audit in db/audit.db
    audit report              prints what a fact-checker needs to know
    audit serve               shows it in the browser, with the words in their place

    Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage,
    configuration or database; 3 something could not be read, so the audit is not complete.
    """


for command in (run, report, check, diff, verify, attest):
    commands.add_command(command)


@commands.command()
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 finds a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--read-only", is_flag=True, help="Nobody may write reviews.")
def serve(database: Path, host: str, port: int, open_browser: bool, read_only: bool) -> int:
    """Show the audit in Datasette, for reading, checking and review. Example: audit serve --open"""
    from .datasette_plugin.serve import serve as start

    return start(database, host=host, port=port, open_browser=open_browser, read_only=read_only)


@commands.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["quotations", "quantities"]), default="quotations",
              show_default=True, help="What to extract.")  # fmt: skip
def extract(paths: Sequence[Path], kind: str) -> int:
    """Print what is found in files, one JSON object a line.

    A .jsonl file holds one document {"id", "text", "published"?} a line; - is plain text from
    standard input. Example: audit extract draft.md --kind quantities
    """
    from .pipeline import extracted

    unread: list[Unread] = []
    with _standard_input_as_file(paths) as files:
        for row in extracted(files, kind, unread):
            click.echo(json.dumps(row, ensure_ascii=False))
    tell_unread(unread)
    return ExitCode.INCOMPLETE if unread else ExitCode.CLEAN


@contextmanager
def _standard_input_as_file(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The paths, with a file `stdin.txt` in the place of `-`, as readers know documents by their suffix."""
    if paths != (Path("-"),):
        yield paths
        return
    with tempfile.TemporaryDirectory() as folder:
        spooled = Path(folder) / "stdin.txt"
        spooled.write_bytes(sys.stdin.buffer.read())
        yield [spooled]


@commands.command()
@click.option(
    "--sources",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder or a file of documents to search.",
)
@click.option(
    "--quotes",
    type=click.Path(path_type=Path, allow_dash=True),
    help='The quotations: {"id", "text"} a line, or a CSV file; - is standard input.',
)
@click.option(
    "--draft",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the quotations from this draft instead.",
)
@click.option("--column", help="The CSV column that holds the quotations.  [default: text]")
@click.option("--format", "output_format", type=click.Choice(["jsonl", "csv"]), default="jsonl",
              show_default=True, help="How to print.")  # fmt: skip
def locate(
    sources: Path, quotes: Path | None, draft: Path | None, column: str | None, output_format: str
) -> int:
    """Check a list of quotations against a folder, without a database.

    Example: audit locate --sources speeches --quotes quotes.csv --column quotation --format csv
    """
    from .pipeline import documents_of, quotations_of_draft
    from .quotation_lists import lines, quotations_of_file

    if (quotes is None) == (draft is None):
        raise click.UsageError("Give the quotations with either --quotes or --draft.")
    asked = quotations_of_file(quotes, column) if quotes else quotations_of_draft(cast(Path, draft))
    documents, unread = documents_of([sources])
    tell_unread(unread)
    for line in lines(documents, asked, output_format):
        click.echo(line)
    return ExitCode.INCOMPLETE if unread else ExitCode.CLEAN


commands.add_command(review)
commands.add_command(export)
