"""HTML: the text that a browser shows, and nothing that it does not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proof import prove_decoded

from audit.model import Document, Unread
from audit.readers.html import read_html
from audit.readers.kinds import describe

Read = Callable[..., Document]


def text(page: str) -> str:
    return read_html(page.encode(), None).text


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.start : p.end]) for p in document.paragraphs]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>one\n   two</p>", "one two"),
        ("<p>one <b> two</b>\t</p>", "one two"),
        ("un<b>break</b>able", "unbreakable"),
        ("<p>one<p>two<div>three</div>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one<br>\n<br>two", "one\n\ntwo"),
        ("<pre>\n  one\n   two</pre>", "one\n   two"),
        ("&lt;b&gt; &amp;amp; &#8220;x&#x201d; &eacute;", "<b> &amp; “x” é"),
        ("AT&T &copy &notit; &unknown; &#xD800; &#0;", "AT&T © ¬it; &unknown; \ufffd \ufffd"),
        ("one&nbsp;two&#32;&#10;three", "one\u00a0two three"),
        ("1 < 2 and 3 > 2, a<3", "1 < 2 and 3 > 2, a<3"),
        ("<script>var a = '<p>no';</script>yes<style>no</style>", "yes"),
        ("<!-- no --><!doctype html><?php no ?>yes<!>", "yes"),
        ("<!--> yes <!---> too <!-- no --!> end", "yes too end"),
        ("<title>no</title><textarea>no</textarea>yes<svg><text>no</text></svg>", "yes"),
        ("<noscript>no</noscript><template><p>no</p></template>yes", "yes"),
        ("<p>He did <span hidden>not</span>come<i style='display: none'>!</i>.</p>", "He did come."),
        ("<a title='> no'>yes</a><a title=\"<p>\">, too</a>", "yes, too"),
        ("<table><tr><td>a<td>b<tr><td>c</td><td>d</td></table>", "a\tb\n\nc\td"),
        ("</p></div>stray</b></nothing>", "stray"),
        ("<P CLASS=x>upper</P>", "upper"),
        ("<p>&#1234567890123456789012345;x", "\ufffd12345;x"),
    ],
)
def test_the_text_is_what_a_browser_shows(page: str, shown: str) -> None:
    assert text(page) == shown


def test_landmarks_around_the_article_are_furniture_and_kept(document: Read) -> None:
    page = "<header>Top</header><nav>Menu</nav><article><header><h1>Title</h1></header><p>Said so.</p></article><footer>End</footer>"
    assert kinds(document("a.html", page)) == [
        ("navigation", "Top"),
        ("navigation", "Menu"),
        ("headline", "Title"),
        ("body", "Said so."),
        ("navigation", "End"),
    ]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="share-buttons">{}</div>',
        '<section role="complementary">{}</section>',
        '<ul id="breadcrumbs"><li>{}</ul>',
    ],
)
def test_boxes_of_the_page_are_told_by_role_and_name(box: str, document: Read) -> None:
    read = document("a.html", f"<p>The minister said so.</p>{box.format('Words')}<p>He said it twice.</p>")
    assert [p.furniture for p in read.paragraphs] == [False, True, False]


def test_the_class_of_the_whole_page_hides_nothing(document: Read) -> None:
    read = document(
        "a.html", '<body class="sidebar"><main id="navigation"><p>The minister said so.</main></body>'
    )
    assert [p.furniture for p in read.paragraphs] == [False]


def test_a_page_that_is_all_furniture_is_read_as_the_piece(document: Read) -> None:
    read = document("a.html", "<aside><p>The minister said so.</p><p>He said it twice.</p></aside>")
    assert [p.furniture for p in read.paragraphs] == [False, False]


def test_an_item_left_open_does_not_pass_its_class_on(document: Read) -> None:
    read = document("a.html", "<ul><li class=share>Words<li>The minister said so.</ul>")
    assert [p.furniture for p in read.paragraphs] == [True, False]


def test_a_hidden_block_is_kept_apart(document: Read) -> None:
    read = document("a.html", "<p>Shown.</p><div style='DISPLAY:NONE'><p>Not shown.</p></div>")
    assert [(p.kind, p.furniture) for p in read.paragraphs][1] == ("hidden", True)


def test_block_quotations_captions_and_lists_are_told(document: Read) -> None:
    page = (
        "<p>They wrote:</p><blockquote><p>We agree.</p><ul><li>All of us.</ul><footer>The ministers</footer></blockquote>"
        "<p>That was all they wrote that day.</p><figure><figcaption>At the lake</figcaption></figure><ol><li>One</ol>"
    )
    assert [kind for kind, _ in kinds(document("a.html", page))] == [
        "body", "block-quotation", "block-quotation", "byline", "body", "caption", "list-item",
    ]  # fmt: skip


def test_a_page_that_is_indented_by_blockquote_quotes_nobody(document: Read) -> None:
    read = document("a.html", "<blockquote><p>The minister said so.</p><p>He said it twice.</p></blockquote>")
    assert {p.kind for p in read.paragraphs} == {"body"}


def test_the_headline_is_the_one_of_the_article(document: Read) -> None:
    read = document("a.html", "<h1>The Paper</h1><main><h1>The Piece</h1><p>The minister said so.</p></main>")
    assert kinds(read)[:2] == [("heading", "The Paper"), ("headline", "The Piece")]
    assert read.facts.title == "The Piece"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2022-02-04T23:30:00-05:00">', "2022-02-04"),
        ('<meta name="date" content="February 4, 2022">', "2022-02-04"),
        ('<meta itemprop="datePublished" content="2022-02">', "2022-02"),
        ('<time itemprop="datePublished" datetime="2022-02-04">Friday</time>', "2022-02-04"),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "2022-02-04"}</script>',
            "2022-02-04",
        ),
        (
            '<script type="application/ld+json">[{"@type": ["NewsArticle"], "datePublished": "2022-02-04"}]</script>',
            "2022-02-04",
        ),
        ('<time datetime="2022-02-04">the day they met</time>', None),
        ('<meta property="article:modified_time" content="2022-02-04">', None),
        ('<meta name="date" content="today">', None),
        (
            '<script type="application/ld+json">{"@type": "Event", "datePublished": "2022-02-04"}</script>',
            None,
        ),
        ('<script>{"@type": "Article", "datePublished": "2022-02-04"}</script>', None),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": '
            + "[" * 10_000
            + "</script>",
            None,
        ),
    ],
)
def test_a_page_states_its_date_in_its_metadata(head: str, published: str | None, document: Read) -> None:
    facts = document("a.html", f"{head}<p>The minister said so.</p>").facts
    assert (facts.published, facts.published_basis) == (published, "metadata" if published else None)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/relative", "data:text/html,x"])
def test_only_web_addresses_are_taken_for_the_address(url: str, document: Read) -> None:
    assert document("a.html", f'<link rel=canonical href="{url}"><p>Words.').facts.url is None


@pytest.mark.parametrize("opening", ["<!-- never closed", "<p title='never closed", "<script>", "<svg>"])
def test_what_a_broken_tag_swallows_is_told(
    opening: str, read_file: Callable[..., list[Document | Unread]]
) -> None:
    document, problem = read_file("a.html", f"<p>Shown.</p>\n{opening} and the rest of the page")
    assert isinstance(document, Document)
    assert document.text == "Shown."
    assert isinstance(problem, Unread)
    assert "on line 2 never ends" in problem.reason


PIECES = st.one_of(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<div>",
            "</div>",
            "<pre>",
            "</pre>",
            "<td>",
            "</td>",
            "<tr>",
            "<li>",
            "<span",
            "hidden>",
            "</span>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<blockquote>",
            "</blockquote>",
            "<nav>",
            "</nav>",
            "<h1>",
            "</h1>",
            "&amp;",
            "&nbsp;",
            "&#32;",
            "&lt",
            "&#x201C;",
            "&",
            "<",
            ">",
            '"',
            "'",
            "=",
            "/>",
            "<a",
            "href='",
        ]
    ),
    st.text(alphabet=" \n\tab\u00a0é“😀", max_size=8),
)


@given(st.lists(PIECES, max_size=40))
def test_the_map_proves_the_text_of_any_page(pieces: list[str]) -> None:
    page = "".join(pieces)
    reading = read_html(page.encode(), None) if page else None
    if reading is not None:
        document = Document(
            "a", "a", reading.text, (), encoding=reading.encoding, source_map=reading.source_map
        )
        prove_decoded(document, page)
        paragraphs, _ = describe(reading.text, reading.blocks)
        words = "".join(reading.text[p.start : p.end] for p in paragraphs)
        assert "".join(words.split()) == "".join(reading.text.split())
        assert all(reading.text[p.start : p.end].strip() for p in paragraphs)
