"""Comments in a document that settle a finding beside the words it is about."""

from dataclasses import replace
from pathlib import Path

import pytest

from audit.audited import SuppressionRule
from audit.model import Document, MapRun, Paragraph
from audit.store.publishing import publish
from audit.store.reading import load
from audit.suppressions import inline_suppressions, recorded

from .folders import RUN, harbour


def without_comments(source: str) -> Document:
    """The document that a reader would make: comments are no text, paragraphs are apart by blank lines."""
    text, runs, at = "", [], 0
    while at < len(source):
        opening = source.find("<!--", at)
        opening = len(source) if opening < 0 else opening
        if opening > at:
            runs.append(MapRun("copy", len(text), len(text) + opening - at, at, opening))
            text += source[at:opening]
        closing = source.find("-->", opening)
        at = len(source) if closing < 0 else closing + 3
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            paragraphs.append(Paragraph(len(paragraphs), start, start + len(part), "body"))
        start += len(part) + 2
    return Document("draft.md", "draft.md", text, tuple(paragraphs), source_map=tuple(runs))


def found(source: str) -> tuple[tuple[SuppressionRule, ...], tuple[str, ...]]:
    result = inline_suppressions(without_comments(source), source.encode())
    return result.rules, result.problems


def settles(source: str) -> list[str]:
    document = without_comments(source)
    return [document.text[slice(*rule.span)].strip() for rule in found(source)[0] if rule.span]


@pytest.mark.parametrize(
    "source",
    [
        "One.\n\nTwo <!-- audit: ignore altered: known --> words.\n\nThree.",
        "One.\n\nTwo words.<!-- audit: ignore altered: known -->\n\nThree.",
        "One.\n\n<!-- audit: ignore altered: known --> Two words.\n\nThree.",
        "One.\n\n<!-- audit: ignore altered: known -->\nTwo words.\n\nThree.",
        "One.\n\n<!-- audit: ignore altered: known -->\n\nTwo words.\n\nThree.",
        "One.\n\n<!--\naudit: ignore altered:\nknown\n-->\n\nTwo words.\n\nThree.",
    ],
)
def test_a_comment_speaks_of_its_paragraph_or_of_the_next(source: str) -> None:
    assert [" ".join(words.split()) for words in settles(source)] == ["Two words."]


def test_a_comment_says_rule_reason_and_end() -> None:
    rules, problems = found(
        "<!-- audit: ignore altered, cut-short until 2027-01-31: the office agreed -->\nWords."
    )
    assert problems == ()
    assert [(rule.rule, rule.reason, rule.until, rule.kind) for rule in rules] == [
        ("altered", "the office agreed", "2027-01-31", "inline"),
        ("cut-short", "the office agreed", "2027-01-31", "inline"),
    ]
    assert {rule.where for rule in rules} == {"draft.md:1"}


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("audit: ignore altered", "it gives no reason"),
        ("audit: ignore altered:  ", "it gives no reason"),
        ("audit: ignore: because", "it names no rule"),
        ("audit: ignore alterd: because", 'there is no rule "alterd"'),
        ("audit: ignore altered until soon: because", '"soon" is no date'),
    ],
)
def test_a_comment_that_cannot_be_followed_suppresses_nothing_and_says_so(comment: str, said: str) -> None:
    rules, problems = found(f"Title\n\n<!-- {comment} -->\nWords.")
    assert rules == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"draft.md:3: this comment suppresses nothing, {said};")


@pytest.mark.parametrize(
    "source",
    [
        "No comment. audit: ignore altered: x",
        "<!-- a remark -->\nWords.",
        "<!-- audit: ignore altered: never closed",
    ],
)
def test_other_text_settles_nothing(source: str) -> None:
    assert found(source) == ((), ())


def test_a_record_of_a_larger_file_has_no_comments_of_its_own() -> None:
    source = "<!-- audit: ignore altered: known -->\nWords."
    assert inline_suppressions(replace(without_comments(source), line=3), source.encode()).rules == ()


def test_hostile_comments_cost_no_more_than_their_length() -> None:
    assert found("<!-- audit: ignore " * 100_000) == ((), ())
    assert len(found("<!-- audit: ignore altered:" + "x" * 200_000 + "-->\nWords.")[0]) == 1


def test_a_run_keeps_them_and_a_stored_audit_gives_them_back(tmp_path: Path) -> None:
    source = "<!-- audit: ignore altered until 2027-01-31: known -->\nWords.\n\n<!-- audit: ignore altered -->\nMore."
    (tmp_path / "draft.md").write_text(source, "utf-8")
    document = replace(without_comments(source), media_type="text/markdown")
    kept = recorded([document, replace(document, path="gone.md")], tmp_path)
    publish(tmp_path / "audit.db", harbour().result(), replace(RUN, settings=kept))
    audit = load(tmp_path / "audit.db")
    assert audit.suppressions == found(source)[0]
    assert audit.stale == found(source)[1]


def test_a_run_without_them_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Words.", "utf-8")
    assert recorded([without_comments("Words.")], tmp_path) == {}
