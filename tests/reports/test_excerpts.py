"""What a person sees of a long paragraph, and of a difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Edit
from audit.reports.excerpt import ELLIPSIS, difference, excerpt, shortened
from audit.reports.terminal import marked_rows, wrapped
from audit.text.visible import width

from .test_reading import document


def marked(sentence: str, **options: int) -> str:
    """The excerpt of a sentence whose marked words stand in «...», marked in the same way."""
    start, end = sentence.index("«"), sentence.index("»") - 1
    pieces = excerpt(document(sentence.replace("«", "").replace("»", "")).place(start, end), **options)
    return "".join(f"«{piece.text}»" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    "sentence",
    ["She said «so».", "«All of it»", "one\n\n«two» three\n\nfour"],
)
def test_a_short_line_is_shown_whole(sentence: str) -> None:
    line = next(line for line in sentence.splitlines() if "«" in line)
    assert marked(sentence) == line


def test_a_long_line_is_cut_at_words_around_the_marked_ones() -> None:
    sentence = f"{'before ' * 20}«these» {'after ' * 20}"
    assert marked(sentence, context=20) == f"{ELLIPSIS}before before «these» after after after{ELLIPSIS}"


def test_a_long_passage_keeps_its_head_and_its_tail() -> None:
    shown = marked(f"«first {'middle ' * 100}last»", longest=60)
    assert shown.startswith("«first middle")
    assert shown.endswith("last»")
    assert f" {ELLIPSIS} " in shown
    assert len(shown) < 80


def test_a_passage_over_two_paragraphs_is_shown_on_one_line() -> None:
    assert marked("He read: «one\n\ntwo».") == "He read: «one ¶ two»."


def test_shortening_cuts_at_a_word() -> None:
    assert shortened("alpha beta, gamma", 13) == "alpha beta…"
    assert shortened("alpha", 13) == "alpha"


def test_a_run_without_spaces_keeps_its_head_and_its_tail() -> None:
    run = "x" * 10_000 + "end"
    for edit in (Edit("replace", run, "short"), Edit("equal", run, run)):
        (shown, *_) = difference([edit])
        assert shown.text.startswith("xxx")
        assert shown.text.endswith("xend")
        assert ELLIPSIS in shown.text
        assert len(shown.text) < 100


def test_a_difference_keeps_four_words_around_what_differs() -> None:
    edits = [
        Edit("equal", "one two three four five six", "one two three four five six"),
        Edit("replace", "may", "must"),
        Edit("equal", "a b c d e f g h i j", "a b c d e f g h i j"),
        Edit("insert", "", "not"),
        Edit("equal", "go", "go"),
    ]
    assert [(change.side, change.text) for change in difference(edits)] == [
        ("equal", "… three four five six"),
        ("quoted", "may"),
        ("source", "must"),
        ("equal", "a b c d … g h i j"),
        ("source", "not"),
        ("equal", "go"),
    ]


words = st.text(alphabet="ab \n\t中é\u0301\x1b", max_size=120)


@given(text=words, cuts=st.tuples(st.integers(0, 120), st.integers(0, 120)), columns=st.integers(8, 60))
def test_marks_stand_under_the_marked_words(text: str, cuts: tuple[int, int], columns: int) -> None:
    start, end = sorted(min(cut, len(text)) for cut in cuts)
    pieces = excerpt(document(text).place(start, end))
    rows = list(marked_rows(pieces, columns))
    assert sum(row.count("^") for _, row in rows) <= sum(
        width(piece.text) for piece in pieces if piece.marked
    )
    for shown, marks in rows:
        assert len(marks) <= width(shown)
        assert set(marks) <= {" ", "^"}


def test_rows_break_at_spaces_and_mark_what_goes_on() -> None:
    pieces = excerpt(document("She said one two three four.").place(9, 27))
    assert list(marked_rows(pieces, 16)) == [
        ("She said one two", "         ^^^^^^^"),
        ("three four.", "^^^^^^^^^^"),
    ]


def test_a_word_without_spaces_is_broken_where_a_line_must_end() -> None:
    rows = list(marked_rows(excerpt(document("字" * 100).place(0, 100)), 80))
    assert len(rows) > 1
    assert all(width(row) <= 80 for row, _ in rows)


def test_wrapping_keeps_words_whole() -> None:
    assert wrapped(["aaa", "bb", "cccc", "d"], 6) == ["aaa bb", "cccc d"]
