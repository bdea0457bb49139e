"""Passages that documents share, whole, once each, wherever a copy changed a word."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.matching.passages import shared_passages
from audit.model import Document

from .conftest import document

Make = Callable[..., list[Document]]

PARAGRAPH = (
    "Foresters counted the rings of four hundred oaks along the old frontier and found that the narrow years "
    "fell together in every valley they had walked"
)


def test_a_paragraph_in_two_documents_is_one_passage_of_all_its_words(documents: Make) -> None:
    sources = documents(
        one=f"Trees remember.\n\n{PARAGRAPH}.\n\nNobody asked.",
        two=f"Yesterday we read: {PARAGRAPH}! So be it.",
    )
    (passage,) = shared_passages(sources)
    assert sources[0].text[passage.start : passage.end] == PARAGRAPH
    assert sources[1].text[passage.other_start : passage.other_end] == PARAGRAPH
    assert passage.words == len(PARAGRAPH.split())
    assert passage.similarity == 100.0


def test_a_paragraph_repeated_inside_one_document_is_found_without_the_heading_before_it(
    documents: Make,
) -> None:
    (source,) = documents(
        page=f"A look at old trees\n\n{PARAGRAPH}.\n\nElsewhere, at old trees\n\n{PARAGRAPH}. End."
    )
    (passage,) = shared_passages([source])
    assert passage.document_id == passage.other_document_id == "page"
    assert source.text[passage.start : passage.end] == PARAGRAPH


def test_a_copy_with_a_few_words_changed_is_one_passage(documents: Make) -> None:
    changed = PARAGRAPH.replace("frontier and found", "border, and saw").replace("narrow", "leaner")
    (passage,) = shared_passages(documents(one=PARAGRAPH, two=changed))
    assert 75 < passage.similarity < 100
    assert passage.words >= len(PARAGRAPH.split()) - 2


def test_a_phrase_is_no_passage(documents: Make) -> None:
    phrase = "the rings of four hundred oaks"
    assert (
        shared_passages(documents(one=f"He counted {phrase} by hand.", two=f"So {phrase} were felled.")) == ()
    )


def test_documents_without_words_share_nothing(documents: Make) -> None:
    assert shared_passages([]) == ()
    assert shared_passages(documents(empty="", dots="… … …")) == ()


def test_boilerplate_in_many_documents_stays_one_pair_for_each_earlier_copy(documents: Make) -> None:
    many = [
        document(f"d{number:03}", f"Item {number}. {PARAGRAPH}. Unlike {number * 7}.") for number in range(60)
    ]
    pairs = {(found.document_id, found.other_document_id) for found in shared_passages(many)}
    assert {other for _, other in pairs} == {source.id for source in many[1:]}
    assert len(pairs) <= 60


def test_a_page_of_one_word_does_no_harm(documents: Make) -> None:
    assert shared_passages(documents(page="buffalo " * 50_000)) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["ash", "birch", "cedar", "elm", "fir", "gum", "hazel"]), max_size=120),
    st.integers(1, 40),
)
def test_passages_never_overlap_and_hold_what_they_say(trees: list[str], cut: int) -> None:
    sources = [document("one", " ".join(trees)), document("two", " ".join(trees[cut:] + trees[:cut]))]
    texts = {source.id: source.text for source in sources}
    found = shared_passages(sources)
    for number, passage in enumerate(found):
        assert passage.words >= 12
        same = texts[passage.document_id][passage.start : passage.end]
        if passage.similarity == 100.0:
            assert same == texts[passage.other_document_id][passage.other_start : passage.other_end]
        for other in found[:number]:
            if (other.document_id, other.other_document_id) == (
                passage.document_id,
                passage.other_document_id,
            ):
                assert other.end <= passage.start or passage.end <= other.start


NEIGHBOUR = (
    "Moscow is aware that its neighbour is a rising power, and it is only logical for it to side with that "
    "power and not with one across the sea."
)


def test_a_repeated_paragraph_is_that_paragraph_and_not_the_end_of_the_one_before() -> None:
    text = (
        f"The light of competition\n\n{NEIGHBOUR}\n\nMuch has been written of other things since then.\n\n"
        f"So it was in the light of competition.\n\n{NEIGHBOUR}\n\nMuch remains to be said."
    )
    (passage,) = shared_passages([document("a.txt", text)])
    assert text[passage.start : passage.end] == NEIGHBOUR.rstrip(".")
    assert text[passage.other_start : passage.other_end] == NEIGHBOUR.rstrip(".")


def test_a_passage_of_two_paragraphs_stays_one() -> None:
    both = f"{NEIGHBOUR}\n\nNobody else in that part of the world would have said so at that time, he wrote."
    one, other = document("a.txt", f"First this. {both}"), document("b.txt", f"Then that: {both}")
    (passage,) = shared_passages([one, other])
    assert one.text[passage.start : passage.end] == both.rstrip(".")
