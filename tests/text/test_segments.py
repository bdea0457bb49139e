"""Sentences by position."""

from audit.model import Document, Paragraph
from audit.text.segments import sentences_of


def document(text: str, *paragraphs: tuple[int, int]) -> Document:
    return Document("a", "a", text, tuple(Paragraph(at, *span, "body") for at, span in enumerate(paragraphs)))


def test_a_line_break_inside_a_paragraph_ends_no_sentence() -> None:
    text = "The cost had risen to 3.5 million\ndollars. Some 45\nworkers had left."
    wrapped = document(text, (0, len(text)))
    assert [text[a:b] for a, b in sentences_of(wrapped)] == [
        "The cost had risen to 3.5 million\ndollars.",
        "Some 45\nworkers had left.",
    ]


def test_a_new_paragraph_begins_a_new_sentence() -> None:
    text = "A headline without a stop\nThen the first sentence."
    assert len(sentences_of(document(text, (0, 25), (26, len(text))))) == 2


def test_without_paragraphs_every_line_stands_for_itself() -> None:
    assert len(sentences_of(document("One line\nAnother line"))) == 2
