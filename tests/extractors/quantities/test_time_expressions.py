"""Time expressions as TIMEX3 has them: span and value, reckoned only from a date that is known."""

from dataclasses import replace

import pytest
from quantity_marks import document, quantities, unmarked

from audit.extractors.quantities import extract
from audit.model import Facts

# Thursday, 2 November 1989; each value is what the sentence says on that day.
PUBLISHED = "1989-11-02"
SENTENCES = [
    ("It closed on «Friday» .", ["date 1989-10-27"]),
    ("It closed «Tuesday» .", ["date 1989-10-31"]),
    ("It will open on «Friday» .", ["date 1989-11-03"]),
    ("It will be held on «Nov. 15» .", ["date 1989-11-15"]),
    ("It began in «May» .", ["date 1989-05"]),
    ("It ended in «December» .", ["date 1988-12"]),
    ("It fell «last year» .", ["date 1988"]),
    ("It fell in «the third quarter» .", ["date 1989-Q3"]),
    ("It fell in «the fourth quarter of 1987» .", ["date 1987-Q4"]),
    ("It fell in «the first half of last year» .", ["date 1988-H1"]),
    ("It fell «a year ago» .", ["date 1988"]),
    ("It fell «two months ago» .", ["date 1989-09"]),
    ("It fell for «the past two years» .", ["duration P2Y"]),
    ("It takes «five years» .", ["duration P5Y"]),
    ("It fell for «several weeks» .", ["duration PXW"]),
    ("It took «half an hour» .", ["duration PT30M"]),
    ("It took «half a year» .", ["duration P6M"]),
    (
        "It opened around «2002» , not later than «2003» , rather than «2004» .",
        ["date 2002", "date 2003", "date 2004"],
    ),
    ("It was loud in «the 1930s» and «40s» .", ["date 193", "date 194"]),
    ("There were fewer than in «the year before» .", ["date 1988"]),
    ("It was 41 fewer than «the year before» .", ["date 1988"]),
    ("It fell in «recent years» .", ["date PAST_REF"]),
    ("It is «now» open .", ["date PRESENT_REF"]),
    ("the «annual» report", ["set P1Y"]),
    ("It meets «every day» .", ["set P1D"]),
    ("It meets «every other week» .", ["set P2W"]),
    ("It left at «8 p.m. Friday» .", ["time 1989-10-27T20"]),
    ("It left on «Monday morning» .", ["time 1989-10-30TMO"]),
    ("It left «last night» .", ["time 1989-11-01TNI"]),
    ("It left on «February 4,\u00a02022» .", ["date 2022-02-04"]),
    ("It left on «the 5th of May 1987» .", ["date 1987-05-05"]),
    ("It left on «2016-11-07» .", ["date 2016-11-07"]),
    ("It grew in «the 1990s» .", ["date 199"]),
    ("It grew in «the late '80s» .", ["date 198"]),
    ("It grew in «early 1987» .", ["date 1987"]),
    ("It closed by «the end of the year» .", ["date 1989"]),
    ("It was «yesterday» 's vote .", ["date 1989-11-01"]),
    # a part of a year beside its year
    ("It compares with $3 in «the year-ago quarter» .", ["date 1988"]),
    ("«First-half» profit rose .", ["date 1989-H1"]),
    ("«First-half» profit rose , a second-half goal fell .", ["date 1989-H1"]),
    ("It fell in «the same quarter last year» .", ["date 1988-Q4"]),
    ("It stood at $3 at «year-end 1988» .", ["date 1988"]),
    ("It closed by «year's end» .", ["date 1989"]),
    ("It began «the week before last» .", ["date 1989-W42"]),
    ("It sold well over «the weekend» .", ["date 1989-W43-WE"]),
    # several days of a month, and days that their weekday or their nearness dates
    ("It was held on «Nov. 1-3» .", ["date 1989-11-01/1989-11-03"]),
    ("It was held on «March 3–7, 1987» .", ["date 1987-03-03/1987-03-07"]),
    ("It was «Monday, Nov. 6» .", ["date 1989-11-06"]),
    ("The «Nov. 14» fair .", ["date 1989-11-14"]),
    ("It was «Oct. 13» .", ["date 1989-10-13"]),
    ("It fell on «Friday the 13th» .", ["date 1989-10-13"]),
    ("The figures of «May» and «July» .", ["date 1989-05", "date 1989-07"]),
    ("as shown by «May» 's figures", ["date 1989-05"]),
    ("It may fall in «the near term» .", ["date FUTURE_REF"]),
    ("In «1967» it began . «Two years later» it ended .", ["date 1967", "date 1969"]),
    # what the text speaks of is what its next words count from
    ("It fell in «the third quarter» from $3 «a year earlier» .", ["date 1989-Q3", "date 1988-Q3"]),
    ("Prices rose in «September» from «a month earlier» .", ["date 1989-09", "date 1989-08"]),
    ("Net in «the quarter» ended «Sept. 30» fell .", ["date 1989-Q3", "date 1989-09-30"]),
    ("It began «Sunday» and ended «the next day» .", ["date 1989-10-29", "date 1989-10-30"]),
    (
        "It shook at «4:17 a.m. Monday» and again at «1:24 p.m.» .",
        ["time 1989-10-30T04:17", "time 1989-10-30T13:24"],
    ),
    (
        "It shook at «4:17 a.m. Monday» and «nine hours later» .",
        ["time 1989-10-30T04:17", "time 1989-10-30T13:17"],
    ),
    (
        "A curfew ran «Monday» from «6 p.m.» to «5 a.m.» .",
        ["date 1989-10-30", "time 1989-10-30T18", "time 1989-10-31T05"],
    ),
    ("It opened between «6 a.m.» and «6 p.m. Tuesday» .", ["time 1989-10-31T06", "time 1989-10-31T18"]),
    ("It moved from «Friday» to «Saturday» .", ["date 1989-10-27", "date 1989-10-28"]),
    ("In «January 1984» they lost and in «October» they won .", ["date 1984-01", "date 1984-10"]),
    ("Founded in «1921» , it met «that year» .", ["date 1921", "date 1921"]),
    # past or ahead
    ("It was to open «early Friday» .", ["date 1989-11-03"]),
    ("They promised to open in «May» .", ["date 1990-05"]),
    ("It had planned to begin on «Oct. 28» .", ["date 1989-10-28"]),
    ("They canceled flights through «the end of December» .", ["date 1989-12"]),
    ("It was to report «first-quarter» earnings .", ["date 1989-Q1"]),
    # whole expressions
    ("It took «24 hours and 39 minutes» .", ["duration PT24H39M"]),
    ("Pilots train «six days a week» .", ["set P1W"]),
    ("They work «40 hours» «a week» .", ["duration PT40H", "set P1W"]),
    ("He called «40 times a day» .", ["set P1D"]),
    ("It agreed in «the early hours of Saturday» .", ["time 1989-10-28TMO"]),
    (
        "It fell in «last year's third quarter» and «the 1987 second quarter» .",
        ["date 1988-Q3", "date 1987-Q2"],
    ),
    ("It lasted «half a century» .", ["duration P50Y"]),
    ("He came «half a century ago» .", ["date 1939"]),
    ("They need «another two years» or «an additional 30 days» .", ["duration P2Y", "duration P30D"]),
    ("It fell in «the last year» .", ["duration P1Y"]),
    ("In «the months ahead» it grows .", ["date FUTURE_REF"]),
    ("They had «days» , not «weeks» .", ["duration PXD", "duration PXW"]),
    ("It ends by «year end» .", ["date 1989"]),
    ("It sold well over «Thanksgiving weekend» .", ["date 1989-W47-WE"]),
    ("It was «once» a port .", ["date PAST_REF"]),
    ("In «the future» it expects more .", ["date FUTURE_REF"]),
    ("At «that time» it was small .", ["date PAST_REF"]),
    ("It fell «overnight» .", ["time 1989-11-01TNI"]),
    ("They left before «dawn» at «8 in the morning» .", ["time 1989-11-02TDA", "time 1989-11-02T08"]),
    ("The crash of «'87» was worse .", ["date 1987"]),
    ("The «semi-annual» report and «yearlong» effort .", ["set P6M", "duration P1Y"]),
    ("It closed in «the 1987 fiscal year» .", ["date 1987"]),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_time_expression_has_its_span_and_its_value(sentence: str, expected: list[str]) -> None:
    text, spans = unmarked(sentence)
    found = [row for row in quantities(text, PUBLISHED) if row.timex]
    assert [f"{row.kind} {row.timex}" for row in found] == expected
    assert [(row.start, row.end) for row in found] == spans


@pytest.mark.parametrize(
    ("words", "timex"),
    [("last year", "PAST_REF"), ("in May", "XXXX-05"), ("on Friday", "XXXX-WXX-5"), ("today", "PRESENT_REF")],
)
def test_without_a_known_date_nothing_is_reckoned(words: str, timex: str) -> None:
    row = quantities(f"It closed {words}.")[0]
    assert (row.timex, row.period_start, row.period_end, row.period_basis) == (timex, None, None, None)


def test_a_date_whose_basis_is_unknown_is_no_date_to_reckon_from() -> None:
    undated = replace(document("It fell last year."), facts=Facts(published="1989-11-02"))
    assert [row.period_start for row in extract(undated)] == [None]


@pytest.mark.parametrize(
    ("published", "basis", "interval"),
    [
        ("1989-11-02", "record", ("1988-01-01", "1988-12-31")),
        ("1989", "record", ("1988-01-01", "1988-12-31")),
        (None, None, (None, None)),
    ],
)
def test_the_words_that_date_a_figure_are_its_period(
    published: str | None, basis: str | None, interval: tuple[str | None, str | None]
) -> None:
    money = quantities("Trade reached $145 billion last year.", published)[0]
    assert money.period is not None
    assert (money.period.text, money.period_basis) == ("last year", basis)
    assert (money.period_start, money.period_end) == interval


def test_a_year_in_the_sentence_needs_no_other_date() -> None:
    money = quantities("Trade reached $145 billion in 2021.")[0]
    assert (money.period_start, money.period_end, money.period_basis) == (
        "2021-01-01",
        "2021-12-31",
        "sentence",
    )


@pytest.mark.parametrize(
    ("words", "timex", "days"),
    [
        ("the year to March 2022", "P1Y", ("2021-04-01", "2022-03-31")),
        ("the year ended June 30, 2020", "P1Y", ("2019-07-01", "2020-06-30")),
        ("the nine months ended Sept. 30, 2021", "P9M", ("2021-01-01", "2021-09-30")),
        ("the two years to 28 February 2021", "P2Y", ("2019-03-01", "2021-02-28")),
    ],
)
def test_a_stretch_that_ends_on_a_date_is_that_interval(
    words: str, timex: str, days: tuple[str, str]
) -> None:
    row = next(row for row in quantities(f"Exports reached $7 billion in {words}.") if row.timex)
    assert (row.timex, (row.period_start, row.period_end)) == (timex, days)


@pytest.mark.parametrize(
    "sentence",
    [
        "It got $1.1bn from the fund in August 2022.",
        "Half of the maize harvest of the country was lost to drought in August 2022.",
    ],
)
def test_words_that_stand_between_do_not_part_a_figure_from_its_date(sentence: str) -> None:
    assert quantities(sentence)[0].period_start == "2022-08-01"


def test_several_days_of_a_month_are_one_interval() -> None:
    row = quantities("It was held on Feb. 11-15, 2022.")[0]
    assert (row.text, row.period_start, row.period_end) == ("Feb. 11-15, 2022", "2022-02-11", "2022-02-15")


def test_of_two_amounts_each_has_its_own_period() -> None:
    rows = quantities("In the third quarter it rose to $7 million from $6 million a year earlier.", PUBLISHED)
    assert [(row.text, row.period and row.period.text) for row in rows if row.kind == "money"] == [
        ("$7 million", "the third quarter"),
        ("$6 million", "a year earlier"),
    ]


def test_page_and_clock_times_are_never_counts() -> None:
    rows = quantities("Changed 4:20 p.m. PT, by 9:15 PM EDT.")
    assert {row.kind for row in rows} == {"time"}


@pytest.mark.parametrize(
    "text", ["He may leave.", "They march on.", "She sat down.", "Theresa May left.", "the Sun newspaper"]
)
def test_words_that_look_like_months_and_days_are_left_alone(text: str) -> None:
    assert [row.text for row in quantities(text, PUBLISHED) if row.timex] == []


@pytest.mark.parametrize(
    "text",
    [
        "It was cut by a quarter.",
        "He left one night in anger.",
        "Torque is on tap from 2000 to 5500 rpm.",
        "Some around 2000 were hurt.",
        "Once it is over they leave at once.",
        "It is an overnight success.",
        "A decade-old dispute.",
        "Until his last days he read.",
        "It is cold at this time of year.",
        "They watch Saturday Night Live.",
    ],
)
def test_words_of_time_that_name_no_time_are_left_alone(text: str) -> None:
    assert [row.text for row in quantities(text, PUBLISHED) if row.timex] == []


def test_a_range_that_ran_on_leaves_the_stretch_as_it_is() -> None:
    rows = quantities("That brings the total for the past four weeks to 22 million.", PUBLISHED)
    assert [(row.text, row.timex) for row in rows if row.timex] == [("the past four weeks", "P4W")]


def test_a_stretch_in_two_units_is_counted_in_the_smaller_one() -> None:
    (row,) = quantities("It lasted 13 hours and 20 minutes.", PUBLISHED)
    assert (row.text, row.timex, row.low, row.unit) == ("13 hours and 20 minutes", "PT13H20M", 800, "minute")


def test_what_is_spoken_of_ends_with_its_paragraph() -> None:
    rows = quantities("It began in 1967.\n\nTwo years later it ended.", PUBLISHED)
    assert [row.timex for row in rows] == ["1967", "FUTURE_REF"]


def test_a_quarter_stays_the_one_spoken_of_into_the_next_paragraph() -> None:
    rows = quantities("Net fell in the second quarter.\n\nIt was $3 million a year earlier.", PUBLISHED)
    assert [row.timex for row in rows if row.timex] == ["1989-Q2", "1988-Q2"]


def test_the_words_whose_date_was_reckoned_give_their_basis_on() -> None:
    rows = quantities("It began Sunday and ended the same day.", PUBLISHED)
    assert [row.period_basis for row in rows] == ["record", "record"]
    undated = quantities("It began in 1967 and ended the same year.", None)
    assert [(row.timex, row.period_basis) for row in undated] == [("1967", "sentence"), ("1967", "sentence")]
