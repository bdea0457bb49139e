"""What an export format is, and what all of them say of a document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ..audited import AuditedDocument, StoredAudit


@dataclass(frozen=True, slots=True)
class Export:
    """One format: `whole` is the audit as one file, `files` as several, each with its name."""

    name: str
    description: str
    whole: Callable[[StoredAudit], str]
    files: Callable[[StoredAudit], Iterator[tuple[str, str]]]


def current(audit: StoredAudit) -> tuple[AuditedDocument, ...]:
    """The documents as they are now, without their earlier editions."""
    return tuple(document for document in audit.documents if document.is_current)


def iri(document: AuditedDocument) -> str:
    """The web address of a document where one is known, else where its file is, as a relative IRI."""
    if document.url:
        return document.url
    record = "" if document.is_whole_file else "#" + quote(document.id, safe="")
    return quote(document.location, safe="/") + record
