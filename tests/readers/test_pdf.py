"""PDF: words of pages become paragraphs; what a page repeats is furniture; a file gets so much and no more."""

from collections.abc import Callable

import pytest

from audit.model import Document, Unread
from audit.readers import Limits
from audit.readers.pdf_pages import _NOT_INSTALLED

pytest.importorskip("pypdfium2")

ReadFile = Callable[..., list[Document | Unread]]
Read = Callable[..., Document]
Reason = Callable[..., str]


def pdf(*pages: list[str], labels: str = "") -> bytes:
    """A PDF written by hand: one column of Helvetica lines a page."""
    objects = [f"<< /Type /Catalog /Pages 2 0 R {labels} >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 50 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {font} /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode()


def paragraphs(document: Document, *, furniture: bool = False) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.furniture is furniture]


LINES = [
    "The keeper wrote to the board for the first time in the spring of that",
    "year. The board did not answer him then, nor in the year after it, and",
    "the lamp went on failing.",
    "The second letter was shorter than the first. It said that the lamp had",
    "failed on three nights.",
]


def test_lines_are_joined_to_paragraphs(document: Read) -> None:
    read = document("a.pdf", pdf(LINES))
    assert paragraphs(read) == [" ".join(LINES[:3]), " ".join(LINES[3:])]
    assert (read.source_map, read.media_type) == ((), "application/pdf")


def test_a_paragraph_goes_on_over_a_page_and_what_repeats_there_is_furniture(document: Read) -> None:
    pages = [["The Lighthouse Report", *LINES[:2], "- 1 -"], ["The Lighthouse Report", *LINES[2:], "- 2 -"]]
    read = document("a.pdf", pdf(*pages, ["The Lighthouse Report", "No answer came.", "- 3 -"]))
    assert paragraphs(read) == [" ".join(LINES[:3]), " ".join(LINES[3:]), "No answer came."]
    assert paragraphs(read, furniture=True).count("The Lighthouse Report") == 3
    assert [p.page for p in read.paragraphs if not p.furniture] == ["1", "2", "3"]


def test_a_page_is_counted_and_called_by_its_label(document: Read) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>"
    read = document("a.pdf", pdf(["A preface is here."], ["The piece is here."], labels=labels))
    assert [(p.page, p.page_label) for p in read.paragraphs] == [("1", "i"), ("2", "1")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["They spoke of cooper-", "ation and of trade."], "They spoke of cooperation and of trade."),
        (["A well-known man is a well-", "known man."], "A well-known man is a well-known man."),
        (["The talks of Moscow-", "Beijing trade."], "The talks of Moscow-Beijing trade."),
    ],
)
def test_a_word_parted_at_a_line_end_is_written_as_elsewhere(
    lines: list[str], words: str, document: Read
) -> None:
    assert document("a.pdf", pdf(lines)).text == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no pdf at all", "no PDF"),
        (b"%PDF-1.4\n garbage", "damaged"),
        (pdf(LINES)[:200], "damaged"),
        (pdf([]), "only pictures"),
    ],
)
def test_what_is_no_readable_pdf_is_unread(data: bytes, words: str, reason: Reason) -> None:
    assert words in reason("a.pdf", data)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(pages=1), "2 pages, more than the 1"),
        (Limits(document_bytes=1_000), "bytes, more than the 1,000"),
        (Limits(memory_bytes=20_000_000), "PDFium failed"),
        (Limits(seconds=0), "more than 0 s"),
    ],
)
def test_a_file_that_takes_too_much_is_unread(limits: Limits, words: str, reason: Reason) -> None:
    assert words in reason("a.pdf", pdf(LINES, LINES), limits=limits)


def test_without_the_extra_the_reason_says_how_to_get_it(
    read_file: ReadFile, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("without")
    (elsewhere / "pypdfium2.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(elsewhere))
    [item] = read_file("a.pdf", pdf(LINES))
    assert isinstance(item, Unread)
    assert item.reason == _NOT_INSTALLED
