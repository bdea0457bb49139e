"""`audit run --watch`: what each change of a document does, while it is written."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.watching import changed_inputs
from tests.faults import folders


class Watched:
    """A running `audit run --watch` and what it says."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "audit", "run", "documents", "--db", "audit.db", "--watch"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    def until(self, words: str) -> str:
        """Everything that is said up to the line that starts with these words."""
        assert self.process.stdout
        said = ""
        for line in self.process.stdout:
            said += line
            if line.startswith(words):
                return said
        raise AssertionError(f"it ended without {words!r}: {said}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folders.make(tmp_path / "folder")


@pytest.fixture
def watched(folder: Path) -> Iterator[Watched]:
    watched = Watched(folder)
    killer = threading.Timer(
        60, watched.process.kill
    )  # what never says the awaited line must not hang a build
    killer.start()
    yield watched
    killer.cancel()
    watched.process.kill()
    watched.process.wait()


def test_each_change_is_audited_and_told_until_it_is_stopped(watched: Watched, folder: Path) -> None:
    watched.until("Watching documents. Stop with Ctrl-C.")
    folders.write_draft(folder, 1)
    said = watched.until("Findings now: ")
    assert said.startswith("Changed: draft.md\n")
    assert "- documents/draft.md:3:2: error: meaning-changed: " in said
    (folder / "documents" / "sources.toml").write_text("[documents.\n", "utf-8")
    assert "sources.toml:1: this is not TOML" in watched.until("audit: ")
    folders.write_draft(folder, 0)
    (folder / "documents" / "sources.toml").write_text(folders.MANIFEST, "utf-8")
    assert "+ documents/draft.md:3:2: error: meaning-changed: " in watched.until("Findings now: ")
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(20) == 0


def test_inputs_that_appear_change_and_go_are_named_once_they_rest(folder: Path) -> None:
    document = folder / "documents" / "new.txt"
    changes = changed_inputs([folder / "documents"], every=0.01, at_rest=0.01)

    def seen_after(act: Callable[[], object]) -> tuple[str, ...]:
        found: list[tuple[str, ...]] = []
        looking = threading.Thread(target=lambda: found.append(next(changes)), daemon=True)
        looking.start()
        looking.join(0.2)
        assert looking.is_alive(), "nothing has changed yet"
        act()
        looking.join(20)
        return found[0]

    assert seen_after(lambda: document.write_text("New.")) == ("new.txt",)
    assert seen_after(lambda: document.write_text("Newer, and longer.")) == ("new.txt",)
    assert seen_after(document.unlink) == ("new.txt",)


def test_a_folder_that_is_gone_for_a_moment_is_waited_for(folder: Path) -> None:
    changes = changed_inputs([folder / "documents"], every=0.01, at_rest=0.01)
    (folder / "documents").rename(folder / "away")
    assert "draft.md" in next(changes)
    (folder / "away").rename(folder / "documents")
    assert "draft.md" in next(changes)
