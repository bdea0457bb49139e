"""What a figure says: its span, its value, its unit and its hedge, in the sentences that news prints."""

from decimal import Decimal

import pytest
from quantity_marks import document, one, quantities, unmarked

from audit.extractors.quantities import extract

# Each row: the sentence with the figures marked, then for each `kind low high unit hedge`.
SENTENCES = [
    # money, with scale, sign, code and country
    ("Trade reached «$145 billion» .", ["money 145000000000 145000000000 dollar ="]),
    ("It paid «£3.5m» and «€2bn» .", ["money 3500000 3500000 pound sterling =", "money 2000000000 2000000000 euro ="]),
    ("It cost «US $63.15 per barrel» .", ["money 63.15 63.15 dollar per barrel ="]),
    ("The share rose to «RM17.40» .", ["money 17.4 17.4 malaysian ringgit ="]),
    ("A debt of «6.2 million Australian dollars» .", ["money 6200000 6200000 australian dollar ="]),
    ("It lost «HK$7.1m» and «A$2» .", ["money 7100000 7100000 hong kong dollar =", "money 2 2 australian dollar ="]),
    ("They earn «$15 an hour» .", ["money 15 15 dollar per hour ="]),
    ("It owes «5 crore rupees» .", ["money 50000000 50000000 rupee ="]),
    ("The balance was «$-31.4bn» .", ["money -31400000000 -31400000000 dollar ="]),
    # percentages are not percentage points
    ("Prices rose «5 per cent» .", ["percent 5 5 percentage ="]),
    ("It gained «0.4 percentage points» .", ["percent 0.4 0.4 percentage point ="]),
    ("It fell by «40 basis points» .", ["percent 40 40 basis point ="]),
    # ranges share scale and unit; a change is no range
    ("It grew by «6 to 9 per cent» .", ["percent 6 9 percentage ="]),
    ("It costs «$3-4bn» .", ["money 3000000000 4000000000 dollar ="]),
    ("It takes between «$14 and $19 per share» .", ["money 14 19 dollar per share ="]),
    ("Prices range from «$240,000 to $3.2 million» .", ["money 240000 3200000 dollar ="]),
    ("It rose from «310» to «340» points .", ["count 310 310 None =", "count 340 340 None ="]),
    ("Output fell from «9 per cent» to «6 per cent» .", ["percent 9 9 percentage =", "percent 6 6 percentage ="]),
    ("It rose «8» points to «2,310» points .", ["count 8 8 None =", "count 2310 2310 None ="]),
    ("It cuts waste by «4 percent to 12 percent» .", ["percent 4 12 percentage ="]),
    ("The index lost «0.4 percent» to «27,090.81» .", ["percent 0.4 0.4 percentage =", "count 27090.81 27090.81 None ="]),
    ("It had to pay «A $5 million» .", ["money 5000000 5000000 australian dollar ="]),
    ("Only «half» — «55 percent» — left .", ["ratio 0.5 0.5 None =", "percent 55 55 percentage ="]),
    ("a group of «5- to 10-year-olds» .", ["age 5 10 year of age ="]),
    ("a «7- or 8-year» term .", ["duration 7 8 year ="]),
    ("a «12»-by-«15-foot» room .", ["measure 12 12 foot =", "measure 15 15 foot ="]),
    # headlines capitalise what is no name
    ("Company Unveils «3» New Phones", ["count 3 3 None ="]),
    ("«5» Things You Need To Know", ["count 5 5 None ="]),
    # words, fractions, multiples and shares
    ("«Two and a half million» people left .", ["count 2500000 2500000 None ="]),
    ("«A dozen» people left .", ["count 12 12 None ="]),
    ("«Half a million» people left .", ["count 500000 500000 None ="]),
    ("It weighs «2 1/2 tonnes» .", ["measure 2.5 2.5 metric ton ="]),
    ("«One in five» voters stayed .", ["ratio 0.2 0.2 None ="]),
    ("«Three quarters» of the voters stayed .", ["ratio 0.75 0.75 None ="]),
    ("It is «twice» as big as before .", ["ratio 2 2 None ="]),
    ("Profit «tripled» .", ["ratio 3 3 None ="]),
    ("«Dozens» of people were hurt .", ["count 12 120 None ="]),
    ("«Tens of thousands» of people marched .", ["count 10000 100000 None ="]),
    # both digit groupings, Indian groups, no-break spaces, Unicode minus
    ("«1.234,5 km» of road .", ["measure 1234.5 1234.5 kilometre ="]),
    ("«12,34,567» people voted .", ["count 1234567 1234567 None ="]),
    ("«1\u00a0234\u00a0567» people voted .", ["count 1234567 1234567 None ="]),
    ("It was «−5 °C» outside .", ["measure -5 -5 celsius ="]),
    ("It was «minus-40 degrees Fahrenheit» .", ["measure -40 -40 fahrenheit ="]),
    # hedges move nothing
    ("Nearly «60» people came .", ["count 60 60 None ~"]),
    ("more than «1,000» people came .", ["count 1000 1000 None >"]),
    ("at least «seven» towns voted .", ["count 7 7 None >="]),
    ("up to «$6 million» was paid .", ["money 6000000 6000000 dollar <="]),
    ("just under «35 percent» of it .", ["percent 35 35 percentage <"]),
    ("some «200» people came .", ["count 200 200 None ~"]),
    ("«600» or more people came .", ["count 600 600 None >="]),
    ("«25» or so houses burned .", ["count 25 25 None ~"]),
    ("It protects «900» homes or more .", ["count 900 900 None >="]),
    ("just shy of «100 miles» of road .", ["measure 100 100 mile <"]),
    ("a «$15» minimum wage .", ["money 15 15 dollar ="]),
    # a scale, a rate or a unit of several words behind a hyphen
    ("a «$1.5-trillion» tax cut .", ["money 1500000000000 1500000000000 dollar ="]),
    ("a «$15-an-hour» job .", ["money 15 15 dollar per hour ="]),
    ("a «25-basis-point» cut .", ["percent 25 25 basis point ="]),
    ("a «1,500-square-foot» flat .", ["measure 1500 1500 square foot ="]),
    ("«A quarter of a million» people left .", ["count 250000 250000 None ="]),
    # a unit said once holds for the second figure
    ("It was ahead «51 percent» to «44» .", ["percent 51 51 percentage =", "percent 44 44 percentage ="]),
    ("One stood at «31 percent» and the other at «17» .", ["percent 31 31 percentage =", "percent 17 17 percentage ="]),
    ("They had «13» and «7 percent» .", ["percent 13 13 percentage =", "percent 7 7 percentage ="]),
    ("It was «3.4 per cent» , compared with «2.9» then .", ["percent 3.4 3.4 percentage =", "percent 2.9 2.9 percentage ="]),
    ("a «6-foot»-«7» forward .", ["measure 6 6 foot =", "measure 7 7 inch ="]),
    ("children over «5» and under «12» .", ["age 5 5 year of age >", "age 12 12 year of age <"]),
    # how many times as much
    ("It trades at «15x» earnings .", ["ratio 15 15 time ="]),
    ("a «2.5-fold» rise .", ["ratio 2.5 2.5 time ="]),
    # shares in pence, and the trades' own units
    ("The share closed at «1,234p» .", ["money 1234 1234 penny ="]),
    ("The rupee lost «23 paise» .", ["money 23 23 paisa ="]),
    ("It fell to «$2.87 per million British thermal units» .", ["money 2.87 2.87 dollar per mega british thermal unit ="]),
    ("It earned «$2.34 per diluted share» .", ["money 2.34 2.34 dollar per share ="]),
    ("It met over «three days» .", ["duration 3 3 day ="]),
    ("It has a «40MP» + «20MP» camera .", ["measure 40 40 megapixel =", "measure 20 20 megapixel ="]),
    ("It ran for «210 passing yards» .", ["measure 210 210 yard ="]),
    ("a magnitude «6.4» earthquake .", ["measure 6.4 6.4 magnitude ="]),
    ("a «7.8-magnitude» earthquake .", ["measure 7.8 7.8 magnitude ="]),
    ("It goes from «0 to 60 mph» .", ["measure 0 60 mile per hour ="]),
    # measures
    ("It drove at «93 mph» .", ["measure 93 93 mile per hour ="]),
    ("It covers «420 square miles» .", ["measure 420 420 square mile ="]),
    ("The «5.7-inch» screen .", ["measure 5.7 5.7 inch ="]),
    ("It has «32GB» of memory .", ["measure 32 32 gigabyte ="]),
    ("a current of «2.4 A/cm2» .", ["measure 2.4 2.4 ampere per square centimetre ="]),
    # ages
    ("Roth, «48», left .", ["age 48 48 year of age ="]),
    ("a «48-year-old» man .", ["age 48 48 year of age ="]),
    ("His brother, «29», left .", ["age 29 29 year of age ="]),
    ("She died at «88» .", ["age 88 88 year of age ="]),
    ("They put the number of dead at «five» .", ["count 5 5 None ="]),
    ("those «45» and older .", ["age 45 45 year of age >="]),
    ("people «aged 65» and over .", ["age 65 65 year of age >="]),
    ("rock «90 million years old» .", ["age 90000000 90000000 year of age ="]),
    ("those who turn «21» prior to the match .", ["age 21 21 year of age ="]),
    ("Theresa May, «60», said so .", ["age 60 60 year of age ="]),
    # one in so many, however it is joined
    ("«Four-in-five» voters stayed .", ["ratio 0.8 0.8 None ="]),
    # "up to" is a bound, "add up to" a sum; to surpass is to be more
    ("The losses would add up to «$2.6 trillion» .", ["money 2600000000000 2600000000000 dollar ="]),
    ("The loss would surpass «$3 trillion» .", ["money 3000000000000 3000000000000 dollar >"]),
    ("It was «61 percent» among those at work and more than «73 percent» among others .", ["percent 61 61 percentage =", "percent 73 73 percentage >"]),
    ("He drew «$40 million» over a «nine-month» stay .", ["money 40000000 40000000 dollar =", "duration 9 9 month ="]),
    ("perhaps «1,300» people came, maybe «2,000» .", ["count 1300 1300 None ~", "count 2000 2000 None ~"]),
    ("The average age of members was «52» .", ["age 52 52 year of age ="]),
    # shares of a vote are no range, whoever lost
    ("She lost the valley «38 percent» to «57 percent» .", ["percent 38 38 percentage =", "percent 57 57 percentage ="]),
    # a part of one percent
    ("It missed by less than «one-half of one percent» .", ["percent 0.5 0.5 percentage <"]),
    ("It rose «a tenth of a percentage point» .", ["percent 0.1 0.1 percentage point ="]),
    ("The youngest was «11», and nobody under «40» came .", ["age 11 11 year of age =", "age 40 40 year of age <"]),
    ("A rookie guard, «20», blocked it .", ["age 20 20 year of age ="]),
    ("It was spread over «four» signings .", ["count 4 4 None ="]),
    ("So far this year «4,180» fires have burned .", ["count 4180 4180 None ="]),
    ("It grew in «four weeks» to «22 million» users .", ["duration 4 4 week =", "count 22000000 22000000 None ="]),
    ("Lines lasted «as long as three hours» .", ["duration 3 3 hour <="]),
    ("ROTTERDAM, Nov 21 - «Sixty-five» people were held .", ["count 65 65 None ="]),
    # powers of ten
    ("It weighs «5.97×10^24 kilograms», or «2 x 10−3 kg», or «6.02 × 10²³ grams» .", ["measure 5970000000000000000000000 5970000000000000000000000 kilogram =", "measure 0.002 0.002 kilogram =", "measure 602000000000000000000000 602000000000000000000000 gram ="]),
    ("It rose «6.4%» to «2.35» when they met .", ["percent 6.4 6.4 percentage =", "count 2.35 2.35 None ="]),
    ("It went from about «31-33 mpg» to «40» for vans .", ["measure 31 33 mile per gallon ~", "measure 40 40 mile per gallon ="]),
    ("It has «410bhp» and «300hp» .", ["measure 410 410 brake horsepower =", "measure 300 300 horsepower ="]),
    ("She came with the now-«30 month-old» calf .", ["age 30 30 month of age ="]),
    ("It took «four dreary weeks» and «20 glorious years» .", ["duration 4 4 week =", "duration 20 20 year ="]),
    # half of a unit, and rare fractions
    ("He walked «half a mile» with «half a tonne» .", ["measure 0.5 0.5 mile =", "measure 0.5 0.5 metric ton ="]),
    ("It rose by «half a percentage point» .", ["percent 0.5 0.5 percentage point ="]),
    ("It is «one-fifteenth» of the width .", ["ratio 0.06666666666666666666666666667 0.06666666666666666666666666667 None ="]),
    # rand, and millions of people with a capital
    ("It cost «R2.1bn», then «R1,200» .", ["money 2100000000 2100000000 south african rand =", "money 1200 1200 south african rand ="]),
    ("Some «43m» Americans watched the «100m» Freestyle .", ["count 43000000 43000000 None ~", "measure 100 100 metre ="]),
    # a unit said once holds for the bare end of a change, and for the next sum of its kind
    ("It descended from «36,000 feet» to «10,000» in the cloud .", ["measure 36000 36000 foot =", "measure 10000 10000 foot ="]),
    ("It fell to «22.2 billion euros» from a revised «19.7 billion» .", ["money 22200000000 22200000000 euro =", "money 19700000000 19700000000 euro ="]),
    ("It paid «45 million euros» plus a possible «10 million» in fees .", ["money 45000000 45000000 euro =", "money 10000000 10000000 euro ="]),
    ("It has «$4 billion» in cash and «2 billion» people as users .", ["money 4000000000 4000000000 dollar =", "count 2000000000 2000000000 None ="]),
    ("The Greens were up «two» to «9%» .", ["count 2 2 None =", "percent 9 9 percentage ="]),
    # powers and feet
    ("It covers «5 km²», holds «7 m³» and falls at «9.8 m/s²» .", ["measure 5 5 square kilometre =", "measure 7 7 cubic metre =", "measure 9.8 9.8 metre per square second ="]),
    ("He is «5'»«11\"» tall, his guard «6’»«2”» .", ["measure 5 5 foot =", "measure 11 11 inch =", "measure 6 6 foot =", "measure 2 2 inch ="]),
    ("It has a «9.7\"» screen, its edge is «11.5″» .", ["measure 9.7 9.7 inch =", "measure 11.5 11.5 inch ="]),
    # units of science, energy and data
    ("It holds «800 petabytes» .", ["measure 800 800 petabyte ="]),
    ("It stores «2.5 TWh» at «400 kV» .", ["measure 2.5 2.5 terawatt hour =", "measure 400 400 kilovolt ="]),
    ("«40 kVA», «5 Gbit/s», «12 mSv» .", ["measure 40 40 kilovolt-ampere =", "measure 5 5 gigabit per second =", "measure 12 12 millisievert ="]),
    ("It is «4.2 light-years» away .", ["measure 4.2 4.2 light-year ="]),
    ("a «6.5 TeV» beam .", ["measure 6.5 6.5 teraelectronvolt ="]),
    ("It shines with «600 nits» .", ["measure 600 600 candela per square metre ="]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_figure_says_what_is_printed(sentence: str, expected: list[str]) -> None:
    text, spans = unmarked(sentence)
    found = [row for row in quantities(text) if row.kind not in ("date", "set", "ordinal", "rank")]
    said = [f"{row.kind} {row.low} {row.high} {row.unit} {row.hedge}" for row in found]
    assert said == expected
    assert [(row.start, row.end) for row in found] == spans


NO_FIGURES = [
    "The report Global Trends 2040 says so.",
    "Support for the One China principle grew.",
    "It was no zero-sum game.",
    "The Beijing 2022 Winter Olympic Games opened.",
    "The virus causes COVID-19, said the G20.",
    "She flew on a Boeing 737 and used Windows 10.",
    "Article 5 was invoked under Section 230.",
    "No one came, and this one left at one point.",
    "Here one wonders, and one admits that it is true.",
    "They beat each other one by one.",
    "They won 2-1 at home.",
    "Call +44 20 7946 0000 now.",
    "He lives at 10 Downing Street.",
    "See https://example.org/2019/04/12345 for it.",
    "The S&P 500 and the FTSE 100 closed.",
    "Channel 5 showed it, on Flight 804.",
    "1. Introduction",
    "As shown before [15], it works.",
    "The PS4 has a 4K screen and the 401(k) grew.",
    "Highs in the upper 60s, said a man in his 40s.",
    "The odds were 10/1, then 50/50.",
    "He was 25-for-38 on 10-of-20 shooting, and won 7-6 (5).",
    "A third party ran, with USB 3.1 and PCIe 4.0.",
    "In the first half of the match they got time-and-a-half pay.",
    '<post id="501220042213119" time="1211104800">Hello there.',
    "He was moved to ward 7B in May.",
    "Seven Network said so, on the R2 road.",
    "One day we will look back.",
    "Call 0800 555111 now.",
    "She flew the 737 Max and a 757, said pilots of 787 jets.",
    "She calls 911 less often, and watches in 8K, or in 4K.",
    "Write to us in Springfield, IL, 62701, for it.",
    "It was loud in the 1930s and 40s.",
    "It was a twenty-first birthday.",
    "Back in '16 they lost, and again in '20.",
]


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_a_number_in_a_name_a_code_or_an_idiom_is_no_figure(sentence: str) -> None:
    assert [row.text for row in quantities(sentence) if row.low is not None and row.kind != "ordinal"] == []


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("It has 9,000 nurses in the country.", "nurses"),
        ("Over 600 hip operations were done.", "hip operations"),
        ("Dozens of people were hurt.", "people"),
        ("It counts nine thousand cars per day.", "cars per day"),
        ("One of the town's harbours froze.", "harbours"),
        ("They spent 30 per cent of its income on it.", "income"),
        ("Sales to farms grew 4%.", "Sales to farms"),
        ("They wanted another cup or two.", "cup"),
        ("The 22-member committee met.", "member"),
        ("He scored 300 runs in the match.", "runs"),
        ("She bought 40 CDs last season.", "CDs"),
        ("They had 10 or more children.", "children"),
        ("There are 12 million monthly paying readers.", "monthly paying readers"),
        ("They heard one New Zealand farmer.", "New Zealand farmer"),
        ("There were two separate but equal parts.", "separate but equal parts"),
        ("It happened five times.", "times"),
        ("It was said of 38 percent of rural schools.", "rural schools"),
        ("It froze in two of the previous five winters.", "winters"),
        ("They asked 80 carefully chosen villages.", "chosen villages"),
        ("She had 640 total votes.", "total votes"),
        ("He has two grandchildren that sing.", "grandchildren"),
        ("The 1,200-strong crowd left.", "crowd"),
        ("It asked nine current and former pilots.", "current and former pilots"),
        ("It asked 45 bakers, brewers and butchers.", "bakers"),
        (
            "She won the five Nordic and Baltic regattas.",
            "Nordic and Baltic regattas",
        ),
        (
            "It sent 90 masked and hooded traffic wardens.",
            "masked and hooded traffic wardens",
        ),
        ("One of the truly odd questions is this.", "odd questions"),
        ("It weighs the two rivals’ plans.", "rivals"),
        ("He passed the 2,500 signature threshold.", "signature"),
        ("It was a 12 point lead.", "point"),
        ("They sold three spare 747 Jumbo jets.", "spare 747 Jumbo jets"),
        ("It sells six-, seven- and nine-string guitars.", "string"),
        ("It has two 12.3-inch screens.", "screens"),
        ("They will meet two more times this year.", "times"),
        ("They took 19 of a possible 21 points.", "points"),
        ("Each of them gets half a vote.", "vote"),
        ("Millions of the island's 12 million loyal readers came.", "loyal readers"),
        ("It asked 640 freshly-trained young guides.", "young guides"),
        ("They had a choice of six paid holidays.", "paid holidays"),
        ("She won by 41,310 to 39,877 votes.", "votes"),
        ("It hired 75 kitchen personnel.", "kitchen personnel"),
        ("Doctors saw the 17 wounded at once.", "wounded"),
        ("They won the first two rounds to count.", "rounds"),
        ("They lost the last three home games.", "home games"),
    ],
)
def test_what_is_counted_is_a_span_without_its_determiner(sentence: str, subject: str) -> None:
    found = next(row for row in quantities(sentence) if row.low is not None).subject
    assert found is not None
    assert (found.text, sentence[found.start : found.end]) == (subject, subject)


@pytest.mark.parametrize(
    ("sentence", "steps"),
    [
        ("It paid $145 billion.", ["1000000000"]),
        ("It paid $9.50.", ["0.01"]),
        ("It paid 1,200 people.", ["1"]),
        ("Two people left.", ["None"]),
    ],
)
def test_the_printed_digits_say_how_precise_the_claim_is(sentence: str, steps: list[str]) -> None:
    assert [str(row.step) for row in quantities(sentence)] == steps


@pytest.mark.parametrize(
    ("sentence", "aspect"),
    [
        ("Prices rose 5%.", "change"),
        ("8,500 troops would be sent.", "forecast"),
        ("In May it paid $65.", "level"),
        ("The ministers set a price cap of $65.", "level"),
        ("It is set to reach $65.", "forecast"),
        ("Prices rose to 5%.", "level"),
        ("Shares were up 3 points.", "change"),
        ("There was a 3 percent drop.", "change"),
        ("It holds 21 percent of the trade.", "share"),
        ("It is expected to reach 5%.", "forecast"),
    ],
)
def test_a_change_a_share_and_a_forecast_are_told_from_a_level(sentence: str, aspect: str) -> None:
    assert [row.aspect for row in quantities(sentence) if row.kind != "date"] == [aspect]


def test_the_base_of_a_change_is_no_level_of_its_own_time() -> None:
    assert [row.aspect for row in quantities("It fell from 9 per cent to 6 per cent.")] == ["change", "level"]


@pytest.mark.parametrize(
    "phrase",
    [
        "Moscow’s biggest trading partner",
        "the first in two years",
        "the greatest at this point in time since the time of Stalin and Mao",
        "the world's second-largest economy",
        "the fewest since March 1974",
        "the first in person meeting between the two leaders in two years",
        "the first visit by a minister since 2014",
    ],
)
def test_a_ranking_is_one_whole_phrase(phrase: str) -> None:
    ranks = [row for row in quantities(f"It is now {phrase}.") if row.kind in ("rank", "ordinal")]
    assert [row.text for row in ranks] == [phrase]


def test_a_place_in_a_ranking_stands_alone_behind_its_verb() -> None:
    rows = quantities("Finland was ranked fifth, and Norway finished 3rd.")
    assert [(row.kind, row.text, row.low) for row in rows] == [("ordinal", "fifth", 5), ("ordinal", "3rd", 3)]


@pytest.mark.parametrize("sentence", ["It won 24 per cent in the first round.", "It paid $2 in May 2023."])
def test_a_round_or_a_date_is_not_what_an_amount_is_of(sentence: str) -> None:
    subject = quantities(sentence)[0].subject
    assert subject is None or subject.text in ("It",)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was 41 fewer than before.",
        "Of them 13 going to the west.",
        "The two regret it.",
        "In all, 7 million read it.",
        "It was 1.1 billion a year ago.",
    ],
)
def test_a_verb_or_a_time_is_not_what_is_counted(sentence: str) -> None:
    assert [row.subject for row in quantities(sentence) if row.kind == "count"] == [None]


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("She won 31 medals and he won at least 27.", ["medals", "medals"]),
        ("They added 210 guards, up from 140 last year.", ["guards", "guards"]),
        ("He got 8 million votes, compared with 5 million for her.", ["votes", "votes"]),
        ("She won 31 medals. He won 27.", ["medals", None]),
        ("It has 19 doors and 4 of them open.", ["doors", None]),
        ("The east has 240 delegates, the west has 118.", ["delegates", "delegates"]),
        ("There were 19 deaths in the first arm and 15 in the other.", ["deaths", "deaths"]),
        ("He made 13 shots for 22, and others chipped in 41.", ["shots", None, None]),
        ("It cut off 31,200 customers in 15 towns; all but 4,000 had it back.", ["customers", "towns", None]),
        ("The city, which has 4,735 shops, had 883 last year.", ["shops", None]),
        ("It made 37 arrests and those held were under 18.", ["arrests", None]),
        ("It has 84 cases per 100,000 people, down from 131.", ["cases", "people", "cases"]),
    ],
)
def test_a_noun_said_once_holds_for_the_next_bare_number(sentence: str, subjects: list[str | None]) -> None:
    rows = [row for row in quantities(sentence) if row.kind == "count"]
    assert [row.subject and row.subject.text for row in rows] == subjects


def test_the_level_of_an_index_is_in_the_points_that_were_said_before() -> None:
    rows = quantities("The index rose 12.3 points, or 0.5%, to 2,789.01.")
    assert [(row.text, row.subject and row.subject.text) for row in rows if row.kind == "count"] == [
        ("12.3", "points"),
        ("2,789.01", "points"),
    ]


def test_a_conversion_in_brackets_keeps_the_hedge() -> None:
    rows = quantities("a debt of more than 3.4 million Danish crowns (US $0.5 million) in cash")
    assert [(row.unit, row.hedge) for row in rows] == [("danish krone", ">"), ("dollar", ">")]


def test_figures_of_the_page_are_marked() -> None:
    assert [row.furniture for row in extract(document("Read 5 more stories", furniture=True))] == [True]


def test_a_range_of_words_is_exact_in_decimals() -> None:
    row = one("They waited three or four hours.")
    assert (row.low, row.high, row.unit) == (Decimal(3), Decimal(4), "hour")
