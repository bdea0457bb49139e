"""A source that says in the middle who speaks has the words all the same."""

import pytest

from audit.matching.index import SourceIndex
from audit.model import Document
from audit.verdicts import Evidence, judge


def verdict(quoted: str, source: str) -> str:
    document = Document("source.txt", "source.txt", source, ())
    (match,) = SourceIndex([document]).locate(quoted)
    return judge(Evidence(quoted, match, source, source_role="report")).verdict


QUOTED = (
    "The old harbour is falling into the sea. We need another pier before winter, and I cannot pay for it."
)


@pytest.mark.parametrize(
    "source",
    [
        "“The old harbour is falling into the sea,” the mayor told the paper. “We need another pier before winter, "
        "and I cannot pay for it.”",
        '"The old harbour is falling into the sea," he said. "We need another pier before winter, and I cannot pay for it."',
        "“The old harbour is falling into the sea. We need another pier before winter,” said the mayor, “and I cannot "
        "pay for it.”",
    ],
)
def test_who_speaks_is_no_omission(source: str) -> None:
    assert verdict(QUOTED, source) in ("verbatim", "typographic")


def test_another_quotation_in_a_later_paragraph_is_joined() -> None:
    source = (
        "“The old harbour is falling into the sea,” the mayor told the paper.\n\nAsked about the vote a week "
        "later, he said: “We need another pier before winter, and I cannot pay for it.”"
    )
    assert verdict(QUOTED, source) == "spliced"
