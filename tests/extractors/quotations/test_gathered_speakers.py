"""One speaker across documents, under the name that reads best, where it is certain that it is one."""

import pytest

from audit.extractors.names import read_name
from audit.extractors.quotations import extract
from audit.extractors.speakers import gather
from audit.model import Speaker

from .quotation_documents import document_of


def gathered(**texts: str) -> tuple[dict[str, Speaker], dict[tuple[str, int], str]]:
    claims = {name: extract(document_of(text, name)) for name, text in texts.items()}
    speakers, names = gather(claims)
    return {speaker.name: speaker for speaker in speakers}, names


def test_one_person_in_two_documents_is_one_speaker_with_every_name_used() -> None:
    speakers, _ = gathered(
        first="Foreign Minister Wang Yi said that trade would grow.",
        second="Chinese State Councilor and Foreign Minister Wang Yi said that peace would last.",
    )
    assert set(speakers) == {"Wang Yi"}
    assert speakers["Wang Yi"].kind == "person"
    assert set(speakers["Wang Yi"].aliases) == {
        "Foreign Minister Wang Yi",
        "Chinese State Councilor and Foreign Minister Wang Yi",
    }


def test_a_surname_joins_a_full_name_of_another_document_where_a_title_says_so() -> None:
    speakers, names = gathered(
        first="Foreign Minister Wang Yi said that trade would grow.",
        second="Foreign Minister Wang said that peace would last.",
    )
    assert set(names.values()) == {"Wang Yi"}
    assert "Foreign Minister Wang" in speakers["Wang Yi"].aliases


def test_a_bare_surname_of_another_document_is_not_taken_for_the_same_person() -> None:
    speakers, _ = gathered(
        first="Foreign Minister Wang Yi said that trade would grow.",
        second="Wang said that the shop would close.",
    )
    assert set(speakers) == {"Wang Yi", "Wang"}


def test_a_middle_initial_makes_no_other_person() -> None:
    speakers, _ = gathered(
        first="Franklin D. Roosevelt said that fear was to be feared.",
        second="Franklin Roosevelt said that the bank was open.",
    )
    assert len(speakers) == 1


def test_a_pronoun_that_is_not_certain_has_no_speaker() -> None:
    speakers, names = gathered(one="“It is late,” he said.")
    assert speakers == {}
    assert names == {}


def test_kinds_read_well_in_a_list_of_facets() -> None:
    speakers, _ = gathered(
        one="China said that it agreed.\nThe joint statement opposed the return of rivalry.\nBoth sides said that they met.\n"
        "The World Health Organization warned that cases rose.\nA senior official said that it was late."
    )
    assert {name: speaker.kind for name, speaker in speakers.items()} == {
        "China": "country",
        "The joint statement": "document",
        "Both sides": "group",
        "World Health Organization": "organisation",
        "A senior official": "unknown",
    }


def test_a_short_mention_is_the_one_fuller_mention_of_the_same_noun_before_it() -> None:
    speakers, names = gathered(
        one="Both sides issued a joint statement.\nThe statement said that they agreed.",
        other="The joint statement opposed the return of rivalry. It was long. The statement said that peace would last.",
    )
    assert set(speakers) == {"The joint statement"}
    assert speakers["The joint statement"].aliases == ("The statement",)
    assert len(names) == 3


def test_a_short_mention_between_two_fuller_ones_keeps_its_own_name() -> None:
    speakers, _ = gathered(
        one="The joint statement was long. The final draft statement was short.\nThe statement said that they agreed."
    )
    assert set(speakers) == {"The statement"}


def test_a_fuller_mention_that_follows_is_not_what_a_short_one_means() -> None:
    speakers, _ = gathered(one="The report warned that cases rose.\nThe annual report came later.")
    assert set(speakers) == {"The report"}


def test_a_description_keeps_what_tells_it_from_others() -> None:
    speakers, _ = gathered(
        one="A spokesman for the ministry said that it was late.\nThe former secretary of state said that it rained.\n"
        "37 percent of voters said that they agreed.\nThe company said that it grew.\n"
        "Many of the delegates said that they agreed."
    )
    assert set(speakers) == {
        "A spokesman for the ministry",
        "The former secretary of state",
        "37 percent of voters",
        "The company",
        "Many of the delegates",
    }


def test_a_description_is_somebody_else_in_every_document() -> None:
    speakers, names = gathered(
        first="The company said that it grew. The spokesman said that it was late.",
        second="On Monday the company said that it shrank.",
    )
    assert set(speakers) == {"The company (in first)", "The company (in second)", "The spokesman"}
    assert names["first", 0] != names["second", 0]
    assert "The company" in speakers["The company (in first)"].aliases


def test_a_description_with_a_name_in_it_is_one_speaker_everywhere() -> None:
    speakers, _ = gathered(
        first="U.S. officials said that it grew. Republicans said that it was late.",
        second="U.S. officials said that it shrank. Republicans said that it was early.",
    )
    assert set(speakers) == {"U.S. officials", "Republicans"}


def test_a_plural_that_starts_a_sentence_is_as_common_as_inside_one() -> None:
    speakers, _ = gathered(
        one="Police said that it was late.", other="On Monday police said that it was early."
    )
    assert set(speakers) == {"Police (in one)", "Police (in other)"}


def test_a_day_is_nobody() -> None:
    speakers, names = gathered(
        one="“It is late,” he said.\nMeanwhile, Super Tuesday came.\n“We go on,” he said."
    )
    assert (speakers, names) == ({}, {})


def test_who_follows_the_name_nearest_to_it() -> None:
    speakers, _ = gathered(
        one="He raised money with help from Labor Minister Wang Yi, who said that he expects a deal."
    )
    assert set(speakers) == {"Wang Yi"}


def test_who_after_a_spokesman_for_somebody_is_not_that_somebody() -> None:
    speakers, _ = gathered(one="A spokesman for Angela Merkel, who said that he was busy, left.")
    assert "Angela Merkel" not in speakers


def test_what_names_and_describes_nobody_is_no_speaker() -> None:
    speakers, _ = gathered(one="Another said that it was late. 55 percent said that they agreed.")
    assert speakers == {}


@pytest.mark.parametrize(
    "mention", ["last week", "two weeks", "that night", "Super Tuesday", "There’s", "What's"]
)
def test_days_and_words_that_point_are_nobody(mention: str) -> None:
    assert read_name(mention) is None


@pytest.mark.parametrize(
    ("mention", "name", "kind"),
    [
        ("Secretary of State John F. Kerry", "John F. Kerry", "person"),
        ("Secretary of the Treasury Janet Yellen", "Janet Yellen", "person"),
        ("a few weeks after Angela Merkel", "Angela Merkel", "person"),
        ("advisers to Angela Merkel", "Advisers to Angela Merkel", "group"),
        ("author Stephen King", "Stephen King", "person"),
        ("the U.S. Court of Appeals for the 3rd Circuit", "U.S. Court of Appeals for the 3rd Circuit", "organisation"),
        ("former secretary of state Colin Powell", "Colin Powell", "person"),
        ("the Council on Trade Executive Director Angela Merkel", "Angela Merkel", "person"),
        ("Henry Ford II", "Henry Ford II", "person"),
        ("Theresa May", "Theresa May", "person"),
        ("the 43-year-old", "The 43-year-old", "unknown"),
        ("the tall, 71-year-old diplomat", "The tall 71-year-old diplomat", "unknown"),
        ("Authorities", "Authorities", "group"),
        ("Twitter", "Twitter", "organisation"),
        ("close to 300 people stood", "300 people", "group"),
        ("170 researchers compiling", "170 researchers", "group"),
        ("250,000 Syrians", "250,000 Syrians", "group"),
        ("a CNN/ORC poll", "A CNN/ORC poll", "document"),
    ],
)  # fmt: skip
def test_a_mention_is_read_as_a_list_of_speakers_should_print_it(mention: str, name: str, kind: str) -> None:
    read = read_name(mention)
    assert read is not None
    assert (read.text, read.kind) == (name, kind)
