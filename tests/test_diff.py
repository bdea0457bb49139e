"""`audit diff`: what is new, gone and changed between two audits."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from audit.pipeline import run
from tests.command import audit
from tests.faults import folders


def audited(folder: Path) -> None:
    run([folder / "documents"], folders.database(folder), lambda _stage, items, _total: iter(items))


def diff(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return audit("diff", "old.db", "audit.db", *options, folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An audit, kept as old.db."""
    folder = folders.make(tmp_path / "folder")
    audited(folder)
    shutil.copy(folders.database(folder), folder / "old.db")
    return folder


def test_two_audits_of_one_folder_are_the_same(folder: Path) -> None:
    found = diff(folder)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("Nothing has changed in what is found.\nFindings now: ")


def test_a_corrected_draft_loses_its_findings(folder: Path) -> None:
    folders.write_draft(folder, 1)
    audited(folder)
    found = diff(folder, "--fail-on", "note")
    assert "~ documents/draft.md  (" in found.stdout
    assert "- documents/draft.md:3:2: error: meaning-changed: " in found.stdout
    assert found.returncode == 0


def test_what_is_new_can_fail_a_build(folder: Path) -> None:
    (folder / "documents" / "second.md").write_text(
        folders.DRAFTS[0].replace("levy this", "levy every"), "utf-8"
    )
    audited(folder)
    found = diff(folder, "--fail-on", "error")
    assert "+ documents/second.md\n" in found.stdout
    assert "+ documents/second.md:3:2: error: meaning-changed: " in found.stdout
    assert found.returncode == 1
    assert diff(folder).returncode == 0


def test_json_says_the_same(folder: Path) -> None:
    folders.write_draft(folder, 1)
    audited(folder)
    told = json.loads(diff(folder, "--format", "json").stdout)
    assert told["schema_version"] == 1
    ((old, new),) = [(one["old"], one["new"]) for one in told["documents"]["changed"]]
    assert (old["path"], old["sha256"] != new["sha256"]) == ("draft.md", True)
    assert "meaning-changed" in {found["rule"] for found in told["findings"]["gone"]}
    assert told["findings"]["new"] == []


def test_a_finding_that_was_dismissed_has_changed_and_is_not_gone(folder: Path) -> None:
    folders.review(folder, "agreed")
    told = json.loads(diff(folder, "--format", "json").stdout)
    ((old, new),) = [(one["old"], one["new"]) for one in told["findings"]["changed"]]
    assert (old["status"], new["status"], new["settled_by"]) == ("open", "dismissed", "review")
    assert told["findings"]["gone"] == []
    assert "(open -> settled by review)" in diff(folder).stdout


def test_a_verdict_that_changed_is_told(folder: Path) -> None:
    statement = folder / "documents" / "statement.txt"
    statement.write_text(folders.STATEMENT.replace("will not raise", "will raise"), "utf-8")
    audited(folder)
    assert "Verdicts\n~ documents/draft.md:3:2: meaning-changed -> verbatim\n" in diff(folder).stdout


@pytest.mark.parametrize("missing", ["old.db", "audit.db"])
def test_a_database_that_is_not_there_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    found = diff(folder)
    assert found.returncode == 2
    assert found.stderr.startswith(f"audit: {missing}: there is no such database")
