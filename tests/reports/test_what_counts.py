"""Thresholds, levels, suppressions and the baseline: which findings count."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from audit.audited import AuditFinding, FailOn, StoredAudit, SuppressionRule
from audit.errors import ConfigurationError, ExitCode
from audit.reports import REPORTS, RenderOptions, baseline
from audit.reports.gate import exit_code
from audit.reports.selection import with_levels, without_suppressed
from audit.store.reading import load

from .folders import harbour

TODAY = date(2026, 6, 1)
BY_NAME = {report.name: report for report in REPORTS}


@pytest.fixture
def complete(audit: StoredAudit) -> StoredAudit:
    return replace(audit, unread=())


def only(audit: StoredAudit, *levels: str) -> StoredAudit:
    return replace(audit, findings=tuple(one for one in audit.findings if one.level in levels))


@pytest.mark.parametrize(
    ("levels", "fail_on", "code"),
    [
        (("error", "warning", "note"), "error", ExitCode.FINDINGS),
        (("warning", "note"), "error", ExitCode.CLEAN),
        (("warning", "note"), "warning", ExitCode.FINDINGS),
        (("note",), "warning", ExitCode.CLEAN),
        (("note",), "note", ExitCode.FINDINGS),
        (("error", "warning", "note"), "never", ExitCode.CLEAN),
        ((), "note", ExitCode.CLEAN),
    ],
)
def test_a_finding_at_or_above_the_threshold_fails(
    complete: StoredAudit, levels: tuple[str, ...], fail_on: FailOn, code: ExitCode
) -> None:
    assert exit_code(only(complete, *levels), fail_on) == code


@pytest.mark.parametrize("fail_on", ["error", "note", "never"])
def test_what_was_not_read_is_never_clean(audit: StoredAudit, fail_on: FailOn) -> None:
    assert exit_code(audit, fail_on) == ExitCode.INCOMPLETE


def rule_levels(audit: StoredAudit) -> set[tuple[str, str]]:
    return {(finding.rule.id, finding.level) for finding in audit.findings}


def test_a_project_may_raise_lower_and_switch_off_a_rule(complete: StoredAudit) -> None:
    changed = with_levels(
        complete, {"cut-short": "error", "figures-conflict": "note", "uncorroborated": "off"}
    )
    assert {("cut-short", "error"), ("figures-conflict", "note")} <= rule_levels(changed)
    assert "uncorroborated" not in {rule for rule, _ in rule_levels(changed)}


def test_against_another_report_a_raised_rule_stays_one_step_lower(complete: StoredAudit) -> None:
    assert ("altered", "note") in rule_levels(complete)
    assert ("altered", "warning") in rule_levels(with_levels(complete, {"altered": "error"}))


def suppression(**facts: object) -> SuppressionRule:
    settled = {"kind": "manifest", "reason": "the recording confirms it", "where": "audit.toml", **facts}
    return SuppressionRule(**settled)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "met"),
    [
        (suppression(rule="cut-short"), {"cut-short"}),
        (suppression(rule="cut-short", path="drafts/*"), {"cut-short"}),
        (suppression(rule="cut-short", path="sources/*"), set()),
        (suppression(rule="cut-short", words="quay  is SAFE"), {"cut-short"}),
        (suppression(rule="cut-short", words="quay is closed"), set()),
        (suppression(rule="cut-short", until="2026-06-01"), {"cut-short"}),
        (suppression(rule="cut-short", until="2026-05-31"), set()),
        (suppression(rule="altered", path="drafts/harbour.md", span=(79, 380)), {"altered"}),
        (suppression(rule="altered", path="drafts/harbour.md", span=(0, 50)), set()),
    ],
)
def test_a_suppression_meets_what_it_names_and_nothing_else(
    complete: StoredAudit, rule: SuppressionRule, met: set[str]
) -> None:
    left = without_suppressed(complete, [rule], TODAY)
    assert {finding.rule.id for finding in left.suppressed} == met
    assert len(left.findings) + len(left.suppressed) == len(complete.findings)
    assert all(one.suppression and one.suppression.reason == rule.reason for one in left.suppressed)
    assert bool(left.stale) != bool(met)


def test_a_stale_suppression_says_why(complete: StoredAudit) -> None:
    rules = [suppression(rule="spliced"), suppression(rule="altered", until="2026-01-31")]
    assert without_suppressed(complete, rules, TODAY).stale == (
        "audit.toml: the suppression of spliced meets no finding any more (the recording confirms it).",
        "audit.toml: the suppression of altered expired on 2026-01-31 (the recording confirms it).",
    )


@pytest.fixture
def dismissed(tmp_path: Path) -> tuple[AuditFinding, StoredAudit]:
    """A finding before its dismissal in review, and the audit behind it."""
    database = harbour().publish(tmp_path / "audit.db")
    (finding,) = [one for one in load(database).findings if one.rule.id == "cut-short"]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "insert into reviews (finding_id, decision, note, reviewer, created) values (?, 'dismissed', ?, ?, ?)",
            [finding.id, "the limit is quoted below", "the desk", "2026-02-01"],
        )
    return finding, load(database)


def test_the_json_report_names_the_decision_on_a_claim_as_its_schema_says(
    dismissed: tuple[AuditFinding, StoredAudit],
) -> None:
    _, reviewed = dismissed
    said = json.loads(BY_NAME["json"].render(reviewed, RenderOptions()))
    schema = json.loads((files("audit.reports") / "report.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(said)
    (claim,) = [one for one in said["quotations"] if one["decisions"]]
    assert [(one["decision"], one["note"]) for one in claim["decisions"]] == [
        ("dismissed", "the limit is quoted below")
    ]


def test_a_finding_dismissed_in_review_does_not_count_and_keeps_its_reason(
    dismissed: tuple[AuditFinding, StoredAudit],
) -> None:
    finding, reviewed = dismissed
    assert finding.id not in {one.id for one in reviewed.findings}
    (settled,) = reviewed.suppressed
    assert settled.suppression is not None
    assert (settled.suppression.kind, settled.suppression.reason, settled.suppression.by) == (
        "review",
        "the limit is quoted below",
        "the desk",
    )


def test_known_findings_do_not_count_and_new_ones_do(complete: StoredAudit) -> None:
    known = baseline.grown(baseline.Baseline(), only(complete, "warning", "note"))
    left = baseline.compare(complete, known)
    assert {finding.level for finding in left.findings} == {"error"}
    assert {one.suppression.kind for one in left.suppressed if one.suppression} == {"baseline"}
    assert exit_code(left, "note") == ExitCode.FINDINGS
    assert exit_code(baseline.compare(complete, baseline.grown(known, complete)), "note") == ExitCode.CLEAN


def test_a_baseline_shrinks_by_itself_and_never_grows_by_itself(complete: StoredAudit) -> None:
    known = baseline.grown(baseline.Baseline(), complete)
    repaired = only(complete, "error", "warning")
    smaller = baseline.shrunk(known, repaired)
    assert {entry.id for entry in smaller.entries} == {finding.id for finding in repaired.findings}
    assert baseline.shrunk(smaller, complete) == smaller
    assert "baseline are gone" in baseline.compare(repaired, known).stale[-1]


def test_a_baseline_keeps_what_an_incomplete_audit_could_not_see(audit: StoredAudit) -> None:
    known = baseline.grown(baseline.Baseline(), audit)
    assert baseline.shrunk(known, replace(audit, findings=())) == known


def test_a_baseline_comes_back_from_its_file_and_is_written_only_when_it_changed(
    complete: StoredAudit, tmp_path: Path
) -> None:
    file = tmp_path / "baseline.json"
    known = baseline.grown(baseline.Baseline(), complete)
    assert baseline.save(file, known)
    assert not baseline.save(file, known)
    assert baseline.load(file) == known
    assert [path.name for path in tmp_path.iterdir()] == ["baseline.json"]
    assert json.loads(file.read_text("utf-8"))["findings"][0]["path"] == "drafts/harbour.md"


def test_a_fingerprint_survives_edits_elsewhere(tmp_path: Path) -> None:
    before, after = harbour(), harbour()
    moved = after.documents["drafts/harbour.md"]
    after.documents["drafts/harbour.md"] = replace(moved, text="A new first line.\n\n" + moved.text)
    shift = len("A new first line.\n\n")
    after.quotations = [
        replace(
            one,
            quotation=replace(
                one.quotation, start=one.quotation.start + shift, end=one.quotation.end + shift
            ),
        )
        if one.document_id == "drafts/harbour.md"
        else one
        for one in after.quotations
    ]
    after.quantities, after.figures, after.reuse = [], [], []
    before.quantities, before.figures, before.reuse = [], [], []
    old, new = load(before.publish(tmp_path / "old.db")), load(after.publish(tmp_path / "new.db"))
    known = baseline.grown(baseline.Baseline(), old)
    assert baseline.compare(new, known).findings == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such baseline"),
        ("not json", "this is not a baseline"),
        ('{"version": 1}', "this is not a baseline"),
        ('{"version": 9, "findings": []}', "of another version"),
        ("[]", "this is not a baseline"),
    ],
)
def test_a_bad_baseline_is_one_sentence(tmp_path: Path, content: str | None, said: str) -> None:
    file = tmp_path / "baseline.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=said) as raised:
        baseline.load(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)
