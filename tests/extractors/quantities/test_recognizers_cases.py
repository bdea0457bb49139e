"""Regression over Microsoft's Recognizers-Text specifications (MIT; the notice lies beside the cases).

The specifications are commands to an assistant, not news, and count some things otherwise than
TIMEX3 does; so this holds how much of them is found. A floor goes down only where the specification
says what we do not: "the first two books" are two, and no place in a ranking.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from quantity_marks import quantities

from audit.model import Quantity

CASES = Path(__file__).parents[2] / "cases" / "recognizers"
# Percent of the expected rows that are found: by value, for times by place.
FLOORS = {
    "age": 94, "currency": 85, "datetime": 81, "dimension": 91, "number": 52, "ordinal": 8, "percent": 100,
    "range": 84, "temperature": 93,
}  # fmt: skip


def cases(name: str) -> Iterator[dict[str, Any]]:
    for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def same_value(row: Quantity, expected: dict[str, Any]) -> bool:
    if row.low is None or row.high is None:
        return False
    value = expected["value"]
    low, high = value if isinstance(value, list) else (value, value)
    tolerance = 1e-5 * max(abs(low), abs(high), 1e-4)
    return abs(float(row.low) - low) <= tolerance and abs(float(row.high) - high) <= tolerance


def same_place(row: Quantity, expected: dict[str, Any]) -> bool:
    return bool(row.timex) and row.start < expected["end"] and expected["start"] < row.end


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_less_of_the_specifications_is_found(name: str) -> None:
    agrees = same_place if name == "datetime" else same_value
    hits = total = 0
    for case in cases(name):
        rows = quantities(case["text"], case.get("dct"))
        total += len(case["expected"])
        hits += sum(any(agrees(row, expected) for row in rows) for expected in case["expected"])
    assert 100 * hits >= FLOORS[name] * total, f"{hits} of {total}"


def test_the_notice_lies_beside_the_cases() -> None:
    assert "Copyright (c) Microsoft Corporation" in (CASES / "NOTICE.txt").read_text("utf-8")
