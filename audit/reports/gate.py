"""The exit code that CI relies on."""

from ..audited import LEVELS, AuditFinding, FailOn, StoredAudit
from ..errors import ExitCode

FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "note", "never")


def exit_code(audit: StoredAudit, fail_on: FailOn = "error") -> ExitCode:
    """What the findings that count come to. An incomplete audit is never clean, whatever `fail_on` says."""
    if audit.unread:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if any(fails(found, fail_on) for found in audit.findings) else ExitCode.CLEAN


def fails(finding: AuditFinding, fail_on: FailOn) -> bool:
    """True where a finding is as grave as `fail_on`, or graver."""
    return fail_on != "never" and LEVELS.index(finding.level) <= LEVELS.index(fail_on)
