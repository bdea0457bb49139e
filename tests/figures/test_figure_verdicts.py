"""A figure's verdict from its comparisons, and what one document's own figures get wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.extractors.quantities import extract
from audit.matching.figures import with_license
from audit.model import Document, FigureComparison, FigureRelation, Paragraph, Quantity
from audit.rules import rules
from audit.verdicts.figure_checks import FigureCheck, check_figures
from audit.verdicts.figures import ORDER, judge_quantity, level_of, rule_of

relations = st.lists(st.sampled_from(ORDER), max_size=6)


def said(relation: FigureRelation) -> FigureComparison:
    return FigureComparison(relation, f"They {relation}.")


@given(relations)
def test_the_verdict_is_the_first_of_the_order_that_holds(found: list[FigureRelation]):
    verdict = judge_quantity([said(relation) for relation in found]).verdict

    assert verdict == next((relation for relation in ORDER if relation in found), "uncompared")


def test_the_order_is_that_of_the_contract():
    assert ORDER == ("conflict", "near", "unresolved", "update", "compatible", "agree")


def test_the_reason_is_that_of_the_verdict_and_counts_the_others():
    judged = judge_quantity([said("agree"), said("near"), said("agree")])

    assert (judged.verdict, judged.reason) == ("near", "They near. Others: 2 agree.")
    assert judge_quantity([said("update")]).reason == "They update."


@pytest.mark.parametrize(
    ("comparison", "level"),
    [
        (said("conflict"), "error"),
        (FigureComparison("conflict", "", hint="factor of a thousand"), "error"),
        (FigureComparison("conflict", "", hint="smaller later"), "warning"),  # sources correct their counts
        (said("near"), "warning"),
        (said("unresolved"), "note"),
        (said("update"), None),
        (said("compatible"), None),
        (said("agree"), None),
    ],
    ids=lambda value: getattr(value, "hint", None) or getattr(value, "relation", ""),
)
def test_how_loudly_a_comparison_speaks(comparison: FigureComparison, level: str | None):
    assert level_of(comparison) == level
    known = {rule.id: rule.level for rule in rules()}
    assert known.get(rule_of(comparison) or "") == level


# --- inside one document


def checks(text: str) -> tuple[FigureCheck, ...]:
    one = Document("one.txt", "one.txt", text, (Paragraph(0, 0, len(text), "body"),))
    return check_figures(one, [with_license(quantity) for quantity in extract(one)])


WRONG = [
    # parts and totals
    ("30 people were hurt: 12 men, 10 women and 7 children.", "total-mismatch", "make 29"),
    ("The committee has 20 members: 9 from Spain, 6 from Italy and 6 from Malta.", "total-mismatch", "make 21"),
    ("The court heard 12 men, 10 women and 7 children, a total of 30 witnesses.", "total-mismatch", "make 29"),
    ("Of the 40 visitors whom we asked, 12 came from Asia, 17 from Europe and 13 from America.", "total-mismatch", "more than that"),
    ("Of 30 passengers, 20 of them men and 15 women, all survived.", "total-mismatch", "more than that"),
    ("The budget of $10 billion is made up of $4 billion for schools and $3 billion for roads.", "total-mismatch", "7,000,000,000"),
    ("Some said 40 percent yes, 35 percent no, and the remaining 30 percent had no opinion.", "impossible-percentage", "105"),
    # GRIM
    ("45 per cent of the 37 members voted for the motion.", "impossible-percentage", "17 (45.9 %)"),
    ("33 percent of the 10 judges agreed.", "impossible-percentage", "no whole number"),
    ("12 of the 37 members (40 per cent) voted for the motion.", "impossible-percentage", "32.4 per cent"),
    ("Of the seven judges on the panel, 45 percent were appointed by the president.", "impossible-percentage", "3 (42.9 %)"),
    ("Most agreed. Of its 20 members, 33 percent live abroad.", "impossible-percentage", "no whole number"),
    ("In a trial with 12 patients, 38 percent of the patients recovered.", "impossible-percentage", "5 (41.7 %)"),
    # more than everything
    ("110 percent of voters supported the treaty.", "impossible-percentage", "more than all of the voters"),
    ("The population fell by 120 percent.", "impossible-percentage", "Nothing falls by more"),
]  # fmt: skip

RIGHT = [
    "30 people were hurt: 12 men, 10 women and 8 children.",
    "Of 30 passengers, 20 of them men and 10 women, all survived.",
    "Of 30 passengers, 12 of them men and 10 women, eight survived.",
    "30 people were hurt, including 12 men and 10 women.",  # not everybody is told
    "30 people were hurt: 12 men, 10 women and a child who was asleep.",  # a part without a number
    "30 people were hurt: 12 men, 10 women and several children.",
    "Of the 40 visitors whom we asked, 12 came from Asia and 17 from Europe.",
    "About 30 people were hurt: 12 men, 10 women and 7 children.",  # a hedge is no total
    "12 men, 10 women and 7 children were hurt, bringing the total to 60.",  # a running total
    "The budget of $10 billion is made up of $4.2 billion for schools and $5.9 billion for roads.",  # rounding
    "The match lasted 90 minutes: 2 goals, 3 cards and 1 injury.",  # minutes are no goals
    "45.9 per cent of the 37 members voted for the motion.",
    "46 per cent of the 37 members voted for the motion.",
    "Of the seven judges on the panel, 43 percent were appointed by the president.",
    "Of the seven judges on the panel, about 45 percent were appointed by the president.",
    "Of the seven firms, profits at three rose 45 percent.",  # another share
    "Of the seven firms, 45 percent of the staff were women.",  # of the staff
    "Of the seven firms, 45 percent more were sold.",  # a change
    "In a trial with 12 patients, 38 percent of the nurses fell ill.",
    "In a trial with 12 patients and 250 other patients, 38 percent of the patients recovered.",
    "About 45 per cent of the 37 members voted for the motion.",
    "45 per cent of the 37 million voters stayed at home.",  # a rounded group says nothing
    "12 of the 37 members (32 per cent) voted for the motion.",
    "Public debt rose to 120 percent of output.",
    "Profit fell by 120 percent.",  # into a loss
    "Sales rose 120 percent.",
    "Some said 40 percent yes, 35 percent no, and the remaining 25 percent had no opinion.",
    "They hold three beliefs: that a pact is between one state and one bank, and two others.",  # between no parts
    "They hold three beliefs: that a pact is between one state and one bank.",
    "The city has 12 schools, 10 parks and 7 libraries.",
]


@pytest.mark.parametrize(("text", "rule", "words"), WRONG, ids=[text[:60] for text, _, _ in WRONG])
def test_figures_that_cannot_be_right_together(text: str, rule: str, words: str):
    found = checks(text)

    assert [check.rule_id for check in found] == [rule]
    assert words in found[0].message
    assert rule in {known.id for known in rules()}


@pytest.mark.parametrize("text", RIGHT)
def test_figures_that_can_be_right(text: str):
    assert checks(text) == ()


@given(st.integers(1, 300), st.integers(0, 1000))
def test_a_percentage_is_impossible_when_no_count_of_the_group_rounds_to_it(size: int, tenths: int):
    share = Decimal(tenths) / 10
    text = f"{share} percent of the {size} members"
    half = Decimal("0.05")
    figures = (
        Quantity("percent", 0, text.index(" of"), text[: text.index(" of")], low=share, high=share,
                 licensed_low=share - half, licensed_high=share + half, unit="percentage"),
        Quantity("count", text.index(str(size) + " m"), len(text) - 8, str(size), low=Decimal(size), high=Decimal(size),
                 licensed_low=Decimal(size), licensed_high=Decimal(size)),
    )  # fmt: skip
    one = Document("one.txt", "one.txt", text, (Paragraph(0, 0, len(text), "body"),))
    possible = any(abs(Decimal(count) * 100 / size - share) <= half for count in range(size + 1))

    assert (check_figures(one, figures) == ()) == possible


@given(st.text(alphabet="0123456789 %,.;:()andofthetotal$", max_size=120))
def test_no_text_makes_the_checks_fail(text: str):
    checks(text)
