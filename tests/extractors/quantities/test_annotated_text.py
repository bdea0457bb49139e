"""How many figures of the annotated texts are found, with their unit and their hedge."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from quantity_marks import quantities

from audit.extractors.quantity_lexicons import table
from audit.extractors.units import singular
from audit.model import Quantity

GOLD = Path(__file__).parents[2] / "gold" / "quantities"
ARTICLES = sorted((GOLD / "articles").glob("*.txt"))
_MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)\|([^|\]]+)\]")
_BROAD = {">=": ">", "<=": "<"}


@dataclass(frozen=True)
class Noted:
    """A figure as annotated, over `[start, end)` of the text without its marks."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    hedge: str


def unmarked(text: str) -> tuple[str, list[Noted]]:
    """The text without its marks, and what they note."""
    plain, noted, last = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        low, _, high = mark[2].partition("..")
        start = len(plain)
        noted.append(Noted(start, start + len(mark[1]), float(low), float(high or low), mark[3], mark[4]))
        plain, last = plain + mark[1], mark.end()
    return plain + text[last:], noted


def same_value(row: Quantity, noted: Noted) -> bool:
    """Whether they stand at one place and say one value."""
    if row.low is None or row.high is None or row.end <= noted.start or noted.end <= row.start:
        return False
    pairs = ((float(row.low), noted.low), (float(row.high), noted.high))
    return all(abs(found - said) <= 1e-5 * max(1e-4, abs(said)) for found, said in pairs)


def same_unit(row: Quantity, noted: Noted) -> bool:
    """Whether they have one unit, or share a word of what is counted."""
    said = row.unit or (row.subject.text if row.subject else "-")
    words = [
        {singular(word) for word in re.findall(r"[\w%-]+", unit.casefold())} for unit in (said, noted.unit)
    ]
    return bool(words[0] & words[1]) or said == noted.unit


def same_hedge(row: Quantity, noted: Noted) -> bool:
    return _BROAD.get(row.hedge, row.hedge) == noted.hedge


def is_annotated(row: Quantity) -> bool:
    """Whether the annotation marks its kind: no places in a ranking, and no "twice"."""
    return row.kind != "ordinal" and row.text.casefold() not in table("multiples")["values"]


def scores(texts: list[str]) -> tuple[float, float, float]:
    """F in percent: value; value and unit; value, unit and hedge."""
    total, hits = 0, [0, 0, 0]
    for text in texts:
        plain, noted = unmarked(text)
        rows = [row for row in quantities(plain) if row.low is not None and is_annotated(row)]
        total += len(rows) + len(noted)
        for figure in noted:
            same = [row for row in rows if same_value(row, figure)]
            alike = [row for row in same if same_unit(row, figure)]
            for place, found in enumerate((same, alike, [row for row in alike if same_hedge(row, figure)])):
                hits[place] += bool(found)
    value, unit, hedge = (200 * hit / total for hit in hits)
    return value, unit, hedge


def below(found: tuple[float, float, float], floors: tuple[float, float, float]) -> list[str]:
    names = ("value", "value and unit", "value, unit and hedge")
    return [f"{n}: {f:.1f} < {least}" for n, f, least in zip(names, found, floors, strict=True) if f < least]


def test_the_sentences_lose_no_figure() -> None:
    found = scores((GOLD / "sentences.txt").read_text("utf-8").splitlines())
    assert not below(found, (98.5, 89.5, 88.5))


def test_the_articles_lose_no_figure() -> None:
    found = scores([path.read_text("utf-8") for path in ARTICLES])
    assert not below(found, (98.5, 93.5, 91))


@pytest.mark.parametrize("path", ARTICLES, ids=[path.stem for path in ARTICLES])
def test_most_figures_of_each_article_are_found_with_their_unit(path: Path) -> None:
    assert not below(scores([path.read_text("utf-8")]), (94, 78, 78))
