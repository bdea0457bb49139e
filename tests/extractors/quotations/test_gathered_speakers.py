"""One speaker across documents, under the name that reads best, where it is certain that it is one."""

from .quotation_documents import document_of

from audit.extractors.quotations import extract
from audit.extractors.speakers import gather
from audit.model import Speaker


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
        "Joint statement": "document",
        "Both sides": "group",
        "World Health Organization": "organisation",
        "A senior official": "unknown",
    }
