"""Edits turn the quoted words into the source's, in both texts' own characters (invariants 4 and 6)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.locate import locate_all
from audit.matching.index import SourceIndex
from audit.model import Document, Match

from .conftest import document, keys

WORDS = [
    "harbour",
    "pilot",
    "sledge",
    "granary",
    "frontier",
    "oak",
    "drought",
    "insurer",
    "lantern",
    "mole",
    "thaw",
    "vessel",
    "court",
    "winter",
    "ring",
    "ledger",
    "orchard",
    "kiln",
    "mortar",
    "saddle",
    "ferry",
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "was",
    "with",
    "had",
    "from",
    "which",
    "by",
    "they",
]
TAILS = ("", "", "", ",", ".", ";", "’s", " —", ".\r\n\r\n")

prose = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(TAILS)), min_size=40, max_size=120).map(
    lambda pairs: " ".join(word + tail for word, tail in pairs)
)
changes = st.lists(
    st.tuples(st.sampled_from(["drop", "add", "change", "gap", "swap"]), st.integers(0, 60)), max_size=6
)


def altered(words: list[str], steps: list[tuple[str, int]]) -> list[str]:
    words = list(words)
    for step, where in steps:
        at = where % max(1, len(words))
        if step == "drop" and len(words) > 5:
            del words[at]
        elif step == "add":
            words.insert(at, "zebra")
        elif step == "change":
            words[at] = "quince"
        elif step == "gap":
            words[at : at + 4] = ["[...]"]
        else:
            words[at:] = words[at + 5 :] + words[at : at + 5]
    return words


def joined(match: Match, side: str) -> str:
    return "".join(getattr(edit, side) for edit in match.edits)


def source_of(match: Match, source: Document) -> str:
    """What the source sides must give: each part, with what lies before the next where that comes later."""
    pieces = []
    for (start, end), (following, _) in pairwise(match.segments):
        pieces.append(source.text[start:following] if following >= end else source.text[start:end] + " ")
    start, end = match.segments[-1]
    return "".join([*pieces, source.text[start:end]])


@settings(max_examples=150, deadline=None)
@given(prose, st.integers(0, 30), st.integers(8, 40), changes)
def test_the_quoted_sides_give_the_quotation_and_the_source_sides_the_source(
    text: str, start: int, length: int, steps: list[tuple[str, int]]
) -> None:
    quotation = " ".join(altered(text.split()[start : start + length], steps))
    source = document("source", text)
    for match in SourceIndex([source]).locate(quotation):
        assert joined(match, "quoted") == quotation
        assert joined(match, "source") == source_of(match, source)
        assert match.text == source.text[match.start : match.end]
        assert match.start == min(start for start, _ in match.segments)
        assert match.end == max(end for _, end in match.segments)
        assert all(keys(edit.quoted) == keys(edit.source) for edit in match.edits if edit.op == "equal")


rare = st.lists(
    st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=5, max_size=9), min_size=5, max_size=30, unique=True
)


@settings(max_examples=60, deadline=None)
@given(prose, prose, rare)
def test_a_planted_quotation_is_found_where_it_was_planted_and_is_verbatim(
    before: str, behind: str, words: list[str]
) -> None:
    planted = " ".join(words)
    text = f"{before}. {planted}. {behind}"
    other = document("other", behind + " " + before)
    (row,) = locate_all([other, document("source", text)], [("q", planted)])
    assert (row["document"], row["verdict"]) == ("source", "verbatim")
    assert (row["start"], row["end"]) == (len(before) + 2, len(before) + 2 + len(planted))


@pytest.mark.parametrize("end", ["", ".”", " [ever]", ". Quite so, said the zebra to the quince"])
def test_what_stands_behind_the_match_is_in_no_edit(end: str) -> None:
    source = document("source", "The pilot never owned any granary ledger.\r\n\r\nThe insurer objected.")
    (match,) = SourceIndex([source]).locate("never owned any granary ledger" + end)
    assert joined(match, "source") == match.text == "never owned any granary ledger"
