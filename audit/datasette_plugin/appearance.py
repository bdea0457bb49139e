"""How verdicts, levels and statuses read and look, from `appearance.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Look(NamedTuple):
    """A word of the vocabulary as a page shows it: colour never stands alone."""

    name: str
    label: str
    sign: str
    tone: str
    meaning: str


@cache
def _looks() -> dict[str, dict[str, Look]]:
    tables = tomllib.loads(files(__package__).joinpath("appearance.toml").read_text("utf-8"))
    return {
        kind: {name: _look(name, entry) for name, entry in entries.items()}
        for kind, entries in tables.items()
    }


def _look(name: str, entry: dict[str, str]) -> Look:
    return Look(name, entry["label"], entry["sign"], entry.get("tone", "quiet"), entry.get("meaning", ""))


def verdict(name: str | None) -> Look:
    """The look of a verdict or relation; one that is not known is shown by its own name."""
    return _of("verdicts", name)


def level(name: str | None) -> Look:
    """The look of a level."""
    return _of("levels", name)


def status(name: str | None) -> Look:
    """The look of a finding's status or of a decision."""
    return _of("statuses", name)


def verdicts() -> dict[str, Look]:
    """Every verdict and relation, strongest evidence first."""
    return _looks()["verdicts"]


def _of(kind: str, name: str | None) -> Look:
    return _looks()[kind].get(name or "", Look(name or "", name or "–", "·", "quiet", ""))
