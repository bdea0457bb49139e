"""PDF: the words of its pages as paragraphs.

A PDF holds glyphs at places and no text, so there are no characters that a map could point at:
what PDFium reads is arranged into paragraphs, and `source_map` is empty. Lines that repeat at the
edges of pages, and page numbers, are furniture. A hyphen at a line's end is kept or dropped as the
same word is written elsewhere in the document.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from audit.errors import UnreadableError
from audit.model import Document, Unread
from audit.readers.kinds import Block
from audit.readers.layout import is_bullet
from audit.readers.reading import Limits, Reading, Source, to_document

_WORKER = "audit.readers.pdf_pages"
# PDFium writes one of these, and no line break, where a hyphen ends a line.
_LINE_HYPHEN = re.compile("[\x02\ufffe]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PAGE_NUMBER = re.compile(
    r"(?:page\s|[-–—]\s?)?(?:\d{1,4}|[ivxl]{1,7})(?:\s?(?:of|/)\s?\d{1,4}|\s?[-–—])?", re.IGNORECASE
)
_STOPS = ".!?:;…。！？"
_CLOSERS = "\"'”’»)]"
_BETWEEN = "\n\n"
# A line this much shorter than most ends a paragraph if it ends a sentence, and half as long a title.
_SHORT = 0.85
_TITLE = 0.6
# Headers and footers stand on the first or last two lines of a page, on three pages or more.
_EDGE_LINES = 2
_LEAST_REPEATS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    furniture: bool


def read_pdf(source: Source) -> Iterator[Document | Unread]:
    """The document of a PDF file. Raises `UnreadableError` where it cannot be read within the limits."""
    data = source.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("it is no PDF; save it again as PDF, or rename it")
    pages = _pages(data, source.limits)
    lines = [line for number, page in enumerate(pages) for line in _page_lines(page["text"], number)]
    if not lines:
        raise UnreadableError("it holds no text, only pictures of it; make it searchable (OCR) first")
    labels = [page["label"] for page in pages]
    yield from to_document(source, data, _arranged(_with_furniture(lines), labels))


def _pages(data: bytes, limits: Limits) -> list[dict[str, str]]:
    """What the child process read, or the reason why it did not."""
    wanted = (limits.pages, limits.seconds, limits.memory_bytes, limits.document_bytes)
    command = [sys.executable, "-m", _WORKER, *map(str, wanted)]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            f"reading it took more than {limits.seconds} s; print it to a new PDF"
        ) from None
    try:
        answer = json.loads(ran.stdout)
    except ValueError:
        raise UnreadableError("PDFium failed on it, or needed too much; print it to a new PDF") from None
    if "problem" in answer:
        raise UnreadableError(answer["problem"])
    pages: list[dict[str, str]] = answer["pages"]
    return pages


def _page_lines(text: str, page: int) -> Iterator[_Line]:
    """The lines of a page; one that ends inside a word ends in a soft hyphen."""
    marked = _LINE_HYPHEN.sub("\u00ad\n", _SURROGATE.sub("\ufffd", text))
    for line in re.split(r"[\r\n]+", marked):
        words = _CONTROL.sub("", line).strip()
        if words:
            yield _Line(words, page, furniture=False)


def _with_furniture(lines: list[_Line]) -> list[_Line]:
    """The same lines, with page numbers and what repeats at the edges of pages marked."""
    edges = {id(line) for page in _by_page(lines) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])}
    repeats = Counter(_without_digits(line.text) for line in lines if id(line) in edges)
    return [
        _Line(line.text, line.page, furniture=True)
        if id(line) in edges
        and (_PAGE_NUMBER.fullmatch(line.text) or repeats[_without_digits(line.text)] >= _LEAST_REPEATS)
        else line
        for line in lines
    ]


def _by_page(lines: list[_Line]) -> Iterator[list[_Line]]:
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    yield from pages.values()


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _arranged(lines: list[_Line], labels: list[str]) -> Reading:
    """The text of the groups of lines that belong together, each a block with its page."""
    known = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for group in _groups(lines):
        first = group[0]
        words = _joined([line.text for line in group], known)
        kind = "navigation" if first.furniture else None
        label = labels[first.page] or None
        blocks.append(Block(at, at + len(words), kind, first.furniture, str(first.page + 1), label))
        pieces.append(words)
        at += len(words) + len(_BETWEEN)
    return Reading(_BETWEEN.join(pieces), (), tuple(blocks), "latin-1 (PDFium)")


def _groups(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Paragraphs, each followed by the furniture of the pages that it crosses."""
    width = _width([line for line in lines if not line.furniture])
    paragraph: list[_Line] = []
    furniture: list[_Line] = []
    for line in lines:
        if line.furniture:
            furniture.append(line)
        elif paragraph and _parts(paragraph[-1], line, width):
            yield paragraph
            yield from ([one] for one in furniture)
            paragraph, furniture = [line], []
        else:
            paragraph.append(line)
    yield from ([paragraph] if paragraph else [])
    yield from ([one] for one in furniture)


def _width(lines: list[_Line]) -> int:
    """The length that few lines go beyond: that of a full line."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _parts(line: _Line, following: _Line, width: int) -> bool:
    """True where a paragraph ends between two lines."""
    if line.text.endswith(("\u00ad", "-", ",")) or following.text[0].islower():
        return False
    if is_bullet(following.text):
        return True
    next_word = len(following.text.split(None, 1)[0])
    ends = line.text.rstrip(_CLOSERS)[-1:] in _STOPS
    if ends:
        return len(line.text) + 1 + next_word < width * _SHORT or line.page != following.page
    return len(line.text) + 1 + next_word < width * _TITLE


def _joined(lines: list[str], known: Counter[str]) -> str:
    words = ""
    for line in lines:
        if words.endswith("\u00ad"):
            words = words[:-1] + _hyphen(words[:-1], line, known) + line
        else:
            words += " " + line if words else line
    return words.removesuffix("\u00ad") + ("-" if words.endswith("\u00ad") else "")


def _hyphen(before: str, after: str, known: Counter[str]) -> str:
    """What stands between the halves of a word that is parted at a line's end."""
    parts = re.search(r"[^\W\d_]+\Z", before[-60:]), re.match(r"[^\W\d_]+", after[:60])
    if parts[0] is None or parts[1] is None or not parts[1].group().islower():
        return "-"
    first, second = parts[0].group().lower(), parts[1].group().lower()
    return "-" if known[f"{first}-{second}"] > known[first + second] else ""
