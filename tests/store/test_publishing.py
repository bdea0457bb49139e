"""What a published audit promises: all or nothing, and nothing that people wrote is ever lost."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from audit.errors import DatabaseError
from audit.model import Document, Edit, Facts, Judgement, Match, Paragraph, Quotation, Rule
from audit.results import AuditResult, Finding, JudgedMatch, JudgedQuotation
from audit.store.publishing import RunRecord, publish

TEXT = "She said “not now”."
RULE = Rule("uncorroborated", "Found nowhere", "note", "Nowhere else.", "Find the source.")
RUN = RunRecord("2026-01-01T00:00:00Z", "0", {}, ".", "0" * 64)


def an_audit(sha256: str = "a" * 64) -> AuditResult:
    document = Document("a.txt", "a.txt", TEXT, (Paragraph(0, 0, len(TEXT), "body"),), sha256=sha256)
    quotation = JudgedQuotation(
        "q1",
        "a.txt",
        Quotation("direct", 10, 17, "not now"),
        None,
        (),
        Judgement("uncorroborated", "Nowhere."),
    )
    finding = Finding("f1", "uncorroborated", "note", "Nowhere.", "a.txt", 10, 17, "q1")
    return AuditResult((document,), (), (), (quotation,), (), (), (), (), (), (finding,), (RULE,))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "audit.db"


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as connection:
        return connection.execute(sql).fetchall()


def review(database: Path, decision: str, finding: str = "f1") -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(
            "insert into reviews (finding_id, decision, reviewer, created) values (?, ?, 'r', '2026-01-02')",
            [finding, decision],
        )


def test_a_review_survives_every_later_run(database: Path) -> None:
    publish(database, an_audit(), RUN)
    review(database, "dismissed")
    publish(database, an_audit(), RUN)
    assert rows(database, "select finding_id, decision from reviews") == [("f1", "dismissed")]
    assert rows(database, "select status, first_run, last_run from findings") == [("dismissed", 1, 2)]


def test_a_finding_that_is_no_longer_seen_is_gone_and_comes_back_as_it_was_left(database: Path) -> None:
    publish(database, an_audit(), RUN)
    review(database, "dismissed")
    publish(database, replace(an_audit(), findings=()), RUN)
    assert rows(database, "select status, quotation_id from findings") == [("gone", None)]
    publish(database, an_audit(), RUN)
    assert rows(database, "select status, quotation_id from findings") == [("dismissed", "q1")]


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        (["confirmed"], "confirmed"),
        (["needs-source"], "needs-source"),
        (["dismissed", "withdrawn"], "open"),
        (["fixed"], "open"),  # it was called fixed, and the next run sees it still
    ],
)
def test_the_last_decision_settles_a_finding(database: Path, decisions: list[str], status: str) -> None:
    publish(database, an_audit(), RUN)
    for decision in decisions:
        review(database, decision)
    publish(database, an_audit(), RUN)
    assert rows(database, "select status from findings") == [(status,)]


@pytest.mark.parametrize("statement", ["update reviews set decision = 'fixed'", "delete from reviews"])
def test_what_a_reviewer_wrote_cannot_be_changed(database: Path, statement: str) -> None:
    publish(database, an_audit(), RUN)
    review(database, "confirmed")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        rows(database, statement)


def test_an_unknown_decision_is_refused(database: Path) -> None:
    publish(database, an_audit(), RUN)
    with pytest.raises(sqlite3.IntegrityError, match="unknown decision"):
        review(database, "perhaps")


def test_both_editions_of_a_changed_document_stay(database: Path) -> None:
    publish(database, an_audit("a" * 64), RUN)
    publish(database, an_audit("b" * 64), RUN)
    publish(database, an_audit("b" * 64), RUN)
    assert rows(database, "select id, is_current from documents order by id") == [
        ("a.txt", 1),
        (f"a.txt@{'a' * 12}", 0),
    ]
    assert len(rows(database, "select * from texts")) == 2


def test_a_run_that_fails_leaves_the_audit_before_it_whole(database: Path) -> None:
    publish(database, an_audit(), RUN)
    nowhere = replace(an_audit().findings[0], id="f2", document_id="missing.txt")
    with pytest.raises(DatabaseError):
        publish(database, replace(an_audit(), findings=(nowhere,)), RUN)
    assert rows(database, "select id from findings") == [("f1",)]
    assert rows(database, "select count(*) from runs") == [(1,)]


def test_words_can_be_searched_and_the_index_is_whole(database: Path) -> None:
    publish(database, an_audit(), RUN)
    assert rows(database, "select count(*) from quotations_fts where quotations_fts match 'now'") == [(1,)]
    rows(database, "insert into paragraphs_fts (paragraphs_fts, rank) values ('integrity-check', 1)")


def test_no_view_looks_through_a_table_again_for_every_row(database: Path) -> None:
    publish(database, an_audit(), RUN)
    for (view,) in rows(database, "select name from sqlite_master where type = 'view'"):
        plan = " ".join(str(step[3]) for step in rows(database, f"explain query plan select * from {view}"))
        assert "CORRELATED" not in plan, view


def test_a_source_that_holds_a_part_of_a_statement_is_not_wanted_for_the_whole(database: Path) -> None:
    source = Document("b.txt", "b.txt", "not now", (), Facts(role="primary"), sha256="b" * 64)
    whole = JudgedQuotation(
        "q0", "a.txt", Quotation("indirect", 8, 19, TEXT[8:19]), None, (), Judgement("paraphrase", "In part.")
    )
    audit = an_audit()
    part = replace(
        audit.quotations[0],
        quotation=replace(audit.quotations[0].quotation, within=0),
    )
    publish(database, replace(audit, quotations=(whole, part)), RUN)
    assert rows(database, "select claims from wanted_sources") == [(1,)]
    match = Match("b.txt", 0, 7, "not now", ((0, 7),), 100.0, (Edit("equal", "not now", "not now"),))
    found = replace(part, matches=(JudgedMatch("m1", match, Judgement("verbatim", "The same words.")),))
    publish(database, replace(audit, documents=(*audit.documents, source), quotations=(whole, found)), RUN)
    assert rows(database, "select * from wanted_sources") == []


def test_one_tampered_character_makes_broken_passages_speak(database: Path) -> None:
    publish(database, an_audit(), RUN)
    assert rows(database, "select * from broken_passages") == []
    rows(database, "update texts set text = replace(text, 'not now', 'now now')")
    assert {row[0] for row in rows(database, "select place from broken_passages")} == {
        "paragraphs",
        "quotations",
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"this is a letter and no database, however long one makes it" * 20, "not an SQLite database"),
        (None, "holds something else"),
    ],
)
def test_a_file_that_is_no_audit_is_refused_in_one_sentence(
    database: Path, content: bytes | None, sentence: str
) -> None:
    if content is None:
        rows(database, "create table recipes (id integer)")
    else:
        database.write_bytes(content)
    with pytest.raises(DatabaseError, match=sentence) as refusal:
        publish(database, an_audit(), RUN)
    assert str(database) in str(refusal.value)


def test_an_audit_of_a_newer_version_is_refused(database: Path) -> None:
    publish(database, an_audit(), RUN)
    rows(
        database,
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('audit', 'm999', '')",
    )
    with pytest.raises(DatabaseError, match="newer version"):
        publish(database, an_audit(), RUN)


def test_a_locked_database_says_so(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.store.publishing.BUSY_SECONDS", 0.05)
    publish(database, an_audit(), RUN)
    with sqlite3.connect(database, isolation_level=None) as other:
        other.execute("begin immediate")
        with pytest.raises(DatabaseError, match="another program is writing"):
            publish(database, an_audit(), RUN)


def test_a_row_that_names_what_is_not_there_is_refused_and_the_audit_before_stays(database: Path) -> None:
    publish(database, an_audit(), RUN)
    (finding,) = an_audit().findings
    with pytest.raises(DatabaseError):
        publish(database, replace(an_audit(), findings=(replace(finding, quotation_id="q2"),)), RUN)
    assert rows(database, "select quotation_id, last_run from findings") == [("q1", 1)]
