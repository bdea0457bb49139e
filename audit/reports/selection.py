"""Which findings count, and how much: levels of a project, suppressions and a baseline, in that order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from ..audited import (
    LEVELS,
    AuditFinding,
    RuleLevel,
    StoredAudit,
    Suppression,
    SuppressionRule,
    in_order,
)
from ..model import Level, Rule


def with_levels(audit: StoredAudit, levels: Mapping[str, RuleLevel]) -> StoredAudit:
    """The audit with a project's own level for some rules; findings of a rule that is off are left out.

    A finding that was one step below its rule, because it stands against another report, stays so.
    """
    if not levels:
        return audit
    return replace(
        audit,
        findings=in_order(_levelled(audit.findings, levels)),
        suppressed=in_order(_levelled(audit.suppressed, levels)),
        rules=tuple(_rule(rule, levels) for rule in audit.rules),
    )


def without_suppressed(audit: StoredAudit, rules: Sequence[SuppressionRule], today: date) -> StoredAudit:
    """The audit with every finding that a suppression meets moved to `suppressed`, with its reason.

    `rules` are a project's own, beside those that the run found. One that has expired meets nothing;
    it is named in `stale`, as is one that nothing met.
    """
    rules = (*audit.suppressions, *rules)
    holding = [rule for rule in rules if not _has_expired(rule, today)]
    met: dict[str, SuppressionRule] = {}
    for finding in audit.findings:
        rule = next((rule for rule in holding if _meets(rule, finding)), None)
        if rule is not None:
            met[finding.id] = rule
    used = set(met.values())
    return settled(
        replace(audit, stale=(*audit.stale, *_stale(rules, used, today))),
        {
            finding_id: Suppression(rule.kind, rule.reason, by=rule.where, until=rule.until)
            for finding_id, rule in met.items()
        },
    )


def settled(audit: StoredAudit, suppressions: Mapping[str, Suppression]) -> StoredAudit:
    """The audit with the findings of these ids moved to `suppressed`."""
    moved = [
        replace(finding, suppression=suppressions[finding.id])
        for finding in audit.findings
        if finding.id in suppressions
    ]
    return replace(
        audit,
        findings=tuple(finding for finding in audit.findings if finding.id not in suppressions),
        suppressed=in_order([*audit.suppressed, *moved]),
    )


def _levelled(findings: Iterable[AuditFinding], levels: Mapping[str, RuleLevel]) -> list[AuditFinding]:
    return [
        replace(finding, level=_level(finding, levels), rule=_rule(finding.rule, levels))
        for finding in findings
        if levels.get(finding.rule.id) != "off"
    ]


def _level(finding: AuditFinding, levels: Mapping[str, RuleLevel]) -> Level:
    level = levels.get(finding.rule.id, "off")
    if level == "off":
        return finding.level
    steps_below = LEVELS.index(finding.level) - LEVELS.index(finding.rule.level)
    return LEVELS[min(len(LEVELS) - 1, LEVELS.index(level) + max(0, steps_below))]


def _rule(rule: Rule, levels: Mapping[str, RuleLevel]) -> Rule:
    level = levels.get(rule.id, "off")
    return rule if level == "off" else replace(rule, level=level)


def _has_expired(rule: SuppressionRule, today: date) -> bool:
    return rule.until is not None and date.fromisoformat(rule.until) < today


def _meets(rule: SuppressionRule, finding: AuditFinding) -> bool:
    place = finding.place
    paths = {place.document.path, place.document.location} if place else {"."}
    return (
        rule.rule in (None, finding.rule.id)
        and rule.finding_id in (None, finding.id)
        and (rule.path is None or any(_is_at(path, rule) for path in paths))
        and (rule.words is None or (place is not None and _words(rule.words) in _words(place.text)))
        and (rule.span is None or (place is not None and _overlap(rule.span, (place.start, place.end))))
    )


def _is_at(path: str, rule: SuppressionRule) -> bool:
    """An inline suppression names its own file; any other may name many by a pattern."""
    return path == rule.path or (rule.span is None and fnmatchcase(path, rule.path or ""))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _stale(rules: Iterable[SuppressionRule], used: set[SuppressionRule], today: date) -> Iterable[str]:
    for rule in rules:
        about = rule.rule or rule.finding_id or "everything"
        if _has_expired(rule, today):
            yield f"{rule.where}: the suppression of {about} expired on {rule.until} ({rule.reason})."
        elif rule not in used:
            yield f"{rule.where}: the suppression of {about} meets no finding any more ({rule.reason})."
