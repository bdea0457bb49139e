"""Findings that a manifest or a comment settles, from the folder to the report."""

from pathlib import Path

import pytest

from audit.audited import StoredAudit
from audit.errors import ConfigurationError
from audit.pipeline import run
from audit.reporting import counted
from audit.settings import Settings
from tests.faults import folders

REASON = "the recording is with the editor"


def reported(folder: Path) -> StoredAudit:
    run([folder / "documents"], folders.database(folder), lambda _stage, items, _total: iter(items))
    return counted(folders.database(folder), Settings(), None, False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folders.make(tmp_path / "folder")


def suppress(manifest: Path, **stated: str) -> None:
    keys = "".join(f"{key} = {value}\n" for key, value in {"reason": f'"{REASON}"', **stated}.items())
    with manifest.open("a", encoding="utf-8") as file:
        file.write(f"\n[[suppress]]\n{keys}")


def settled(audit: StoredAudit) -> set[tuple[str, str, str]]:
    return {
        (found.rule.id, found.suppression.reason, str(found.suppression.by))
        for found in audit.suppressed
        if found.suppression
    }


def test_a_suppression_of_the_manifest_settles_its_findings_with_its_reason(folder: Path) -> None:
    assert "meaning-changed" in {found.rule.id for found in reported(folder).findings}
    suppress(folder / "documents" / "sources.toml", rule='"meaning-changed"', path='"draft.*"')
    audit = reported(folder)
    assert "meaning-changed" not in {found.rule.id for found in audit.findings}
    assert settled(audit) == {("meaning-changed", REASON, "sources.toml")}
    assert audit.stale == ()


@pytest.mark.parametrize("stated", [{}, {"path": '"*.md"'}, {"path": '"draft.md"'}])
def test_a_manifest_in_a_subfolder_speaks_of_what_is_below_it(folder: Path, stated: dict[str, str]) -> None:
    below = folder / "documents" / "below"
    below.mkdir()
    (below / "draft.md").write_text(folders.DRAFTS[0].replace("raise the", "raise all the"), "utf-8")
    suppress(below / "sources.toml", rule='"meaning-changed"', **stated)
    audit = reported(folder)
    assert settled(audit) == {("meaning-changed", REASON, "below/sources.toml")}
    (open_finding,) = [found for found in audit.findings if found.rule.id == "meaning-changed"]
    assert open_finding.place
    assert open_finding.place.document.path == "draft.md"


def test_one_that_meets_nothing_or_has_expired_is_named(folder: Path) -> None:
    manifest = folder / "documents" / "sources.toml"
    suppress(manifest, rule='"spliced"')
    suppress(manifest, rule='"meaning-changed"', until="2020-01-31")
    audit = reported(folder)
    assert "meaning-changed" in {found.rule.id for found in audit.findings}
    assert len(audit.stale) == 2
    assert any("expired on 2020-01-31" in sentence for sentence in audit.stale)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"rule": '"meaning-chnged"'}, "there is no rule"),
        ({"rule": '"meaning-changed"', "reason": '" "'}, "must be a text"),
        ({"path": '"draft.md"'}, "must say which rule"),
        ({"rule": '"spliced"', "untill": "2027-01-31"}, "until"),
    ],
)
def test_one_that_cannot_be_followed_is_an_error_that_shows_the_line(
    folder: Path, stated: dict[str, str], said: str
) -> None:
    suppress(folder / "documents" / "sources.toml", **stated)
    with pytest.raises(ConfigurationError, match=said) as refusal:
        reported(folder)
    assert "sources.toml:" in str(refusal.value)


def test_a_comment_in_the_draft_settles_the_paragraph_below_it(folder: Path) -> None:
    draft = folder / "documents" / "draft.md"
    draft.write_text(
        folders.DRAFTS[0].replace("“We will", f"<!-- audit: ignore meaning-changed: {REASON} -->\n“We will"),
        "utf-8",
    )
    audit = reported(folder)
    assert settled(audit) == {("meaning-changed", REASON, "draft.md:3")}


def test_a_suppression_that_is_taken_back_is_gone_with_the_next_run(folder: Path) -> None:
    manifest = folder / "documents" / "sources.toml"
    before = manifest.read_text("utf-8")
    suppress(manifest, rule='"meaning-changed"')
    assert settled(reported(folder))
    manifest.write_text(before, "utf-8")
    assert not settled(reported(folder))
