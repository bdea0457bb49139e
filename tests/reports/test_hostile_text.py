"""Hostile text stays text: whatever a document says, no format obeys it."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from audit.audited import AuditFinding, StoredAudit, Suppression, UnreadInput, line_starts
from audit.reports import REPORTS, RenderOptions
from audit.reports.markdown_text import code, fenced, inline
from audit.text.visible import HIDDEN, log_safe, one_line, visible, width

BY_NAME = {report.name: report for report in REPORTS}

ATTACKS = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "\x9b31mC1 control",
    "a\u202egnirts desrever\u202c b\u2066isolate\u2069",
    "zero\u200bwidth\ufeffmarks\u00adhere",
    "first\n::error::planted\n::set-output name=x::y",
    "##[error]planted ##vso[task.setvariable variable=x]y ##teamcity[buildStop]",
    "<script>alert(1)</script><img src=http://attacker.example/x onerror=alert(1)>",
    "![pixel](http://attacker.example/x.png) [link](http://attacker.example) <http://attacker.example>",
    "@octocat @octo-org/team #12 GH-34 octo/repo#5 http://attacker.example www.attacker.example a@example.org",
    "| a | table | row |\n| --- | --- |",
    "```\nfence\n````\n~~~",
    "`code` ``two`` \\` \\| &amp; &lt; $x^2$ :smile: <!-- c --> [x]: y",
    "</details></td></table><h1>out</h1>",
    "]]> <![CDATA[ <!DOCTYPE x [<!ENTITY y 'z'>]> &y;",
    '=HYPERLINK("http://attacker.example")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    'quote", comma; "',
    "%0A::error::planted %25",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "null\x00byte \ufffe noncharacter",
    "tag\U000e0041\U000e0042s",
    "<div hidden",
    "<style",
    "a | b \\| c",
    "1. list\n# heading\n- item\n> quote\n+ more",
    "",
    " ",
)  # fmt: skip


def hostile(audit: StoredAudit, words: str) -> StoredAudit:
    """The audit with these words in every text that comes from outside."""

    def spoil(finding: AuditFinding) -> AuditFinding:
        document = replace(
            finding.place.document, path=words or "x", location=words or "x", id=words or "x", text=words, line_starts=line_starts(words), title=words
        )  # fmt: skip
        place = document.place(0, len(words))
        evidence = tuple(
            replace(
                one,
                place=place,
                parts=(place,),
                edits=tuple(replace(edit, quoted=words, source=words[::-1]) for edit in one.edits),
            )
            for one in finding.evidence
        )
        suppression = finding.suppression and replace(finding.suppression, reason=words, by=words)
        return replace(
            finding, place=place, message=words, speaker=words, evidence=evidence, suppression=suppression
        )

    findings = tuple(map(spoil, audit.findings))
    document = findings[0].place.document
    return replace(
        audit,
        documents=(document, *audit.documents[1:]),
        findings=findings[1:],
        suppressed=(replace(findings[0], suppression=Suppression("review", words, by=words)),),
        quotations=tuple(
            replace(one, place=document.place(0, len(words)), speaker=words or None, reason=words)
            for one in audit.quotations
        ),
        figures=tuple(
            replace(one, place=document.place(0, len(words)), subject=words, period=words)
            for one in audit.figures
        ),
        wanted_sources=tuple(
            replace(one, source=words, documents=(words,), example=words) for one in audit.wanted_sources
        ),
        unread=(UnreadInput(words, words, words),),
        stale=(words,),
    )


def printed(audit: StoredAudit, name: str, words: str) -> str:
    return BY_NAME[name].render(hostile(audit, words), RenderOptions(show_all=True))


anything = st.lists(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x1b\x9b\u202e\u2066\u200b\ufeff<>&\"'`|*_[]()!@#:/\\=+-%\n\r\t~$^{}\x00\x85\u2028"),
        st.sampled_from(["::error::", "##[", "](", "<!--", "-->", "```", "www.", "http://", "GH-1", "#1"]),
    ),
    max_size=30,
).map("".join)


def every_attack(test):  # type: ignore[no-untyped-def]
    return settings(max_examples=40, deadline=None)(given(words=anything)(test))


@pytest.fixture(scope="module")
def base(audit: StoredAudit) -> StoredAudit:
    return audit


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("words", ATTACKS)
def test_no_format_prints_a_hidden_character(name: str, words: str, base: StoredAudit) -> None:
    assert HIDDEN.findall(printed(base, name, words)) == []


@pytest.mark.parametrize("name", ["text", "github", "markdown", "csv"])
@pytest.mark.parametrize("words", ATTACKS)
def test_no_line_of_a_log_is_a_command_of_the_document(name: str, words: str, base: StoredAudit) -> None:
    ours = re.compile(r"::(error|warning|notice) (file|title)=")
    lines = [
        line for line in re.split(r"[\r\n]", printed(base, name, words)) if line.lstrip().startswith("::")
    ]
    assert [line for line in lines if not ours.match(line)] == []
    assert not re.search(r"##[\w.]*\[", printed(base, name, words))


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
@pytest.mark.parametrize("words", ATTACKS)
def test_json_keeps_the_very_words(name: str, words: str, base: StoredAudit) -> None:
    stored = json.loads(printed(base, name, words))
    if name == "json":
        assert stored["findings"][0]["message"] == words
        assert stored["findings"][0]["place"]["text"] == words
    assert "\n::" not in printed(base, name, words)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", ()))

    def handle_data(self, data: str) -> None:
        self.text += data


def tags(page: str) -> set[str]:
    parser = _Tags()
    parser.feed(page)
    parser.close()
    return {tag for tag, _ in parser.tags}


@pytest.mark.parametrize("words", ATTACKS)
def test_the_page_holds_only_its_own_elements(words: str, base: StoredAudit) -> None:
    allowed = tags(printed(base, "html", "plain words"))
    assert tags(printed(base, "html", words)) <= allowed
    assert not {"script", "img", "a", "iframe", "link"} & allowed


@pytest.mark.parametrize("words", ATTACKS)
def test_markdown_makes_no_link_image_mention_or_heading_of_it(words: str, base: StoredAudit) -> None:
    markdown = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    shown = markdown.render(printed(base, "markdown", words))
    plain = markdown.render(printed(base, "markdown", "plain words"))
    assert tags(shown) <= tags(plain) | {"br"}
    headings = re.compile(r"<h[1-6]>")
    assert len(headings.findall(shown)) == len(headings.findall(plain))
    assert shown.count("<tr>") == plain.count("<tr>")
    outside_code = re.sub(r"(?s)<code.*?</code>", "", shown)
    assert not re.search(r"@\w|#\d|GH-\d", outside_code)


@pytest.mark.parametrize("words", ATTACKS)
def test_xml_stays_well_formed(words: str, base: StoredAudit) -> None:
    root = ElementTree.fromstring(printed(base, "junit", words).encode())
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out",
    }  # fmt: skip


@pytest.mark.parametrize("words", ATTACKS)
def test_no_cell_calculates(words: str, base: StoredAudit) -> None:
    rows = list(csv.reader(io.StringIO(printed(base, "csv", words), newline="")))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"[\s\"]*[=+\-@＝＋－＠|%\t\r]", cell)] == []


@every_attack
def test_any_text_keeps_every_format_whole(base: StoredAudit, words: str) -> None:
    for name in BY_NAME:
        page = printed(base, name, words)
        assert HIDDEN.findall(page) == []
        page.encode()
    json.loads(printed(base, "sarif", words))
    ElementTree.fromstring(printed(base, "junit", words).encode())
    plain = set(tags(printed(base, "html", "plain words")))
    assert tags(printed(base, "html", words)) <= plain


@every_attack
def test_any_text_makes_no_element_in_markdown(base: StoredAudit, words: str) -> None:
    markdown = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    allowed = tags(markdown.render(printed(base, "markdown", "plain words"))) | {"br"}
    assert tags(markdown.render(printed(base, "markdown", words))) <= allowed


@settings(max_examples=200, deadline=None)
@given(words=anything)
def test_a_table_cell_of_markdown_shows_the_very_words(words: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {inline(words)} | end |\n"
    shown = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(table)
    first, second = re.findall(r"(?s)<td>(.*?)</td>", shown)
    assert second == "end"
    assert unescape(first).replace("\u200b", "").strip() == one_line(words).strip()


@settings(max_examples=200, deadline=None)
@given(words=anything)
def test_a_code_span_of_markdown_shows_the_very_words(words: str) -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(f"in {code(words)} there")
    (inside,) = re.findall(r"(?s)<p>in <code>(.*)</code> there</p>", shown)
    assert unescape(inside).strip() == one_line(words).strip()


@settings(max_examples=200, deadline=None)
@given(words=anything)
def test_a_fence_of_markdown_shows_the_very_words(words: str) -> None:
    block = "\n".join(fenced([words, "last"], "diff"))
    shown = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(block)
    (inside,) = re.findall(r'(?s)^<pre><code class="language-diff">(.*)\nlast\n</code></pre>\n$', shown)
    assert unescape(inside) == one_line(words)


@given(st.text(max_size=80))
def test_visible_text_hides_nothing_and_changes_nothing_else(text: str) -> None:
    shown = visible(text)
    assert set(HIDDEN.findall(shown)) <= {"\u200c", "\u200d"}
    assert visible("".join(character for character in text if not HIDDEN.match(character))) == "".join(
        character for character in text if not HIDDEN.match(character)
    )


@given(st.text(max_size=80))
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a joiner that Persian is written with
        ("pass\u200cword", "pass<U+200C>word"),
        ("\x7f\x85", "␡<U+0085>"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_a_hidden_character_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("4.7 percent", "4.7 percent"),  # a figure begins no list
        ("12) of them", "12&#41; of them"),
        ("1. list", "1&#46; list"),
        ("1968.", "1968&#46;"),
        ("- item", "&#45; item"),
        ("4.65 (or less)!", "4.65 (or less)!"),  # without brackets before it, no parenthesis is a link
    ],
)
def test_only_what_markdown_would_obey_is_escaped(text: str, shown: str) -> None:
    assert inline(text) == shown


def test_a_cell_is_no_longer_than_spreadsheets_take(audit: StoredAudit) -> None:
    rows = list(csv.reader(io.StringIO(printed(audit, "csv", "word " * 20_000), newline="")))
    assert max(len(cell) for row in rows for cell in row) < 32_767


def test_a_paragraph_break_is_a_sign_in_one_line() -> None:
    assert one_line("one\n\n two\tthree") == "one ¶ two three"


def test_a_ci_runner_finds_no_command() -> None:
    assert log_safe("  ::error::x\nsay ##[error]") == "  : :error::x\nsay # #[error]"


def test_wide_characters_take_two_columns() -> None:
    assert (width("abc"), width("中文"), width("e\u0301")) == (3, 4, 1)
