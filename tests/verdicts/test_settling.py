"""Which of its places decides about a quotation, and what is never checked."""

import pytest

from audit.locate import locate_all
from audit.matching.index import SourceIndex
from audit.model import Document, Edit, Facts, Judgement, Match, Rival
from audit.verdicts import Evidence, JudgedPlace, judge, level_of, settle, speakers_agree, verdicts

CONTRACT = {
    "verbatim": None, "typographic": None, "elided": "note", "elided-limit": "warning", "cut-short": "warning",
    "shortened": "warning", "spliced": "warning", "altered": "warning", "meaning-changed": "error",
    "misattributed": "error", "paraphrase": "note", "ambiguous": "note", "uncorroborated": "note",
    "term": None, "not-checked": None,
}  # fmt: skip

QUOTED = "The ferry will not sail before the ice on the sound has been measured twice"


def place(
    verdict: str, role: str = "report", similarity: float = 90.0, text: str = "a", **more: object
) -> JudgedPlace:
    match = Match("d", 0, 1, text, ((0, 1),), similarity, (Edit("equal", text, text),), **more)
    return JudgedPlace(match, Judgement(verdict, f"It is {verdict}."), role)


def evidence(quoted: str, source: str, **more: object) -> Evidence:
    (match,) = SourceIndex([Document("source", "source.txt", source, ())]).locate(quoted)
    return Evidence(quoted, match, source, **more)


def test_the_vocabulary_is_the_contracts() -> None:
    assert {name: verdict.level for name, verdict in verdicts().items()} == CONTRACT
    assert all(verdict.means and verdict.colour.startswith("#") for verdict in verdicts().values())


def test_a_finding_against_a_report_is_one_level_lower() -> None:
    assert level_of("meaning-changed") == "error"
    assert level_of("meaning-changed", "report") == "warning"
    assert level_of("shortened", "report") == "note"
    assert level_of("verbatim", "report") is None


def test_a_primary_document_decides_however_faithful_a_report_is() -> None:
    settled = settle("q", "direct", False, [place("verbatim"), place("meaning-changed", "primary")])
    assert (settled.judgement.verdict, settled.best) == ("meaning-changed", 1)


def test_among_reports_the_most_faithful_decides() -> None:
    settled = settle(
        "q", "direct", False, [place("altered", similarity=99.0), place("verbatim"), place("spliced")]
    )
    assert (settled.judgement.verdict, settled.best) == ("verbatim", 1)


@pytest.mark.parametrize(
    ("kind", "furniture", "verdict"), [("scare", False, "term"), ("direct", True, "not-checked")]
)
def test_terms_and_furniture_are_not_checked(kind: str, furniture: bool, verdict: str) -> None:
    assert settle("q", kind, furniture, [place("verbatim")]).judgement.verdict == verdict


def test_equally_good_places_that_differ_are_ambiguous_and_those_that_agree_are_not() -> None:
    other = Rival("e", 5, 9, "another thing", 89.8)
    same = Rival("e", 5, 9, "A", 90.0)
    assert settle("q", "direct", False, [place("altered", rivals=(other,))]).judgement.verdict == "ambiguous"
    assert settle("q", "direct", False, [place("altered", rivals=(same,))]).judgement.verdict == "altered"
    assert settle("q", "direct", False, [place("verbatim", rivals=(other,))]).judgement.verdict == "verbatim"


def test_the_same_words_given_to_another_speaker_are_misattributed() -> None:
    found = judge(evidence(QUOTED, QUOTED + ".", speaker="Marie Curie", source_speaker="Ernest Rutherford"))
    assert found.verdict == "misattributed"
    assert "Marie Curie" in found.reason
    assert "Ernest Rutherford" in found.reason


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("Marie Curie", "Mme Curie", True),
        ("President Charles de Gaulle", "de Gaulle", True),
        ("the North Atlantic Treaty Organization", "NATO", True),
        ("Curie’s", "Curie", True),
        ("Marie Curie", "Ernest Rutherford", False),
        ("Marie Curie", None, None),
        ("the minister", "Marie Curie", None),
    ],
)
def test_speakers_disagree_only_where_both_are_named_and_share_nothing(
    first: str, second: str | None, agree: bool | None
) -> None:
    assert speakers_agree(first, second) is agree
    assert speakers_agree(second, first) is agree


def test_reported_speech_is_a_paraphrase_and_its_shared_words_are_shown() -> None:
    source = "They regret that the ferry will not sail before the ice on the sound has melted."
    found = judge(
        evidence("the ferry does not sail before the ice on the sound breaks", source, kind="indirect")
    )
    assert found.verdict == "paraphrase"
    assert "before the ice on the sound" in found.reason


def test_a_difference_from_a_translation_says_so() -> None:
    found = judge(evidence(QUOTED.replace("twice", "again"), QUOTED + ".", original_language="Danish"))
    assert found.verdict == "altered"
    assert "Danish" in found.reason


def test_against_a_report_the_reason_names_both() -> None:
    changed = QUOTED.replace("not ", "")
    found = judge(
        evidence(changed, QUOTED + ".", source_role="report", names=("our article", "their article"))
    )
    assert found.verdict == "meaning-changed"
    assert "our article and their article disagree" in found.reason


def test_words_of_two_documents_joined_with_no_mark_are_spliced() -> None:
    first = Document("a", "a.txt", "The ferry will not sail before Sunday. The pilots rest.", ())
    second = Document("b", "b.txt", "Bakers report that flour from the mainland ran out on Tuesday.", ())
    quoted = "The ferry will not sail before Sunday and flour from the mainland ran out on Tuesday"
    (row,) = locate_all([first, second], [("q", quoted)])
    assert row["verdict"] == "spliced"
    assert "two documents" in row["reason"].casefold()


def test_the_rows_of_locate_have_the_contracts_keys_for_found_and_lost_alike() -> None:
    document = Document("a", "a.txt", QUOTED + ".", (), Facts(role="primary"))
    found, lost, empty = locate_all(
        [document], [("1", QUOTED), ("2", "A choir of herons sang in Latin"), ("3", "")]
    )
    keys = {
        "id",
        "document",
        "start",
        "end",
        "text",
        "segments",
        "verdict",
        "similarity",
        "edits",
        "reason",
        "rivals",
    }
    assert set(found) == set(lost) == set(empty) == keys
    assert (found["document"], lost["document"], empty["document"]) == ("a", None, None)
    assert (lost["verdict"], empty["verdict"]) == ("uncorroborated", "uncorroborated")
    assert next(locate_all([], [("1", QUOTED)]))["verdict"] == "uncorroborated"
