"""What a stored audit gives back, and what a person is told where it cannot."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.audited import AuditedDocument, StoredAudit, SuppressionRule, line_starts
from audit.errors import DatabaseError
from audit.model import Rival, Unread
from audit.store.publishing import publish
from audit.store.reading import load

from .folders import RUN, Folder, harbour


def changed(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)

    return change


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (Path.unlink, "there is no such database; make it with `audit run"),
        (become_a_folder, "this is a folder, not an audit database"),
        (lambda path: path.write_bytes(b"not a database, but long enough to be asked" * 40), "is not an SQLite database"),
        (lambda path: path.write_bytes(b""), "this database holds no audit"),
        (truncate, "this database is damaged"),
        (changed("insert into _sqlite_migrations (migration_set, name, applied_at) values ('audit', 'm999', '')"),
         "written by a newer version"),
        (changed("delete from _sqlite_migrations where name = 'm002_views'"), "written by an older version"),
        (changed("drop table _sqlite_migrations"), "this database holds no audit"),
        (changed("update runs set finished = null"), "holds no finished audit yet"),
        (changed("update matches set edits = '[{\"op\": 1}]'"), "this database is damaged"),
    ],
)  # fmt: skip
def test_a_database_that_is_none_is_one_sentence(
    tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    path = harbour().publish(tmp_path / "audit.db")
    damage(path)
    with pytest.raises(DatabaseError) as raised:
        load(path)
    assert said in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)


def test_reading_changes_nothing(tmp_path: Path) -> None:
    path = harbour().publish(tmp_path / "audit.db")
    before = path.read_bytes()
    load(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["audit.db"]


def test_a_database_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = harbour().publish(tmp_path / "audit.db")
    path.chmod(0o444)
    assert load(path).findings


def test_a_path_may_hold_what_a_uri_may_not(tmp_path: Path) -> None:
    assert load(harbour().publish(tmp_path / "a?b#c d%20.db")).findings


def test_paths_lead_from_the_working_folder_to_the_file(tmp_path: Path) -> None:
    publish(tmp_path / "db" / "audit.db", harbour().result(), replace(RUN, root="../folder"))
    from_above = load(tmp_path / "db" / "audit.db", base=tmp_path)
    from_aside = load(tmp_path / "db" / "audit.db", base=tmp_path / "db")
    assert from_above.findings[0].label == "folder/drafts/harbour.md:5:2"
    assert from_above.unread[0].location == "folder/drafts/scan.pdf"
    assert from_aside.findings[0].label == "drafts/harbour.md:5:2"


def test_every_place_cuts_the_words_that_the_run_found(audit: StoredAudit) -> None:
    given_words = {judged.quotation.text for judged in harbour().quotations}
    assert {quotation.place.text for quotation in audit.quotations} == given_words


def test_a_finding_brings_the_other_side_with_it(audit: StoredAudit) -> None:
    sides = {
        finding.rule.id: [(one.kind, one.place.text) for one in finding.evidence]
        for finding in audit.findings
    }
    assert sides["meaning-changed"] == [("source", "We will not raise the harbour levy this year")]
    assert sides["figures-conflict"] == [("figure", "1,200 ships")]
    assert sides["repeated-passage"] == [
        ("passage", "The harbour has three quays, and two of them are closed.")
    ]
    assert sides["uncorroborated"] == []


def test_the_passage_repeated_is_the_other_one(audit: StoredAudit) -> None:
    (finding,) = [one for one in audit.findings if one.rule.id == "repeated-passage"]
    assert finding.place is not None
    assert finding.place.start != finding.evidence[0].place.start


def test_rivals_are_evidence_too(tmp_path: Path) -> None:
    folder = Folder()
    folder.document("draft.txt", "She said “it is late”.")
    folder.document("source.txt", "It is late. Then again: it is late.", role="primary")
    rival = Rival("source.txt", *folder.span("source.txt", "it is late"), "it is late", 100.0)
    found = folder.match("source.txt", "It is late", ("it is late", "It is late"), rivals=(rival,))
    folder.quotation("draft.txt", "it is late", "ambiguous", "Two places fit equally well.", match=found)
    audit = load(folder.publish(tmp_path / "audit.db"))
    assert [(one.kind, one.place.start) for one in audit.findings[0].evidence] == [
        ("source", 0),
        ("rival", 24),
    ]


def test_what_is_gone_is_not_reported(tmp_path: Path) -> None:
    folder = harbour()
    path = folder.publish(tmp_path / "audit.db")
    folder.quotations = [one for one in folder.quotations if one.judgement.verdict != "meaning-changed"]
    folder.publish(path)
    assert "meaning-changed" not in {finding.rule.id for finding in load(path).findings}


def test_an_earlier_edition_is_named_as_one(tmp_path: Path) -> None:
    folder = harbour()
    path = folder.publish(tmp_path / "audit.db")
    edited = folder.documents["drafts/rival.txt"]
    folder.documents["drafts/rival.txt"] = replace(edited, text=edited.text + "More.\n", sha256="0" * 64)
    folder.publish(path)
    labels = [document.label for document in load(path).documents if document.path == "drafts/rival.txt"]
    assert labels == ["drafts/rival.txt", f"drafts/rival.txt (earlier edition {edited.sha256[:12]})"]


def test_the_suppressions_that_a_run_found_come_back(tmp_path: Path) -> None:
    row = {"kind": "inline", "reason": "known", "where": "a.md:1", "rule": "altered", "path": "a.md", "span": [0, 9],
           "words": None, "finding_id": None, "until": None}  # fmt: skip
    settings = {"suppressions": [row], "suppression_problems": ["a.md:2: no reason."]}
    publish(tmp_path / "audit.db", harbour().result(), replace(RUN, settings=settings))
    audit = load(tmp_path / "audit.db")
    assert audit.suppressions == (
        SuppressionRule("inline", "known", "a.md:1", rule="altered", path="a.md", span=(0, 9)),
    )
    assert audit.stale == ("a.md:2: no reason.",)


def test_a_part_that_was_not_read_keeps_its_place(tmp_path: Path) -> None:
    folder = harbour()
    folder.unread = [Unread("drafts/harbour.md", "page 3 holds no text", 10, 20)]
    (unread,) = load(folder.publish(tmp_path / "audit.db")).unread
    assert (unread.path, unread.start, unread.end) == ("drafts/harbour.md", 10, 20)


def document(text: str) -> AuditedDocument:
    return AuditedDocument(
        "a.txt", "a.txt", "a.txt", text, line_starts(text), None, None, None, None, None, None, "report", "text/plain", "", True
    )  # fmt: skip


@given(st.text(alphabet="ab\n\r \u2028\U0001f600", max_size=40), st.data())
def test_lines_and_columns_are_what_an_editor_shows(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = document(text).place(start, end)
    before = (
        text[:start].replace("\r\n", "\n").replace("\r", "\n")
        if text[start - 1 : start + 1] != "\r\n"
        else None
    )
    if before is not None:
        assert place.line == before.count("\n") + 1
        assert place.column == len(before) - (before.rfind("\n") + 1) + 1
    assert (place.end_line, place.end_column) >= (place.line, place.column)


def test_columns_count_code_points() -> None:
    place = document("one\n😀😀 two").place(7, 10)
    assert (place.text, place.line, place.column, place.end_line, place.end_column) == ("two", 2, 4, 2, 7)
