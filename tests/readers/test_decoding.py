"""One encoding a file, recorded; a wrong guess would invent characters, so there are few guesses."""

import codecs
from collections.abc import Callable

import pytest

from audit.model import Document

Read = Callable[..., Document]
Reason = Callable[..., str]
WORDS = "Sie sagte: „Das ist möglich“ – für 5 €."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "utf-32"),
        (WORDS.encode("windows-1252"), "windows-1252 (assumed)"),
    ],
)
def test_the_encoding_is_found_and_recorded(data: bytes, encoding: str, document: Read) -> None:
    read = document("a.txt", data)
    assert (read.text, read.encoding) == (WORDS, encoding)
    assert data.decode(read.encoding.split()[0]) == WORDS


def test_what_is_stated_wins_over_what_would_be_assumed(document: Read) -> None:
    read = document("a.txt", "Привет, мир".encode("koi8-r"), encoding="koi8-r")
    assert (read.text, read.encoding) == ("Привет, мир", "koi8-r (stated)")


def test_utf_16_without_a_mark_is_read_where_it_is_stated(document: Read) -> None:
    assert document("a.txt", WORDS.encode("utf-16-le"), encoding="utf-16-le").text == WORDS


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="shift_jis">',
        b"<META content='text/html; charset=Shift_JIS' http-equiv=Content-Type>",
        b'<?xml version="1.0" encoding="Shift_JIS"?>',
        b"<!-- <meta charset=utf-8> --><meta charset = x-sjis >",
    ],
)
def test_a_page_declares_its_encoding(head: bytes, document: Read) -> None:
    read = document("a.html", head + "<p>首相は「はい」と述べた。".encode("cp932"))
    assert (read.text, read.encoding) == ("首相は「はい」と述べた。", "cp932 (declared)")


def test_a_declaration_after_the_first_kilobyte_is_not_looked_for(document: Read) -> None:
    page = b"<p>" + b"x" * 1_100 + b'<meta charset="koi8-r">' + "é".encode()
    assert document("a.html", page).encoding == "utf-8"


def test_a_page_saved_as_utf_8_with_its_old_declaration_is_utf_8(document: Read) -> None:
    page = '<meta charset="iso-8859-1"><p>“Möglich”, sagte sie.'.encode()
    read = document("a.html", page)
    assert (read.text, read.encoding) == ("“Möglich”, sagte sie.", "utf-8")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n\t ", "holds no text"),
        (b"text with a\x00byte", "NUL"),
        (WORDS.encode("utf-16-le"), 'encoding = "utf-16-le"'),
        (WORDS.encode("utf-16-be"), 'encoding = "utf-16-be"'),
        ("“Möglich” – sagte sie.".encode() + b"\xff", "broken byte"),
        ("Привет, мир, как дела".encode("koi8-r"), "encoding is unknown"),
        (b"\x01\x02\x03\x04\x05 text", "binary data"),
        (b"%PDF-1.7 text", "a PDF"),
        (b"PK\x03\x04 text", "a ZIP archive"),
        (b"{\\rtf1 text}", "an RTF file"),
        (b"lone \xed\xa0\x80 surrogate", "broken byte"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, words: str, reason: Reason) -> None:
    assert words in reason("a.txt", data)


@pytest.mark.parametrize("encoding", ["no-such-thing", "rot13", "utf-7", "base64", "\0"])
def test_an_unknown_encoding_is_refused(encoding: str, reason: Reason) -> None:
    assert "unknown" in reason("a.txt", b"text", encoding=encoding)


def test_a_wrong_statement_is_refused_and_not_repaired(reason: Reason) -> None:
    assert "not valid utf-8" in reason("a.txt", WORDS.encode("windows-1252"), encoding="utf-8")
