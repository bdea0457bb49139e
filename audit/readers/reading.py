"""What every reader takes and gives, and how a reading becomes a document."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.errors import UnreadableError
from audit.model import Document, Facts, MapRun, Unread
from audit.readers.decoding import refuse_unstorable
from audit.readers.kinds import Block, describe


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which an input is refused, so that one file cannot take the machine.

    `document_bytes` is for a file that is one document and for a record of a JSON Lines file: the
    longest novels have 6 MB, and text of 50 MB takes about a gigabyte to audit. `pages`, `seconds`
    and `memory_bytes` hold for the child process that reads a PDF.
    """

    document_bytes: int = 50_000_000
    pages: int = 5_000
    seconds: int = 120
    memory_bytes: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: where it is, the path it is known by, and what is stated about its bytes."""

    location: Path
    path: str
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)

    def read_bytes(self) -> bytes:
        """The whole file. Raises `UnreadableError` where it is empty, too large or cannot be opened."""
        try:
            size = self.location.stat().st_size
            if size > self.limits.document_bytes:
                raise UnreadableError(too_large(size, self.limits))
            data = self.location.read_bytes()
        except OSError as error:
            raise UnreadableError(f"it cannot be opened ({error.strerror}); check its permissions") from None
        if not data:
            raise UnreadableError("it is empty; remove it or exclude it")
        return data


@dataclass(frozen=True, slots=True)
class Reading:
    """The text a reader made of a file, with its map, its blocks and what the file says of itself."""

    text: str
    source_map: tuple[MapRun, ...]
    blocks: tuple[Block, ...]
    encoding: str
    facts: Facts = field(default_factory=Facts)
    problems: tuple[Unread, ...] = ()


def too_large(size: int, limits: Limits) -> str:
    """The reason for refusing an input of `size` bytes."""
    return f"it has {size:,} bytes, more than the {limits.document_bytes:,} that are read as one; split it"


def to_document(source: Source, data: bytes, reading: Reading) -> Iterator[Document | Unread]:
    """The document that a reading makes, then what of it could not be read."""
    refuse_unstorable(reading.text)
    if not reading.text.strip():
        raise UnreadableError("it holds no text")
    paragraphs, own = describe(reading.text, reading.blocks)
    yield Document(
        id=source.path,
        path=source.path,
        text=reading.text,
        paragraphs=paragraphs,
        facts=reading.facts.filled_from(own),
        encoding=reading.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        byte_length=len(data),
        source_map=reading.source_map,
    )
    yield from (replace(problem, path=source.path) for problem in reading.problems)
