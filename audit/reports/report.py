"""What a report format is, and what it may be told."""

from collections.abc import Callable
from dataclasses import dataclass

from ..audited import FailOn, StoredAudit

TERMINAL_WIDTH = 100
"""Columns of a text report: two of these fit beside each other on a wide screen, and logs do not wrap."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """`width` in columns and `color` are for terminals; `show_all` shows every note, however many.

    `fail_on` is the level from which a finding counts as a failure.
    """

    width: int = TERMINAL_WIDTH
    color: bool = False
    show_all: bool = False
    fail_on: FailOn = "error"


@dataclass(frozen=True, slots=True)
class Report:
    """One format: `suffix` ends its files, `render` gives the same text for the same audit."""

    name: str
    description: str
    media_type: str
    suffix: str
    render: Callable[[StoredAudit, RenderOptions], str]
