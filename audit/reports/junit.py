"""JUnit XML, for the test pages of CI systems: a suite a document, a case a finding.

What is below `fail_on` passes and keeps its words in `system-out`; what is settled is skipped; an
input that was not read is an error; a document without findings is one case that passes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from ..audited import AuditFinding, StoredAudit
from ..text.visible import visible
from .digest import current_documents
from .excerpt import shortened
from .gate import fails
from .report import RenderOptions, Report

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
QUOTED = 400
"""Characters of each passage in a test's message."""


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """One `testsuites` element."""
    suites = [_Suite(name, options) for name in _suite_names(audit)]
    by_name = {suite.name: suite for suite in suites}
    for finding in [*audit.findings, *audit.suppressed]:
        by_name[_suite_of(finding)].add(finding)
    for unread in audit.unread:
        by_name[unread.location].add_unread(unread.reason)
    for number, said in enumerate(audit.stale, start=1):
        by_name["."].add_stale(number, said)
    lines = [line for suite in suites for line in suite.lines()]
    totals = _counts([case for suite in suites for case in suite.all_cases()])
    head = ('<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="source-audit"{totals}>')
    return "\n".join([*head, *lines, "</testsuites>\n"])


class _Suite:
    """The cases of one document."""

    def __init__(self, name: str, options: RenderOptions) -> None:
        self.name = name
        self.cases: list[tuple[str, str]] = []
        self._options = options

    def add(self, finding: AuditFinding) -> None:
        """A case for a finding: failed, passed or skipped."""
        where = f"{finding.place.line}:{finding.place.column} " if finding.place else ""
        if finding.suppression:
            outcome = "skipped", f"{finding.suppression.kind}: {finding.suppression.reason}"
        else:
            failed = fails(finding, self._options.fail_on)
            outcome = "failure" if failed else "system-out", f"{finding.level}: {finding.message}"
        self._case(f"{where}{finding.rule.id}", *outcome, kind=finding.rule.id, body=_body(finding))

    def add_unread(self, reason: str) -> None:
        """A case for an input that could not be read."""
        self._case("unread", "error", reason, kind="unread", body=reason)

    def add_stale(self, number: int, said: str) -> None:
        """A case that passes, for what a project says of findings and no longer holds."""
        self._case(f"stale {number}", "system-out", said, kind="stale", body=said)

    def all_cases(self) -> list[tuple[str, str]]:
        """Each case as its outcome and its XML; one that passes where there is nothing to say."""
        passed = f"    <testcase{_attributes(name='no findings', classname=self.name)}/>"
        return self.cases or [("passed", passed)]

    def lines(self) -> Iterator[str]:
        """The suite as XML."""
        cases = self.all_cases()
        skipped = sum(outcome == "skipped" for outcome, _ in cases)
        yield f"  <testsuite{_attributes(name=self.name)}{_counts(cases)}{_attributes(skipped=str(skipped))}>"
        yield from (written for _, written in cases)
        yield "  </testsuite>"

    def _case(self, name: str, outcome: str, message: str, kind: str, body: str) -> None:
        opened = f"    <testcase{_attributes(name=name, classname=self.name)}>"
        if outcome == "system-out":
            inner = f"      <system-out>{_text(body)}</system-out>"
        else:
            inner = f"      <{outcome}{_attributes(type=kind, message=message)}>{_text(body)}</{outcome}>"
        self.cases.append((outcome, f"{opened}\n{inner}\n    </testcase>"))


def _suite_names(audit: StoredAudit) -> list[str]:
    documents = [document.label for document in current_documents(audit)]
    others = [_suite_of(finding) for finding in [*audit.findings, *audit.suppressed]]
    about_all = ["."] if audit.stale else []
    names = [*documents, *sorted(others), *(unread.location for unread in audit.unread), *about_all]
    return list(dict.fromkeys(names))


def _suite_of(finding: AuditFinding) -> str:
    return finding.place.document.label if finding.place else "."


def _body(finding: AuditFinding) -> str:
    golden = f"{finding.label}: {finding.level}: {finding.rule.id}: {finding.message}"
    here = [f"here:  {shortened(finding.place.text, QUOTED)}"] if finding.place else []
    there = [f"there: {shortened(one.place.text, QUOTED)} ({one.place.label})" for one in finding.evidence]
    return "\n".join([golden, *here, *there])


def _counts(cases: Sequence[tuple[str, str]]) -> str:
    outcomes = Counter(outcome for outcome, _ in cases)
    return _attributes(
        tests=str(len(cases)), failures=str(outcomes["failure"]), errors=str(outcomes["error"])
    )


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{_attribute(value)}"' for name, value in values.items())


def _attribute(value: str) -> str:
    return escape(_legal(value), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(value: str) -> str:
    return escape(_legal(value), {"\r": "&#13;"})


def _legal(value: str) -> str:
    """Hidden characters shown; nothing that XML 1.0 forbids is left."""
    return _ILLEGAL.sub("\ufffd", visible(value))


JUNIT = Report(
    "junit",
    "For test pages of CI systems: JUnit XML, a suite a document, a failure a finding from --fail-on up.",
    "application/xml",
    ".xml",
    render,
)
