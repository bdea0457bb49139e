"""To where reports are written, and what a baseline says when it shrinks."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.reporting import counted, written
from audit.reports import RenderOptions
from audit.settings import Settings
from audit.store.reading import load

from .folders import Folder


def folder(*words: str) -> Folder:
    """A draft that quotes these words, which stand nowhere else."""
    made = Folder()
    made.document("draft.txt", "\n".join(words))
    for one in words:
        made.quotation("draft.txt", one, "uncorroborated", "Found nowhere else.")
    return made


def test_a_file_has_no_colours_and_not_the_width_of_the_terminal(database: Path, tmp_path: Path) -> None:
    shown, file = tmp_path / "shown.txt", tmp_path / "report.txt"
    options = RenderOptions(color=True, width=60)
    (on_screen,) = written(load(database), ["text", "text"], [Path("-"), file], options)
    list(written(load(database), ["text"], [shown], RenderOptions()))
    assert "\x1b[" in on_screen
    assert file.read_text("utf-8") == shown.read_text("utf-8")


def test_a_file_that_is_written_from_a_terminal_has_no_colours(database: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    file = tmp_path / "report.txt"
    command = [sys.executable, "-m", "audit", "report", "--db", str(database), "--fail-on", "never"]
    subprocess.run([*command, "--output", str(file)], stdout=theirs, check=False)
    os.close(theirs)
    os.close(ours)
    assert "\x1b" not in file.read_text("utf-8")


def test_two_formats_are_not_written_to_one_file(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "report"
    with pytest.raises(ConfigurationError, match="two formats cannot be written to one file"):
        list(written(load(database), ["json", "csv"], [file, file], RenderOptions()))
    assert not file.exists()


def test_a_baseline_that_shrinks_says_so_once(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    before = folder("words of one speaker", "words of another one").publish(tmp_path / "before.db")
    after = folder("words of one speaker").publish(tmp_path / "after.db")
    assert counted(before, Settings(), known, update=True).stale == ()
    (said,) = counted(after, Settings(), known, update=False).stale
    assert "of the baseline" in said
    assert "commit it" in said
    assert counted(after, Settings(), known, update=False).stale == ()


def test_where_nothing_is_named_the_user_is_told_how(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "audit", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr == (
        "audit: There is nothing to audit: name folders or files, or settle them once in audit.toml: "
        'paths = ["drafts", "sources"].\n'
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the full device of Linux")
def test_a_full_disk_under_the_output_is_one_sentence(database: Path) -> None:
    command = [sys.executable, "-m", "audit", "report", "--db", str(database)]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr == "audit: the output cannot be written (No space left on device).\n"
