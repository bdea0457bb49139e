"""`audit run`, `audit report` and `audit check`: the main job."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from ..errors import AuditError, ConfigurationError, ExitCode
from .options import database_option
from .showing import shown_progress, tell_unread

if TYPE_CHECKING:
    from ..audited import FailOn
    from ..pipeline import Summary
    from ..reports import RenderOptions

DEFAULT_PATH = Path("seeds")
LEVELS = ("error", "warning", "note", "never")
FORMATS = ("text", "markdown", "html", "json", "sarif", "junit", "github", "gitlab", "csv")

Command = Callable[..., Any]

_paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def _report_options(command: Command) -> Command:
    options = (
        click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS),
                     help="How to print; may be given several times.  [default: text]"),
        click.option("--output", "outputs", multiple=True, type=click.Path(path_type=Path),
                     help="Write to this file, the n-th for the n-th --format; - is standard output."),
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


@click.command()
@_paths
@database_option
@click.option("--quiet", is_flag=True, help="Print no summary.")
@click.option(
    "--watch", is_flag=True, help="Go on: audit again whenever a document changes, and tell what is new."
)
def run(paths: Sequence[Path], database: Path, quiet: bool, watch: bool) -> int:
    """Read the documents, compare everything with everything, and store the audit.

    PATHS are folders or files; without one, those of audit.toml, else seeds/. What is known of each
    document stands in sources.toml beside it. Only what changed since the last run is read and
    extracted again. Example: audit run drafts sources --db db/audit.db
    """
    if watch:
        return _watch(_settled(paths), database)
    return _run(_settled(paths), database, quiet)


@click.command()
@database_option
@_report_options
def report(database: Path, **options: Any) -> int:
    """Print the stored audit, and set the exit code.

    Example: audit report --format markdown --output summary.md --fail-on warning
    """
    return _report(database, **options)


@click.command()
@_paths
@database_option
@_report_options
def check(paths: Sequence[Path], database: Path, **options: Any) -> int:
    """Run and report in one, for CI. Example: audit check drafts sources --fail-on warning"""
    ran = _run(_settled(paths), database, quiet=True)
    reported = _report(database, **options)
    return max(ran, reported)


def _settled(paths: Sequence[Path]) -> list[Path]:
    """The paths that were named, else those of the project's settings, else the usual one."""
    from ..settings import load

    if paths:
        return list(paths)
    settings = load()
    if not settings.paths and not DEFAULT_PATH.exists():
        raise ConfigurationError(
            "There is nothing to audit: name folders or files, or settle them once in audit.toml: "
            'paths = ["drafts", "sources"].'
        )
    return [settings.folder / path for path in settings.paths] or [DEFAULT_PATH]


def _run(paths: Sequence[Path], database: Path, quiet: bool) -> int:
    from ..summary import summary_text

    summary = _audited(paths, database)
    if not quiet:
        click.echo(summary_text(summary))
    for note in summary.notes:
        click.echo(f"audit: {note}", err=True)
    tell_unread(summary.unread)
    return ExitCode.INCOMPLETE if summary.unread else ExitCode.CLEAN


def _audited(paths: Sequence[Path], database: Path) -> "Summary":
    from ..pipeline import run as run_audit

    with shown_progress() as progress:
        return run_audit(paths, database, progress)


def _watch(paths: Sequence[Path], database: Path) -> int:
    """Audits again after each change until it is stopped; an error is told, and the next change awaited."""
    from ..changes import changes_between, changes_text
    from ..reporting import settled
    from ..settings import load
    from ..text.visible import one_line
    from ..watching import changed_inputs

    changes = changed_inputs(paths)
    _run(paths, database, quiet=False)
    click.echo(f"Watching {', '.join(map(str, paths))}. Stop with Ctrl-C.")
    try:
        for names in changes:
            click.echo(one_line(f"Changed: {', '.join(names)}"))
            try:
                before = settled(database, load())
                tell_unread(_audited(paths, database).unread)
                click.echo(changes_text(changes_between(before, settled(database, load()))), nl=False)
            except AuditError as error:
                click.echo(f"audit: {error}", err=True)
    except KeyboardInterrupt:
        click.echo("")
    return ExitCode.CLEAN


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
    from ..reporting import counted, written
    from ..reports.gate import exit_code
    from ..settings import load

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
    from ..reports import RenderOptions

    watched = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((100, 24)).columns, 120) if watched else 100
    return RenderOptions(
        width=width, color=watched and not os.environ.get("NO_COLOR"), show_all=show_all, fail_on=level
    )
