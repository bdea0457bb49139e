"""When a place that is alike speaks of a quotation at all, and when two speakers contradict each other."""

import pytest

from audit.model import Edit, Match, Role, Speaker
from audit.verdicts.corroboration import can_disagree, speaks_of

MINISTER = Speaker("Wang Yi", "person")


def place(equal: str, changed: str = "") -> Match:
    edits = (Edit("equal", equal, equal), *((Edit("replace", changed, "something"),) if changed else ()))
    return Match("other.txt", 0, len(equal), equal, ((0, len(equal)),), 90.0, edits)


@pytest.mark.parametrize(
    ("equal", "changed", "role", "agrees", "speaks"),
    [
        ("rigged", "", "report", None, False),  # one word in marks stands in every paper
        ("rigged", "", "report", True, True),  # the same speaker is quoted with it there, too
        ("rigged", "", "primary", None, False),  # a speech may hold the word anywhere
        ("rigged", "", "primary", True, True),
        ("not at all rigged", "", "primary", None, True),
        ("a big fan of", "Paul", "report", None, False),  # a frame that everybody fills anew
        ("a big fan of", "Paul", "report", True, True),
        ("a big fan of Paul", "", "report", None, True),
        ("an end to trade policies that have failed us", "all", "report", None, True),
    ],
)
def test_a_place_speaks_of_a_quotation(
    equal: str, changed: str, role: Role, agrees: bool | None, speaks: bool
) -> None:
    quoted = f"{equal} {changed}".strip()
    assert speaks_of(quoted, place(equal, changed), role, agrees) is speaks


@pytest.mark.parametrize(
    ("speaker", "mention", "equal", "contradicts"),
    [
        (MINISTER, "Mr. Wang", "we are going to mend the roof", True),
        (MINISTER, "he", "we are going to mend the roof", False),  # who "he" is was worked out, not read
        (MINISTER, "Mr. Wang", "mend the roof", False),  # two people may say three words
        (Speaker("two lawmakers", "group"), "two lawmakers", "we are going to mend the roof", False),
        (None, None, "we are going to mend the roof", False),
    ],
)
def test_only_a_named_speaker_of_many_words_contradicts_another(
    speaker: Speaker | None, mention: str | None, equal: str, contradicts: bool
) -> None:
    assert can_disagree(equal, place(equal), speaker, mention) is contradicts


def test_words_gathered_from_all_over_an_article_are_its_own() -> None:
    text = "We are going to do many things, and one of them is to mend the roof"
    edits = (
        Edit("equal", "We are going to ", "We are going to "),
        Edit("equal", "mend the roof", "mend the roof"),
    )
    gathered = Match("other.txt", 0, len(text), text, ((0, 15), (len(text) - 13, len(text))), 90.0, edits)
    assert not speaks_of("We are going to mend the roof", gathered, "report", True)
    assert speaks_of("We are going to mend the roof", gathered, "primary", None)
