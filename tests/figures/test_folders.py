"""Whole folders of figures: what is found, what is left alone, and what a person can decide."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.extractors.quantities import extract
from audit.matching.comparability import Declaration, compare
from audit.matching.figure_claims import ClaimKey, FigureClaim, figure_claims
from audit.matching.figure_pairs import compare_all
from audit.matching.figure_reasons import amount, figure_evidence
from audit.matching.figures import FigureSettings
from audit.model import Document, Facts, FigureComparison, Paragraph, Quantity

UNRELATED = [
    line
    for line in (Path(__file__).parents[1] / "gold" / "figures" / "unrelated.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]  # fmt: skip


def document(name: str, text: str, **facts: str) -> Document:
    basis = {"published_basis": "manifest"} if "published" in facts else {}
    return Document(name, name, text, (Paragraph(0, 0, len(text), "body"),), Facts(**facts, **basis))


def claims(*documents: Document) -> tuple[FigureClaim, ...]:
    return tuple(claim for one in documents for claim in figure_claims(one, extract(one)))


def compared(*documents: Document, **options: object) -> list[FigureComparison]:
    return [comparison for _, _, comparison in compare_all(claims(*documents), **options)]  # type: ignore[arg-type]


def every_pair(found: Sequence[FigureClaim]) -> list[tuple[int, int, FigureComparison]]:
    """The slow reference: each claim against each later one."""
    pairs = (
        (one, other, compare(found[one], found[other])) for other in range(len(found)) for one in range(other)
    )
    return sorted(((one, other, said) for one, other, said in pairs if said), key=lambda pair: pair[:2])


FLOOD = "The flood in Kerala has killed {} people."


def test_no_two_unrelated_statements_are_compared():
    found = claims(*(document(f"{number}.txt", line) for number, line in enumerate(UNRELATED)))

    wrong = [
        (found[one].sentence.text, found[other].sentence.text, said.relation)
        for one, other, said in compare_all(found)
    ]
    assert wrong == []
    assert len(found) >= len(UNRELATED)


def test_unrelated_statements_stay_so_inside_one_document():
    assert compared(document("all.txt", "\n".join(UNRELATED))) == []


def test_a_folder_is_searched_as_if_each_figure_met_every_other():
    lines = [*UNRELATED, *(FLOOD.format(number) for number in (40, 40, 67, "at least 50", "about 60"))]
    found = claims(*(document(f"{number}.txt", line) for number, line in enumerate(lines)))

    assert list(compare_all(found)) == every_pair(found)
    assert len(every_pair(found)) == 10


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.sampled_from(["Kerala", "Assam"])), min_size=2, max_size=12),
    st.randoms(),
)
def test_the_order_of_the_files_changes_nothing(tolls, random):
    documents = [
        document(f"{number}.txt", f"The flood in {place} has killed {toll} people.")
        for number, (toll, place) in enumerate(tolls)
    ]
    shuffled = random.sample(documents, len(documents))

    def said(order: Sequence[Document]) -> set[tuple[frozenset[str], str]]:
        found = claims(*order)
        return {
            (frozenset((found[one].document_id, found[other].document_id)), comparison.relation)
            for one, other, comparison in compare_all(found)
        }

    assert said(documents) == said(shuffled)


def test_a_crowd_of_documents_still_shows_each_contradiction_once_or_more():
    tolls = [40] * 150 + [67] * 150
    found = claims(*(document(f"{number}.txt", FLOOD.format(toll)) for number, toll in enumerate(tolls)))
    pairs = list(compare_all(found, FigureSettings(crowd=20)))

    assert {said.relation for _, _, said in pairs} == {"agree", "conflict"}
    assert {place for one, other, _ in pairs for place in (one, other)} == set(range(300))
    assert len(pairs) < 400


def test_a_person_can_say_that_two_claims_are_the_same():
    one, other = (
        document("one.txt", "Trade was $145 billion."),
        document("other.txt", "It came to $190 billion."),
    )
    first, second = claims(one, other)
    declared: dict[frozenset[ClaimKey], Declaration] = {frozenset((first.key, second.key)): "same"}

    assert compared(one, other) == []
    assert [said.relation for said in compared(one, other, declared=declared)] == ["conflict"]


def test_a_person_can_say_that_two_claims_are_never_compared():
    one, other = document("one.txt", FLOOD.format(40)), document("other.txt", FLOOD.format(67))
    first, second = claims(one, other)

    assert [said.relation for said in compared(one, other)] == ["conflict"]
    assert compared(one, other, declared={frozenset((first.key, second.key)): "never"}) == []


def test_two_units_stay_apart_whoever_says_that_they_are_the_same():
    one, other = claims(document("one.txt", "It cost $5."), document("other.txt", "It cost 5 euros."))

    assert compare(one, other, declared={frozenset((one.key, other.key)): "same"}) is None


def test_documents_of_one_family_do_not_confirm_each_other_but_may_contradict():
    def pair(toll: int) -> list[FigureComparison]:
        return compared(
            document("one.txt", FLOOD.format(40), family="agency"),
            document("other.txt", FLOOD.format(toll), family="agency"),
        )

    assert pair(40) == []
    assert [said.relation for said in pair(67)] == ["conflict"]


def test_page_furniture_makes_no_claim():
    one = document("one.txt", FLOOD.format(40))

    assert figure_claims(one, [replace(quantity, furniture=True) for quantity in extract(one)]) == ()


def test_one_document_can_contradict_itself():
    text = "Police in Hong Kong arrested nine activists.\nPolice in Hong Kong arrested ten activists."

    assert [said.relation for said in compared(document("one.txt", text))] == ["conflict"]


def test_a_repeated_paragraph_agrees_with_itself():
    text = "Trade between China and Russia reached $145 billion last year.\n"

    assert [said.relation for said in compared(document("one.txt", text * 2))] == ["agree"]


def test_the_reason_is_one_sentence_with_both_figures_both_intervals_and_the_difference():
    (said,) = compared(
        document("one.txt", "Trade between China and Russia reached $145 billion in 2021."),
        document("other.txt", "Trade between China and Russia reached $146.9 billion in 2021."),
    )

    assert said.reason == (
        "“$145 billion” (144.5 to 145.5 billion dollars) and “$146.9 billion” (146.85 to 146.95 billion dollars): "
        "they do not meet but are close, 1.9 billion dollars apart (1.3 %); both are for “2021”; "
        "both speak of China, Russia, trade."
    )
    assert said.difference_percent == pytest.approx(1.29)


def test_a_hedge_is_shown_on_the_side_where_it_is_printed():
    (said,) = compared(
        document("one.txt", "The levee in Manila protects 900 homes or more."),
        document("other.txt", "The levee in Manila protects about 400 homes."),
    )

    assert said.reason.startswith("“900 homes or more” (at least 900)")
    assert "“about 400”" in said.reason


def test_an_assumed_period_is_said():
    (said,) = compared(
        document("one.txt", "Trade between China and Russia reached $145 billion last year."),
        document("other.txt", "Trade between China and Russia reached $145 billion in 2021."),
    )

    assert "period assumed (“last year” and “2021”)" in said.reason


def test_a_display_gets_both_sentences_both_intervals_and_what_lies_between():
    one, other = claims(
        document("one.txt", "A storm came. " + FLOOD.format("more than 60"), published="2018-08-12"),
        document("other.txt", FLOOD.format(40)),
    )
    said = compare(one, other)
    assert said is not None
    evidence = figure_evidence(one, other, said)

    assert evidence.one.sentence.text == "The flood in Kerala has killed more than 60 people."
    assert (evidence.one.document_id, evidence.one.published) == ("one.txt", "2018-08-12")
    assert (evidence.one.licensed, evidence.other.licensed) == ("at least 60", "exactly 40")
    assert (evidence.relation, evidence.difference, evidence.difference_percent) == ("conflict", "20", 33.33)
    assert evidence.reason == said.reason


@given(st.text(alphabet="Ab9 .,;:—“”()$%'\n", max_size=120))
def test_no_text_makes_it_fail(text: str):
    compared(document("one.txt", text), document("other.txt", text))


@pytest.mark.parametrize(
    "text",
    [
        "9 " * 20_000,
        "Bank of " * 20_000 + "5",
        "$5 and " * 20_000,
        "5 % of the 37 " * 10_000,
        "A" * 200_000 + " 5",
    ],
    ids=["numbers", "names", "amounts", "shares", "one word"],
)
def test_hostile_text_is_read_in_one_pass(text: str):
    found = figure_claims(document("one.txt", text), extract(document("one.txt", text[:20_000])))

    assert all(claim.figure.low is not None and claim.figure.low >= Decimal(0) for claim in found)


def test_what_was_divided_is_not_written_to_the_last_digit() -> None:
    third = Decimal(1) / Decimal(3) * 100
    assert amount(third, Quantity("percent", 0, 1, "a third", unit="percentage")) == "33.33 %"
