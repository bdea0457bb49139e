"""What commands show on standard error: progress for who watches, and what could not be read."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..model import Unread
    from ..pipeline import Progress


def tell_unread(inputs: "Iterable[Unread]") -> None:
    """A line for each input that is not in the audit, with its reason."""
    from ..text.visible import one_line

    for unread in inputs:
        click.echo(one_line(f"audit: {unread.path} could not be read: {unread.reason}"), err=True)


@contextmanager
def shown_progress() -> "Iterator[Progress]":
    """Stages on stderr, one line each, only where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _stage, items, _total: iter(items)
        return

    def watched(stage: str, items: Any, total: int) -> Iterator[Any]:
        with click.progressbar(items, length=total, label=f"{stage:<24}", file=sys.stderr) as bar:
            yield from bar

    yield watched
