"""What a printed figure and its hedge allow, and what two such intervals say of each other."""

from dataclasses import replace
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import printed

from audit.matching.figures import FigureSettings, licensed, overlap, relate, with_license
from audit.model import Quantity

# A figure, and the closed interval that it allows; a dot is an open end.
LICENSED = [
    # as wide as the last written digit
    ("$145 billion", "144500000000", "145500000000"),
    ("$146.9 billion", "146850000000", "146950000000"),
    ("9.50 km", "9.495", "9.505"),
    ("49.6 %", "49.55", "49.65"),
    ("50 %", "49.5", "50.5"),
    ("$3 million", "2500000", "3500000"),
    # trailing zeros of a round number count as less precise, within five per cent
    ("$140 billion", "135000000000", "145000000000"),
    ("$150", "145", "155"),
    ("1,200 people", "1150", "1250"),
    ("$3,000,000", "2850000", "3150000"),
    ("200 people", "190", "210"),
    # a written decimal says that the zeros are meant
    ("$140.0 billion", "139950000000", "140050000000"),
    # counts come in whole numbers, and small ones are exact
    ("9 activists", "9", "9"),
    ("10 activists", "10", "10"),
    ("90 people", "90", "90"),
    ("145 people", "145", "145"),
    # 100 % is everything
    ("100 %", "99.5", "100.5"),
    # hedges widen, shift or open
    ("about $145 billion", "137750000000", "152250000000"),
    ("about 30 people", "25", "35"),
    ("about 12 people", "11", "13"),
    ("nearly $150 billion", "142500000000", "150000000000"),
    ("just under $20", "15", "20"),
    ("just over 50 %", "50", "55"),
    ("more than 100 people", "100", "."),
    ("at least 9 people", "9", "."),
    ("up to 400 people", ".", "400"),
    ("less than 4 %", ".", "4"),
    # both ends of a range keep their own width
    ("8-16 %", "7.5", "16.5"),
    ("5-7 people", "5", "7"),
    # below zero, less is nearer to zero
    ("-5 %", "-5.5", "-4.5"),
    ("nearly -20 %", "-20", "-15"),
]


@pytest.mark.parametrize(("text", "low", "high"), LICENSED)
def test_a_figure_allows_what_its_digits_and_its_hedge_say(text: str, low: str, high: str):
    expected = tuple(None if end == "." else Decimal(end) for end in (low, high))

    assert licensed(printed(text)) == expected


# Two figures and what they say of each other as numbers.
RELATIONS = [
    ("$145 billion", "$146.9 billion", "near"),
    ("$146.9 billion", "nearly $150 billion", "agree"),
    ("$140 billion", "$150 billion", "conflict"),
    ("9 activists", "10 activists", "conflict"),
    ("49.6 %", "50 %", "agree"),
    ("49 %", "50 %", "near"),  # equal precision must be equal
    ("10 %", "11 %", "conflict"),  # the intervals touch, but both are written to the unit
    ("9.6 %", "10 %", "agree"),
    ("$145 billion", "$145 billion", "agree"),
    ("$145 billion", "$145.0 billion", "agree"),
    ("$145 billion", "$150 billion", "agree"),  # 150 may be rounded to the ten
    ("1,000 people", "1,040 people", "agree"),
    ("1,000 people", "1,100 people", "conflict"),
    ("200 people", "250 people", "conflict"),
    ("19 people", "20 people", "near"),
    ("8-16 %", "8-16 %", "agree"),
    ("8-16 %", "12 %", "compatible"),
    ("8-16 %", "20 %", "conflict"),
    ("8-16 %", "16-20 %", "compatible"),
    ("more than 100 people", "104 people", "agree"),
    ("more than 100 people", "5,000 people", "compatible"),
    ("more than 100 people", "90 people", "conflict"),
    ("at least 9 people", "9 people", "agree"),
    ("at least 9 people", "7 people", "conflict"),
    ("up to 400 people", "150 people", "compatible"),
    ("up to 400 people", "600 people", "conflict"),
    ("less than 100 people", "more than 100 people", "near"),
    ("less than 100 people", "more than 150 people", "conflict"),
    ("about 30 people", "33 people", "compatible"),
    ("about 30 people", "45 people", "conflict"),
    ("$3 million", "$3.4 million", "compatible"),  # its last written digit is the million
    ("$3 million", "$4 million", "conflict"),
    ("$0", "$0", "agree"),
]


@pytest.mark.parametrize(("one", "other", "relation"), RELATIONS)
def test_two_figures_relate_by_what_they_allow(one: str, other: str, relation: str):
    there, back = relate(printed(one), printed(other)), relate(printed(other), printed(one))

    assert there is not None
    assert there.relation == relation
    assert there == back


def test_a_million_for_a_billion_is_hinted_at():
    slipped, other = (
        relate(printed("$145 million"), printed("$145 billion")),
        relate(printed("$2"), printed("$3")),
    )

    assert slipped is not None
    assert other is not None
    assert (slipped.relation, slipped.hint) == ("conflict", "factor of a thousand")
    assert other.hint is None


def test_the_gap_is_measured_against_the_larger_figure():
    numbers = relate(printed("$95"), printed("$100.0"))

    assert numbers is not None
    assert (numbers.difference, numbers.percent, numbers.relation) == (Decimal(5), Decimal(5), "near")


def test_figures_without_a_number_and_dates_allow_nothing():
    assert licensed(Quantity("rank", 0, 4, "best")) == (None, None)
    assert licensed(replace(printed("2022"), kind="date")) == (None, None)
    assert relate(printed("5 %"), Quantity("rank", 0, 4, "best")) is None


def test_figures_that_are_no_finite_numbers_allow_nothing():
    endless = replace(printed("$5"), low=Decimal("NaN"), high=Decimal("Infinity"))

    assert licensed(endless) == (None, None)


def test_number_words_are_as_wide_as_their_scale_and_fractions_are_exact():
    assert licensed(replace(printed("2 million people"), step=None)) == (
        Decimal(1_500_000),
        Decimal(2_500_000),
    )
    assert licensed(replace(printed("9 people"), step=None)) == (Decimal(9), Decimal(9))
    assert licensed(replace(printed("2 km"), step=None)) == (Decimal("1.5"), Decimal("2.5"))
    assert licensed(replace(printed("0.25 km"), step=None)) == (Decimal("0.25"), Decimal("0.25"))


def test_constants_are_settings():
    strict = FigureSettings(near_percent=Decimal(1))
    numbers = relate(printed("$145 billion"), printed("$146.9 billion"), strict)

    assert numbers is not None
    assert numbers.relation == "conflict"


def test_the_license_is_filled_in_and_nothing_else_changes():
    plain = printed("$145 billion")

    assert with_license(plain) == replace(
        plain, licensed_low=Decimal("144.5E9"), licensed_high=Decimal("145.5E9")
    )


# --- properties against slow and obviously right references

decimals = st.decimals(min_value=-10_000, max_value=10_000, places=2, allow_nan=False)
digits = st.integers(min_value=1, max_value=99)
powers = st.integers(min_value=-3, max_value=9)
ends = st.none() | st.integers(min_value=-6, max_value=6).map(Decimal)


@given(digits, powers, st.integers(min_value=-999, max_value=999))
def test_what_a_plain_figure_allows_is_what_rounds_to_it(number: int, power: int, offset: int):
    step = Decimal(1).scaleb(power)
    value, point = number * step, number * step + offset * step / 100
    low, high = licensed(Quantity("measure", 0, 1, "x", low=value, high=value, step=step, unit="metre"))
    roundings = {(point / step).to_integral_value(mode) * step for mode in (ROUND_HALF_UP, ROUND_HALF_DOWN)}

    assert low is not None
    assert high is not None
    assert (low <= point <= high) == (value in roundings)


@given(st.tuples(ends, ends), st.tuples(ends, ends))
def test_intervals_overlap_when_some_point_is_in_both(a, b):
    points = [Decimal(n) / 2 for n in range(-20, 21)]
    a, b = (tuple(sorted(x)) if None not in x else x for x in (a, b))

    def holds(interval, point):
        return all((interval[0] is None or interval[0] <= point, interval[1] is None or point <= interval[1]))

    assert overlap(a, b) == any(holds(a, point) and holds(b, point) for point in points)


@given(digits, digits, powers, powers, powers)
def test_the_relation_is_the_same_in_thousands_as_in_billions(a: int, b: int, x: int, y: int, scale: int):
    def figure(number: int, power: int) -> Quantity:
        step = Decimal(1).scaleb(power)
        return Quantity("measure", 0, 1, "x", low=number * step, high=number * step, step=step, unit="metre")

    small, large = relate(figure(a, x), figure(b, y)), relate(figure(a, x + scale), figure(b, y + scale))

    assert small is not None
    assert large is not None
    assert (small.relation, small.percent) == (large.relation, large.percent)


@given(digits, digits, powers)
def test_figures_of_equal_precision_agree_only_when_they_are_equal(a: int, b: int, power: int):
    step = Decimal(1).scaleb(power)
    one, other = (
        Quantity("money", 0, 1, "x", low=n * step, high=n * step, step=step, unit="dollar") for n in (a, b)
    )
    numbers = relate(one, other)

    assert numbers is not None
    assert (numbers.relation == "agree") == (a == b)


@given(st.integers(1, 10**6), st.sampled_from(["", "about", "nearly", "more than", "up to", "just over"]))
def test_every_figure_allows_itself(number: int, hedge: str):
    for thing in ("%", "people", "km"):
        low, high = licensed(printed(f"{hedge} {number} {thing}".strip()))

        assert low is None or low <= number
        assert high is None or number <= high


@given(decimals, decimals, decimals, decimals)
def test_comparing_never_fails_and_has_no_sides(a: Decimal, b: Decimal, c: Decimal, step: Decimal):
    one = Quantity("count", 0, 1, "x", low=a, high=b, step=abs(step), hedge="~")
    other = Quantity("count", 0, 1, "x", low=c, high=c)

    assert relate(one, other) == relate(other, one)
