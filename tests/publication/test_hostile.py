"""Hostile documents look like text on every page, in every cell and in every download."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from audit.datasette_plugin.marking import Mark, marked
from audit.datasette_plugin.serve import publication
from tests.publication.sample_audit import HOSTILE, HOSTILE_ID, quotation_id

QUOTED = HOSTILE[HOSTILE.index("<img") : HOSTILE.index("”")]
ADDRESSES = ["/", "/-/documents", f"/-/read/{quote(HOSTILE_ID)}", f"/-/quotation/{quotation_id(HOSTILE_ID, QUOTED)}",
             "/-/search?q=onerror", "/-/search?q=%3Cscript%3Ealert(9)%3C/script%3E", "/audit/quotations", "/audit/documents",
             "/audit/paragraphs", "/audit/who_says_what", "/-/findings.atom"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
async def test_nothing_of_a_document_becomes_markup(audit_file: Path, address: str) -> None:
    html = (await publication(audit_file).client.get(address)).text
    assert not re.search(r"<script>alert|<img src=x|<b>\.txt", html)
    assert "49" not in re.findall(r">\s*(\d+)\s*javascript", html)
    assert "\u202e" not in html or address.startswith("/audit")


async def test_hidden_characters_are_shown_as_what_they_are(audit_file: Path) -> None:
    html = (await publication(audit_file).client.get(f"/-/read/{quote(HOSTILE_ID)}")).text
    assert '<span class="hidden-character" data-length="1">&lt;U+202E&gt;</span>' in html
    assert "{{7*7}}" in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", " javascript:x"]
)
async def test_an_address_that_is_a_script_is_no_link(own_audit_file: Path, url: str) -> None:
    import sqlite3

    with sqlite3.connect(own_audit_file) as connection:
        connection.execute("update documents set url = ? where id = ?", (url, HOSTILE_ID))
    html = (await publication(own_audit_file).client.get(f"/-/read/{quote(HOSTILE_ID)}")).text
    assert f'href="{url}' not in html
    assert url.strip() in unescape(html)


def test_marks_that_cross_still_nest_and_keep_the_text() -> None:
    html = str(
        marked("abcdefghij", 0, 10, [Mark(0, 6, "a", "1"), Mark(4, 9, "b", "2"), Mark(4, 5, "c", "3")])
    )
    assert re.sub(r"<[^>]+>", "", html) == "abcdefghij"
    assert html.count("<mark") == html.count("</mark>")
    assert html.count('id="c-1"') == html.count('id="c-2"') == 1
    depth = 0
    for tag in re.findall(r"</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0


def test_a_thousand_nested_claims_cost_no_thousand_tags_a_character() -> None:
    text = "x" * 2000
    html = str(marked(text, 0, 2000, [Mark(at, 2000 - at, "a", str(at)) for at in range(1000)]))
    assert len(html) < 400_000
    assert re.sub(r"<[^>]+>", "", html) == text
