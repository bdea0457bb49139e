"""The commands. Each is thin: it reads options, calls one function and says what came of it.

What a command needs is imported when it runs, so that `audit --help` answers at once.
"""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from . import __version__
from .commands.export import export
from .commands.review import review
from .errors import AuditError, ExitCode

if TYPE_CHECKING:
    from .audited import FailOn
    from .model import Unread
    from .pipeline import Progress
    from .reports import RenderOptions

DEFAULT_DATABASE = Path("db/audit.db")
DEFAULT_PATH = Path("seeds")
LEVELS = ("error", "warning", "note", "never")
FORMATS = ("text", "markdown", "html", "json", "sarif", "junit", "github", "gitlab", "csv")

Command = Callable[..., Any]


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


_paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
_database = click.option(
    "--db", "database", type=click.Path(path_type=Path, dir_okay=False), default=DEFAULT_DATABASE,
    show_default=True, help="The audit database.",
)  # fmt: skip


def _report_options(command: Command) -> Command:
    options = (
        click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS),
                     help="How to print; may be given several times.  [default: text]"),
        click.option("--output", "outputs", multiple=True, type=click.Path(path_type=Path),
                     help="Write to this file; the n-th --output is for the n-th --format."),
        click.option("--fail-on", type=click.Choice(LEVELS),
                     help="Exit 1 from this level on.  [default: error]"),
        click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False),
                     help="Findings that are known already and do not count."),
        click.option("--update-baseline", is_flag=True, help="Write the present findings into --baseline."),
        click.option("--all", "show_all", is_flag=True, help="Show every note, however many there are."),
        click.option("--config", type=click.Path(path_type=Path, dir_okay=False, exists=True),
                     help="Settings to use instead of audit.toml or pyproject.toml."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@commands.command()
@_paths
@_database
@click.option("--quiet", is_flag=True, help="Print no summary.")
def run(paths: Sequence[Path], database: Path, quiet: bool) -> int:
    """Read the documents, compare everything with everything, and store the audit.

    PATHS are folders or files; without one, seeds/ is read. What is known of each document stands
    in sources.toml beside it. Example: audit run drafts sources --db db/audit.db
    """
    return _run(paths, database, quiet)


@commands.command()
@_database
@_report_options
def report(database: Path, **options: Any) -> int:
    """Print the stored audit, and set the exit code.

    Example: audit report --format markdown --output summary.md --fail-on warning
    """
    return _report(database, **options)


@commands.command()
@_paths
@_database
@_report_options
def check(paths: Sequence[Path], database: Path, **options: Any) -> int:
    """Run and report in one, for CI. Example: audit check drafts sources --fail-on warning"""
    ran = _run(paths, database, quiet=True)
    reported = _report(database, **options)
    return max(ran, reported)


@commands.command()
@_database
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Where the original documents are now, if they were moved.")  # fmt: skip
def verify(database: Path, root: Path | None) -> int:
    """Prove every stored passage again from the original files. Example: audit verify --root archive"""
    from .text.visible import visible
    from .verification import verify as prove

    result = prove(database, root)
    for problem in result.problems:
        click.echo(visible(f"{problem.where}: {problem.kind}: {problem.message}"))
    for document_id in result.unproved:
        click.echo(
            visible(f"{document_id}: only its hash can be proved; its format has no characters to compare.")
        )
    kinds = {problem.kind for problem in result.problems}
    click.echo(f"{result.documents} documents and {result.passages} passages checked, "
               f"{len(result.problems)} problem{'' if len(result.problems) == 1 else 's'}.")  # fmt: skip
    if "missing" in kinds:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if kinds else ExitCode.CLEAN


@commands.command()
@_database
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

    A .jsonl file holds one document {"id", "text", "published"?} a line. Example:
    audit extract draft.md --kind quantities
    """
    from .pipeline import extracted

    unread: list[Unread] = []
    for row in extracted(paths, kind, unread):
        click.echo(json.dumps(row, ensure_ascii=False))
    _tell_unread(unread)
    return ExitCode.INCOMPLETE if unread else ExitCode.CLEAN


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
    _tell_unread(unread)
    for line in lines(documents, asked, output_format):
        click.echo(line)
    return ExitCode.INCOMPLETE if unread else ExitCode.CLEAN


commands.add_command(review)
commands.add_command(export)


def _run(paths: Sequence[Path], database: Path, quiet: bool) -> int:
    from .pipeline import run as run_audit
    from .summary import summary_text

    with _progress() as progress:
        summary = run_audit(list(paths) or [DEFAULT_PATH], database, progress)
    if not quiet:
        click.echo(summary_text(summary))
    for note in summary.notes:
        click.echo(f"audit: {note}", err=True)
    _tell_unread(summary.unread)
    return ExitCode.INCOMPLETE if summary.unread else ExitCode.CLEAN


def _report(
    database: Path,
    formats: Sequence[str],
    outputs: Sequence[Path],
    fail_on: str | None,
    baseline: Path | None,
    update_baseline: bool,
    show_all: bool,
    config: Path | None,
) -> int:
    from .reporting import counted, written
    from .reports.gate import exit_code
    from .settings import load

    settings = load(config)
    level = cast("FailOn", fail_on or settings.fail_on or "error")
    audit = counted(database, settings, baseline, update_baseline)
    for text in written(
        audit, formats or settings.formats or ("text",), outputs, _render_options(level, show_all)
    ):
        click.echo(text, nl=not text.endswith("\n"))
    return exit_code(audit, level)


def _render_options(level: "FailOn", show_all: bool) -> "RenderOptions":
    """Colour where a person looks and `NO_COLOR` does not forbid it; the width of the terminal."""
    from .reports import RenderOptions

    watched = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((100, 24)).columns, 120) if watched else 100
    return RenderOptions(
        width=width, color=watched and not os.environ.get("NO_COLOR"), show_all=show_all, fail_on=level
    )


def _tell_unread(inputs: "Iterable[Unread]") -> None:
    from .text.visible import one_line

    for unread in inputs:
        click.echo(one_line(f"audit: {unread.path} could not be read: {unread.reason}"), err=True)


@contextmanager
def _progress() -> "Iterator[Progress]":
    """Stages on stderr, one line each, only where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _stage, items, _total: iter(items)
        return

    def watched(stage: str, items: Any, total: int) -> Iterator[Any]:
        with click.progressbar(items, length=total, label=f"{stage:<24}", file=sys.stderr) as bar:
            yield from bar

    yield watched
