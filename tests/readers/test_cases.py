"""Whole files and what they become, kept side by side in `tests/cases/readers`."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from proof import prove

from audit.model import Document, Facts, Unread
from audit.readers import read

CASES = Path(__file__).parent.parent / "cases" / "readers"


def as_printed(item: Document | Unread) -> dict[str, Any]:
    if isinstance(item, Unread):
        return {"unread": item.reason}
    known = {key: value for key, value in asdict(item.facts).items() if value != getattr(Facts(), key)}
    return {
        "id": item.id,
        "encoding": item.encoding,
        "facts": known,
        "paragraphs": [
            f"{p.kind}{' (furniture)' if p.furniture else ''}: {item.text[p.start : p.end]}"
            for p in item.paragraphs
        ],
    }


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_file_becomes_what_is_expected(case: Path, expect_file: Callable[[Path, Any], None]) -> None:
    [source] = case.glob("input.*")
    items = list(read(source.name, case))
    expect_file(case / "expected.json", [as_printed(item) for item in items])
    for item in items:
        if isinstance(item, Document) and item.source_map:
            prove(item, source)
