"""What decides where a quotation stands is all in its candidates, and whatever is in them is in their digest."""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import pytest

from audit.matching.candidates import Candidates
from audit.matching.index import SourceIndex
from audit.matching.matches import matches_of
from audit.matching.neighbourhoods import Neighbourhoods
from audit.matching.quoted import quoted_texts
from audit.model import Document, Match

from .conftest import document

SPEECH = (
    "The harbour froze in the first week of January, and nobody could say when the ferries would sail again."
)
REPORT = "Nobody in town could say when the ferries would sail again, the harbour master wrote."
QUOTATION = "The harbour froze in the first week of January, and nobody could say when"


def candidates_in(documents: Sequence[Document]) -> Candidates:
    """What is looked at to find the quotation."""
    seen: list[Candidates] = []

    def noted(candidates: Candidates) -> tuple[Match, ...]:
        seen.append(candidates)
        return ()

    list(SourceIndex(documents).locate_many([QUOTATION], answer=noted))
    return seen[0]


CANDIDATES = candidates_in([document("speech", SPEECH), document("report", REPORT)])
PLACES = CANDIDATES.places


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("quoted", quoted_texts([QUOTATION.replace(",", ";")])[0]),
        ("bits", CANDIDATES.bits + np.float32(0.5)),
        ("behind", CANDIDATES.behind + np.float32(0.5)),
        ("chance", CANDIDATES.chance + 0.5),
        ("sources", CANDIDATES.sources[::-1]),
        ("sources", (replace(CANDIDATES.sources[0], text=SPEECH.upper()), CANDIDATES.sources[1])),
        ("sources", (replace(CANDIDATES.sources[0], id="renamed"), CANDIDATES.sources[1])),
        ("places", replace(PLACES, documents=PLACES.documents[::-1])),
        ("places", replace(PLACES, bits=PLACES.bits - 0.5)),
        ("places", replace(PLACES, sizes=PLACES.sizes + 1)),
        ("places", replace(PLACES, runs=PLACES.runs + 1)),
    ],
)
def test_another_input_is_another_search(field: str, other: object) -> None:
    assert replace(CANDIDATES, **{field: other}).digest() != CANDIDATES.digest()  # type: ignore[arg-type]


def test_no_input_is_forgotten_here() -> None:
    assert {one.name for one in fields(Candidates)} == {
        "quoted",
        "bits",
        "behind",
        "chance",
        "sources",
        "places",
    }
    assert {one.name for one in fields(Neighbourhoods)} == {"documents", "bits", "sizes", "runs"}


def test_documents_that_share_nothing_with_a_quotation_are_no_part_of_the_search() -> None:
    folder = [document("speech", SPEECH), document("report", REPORT)]
    beside = document("another", "Zebras graze quietly beyond every moonlit valley.")
    for number in range(3):
        found = candidates_in([*folder[:number], beside, *folder[number:]])
        assert found.digest() == CANDIDATES.digest()
        assert matches_of(found) == matches_of(CANDIDATES) != ()
