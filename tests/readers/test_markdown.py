"""Markdown: the words without their markup, as CommonMark reads it."""

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from proof import prove_decoded

from audit.model import Document
from audit.readers.kinds import describe
from audit.readers.markdown import read_markdown

Read = Callable[..., Document]


def text(source: str) -> str:
    return read_markdown(source.encode(), None).text


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.start : p.end]) for p in document.paragraphs]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*a* **b** ***c*** _d_ __e__ ~~f~~", "a b c d e f"),
        ("*a **b** c*", "a b c"),
        ("**a *b* c**", "a b c"),
        ("snake_case_name 2 * 3 * 4 a*b", "snake_case_name 2 * 3 * 4 a*b"),
        ("*starred footnote", "*starred footnote"),
        ("He said “*we* will”", "He said “we will”"),
        (r"\*not emphasis\* \[x\] \\ \a", r"*not emphasis* [x] \ \a"),
        ("`code *x*` ``a ` b`` `open", "code *x* a ` b `open"),
        ("[text](http://x.org/a_(b) 'title') end", "text end"),
        ("[a *b* c](<x y>) [d](e 'f' g)", "a b c [d](e 'f' g)"),
        ("[full][ref] [ref][] [ref] [none] [a][none]\n\n[ref]: http://x", "full ref ref [none] [a][none]"),
        ("a ![alt](x.png) b", "a b"),
        ("[![alt](x.png)](y) b", "b"),
        ("<https://x.org> <me@x.org>", "https://x.org me@x.org"),
        ("a <b>c</b> <!-- d -->e 1 < 2 <3", "a c e 1 < 2 <3"),
        ("a&amp;b &copy; &nothing; AT&T &#8220;", "a&b © &nothing; AT&T “"),
        ("one\ntwo  \nthree\\\nfour<br>five", "one two\nthree\nfour\nfive"),
        ("note[^1] end\n\n[^1]: The *note*.", "note end\n\nThe note."),
        ("# A # \n## B##\n\nC\n===\nD\n---", "A\n\nB##\n\nC\n\nD"),
        ("> a\n> b\n\n> c\n>> d", "a b\n\nc\n\nd"),
        ("- a\n  b\n* c\n+ d\n1. e\n2) f", "a b\n\nc\n\nd\n\n1. e\n\n2) f"),
        ("In\n1986. A year", "In 1986. A year"),
        ("a\n***\nb\n- - -\nc", "a\n\nb\n\nc"),
        ("```py\n*x*\n\n  y\n```\nz", "*x*\n\n  y\n\nz"),
        ("    indented prose", "indented prose"),
        ("|a|b|\n|-|:-:|\n|c \\| d|**e**|\n\nf | g", "a\tb\n\nc | d\te\n\nf | g"),
        ("<!-- a\n\nb -->\nc", "c"),
        ("<script>\nno\n</script>\nyes", "yes"),
        ("a\r\nb\r\n\r\nc", "a b\n\nc"),
    ],
)
def test_the_text_is_the_words_without_the_markup(source: str, words: str) -> None:
    assert text(source) == words


def test_kinds_come_from_the_markup(document: Read) -> None:
    source = "# Title\n\nThe minister said so.\n\n> We agree.\n\n## Part\n\n- item\n\n![At the lake](x.png)\n\n```\ncode\n```\n\n[^1]: Note.\n"
    assert [kind for kind, _ in kinds(document("a.md", source))] == [
        "headline", "body", "block-quotation", "heading", "list-item", "caption", "code", "footnote",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('---\ntitle: "A: b"\nauthor: X Y # who\ndate: 2022-02-04\n---\n', ("A: b", "X Y", "2022-02-04")),
        (
            "---\nTitle: A\nauthors:\n  - X Y\n  - 'Z'\npublished: February 4, 2022\n...\n",
            ("A", "X Y, Z", "2022-02-04"),
        ),
        ("---\nauthors: [X, Y]\ndate: soon\n---\n", (None, "X, Y", None)),
        (
            '+++\ntitle = "A"\ndate = 2022-02-04T10:00:00Z\nauthors = ["X", "Y"]\n+++\n',
            ("A", "X, Y", "2022-02-04"),
        ),
    ],
)
def test_front_matter_states_facts_and_is_no_text(
    head: str, expected: tuple[str | None, ...], document: Read
) -> None:
    read = document("a.md", head + "Some words.")
    assert read.text == "Some words."
    assert (read.facts.title, read.facts.author, read.facts.published) == expected
    assert read.facts.published_basis == ("metadata" if expected[2] else None)


@pytest.mark.parametrize(
    "source", ["---\nThe minister said so.\n---\nx", "---\ntitle: never closed", "--- a\n\nb"]
)
def test_a_rule_at_the_top_is_no_front_matter(source: str, document: Read) -> None:
    read = document("a.md", source)
    assert source.split("\n")[-1] in read.text
    assert read.facts.author is None


def test_a_url_in_front_matter_must_be_one(document: Read) -> None:
    assert document("a.md", "---\nurl: javascript:alert(1)\n---\nx").facts.url is None


PIECES = st.one_of(
    st.sampled_from(
        ["*", "**", "_", "~~", "`", "``", "[", "]", "(", ")", "![", "](x)", "[^1]", "[^1]: ", "[r]: x\n", "[r]", "\\", "\n", "\n\n",
         "  \n", "> ", "- ", "1. ", "# ", "===\n", "---\n", "|", "|-|\n", "```\n", "<b>", "<!--", "-->", "&amp;", "&#32;", "<br>", "\r\n",
         "\t", "   "]
    ),
    st.text(alphabet=" ab\u00a0é“😀", max_size=6),
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_the_map_proves_the_text_of_any_file(pieces: list[str]) -> None:
    source = "".join(pieces)
    reading = read_markdown(source.encode(), None)
    document = Document("a", "a", reading.text, (), source_map=reading.source_map)
    prove_decoded(document, source)
    paragraphs, _ = describe(reading.text, reading.blocks)
    words = "".join(reading.text[p.start : p.end] for p in paragraphs)
    assert "".join(words.split()) == "".join(reading.text.split())
    assert all(reading.text[p.start : p.end].strip() for p in paragraphs)


@given(st.text(alphabet="abc .,“”’é\u00a0", min_size=1).filter(str.strip))
def test_prose_without_markup_is_its_own_text(words: str) -> None:
    assert text(words) == words.strip(" ")


MARKUP = [
    "a",
    "b",
    " ",
    " ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "\\",
    "(",
    ")",
    "[",
    "](x)",
    "]",
    "!",
    "é",
    ".",
    "“",
    "&amp;",
]
REFERENCE = MarkdownIt("commonmark", {"html": False})


@given(st.lists(st.sampled_from(MARKUP), max_size=12))
def test_inline_markup_is_read_as_a_whole_implementation_of_commonmark_reads_it(pieces: list[str]) -> None:
    source = f"x{''.join(pieces)}x"
    assume(not re.search(r"[*_]\]", source))  # the other one does not look beyond the bracket there
    rendered = re.sub(r"<img[^>]*>|</?(?:em|strong|code|a)\b[^>]*>", "", REFERENCE.renderInline(source))
    assert text(source).split() == html.unescape(rendered).split()
