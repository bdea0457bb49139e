"""Loaded once into the process that runs are forked from, so that a command starts at once.

Everything is imported here: who runs as nobody may not be allowed to read Python's own files.
"""

import tempfile
from pathlib import Path

import audit.reporting
import audit.summary
import audit.verification
from audit.pipeline import run

from .folders import database, make

__all__ = ["audit"]

with tempfile.TemporaryDirectory() as name:
    folder = make(Path(name) / "warm")
    run([folder / "documents"], database(folder), lambda _stage, items, _total: iter(items))
