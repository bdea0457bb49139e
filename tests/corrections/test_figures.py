"""Two figures that a person calls one claim, or never to be compared: recorded, or in `sources.toml`."""

from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.manifest import load_manifests
from tests.corrections.folder import Folder

BULLETIN = "Statistical bulletin\n\nThe port handled 2,431 containers in August 2025.\n"
DRAFT = "The port\n\nA busy summer: some 3,900 boxes went over the quay in the month of the festival.\n"
SAME = """
[[same_claim]]
figures = [
  {document = "bulletin.txt", text = "handled 2,431 containers"},
  {document = "draft.txt", text = "3,900 boxes"},
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path, bulletin=BULLETIN, draft=DRAFT)
    made.audit()
    return made


def pairs(folder: Folder) -> list[dict[str, object]]:
    return folder.rows("select relation, reason from quantity_matches")


def test_figures_that_no_rule_compares_are_compared_where_a_person_says_they_are_one_claim(
    folder: Folder,
) -> None:
    assert pairs(folder) == []
    correction = folder.correct(
        "same claim",
        quantity_id=folder.figure("2,431")["id"],
        other_quantity_id=folder.figure("3,900")["id"],
    )
    folder.audit()
    ((pair),) = pairs(folder)
    assert pair["relation"] == "conflict"
    assert str(pair["reason"]).endswith("They are one claim, as the editor on 2026-03-01 said.")
    assert folder.rows(
        "select count(*) as n from correction_outcomes join quantity_matches "
        "on quantity_matches.id = quantity_match_id where correction_id = :id", id=correction,
    ) == [{"n": 1}]  # fmt: skip


def test_the_manifest_says_it_too_and_a_change_of_it_is_audited_anew(folder: Folder) -> None:
    folder.write("sources.toml", SAME)
    folder.audit()
    ((pair),) = pairs(folder)
    assert str(pair["reason"]).endswith("They are one claim, in sources.toml:2.")
    assert folder.fate("sources.toml:2") == "applied"
    (folder.documents / "sources.toml").unlink()
    folder.audit()
    assert pairs(folder) == []


def test_a_manifest_further_down_names_documents_below_its_folder(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (folder.documents / "harbour").mkdir()
    for name, text in (("bulletin", BULLETIN), ("draft", DRAFT)):
        folder.write(f"harbour/{name}.txt", text)
    folder.write("harbour/sources.toml", SAME)
    folder.audit()
    assert len(pairs(folder)) == 1
    assert folder.fate("harbour/sources.toml:2") == "applied"


def test_what_is_recorded_later_goes_before_the_manifest(folder: Folder) -> None:
    folder.write("sources.toml", SAME)
    folder.audit()
    folder.correct(
        "never compare",
        quantity_id=folder.figure("3,900")["id"],
        other_quantity_id=folder.figure("2,431")["id"],
    )
    folder.audit()
    assert pairs(folder) == []
    assert folder.fate("sources.toml:2") == "superseded"
    assert "Never compared with “3,900 boxes” in draft.txt, as the editor" in str(
        folder.figure("2,431")["reason"]
    ) or "Never compared with “3,900” in draft.txt, as the editor" in str(folder.figure("2,431")["reason"])


def test_figures_of_different_units_are_not_one_claim_whatever_is_said(tmp_path: Path) -> None:
    folder = Folder(tmp_path, a="The port earned $9 million.\n", b="The port grew by 9 per cent.\n")
    folder.audit()
    correction = folder.correct(
        "same claim", quantity_id=folder.figure("$9")["id"], other_quantity_id=folder.figure("per cent")["id"]
    )
    summary = folder.audit()
    assert folder.fate(correction) == "not-applied"
    assert any("not two figures of one kind and unit" in note for note in summary.notes)


def test_a_figure_that_is_none_is_compared_with_nothing(folder: Folder) -> None:
    folder.write("sources.toml", SAME)
    folder.correct("no claim", quantity_id=folder.figure("2,431")["id"])
    folder.audit()
    assert pairs(folder) == []
    assert str(folder.figure("2,431")["reason"]).startswith("Called no figure by the editor")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("the quay and more", "does not stand in draft.txt; write the words as they are there"),
        ("o", "times in draft.txt; write more of the words around it"),
        ("A busy summer", "holds no figures; it must hold one"),
    ],
)
def test_a_declared_figure_that_cannot_be_told_is_a_note_of_the_run(
    folder: Folder, text: str, says: str
) -> None:
    folder.write("sources.toml", SAME.replace("3,900 boxes", text))
    summary = folder.audit()
    assert any(says in note and "sources.toml:2" in note for note in summary.notes), summary.notes
    assert folder.fate("sources.toml:2") == "not-applied"


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("[[same_claim]]\nfigures = []", 1, "names two figures"),
        ('[[never_compare]]\nfigures = [{document = "a"}, {document = "b"}]', 2, 'a "document" and a "text"'),
        ('[[same_claim]]\nfigures = [{document = "a", text = "1"}, {document = "a", text = "1"}]', 2, "the same figure twice"),
        ('[same_claim]\nfigures = []', 1, "a table of its own"),
        ('[[same_claims]]\nfigures = []', 1, "known here"),
        ('[[same_claim]]\nfigures = [{document = "a", text = ""}, {document = "b", text = "1"}]', 2, "must be texts"),
    ],
)  # fmt: skip
def test_a_slip_in_a_declared_pair_is_shown_where_it_is(
    tmp_path: Path, table: str, line: int, says: str
) -> None:
    (tmp_path / "sources.toml").write_text(f"\n{table}\n", "utf-8")
    with pytest.raises(ConfigurationError, match=says) as error:
        load_manifests([tmp_path / "sources.toml"], tmp_path)
    assert f"sources.toml:{line + 1}: " in str(error.value)
