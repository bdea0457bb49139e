"""Pairs of figures that `sources.toml` calls the same claim, or never to be compared.

    [[same_claim]]
    figures = [
      {document = "bulletin.txt", text = "2,431 new contracts"},
      {document = "draft.md", text = "about 2,400 contracts"},
    ]

    [[never_compare]]
    figures = [
      {document = "draft.md", text = "$9 billion in aid"},
      {document = "bulletin.txt", text = "$11 billion in loans"},
    ]

`document` is a path below the manifest's folder, or a record's id in a JSON Lines file; `text` holds
one figure and as many words around it as it takes to stand there once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from .toml_file import Keys, TomlFile

Declaration = Literal["same", "never"]

TABLES: Mapping[str, Declaration] = MappingProxyType({"same_claim": "same", "never_compare": "never"})
"""The tables of a manifest that declare pairs, and what each says."""

_HOW = 'figures = [{document = "a.txt", text = "$9 billion"}, {document = "b.txt", text = "$11 billion"}]'


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """Words that hold one figure, and the document in which they stand (a path or an id)."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class DeclaredFigures:
    """What a manifest says of two figures, and where (`sources.toml:12`)."""

    said: Declaration
    figures: tuple[StatedFigure, StatedFigure]
    where: str


def declared_figures(file: TomlFile, prefix: str) -> Iterator[DeclaredFigures]:
    """Every pair that a manifest declares; `prefix` leads from the root of the run to its folder.

    Raises `ConfigurationError` with the line for what is not two figures.
    """
    for name, said in TABLES.items():
        pairs = file.data.get(name, [])
        if not isinstance(pairs, list):
            raise file.error((name,), f"write each pair as a table of its own: [[{name}]].")
        for number, pair in enumerate(pairs):
            yield _pair(file, (name, number), pair, said, prefix)


def _pair(file: TomlFile, keys: Keys, pair: Any, said: Declaration, prefix: str) -> DeclaredFigures:
    figures = pair.get("figures") if isinstance(pair, dict) and set(pair) == {"figures"} else None
    if not isinstance(figures, list) or len(figures) != 2:
        raise file.error(keys, f"such a pair names two figures and nothing else: {_HOW}.")
    first, second = (_figure(file, (*keys, "figures"), figure, prefix) for figure in figures)
    if first == second:
        raise file.error((*keys, "figures"), "these are the same figure twice; name another.")
    return DeclaredFigures(said, (first, second), prefix + file.where(keys))


def _figure(file: TomlFile, keys: Keys, figure: Any, prefix: str) -> StatedFigure:
    if not isinstance(figure, dict) or set(figure) != {"document", "text"}:
        raise file.error(keys, f'a figure has a "document" and a "text", and nothing else: {_HOW}.')
    if not all(isinstance(value, str) and value.strip() for value in figure.values()):
        raise file.error(keys, '"document" and "text" must be texts in quotation marks.')
    return StatedFigure(prefix + figure["document"].removeprefix("./"), figure["text"])
