"""Words that stand in one piece are one piece, however often some of them stand elsewhere."""

import pytest

from audit.matching.index import SourceIndex
from audit.model import Match

from .conftest import document

PAGE = (
    "The wall is no longer safe at Quern Head. The market is closed, and the ferry is not running since the flood. "
    "The scheme has cost nine million crowns so far, and the auditors found that the money went to the quarry. "
    "We shall not leave the people of Quern Head, and we shall not send the bill to them twice. "
    "The bench for the north sits on Mondays in the old mill. The bench for the south sits on Fridays in the old mill. "
    "Nobody blames the scheme. Hardly any of the weavers whom we asked wished to move. The clerk does not, and will not, print the names of the weavers."
)


def located(quotation: str) -> tuple[Match, list[str]]:
    """Where it stands, and its parts."""
    (match,) = SourceIndex([document("page", PAGE)]).locate(quotation)
    return match, [PAGE[start:end] for start, end in match.segments]


@pytest.mark.parametrize(
    "sentence",
    [
        "The scheme has cost nine million crowns so far",
        "We shall not leave the people of Quern Head, and we shall not send the bill to them twice",
        "The bench for the south sits on Fridays in the old mill",
        "Nobody blames the scheme. Hardly any of the weavers whom we asked wished to move",
    ],
)
def test_a_stray_word_before_a_sentence_is_no_part_of_it(sentence: str) -> None:
    assert located(sentence)[1] == [sentence]


@pytest.mark.parametrize("at", range(1, 17))
def test_a_word_added_anywhere_changes_nothing_else(at: int) -> None:
    sentence = "We shall not leave the people of Quern Head, and we shall not send the bill to them twice"
    words = sentence.split()
    match, parts = located(" ".join([*words[:at], "really", *words[at:]]))
    assert parts == [sentence]
    assert [edit.quoted.strip() for edit in match.edits if edit.op != "equal"] == ["really"]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        (
            "The clerk does not, and … print the names of the weavers",
            ["The clerk does not, and", "print the names of the weavers"],
        ),
        (
            "The bench for the south sits … in the old mill",
            ["The bench for the south sits", "in the old mill"],
        ),
        (
            "We shall not leave the people of Quern Head, and … not send the bill to them twice",
            ["We shall not leave the people of Quern Head, and", "not send the bill to them twice"],
        ),
    ],
)
def test_both_sides_of_an_ellipsis_are_one_piece_each(quotation: str, expected: list[str]) -> None:
    assert located(quotation)[1] == expected
