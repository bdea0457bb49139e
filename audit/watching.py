"""Waiting for documents to change, by looking: no file system tells of changes everywhere alike."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from .errors import ConfigurationError
from .readers import discover

EVERY = 0.5
"""Seconds between two looks: writers do not notice, and a thousand files cost a few hundredths of it."""
AT_REST = 0.3
"""Seconds without a change until files are read: editors write in several steps, downloads in many."""

State = dict[str, tuple[int, int, int]]


def changed_inputs(
    paths: Sequence[Path], every: float = EVERY, at_rest: float = AT_REST
) -> Iterator[tuple[str, ...]]:
    """The inputs that appeared, changed or went since this was called, each time that they have come to rest.

    Never ends.
    """
    return _changes(paths, _state(paths), every, at_rest)


def _changes(paths: Sequence[Path], seen: State, every: float, at_rest: float) -> Iterator[tuple[str, ...]]:
    while True:
        time.sleep(every)
        now = _state(paths)
        if now == seen:
            continue
        now = _rested(paths, now, at_rest)
        names = sorted(name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name))
        seen = now
        if names:
            yield tuple(names)


def _rested(paths: Sequence[Path], state: State, at_rest: float) -> State:
    while True:
        time.sleep(at_rest)
        later = _state(paths)
        if later == state:
            return later
        state = later


def _state(paths: Sequence[Path]) -> State:
    """Size, time and identity of every input and manifest; nothing while a path is gone."""
    try:
        inputs = discover(paths)
    except ConfigurationError:
        return {}
    files = [inputs.root / name for name in inputs.files]
    return {
        file.relative_to(inputs.root).as_posix(): found
        for file in (*files, *inputs.manifests)
        if (found := _stat(file)) is not None
    }


def _stat(file: Path) -> tuple[int, int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
