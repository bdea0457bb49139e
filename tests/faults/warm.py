"""Loaded once into the process that runs are forked from, so that a run starts at once."""

import tempfile
from pathlib import Path

from audit.pipeline import run

from .folders import database, make

with tempfile.TemporaryDirectory() as name:
    folder = make(Path(name) / "warm")
    run([folder / "documents"], database(folder), lambda _stage, items, _total: iter(items))
