"""Corrections: what a person knows better is applied by every later run, and seen where it acts."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import pipeline
from audit.correcting import places_of
from audit.store.publishing import publish
from audit.store.reading import load
from audit.summary import summary_text
from audit.text.folding import fold_text
from tests.corrections.folder import Folder

DRAFT = (
    "The harbour plan\n\n"
    "The minister met the mayor on Tuesday. “The harbour will be rebuilt within three years,” he said.\n\n"
    "The mayor called the plan “a gift to the city”. The so-called “green berth” stays closed.\n"
)
SPOKEN = "The harbour will be rebuilt"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path, draft=DRAFT)
    made.audit()
    return made


def test_another_speaker_is_given_to_the_quotation_and_the_row_says_who_said_so(folder: Folder) -> None:
    before = folder.quotation(SPOKEN)
    folder.correct("speaker", quotation_id=before["id"], value="The mayor", note="the recording tells")
    folder.audit()
    after = folder.quotation(SPOKEN)
    assert after["id"] == before["id"]
    assert after["attribution_rule"] == "correction"
    assert "corrected by the editor on 2026-03-01: the recording tells" in str(after["reason"])
    ((speaker),) = folder.rows("select name from speakers where id = :id", id=after["speaker_id"])
    assert speaker == {"name": "The mayor"} or speaker == {"name": "the mayor"}


def test_a_mention_in_the_paragraph_becomes_the_speakers_passage(folder: Folder) -> None:
    folder.correct("speaker", quotation_id=folder.quotation("a gift")["id"], value="green berth")
    folder.audit()
    assert folder.quotation("a gift")["speaker_text"] == "green berth"
    assert folder.rows("select * from broken_passages") == []


def test_a_speaker_whom_no_word_names_is_a_speaker_all_the_same(folder: Folder) -> None:
    folder.correct("speaker", quotation_id=folder.quotation("a gift")["id"], value="The harbour master")
    folder.audit()
    row = folder.quotation("a gift")
    assert row["speaker_text"] is None
    assert folder.rows("select name from speakers where id = :id", id=row["speaker_id"]) == [
        {"name": "The harbour master"}
    ]
    assert folder.rows(
        "select * from findings where rule_id = 'unattributed' and quotation_id = :id and status <> 'gone'",
        id=row["id"],
    ) == []  # fmt: skip


def test_the_parts_of_an_interrupted_quotation_change_their_speaker_together(tmp_path: Path) -> None:
    folder = Folder(
        tmp_path, draft="“We will build it,” the minister said, “and we will build it well this time.”\n"
    )
    folder.audit()
    folder.correct("speaker", quotation_id=folder.quotation("and we will")["id"], value="The mayor")
    folder.audit()
    speakers = {row["speaker_id"] for row in folder.rows("select speaker_id from quotations")}
    assert len(speakers) == 1
    assert folder.rows("select lower(name) as name from speakers") == [{"name": "the mayor"}]


def test_the_later_of_two_corrections_wins_and_the_earlier_says_so(folder: Folder) -> None:
    key = folder.quotation("a gift")["id"]
    first = folder.correct("speaker", quotation_id=key, value="The harbour master")
    second = folder.correct("speaker", quotation_id=key, value="The council")
    folder.audit()
    assert (folder.fate(first), folder.fate(second)) == ("superseded", "applied")
    (name,) = folder.rows(
        "select name from speakers join quotations on speaker_id = speakers.id where quotations.id = :id",
        id=key,
    )
    assert name == {"name": "The council"}


def test_no_quotation_stays_a_row_that_nothing_checks(folder: Folder) -> None:
    before = folder.quotation("a gift")
    correction = folder.correct("no claim", quotation_id=before["id"], note="a title")
    folder.audit()
    after = folder.quotation("a gift to the city")
    assert (after["id"], after["verdict"]) == (before["id"], "not-checked")
    assert after["reason"] == "Called no quotation by the editor on 2026-03-01: a title."
    assert (
        folder.rows("select 1 from findings where quotation_id = :id and status <> 'gone'", id=after["id"])
        == []
    )
    assert folder.fate(correction) == "applied"


def test_what_is_no_quotation_is_no_source_of_one_either(tmp_path: Path) -> None:
    words = "the harbour will never be sold to anybody while I hold this office"
    folder = Folder(
        tmp_path,
        one=f"“{words[0].upper()}{words[1:]},” Angela Merkel said.\n",
        two=f"The song is called “{words}”.\n",
    )
    folder.audit()
    sources = "select source_quotation_id as id from matches where document_id = 'two.txt'"
    ((known),) = folder.rows(sources)
    folder.correct("no claim", quotation_id=known["id"])
    folder.audit()
    assert folder.rows(sources) == [{"id": None}]


def test_a_mention_is_found_whether_or_not_it_begins_a_sentence(folder: Folder) -> None:
    folder.correct("speaker", quotation_id=folder.quotation("a gift")["id"], value="the So-Called")
    folder.audit()
    assert folder.quotation("a gift")["speaker_text"] == "The so-called"


def test_a_correction_without_words_says_what_it_lacks(folder: Folder) -> None:
    correction = folder.correct(
        "speaker", quotation_id="0" * 16, document_id="draft.txt", text=None, value="X"
    )
    folder.audit()
    assert "its words were not recorded" in folder.reason(correction)


def test_a_quotation_that_was_missed_is_found_by_its_words_after_unrelated_edits(tmp_path: Path) -> None:
    missed = "nobody will lose a berth over this"
    text = f"The plan\n\nIt was a long evening. Nobody, she added, {missed}, not ever.\n"
    folder = Folder(tmp_path, draft=text)
    folder.audit()
    correction = folder.missed("draft.txt", missed, value="The mayor")
    folder.audit()
    row = folder.quotation(missed)
    assert (row["kind"], row["attribution_rule"], row["text"]) == ("indirect", "correction", missed)
    assert "Added by the editor" in str(row["reason"])
    folder.write("draft.txt", f"A new first paragraph, and a long one.\n\n{text}")
    folder.audit()
    moved = folder.quotation(missed)
    assert (moved["id"], moved["text"]) == (row["id"], missed)
    assert moved["start"] != row["start"]
    assert folder.fate(correction) == "applied"
    assert folder.rows("select * from broken_passages") == []


def test_marks_around_a_selection_are_no_part_of_the_quotation(folder: Folder) -> None:
    folder.missed("draft.txt", "“green berth”")
    folder.audit()
    row = folder.quotation("green berth")
    assert (row["text"], row["kind"], row["verdict"]) == ("green berth", "mixed", "uncorroborated")


def test_the_same_words_elsewhere_are_told_apart_by_what_stands_around_them(tmp_path: Path) -> None:
    text = "Berth nine is closed, as the mayor knew. Berth ten is closed, as the council knew.\n"
    folder = Folder(tmp_path, draft=text)
    folder.audit()
    start = text.rindex("is closed")
    folder.correct("missed claim", document_id="draft.txt", start=start, end=start + len("is closed"))
    folder.write("draft.txt", "Berth eight is closed too.\n\n" + text)
    folder.audit()
    row = folder.quotation("is closed")
    (document,) = folder.rows("select text from texts where document_id = 'draft.txt'")
    assert str(document["text"])[: int(str(row["start"]))].endswith("Berth ten ")


def test_a_correction_that_finds_no_place_is_a_note_of_every_run_and_a_row(folder: Folder) -> None:
    correction = folder.missed("draft.txt", "met the mayor on Tuesday")
    folder.write("draft.txt", "The harbour plan\n\nEverything is written anew.\n")
    summary = folder.audit()
    again = folder.audit()
    assert folder.fate(correction) == "not-applied"
    assert "“met the mayor on Tuesday” does not stand in draft.txt any more" in folder.reason(correction)
    assert not summary.unchanged
    assert again.unchanged
    assert [note for note in summary.notes if "met the mayor" in note] == list(again.notes)
    assert "Corrections: 1 not-applied." in summary_text(summary)
    assert "Corrections: 1 not-applied." in summary_text(again)


def test_a_correction_of_a_document_that_is_gone_says_so(folder: Folder) -> None:
    correction = folder.correct("no claim", quotation_id=folder.quotation("a gift")["id"])
    (folder.documents / "draft.txt").unlink()
    folder.write("other.txt", "Another document.\n")
    folder.audit()
    assert folder.fate(correction) == "not-applied"
    assert "draft.txt is not in the folder any more" in folder.reason(correction)


def test_a_quotation_that_reads_a_little_otherwise_is_still_the_one_corrected(folder: Folder) -> None:
    correction = folder.correct("speaker", quotation_id=folder.quotation("a gift")["id"], value="The council")
    folder.rows("select 1")
    folder.write("draft.txt", DRAFT.replace("“a gift to the city”", "“not a gift to the city”"))
    folder.audit()
    assert folder.fate(correction) == "applied"
    assert folder.quotation("not a gift")["attribution_rule"] == "correction"


def test_what_the_extraction_says_itself_by_now_is_redundant(folder: Folder) -> None:
    known = folder.missed("draft.txt", "a gift to the city")
    folder.audit()
    assert folder.fate(known) == "redundant"
    assert folder.quotation("a gift")["attribution_rule"] != "correction"


def test_a_correction_is_taken_back_by_a_later_entry(folder: Folder) -> None:
    before = folder.quotation("a gift")
    first = folder.correct("no claim", quotation_id=before["id"])
    second = folder.correct("withdrawn", value=str(first))
    folder.audit()
    assert (folder.fate(first), folder.fate(second)) == ("withdrawn", "applied")
    assert {**folder.quotation("a gift")} == before


def test_a_missed_claim_takes_back_what_was_called_no_quotation(folder: Folder) -> None:
    first = folder.correct("no claim", quotation_id=folder.quotation("a gift")["id"])
    folder.missed("draft.txt", "a gift to the city")
    folder.audit()
    assert folder.quotation("a gift")["verdict"] == "uncorroborated"
    assert folder.fate(first) == "superseded"


def test_a_claim_added_by_hand_can_be_given_a_speaker_later(folder: Folder) -> None:
    folder.missed("draft.txt", "met the mayor on Tuesday")
    folder.audit()
    row = folder.quotation("met the mayor")
    folder.correct("speaker", quotation_id=row["id"], value="The council")
    folder.audit()
    assert folder.quotation("met the mayor")["id"] == row["id"]
    assert "corrected by" in str(folder.quotation("met the mayor")["reason"])


def test_a_kind_that_nobody_knows_is_said_and_harms_nothing(folder: Folder) -> None:
    correction = folder.correct("louder", quotation_id=folder.quotation("a gift")["id"])
    folder.audit()
    assert folder.fate(correction) == "not-applied"


def test_a_correction_that_finds_no_place_is_told_by_every_report(folder: Folder) -> None:
    folder.missed("draft.txt", "met the mayor on Tuesday")
    folder.write("draft.txt", "The harbour plan\n\nEverything is written anew.\n")
    folder.audit()
    (stale,) = load(folder.database).stale
    assert "finds no place: “met the mayor on Tuesday”" in stale


def test_words_are_found_again_however_they_are_spaced_and_marked() -> None:
    text = "She said: it’s\n a “fine   harbour”, it's said."
    assert [text[start:end] for start, end in places_of(text, 'It\'s a "fine harbour"')] == [
        "it’s\n a “fine   harbour”"
    ]


@given(st.text("ab ’'\n“ﬁ", max_size=40), st.data())
def test_words_taken_from_a_text_are_always_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    places = list(places_of(text, words))
    assert bool(places) == bool(words.strip())
    assert all(text[low:high] == words for low, high in places)


@given(st.text("ab ’'\n“ﬁ", max_size=40), st.text("ab ’'\n“ﬁ", max_size=4))
def test_what_is_found_differs_in_nothing_but_folding_and_space(text: str, words: str) -> None:
    def plain(given: str) -> list[str]:
        return fold_text(given).split()

    for low, high in places_of(text, words):
        assert 0 <= low < high <= len(text)
        assert " ".join(plain(words)) in " ".join(plain(text[low:high]))


def test_the_right_speaker_takes_a_misattribution_away(tmp_path: Path) -> None:
    words = "we will never sell the harbour to anybody while I hold this office"
    folder = Folder(
        tmp_path,
        speech=f"Remarks of the day\n\nThank you all. And {words}, that is a promise.\n",
        draft=f"The day\n\n“{words[0].upper()}{words[1:]},” Angela Merkel said.\n",
    )
    folder.write("sources.toml", '[documents."speech.txt"]\nrole = "primary"\nspeaker = "Nelson Mandela"\n')
    folder.audit()
    said = folder.quotation("never sell")
    assert said["verdict"] == "misattributed"
    folder.correct("speaker", quotation_id=said["id"], value="Nelson Mandela")
    folder.audit()
    assert folder.quotation("never sell")["verdict"] in ("verbatim", "typographic")


def test_what_is_corrected_while_a_run_goes_on_is_applied_by_the_next(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = folder.quotation("a gift")["id"]

    def publish_late(*given: object) -> int:
        if not folder.rows("select 1 from corrections"):
            folder.correct("no claim", quotation_id=key)
        return publish(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "publish", publish_late)
    folder.write("other.txt", "Another document.\n")
    folder.audit()
    assert folder.quotation("a gift to the city")["verdict"] != "not-checked"
    assert not folder.audit().unchanged
    assert folder.quotation("a gift to the city")["verdict"] == "not-checked"
    assert folder.audit().unchanged


def test_an_audit_from_before_corrections_had_outcomes_is_brought_up_to_date(folder: Folder) -> None:
    with sqlite3.connect(folder.database) as connection:
        connection.executescript(
            "drop table correction_outcomes; alter table corrections drop column prefix; "
            "alter table corrections drop column suffix; "
            "delete from _sqlite_migrations where name like 'm004%'"
        )
    folder.write("other.txt", "Another document.\n")
    folder.audit()
    correction = folder.correct("no claim", quotation_id=folder.quotation("a gift")["id"])
    folder.audit()
    assert folder.fate(correction) == "applied"


def test_corrections_leave_what_nobody_corrected_as_it_was(folder: Folder) -> None:
    def untouched() -> list[dict[str, object]]:
        return folder.rows("select * from quotations where text not like '%a gift%' order by id")

    before = untouched()
    folder.correct("no claim", quotation_id=folder.quotation("a gift")["id"])
    folder.missed("draft.txt", "met the mayor on Tuesday")
    folder.audit()
    assert [row for row in untouched() if "met the mayor" not in str(row["text"])] == before
