"""Names of files that are made for documents."""

import re
from hashlib import sha256

_LONGEST = 60
"""Characters of a document's identity that its file's name keeps: the end, which tells most of a path."""


def file_name(document_id: str, suffix: str) -> str:
    """A name that any system takes, that tells which document it is, and that no other document has."""
    told = re.sub(r"[^A-Za-z0-9._-]+", "-", document_id)[-_LONGEST:].strip("-.")
    return f"{told}-{sha256(document_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}{suffix}"
