"""An audit and its inputs as a research object: RO-Crate 1.2 metadata, every file with its hash."""

import mimetypes
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .attestation import StoredRecord
from .errors import ConfigurationError

METADATA_FILE = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.2/context"
_PROFILE = "https://w3id.org/ro/crate/1.2"
_COMPLETED = "http://schema.org/CompletedActionStatus"
_MEDIA_TYPES = {".db": "application/vnd.sqlite3", ".toml": "application/toml", ".md": "text/markdown"}
_KNOWN_FACTS = {"title": "name", "author": "author", "publisher": "publisher", "published": "datePublished",
                "url": "url", "language": "inLanguage"}  # fmt: skip


def crate_folder(record: StoredRecord, database: Path) -> Path:
    """The folder that holds both the documents and the database."""
    return Path(os.path.commonpath([record.root.resolve(), database.resolve().parent]))


def crate(record: StoredRecord, statement: Mapping[str, Any], folder: Path, made: Mapping[str, Path]) -> Any:
    """The metadata of the crate in `folder`; `made` are the database and the statement, by their titles.

    Raises `ConfigurationError` where a file is not below the folder.
    """
    inputs = [_input(record, subject, folder) for subject in statement["subject"]]
    results = [_result(title, path, folder) for title, path in made.items()]
    return {
        "@context": _CONTEXT,
        "@graph": [
            {
                "@id": METADATA_FILE,
                "@type": "CreativeWork",
                "conformsTo": {"@id": _PROFILE},
                "about": {"@id": "./"},
            },
            _root(record, statement, [*inputs, *results]),
            *inputs,
            *results,
            _action(record, inputs, results),
            {
                "@id": "#source-audit",
                "@type": "SoftwareApplication",
                "name": "source-audit",
                "version": record.run["tool_version"],
                "url": f"pkg:generic/source-audit@{record.run['tool_version']}",
                "sha256": statement["predicate"]["configuration"][0]["digest"]["sha256"],
            },
            {
                "@id": "#rights",
                "@type": "CreativeWork",
                "name": "The rights of the publishers",
                "description": "Each document keeps the rights of its publisher.",
            },
            {"@id": _COMPLETED, "@type": "ActionStatusType", "name": "Completed"},
        ],
    }


def _root(record: StoredRecord, statement: Mapping[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    result = statement["predicate"]["result"]
    found = len(statement["predicate"]["source-audit"]["findings"])
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": "An audit of quotations and figures against their sources",
        "description": f"{len(record.documents)} documents: {result}, {found} findings.",
        "datePublished": record.run["finished"],
        "license": {"@id": "#rights"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "mentions": {"@id": "#audit"},
    }


def _action(
    record: StoredRecord, inputs: list[dict[str, Any]], results: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "@id": "#audit",
        "@type": "CreateAction",
        "name": "Audit",
        "instrument": {"@id": "#source-audit"},
        "object": [{"@id": one["@id"]} for one in inputs],
        "result": [{"@id": one["@id"]} for one in results],
        "startTime": record.run["started"],
        "endTime": record.run["finished"],
        "actionStatus": {"@id": _COMPLETED},
    }


def _input(record: StoredRecord, subject: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    name, digest = subject["name"], subject["digest"]["sha256"]
    path = record.root / name
    document = next((one for one in record.documents if one["path"] == name and one["line"] is None), None)
    return {**_file(name, path, folder, digest), **dict(_facts(document or {}))}


def _facts(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for fact, term in _KNOWN_FACTS.items():
        if document.get(fact):
            yield term, document[fact]
    if document:
        yield "encodingFormat", document["media_type"]


def _result(title: str, path: Path, folder: Path) -> dict[str, Any]:
    return _file(title, path, folder, sha256(path.read_bytes()).hexdigest())


def _file(title: str, path: Path, folder: Path, digest: str) -> dict[str, Any]:
    try:
        below = path.resolve().relative_to(folder.resolve())
    except ValueError:
        raise ConfigurationError(
            f"{path}: a crate holds its files; choose an --output folder that this file is below."
        ) from None
    media_type = _MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return {
        "@id": quote(below.as_posix()),
        "@type": "File",
        "name": title,
        "encodingFormat": media_type or "application/octet-stream",
        "contentSize": str(path.stat().st_size),
        "sha256": digest,
    }
