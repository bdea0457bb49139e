"""A small audit written by hand: every kind of row that a page shows, without running the stages."""

import hashlib
import json
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from audit.store.migrations import migrations

STATEMENT = """Joint statement on the harbour

The parties will open the harbour by May, unless the survey finds damage. They do not intend to raise the fee this year.

The harbour handled 1,250 ships last year, and trade reached $145 billion in 2021."""

MORNING = """The harbour opens in May

The minister said the parties “will open the harbour by May”. According to the statement, they “do intend to raise the fee this year”.

“We want a harbour that works,” the minister said. Trade reached $145 billion last year.

Read more: “A harbour for all”"""

EVENING = """Harbour plans

“The parties will open the harbour by May, unless the survey finds damage,” the joint statement reads.

The harbour handled 1,520 ships in 2021. The mayor said: “We want a harbour that works.”

The minister said the parties “will open the harbour by May”."""

HOSTILE = """<script>alert(1)</script> {{7*7}} javascript:alert(2)

The minister said “<img src=x onerror=alert(3)> is 100 % safe \u202etxt.exe\u202c and =1+1”."""

DOCUMENTS = {
    "statement.txt": (STATEMENT, "primary", "Joint statement on the harbour", "2021-03-01"),
    "news/morning & noon.txt": (MORNING, "report", "The harbour opens in May", None),
    "news/evening.txt": (EVENING, "report", None, "2022-02-04"),
    "hostile<b>.txt": (HOSTILE, "report", "<script>alert('title')</script>", None),
}
PRIMARY, MORNING_ID, EVENING_ID, HOSTILE_ID = DOCUMENTS


def identity(*parts: object) -> str:
    """A 16-hex identity, as the pipeline makes them."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def sample_audit(path: Path) -> Path:
    """Writes the audit to `path` and returns it."""
    database = Database(path)
    migrations.apply(database)
    database.conn.execute("pragma foreign_keys = off")
    with database.conn:
        _add_run(database)
        for document_id in DOCUMENTS:
            _add_document(database, document_id)
        _add_speakers(database)
        _add_quotations(database)
        _add_quantities(database)
        _add_findings(database)
    for table in ("paragraphs", "quotations", "quantities"):
        database.table(table).rebuild_fts()
    database.close()
    return path


def _insert(database: Database, table: str, **row: Any) -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    database.conn.execute(f'insert into "{table}" ({columns}) values ({marks})', tuple(row.values()))
    return str(row.get("id"))


def _add_run(database: Database) -> None:
    _insert(database, "runs", id=1, started="2024-08-01T09:00:00Z", finished="2024-08-01T09:00:02Z",
            tool_version="0.1.0", settings="{}", root="seeds", corpus_sha256="0" * 64, documents=4,
            unread=1, quotations=8, quantities=5, matches=5, findings=4)  # fmt: skip
    _insert(database, "unread", id="u1", path="scan.pdf", reason="There is no text on its pages.")
    for rule, level in (("meaning-changed", "error"), ("cut-short", "warning"), ("conflict", "error"),
                        ("uncorroborated", "note"), ("reuse", "note")):  # fmt: skip
        _insert(database, "rules", id=rule, title=rule.capitalize(), level=level,
                description="The words are not those of the source.", remedy="Compare with the source.")  # fmt: skip


def _add_document(database: Database, document_id: str) -> None:
    text, role, title, published = DOCUMENTS[document_id]
    _insert(database, "documents", id=document_id, path=document_id, title=title, role=role,
            published=published, published_basis="manifest" if published else None,
            media_type="text/plain", encoding="utf-8", sha256="0" * 64, byte_length=len(text.encode()),
            char_length=len(text), reader="plain 1", is_current=1)  # fmt: skip
    _insert(database, "texts", document_id=document_id, text=text, source_map="[]")
    start = 0
    for ordinal, paragraph in enumerate(text.split("\n\n")):
        furniture = paragraph.startswith("Read more")
        kind = "headline" if ordinal == 0 else "related-link" if furniture else "body"
        _insert(database, "paragraphs", id=identity(document_id, ordinal), document_id=document_id,
                ordinal=ordinal, start=start, end=start + len(paragraph), kind=kind,
                furniture=int(furniture), page=None, text=paragraph)  # fmt: skip
        start += len(paragraph) + 2


def _add_speakers(database: Database) -> None:
    for speaker, kind in (("the minister", "person"), ("the joint statement", "document"),
                          ("the mayor", "person")):  # fmt: skip
        _insert(database, "speakers", id=identity(speaker), name=speaker, kind=kind, aliases="[]")


def quotation_id(document_id: str, text: str) -> str:
    """The identity of a sample quotation."""
    return identity(document_id, text, 0)


def _quotation(database: Database, document_id: str, text: str, speaker: str | None = None,
               mention: str | None = None, kind: str = "direct", verdict: str = "uncorroborated",
               reason: str = "These words stand nowhere else in the folder.", **more: Any) -> str:  # fmt: skip
    document = DOCUMENTS[document_id][0]
    start = document.index(text)
    mention = mention or speaker
    at = document.lower().index(mention.lower()) if mention else None
    spot = document[at : at + len(mention)] if mention and at is not None else None
    return _insert(database, "quotations", id=quotation_id(document_id, text), document_id=document_id,
                   kind=kind, start=start, end=start + len(text), text=text,
                   speaker_id=identity(speaker) if speaker else None, speaker_text=spot, speaker_start=at,
                   speaker_end=None if at is None or spot is None else at + len(spot), furniture=more.pop("furniture", 0),
                   verdict=verdict, reason=reason, **more)  # fmt: skip


OPEN = "will open the harbour by May"
FEE = "do intend to raise the fee this year"
WORKS = "We want a harbour that works"
EVENING_OPEN = "The parties will open the harbour by May, unless the survey finds damage"


def _add_quotations(database: Database) -> None:
    family = identity("family", OPEN)
    quoted = _quotation(database, MORNING_ID, OPEN, "the minister", kind="mixed", verdict="cut-short", family_id=family,
                        reason="The statement goes on “unless the survey finds damage”, which limits it.")  # fmt: skip
    other = _quotation(database, EVENING_ID, EVENING_OPEN, "the joint statement", verdict="verbatim",
                       reason="Word for word in statement.txt.", family_id=family)  # fmt: skip
    fee = _quotation(database, MORNING_ID, FEE, None, kind="mixed", verdict="meaning-changed",
                     reason="“not” stands in the source and was left out.")  # fmt: skip
    _quotation(database, MORNING_ID, WORKS, "the minister", verdict="misattributed",
               reason="news/evening.txt gives the same words to the mayor.")  # fmt: skip
    _quotation(database, EVENING_ID, WORKS + ".", "the mayor")
    _quotation(database, MORNING_ID, "A harbour for all", kind="scare", verdict="not-checked", furniture=1,
               reason="These words belong to the page.")  # fmt: skip
    _quotation(database, HOSTILE_ID, HOSTILE[HOSTILE.index("<img") : HOSTILE.index("”")], "the minister")
    _insert(database, "families", id=family, text=OPEN, quotations=2, documents=2,
            first_quotation_id=other, closest_quotation_id=other)  # fmt: skip
    _match(database, quoted, PRIMARY, OPEN, "cut-short", [("equal", OPEN, OPEN)])
    _match(database, other, PRIMARY, EVENING_OPEN, "verbatim", [("equal", EVENING_OPEN, EVENING_OPEN)])
    _match(database, fee, PRIMARY, "do not intend to raise the fee this year", "meaning-changed",
           [("equal", "do ", "do "), ("insert", "", "not "),
            ("equal", "intend to raise the fee this year", "intend to raise the fee this year")])  # fmt: skip


def _match(database: Database, quotation: str, document_id: str, text: str, relation: str,
           edits: list[tuple[str, str, str]]) -> None:  # fmt: skip
    start = DOCUMENTS[document_id][0].index(text)
    match = _insert(database, "matches", id=identity(quotation, document_id), quotation_id=quotation,
                    document_id=document_id, start=start, end=start + len(text), text=text,
                    segments=json.dumps([[start, start + len(text)]]), relation=relation,
                    reason="The source goes on “unless the survey finds damage”." if relation == "cut-short" else "See the words.", similarity=97.5, speaker_agrees=None,
                    edits=json.dumps([{"op": o, "quoted": q, "source": s} for o, q, s in edits]),
                    rivals=json.dumps([{"document_id": EVENING_ID, "start": 0, "end": 7, "text": "Harbour",
                                        "similarity": 61.0}]))  # fmt: skip
    database.conn.execute("update quotations set best_match_id = ? where id = ?", (match, quotation))


def _quantity(database: Database, document_id: str, text: str, kind: str, low: str, **more: Any) -> str:
    start = DOCUMENTS[document_id][0].index(text)
    return _insert(database, "quantities", id=identity(document_id, text), document_id=document_id, kind=kind,
                   start=start, end=start + len(text), text=text, low=low, high=low, low_number=float(low),
                   high_number=float(low), licensed_low=more.pop("licensed_low", low),
                   licensed_high=more.pop("licensed_high", low), hedge="=", furniture=0,
                   reason=more.pop("reason", "Nothing to compare it with."), **more)  # fmt: skip


def _add_quantities(database: Database) -> None:
    ships = {"kind": "count", "subject_text": "ships", "verdict": "conflict"}
    money = {"kind": "money", "unit": "dollar", "low": "145000000000", "licensed_low": "144500000000",
             "licensed_high": "145500000000"}  # fmt: skip
    for document, text, low, period in (
        (PRIMARY, "1,250 ships", "1250", "last year"),
        (EVENING_ID, "1,520 ships", "1520", "in 2021"),
    ):
        at = DOCUMENTS[document][0].index("ships")
        when = DOCUMENTS[document][0].index(period, at)
        _quantity(database, document, text, low=low, subject_start=at, subject_end=at + 5, period_text=period,
                  period_text_start=when, period_text_end=when + len(period),
                  period_start="2021-01-01" if "2021" in period else None, period_end="2021-12-31" if "2021" in period else None,
                  reason="1,250 against 1,520 for the same thing.", **ships)  # fmt: skip
    for document in (PRIMARY, MORNING_ID):
        _quantity(database, document, "$145 billion", verdict="unresolved",
                  reason="The year cannot be told until the document's date is known.", **money)  # fmt: skip
    _insert(database, "quantity_matches", id="qm1", quantity_id=identity(EVENING_ID, "1,520 ships"),
            other_quantity_id=identity(PRIMARY, "1,250 ships"), relation="conflict", difference_percent=21.6,
            reason="1,520 and 1,250 ships in 2021: the intervals do not meet.")  # fmt: skip
    _insert(database, "quantity_matches", id="qm2", quantity_id=identity(MORNING_ID, "$145 billion"),
            other_quantity_id=identity(PRIMARY, "$145 billion"), relation="unresolved",
            reason="The same figure, but the year of one is not known.")  # fmt: skip
    start, other = MORNING.index(OPEN), EVENING.rindex(OPEN)
    _insert(database, "reuse", id="r1", document_id=MORNING_ID, start=start - 22, end=start + len(OPEN),
            other_document_id=EVENING_ID, other_start=other - 22, other_end=other + len(OPEN), words=10,
            similarity=100.0, furniture=0)  # fmt: skip


def _add_findings(database: Database) -> None:
    for rule, level, document, text, kind in (
        ("meaning-changed", "error", MORNING_ID, FEE, "quotation"),
        ("cut-short", "warning", MORNING_ID, OPEN, "quotation"),
        ("conflict", "error", EVENING_ID, "1,520 ships", "quantity"),
        ("reuse", "note", MORNING_ID, OPEN, "reuse"),
    ):
        start = DOCUMENTS[document][0].index(text)
        about = {"quotation_id": quotation_id(document, text) if kind == "quotation" else None,
                 "quantity_id": identity(document, text) if kind == "quantity" else None,
                 "quantity_match_id": "qm1" if kind == "quantity" else None,
                 "reuse_id": "r1" if kind == "reuse" else None}  # fmt: skip
        _insert(database, "findings", id=identity("finding", rule), rule_id=rule, level=level,
                message=f"“{text}” is not what the source says.", document_id=document, start=start,
                end=start + len(text), first_run=1, last_run=1, status="open", **about)  # fmt: skip
