"""What is quoted stands twice in a folder, or ten times: that makes no phrase of the language of it."""

import pytest

from audit.matching.index import SourceIndex
from audit.model import Document

from .conftest import document

SPEECH = (
    "In the first year we built nine hundred homes. A home is more than a roof. It is the place from which a person "
    "goes out to work, to learn and to take part in the life of a town. Pupils there told me that it was the "
    "first winter in which they could take their coats off in class. That is what a housing policy is for. "
    "The levy is lawful, it is fair and it will be collected."
)
QUOTATIONS = [
    "In the first first year we built nine hundred homes",
    "A home is more than a roof, it is what a housing policy is for",
    "the first winter in which they could keep their coats off",
    "the levy is lawful",
]
# What a report of a quotation puts before and behind it.
NEWS = "The minister said on day {0}: “{1}.” Nobody in chamber {0} replied."


def reports(number: int) -> list[Document]:
    return [
        document(f"report{day}", "\n\n".join(NEWS.format(day, quotation) for quotation in QUOTATIONS))
        for day in range(number)
    ]


def places(quotation: str, folder: list[Document]) -> list[str]:
    """The parts of the speech that are found, a report's own quotation left aside."""
    others = [one.id for one in folder if one.id != "speech"]
    found = SourceIndex(folder).locate(quotation, exclude=others)
    return [SPEECH[start:end] for match in found for start, end in match.segments]


@pytest.mark.parametrize("quotation", QUOTATIONS)
@pytest.mark.parametrize("number", [1, 2, 10])
def test_a_source_is_found_as_well_among_those_who_quote_it_as_alone(quotation: str, number: int) -> None:
    speech = document("speech", SPEECH)
    alone = places(quotation, [speech])
    assert alone
    assert places(quotation, [speech, *reports(number)]) == alone


@pytest.mark.parametrize("quotation", QUOTATIONS[1:])
def test_other_reports_of_a_quotation_do_not_hide_the_source(quotation: str) -> None:
    folder = [document("speech", SPEECH), *reports(10)]
    found = SourceIndex(folder).locate(quotation, exclude=["report0"])
    assert {match.document_id for match in found} == {one.id for one in folder} - {"report0"}
