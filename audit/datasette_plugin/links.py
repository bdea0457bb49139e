"""Addresses: of our own pages, by identities that survive later runs, and of Datasette's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote, urlencode

from audit.text.file_names import file_name
from audit.text.segments import Span

from .windows import window_at


@dataclass(frozen=True, slots=True)
class Links:
    """Where each page is. `base` is Datasette's `base_url` without its last slash."""

    base: str = ""
    database: str = "audit"
    is_copy: ClassVar[bool] = False
    """True in a static copy, where nothing can be searched, queried or written."""

    def page(self, name: str, **query: object) -> str:
        """A page by name, such as `figures`; empty values of the query are left out."""
        kept = {key: value for key, value in query.items() if value not in (None, "")}
        return f"{self.base}/-/{name}" + (f"?{urlencode(kept)}" if kept else "")

    def front(self) -> str:
        """The front page."""
        return f"{self.base}/"

    def document(self, document_id: str) -> str:
        """The reader, at the beginning of a document."""
        return f"{self.base}/-/read/{quote(document_id, safe='/')}"

    def place(self, document_id: str, start: int) -> str:
        """The reader at a position."""
        return f"{self.document(document_id)}?at={start}"

    def claim(self, document_id: str, claim: str, start: int) -> str:
        """The reader at a claim, which begins at `start` as long as the document stays as it is."""
        return f"{self.document(document_id)}?claim={quote(claim, safe='')}#c-{quote(claim, safe='')}"

    def part(self, document_id: str, number: int) -> str:
        """A part of a long document, counted from 0."""
        return f"{self.document(document_id)}?part={number}"

    def quotation(self, quotation_id: str, match: str | None = None) -> str:
        """The comparison of a quotation with its sources."""
        return self.page(f"quotation/{quote(quotation_id, safe='')}", match=match)

    def quantity(self, quantity_id: str) -> str:
        """A figure beside those that it is compared with."""
        return self.page(f"quantity/{quote(quantity_id, safe='')}")

    def finding(self, finding_id: str) -> str:
        """A finding, with its decisions."""
        return self.page(f"finding/{quote(finding_id, safe='')}")

    def speaker(self, speaker_id: str) -> str:
        """Everything that a speaker is quoted as saying."""
        return self.page(f"speaker/{quote(speaker_id, safe='')}")

    def annotations(self, document_id: str) -> str:
        """The W3C Web Annotations of a document."""
        return f"{self.base}/-/annotations/{quote(document_id, safe='/')}.jsonld"

    def table(self, name: str, **query: object) -> str:
        """A table, view or question in Datasette."""
        return f"{self.base}/{quote(self.database, safe='')}/{quote(name, safe='')}" + (
            f"?{urlencode(query)}" if query else ""
        )

    def tables(self) -> str:
        """Datasette's own page of the database."""
        return f"{self.base}/{quote(self.database, safe='')}"

    def static(self, name: str) -> str:
        """A stylesheet or script of ours."""
        return f"{self.base}/-/static-plugins/source-audit/{name}"


@dataclass(frozen=True, slots=True)
class CopyLinks(Links):
    """The same addresses as files that open without a server; `up` leads from a page to the copy's root."""

    up: str = ""
    divided: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    """The windows of the documents that have more than one: each is a file."""
    is_copy: ClassVar[bool] = True

    def page(self, name: str, **query: object) -> str:
        """A page of the copy. Raises `LookupError` for one that a copy does not have."""
        folder, _, key = name.partition("/")
        if folder not in {"quotation", "quantity", "documents"}:
            raise LookupError(f"A static copy has no page {name}.")
        return f"{self.up}{folder}/{key}.html" if key else f"{self.up}index.html"

    def front(self) -> str:
        """The list of what the copy holds."""
        return f"{self.up}index.html"

    def document(self, document_id: str) -> str:
        """A document's file, or the first of its files."""
        return self.part(document_id, 0)

    def place(self, document_id: str, start: int) -> str:
        """The file that holds a position, and the position for the script that scrolls to it."""
        return f"{self._file_at(document_id, start)}?at={start}"

    def claim(self, document_id: str, claim: str, start: int) -> str:
        """The file that holds a claim, at the claim."""
        return f"{self._file_at(document_id, start)}#c-{quote(claim, safe='')}"

    def part(self, document_id: str, number: int) -> str:
        """The file of a part of a long document."""
        return f"{self.up}read/{part_name(document_id, number)}"

    def _file_at(self, document_id: str, start: int) -> str:
        return self.part(document_id, window_at(start, self.divided.get(document_id, ())))

    def static(self, name: str) -> str:
        """A stylesheet or script, copied too."""
        return f"{self.up}static/{name}"


def part_name(document_id: str, part: int = 0) -> str:
    """The file of a document in a copy, or of a further part of it."""
    return file_name(document_id, f"-{part + 1}.html" if part else ".html")
