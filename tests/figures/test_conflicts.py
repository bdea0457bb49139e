"""What two sentences of two documents say of each other, from the printed words to the relation."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit.extractors.quantities import extract as quantities
from audit.matching.comparability import compare
from audit.matching.figure_claims import FigureClaim, figure_claims
from audit.matching.figure_pairs import compare_all
from audit.model import Document, Facts, Paragraph

PAIRS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "gold" / "figures" / "pairs.toml").read_text("utf-8")
)["pair"]


@dataclass(frozen=True)
class Marked:
    """A sentence in which one figure is marked: `arrested «nine» activists`."""

    document: Document
    start: int
    end: int

    def claims(self) -> tuple[FigureClaim, ...]:
        return figure_claims(self.document, quantities(self.document))

    def claim(self) -> FigureClaim:
        found = [
            claim
            for claim in self.claims()
            if claim.quantity.start < self.end and self.start < claim.quantity.end
        ]
        assert found, f"no figure is extracted at the mark: {self.document.text}"
        return found[0]


def marked(name: str, text: str, published: str | None = None) -> Marked:
    start, end = text.index("«"), text.index("»") - 1
    plain = text.replace("«", "").replace("»", "")
    facts = Facts(published=published, published_basis="manifest" if published else None)
    paragraphs = (Paragraph(0, 0, len(plain), "body"),)
    return Marked(Document(name, name, plain, paragraphs, facts), start, end)


def sides(pair: dict[str, Any]) -> tuple[Marked, Marked]:
    dates = pair.get("published", [None, None])
    return marked("one.txt", pair["one"], dates[0]), marked("other.txt", pair["other"], dates[1])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_two_sentences(pair: dict[str, Any]):
    one, other = sides(pair)
    comparison = compare(one.claim(), other.claim())

    assert (comparison.relation if comparison else "not comparable") == pair["relation"]
    if "hint" in pair:
        assert comparison is not None
        assert comparison.hint == pair["hint"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_the_order_of_two_documents_changes_nothing(pair: dict[str, Any]):
    one, other = (side.claim() for side in sides(pair))
    there, back = compare(one, other), compare(other, one)

    assert (there and (there.relation, there.hint)) == (back and (back.relation, back.hint))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_whatever_can_be_compared_is_found_in_a_folder(pair: dict[str, Any]):
    one, other = sides(pair)
    claims = (*one.claims(), *other.claims())
    every_pair = {
        (first, second, compare(claims[first], claims[second]))
        for first in range(len(claims))
        for second in range(first + 1, len(claims))
    }

    assert set(compare_all(claims)) == {found for found in every_pair if found[2] is not None}
