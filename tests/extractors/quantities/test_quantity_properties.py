"""What holds of every text, and of every number however it is printed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quantity_marks import one, quantities

from audit.text.numbers import digits_value, numeric_value, ordinal_value

FRAGMENTS = st.sampled_from(
    ["$", "€", "5", "12", "1,000", "2019", "million", "bn", "-", "–", "to", "from", "and", "between", "per", "cent",
     "%", "one", "two", "half", "a", "the", "of", "last", "year", "years", "ago", "May", "Friday", ",", ".", "(", ")",
     "\n", "½", "²", "’s", "of", "first", "quarter", "every", "old", "-year-", "biggest", "since", "in", "٣", "٬", "\u00a0"]
)  # fmt: skip
SOUP = st.lists(st.tuples(FRAGMENTS, st.sampled_from(["", " ", "  "])), max_size=30).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@given(st.one_of(st.text(max_size=200), SOUP))
@settings(max_examples=250, deadline=None)
def test_no_text_makes_it_raise_and_every_offset_is_true(text: str) -> None:
    for row in quantities(text, "2020-02-29"):
        assert text[row.start : row.end] == row.text != ""
        for passage in (row.subject, row.period):
            assert passage is None or text[passage.start : passage.end] == passage.text
        assert (row.low is None) == (row.high is None)
        assert row.low is None or row.high is None or row.low <= row.high


@given(SOUP)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert quantities(text) == quantities(text)


def english(value: Decimal) -> str:
    return f"{value:,}"


def continental(value: Decimal) -> str:
    return english(value).translate(str.maketrans(",.", ".,"))


def spaced(value: Decimal) -> str:
    return english(value).replace(",", "\u202f")


NUMBERS = st.decimals(min_value=1000, max_value=10**12, places=2)


@given(NUMBERS, st.sampled_from([english, continental, spaced, str]))
@settings(max_examples=120, deadline=None)
def test_a_number_is_read_back_from_every_notation(value: Decimal, printed) -> None:  # type: ignore[no-untyped-def]
    row = one(f"It cost ${printed(value)} overall.")
    assert (row.low, row.high) == (value, value)


UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """The number in English words, the slow and obvious way."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joiner = " and " if rest and rest < 100 else " "
            return f"{in_words(number // scale)} {name}" + (joiner + in_words(rest) if rest else "")
    if number < 20:
        return UNITS[number]
    return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")


@given(st.integers(min_value=0, max_value=10**12 - 1))
@settings(max_examples=200, deadline=None)
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert numeric_value(in_words(number)) == number


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_which_number_a_word_says_is_total(words: str) -> None:
    assert numeric_value(words) is None or isinstance(numeric_value(words), Decimal)
    assert ordinal_value(words) is None or isinstance(ordinal_value(words), int)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("half", "0.5"), ("a dozen", "12"), ("half a million", "500000"), ("2½", "2.5"), ("2 1/2", "2.5"),
        ("minus five", "-5"), ("one and a half", "1.5"), ("4 hundred million", "400000000"), ("two-thirds", None),
        ("twenty twelve", None), ("1.2.3", None), ("second", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: str | None) -> None:
    expected = Decimal(2) / 3 if words == "two-thirds" else None if value is None else Decimal(value)
    assert numeric_value(words) == expected


@pytest.mark.parametrize(
    ("words", "place"), [("21st", 21), ("twenty-first", 21), ("third", 3), ("three", None)]
)
def test_ordinals(words: str, place: int | None) -> None:
    assert ordinal_value(words) == place


@pytest.mark.parametrize(
    ("digits", "value"),
    [("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("12,34,567", "1234567"), ("0,5", "0.5"), ("1.234", "1.234"),
     ("1.234.567", "1234567"), ("10,20,3", None), ("1.2.3", None), ("9" * 60, None)],
)  # fmt: skip
def test_digits_with_either_grouping(digits: str, value: str | None) -> None:
    assert digits_value(digits) == (None if value is None else Decimal(value))


HOSTILE = {
    "a unit said once": "5% " + "7 " * 20_000,
    "a line without spaces": "9" * 200_000,
    "unclosed marks": "“(" * 50_000,
    "groups of three digits": "1 " + "234 " * 50_000,
    "scales without end": "one " + "million " * 20_000,
    "dashes between digits": "1-" * 30_000,
    "a chain of ranges": "5 to " * 15_000,
    "years without end": "2019 " * 15_000,
    "money signs": "$" * 100_000,
    "one long word": "x" * 200_000,
    "web addresses": "http://" * 30_000,
    "the the the": "the " * 50_000,
    "last last last year": "last " * 50_000 + "year",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    text = HOSTILE[name]
    assert all(text[row.start : row.end] == row.text for row in quantities(text))
