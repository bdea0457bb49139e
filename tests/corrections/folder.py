"""A folder of documents that is audited, corrected, changed and audited again, for real."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from audit.pipeline import Summary, run

Item = TypeVar("Item")
AROUND = 40


def unwatched(_stage: str, items: Iterable[Item], _total: int) -> Iterator[Item]:
    return iter(items)


class Folder:
    """Documents beside their audit; `audit()` runs it, `correct()` records what a person says."""

    def __init__(self, path: Path, **texts: str) -> None:
        self.documents = path / "documents"
        self.documents.mkdir()
        self.database = path / "audit.db"
        for name, text in texts.items():
            self.write(f"{name}.txt", text)

    def write(self, name: str, text: str) -> None:
        (self.documents / name).write_text(text, "utf-8")

    def audit(self) -> Summary:
        return run([self.documents], self.database, unwatched)

    def rows(self, sql: str, **values: object) -> list[dict[str, object]]:
        with sqlite3.connect(self.database) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def quotation(self, words: str) -> dict[str, object]:
        """The quotation that holds these words, and the shortest where one stands within another."""
        sql = "select * from quotations where text like :words order by length(text) limit 1"
        (row,) = self.rows(sql, words=f"%{words}%")
        return row

    def figure(self, words: str, document: str = "%") -> dict[str, object]:
        (row,) = self.rows(
            "select * from quantities where text like :words and document_id like :document",
            words=f"%{words}%", document=document,
        )  # fmt: skip
        return row

    def correct(self, kind: str, **columns: object) -> int:
        """Records a correction as the pages do: with the words around what it is about."""
        row = {"kind": kind, "reviewer": "the editor", "created": "2026-03-01T10:00:00Z", **columns}
        for name, table in (("quotation_id", "quotations"), ("quantity_id", "quantities")):
            if row.get(name) and "text" not in row:
                (claim,) = self.rows(f"select * from {table} where id = :id", id=row[name])
                row |= {column: claim[column] for column in ("document_id", "start", "end", "text")}
        if "start" in row:
            (text,) = self.rows("select text from texts where document_id = :id", id=row["document_id"])
            start, end, whole = int(str(row["start"])), int(str(row["end"])), str(text["text"])
            row |= {"text": whole[start:end], "prefix": whole[max(0, start - AROUND) : start],
                    "suffix": whole[end : end + AROUND]}  # fmt: skip
        columns_ = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(f":{name}" for name in row)
        with sqlite3.connect(self.database) as connection:
            cursor = connection.execute(f"insert into corrections ({columns_}) values ({marks})", row)
            return int(cursor.lastrowid or 0)

    def missed(self, document: str, words: str, **columns: object) -> int:
        """Selects words in a stored text and says that they are a quotation which was missed."""
        (text,) = self.rows("select text from texts where document_id = :id", id=document)
        start = str(text["text"]).index(words)
        return self.correct(
            "missed claim", document_id=document, start=start, end=start + len(words), **columns
        )

    def fate(self, correction: int | str) -> str:
        ((row),) = self.rows("select fate from correction_outcomes where id = :id", id=str(correction))
        return str(row["fate"])

    def reason(self, correction: int | str) -> str:
        ((row),) = self.rows("select reason from correction_outcomes where id = :id", id=str(correction))
        return str(row["reason"])
