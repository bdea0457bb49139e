"""Word documents: archives are opened with care, and each character is found again in their XML."""

import io
import zipfile
from collections.abc import Callable

import pytest
from proof import prove_decoded

from audit.model import Document

Read = Callable[..., Document]
Reason = Callable[..., str]

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {NAMESPACE}><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>'
)


def paragraph(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def docx(body: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document {NAMESPACE}><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def characters(data: bytes, encoding: str) -> str:
    codec, _, parts = encoding.partition(" in ")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(part).decode(codec) for part in parts.split("+"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (paragraph("One &amp; two&#8217;s") + paragraph("three"), "One & two’s\n\nthree"),
        (
            "<w:p><w:r><w:t>un</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>breakable</w:t></w:r></w:p>",
            "unbreakable",
        ),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        (
            "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
            "new",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>", "1"),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>not shown</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>",
            "shown",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "a\tb",
        ),
        ("<w:p/><w:p></w:p>" + paragraph("  words "), "words "),
    ],
)
def test_the_text_is_what_word_shows(body: str, words: str, document: Read) -> None:
    data = docx(body)
    read = document("a.docx", data)
    assert read.text == words
    prove_decoded(read, characters(data, read.encoding))


def test_kinds_come_from_styles_in_any_language(document: Read) -> None:
    body = (
        paragraph("The piece", "Titel") + paragraph("A part", "berschrift1") + paragraph("We agree.", "Zitat")
        + paragraph("The minister said so.")
    )  # fmt: skip
    read = document("a.docx", docx(body, styles=STYLES))
    assert [p.kind for p in read.paragraphs] == ["headline", "heading", "block-quotation", "body"]
    assert read.facts.title == "The piece"


def test_notes_follow_the_body(document: Read) -> None:
    data = docx(
        paragraph("The minister said so."),
        footnotes=f"<w:footnotes {NAMESPACE}>{paragraph('In May.')}</w:footnotes>",
    )
    read = document("a.docx", data)
    assert read.text == "The minister said so.\n\nIn May."
    assert read.encoding == "utf-8-sig in word/document.xml+word/footnotes.xml"
    prove_decoded(read, characters(data, read.encoding))


def test_a_sign_that_xml_only_names_leaves_the_text_unproved_and_not_wrong(document: Read) -> None:
    read = document("a.docx", docx("<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r></w:p>"))
    assert (read.text, read.source_map) == ("well\u2011known", ())


def test_an_archive_that_unpacks_to_far_more_than_it_has_is_refused(reason: Reason) -> None:
    assert "times its size" in reason("a.docx", docx(paragraph("x" * 20_000_000)))


def test_entities_are_refused_and_never_expanded(reason: Reason) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>')
    assert "entities" in reason("a.docx", data.getvalue())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a zip", "no Word document"),
        (docx("<w:p><w:r><w:t>cut</w:t></w:r></w:p><w:p title='"), "breaks off"),
        (docx(paragraph("words"))[:-30], "no Word document"),
        (docx(""), "holds no text"),
    ],
)
def test_a_damaged_document_is_unread(data: bytes, words: str, reason: Reason) -> None:
    assert words in reason("a.docx", data)


def test_an_archive_without_a_body_or_with_two_is_no_word_document(reason: Reason) -> None:
    for count in (0, 2):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("readme.txt", "x")
            for _ in range(count):
                archive.writestr("word/document.xml", paragraph("words"))
        assert f"{count} parts" in reason("a.docx", data.getvalue())


def test_deeply_nested_xml_is_read_without_recursion(document: Read) -> None:
    assert (
        document("a.docx", docx("<w:sdt>" * 50_000 + paragraph("words") + "</w:sdt>" * 50_000)).text
        == "words"
    )
