"""A large audit made up of generated words: `python -m tests.publication.large_audit FILE [DOCUMENTS] [QUOTATIONS]`."""

import json
import random
import sys
from pathlib import Path

from sqlite_utils import Database

from audit.store.migrations import migrations

VERDICTS = (
    "verbatim",
    "uncorroborated",
    "uncorroborated",
    "altered",
    "meaning-changed",
    "cut-short",
    "elided",
    "term",
)
WORDS = [f"{first}{second}" for first in ("har", "mor", "sta", "mi", "pro", "tra", "con", "re", "so", "be") for second in
         ("bour", "ning", "tement", "nister", "mise", "de", "dition", "port", "urce", "ginning", "ty", "al", "er", "ing")]  # fmt: skip


def large_audit(path: Path, documents: int = 2_000, quotations: int = 60_000) -> Path:
    """Writes an audit with that many documents and quotations, a figure for every second quotation."""
    chance = random.Random(7)
    database = Database(path)
    migrations.apply(database)
    database.conn.execute("pragma foreign_keys = off")
    with database.conn:
        _fixed_rows(database, documents, quotations)
        for number in range(documents):
            _document(database, chance, number, quotations // documents)
    for table in ("paragraphs", "quotations", "quantities"):
        database.table(table).rebuild_fts()
    database.close()
    return path


def _many(database: Database, table: str, rows: list[dict[str, object]]) -> None:
    if rows:
        columns = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        database.conn.executemany(f'insert into "{table}" ({columns}) values ({marks})', rows)


def _fixed_rows(database: Database, documents: int, quotations: int) -> None:
    _many(database, "runs", [{"id": 1, "started": "2024-08-01T09:00:00Z", "finished": "2024-08-01T09:10:00Z", "tool_version": "0.1.0",
                              "settings": "{}", "root": ".", "corpus_sha256": "0", "documents": documents, "quotations": quotations,
                              "quantities": quotations // 2, "matches": quotations // 2, "findings": quotations // 2, "unread": 0}])  # fmt: skip
    _many(
        database,
        "rules",
        [
            {"id": verdict, "title": verdict, "level": "warning", "description": "d", "remedy": "r"}
            for verdict in sorted(set(VERDICTS))
        ],
    )
    _many(
        database,
        "speakers",
        [
            {"id": f"s{number}", "name": f"The speaker {number}", "kind": "person", "aliases": "[]"}
            for number in range(800)
        ],
    )


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=18)).capitalize() + "."


def _document(database: Database, chance: random.Random, number: int, claims: int) -> None:
    name, other = f"news/{number:05}.txt", f"news/{max(0, number - 1):05}.txt"
    paragraphs = [" ".join(_sentence(chance) for _ in range(3)) for _ in range(claims)]
    text = "\n\n".join(paragraphs)
    _many(database, "documents", [{"id": name, "path": name, "title": f"Report {number}", "role": "primary" if number % 10 == 0 else "report",
                                   "media_type": "text/plain", "encoding": "utf-8", "sha256": "0", "byte_length": len(text), "char_length": len(text),
                                   "reader": "plain", "is_current": 1, "published": f"20{number % 24:02}-01-01"}])  # fmt: skip
    _many(database, "texts", [{"document_id": name, "text": text, "source_map": "[]"}])
    rows: dict[str, list[dict[str, object]]] = {
        "paragraphs": [],
        "quotations": [],
        "matches": [],
        "quantities": [],
        "findings": [],
        "quantity_matches": [],
    }
    at = 0
    for ordinal, paragraph in enumerate(paragraphs):
        _claims(rows, chance, name, other, ordinal, at, paragraph)
        at += len(paragraph) + 2
    for table, entries in rows.items():
        _many(database, table, entries)


def _claims(
    rows: dict[str, list[dict[str, object]]],
    chance: random.Random,
    name: str,
    other: str,
    ordinal: int,
    at: int,
    paragraph: str,
) -> None:
    key, verdict, end = f"{name}-{ordinal}", chance.choice(VERDICTS), 90
    place = {"document_id": name, "start": at, "end": at + end}
    rows["paragraphs"].append(
        {
            "id": key,
            "document_id": name,
            "ordinal": ordinal,
            "start": at,
            "end": at + len(paragraph),
            "kind": "body",
            "furniture": 0,
            "text": paragraph,
        }
    )
    matched = verdict not in {"uncorroborated", "term"}
    rows["quotations"].append({"id": f"q{key}".replace("/", "-"), **place, "kind": "direct", "text": paragraph[:end], "speaker_id": f"s{min(799, int(chance.expovariate(0.02)))}",
                               "speaker_text": "the speaker", "furniture": 0, "verdict": verdict, "reason": "As the rule says.", "best_match_id": f"m{key}" if matched else None,
                               "speaker_start": at, "speaker_end": at + 11, "family_id": None})  # fmt: skip
    if matched:
        edits = [
            {"op": "equal", "quoted": paragraph[:40], "source": paragraph[:40]},
            {"op": "replace", "quoted": paragraph[40:end], "source": "other words"},
        ]
        rows["matches"].append({"id": f"m{key}", "quotation_id": f"q{key}".replace("/", "-"), "document_id": other, "start": 0, "end": end, "text": paragraph[:end], "segments": f"[[0, {end}]]",
                                "relation": verdict, "reason": "As the rule says.", "similarity": 90.0, "edits": json.dumps(edits), "rivals": "[]"})  # fmt: skip
    if verdict in {"altered", "meaning-changed", "cut-short", "uncorroborated"}:
        rows["findings"].append({"id": f"f{key}".replace("/", "-"), "rule_id": verdict, "level": {"meaning-changed": "error", "uncorroborated": "note"}.get(verdict, "warning"),
                                 "message": "What the rule says of these words.", **place, "quotation_id": f"q{key}".replace("/", "-"), "first_run": 1, "last_run": 1, "status": "open"})  # fmt: skip
    if ordinal % 2 == 0:
        figure = {"id": f"n{key}".replace("/", "-"), "document_id": name, "start": at + 100, "end": at + 110, "kind": "count", "text": paragraph[100:110], "low": "5", "high": "5",
                  "low_number": 5.0, "high_number": 5.0, "hedge": "=", "furniture": 0, "verdict": chance.choice(["uncompared", "agree", "conflict"]), "reason": "As the rule says."}  # fmt: skip
        rows["quantities"].append(figure)
        if ordinal and figure["verdict"] != "uncompared":
            rows["quantity_matches"].append({"id": f"p{key}", "quantity_id": figure["id"], "other_quantity_id": f"n{name}-0".replace("/", "-"),
                                             "relation": figure["verdict"], "reason": "Because.", "difference_percent": 3.0})  # fmt: skip


if __name__ == "__main__":
    given = sys.argv[1:]
    large_audit(Path(given[0]), *(int(number) for number in given[1:]))
