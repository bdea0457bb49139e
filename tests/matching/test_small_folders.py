"""A folder of two pages is a folder, too: what finds words in fifty megabytes finds them there."""

from audit.matching.index import SourceIndex
from audit.model import Document


def document(name: str, text: str) -> Document:
    return Document(name, name, text, ())


SPEECH = document(
    "speech.txt",
    "All this will not be finished in the first one hundred days. But let us begin.\n\n"
    "And so, my fellow Americans: ask not what your country can do for you--ask what you can do for your country.",
)
DRAFT = document("draft.txt", "He told them to “ask what your country can do for you.” They did.")


def test_a_quotation_and_its_source_are_no_phrase_of_the_language() -> None:
    (match,) = SourceIndex([DRAFT, SPEECH]).locate(
        "ask what your country can do for you.", exclude=["draft.txt"]
    )
    assert match.text == "ask not what your country can do for you"


def test_words_that_both_pages_share_by_chance_are_no_source() -> None:
    other = document(
        "other.txt", "What can you do for your country at this time of the year? Nobody could say."
    )
    assert SourceIndex([other]).locate("the first of the year in your country") == ()


def test_a_long_page_of_everyday_words_does_not_hide_the_source() -> None:
    words = (
        "China and Russia stand in the world and will not win as long as the world is in the hand of others. "
    )
    page = document("page.txt", words * 60)
    source = document(
        "source.txt", "Good morning. As long as we stand together hand in hand, hegemony will not win."
    )
    found = SourceIndex([page, source]).locate(
        "as long as we stand together hand in hand, hegemony will not win"
    )
    assert found[0].document_id == "source.txt"
