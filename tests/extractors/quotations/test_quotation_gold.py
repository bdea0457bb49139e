"""Every gold case is found as it is marked: kind, words, speaker, cue, what it continues and what holds it."""

from pathlib import Path

import pytest

from audit.extractors.quotations import extract

from .marked_text import Case, found_rows, read_cases

GOLD = Path(__file__).parents[2] / "gold" / "quotations"
CASES = [(path.stem, case) for path in sorted(GOLD.glob("*.txt")) for case in read_cases(path)]
IDS = [f"{topic}: {case.title}" for topic, case in CASES]


@pytest.mark.parametrize(("topic", "case"), CASES, ids=IDS)
def test_what_is_marked_is_found_and_nothing_else(topic: str, case: Case) -> None:
    assert found_rows(extract(case.document)) == case.rows()


@pytest.mark.parametrize(("topic", "case"), CASES, ids=IDS)
def test_speakers_get_the_name_that_is_certain(topic: str, case: Case) -> None:
    names = {(one.start, one.end): one.speaker_name for one in extract(case.document)}
    expected = {number: case.claims[number] for number in case.names}
    assert {number: names[claim.start, claim.end] for number, claim in expected.items()} == case.names


def test_there_are_cases_enough_and_one_in_each_language_that_the_issue_names() -> None:
    assert len(CASES) >= 40
    languages = {case.title for topic, case in CASES if topic == "languages"}
    assert languages >= {"French", "German", "Spanish", "Russian", "Chinese"}


def test_every_attribution_names_its_rule() -> None:
    for _, case in CASES:
        for one in extract(case.document):
            assert (one.speaker is None) == (one.rule is None), (case.title, one)
