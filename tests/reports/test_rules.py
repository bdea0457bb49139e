"""The rules of findings and the words that explain them."""

from audit.reports.digest import VERDICTS
from audit.rules import rule_ids, rules

LEVELS_OF_THE_CONTRACT = {
    "elided": "note",
    "elided-limit": "warning",
    "cut-short": "warning",
    "shortened": "warning",
    "spliced": "warning",
    "altered": "warning",
    "meaning-changed": "error",
    "misattributed": "error",
    "paraphrase": "note",
    "ambiguous": "note",
    "uncorroborated": "note",
}


def test_every_verdict_that_has_a_level_is_a_rule_of_that_level() -> None:
    levels = {rule.id: rule.level for rule in rules()}
    assert {verdict: levels.get(verdict) for verdict in LEVELS_OF_THE_CONTRACT} == LEVELS_OF_THE_CONTRACT


def test_the_verdicts_without_a_level_are_no_rules() -> None:
    assert rule_ids() & {"verbatim", "typographic", "term", "not-checked"} == set()
    assert set(LEVELS_OF_THE_CONTRACT) <= set(VERDICTS)


def test_the_gravest_rules_come_first() -> None:
    levels = [rule.level for rule in rules()]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_every_rule_explains_itself_in_sentences() -> None:
    for rule in rules():
        assert rule.description.endswith("."), rule.id
        assert rule.remedy.endswith("."), rule.id
        assert not rule.title.endswith("."), rule.id
        assert len(rule.title) < 60, rule.id
