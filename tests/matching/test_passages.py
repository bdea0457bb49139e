"""Passages that two documents share: where they begin and end."""

from audit.matching.passages import shared_passages
from audit.model import Document

PARAGRAPH = (
    "Moscow is aware that its neighbour is a rising power, and it is only logical for it to side with that "
    "power and not with one across the sea."
)


def document(name: str, text: str) -> Document:
    return Document(name, name, text, ())


def test_a_repeated_paragraph_is_that_paragraph_and_not_the_end_of_the_one_before() -> None:
    text = (
        f"The light of competition\n\n{PARAGRAPH}\n\nMuch has been written of other things since then.\n\n"
        f"So it was in the light of competition.\n\n{PARAGRAPH}\n\nMuch remains to be said."
    )
    (passage,) = shared_passages([document("a.txt", text)])
    assert text[passage.start : passage.end] == PARAGRAPH.rstrip(".")
    assert text[passage.other_start : passage.other_end] == PARAGRAPH.rstrip(".")


def test_a_passage_of_two_paragraphs_stays_one() -> None:
    both = f"{PARAGRAPH}\n\nNobody else in that part of the world would have said so at that time, he wrote."
    one, other = document("a.txt", f"First this. {both}"), document("b.txt", f"Then that: {both}")
    (passage,) = shared_passages([one, other])
    assert one.text[passage.start : passage.end] == both.rstrip(".")
