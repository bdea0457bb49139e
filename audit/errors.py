"""The errors that reach a person, and the exit codes that CI relies on."""

from enum import IntEnum


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
