"""`audit review`: what waits for a decision, what was decided, and deciding."""

import os
import shutil
import sys
from pathlib import Path

import click

from ..errors import ConfigurationError, ExitCode
from .options import database_option


@click.command()
@click.argument("item", metavar="[ID]", required=False)
@database_option
@click.option("--decision", metavar="WHAT", help="confirmed (the finding is right), dismissed, needs-source, "
              "fixed, or withdrawn (takes the last decision back).")  # fmt: skip
@click.option("--note", help="Why.")
@click.option("--evidence", help="What shows it: a URL, a page, a recording.")
@click.option("--by", "reviewer", help="Who decides.  [default: AUDIT_REVIEWER, else your login name]")
@click.option("--history", "show_history", is_flag=True, help="Show every decision ever recorded.")
def review(
    item: str | None,
    database: Path,
    decision: str | None,
    note: str | None,
    evidence: str | None,
    reviewer: str | None,
    show_history: bool,
) -> int:
    """List what waits for a decision, show one finding with its history, or record a decision.

    ID is a finding, or a quotation or figure without one; its first characters do. Decisions are only
    ever added, and every later run keeps them.

    \b
    Example: audit review
             audit review 3f2a91 --decision confirmed --note "the recording says not" --by NAME
    """
    if decision is None and (note or evidence or reviewer):
        raise click.UsageError("A note, evidence or a name belongs to a decision: add --decision.")
    if decision is not None:
        if item is None:
            raise click.UsageError("Say what you decide on: audit review ID --decision ...")
        _decide(database, item, decision, note, evidence, reviewer)
    elif show_history:
        _history(database, item)
    else:
        _show(database, item)
    return ExitCode.CLEAN


def _decide(
    database: Path, item: str, decision: str, note: str | None, evidence: str | None, reviewer: str | None
) -> None:
    from ..reviewing import next_step
    from ..settings import load
    from ..store.reviews import Decision, record
    from ..text.visible import one_line

    name = reviewer or os.environ.get("AUDIT_REVIEWER") or _login()
    subject = record(database, item, Decision(decision, name, note, evidence))
    click.echo(f"Recorded by {one_line(name)}: the {subject.called} {subject.id} is {decision}.")
    click.echo(next_step(database, load(), subject.id))


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise ConfigurationError("Nobody signs this decision; give your name with --by.") from error


def _history(database: Path, item: str | None) -> None:
    from ..reviewing import told
    from ..store.reviews import history, subject
    from ..text.visible import log_safe

    entries = history(database, subject(database, item) if item else None)
    for entry in entries:
        click.echo(log_safe(told(entry)))
    if not entries:
        click.echo("No decision has been recorded.")


def _show(database: Path, item: str | None) -> None:
    from ..reporting import settled
    from ..reports.terminal import Ink
    from ..reviewing import listed, shown
    from ..settings import load
    from ..store.reviews import subject
    from ..text.visible import log_safe

    watched = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((100, 24)).columns, 120) if watched else 100
    ink = Ink(watched and not os.environ.get("NO_COLOR"))
    audit = settled(database, load())
    lines = shown(audit, database, subject(database, item), width, ink) if item else listed(audit, width, ink)
    for line in lines:
        click.echo(log_safe(line))
