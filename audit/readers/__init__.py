"""Bytes to documents, one module a format.

A reader makes text that is final and the map that proves it. What cannot be read is an `Unread`
with its reason; no file makes `read` raise.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.errors import UnreadableError
from audit.model import Document, Unread
from audit.readers import files
from audit.readers.docx import read_docx
from audit.readers.files import Inputs
from audit.readers.html import read_html
from audit.readers.jsonl import read_json_lines
from audit.readers.kinds import kinds
from audit.readers.markdown import read_markdown
from audit.readers.pdf import read_pdf
from audit.readers.plain import read_plain
from audit.readers.reading import Limits, Reading, Source, to_document

__all__ = ["READERS", "Inputs", "Limits", "Reader", "discover", "kinds", "read", "reader_for", "unique"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One document format. `version` changes whenever the same file would give another document."""

    name: str
    version: str
    suffixes: tuple[str, ...]
    media_type: str
    description: str
    read: Callable[[Source], Iterator[Document | Unread]]


def _one_document(
    read_bytes: Callable[[bytes, str | None], Reading],
) -> Callable[[Source], Iterator[Document | Unread]]:
    """A reader of whole files from a function over bytes and a stated encoding."""

    def read_source(source: Source) -> Iterator[Document | Unread]:
        data = source.read_bytes()
        yield from to_document(source, data, read_bytes(data, source.encoding))

    return read_source


READERS: tuple[Reader, ...] = (
    Reader(
        "plain-text", "1", (".txt", ".text"), "text/plain",
        "Plain text, every character as it stands", _one_document(read_plain),
    ),
    Reader(
        "markdown", "1", (".md", ".markdown"), "text/markdown",
        "Markdown: the words without their markup", _one_document(read_markdown),
    ),
    Reader(
        "html", "1", (".html", ".htm", ".xhtml"), "text/html",
        "The text that a browser shows, with what the page says of itself", _one_document(read_html),
    ),
    Reader(
        "docx", "1", (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word documents: body and notes, tracked changes accepted", _one_document(read_docx),
    ),
    Reader(
        "pdf", "1", (".pdf",), "application/pdf",
        "PDF: the words of its pages, arranged into paragraphs (needs source-audit[pdf])", read_pdf,
    ),
    Reader(
        "json-lines", "1", (".jsonl", ".ndjson"), "application/jsonl",
        'One document {"id", "text", "published"?} a line, its text unchanged', read_json_lines,
    ),
)  # fmt: skip


def reader_for(path: str | Path) -> Reader | None:
    """The reader of a file's suffix, or None."""
    suffix = Path(path).suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def discover(paths: Sequence[Path]) -> Inputs:
    """The input files of these folders and files, sorted, with a reason for each that is not one."""
    return files.discover(paths, [suffix for reader in READERS for suffix in reader.suffixes])


def read(
    path: str, root: Path, *, encoding: str | None = None, limits: Limits | None = None
) -> Iterator[Document | Unread]:
    """The documents of one file, and what of it could not be read. Never raises.

    `path` is relative to `root`, as `discover` gives it. `encoding` is what the manifest states.
    """
    reader = reader_for(path)
    if reader is None:
        yield Unread(path, f"there is no reader for {Path(path).suffix or 'files without a suffix'}")
        return
    source = Source(root / path, path, encoding, limits or Limits())
    try:
        for item in reader.read(source):
            yield _signed(item, reader) if isinstance(item, Document) else item
    except UnreadableError as error:
        yield Unread(path, str(error))
    except Exception as error:  # a defect in a reader must not end a run over a thousand files
        yield Unread(
            path, f"the {reader.name} reader failed on it ({type(error).__name__}); please report this"
        )


def unique(items: Iterable[Document | Unread]) -> Iterator[Document | Unread]:
    """The same, but a document whose id another one has is `Unread`: two files may hold one id."""
    first: dict[str, str] = {}
    for item in items:
        if isinstance(item, Document) and item.id in first:
            yield Unread(
                item.path, f'its id "{item.id}" is taken by a document of {first[item.id]}; make ids unique'
            )
            continue
        if isinstance(item, Document):
            first[item.id] = item.path
        yield item


def _signed(document: Document, reader: Reader) -> Document:
    return replace(document, reader=f"{reader.name} {reader.version}", media_type=reader.media_type)
