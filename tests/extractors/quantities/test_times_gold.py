"""Hand-marked news: how many time expressions are found, with the exact span and the TIMEX3 value."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from quantity_marks import quantities

ARTICLES = sorted((Path(__file__).parents[2] / "gold" / "times").glob("*.txt"))
MARK = re.compile(r"\[([^\]|]+)\|(DATE|TIME|DURATION|SET)\|([^\]|]+)\]")
TIMES = frozenset({"date", "time", "duration", "set"})
# F of the exact span, of any overlap, and of overlap with the right value; a floor never goes down.
FLOORS = {"used to mend": (0.96, 0.985, 0.94), "held out": (0.93, 0.96, 0.89)}
SETS = {"used to mend": ARTICLES[:20], "held out": ARTICLES[20:]}

Row = tuple[int, int, str]


def marked(article: Path) -> tuple[str, str, list[Row]]:
    """The day of an article, its text without the marks, and what was marked."""
    head, body = article.read_text("utf-8").split("\n\n", 1)
    text, rows, last = "", [], 0
    for mark in MARK.finditer(body):
        text += body[last : mark.start()]
        rows.append((len(text), len(text) + len(mark[1]), mark[3]))
        text += mark[1]
        last = mark.end()
    return head.removeprefix("published: "), text + body[last:], rows


def same_value(gold: str, found: str) -> bool:
    """The same value, whether or not a full hour is written with its minutes, a quarter as three months."""
    return plain(gold) == plain(found)


def plain(value: str) -> str:
    value = re.sub(r"(T\d\d):00$", r"\1", value)
    stretch = re.fullmatch(r"P(\d+)(Q|DE|CE)", value)
    if stretch is None:
        return value
    factor, unit = {"Q": (3, "M"), "DE": (10, "Y"), "CE": (100, "Y")}[stretch[2]]
    return f"P{int(stretch[1]) * factor}{unit}"


def hits(gold: list[Row], found: list[Row]) -> tuple[int, int, int]:
    """How many marks are met exactly, by any overlap, and with the right value."""
    exact = len({row[:2] for row in gold} & {row[:2] for row in found})
    over = valued = 0
    free = list(found)
    for start, end, value in gold:
        met = [row for row in free if row[0] < end and start < row[1]]
        if met:
            best = max(met, key=lambda row: min(end, row[1]) - max(start, row[0]))
            free.remove(best)
            over += 1
            valued += same_value(value, best[2])
    return exact, over, valued


def scores(articles: Iterable[Path]) -> tuple[float, float, float]:
    """F of the exact span, of overlap, and of overlap with the right value."""
    totals, sizes = [0, 0, 0], 0
    for article in articles:
        published, text, gold = marked(article)
        rows = [row for row in quantities(text, published) if row.kind in TIMES]
        found = [(row.start, row.end, row.timex or "") for row in rows]
        totals = [total + hit for total, hit in zip(totals, hits(gold, found), strict=True)]
        sizes += len(gold) + len(found)
    exact, over, valued = (2 * total / sizes for total in totals)
    return exact, over, valued


@pytest.mark.parametrize("name", SETS)
def test_time_expressions_of_marked_news_are_found_with_span_and_value(name: str) -> None:
    measured = scores(SETS[name])
    assert all(score >= floor for score, floor in zip(measured, FLOORS[name], strict=True)), measured


def test_each_article_is_marked_and_its_marks_are_well_formed() -> None:
    for article in ARTICLES:
        _, text, rows = marked(article)
        assert rows, article.name
        assert not set("[|]") & set(text), article.name
