"""JSON Lines: the text is taken unchanged, and each bad line is told by its number."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proof import prove

from audit.model import Document, Unread
from audit.readers import Limits, read

ReadFile = Callable[..., list[Document | Unread]]
TEXT = st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text)


@given(
    texts=st.lists(TEXT, min_size=1, max_size=4),
    ascii_only=st.booleans(),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    line_break=st.sampled_from([b"\n", b"\r\n"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_text_of_a_record_is_unchanged_and_proved(
    texts: list[str], ascii_only: bool, mark: bytes, line_break: bytes, tmp_path: Path
) -> None:
    records = [
        json.dumps({"id": str(n), "text": text}, ensure_ascii=ascii_only) for n, text in enumerate(texts)
    ]
    file = tmp_path / "d.jsonl"
    file.write_bytes(mark + line_break.join(record.encode() for record in records))
    documents = [item for item in read("d.jsonl", tmp_path) if isinstance(item, Document)]
    assert [document.text for document in documents] == texts
    for number, document in enumerate(documents, 1):
        assert document.line == number
        prove(document, file)


def test_ids_are_the_records_own_and_the_path_is_the_file(read_file: ReadFile) -> None:
    [one] = read_file("d.jsonl", '\n {"text" : "Words.", "id" : "speech/1"} \n')
    assert isinstance(one, Document)
    assert (one.id, one.path, one.line) == ("speech/1", "d.jsonl", 2)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text": "x"}', 'no "id"'),
        ('{"id": "", "text": "x"}', 'no "id"'),
        ('{"id": true, "text": "x"}', 'no "id"'),
        ('{"id": 1.5, "text": "x"}', 'no "id"'),
        ('{"id": "a"}', 'no "text"'),
        ('{"id": "a", "text": null}', 'no "text"'),
        ('{"id": "a", "text": "  "}', "empty"),
        ('{"id": "a", "text": "x\\u0000"}', "NUL"),
        ('{"id": "a", "text": "\\ud83d"}', "surrogate"),
        ('{"id": "\\ud83d", "text": "x"}', "surrogate"),
        ("{}", 'no "id"'),
        ("[1]", "no JSON object"),
        ('{"id": "a", "text": "x"} x', "no JSON object"),
        ('{"id": "a" "text": "x"}', "no JSON object"),
        ('{"id": "a", "text": "x",}', "no JSON object"),
        ('{"id": "a", "text": "x\t"}', "no JSON object"),
        ("{1: 2}", "no JSON object"),
        ('{"a": ' + "[" * 100_000, "no JSON object"),
        ('{"a":' * 100_000, "no JSON object"),
        ('{"n": ' + "9" * 10_000 + ', "id": "a"', "no JSON object"),
        ('{"id": "a", "id": "b", "text": "x"}', "twice"),
    ],
)
def test_a_bad_line_is_unread_and_the_others_are_read(line: str, words: str, read_file: ReadFile) -> None:
    before, bad, after = read_file(
        "d.jsonl", f'{{"id": "1", "text": "One."}}\n{line}\n{{"id": "3", "text": "Three."}}'
    )
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(bad, Unread)
    assert bad.reason.startswith("line 2: ")
    assert words in bad.reason


def test_a_line_that_is_no_utf_8_is_unread(read_file: ReadFile) -> None:
    bad, good = read_file("d.jsonl", b'{"id": "1", "text": "\xff"}\n{"id": "2", "text": "Two."}')
    assert isinstance(bad, Unread)
    assert "not valid UTF-8" in bad.reason
    assert isinstance(good, Document)


def test_a_record_beyond_the_limit_is_unread_and_the_next_is_read(read_file: ReadFile) -> None:
    long = json.dumps({"id": "1", "text": "x" * 3_000})
    bad, good = read_file(
        "d.jsonl", f'{long}\n{{"id": "2", "text": "Two."}}', limits=Limits(document_bytes=1_000)
    )
    assert isinstance(bad, Unread)
    assert "split it" in bad.reason
    assert isinstance(good, Document)
    assert good.line == 2


@pytest.mark.parametrize(
    ("published", "kept"), [("2022", "2022"), ("2022-02-04T23:00Z", "2022-02-04"), (None, None)]
)
def test_the_date_of_a_record_counts_as_stated(
    published: str | None, kept: str | None, read_file: ReadFile
) -> None:
    [one] = read_file("d.jsonl", json.dumps({"id": "1", "text": "One.", "published": published}))
    assert isinstance(one, Document)
    assert (one.facts.published, one.facts.published_basis) == (kept, "record" if kept else None)


def test_an_empty_file_is_unread(read_file: ReadFile) -> None:
    [nothing] = read_file("d.jsonl", "")
    assert isinstance(nothing, Unread)
    assert "empty" in nothing.reason
