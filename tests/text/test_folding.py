"""Folding makes equal what only looks different, keeps what a figure means, and knows where all came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.folding import fold, fold_text
from audit.text.words import words


def keys(text: str) -> list[int]:
    return words(text).keys.tolist()


def cut(text: str) -> list[str]:
    found = words(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The MINISTER", "the minister"),
        ("don’t", "don't"),
        ("naïve café", "naive cafe"),
        ("cafe\u0301", "café"),
        ("o\ufb03cial \ufb01gures", "official figures"),
        ("Straße, Ærø", "strasse aero"),
        ("signifi-\ncance", "significance"),
        ("signifi-\r\n  cance", "significance"),
        ("con\u00adfirm", "confirm"),
        ("zero\u200bwidth", "zerowidth"),
        ("“quoted”", '"quoted"'),
        ("February\xa04,\u20092022", "February 4, 2022"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("the U.S. Navy", "the US Navy"),
        ("[T]he minister want[ed]", "The minister wanted"),
        ("one-size-fits-all", "one size fits all"),
        ("1,234,567 houses", "1234567 houses"),
    ],
)
def test_what_only_looks_different_has_the_same_words(left: str, right: str) -> None:
    assert keys(left) == keys(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("$10.0 million", "$100 million"),
        ("$10.0 million", "($10.0 million)"),
        ("$10 million", "€10 million"),
        ("10", "-10"),
        ("5", "5%"),
        ("1½", "11/2"),
        ("10²", "102"),
        ("10²", "10"),
        ("2½", "2"),
        ("2½", "½"),
        ("1.5", "15"),
        ("1,5", "15"),
        ("we're", "were"),
        ("well-\nKnown", "wellKnown"),
    ],
)
def test_what_means_something_else_has_other_words(left: str, right: str) -> None:
    assert keys(left) != keys(right)


def test_a_figure_is_one_word_with_its_fraction_and_its_exponent() -> None:
    assert cut("2½ of 10²³, -1¾% ½-day") == ["2½", "of", "10²³", "-", "1¾", "%", "½", "day"]


def test_words_are_cut_where_they_stand() -> None:
    text = "“Don’t [sic] pay ($1,000.50) to 日本, o\ufb03-\ncially.”"
    assert cut(text) == [
        "Don’t",
        "sic",
        "pay",
        "(",
        "$",
        "1,000.50",
        ")",
        "to",
        "日",
        "本",
        "o\ufb03-\ncially",
    ]


@given(st.text())
def test_any_text_folds_and_every_folded_character_has_its_origin(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.codes) == len(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)
    assert list(folded.origin) == sorted(folded.origin)


@given(st.text())
def test_words_are_in_order_and_never_overlap(text: str) -> None:
    found = words(text)
    edges = [edge for span in zip(found.starts.tolist(), found.ends.tolist(), strict=True) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert len(found.keys) == len(found)


@given(st.text(alphabet="abcdeß éÉ\n“”’'-[]{}$€1,.0½"))
def test_folding_what_is_folded_changes_nothing_but_words_broken_at_line_ends(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


def test_a_long_text_is_cut_like_a_short_one() -> None:
    sentence = "The quick brown fox isn’t over 1,000 lazy dogs; o\ufb03ce. "
    many = sentence * 40_000
    found = words(many)
    once = words(sentence)
    assert len(found) == 40_000 * len(once)
    assert found.keys.tolist()[-len(once) :] == once.keys.tolist()
    assert found.starts[-1] - len(sentence) * 39_999 == once.starts[-1]


def test_a_text_without_any_space_is_cut_too() -> None:
    assert len(words("x" * 3_000_000)) >= 1
    assert len(words("本" * 1_500_000)) == 1_500_000
