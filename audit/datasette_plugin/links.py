"""Addresses: of our own pages, by identities that survive later runs, and of Datasette's."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar
from urllib.parse import quote, urlencode


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

    def document(self, document_id: str, claim: str | None = None) -> str:
        """The reader, at a claim where one is given."""
        at = f"?claim={quote(claim, safe='')}#c-{quote(claim, safe='')}" if claim else ""
        return f"{self.base}/-/read/{quote(document_id, safe='/')}{at}"

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

    def document(self, document_id: str, claim: str | None = None) -> str:
        """A document's file, at a claim where one is given."""
        return f"{self.up}read/{file_name(document_id)}" + (f"#c-{quote(claim, safe='')}" if claim else "")

    def static(self, name: str) -> str:
        """A stylesheet or script, copied too."""
        return f"{self.up}static/{name}"


def file_name(document_id: str) -> str:
    """A file name that any system takes, that tells which document it is and that no other document has."""
    told = re.sub(r"[^A-Za-z0-9._-]+", "-", document_id)[-80:].strip("-.")
    return f"{told}-{sha256(document_id.encode()).hexdigest()[:8]}.html"
