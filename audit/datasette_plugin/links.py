"""Addresses: of our own pages, by identities that survive later runs, and of Datasette's."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """Where each page is. `base` is Datasette's `base_url` without its last slash."""

    base: str = ""
    database: str = "audit"

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
