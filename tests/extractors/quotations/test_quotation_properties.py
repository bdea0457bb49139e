"""No text makes the extractor raise, and whatever it finds stands where it says."""

import itertools
import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from audit.extractors.marks import marked_stretches
from audit.extractors.quotations import extract
from audit.extractors.speakers import gather
from audit.model import Quotation

from .quotation_documents import document_of

PIECES = [
    "“", "”", "‘", "’", '"', "'", "„", "«", "»", "「", "」", "''", "``", "\n", "\n\n", " ", ", ", ". ", "? ", ": ", "—", "(", ")",
    "he", "she", "who", "said", "says", "told", "told reporters", "according to", "that", "The minister", "Wang Yi", "Smith",
    "Mr.", "U.S.", "the report", "called", "a disaster", "and", "but", "was", "Q:", "A:", "SMITH:", "5'", '6"', "=", "saying",
    "by", "reads", "their claim", "Both sides", "oppose", "«oui»", "не", "中国", "\u00a0", "\u200b", "é", "́", "1,000", "…",
]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
anything = st.text(max_size=300)
texts = st.one_of(sentences, glued, anything)


def overlap(one: Quotation, other: Quotation) -> bool:
    return one.start < other.end and other.start < one.end


@given(texts)
def test_every_passage_is_cut_from_the_text_where_it_stands(text: str) -> None:
    for one in extract(document_of(text)):
        assert text[one.start : one.end] == one.text != ""
        for passage in (one.speaker, one.cue):
            if passage is not None:
                assert text[passage.start : passage.end] == passage.text != ""


@given(texts)
def test_rows_are_in_order_and_none_of_one_level_overlaps_another(text: str) -> None:
    found = extract(document_of(text))
    assert [one.start for one in found] == sorted(one.start for one in found)
    outer = [one for one in found if one.within is None]
    for index, one in enumerate(outer):
        assert not any(overlap(one, other) for other in outer[index + 1 :])


@given(texts)
def test_links_point_at_the_clause_around_and_the_part_before(text: str) -> None:
    found = extract(document_of(text))
    for number, one in enumerate(found):
        if one.within is not None:
            clause = found[one.within]
            assert clause.kind == "indirect"
            assert clause.start <= one.start <= one.end <= clause.end
        if one.continues is not None:
            assert one.continues < number
            assert found[one.continues].end <= one.start


@given(texts)
def test_every_marked_stretch_is_one_row(text: str) -> None:
    document = document_of(text)
    transcript = any(one.rule == "transcript" for one in extract(document))
    marked = marked_stretches(text, [(one.start, one.end) for one in document.paragraphs])
    rows = {(one.start, one.end) for one in extract(document)}
    assert transcript or {(one.start, one.end) for one in marked} <= rows


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), texts))
def test_speakers_are_gathered_from_whatever_was_found(texts_by_name: dict[str, str]) -> None:
    claims = {name: extract(document_of(text, name)) for name, text in texts_by_name.items()}
    speakers, names = gather(claims)
    known = {speaker.name for speaker in speakers}
    assert len(known) == len(speakers)
    assert set(names.values()) <= known
    assert all(claims[name][number].speaker is not None for name, number in names)


@given(st.text(alphabet="“”‘’\"'«»„ \nab.,", max_size=400))
def test_marks_never_overlap_and_hold_words(text: str) -> None:
    document = document_of(text)
    marked = marked_stretches(text, [(one.start, one.end) for one in document.paragraphs])
    for one, other in itertools.pairwise(marked):
        assert one.outer_end <= other.outer_start
    assert all(one.outer_start < one.start < one.end <= one.outer_end for one in marked)


def test_hostile_texts_are_read_to_their_end() -> None:
    for piece in (
        "“",
        '" ',
        "‘a ",
        "he said ",
        "who said ",
        "“a,” he said, ",
        "according to ",
        "“a\n",
        "A: b\n",
        ".",
    ):
        text = piece * (40_000 // len(piece))
        assert all(text[one.start : one.end] == one.text for one in extract(document_of(text)))


def test_the_same_text_gives_the_same_rows_whatever_the_hash_seed() -> None:
    code = (
        "from audit.extractors.quotations import extract\n"
        "from audit.extractors.speakers import gather\n"
        "from audit.model import Document, Paragraph\n"
        "t = 'Angela Merkel said the plan was “bold”. China and Russia opposed it. “We agree,” she said.'\n"
        "rows = extract(Document('d', 'd', t, (Paragraph(0, 0, len(t), 'body'),)))\n"
        "print(rows, gather({'d': rows}))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
