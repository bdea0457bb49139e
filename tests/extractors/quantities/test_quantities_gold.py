"""Hand-labelled news: how much of it is found exactly, and how much of what is found is right."""

import tomllib
from pathlib import Path

import pytest
from quantity_marks import quantities

GOLD = tomllib.loads((Path(__file__).parents[2] / "gold" / "quantities" / "news.toml").read_text("utf-8"))
# Share of rows in which span, value, unit, hedge and TIMEX3 value are all right; a floor never goes down.
FLOOR = 0.95


def printed(value: object) -> str:
    return "-" if value is None else str(value)


def found_rows(document: dict[str, str]) -> list[str]:
    return [
        " | ".join((row.kind, row.text, printed(row.low), printed(row.high), printed(row.unit), row.hedge, printed(row.timex)))
        for row in quantities(document["text"], document["published"])
    ]  # fmt: skip


@pytest.mark.parametrize("at", range(len(GOLD["document"])))
def test_labelled_news_is_read_as_a_careful_reader_would(at: int) -> None:
    document = GOLD["document"][at]
    found, expected = found_rows(document), document["rows"]
    right = len(set(found) & set(expected))
    wrong = sorted(set(found) ^ set(expected))
    assert right >= FLOOR * len(expected), wrong
    assert right >= FLOOR * len(found), wrong
