"""No file makes a reader raise, recurse, or look at a character more than a bounded number of times.

There is no clock here: each file is so large that a quadratic reader would not end in time.
"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.model import Document, Unread
from audit.readers import READERS, Limits

ReadFile = Callable[..., list[Document | Unread]]

N = 20_000
PAGES = {
    "deep nesting": "<div>" * N + "x" + "</div>" * N,
    "deep inline nesting": "<b>" * N + "<div>" + "<i>" * N + "</b>" * N,
    "unclosed tags": "x<a b='" * N,
    "unclosed comments": "x<!--" * N,
    "unclosed scripts": "x<script>" * N,
    "open items": "<ul><li>x" * N,
    "open cells": "<table><tr><td>x" * N,
    "stray ends": "x</p></b>" * N,
    "many attributes": "<a " + "b=c " * N + ">x",
    "only brackets": "<" * N * 4,
    "only references": "&" * N * 4,
    "white space": "x" + " \n" * N * 2 + "x",
}
FILES = {
    "open brackets": "[" * N * 2,
    "closing brackets": "x" + "]" * N * 2,
    "unclosed links": "[a](b" * N,
    "open images": "![" * N,
    "stars": "*a " * N + "b* " * N,
    "mixed emphasis": "**a _b " * N + "c_ d** " * N,
    "only stars": "x" + "*" * N * 2,
    "backticks": " ".join("`" * (n % 300) for n in range(3_000)),
    "nested quotes": "> " * N + "x",
    "heading and spaces": "# x" + " " * N * 4 + "y",
    "rule that is none": "- " * N + "x",
    "table of bars": "|a|\n|-|\n" + "|" * N,
    "unclosed comments": "<!--\n" * (N // 4),
    "tags": "x<a " * N,
    "escapes": "\\" * N * 2,
    "definitions": "[a]: b\n" * (N // 4) + "x",
    "front matter": "---\n" + "a: b\n" * N,
}
TEXTS = {
    "one line": "x" * N * 8,
    "one word a line": "x\n" * N,
    "blank lines": "x" + "\n" * N * 4 + "y",
    "spaces": "x" + " " * N * 8 + "y",
    "a list": "- x\n" * N,
    "names": "A B " * N,
    "marks": "| © * " * N,
    "quotation marks": "“" * N * 2,
    "dates": "January 1, 2022 " * (N // 4),
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_are_read_to_their_end(name: str, read_file: ReadFile) -> None:
    assert read_file("a.html", "words " + PAGES[name])


@pytest.mark.parametrize("name", FILES)
def test_hostile_markdown_is_read_to_its_end(name: str, read_file: ReadFile) -> None:
    [item] = read_file("a.md", FILES[name])
    assert isinstance(item, Document)


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_read_to_its_end(name: str, read_file: ReadFile) -> None:
    [item] = read_file("a.txt", TEXTS[name])
    assert isinstance(item, Document)
    assert item.text == TEXTS[name]


@given(
    data=st.binary(max_size=300), suffix=st.sampled_from([s for reader in READERS for s in reader.suffixes])
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_no_bytes_make_a_reader_fail(data: bytes, suffix: str, read_file: ReadFile) -> None:
    for item in read_file(f"a{suffix}", data):
        assert not isinstance(item, Unread) or "failed on it" not in item.reason


@given(text=st.text(max_size=300), suffix=st.sampled_from([".txt", ".md", ".html"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_paragraphs_lie_in_the_text_in_order(text: str, suffix: str, read_file: ReadFile) -> None:
    data = text.encode("utf-8", "ignore")
    for item in read_file(f"a{suffix}", data):
        if isinstance(item, Document):
            ends = [0, *(paragraph.end for paragraph in item.paragraphs)]
            assert all(end <= p.start < p.end for end, p in zip(ends, item.paragraphs, strict=False))
            assert ends[-1] <= len(item.text)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(read_file: ReadFile) -> None:
    [item] = read_file("a.txt", "x" * 2_000, limits=Limits(document_bytes=1_000))
    assert isinstance(item, Unread)
    assert "split it" in item.reason
