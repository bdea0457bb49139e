"""A run over a folder that was audited before does only what changed, and finds what a fresh one finds."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import remembering
from audit.extractors import quantities, quotations
from audit.matching.figure_claims import figure_claims
from audit.model import Document, Facts, Paragraph, Unread
from audit.pipeline import run
from audit.readers import read
from audit.store.memory import Memory
from audit.store.nouns import noun, plain
from audit.store.schema import TABLES
from tests.faults import folders

EXAMPLE = Path(__file__).parent.parent / "docs" / "example"


def unwatched(_stage: str, items: Iterable[Any], _total: int, /) -> Iterator[Any]:
    return iter(items)


def audit(folder: Path, database: Path) -> None:
    run([folder], database, unwatched)


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that a run writes, as it was written; what only tells of earlier runs is left out."""
    with closing(sqlite3.connect(database)) as connection:
        found = {
            table.name: connection.execute(f"select * from {table.name}").fetchall()
            for table in TABLES
            if table.derived
        }
        found["_memory"] = connection.execute("select * from _memory").fetchall()
        found["findings"] = connection.execute(folders.CURRENT["findings"]).fetchall()
        found["documents"] = [row for row in found["documents"] if "@" not in str(row[0])]
        found["texts"] = [row for row in found["texts"] if "@" not in str(row[0])]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = folders.make(tmp_path / "made") / "documents"
    shutil.copy(EXAMPLE / "draft.md", folder / "kennedy.md")
    shutil.copy(EXAMPLE / "inaugural-address-1961.txt", folder)
    audit(folder, tmp_path / "audit.db")
    return folder


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were extracted, in order."""
    names: list[str] = []
    extract = quotations.extract

    def noted(document: Document) -> Any:
        names.append(document.id)
        return extract(document)

    monkeypatch.setattr(remembering.quotations, "extract", noted)
    return names


def test_an_unchanged_folder_is_not_extracted_again(folder: Path, extracted: list[str]) -> None:
    audit(folder, folder.parent.parent / "audit.db")
    assert extracted == []


def a_changed_draft(folder: Path) -> None:
    (folder / "draft.md").write_text(folders.DRAFTS[1], "utf-8")


def a_new_document(folder: Path) -> None:
    (folder / "new.txt").write_text("“Ships pay what ships cost,” the minister said on Monday.\n", "utf-8")


def a_document_less(folder: Path) -> None:
    (folder / "draft.md").unlink()


def another_date(folder: Path) -> None:
    with (folder / "sources.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('\n[documents."draft.md"]\npublished = 2025-04-02\n')


def another_role(folder: Path) -> None:
    manifest = folder / "sources.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("primary", "report"), "utf-8")


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (a_changed_draft, ["draft.md"]),
        (a_new_document, ["new.txt"]),
        (a_document_less, []),
        (another_date, ["draft.md"]),
        (another_role, ["statement.txt"]),
    ],
)
def test_only_what_changed_is_extracted_and_every_row_is_that_of_a_fresh_run(
    folder: Path, extracted: list[str], change: Any, again: list[str], tmp_path: Path
) -> None:
    change(folder)
    audit(folder, tmp_path / "audit.db")
    assert extracted == again
    audit(folder, tmp_path / "fresh.db")
    assert rows(tmp_path / "audit.db") == rows(tmp_path / "fresh.db")


def test_what_is_no_longer_used_is_forgotten(folder: Path, tmp_path: Path) -> None:
    before = rows(tmp_path / "audit.db")["_memory"]
    a_document_less(folder)
    audit(folder, tmp_path / "audit.db")
    audit(folder, tmp_path / "fresh.db")
    assert len(rows(tmp_path / "audit.db")["_memory"]) < len(before)
    assert rows(tmp_path / "audit.db")["_memory"] == rows(tmp_path / "fresh.db")["_memory"]


@pytest.mark.parametrize(
    "tampering",
    [
        "update _memory set value = x'00'",
        "update _memory set value = (select value from _memory order by length(value) desc limit 1)",
        "delete from _memory",
        "drop table _memory",
    ],
)
def test_a_memory_that_was_tampered_with_changes_nothing(
    folder: Path, tampering: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "audit.db")) as connection, connection:
        connection.execute(tampering)
    a_changed_draft(folder)
    audit(folder, tmp_path / "audit.db")
    audit(folder, tmp_path / "fresh.db")
    assert rows(tmp_path / "audit.db") == rows(tmp_path / "fresh.db")


WORDS = st.sampled_from(
    [
        *[
            "“",
            "”",
            "said",
            "says",
            "the",
            "minister",
            "Ms",
            "Jones",
            "not",
            "about",
            "nearly",
            "9.50",
            "$145",
            "billion",
            "half",
            "per",
            "cent",
            "in",
            "2021",
            "last",
            "year",
        ],
        *[
            '"',
            "1,200",
            "ships",
            "8",
            "to",
            "16",
            "%",
            "that",
            "a",
            "third",
            "…",
            "[sic]",
            "on",
            "4",
            "February",
            ".",
            ",",
        ],
        "\n\n",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_what_is_kept_comes_back_exactly_as_it_was(text: str) -> None:
    document = Document("a", "a", text, (Paragraph(0, 0, len(text), "body"),), Facts(published="2022-02-04"))
    memory = Memory()
    found = remembering.claims_in(document, memory)
    assert found == (quotations.extract(document), quantities.extract(document))
    again = Memory(memory.used)
    assert remembering.claims_in(document, again) == found
    assert repr(remembering.claims_in(document, again)) == repr(found)  # 1E+2 is not 100
    assert again.used == memory.used
    figures = figure_claims(document, found[1])
    assert remembering.figure_claims_in(document, found[1], memory) == figures
    assert remembering.figure_claims_in(document, found[1], Memory(memory.used)) == figures


def test_a_table_of_a_thousand_figures_is_not_kept_a_thousand_times() -> None:
    text = (
        "Exports by port: "
        + "; ".join(f"{ship:,} ships in port {ship}" for ship in range(1_000, 2_000))
        + "."
    )
    document = Document("a", "a", text, (Paragraph(0, 0, len(text), "body"),))
    memory = Memory()
    figures = quantities.extract(document)
    claims = remembering.figure_claims_in(document, figures, memory)
    assert len(claims) >= 1_000
    assert sum(map(len, memory.used.values())) < 10 * len(text)
    again = remembering.figure_claims_in(document, figures, Memory(memory.used))
    assert again == claims
    assert len({id(claim.sentence) for claim in again}) == 1


def test_a_document_comes_back_as_it_was_read(folder: Path) -> None:
    (document,) = read("draft.md", folder)
    assert isinstance(document, Document)
    assert noun(Document, json.loads(json.dumps(plain(document)))) == document
    unread = Unread("scan.pdf", "no text", 3, 4)
    assert noun(Unread, json.loads(json.dumps(plain(unread)))) == unread


def test_a_pdf_is_read_once_and_recalled_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.readers.test_pdf import pdf

    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(["She said that the levy stays as it is."]))
    memory = Memory()
    first = list(remembering.items_of("report.pdf", tmp_path, None, memory))
    if isinstance(first[0], Unread):
        pytest.skip("reading PDF needs an extra")
    kept = Memory(memory.used)
    with monkeypatch.context() as closed:
        closed.setattr(remembering, "read", lambda *_arguments, **_options: pytest.fail("it was read again"))
        assert list(remembering.items_of("report.pdf", tmp_path, None, kept)) == first
    path.write_bytes(pdf(["She said that the levy does not stay as it is."]))
    (second,) = remembering.items_of("report.pdf", tmp_path, None, kept)
    assert isinstance(second, Document)
    assert "does not stay" in second.text
