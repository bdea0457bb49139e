"""Each quotation against its source gets its right name, and the reason names the words that decide."""

import tomllib
from pathlib import Path

import pytest

from audit.locate import locate_all
from audit.model import Document, Facts

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]
BEFORE = (
    "Our correspondent reports from the market town, where stalls opened late and prices stayed firm.\n\n"
)
BEHIND = "\n\nElsewhere in the county, a choir rehearsed for midsummer and the post came late again."


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_quotation_gets_its_right_name(case: dict) -> None:
    document = Document("source", "source.txt", BEFORE + case["source"] + BEHIND, (), Facts(role="primary"))
    (row,) = locate_all([document], [("q", case["quotation"])])
    assert row["verdict"] == case["verdict"], (row["reason"], row["edits"])
    for words in case.get("reason", []):
        assert words.casefold() in row["reason"].casefold()
