"""What a project settles once: `audit.toml`, or `[tool.audit]` in `pyproject.toml`.

Options on the command line win over both. A key that nothing reads is an error, so that a slip of
the pen never silently changes what counts.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from .audited import LEVELS, FailOn, RuleLevel, SuppressionRule
from .errors import ConfigurationError
from .reports import REPORTS
from .rules import rule_ids
from .toml_file import Keys, TomlFile, read

_SUPPRESSION_KEYS = ("rule", "path", "words", "id", "reason", "until")


@dataclass(frozen=True, slots=True)
class Settings:
    """`rules` maps rule ids to the level they have here; relative paths start at `folder`.

    None and empty mean "not settled here".
    """

    folder: Path = Path()
    source: Path | None = None
    paths: tuple[str, ...] = ()
    database: str | None = None
    formats: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    baseline: str | None = None
    rules: Mapping[str, RuleLevel] = field(default_factory=dict)
    suppressions: tuple[SuppressionRule, ...] = ()


def load(path: Path | None = None, start: Path | None = None) -> Settings:
    """The settings in `path`, else those of the nearest folder from `start` (the working folder) upward.

    Raises `ConfigurationError` that shows the line where a key or value cannot be followed.
    """
    if path is not None:
        return _settings(read(path), _prefix(path))
    for folder in _folders((start or Path.cwd()).absolute()):
        found = folder / "audit.toml", folder / "pyproject.toml"
        for candidate in found:
            file = read(_from_here(candidate)) if candidate.is_file() else None
            if file and _table(file, _prefix(candidate)) is not None:
                return _settings(file, _prefix(candidate))
    return Settings()


def suppressions_in(file: TomlFile, keys: Keys, entries: Any) -> tuple[SuppressionRule, ...]:
    """The suppressions of an array of tables at `keys`: what each meets, its reason, and until when."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise file.error(keys, "write each suppression as a table of its own: [[suppress]].")
    return tuple(_suppression(file, (*keys, number), entry) for number, entry in enumerate(entries))


def _folders(start: Path) -> Iterator[Path]:
    """From `start` upward, no further than the repository that it is in."""
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return


def _from_here(path: Path) -> Path:
    """The path as a person in the working folder writes it, and as every machine does."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive of Windows
        return path


def _prefix(path: Path) -> Keys:
    return ("tool", "audit") if path.name == "pyproject.toml" else ()


def _table(file: TomlFile, prefix: Keys) -> dict[str, Any] | None:
    table: Any = file.data
    for key in prefix:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _settings(file: TomlFile, prefix: Keys) -> Settings:
    table = _table(file, prefix)
    if table is None:
        raise ConfigurationError(f"{file.path}: holds no [tool.audit] table.")
    values: dict[str, Any] = {"folder": file.path.parent, "source": file.path}
    for key, value in table.items():
        if key not in _SETTINGS:
            raise file.unknown_key((*prefix, key), _SETTINGS)
        attribute, check = _SETTINGS[key]
        values[attribute] = check(file, (*prefix, key), value)
    return Settings(**values)


def _string(file: TomlFile, keys: Keys, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise file.error(keys, f'"{keys[-1]}" must be a text in quotation marks.')
    return value


def _strings(file: TomlFile, keys: Keys, value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(_string(file, keys, entry) for entry in entries)


def _formats(file: TomlFile, keys: Keys, value: Any) -> tuple[str, ...]:
    names = [report.name for report in REPORTS]
    return tuple(_one_of(file, keys, name, tuple(names)) for name in _strings(file, keys, value))


def _fail_on(file: TomlFile, keys: Keys, value: Any) -> FailOn:
    return cast(FailOn, _one_of(file, keys, value, (*LEVELS, "never")))


def _one_of(file: TomlFile, keys: Keys, value: Any, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise file.error(keys, f'"{keys[-1]}" must be one of: {", ".join(choices)}.')
    return str(value)


def _rules(file: TomlFile, keys: Keys, value: Any) -> Mapping[str, RuleLevel]:
    if not isinstance(value, dict):
        raise file.error(keys, '"rules" must be a table: [rules], then a line a rule: altered = "error".')
    for rule in value:
        if rule not in rule_ids():
            raise file.unknown_key((*keys, rule), rule_ids(), "rule")
    return {
        rule: cast(RuleLevel, _one_of(file, (*keys, rule), level, (*LEVELS, "off")))
        for rule, level in value.items()
    }


def _suppression(file: TomlFile, keys: Keys, entry: Mapping[str, Any]) -> SuppressionRule:
    for key in entry:
        if key not in _SUPPRESSION_KEYS:
            raise file.unknown_key((*keys, key), _SUPPRESSION_KEYS)
    texts = {key: _string(file, (*keys, key), entry[key]) for key in entry if key != "until"}
    if "reason" not in texts:
        raise file.error(keys, 'a suppression needs a reason: reason = "why this finding does not count".')
    if not texts.keys() & {"rule", "id"}:
        raise file.error(keys, "a suppression must say which rule or which finding (id) it is for.")
    if "rule" in texts and texts["rule"] not in rule_ids():
        raise file.error((*keys, "rule"), f'there is no rule "{texts["rule"]}".')
    return SuppressionRule(
        kind="manifest",
        rule=texts.get("rule"),
        path=texts.get("path"),
        words=texts.get("words"),
        finding_id=texts.get("id"),
        reason=texts["reason"],
        until=_until(file, (*keys, "until"), entry.get("until")),
        where=file.where(keys),
    )


def _until(file: TomlFile, keys: Keys, value: Any) -> str | None:
    try:
        return None if value is None else date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise file.error(keys, '"until" must be a date: until = 2027-01-31.') from None


_SETTINGS: dict[str, tuple[str, Callable[[TomlFile, Keys, Any], Any]]] = {
    "paths": ("paths", _strings),
    "db": ("database", _string),
    "format": ("formats", _formats),
    "fail-on": ("fail_on", _fail_on),
    "baseline": ("baseline", _string),
    "rules": ("rules", _rules),
    "suppress": ("suppressions", suppressions_in),
}
"""Every key, the attribute it fills, and what checks its value."""
