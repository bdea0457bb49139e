"""`audit export`: what other tools are handed, checked by the rules of their own formats."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from audit.commands import export as command
from audit.exports import EXPORTS
from audit.exports.tables import TABLES
from tests.annotation_model import deviations
from tests.command import audit
from tests.corrections.folder import Folder

SPEECH = "Remarks at the harbour\n\nWe do not intend to close the harbour before the winter. Thank you.\n"
DRAFT = (
    "The harbour 🚢\n\n“We do intend to close the harbour before the winter,” the minister said.\n\n"
    "Some called it “=HYPERLINK(1)” in anger. The port handled 2,431 containers.\n"
)
FACTS = (
    '[documents."speech.txt"]\nrole = "primary"\nspeaker = "The minister"\nurl = "https://example.org/remarks"\n'
    '[documents."draft.txt"]\npublisher = "A daily"\n'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    made = Folder(tmp_path_factory.mktemp("export"), speech=SPEECH, draft=DRAFT)
    made.write("sources.toml", FACTS)
    made.audit()
    return made


def export(folder: Folder, *arguments: str) -> str:
    ran = audit("export", *arguments, "--db", "audit.db", folder=folder.database.parent)
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    return ran.stdout


def annotations(folder: Folder, *arguments: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(export(folder, *arguments))["first"]["items"]
    return items


def test_every_annotation_finds_its_words_by_position_and_by_what_stands_around_them(folder: Folder) -> None:
    found = annotations(folder, "draft.txt")
    assert found
    for one in found:
        by_words, by_place = one["target"]["selector"]
        assert DRAFT[by_place["start"] : by_place["end"]] == by_words["exact"]
        around = by_words["prefix"] + by_words["exact"] + by_words["suffix"]
        assert DRAFT.count(around) == 1
        assert len(by_words["prefix"]) == min(32, by_place["start"])


def test_an_annotation_tells_the_verdict_the_reason_and_the_passage_of_the_source(folder: Folder) -> None:
    (quoted,) = [one for one in annotations(folder) if "do intend" in one["target"]["selector"][0]["exact"]
                 and one["body"][0]["value"] == "meaning-changed"]  # fmt: skip
    purposes = [body["purpose"] for body in quoted["body"]]
    assert purposes == ["classifying", "commenting", "tagging", "linking"]
    assert quoted["body"][-1]["source"] == "https://example.org/remarks"
    assert "do not intend" in quoted["body"][-1]["selector"][0]["exact"]
    assert quoted["target"]["source"] == "documents/draft.txt"


def test_a_collection_is_what_the_annotation_model_asks_for(folder: Folder) -> None:
    assert deviations(json.loads(export(folder))) == []


def test_a_decision_is_an_annotation_of_an_annotation_signed_and_dated(tmp_path: Path) -> None:
    folder = Folder(tmp_path, speech=SPEECH, draft=DRAFT)
    folder.write("sources.toml", FACTS)
    folder.audit()
    ((finding),) = folder.rows("select * from findings where level = 'error'")
    for decision, evidence in (("needs-source", "page 12"), ("confirmed", "https://example.org/recording")):
        audit("review", str(finding["id"]), "--decision", decision, "--note", "as the recording says", "--by",
              "The desk", "--evidence", evidence, "--db", "audit.db", folder=tmp_path)  # fmt: skip
    collection = json.loads(export(folder))
    assert deviations(collection) == []
    items = collection["first"]["items"]
    decided = [item for item in items if item["motivation"] == "moderating"]
    assert {item["target"] for item in decided} == {f"urn:source-audit:quotation:{finding['quotation_id']}"}
    assert [item["body"][0]["value"] for item in decided] == ["needs-source", "confirmed"]
    assert [item["creator"] for item in decided] == [{"type": "Person", "name": "The desk"}] * 2
    assert [item["created"] for item in decided] == [
        row["created"] for row in folder.rows("select * from reviews")
    ]
    words, address = (item["body"][-1] for item in decided)
    assert words["value"] == "page 12"
    assert address["source"] == "https://example.org/recording"


def test_a_folder_takes_a_file_a_document(folder: Folder, tmp_path: Path) -> None:
    export(folder, "--output", f"{tmp_path}/notes/")
    files = sorted(path.name for path in (tmp_path / "notes").iterdir())
    assert [name.split("-")[0] for name in files] == ["draft.txt", "speech.txt"]
    one = json.loads((tmp_path / "notes" / files[0]).read_text("utf-8"))
    assert {item["target"]["source"] for item in one["first"]["items"]} == {"documents/draft.txt"}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_is_whole_and_no_cell_calculates(folder: Folder, name: str) -> None:
    heads, *rows = csv.reader(io.StringIO(export(folder, "--format", "csv", "--table", name)))
    assert rows
    assert {len(row) for row in rows} == {len(heads)}
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]


def test_words_that_a_spreadsheet_would_calculate_stay_words(folder: Folder) -> None:
    rows = csv.DictReader(io.StringIO(export(folder, "--format", "csv")))
    words = {row["words"] for row in rows if "HYPERLINK" in row["words"]}
    assert "'=HYPERLINK(1)" in words
    assert not {one for one in words if one.startswith("=")}


def test_a_claim_review_is_a_draft_that_names_no_reviewer_and_no_number(folder: Folder) -> None:
    (draft,) = json.loads(export(folder, "--format", "claimreview"))["@graph"]
    assert draft["@type"] == "ClaimReview"
    assert draft["creativeWorkStatus"] == "Draft"
    assert "author" not in draft
    assert "author" not in draft["reviewRating"]
    assert "ratingValue" not in draft["reviewRating"]
    assert "person" in draft["disambiguatingDescription"]
    assert draft["itemReviewed"]["author"] == {"@type": "Organization", "name": "A daily"}
    assert draft["claimReviewed"].endswith("said: “We do intend to close the harbour before the winter,”")
    assert draft["citation"][0]["url"] == "https://example.org/remarks"


def test_what_was_dismissed_is_no_draft(tmp_path: Path) -> None:
    folder = Folder(tmp_path, speech=SPEECH, draft=DRAFT)
    folder.write("sources.toml", FACTS)
    folder.audit()
    ((finding),) = folder.rows("select id from findings where level = 'error'")
    audit("review", str(finding["id"]), "--decision", "dismissed", "--db", "audit.db", folder=tmp_path)
    assert json.loads(export(folder, "--format", "claimreview"))["@graph"] == []


def test_the_pages_are_files_that_open_without_a_server(folder: Folder, tmp_path: Path) -> None:
    export(folder, "--html", str(tmp_path / "copy"))
    index = (tmp_path / "copy" / "index.html").read_text("utf-8")
    assert "draft.txt" in index
    assert "http://" not in index.replace("http://www.w3.org", "")
    reader = next((tmp_path / "copy" / "read").glob("draft*.html")).read_text("utf-8")
    assert "The port handled" in reader


def test_excerpts_leave_out_what_nobody_quotes(folder: Folder, tmp_path: Path) -> None:
    export(folder, "--html", str(tmp_path / "copy"), "--excerpts")
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "copy").rglob("*.html"))
    assert "do not" in pages
    assert "Thank you" not in pages


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere.txt",), "nowhere.txt: there is no such document"),
        (("--table", "figures"), "--table belongs to --format csv"),
        (("--excerpts",), "--excerpts belongs to --html"),
        (("--html", "copy", "draft.txt"), "name none"),
        (("--format", "csv", "--output", "nowhere/table.csv"), "nowhere/table.csv"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_sentence(
    folder: Folder, arguments: tuple[str, ...], says: str
) -> None:
    refused = audit("export", *arguments, "--db", "audit.db", folder=folder.database.parent)
    assert (refused.returncode, says in refused.stderr) == (2, True), refused.stderr


def test_there_must_be_an_audit_to_export(tmp_path: Path) -> None:
    for arguments in (("export",), ("export", "--html", "copy")):
        refused = audit(*arguments, "--db", "none.db", folder=tmp_path)
        assert (refused.returncode, "none.db" in refused.stderr) == (2, True)
    assert [*tmp_path.iterdir()] == []


def test_the_command_offers_what_there_is() -> None:
    assert tuple(one.name for one in EXPORTS) == command.FORMATS
    assert sorted(command.TABLES) == sorted(TABLES)
