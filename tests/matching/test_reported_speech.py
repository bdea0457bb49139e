"""Reported speech is found where the same is said in nearly the same words, with both sides shown."""

from pathlib import Path

from audit.matching.index import SourceIndex
from audit.model import Document

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_second_seed_reports_in_its_own_words_what_the_first_one_quotes() -> None:
    first, second = (
        Document(path.name, path.name, path.read_text("utf-8"), ()) for path in sorted(SEEDS.glob("*.txt"))
    )
    start = second.text.index("the imposition of unilateral approaches")
    end = second.text.index(".", start)
    (match,) = SourceIndex([first, second]).locate(second.text[start:end], exclude=[second.id])
    parts = [first.text[begin:stop] for begin, stop in match.segments]
    assert any("unilateral approaches to addressing international issues" in part for part in parts)
    assert any(part == "confrontation between major powers" for part in parts)
    changes = [(edit.quoted.strip(), edit.source.strip()) for edit in match.edits if edit.op != "equal"]
    assert ("in", "to") in changes
    assert ("the", "") in changes
