"""What a paragraph is, told by its words and its place."""

from collections.abc import Callable

import pytest

from audit.model import Document
from audit.readers import kinds

Read = Callable[..., Document]

PIECE = [
    "The ministry published its figures on Monday morning, an hour earlier than announced.",
    "They show that exports fell by three per cent in the first half of the year.",
    "An economist at the bank said that one month proves nothing, and that figures are revised.",
    "The opposition asked for a debate, which the speaker of the house refused on Tuesday.",
    "The next figures will be published in autumn, when the new method will be used.",
]


def kind_of(line: str, document: Document) -> str:
    [kind] = {p.kind for p in document.paragraphs if document.text[p.start : p.end] == line}
    return kind


def page(*, top: tuple[str, ...] = (), middle: tuple[str, ...] = (), end: tuple[str, ...] = ()) -> str:
    return "\n\n".join(["Exports fall", *top, *PIECE[:3], *middle, *PIECE[3:], *end])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: Exports rise in neighbouring countries", "related-link"),
        ("READ MORE | Exports rise", "related-link"),
        ("Also read – Imports, explained", "related-link"),
        ("» Lire aussi : Les exportations reculent", "related-link"),
        ("相关阅读：出口下降", "related-link"),
        ("(Related: How the figures are made)", "related-link"),
        ("You may also like", "related-link"),
        ("Click here to read the full report", "related-link"),
        ("Advertisement", "banner"),
        ("ADVERTISEMENT - CONTINUE READING BELOW", "banner"),
        ("Subscribe to our newsletter", "banner"),
        ("Share on Facebook", "banner"),
        ("Facebook Twitter LinkedIn Email", "banner"),
        ("4 min read", "banner"),
        ("1.2K shares", "banner"),
        ("We use cookies to improve your experience on this site.", "banner"),
        ("© 2023 The Example Review. All rights reserved.", "banner"),
        ("Photo: The harbour at night", "caption"),
    ],
)
def test_furniture_is_told_in_the_middle_of_a_piece(line: str, kind: str, document: Read) -> None:
    assert kind_of(line, document("a.txt", page(middle=(line,)))) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more than one newspaper, the minister told the students, and you will see.",
        "Related: the committee said it would look into the matter before the end of the year.",
        "More: the committee had promised an answer by spring, and none had come.",
        "Watch: the pilot had only one word for the crew before the landing.",
        "Share prices fell by three per cent on Tuesday.",
        "Home sales rose for the third month in a row.",
        "Advertisement spending fell by a fifth, the agency said.",
        "Subscribers paid more last year than ever before.",
        "The views expressed by the two ministers were far apart.",
        "The author is not named, and nobody at the ministry knows who it was.",
        "Contact was lost at noon, the operator of the satellite said.",
        "Photo evidence was shown in court on Friday.",
        "Copyright law will be changed, the minister said.",
        "Facebook and Twitter did not answer questions.",
        "The professor is a member of the council and a critic of the plan.",
    ],
)
@pytest.mark.parametrize("place", ["top", "middle", "end"])
def test_a_sentence_of_the_piece_is_never_furniture(sentence: str, place: str, document: Read) -> None:
    text = page(**{place: (sentence,)})
    assert kind_of(sentence, document("a.txt", text)) == "body"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The writer is a professor of economics at a public university.", "biography"),
        ("About the author", "biography"),
        ("The views expressed in this article are those of the author.", "disclaimer"),
        ("Disclaimer: the figures are provisional.", "disclaimer"),
        ("This article was originally published in another paper.", "disclaimer"),
        ("Email: desk@example.org", "contact"),
        ("desk[at]example.org", "contact"),
        ("Follow the desk on Twitter @example", "contact"),
        ("Correction: an earlier version gave the wrong month.", "correction"),
        ("Editor's note: the figures are provisional.", "editor-note"),
        ("Reporting by the economics desk", "byline"),
    ],
)
def test_what_is_said_about_a_piece_stands_at_its_end(line: str, kind: str, document: Read) -> None:
    expected = "body" if line.startswith("Reporting") else kind
    assert kind_of(line, document("a.txt", page(end=(line,)))) in (kind, expected, "heading")


def test_a_biography_in_the_middle_of_a_piece_is_prose(document: Read) -> None:
    sentence = "The writer is a professor of economics at a public university."
    text = "\n\n".join(["Exports fall", *PIECE[:2], sentence, *PIECE, *PIECE])
    assert kind_of(sentence, document("a.txt", text)) == "body"


def test_the_last_paragraph_about_somebody_in_the_piece_is_prose(document: Read) -> None:
    said = "Marie Curie said that the new method was better than the old one in every respect."
    last = "Marie Curie is a professor of physics in Paris and was not involved."
    text = "\n\n".join(["Exports fall", said, *PIECE, last])
    assert kind_of(last, document("a.txt", text)) == "body"


def test_lines_that_repeat_the_name_of_a_biography_belong_to_it(document: Read) -> None:
    biography = "Marie Curie is a professor of physics. Email: marie@example.org."
    text = page(end=(f"Marie Curie\nMarie Curie\n{biography}",))
    lines = [p.kind for p in document("a.txt", text).paragraphs]
    assert lines[-3:] == ["biography"] * 3


def test_the_date_of_a_page_banner_is_never_the_date_of_publication(document: Read) -> None:
    read = document("a.txt", "Sunday, July 21, 2024\n\n" + page())
    assert read.paragraphs[0].kind == "banner"
    assert read.facts.published is None


def test_a_lone_date_under_the_title_is_shown_but_not_trusted(document: Read) -> None:
    read = document("a.txt", page(top=("July 21, 2024",)))
    assert kind_of("July 21, 2024", read) == "dateline"
    assert read.facts.published is None


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("Published: 4 February 2022",), "2022-02-04"),
        (("Published on February 4th, 2022 at 10:30 GMT",), "2022-02-04"),
        (("By Marie Curie | Feb. 4, 2022",), "2022-02-04"),
        (("By Marie Curie", "February 4, 2022"), "2022-02-04"),
        (("Published: 4 February 2022 | Updated: 6 March 2023",), "2022-02-04"),
        (("Updated: 6 March 2023",), None),
        (("Published: 04/02/2022",), None),
        (("Published: 14/02/2022",), "2022-02-14"),
    ],
)
def test_a_byline_dates_the_piece(lines: tuple[str, ...], published: str | None, document: Read) -> None:
    facts = document("a.txt", page(top=lines)).facts
    assert (facts.published, facts.published_basis) == (published, "byline" if published else None)


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        (
            "BEIJING, Feb. 4, 2022 (Xinhua) -- The leaders met on Friday, the agency said in a report.",
            "2022-02-04",
        ),
        ("GENEVA, 4 February 2022 – The council met on Friday, it said in a short statement.", "2022-02-04"),
        ("BEIJING, Feb. 4 (Xinhua) -- The leaders met on Friday, the agency said in a report.", None),
        ("NATO expanded on March 12, 1999, and the alliance said that it would not stop there.", None),
    ],
)
def test_a_dateline_dates_the_piece_only_with_its_year(
    opening: str, published: str | None, document: Read
) -> None:
    facts = document("a.txt", f"Leaders meet\n\n{opening}\n\n{PIECE[0]}").facts
    assert (facts.published, facts.published_basis) == (published, "dateline" if published else None)


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Marie Curie", "Marie Curie"),
        ("By Marie Curie and Ludwig van Beethoven*", "Marie Curie and Ludwig van Beethoven"),
        ("Authors: Marie Curie, Ada Lovelace and Emmy Noether", "Marie Curie, Ada Lovelace and Emmy Noether"),
        ("By Marie Curie, Staff Writer", "Marie Curie"),
        ("By MARIE CURIE | Associated Press", "MARIE CURIE"),
        ("By Staff Reporter", None),
    ],
)
def test_a_byline_names_its_authors(byline: str, author: str | None, document: Read) -> None:
    read = document("a.txt", page(top=(byline,)))
    assert kind_of(byline, read) == "byline"
    assert read.facts.author == author


def test_words_that_introduce_a_quotation_are_no_heading(document: Read) -> None:
    read = document("a.txt", page(middle=("The statement reads", "“We agree.”")))
    assert kind_of("The statement reads", read) == "body"


def test_a_short_line_before_a_paragraph_is_a_heading(document: Read) -> None:
    read = document("a.txt", page(middle=("What the figures mean",)))
    assert kind_of("What the figures mean", read) == "heading"


def test_every_kind_of_the_table_says_what_it_is() -> None:
    for name, row in kinds().items():
        assert set(row) == {"furniture", "description"}, name
        assert isinstance(row["furniture"], bool)
        assert row["description"]
