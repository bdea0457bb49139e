"""Quotations are found where their words stand, with every part, and nowhere else."""

import random
from collections.abc import Callable

import pytest

from audit.matching.index import SourceIndex
from audit.model import Document, Match

Make = Callable[..., list[Document]]

HARBOUR = (
    "The harbour froze in the second week of January. Pilots walked across it to the lighthouse with sledges. "
    "By the time the thaw set in, eleven vessels had been crushed against the northern mole. "
    "The insurers paid for nine of them, and the owners of the other two went to court."
)
FOREST = (
    "Foresters counted the rings of four hundred oaks along the old frontier. The narrow years fell together. "
    "They mark the drought that emptied the granaries. Nobody had expected trees to keep such accounts."
)


def parts(match: Match, document: Document) -> list[str]:
    return [document.text[start:end] for start, end in match.segments]


def test_a_quotation_is_found_in_the_document_that_holds_it(documents: Make) -> None:
    index = SourceIndex(documents(forest=FOREST, harbour=HARBOUR))
    (match,) = index.locate("eleven vessels had been crushed against the northern mole")
    assert match.document_id == "harbour"
    assert match.text == "eleven vessels had been crushed against the northern mole"


def test_the_document_that_quotes_is_no_source_of_its_own(documents: Make) -> None:
    index = SourceIndex(documents(forest=FOREST, harbour=HARBOUR))
    assert index.locate("eleven vessels had been crushed", exclude=["harbour"]) == ()


def test_both_sides_of_an_omission_are_segments(documents: Make) -> None:
    sources = documents(harbour=HARBOUR)
    (match,) = SourceIndex(sources).locate(
        "By the time the thaw set in [...] the owners of the other two went to court"
    )
    assert parts(match, sources[0]) == [
        "By the time the thaw set in",
        "the owners of the other two went to court",
    ]


def test_both_sides_of_a_far_splice_are_segments_in_the_quotations_order(documents: Make) -> None:
    sources = documents(page=HARBOUR + "\n\n" + FOREST * 3)
    (match,) = SourceIndex(sources).locate(
        "Nobody had expected trees to keep such accounts and pilots walked across it to the lighthouse with sledges"
    )
    assert parts(match, sources[0]) == [
        "Nobody had expected trees to keep such accounts",
        "Pilots walked across it to the lighthouse with sledges",
    ]
    assert match.start == match.segments[1][0]


def test_words_from_two_documents_are_two_matches(documents: Make) -> None:
    index = SourceIndex(documents(harbour=HARBOUR, forest=FOREST))
    matches = index.locate(
        "Pilots walked across it to the lighthouse; nobody had expected trees to keep such accounts"
    )
    assert {match.document_id for match in matches} == {"harbour", "forest"}


def test_four_rare_words_of_a_long_quotation_are_a_match(documents: Make) -> None:
    index = SourceIndex(documents(harbour=HARBOUR, forest=FOREST))
    quotation = (
        "My grandfather used to say that in a proper winter the whole town would go out before sunrise, as if "
        "lighthouse with sledges by the time the sun came up were the most natural sight in the world to us"
    )
    assert [match.document_id for match in index.locate(quotation)] == ["harbour"]


def test_an_omission_is_cut_where_its_mark_stands(documents: Make) -> None:
    sources = documents(
        page="We sat by the fire and into the night the children told stories by the window, softly."
    )
    (match,) = SourceIndex(sources).locate("We sat by [...] the window, softly")
    assert parts(match, sources[0]) == ["We sat by", "the window, softly"]


@pytest.mark.parametrize(
    "noisy",
    [
        "e1even vesse1s had heen crushed agaiust the northern mole",
        "eleven ships had been squeezed against the northern mole",
        "vessels had been crushed against the northern",
        "crushed against the northern mole",
    ],
)
def test_damaged_and_short_quotations_are_found_too(documents: Make, noisy: str) -> None:
    index = SourceIndex(documents(forest=FOREST, harbour=HARBOUR))
    assert [match.document_id for match in index.locate(noisy)] == ["harbour"]


def test_places_that_fit_as_well_are_rivals(documents: Make) -> None:
    index = SourceIndex(documents(page=HARBOUR + "\n\n" + FOREST + "\n\n" + HARBOUR))
    (match,) = index.locate("Pilots walked across it to the lighthouse with sledges")
    assert [rival.text for rival in match.rivals] == [
        "Pilots walked across it to the lighthouse with sledges"
    ]
    assert match.rivals[0].start != match.start


@pytest.mark.parametrize("nothing", ["", "   ", "…", "“”", "?!—", "[]", "\x00", "\ud800"])
def test_a_quotation_without_words_is_nowhere(documents: Make, nothing: str) -> None:
    assert SourceIndex(documents(harbour=HARBOUR)).locate(nothing) == ()


def test_sources_without_text_hold_nothing(documents: Make) -> None:
    assert SourceIndex([]).locate("The harbour froze") == ()
    assert SourceIndex(documents(empty="", blank=" \n ")).locate("The harbour froze in January") == ()


def test_an_empty_source_beside_a_full_one_does_no_harm(documents: Make) -> None:
    index = SourceIndex(documents(empty="", harbour=HARBOUR, blank="—"))
    assert [match.document_id for match in index.locate("The harbour froze in the second week")] == [
        "harbour"
    ]


def test_a_quotation_of_a_hundred_thousand_words_is_found_whole(documents: Make) -> None:
    generator = random.Random(1)
    vocabulary = ["".join(generator.choices("abcdefghij", k=generator.randint(2, 9))) for _ in range(5000)]
    book = " ".join(generator.choices(vocabulary, k=120_000))
    start, end = book.index(" ", 50_000) + 1, book.index(" ", 650_000)
    (match,) = SourceIndex(documents(book=book, harbour=HARBOUR)).locate(book[start:end])
    assert (match.start, match.end) == (start, end)


def test_a_long_quotation_with_a_word_changed_on_each_line_is_found_whole(documents: Make) -> None:
    generator = random.Random(2)
    vocabulary = ["".join(generator.choices("abcdefghij", k=generator.randint(2, 9))) for _ in range(3000)]
    book = generator.choices(vocabulary, k=30_000)
    quoted = [word if number % 11 else "CHANGED" for number, word in enumerate(book[2000:22000])]
    (match,) = SourceIndex(documents(book=" ".join(book))).locate(" ".join(quoted))
    assert match.start == len(" ".join(book[:2000])) + 1
    assert match.similarity > 80


def test_a_page_of_one_word_repeated_does_no_harm(documents: Make) -> None:
    index = SourceIndex(documents(page="buffalo " * 50_000, harbour=HARBOUR))
    list(index.locate_many(["buffalo " * 300, "buffalo"]))
    assert index.locate("The harbour froze in the second week of January")[0].document_id == "harbour"


def test_many_at_once_are_found_as_one_by_one(documents: Make) -> None:
    index = SourceIndex(documents(forest=FOREST, harbour=HARBOUR))
    quotations = ["The harbour froze in the second week", "", "four hundred oaks along the old frontier", "…"]
    assert list(index.locate_many(quotations)) == [index.locate(quotation) for quotation in quotations]


@pytest.mark.parametrize("piece", ["“", "[", ". ", "x", "…", "1,", "-\n", "($1 ", "a'", "[a… "])
def test_hostile_text_is_neither_a_crash_nor_a_source(documents: Make, piece: str) -> None:
    index = SourceIndex(documents(hostile=piece * 20_000, harbour=HARBOUR))
    hostile, honest = index.locate_many([piece * 20_000, "The harbour [froze] in the … week of January"])
    assert [match.document_id for match in honest] == ["harbour"]
    assert "harbour" not in {match.document_id for match in hostile}
