"""The vocabulary of verdicts, as data: what each means, its level and its colour."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.model import Level, Role

_LOWER: dict[Level, Level] = {"error": "warning", "warning": "note", "note": "note"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One word of the vocabulary; `level` is None where it is no finding."""

    name: str
    means: str
    level: Level | None
    colour: str


@cache
def verdicts() -> dict[str, Verdict]:
    """Every verdict by name, the most faithful first."""
    data = tomllib.loads(files("audit.verdicts").joinpath("verdicts.toml").read_text("utf-8"))
    return {
        row["name"]: Verdict(row["name"], row["means"], row.get("level"), row["colour"])
        for row in data["verdict"]
    }


@cache
def faithfulness() -> dict[str, int]:
    """The rank of each verdict, 0 for the most faithful."""
    return {name: rank for rank, name in enumerate(verdicts())}


def level_of(verdict: str, source_role: Role = "primary") -> Level | None:
    """The level of a finding: against a report it is one step lower."""
    level = verdicts()[verdict].level
    return against(level, source_role) if level is not None else None


def against(level: Level, source_role: Role) -> Level:
    """A level as it is against a source of this role: against another report one step lower."""
    return _LOWER[level] if source_role == "report" else level
