"""Settings that name documents and database are followed by every command, and the command line goes before."""

from pathlib import Path

import pytest

from tests.command import audit
from tests.faults import folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = folders.make(tmp_path / "folder")
    (folder / "audit.toml").write_text('paths = ["documents"]\ndb = "kept/here.db"\n', "utf-8")
    (folder / "drafts").mkdir()
    return folder


def test_what_the_settings_name_needs_no_argument(folder: Path) -> None:
    assert audit("run", folder=folder).returncode == 0
    assert (folder / "kept" / "here.db").is_file()
    for command, code in (("report", 1), ("verify", 0), ("check", 1), ("review", 0)):
        found = audit(command, folder=folder)
        assert found.returncode == code, found.stderr


def test_paths_of_the_settings_start_at_their_folder(folder: Path) -> None:
    assert audit("run", folder=folder / "drafts").returncode == 0
    assert (folder / "kept" / "here.db").is_file()


def test_the_command_line_goes_before_the_settings(folder: Path) -> None:
    (folder / "drafts" / "a.txt").write_text("Nothing.\n")
    assert audit("run", "drafts", "--db", "other.db", folder=folder).stdout.startswith("Audited 1 document")
    assert (folder / "other.db").is_file()
    assert not (folder / "kept").exists()


def test_a_format_that_does_not_exist_is_shown_in_its_line(folder: Path) -> None:
    audit("run", folder=folder)
    with (folder / "audit.toml").open("a") as file:
        file.write('format = "poem"\n')
    found = audit("report", folder=folder)
    assert found.returncode == 2
    assert "audit.toml:" in found.stderr
    assert '"format" must be one of: text, markdown' in found.stderr
    assert ' | format = "poem"' in found.stderr
