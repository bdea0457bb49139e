"""The word lists of the quantity extractor, read once from its data files."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("audit.extractors").joinpath("quantity_data")


@cache
def table(name: str) -> dict[str, Any]:
    """A data file of `quantity_data` by its name without `.toml`."""
    data: dict[str, Any] = tomllib.loads(_DATA.joinpath(f"{name}.toml").read_text("utf-8"))
    return data


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `quantity_data/NAME.txt`; lines that start with `#` are remarks."""
    lines = _DATA.joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def cues(name: str) -> frozenset[str]:
    """A list of `cues.toml`: words that decide how their neighbours are read."""
    return frozenset(table("cues")[name])


@cache
def units() -> dict[str, dict[str, list[str]]]:
    """Surfaces of every unit by what it measures and its name, with the prefixed forms ("kilovolt", "kV")."""
    groups = {group: dict(names) for group, names in table("units").items()}
    for group, forms in table("prefixed_units")["units"].items():
        for unit, form in forms.items():
            for prefix in form["prefixes"].split():
                name = prefix + unit
                groups[group][name] = [*_prefixed(prefix, form), *groups[group].get(name, ())]
    return groups


def _prefixed(prefix: str, form: dict[str, list[str]]) -> list[str]:
    signs = table("prefixed_units")["prefixes"][prefix]
    words = [prefix + word for word in form["words"]]
    return [*words, *(f"={sign}{symbol}" for sign in signs for symbol in form["symbols"])]
