"""When a source changes, what was quoted faithfully from its earlier edition is told."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from audit.pipeline import run
from audit.store.reading import load

SOURCE = (
    "Remarks on the harbour\n\nWe will not raise the harbour levy this year, because the small boats cannot bear it.\n\n"
    "Ships pay what ships cost, and nobody else does.\n"
)
CHANGED = SOURCE.replace("will not raise", "will raise")
WITHOUT = SOURCE.replace(
    "We will not raise the harbour levy this year, because the small boats cannot bear it.\n\n", ""
)
QUOTED = "We will not raise the harbour levy this year"
DRAFT = f"“{QUOTED},” the minister said.\n\n“Ships pay what ships cost,” he added.\n"
PRIMARY = '[documents."statement.txt"]\nrole = "primary"\nspeaker = "the minister"\n'


def audit(folder: Path, **files: str) -> set[tuple[str, str]]:
    """Runs over the folder with these files changed, and tells the findings about editions."""
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    for name, text in files.items():
        (documents / name.replace("_", ".")).write_text(text, "utf-8")
    run([documents], folder / "audit.db", lambda _stage, items, _total: iter(items))
    return {(str(row[0]), str(row[1])) for row in query(folder, TOLD)}


def query(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "audit.db")) as connection:
        return connection.execute(sql).fetchall()


TOLD = (
    "select trim(quotations.text, ','), findings.level from findings join quotations on quotations.id = quotation_id "
    "where rule_id = 'edition-changed' and status <> 'gone'"
)
CHANGE = {(QUOTED, "error")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert audit(tmp_path, sources_toml=PRIMARY, statement_txt=SOURCE, draft_md=DRAFT) == set()
    return tmp_path


def test_a_quotation_that_the_new_edition_contradicts_is_a_finding(folder: Path) -> None:
    assert audit(folder, statement_txt=CHANGED) == CHANGE


def test_a_quotation_that_the_new_edition_no_longer_holds_is_a_finding(folder: Path) -> None:
    assert audit(folder, statement_txt=WITHOUT) == CHANGE


def test_a_change_elsewhere_in_the_source_is_none(folder: Path) -> None:
    assert audit(folder, statement_txt=SOURCE.replace("Remarks on", "Her remarks on")) == set()


def test_it_is_told_by_every_later_run_until_the_draft_or_the_source_is_put_right(folder: Path) -> None:
    audit(folder, statement_txt=CHANGED)
    assert audit(folder, other_txt="Nothing about ships.\n") == CHANGE
    assert audit(folder, statement_txt=CHANGED + "\nThank you.\n") == CHANGE
    assert audit(folder, draft_md=DRAFT.replace("will not raise", "will raise")) == set()
    assert audit(folder, draft_md=DRAFT) == CHANGE
    assert audit(folder, statement_txt=SOURCE) == set()


def test_both_editions_stay_and_the_finding_shows_the_words_of_the_earlier_one(folder: Path) -> None:
    audit(folder, statement_txt=CHANGED)
    assert query(
        folder, "select is_current, count(*) from documents where path = 'statement.txt' group by 1"
    ) == [
        (0, 1),
        (1, 1),
    ]
    (finding,) = [one for one in load(folder / "audit.db").findings if one.rule.id == "edition-changed"]
    assert "until it changed" in finding.message
    assert "meaning-changed" in finding.message
    evidence = finding.evidence[0]
    assert evidence.place.text.strip(",") == QUOTED
    assert not evidence.place.document.is_current
    assert query(folder, "select * from broken_passages") == []


def test_against_a_report_that_changed_it_is_one_step_lower(folder: Path) -> None:
    audit(folder, sources_toml="", other_md="A title\n")
    assert audit(folder, statement_txt=CHANGED) == {(QUOTED, "warning")}


def test_a_report_that_changed_is_nothing_to_words_that_another_document_bears_out(folder: Path) -> None:
    report = f"“{QUOTED},” the minister told this paper on Monday.\n"
    audit(folder, report_txt=report)
    assert audit(folder, report_txt=report.replace("not ", "")) == set()


def test_what_was_wrong_before_is_no_change_of_edition(folder: Path) -> None:
    audit(folder, draft_md=DRAFT.replace("will not raise", "must raise"))
    assert audit(folder, statement_txt=WITHOUT) == set()


def test_documents_of_one_family_still_do_not_confirm_each_other(folder: Path) -> None:
    family = PRIMARY + 'family = "one"\n[documents."draft.md"]\nfamily = "one"\n'
    audit(folder, sources_toml=family)
    assert audit(folder, statement_txt=CHANGED) == set()


def test_a_document_is_no_source_of_its_own_next_edition(folder: Path) -> None:
    audit(folder, sources_toml="", statement_txt="Nothing at all.\n")
    assert audit(folder, draft_md=DRAFT + "\nMore of it.\n") == {
        (QUOTED, "warning"),
        ("Ships pay what ships cost", "warning"),
    }
    told = query(folder, "select distinct document_id from matches where document_id like 'draft.md@%'")
    assert told == []
