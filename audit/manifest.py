"""`sources.toml`: what is known of the documents beside it, by path or pattern, and nothing guessed.

    exclude = ["drafts/**"]

    [documents."statement.html"]
    role = "primary"
    publisher = "Ministry of Foreign Affairs"

    [documents."wire/*.txt"]
    family = "one agency's report"

    [[families]]
    name = "the joint statement and its copies"
    documents = ["statement.html", "copies/*.txt"]

    [[same_claim]]
    figures = [{document = "a.txt", text = "$9 billion"}, {document = "b.txt", text = "9bn dollars"}]

    [[suppress]]
    rule = "uncorroborated"
    path = "drafts/*.md"
    reason = "the recording is with the editor"
    until = 2027-01-31

Patterns are relative to the manifest's folder: `*` and `?` stay within a folder, `**` crosses
folders, and everything else is the name itself. Where several name a document, the more exact one
wins key by key: a path before a pattern, a longer pattern before a shorter, a manifest nearer to
the document before one further up. `declarations.py` tells of pairs of figures.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from audit import declarations, toml_file
from audit.audited import SuppressionRule
from audit.declarations import DeclaredFigures
from audit.errors import ConfigurationError
from audit.model import Document
from audit.settings import suppressions_in
from audit.toml_file import Keys, TomlFile

_WILD = re.compile(r"[*?]")
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one table of a manifest states of the documents that its pattern names.

    `pattern` is relative to the root of the run. `stated` holds the keys of `Facts` that are given,
    and `encoding`.
    """

    pattern: str
    stated: dict[str, str]
    manifest: Path

    @property
    def is_exact(self) -> bool:
        """It names one path."""
        return not _WILD.search(self.pattern)

    def names(self, path: str) -> bool:
        """True where the pattern is this path or matches it."""
        return path == self.pattern if self.is_exact else bool(_compiled(self.pattern).fullmatch(path))


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything stated about the documents of one run, the weakest statement first.

    It remembers which patterns have answered, so that `unused` can tell which never did.
    """

    entries: tuple[Entry, ...] = ()
    exclude: tuple[Entry, ...] = ()
    declared: tuple[DeclaredFigures, ...] = ()
    suppressions: tuple[SuppressionRule, ...] = ()
    _found: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)
    _answered: set[str] = field(default_factory=set, compare=False, repr=False)

    def stated(self, *names: str) -> dict[str, str]:
        """All keys stated of a document under its path or, in a JSON Lines file, its id."""
        key = "\n".join(names)
        if key not in self._found:
            self._found[key] = {}
            for entry in self._naming(self.entries, names):
                self._found[key].update(entry.stated)
        return self._found[key]

    def encoding(self, path: str) -> str | None:
        """The encoding that is stated for a file."""
        return self.stated(path).get("encoding")

    def excludes(self, path: str) -> bool:
        """True where `exclude` names this path, a pattern that matches it, or a folder above it."""
        above = [path, *(str(parent) for parent in Path(path).parents)]
        return any([*self._naming(self.exclude, above)])

    def describe(self, document: Document) -> Document:
        """The document with what is stated of it; that goes before what it says of itself."""
        stated = self.stated(*dict.fromkeys((document.path, document.id)))
        facts: dict[str, Any] = {key: value for key, value in stated.items() if key != "encoding"}
        if not facts:
            return document
        if "published" in facts:
            facts["published_basis"] = "manifest"
        return replace(document, facts=replace(document.facts, **facts))

    def unused(self, paths: Iterable[str] = ()) -> list[str]:
        """A note for each table, family member and exclusion that names no path or id: none of
        `paths`, and none that was asked for before.
        """
        for path in paths:
            self.stated(path)
        idle = [entry for entry in (*self.entries, *self.exclude) if entry.pattern not in self._answered]
        return sorted(
            {f'{entry.manifest}: "{entry.pattern}" names no file; mend or remove it.' for entry in idle}
        )

    def _naming(self, entries: Iterable[Entry], names: Iterable[str]) -> Iterator[Entry]:
        for entry in entries:
            if any(entry.names(name) for name in names):
                self._answered.add(entry.pattern)
                yield entry


def load_manifests(manifests: Sequence[Path], root: Path) -> Manifest:
    """Read these `sources.toml` files, outermost first. Patterns become relative to `root`.

    Raises `ConfigurationError` for a key that is unknown or a value that cannot be; it shows the line.
    """
    entries: list[Entry] = []
    exclude: list[Entry] = []
    declared: list[DeclaredFigures] = []
    suppressions: list[SuppressionRule] = []
    for path in manifests:
        source = _Source(_read(path), _prefix(path, root))
        entries += sorted(source.entries(), key=lambda entry: (entry.is_exact, len(entry.pattern)))
        exclude += source.exclusions()
        declared += declarations.declared_figures(source.file, source.prefix)
        suppressions += source.suppressions()
    return Manifest(tuple(entries), tuple(exclude), tuple(declared), tuple(suppressions))


def _read(path: Path) -> TomlFile:
    try:
        file = toml_file.read(path)
    except RecursionError:
        raise ConfigurationError(f"{path}: is nested too deeply; write one table a document.") from None
    for key in file.data:
        if key not in _TABLES:
            raise file.error((key,), f'there is no "{key}" here; known here: {", ".join(_TABLES)}.')
    return file


@dataclass(frozen=True, slots=True)
class _Source:
    """One manifest file; `prefix` leads from the root to its folder."""

    file: TomlFile
    prefix: str

    def entries(self) -> list[Entry]:
        """The families as entries of their members, then the tables under `documents`."""
        documents = self.file.data.get("documents", {})
        if not isinstance(documents, dict):
            raise self.file.error(("documents",), 'write a table for each document: [documents."a.txt"].')
        return [*self._families(), *(self._entry(name, table) for name, table in documents.items())]

    def exclusions(self) -> list[Entry]:
        """What `exclude` names; a folder stands for all below it."""
        patterns = self.file.data.get("exclude", [])
        keys: Keys = ("exclude",)
        if not isinstance(patterns, list) or not all(isinstance(one, str) for one in patterns):
            raise self.file.error(keys, '"exclude" must be a list of patterns: exclude = ["drafts/**"].')
        return [self._named(one.rstrip("/"), {}, keys) for one in patterns]

    def suppressions(self) -> Iterator[SuppressionRule]:
        """The suppressions of this manifest: they hold for its folder and all below it."""
        for rule in suppressions_in(self.file, ("suppress",), self.file.data.get("suppress", [])):
            path = self.prefix + (rule.path or "*") if self.prefix or rule.path else None
            yield replace(rule, path=path, where=self.prefix + self.file.path.name)

    def _entry(self, name: str, table: Any) -> Entry:
        keys: Keys = ("documents", name)
        if not isinstance(table, dict):
            raise self.file.error(keys, f'write a table for this document: [documents."{name}"].')
        for key, value in table.items():
            if isinstance(value, dict):
                whole = f'[documents."{name}.{key}"]'
                raise self.file.error(
                    (*keys, key), f"the name is cut at its dot; put it in quotation marks: {whole}."
                )
        stated = {key: self._value((*keys, key), value) for key, value in table.items()}
        return self._named(name, stated, keys)

    def _named(self, pattern: str, stated: dict[str, str], keys: Keys) -> Entry:
        if not pattern or pattern.startswith("/") or "\\" in pattern or ".." in pattern.split("/"):
            message = f'"{pattern}" must be a path below this folder, with / between its parts.'
            raise self.file.error(keys, message)
        return Entry(self.prefix + pattern.removeprefix("./"), stated, self.file.path)

    def _value(self, keys: Keys, value: Any) -> str:
        key = str(keys[-1])
        if key not in _CHECKS:
            raise self.file.unknown_key(keys, _CHECKS)
        text = value.isoformat()[:10] if isinstance(value, date) else value
        if type(text) is int and key in ("published", "retrieved"):
            text = str(text)
        if not isinstance(text, str) or not text.strip():
            raise self.file.error(keys, f'"{key}" must be a text in quotation marks.')
        problem = _CHECKS[key](text.strip())
        if problem:
            raise self.file.error(keys, f'"{text}" {problem}.')
        return text.strip()

    def _families(self) -> Iterator[Entry]:
        families = self.file.data.get("families", [])
        if not isinstance(families, list):
            raise self.file.error(("families",), "write each family as a table of its own: [[families]].")
        for number, family in enumerate(families):
            keys: Keys = ("families", number)
            if not isinstance(family, dict) or set(family) != {"name", "documents"}:
                raise self.file.error(keys, 'a family has a "name" and "documents", and nothing else.')
            name, members = family["name"], family["documents"]
            if not isinstance(name, str) or not name.strip():
                raise self.file.error((*keys, "name"), '"name" must be a text in quotation marks.')
            if not isinstance(members, list) or not all(isinstance(one, str) for one in members):
                raise self.file.error(
                    (*keys, "documents"), '"documents" must be a list of paths or patterns.'
                )
            yield from (self._named(one, {"family": name}, (*keys, "documents")) for one in members)


def _prefix(path: Path, root: Path) -> str:
    folder = path.parent.relative_to(root).as_posix()
    return "" if folder == "." else folder + "/"


def _compiled(pattern: str) -> re.Pattern[str]:
    """A glob as a regular expression over a whole path. `re` caches what it compiles."""
    wild = {"**/": "(?:.+/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile(
        "".join(wild.get(part) or re.escape(part) for part in _PARTS.findall(pattern)), re.DOTALL
    )


def _any_text(value: str) -> str | None:
    return None


def _is_date(value: str) -> str | None:
    match = _PARTIAL_DATE.fullmatch(value)
    try:
        date(*(int(part or 1) for part in match.groups())) if match else date(0, 0, 0)
    except ValueError:
        return "is no date; write 2022, 2022-02 or 2022-02-04"
    return None


def _is_role(value: str) -> str | None:
    return None if value in ("report", "primary") else 'is no role; write "report" or "primary"'


def _is_url(value: str) -> str | None:
    web = re.fullmatch(r"https?://[^\s/]+\S*", value, re.IGNORECASE)
    return None if web else "is no web address; write it from https:// on"


def _is_language(value: str) -> str | None:
    return None if _LANGUAGE.fullmatch(value) else 'is no language code; write "en", "zh" or "pt-BR"'


def _is_encoding(value: str) -> str | None:
    try:
        codecs.lookup(value)
    except (LookupError, ValueError):
        return 'is no known encoding; write "utf-8", "utf-16-le" or "windows-1252"'
    return None


_TABLES = ("documents", "exclude", "families", "suppress", *declarations.TABLES)
_CHECKS: dict[str, Callable[[str], str | None]] = {
    "title": _any_text,
    "publisher": _any_text,
    "author": _any_text,
    "published": _is_date,
    "retrieved": _is_date,
    "url": _is_url,
    "archived_url": _is_url,
    "role": _is_role,
    "speaker": _any_text,
    "language": _is_language,
    "original_language": _is_language,
    "family": _any_text,
    "encoding": _is_encoding,
}
"""Every key of a document's table, and what finds fault with its value."""
