"""The rules that make findings, read from `rules.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from .model import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the tool, gravest first, as the `rules` table and the reports show them."""
    entries = tomllib.loads(files("audit").joinpath("rules.toml").read_text("utf-8"))
    return tuple(Rule(id=rule_id, **entry) for rule_id, entry in entries.items())


@cache
def rule_ids() -> frozenset[str]:
    """The ids that settings and suppressions may name."""
    return frozenset(rule.id for rule in rules())
