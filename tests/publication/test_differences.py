"""What differs between two passages, for a person to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.datasette_plugin.differences import as_text, runs

PROSE = st.lists(
    st.sampled_from(["we", "will", "not", "go", ",", " ", "Ünder", "the", "sea"]), max_size=40
).map(" ".join)


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        ("we will go", "we will not go", "we will {+not +}go"),
        ("they made a vow", "they broke one promise", "they [-made a vow-]{+broke one promise+}"),
        ("", "all of it", "{+all of it+}"),
    ],
)
def test_neighbouring_changes_are_one_change(left: str, right: str, shown: str) -> None:
    assert as_text(left, right) == shown


@given(PROSE, PROSE)
def test_the_runs_make_both_sides_but_for_the_width_of_spaces(left: str, right: str) -> None:
    found = list(runs(left, right))
    assert "".join(run.text for run in found if run.side != "right") == left
    assert "".join(run.text for run in found if run.side != "left").split() == right.split()
