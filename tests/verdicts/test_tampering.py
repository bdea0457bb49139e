"""Nothing that was tampered with is called clean, and the word is named (invariant 5)."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.locate import locate_all
from audit.model import Document, Facts

CLEAN = {"verbatim", "typographic", "elided", "altered"}
NOUNS = [
    "harbour",
    "pilot",
    "granary",
    "frontier",
    "drought",
    "insurer",
    "lantern",
    "vessel",
    "orchard",
    "kiln",
    "mortar",
    "ferry",
    "saddle",
    "ledger",
]
VERBS = [
    "crossed",
    "repaired",
    "guarded",
    "measured",
    "emptied",
    "painted",
    "followed",
    "carried",
    "counted",
    "mended",
]
NAMES = ["Brazil", "Kenya", "Norway", "Canada", "Egypt", "Chile"]
FILLER = (
    "The weather kept its promise that week, and the market opened on time. Children collected chestnuts.",
    "A band played by the river until late. Nobody remembers the name of the tune any more.",
)

sentences = st.builds(
    lambda nouns, verbs, number, names, filler: (
        f"In {number} towns the {nouns[0]} of {names[0]} {verbs[0]} every {nouns[1]} and then the {nouns[2]} "
        f"of {names[1]} {verbs[1]} the {nouns[3]} for {number + 3}.5 days while the {nouns[4]} {filler} slept"
    ),
    st.lists(st.sampled_from(NOUNS), min_size=5, max_size=5, unique=True),
    st.lists(st.sampled_from(VERBS), min_size=2, max_size=2, unique=True),
    st.integers(11, 980),
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True),
    st.sampled_from(["quietly", "nearby", "indoors"]),
)


def judged(quotation: str, source: str) -> dict:
    text = f"{FILLER[0]}\n\n{source}.\n\n{FILLER[1]}"
    (row,) = locate_all([Document("s", "s.txt", text, (), Facts(role="primary"))], [("q", quotation)])
    return row


def names_the_change(row: dict, *words: str) -> bool:
    """The reason or an edit names one of the words; at the very edge it is the reason of `cut-short`."""
    changed = " ".join(
        edit["quoted"] + " " + edit["source"] for edit in row["edits"] if edit["op"] != "equal"
    )
    said = row["reason"] if row["verdict"] == "cut-short" else row["reason"] + " " + changed
    return any(word.casefold() in said.casefold() for word in words)


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_one_digit_changed_is_never_clean(source: str, data: st.DataObject) -> None:
    digits = [match.start() for match in re.finditer(r"\d", source)]
    at = data.draw(st.sampled_from(digits))
    digit = str((int(source[at]) + data.draw(st.integers(1, 9))) % 10)
    quotation = source[:at] + digit + source[at + 1 :]
    row = judged(quotation, source)
    assert row["verdict"] not in CLEAN
    figure = next(word for word in re.finditer(r"[\d.]+", quotation) if word.start() <= at < word.end())
    assert names_the_change(row, figure.group())


@settings(max_examples=40, deadline=None)
@given(sentences)
def test_a_decimal_point_lost_is_never_clean(source: str) -> None:
    row = judged(source.replace(".5", "5"), source)
    assert row["verdict"] not in CLEAN
    assert names_the_change(row, ".5")


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_a_not_added_anywhere_is_never_clean(source: str, data: st.DataObject) -> None:
    words = source.split()
    at = data.draw(st.integers(0, len(words)))
    row = judged(" ".join([*words[:at], "not", *words[at:]]), source)
    assert row["verdict"] not in CLEAN
    assert names_the_change(row, "not")


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_a_not_dropped_anywhere_is_never_clean(source: str, data: st.DataObject) -> None:
    words = source.split()
    at = data.draw(st.integers(1, len(words)))
    row = judged(" ".join(words), " ".join([*words[:at], "not", *words[at:]]))
    assert row["verdict"] not in CLEAN
    assert names_the_change(row, "not")


@settings(max_examples=40, deadline=None)
@given(sentences)
def test_two_names_swapped_are_never_clean(source: str) -> None:
    first, second = (name for name in re.findall(r"[A-Z][a-z]+", source) if name in NAMES)
    swapped = source.replace(first, "\0").replace(second, first).replace("\0", second)
    row = judged(swapped, source)
    assert row["verdict"] not in CLEAN
    assert names_the_change(row, first, second)


@settings(max_examples=40, deadline=None)
@given(sentences, st.integers(0, 6), st.integers(14, 25))
def test_what_is_quoted_faithfully_raises_no_alarm(source: str, first: int, last: int) -> None:
    words = source.split()[first:last]
    assert judged(" ".join(words), source)["verdict"] == "verbatim"
    assert judged(" ".join(words).upper(), source)["verdict"] == "typographic"
    middle = len(words) // 2
    shortened = " ".join([*words[: middle - 1], "[…]", *words[middle + 1 :]])
    assert judged(shortened, source)["verdict"] == "elided"
