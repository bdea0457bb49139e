"""`audit attest` says what was audited, with what and how it came out; `audit verify` holds all to it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from audit.pipeline import run
from tests.command import audit
from tests.faults import folders

RECORDS = '{"id": "one", "text": "He said “no”."}\n{"id": "two", "text": "Nothing else."}\n'


@pytest.fixture(scope="module")
def attested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = folders.make(tmp_path_factory.mktemp("attested") / "folder")
    (folder / "documents" / "records.jsonl").write_text(RECORDS, "utf-8")
    (folder / "documents" / "scan.txt").write_bytes(b"\x00\x01" * 50)
    run([folder / "documents"], folders.database(folder), lambda _stage, items, _total: iter(items))
    made = audit("attest", "--db", "audit.db", folder=folder)
    assert (made.returncode, made.stderr) == (0, ""), made.stderr
    assert made.stdout == "5 inputs, result FAILED. Written:\n  audit.intoto.json\n  ro-crate-metadata.json\n"
    return folder


@pytest.fixture
def folder(attested: Path, tmp_path: Path) -> Path:
    shutil.copytree(attested, tmp_path / "folder")
    return tmp_path / "folder"


def statement(folder: Path) -> Any:
    return json.loads((folder / "audit.intoto.json").read_text("utf-8"))


def verify(folder: Path) -> tuple[int, str]:
    verified = audit("verify", "--db", "audit.db", "--attestation", "audit.intoto.json", folder=folder)
    assert "Traceback" not in verified.stderr
    return verified.returncode, verified.stdout + verified.stderr


def test_every_input_is_named_by_its_hash(folder: Path) -> None:
    told = {subject["name"]: subject["digest"]["sha256"] for subject in statement(folder)["subject"]}
    documents = folder / "documents"
    assert told == {file.name: sha256(file.read_bytes()).hexdigest() for file in documents.iterdir()}


def test_the_statement_names_tool_settings_and_result(folder: Path) -> None:
    told = statement(folder)
    assert told["_type"] == "https://in-toto.io/Statement/v1"
    predicate = told["predicate"]
    (tool,) = predicate["configuration"]
    assert tool["annotations"]["version"]
    assert tool["digest"]["sha256"] == tool["annotations"]["settings"]["engine"]
    assert (predicate["result"], predicate["failedTests"]) == (
        "FAILED",
        ["figures-conflict", "meaning-changed"],
    )
    rules = [*predicate["passedTests"], *predicate["warnedTests"], *predicate["failedTests"]]
    assert len(rules) == len(set(rules)) == folders.query(folder, "select count(*) from rules")[0][0]
    assert predicate["source-audit"]["unread"][0]["name"] == "scan.txt"


def test_the_crate_describes_every_file_that_it_holds(folder: Path) -> None:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    parts = [part["@id"] for part in entities["./"]["hasPart"]]
    for part in parts:
        data = (folder / part).read_bytes()
        assert entities[part]["sha256"] == sha256(data).hexdigest()
        assert entities[part]["contentSize"] == str(len(data))
    action = entities["#audit"]
    assert {one["@id"] for one in (*action["object"], *action["result"])} == set(parts)
    assert all(reference in entities for reference in _references(crate["@graph"]) if ":" not in reference)
    (software,) = [one for one in crate["@graph"] if one["@type"] == "SoftwareApplication"]
    assert {"name", "url", "version"} <= software.keys()  # RO-Crate 1.2 demands these three of software


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["@id"]] if set(value) == {"@id"} else []
        return own + [reference for one in value.values() for reference in _references(one)]
    return [reference for one in value for reference in _references(one)] if isinstance(value, list) else []


def test_what_is_as_attested_verifies_wherever_it_is_now(folder: Path) -> None:
    assert verify(folder)[0] == 0, verify(folder)[1]
    folders.review(folder, "a review is no change of what was found")
    assert verify(folder)[0] == 0


def change_a_document(folder: Path) -> None:
    folders.write_draft(folder, 1)


def change_the_manifest(folder: Path) -> None:
    with (folder / "documents" / "sources.toml").open("a") as file:
        file.write("# a remark\n")


def change_what_was_not_read(folder: Path) -> None:
    (folder / "documents" / "scan.txt").write_text("It is read now.")


def lose_a_document(folder: Path) -> None:
    (folder / "documents" / "statement.txt").unlink()


def sql(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folders.database(folder))) as connection, connection:
            connection.execute(statement)

    return change


def audit_again_with_another_draft(folder: Path) -> None:
    folders.write_draft(folder, 1)
    run([folder / "documents"], folders.database(folder), lambda _stage, items, _total: iter(items))


@pytest.mark.parametrize(
    ("tamper", "code", "named"),
    [
        (change_a_document, 1, "draft.md: broken: it is not the file that was attested"),
        (change_the_manifest, 1, "sources.toml: broken: it is not the file that was attested"),
        (change_what_was_not_read, 1, "scan.txt: broken: it is not the file that was attested"),
        (lose_a_document, 3, "statement.txt: missing: it was attested and cannot be read"),
        (sql("update findings set level = 'note'"), 1, "content: broken: "),
        (sql("delete from findings where level = 'error'"), 1, "content: broken: "),
        (sql("update quotations set verdict = 'verbatim'"), 1, "content: broken: "),
        (sql("update runs set tool_version = '9'"), 1, "version of the tool: broken: "),
        (sql("update runs set settings = '{}'"), 1, "settings: broken: "),
        (audit_again_with_another_draft, 1, "inputs: broken: "),
    ],
)
def test_what_is_not_as_attested_is_named(
    folder: Path, tamper: Callable[[Path], None], code: int, named: str
) -> None:
    tamper(folder)
    found, said = verify(folder)
    assert (found, named in said) == (code, True), said


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"_type": "https://in-toto.io/Statement/v1"}', "no JSON"])
def test_a_file_that_is_no_attestation_is_refused_in_one_sentence(folder: Path, text: str) -> None:
    (folder / "audit.intoto.json").write_text(text)
    code, said = verify(folder)
    assert code == 2
    assert "audit.intoto.json: this is no attestation of an audit" in said


def test_an_audit_whose_documents_have_changed_is_not_attested(folder: Path) -> None:
    folders.write_draft(folder, 1)
    refused = audit("attest", "--db", "audit.db", folder=folder)
    assert refused.returncode == 2
    assert (
        refused.stderr == "audit: draft.md: this file has changed since the audit; run `audit run` first.\n"
    )


def test_a_changed_record_of_a_larger_file_is_seen(folder: Path) -> None:
    (folder / "documents" / "records.jsonl").write_text(RECORDS.replace("else", "more"), "utf-8")
    assert audit("attest", "--db", "audit.db", folder=folder).returncode == 2


def test_the_same_audit_gives_the_same_statement(folder: Path) -> None:
    before = (folder / "audit.intoto.json").read_bytes()
    with closing(sqlite3.connect(folders.database(folder))) as connection:
        connection.execute("vacuum")
    audit("attest", "--db", "audit.db", folder=folder)
    assert (folder / "audit.intoto.json").read_bytes() == before
