"""Where the paragraphs of plain text are; every character of the file stays as it is."""

from collections.abc import Callable

import pytest

from audit.model import Document

Read = Callable[..., Document]


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028"])
def test_blank_lines_part_paragraphs_whatever_the_line_break(line_break: str, document: Read) -> None:
    text = f"One thing.{line_break}{line_break}\u00a0 Another.\u00a0{line_break} \u00a0{line_break}A third."
    read = document("a.txt", text)
    assert read.text == text
    assert paragraphs(read) == ["One thing.", "Another.", "A third."]


def test_text_that_is_wrapped_by_hand_is_one_paragraph_until_a_blank_line(document: Read) -> None:
    wrapped = (
        "It was late in the year when the keeper wrote to the board about the\n"
        "lamp, which had begun to fail on nights of fog, and asked for another\n"
        "one before the winter came."
    )
    assert paragraphs(document("a.txt", f"{wrapped}\n\nNo answer came.")) == [wrapped, "No answer came."]


def test_long_lines_are_a_paragraph_each(document: Read) -> None:
    line = "This is a sentence of a paragraph that its author never wrapped. " * 5
    assert len(paragraphs(document("a.txt", f"{line}\n{line}\n{line}"))) == 3


def test_short_sentences_on_lines_of_their_own_are_a_paragraph_each(document: Read) -> None:
    assert len(paragraphs(document("a.txt", "It rained.\nThe river rose.\nThe bridge held."))) == 3


def test_a_stray_line_break_inside_a_sentence_does_not_part_it(document: Read) -> None:
    text = "The minister said that the bridge\nwould hold.\nIt did."
    assert paragraphs(document("a.txt", text)) == [
        "The minister said that the bridge\nwould hold.",
        "It did.",
    ]


def test_items_of_a_list_are_told_by_their_bullets(document: Read) -> None:
    read = document("a.txt", "They agreed on this:\n• a fund\n• a council\n1. a date")
    assert [p.kind for p in read.paragraphs] == ["body", "list-item", "list-item", "list-item"]


def test_a_year_at_the_start_of_a_wrapped_line_is_no_bullet(document: Read) -> None:
    text = (
        "The keeper wrote to the board for the first time in the spring of year\n"
        "12. The board did not answer him then, nor in the year after that one,\n"
        "nor in any other."
    )
    assert len(paragraphs(document("a.txt", text))) == 1


def test_paragraphs_are_in_order_and_never_overlap(document: Read) -> None:
    read = document("a.txt", "a\n\n\n b \n\f\nc\n\td\n\n\n\n- e\n  f\n")
    ends = [0, *(p.end for p in read.paragraphs)]
    assert all(before <= p.start < p.end for before, p in zip(ends, read.paragraphs, strict=False))
    assert [p.ordinal for p in read.paragraphs] == list(range(len(read.paragraphs)))
