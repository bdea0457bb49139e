"""What an export format is, and what all of them say of a document."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from ..audited import AuditedDocument, StoredAudit

_LONGEST_NAME = 60


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


def file_name(document: AuditedDocument, suffix: str) -> str:
    """A name that any system takes, that tells which document it is, and that no other document has."""
    told = re.sub(r"[^A-Za-z0-9._-]+", "-", document.id)[-_LONGEST_NAME:].strip("-.")
    return f"{told}-{sha256(document.id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}{suffix}"
