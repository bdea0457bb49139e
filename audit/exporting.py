"""From a stored audit to files for other tools: which documents, which format, and where to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .audited import AuditedDocument, StoredAudit
from .errors import ConfigurationError
from .exports import EXPORTS
from .exports.tables import table as csv_table
from .reporting import settled
from .settings import Settings


def exported(database: Path, settings: Settings, documents: Sequence[str]) -> StoredAudit:
    """The stored audit as its reports count it, narrowed to these documents where some are named.

    Raises `ConfigurationError` for a document that is not in the audit.
    """
    audit = settled(database, settings)
    if not documents:
        return audit
    wanted = {one.id for name in documents for one in _named(audit, name)}
    return replace(
        audit,
        documents=tuple(one for one in audit.documents if one.id in wanted),
        quotations=tuple(one for one in audit.quotations if one.place.document.id in wanted),
        figures=tuple(one for one in audit.figures if one.place.document.id in wanted),
        findings=tuple(one for one in audit.findings if one.place and one.place.document.id in wanted),
        suppressed=tuple(one for one in audit.suppressed if one.place and one.place.document.id in wanted),
    )


def written(audit: StoredAudit, format_name: str, output: Path | None, table: str | None) -> Iterator[str]:
    """Writes one format into a folder or a file; without either, yields it for standard output.

    A folder takes a file a document, or a table; a file takes everything, or the table that is named.
    """
    export = next(one for one in EXPORTS if one.name == format_name)
    if output is not None and output.is_dir():
        for name, text in export.files(audit):
            if table is None or name == f"{table}.csv":
                _write(output / name, text)
        return
    text = csv_table(audit, table) if table else export.whole(audit)
    if output is None:
        yield text
    else:
        _write(output, text)


def folder(path: Path) -> Path:
    """The folder, made where it is missing. Raises `ConfigurationError` where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{path}: this folder cannot be made ({error.strerror}).") from error
    return path


def _named(audit: StoredAudit, name: str) -> list[AuditedDocument]:
    found = [
        one
        for one in audit.documents
        if one.is_current and name in (one.id, one.path, one.location, one.label)
    ]
    if not found:
        raise ConfigurationError(
            f"{name}: there is no such document in this audit; `audit report` lists them."
        )
    return found


def _write(path: Path, text: str) -> None:
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
    except OSError as error:
        raise ConfigurationError(f"{path}: the export cannot be written ({error.strerror}).") from error
