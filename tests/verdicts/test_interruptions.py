"""A source that says in the middle who speaks has the words all the same."""

import pytest

from audit.matching.index import SourceIndex
from audit.model import Document
from audit.verdicts import Evidence, judge


def verdict(quoted: str, source: str) -> str:
    document = Document("source.txt", "source.txt", source, ())
    (match,) = SourceIndex([document]).locate(quoted)
    return judge(Evidence(quoted, match, source, source_role="report")).verdict


QUOTED = ".... We need very strong leadership, and I am not there yet."


@pytest.mark.parametrize(
    "source",
    [
        "“...,” the senator told the paper. “We need very strong leadership, "
        "and I am not there yet.”",
        '"...," he said. "We need very strong leadership, and I am not there yet."',
        "“.... We need very strong leadership,” said the senator, “and I am not "
        "there yet.”",
    ],
)
def test_who_speaks_is_no_omission(source: str) -> None:
    assert verdict(QUOTED, source) in ("verbatim", "typographic")


def test_another_quotation_in_a_later_paragraph_is_joined() -> None:
    source = (
        "“...,” the senator told the paper.\n\nAsked about the vote a week "
        "later, he said: “We need very strong leadership, and I am not there yet.”"
    )
    assert verdict(QUOTED, source) == "spliced"
