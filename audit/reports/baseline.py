"""The findings that a project knows already, in a file that is kept with its documents.

It shrinks by itself, when a finding is gone, and grows only when told. Entries are fingerprints, so
edits elsewhere in a document do not make a known finding new.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..audited import AuditFinding, StoredAudit, Suppression
from ..errors import ConfigurationError
from .selection import settled

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding; all but `id` is for the person who reads the file."""

    id: str
    rule: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings, ordered by path, rule and id."""

    entries: tuple[Entry, ...] = ()


def load(path: Path) -> Baseline:
    """The baseline that a file holds. Raises `ConfigurationError` where it is missing or none."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        if stored["version"] != VERSION:
            raise ConfigurationError(f"{path}: this baseline is of another version; write it anew.")
        return _ordered(
            Entry(**{name: str(entry[name]) for name in Entry.__slots__}) for entry in stored["findings"]
        )
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"{path}: there is no such baseline; write it with --update-baseline."
        ) from error
    except OSError as error:
        raise ConfigurationError(f"{path}: this baseline cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"{path}: this is not a baseline; write it with --update-baseline."
        ) from error


def compare(audit: StoredAudit, baseline: Baseline) -> StoredAudit:
    """The audit in which only new findings count; known ones are suppressed, with that reason."""
    known = {entry.id for entry in baseline.entries}
    reason = Suppression("baseline", "known before, and not new")
    gone = len(known - _ids(audit))
    said = (
        f"{gone} finding{'s' if gone != 1 else ''} of the baseline {'are' if gone != 1 else 'is'} gone; "
        "its file is shorter now, commit it."
    )
    compared = settled(audit, {finding.id: reason for finding in audit.findings if finding.id in known})
    return replace(compared, stale=(*compared.stale, said)) if gone and not audit.unread else compared


def shrunk(baseline: Baseline, audit: StoredAudit) -> Baseline:
    """The baseline without what is gone; all of it where something was not read, which may hold the rest."""
    if audit.unread:
        return baseline
    seen = _ids(audit)
    return Baseline(tuple(entry for entry in baseline.entries if entry.id in seen))


def grown(baseline: Baseline, audit: StoredAudit) -> Baseline:
    """The baseline without what is gone and with every finding that counts now."""
    known = shrunk(baseline, audit).entries
    return _ordered({entry.id: entry for entry in (*known, *map(_entry, audit.findings))}.values())


def save(path: Path, baseline: Baseline) -> bool:
    """Writes the baseline, whole or not at all, and tells whether that changed the file.

    Raises `ConfigurationError` where the file cannot be written.
    """
    rows: list[Any] = [{name: getattr(entry, name) for name in Entry.__slots__} for entry in baseline.entries]
    text = json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=True, indent=1) + "\n"
    try:
        if path.exists() and path.read_text("utf-8") == text:
            return False
        _replace(path, text)
    except OSError as error:
        raise ConfigurationError(f"{path}: the baseline cannot be written ({error.strerror}).") from error
    return True


def _replace(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _entry(finding: AuditFinding) -> Entry:
    path = finding.place.document.path if finding.place else "."
    return Entry(finding.id, finding.rule.id, path, finding.message)


def _ids(audit: StoredAudit) -> set[str]:
    return {finding.id for finding in (*audit.findings, *audit.suppressed)}


def _ordered(entries: Iterable[Entry]) -> Baseline:
    return Baseline(tuple(sorted(entries, key=lambda entry: (entry.path, entry.rule, entry.id))))
