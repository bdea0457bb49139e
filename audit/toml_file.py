"""A TOML file that knows its lines, so that what is wrong in it is shown where it stands."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ConfigurationError
from .text.visible import one_line

Keys = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[{1,2})(.*?)\]{1,2}\s*(?:#.*)?$")
_SYNTAX_PLACE = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """The parsed `data` of a file and its source `lines`."""

    path: Path
    data: dict[str, Any]
    lines: tuple[str, ...]

    def error(self, keys: Keys, message: str) -> ConfigurationError:
        """`path:line: message`, with the line of this key shown and the key marked.

        `keys` lead to the value, numbers being positions in an array of tables.
        """
        where = self._line_of(keys)
        if where is None:
            return ConfigurationError(f"{self.path}: {message}")
        line, name = where, str(keys[-1]) if isinstance(keys[-1], str) else ""
        return ConfigurationError(shown(self.path, self.lines, line, name, message))

    def unknown_key(self, keys: Keys, known: Collection[str], kind: str = "setting") -> ConfigurationError:
        """The error for a key that nothing reads, with the nearest known one; `kind` is what it should be."""
        name = str(keys[-1])
        near = difflib.get_close_matches(name.replace("_", "-"), known, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(sorted(known))}."
        return self.error(keys, f'there is no {kind} "{name}"; {hint}')

    def where(self, keys: Keys) -> str:
        """`sources.toml:12`: the file's name and the line of a key, wherever the file's folder is."""
        line = self._line_of(keys)
        return self.path.name if line is None else f"{self.path.name}:{line}"

    def _line_of(self, keys: Keys) -> int | None:
        """The line that holds a key, else the nearest table around it."""
        places = dict(reversed(list(_key_lines(self.lines))))
        around = (near for size in range(len(keys), 0, -1) for near in (keys[:size], (*keys[:size], 0)))
        return next((places[near] for near in around if near in places), None)


def read(path: Path) -> TomlFile:
    """Reads a TOML file. Raises `ConfigurationError` where it is missing, not UTF-8 or not TOML."""
    try:
        source = path.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8 text; save it as UTF-8.") from error
    lines = tuple(source.splitlines())
    try:
        return TomlFile(path, tomllib.loads(source), lines)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(_syntax_error(path, lines, str(error))) from error


def shown(path: Path, lines: Collection[str], line: int, name: str, message: str) -> str:
    """An error with its line of the file, and `name` marked in it."""
    source = list(lines)[line - 1] if line <= len(lines) else ""
    column = max(0, source.find(name)) if name else len(source) - len(source.lstrip())
    marks = "^" * (len(name) if name and name in source else max(1, len(source.strip())))
    return (
        f"{path}:{line}: {message}\n"
        f"{line:5} | {one_line(source.expandtabs(1))}\n"
        f"      | {' ' * column}{marks}"
    )


def _syntax_error(path: Path, lines: tuple[str, ...], message: str) -> str:
    place = _SYNTAX_PLACE.match(message)
    if place is None:
        return f"{path}: this is not TOML: {message}."
    line = int(place[2] or max(1, len(lines)))
    source = lines[line - 1] if line <= len(lines) else ""
    column = int(place[3] or len(source) + 1)
    return (
        f"{path}:{line}: this is not TOML: {place[1]}.\n"
        f"{line:5} | {one_line(source.expandtabs(1))}\n"
        f"      | {' ' * (column - 1)}^"
    )


def _key_lines(lines: Collection[str]) -> Iterator[tuple[Keys, int]]:
    """Every key and table with its line; lines inside a string that runs over several are left out."""
    table: Keys = ()
    arrays: dict[Keys, int] = {}
    inside: str | None = None
    for number, line in enumerate(lines, start=1):
        inside, was_inside = _open_string(line, inside), inside
        if was_inside is not None:
            continue
        header = _header(line)
        if header is not None:
            table = _numbered(*header, arrays)
            yield table, number
        elif "=" in line:
            yield from ((table + keys, number) for keys in _assigned(line))


def _numbered(keys: Keys, is_array: bool, arrays: dict[Keys, int]) -> Keys:
    """The keys of a table, with the position of each array of tables on the way."""
    table: Keys = ()
    for position, key in enumerate(keys):
        table = (*table, key)
        if is_array and position == len(keys) - 1:
            arrays[table] = arrays.get(table, -1) + 1
        if table in arrays:
            table = (*table, arrays[table])
    return table


def _header(line: str) -> tuple[Keys, bool] | None:
    found = _HEADER.match(line)
    keys = _keys(f"[{found[2]}]") if found else None
    return (keys, found[1] == "[[") if found and keys else None


def _assigned(line: str) -> Iterator[Keys]:
    """The key of an assignment: what stands before the first `=` that makes it a key."""
    for found in re.finditer("=", line):
        keys = _keys(f"{line[: found.start()]} = 0")
        if keys is not None:
            yield keys
            return


def _keys(source: str) -> Keys | None:
    try:
        value: Any = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return None
    keys: list[str] = []
    while isinstance(value, dict) and value:
        key, value = next(iter(value.items()))
        keys.append(key)
    return tuple(keys)


def _open_string(line: str, inside: str | None) -> str | None:
    """The marks of the string that is still open after this line, if one is."""
    for marks in re.findall(r"'''|\"\"\"", line):
        if inside is None:
            inside = marks
        elif inside == marks:
            inside = None
    return inside
