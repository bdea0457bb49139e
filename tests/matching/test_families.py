"""The same quotation in many documents is one family: who was first, and which is closest to the source."""

from audit.matching.families import Member, group

SENTENCE = "We will rebuild every school on the coast before the next winter comes"


def test_variants_of_one_quotation_are_a_family_and_others_are_not() -> None:
    (family,) = group(
        [
            Member("a", "daily", SENTENCE, "2021-03-02"),
            Member("b", "weekly", "The harbour master denied that any vessel had been searched"),
            Member("c", "weekly", SENTENCE.replace("every", "each"), "2021-03-01", fidelity=0.8),
            Member("d", "monthly", "rebuild every school on the coast", None, fidelity=0.9),
        ]
    )
    assert family.members == ("a", "c", "d")
    assert family.documents == 3
    assert family.first == "c"
    assert family.closest == "d"


def test_without_dates_or_a_source_nobody_is_first_or_closest() -> None:
    (family,) = group([Member("a", "daily", SENTENCE), Member("b", "weekly", SENTENCE + " to us")])
    assert (family.first, family.closest) == (None, None)
    assert family.text == SENTENCE + " to us"


def test_short_terms_are_no_families() -> None:
    assert group([Member("a", "daily", "a free hand"), Member("b", "weekly", "a free hand")]) == ()


def test_no_members_no_families() -> None:
    assert group([]) == ()


def test_ten_thousand_copies_are_one_family() -> None:
    (family,) = group([Member(f"m{number}", f"d{number}", SENTENCE) for number in range(10_000)])
    assert len(family.members) == 10_000
