"""The editions that a database holds of documents that read otherwise now."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..model import Document, Facts
from ..results import Edition
from .publishing import document_of, edition_id, opened


def earlier_editions(path: Path, current: Mapping[str, str]) -> tuple[Edition, ...]:
    """Every stored edition of the documents in `current` (id to sha256) that is not the present one.

    Newest first, documents in the order of their ids. The editions have text and facts, and no paragraphs.
    """
    if not path.exists():
        return ()
    with opened(path) as database:
        rows = database.query(
            "select documents.*, texts.text from documents join texts on texts.document_id = documents.id "
            "order by documents.path, documents.is_current desc, documents.rowid"
        )
        found = (_edition(row) for row in rows)
        return tuple(one for one in found if current.get(one.of, one.document.sha256) != one.document.sha256)


def _edition(row: Mapping[str, Any]) -> Edition:
    facts = Facts(**{name: row[name] for name in Facts.__slots__})
    document_id = document_of(row)
    document = Document(
        edition_id(document_id, row["sha256"]), row["path"], row["text"], (), facts, sha256=row["sha256"]
    )
    return Edition(document, document_id)
