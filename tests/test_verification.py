"""`audit verify` proves what is stored from the originals, and one changed character is enough to fail."""

import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from audit.errors import DatabaseError
from audit.pipeline import run
from audit.verification import Verification, verify

ARTICLE = "# A quiet day\n\nThe minister said &ldquo;not now&rdquo; on *Monday* to 12 reporters.\n"
PAGE = "<html><body><h1>A quiet day</h1><p>She said&nbsp;“it is &amp; was 5&#37;”.</p></body></html>"
RECORDS = '{"id": "one", "text": "He said \\"no\\" \\u2013 twice."}\n{"id": "two", "text": "Nothing else."}\n'
WORD = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>The report says &lt;nothing&gt; changed.</w:t></w:r></w:p></w:body></w:document>"
)


def unwatched(_stage, items, _total, /):  # type: ignore[no-untyped-def]
    return iter(items)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "article.md").write_text(ARTICLE, "utf-8")
    (documents / "page.html").write_text(PAGE, "utf-16")
    (documents / "records.jsonl").write_text(RECORDS, "utf-8")
    with zipfile.ZipFile(documents / "letter.docx", "w") as archive:
        archive.writestr("word/document.xml", WORD)
    run([documents], tmp_path / "db" / "audit.db", unwatched)
    return tmp_path


def verified(folder: Path, root: Path | None = None) -> Verification:
    return verify(folder / "db" / "audit.db", root)


def change(folder: Path, sql: str) -> None:
    with sqlite3.connect(folder / "db" / "audit.db") as connection:
        connection.execute(sql)


def test_every_character_of_every_format_is_proved(folder: Path) -> None:
    result = verified(folder)
    assert (result.problems, result.unproved, result.documents) == ([], [], 5)
    assert result.passages > 5


@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        ("update texts set text = replace(text, 'not now', 'now now')", "article.md"),
        ("update texts set text = replace(text, '5%', '6%')", "page.html"),
        ("update texts set text = replace(text, 'twice', 'never') where document_id = 'one'", "one"),
        ("update texts set text = replace(text, '<nothing>', '(nothing)')", "letter.docx"),
        ("update texts set text = text || ' More.' where document_id = 'two'", "two"),
        ("update texts set source_map = '[[\"copy\", 0, 4]]' where document_id = 'two'", "two"),
        ("update texts set source_map = 'nothing' where document_id = 'two'", "two"),
        ("update documents set sha256 = replace(sha256, 'a', 'b')", "."),
        ("update quotations set text = 'now' where text like 'not now%'", "article.md: quotations"),
        ("update quotations set speaker_start = speaker_start + 1", "quotations"),
        ("update quantities set \"end\" = \"end\" + 1", "quantities"),
        ("update paragraphs set text = upper(text)", "paragraphs"),
        ("update quotations set verdict = ' '", "quotations"),
        ("insert into paragraphs_fts (paragraphs_fts) values ('delete-all')", "paragraphs_fts"),
        ("update findings set rule_id = 'nothing-like-it'", "findings"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_named(folder: Path, tampering: str, where: str) -> None:
    change(folder, tampering)
    problems = verified(folder).problems
    assert {problem.kind for problem in problems} == {"broken"}
    assert any(where in problem.where for problem in problems)


def test_an_original_that_changed_since_is_broken(folder: Path) -> None:
    with (folder / "documents" / "article.md").open("a") as file:
        file.write("!")
    (problem,) = verified(folder).problems
    assert (problem.kind, problem.where) == ("broken", "article.md")
    assert "changed since the audit" in problem.message


def test_a_changed_record_breaks_that_record_alone(folder: Path) -> None:
    records = folder / "documents" / "records.jsonl"
    records.write_text(RECORDS.replace("Nothing else", "Anything else"), "utf-8")
    assert [problem.where for problem in verified(folder).problems] == ["records.jsonl"]


def test_an_original_that_is_gone_is_missing_and_found_again_where_root_says(folder: Path) -> None:
    shutil.move(folder / "documents", folder / "archive")
    assert {problem.kind for problem in verified(folder).problems} == {"missing"}
    assert verified(folder, folder / "archive").problems == []


def test_the_audit_may_move_together_with_its_documents(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "all"
    shutil.move(folder, elsewhere)
    assert verified(elsewhere).problems == []
    shutil.move(elsewhere, folder)


def test_a_database_without_an_audit_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no such audit database"):
        verify(tmp_path / "none.db")
    (tmp_path / "letter.db").write_text("Dear Madam, " * 200)
    with pytest.raises(DatabaseError, match=r"letter\.db: this file is not an SQLite database"):
        verify(tmp_path / "letter.db")
