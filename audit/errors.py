"""The errors that reach a person, and the exit codes that CI relies on."""

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What a command tells its caller. `INCOMPLETE` wins over `FINDINGS`."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3


class AuditError(Exception):
    """One clear sentence for a person: it names the file and says what to do."""

    exit_code: ExitCode = ExitCode.USAGE


class ConfigurationError(AuditError):
    """A manifest, setting or option says something that cannot be followed."""


class DatabaseError(AuditError):
    """The audit database is missing, damaged, locked, read-only or of another schema."""


class UnreadableError(AuditError):
    """An input cannot become text. The run records it and goes on."""

    exit_code = ExitCode.INCOMPLETE


def explain(path: Path, error: Exception) -> str:
    """What an error of SQLite or of the file system means for the person who sees it, in one sentence."""
    message = str(error).lower()
    for symptom, sentence in _SYMPTOMS.items():
        if symptom in message:
            return f"{path}: {sentence}"
    return f"{path}: the audit database cannot be used ({error})."


_READ_ONLY = "this database cannot be written to; change its permissions or choose another with --db."
_NO_AUDIT = "this database holds no audit; choose another with --db, or run `audit run`."
_NO_PLACE = "this database cannot be opened; check the folder and its permissions."
_SYMPTOMS = {
    "locked": "another program is writing to this database; try again when it has finished.",
    "readonly": _READ_ONLY,
    "read-only": _READ_ONLY,
    "not a database": "this file is not an SQLite database; choose another with --db.",
    "no such table": _NO_AUDIT,
    "no such column": "this audit was written by another version of source-audit; run `audit run` anew.",
    "malformed": "this database is damaged; set it aside (its reviews may be saved from it) and audit anew.",
    "disk i/o error": "the disk failed or is full; the previous audit is unchanged.",
    "full": "the disk is full; the previous audit is unchanged.",
    "foreign key": "another run changed this audit at the same time; run again.",
    "unable to open": _NO_PLACE,
    "permission denied": _NO_PLACE,
    "not a directory": _NO_PLACE,
    "file exists": _NO_PLACE,
}
"""What SQLite and the file system say, and what that means here; the first that is met answers."""
