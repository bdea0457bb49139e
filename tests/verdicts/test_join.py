"""Verdicts that need both sides' claims: who speaks, and what the draft says around a quotation."""

from pathlib import Path

import pytest

from audit.pipeline import audited, documents_of
from audit.results import JudgedQuotation
from audit.verdicts import settle


def judged(folder: Path, draft: str, source: str, **stated: str) -> list[JudgedQuotation]:
    """The marked quotations of a draft, judged against a primary source of which `stated` is known."""
    (folder / "draft.txt").write_text(f"{draft}\n", "utf-8")
    (folder / "source.txt").write_text(f"{source}\n", "utf-8")
    facts = "".join(f'{name} = "{value}"\n' for name, value in {"role": "primary", **stated}.items())
    (folder / "sources.toml").write_text(f'[documents."source.txt"]\n{facts}', "utf-8")
    result = audited(*documents_of([folder]), lambda _stage, items, _total: items)
    return [
        one
        for one in result.quotations
        if one.document_id == "draft.txt" and one.quotation.kind in ("direct", "mixed")
    ]


WARNING = "Robert Dunne warned us that building without transport would be a waste of public money."


def test_whoever_the_quoted_words_themselves_cite_is_not_their_speaker(tmp_path: Path) -> None:
    (found,) = judged(
        tmp_path, f"Helena Marsh said: “{WARNING}”", f"We met today. {WARNING}", speaker="Helena Marsh"
    )
    assert found.judgement.verdict == "verbatim", found.judgement.reason


def test_whoever_the_source_cites_for_the_words_is_their_speaker(tmp_path: Path) -> None:
    (found,) = judged(
        tmp_path,
        "Helena Marsh said: “Building without transport would be a waste of public money.”",
        f"We met today. {WARNING}",
        speaker="Helena Marsh",
    )
    assert found.judgement.verdict == "misattributed", found.judgement.reason


CAP = "We will cap rent increases at 4 percent a year unless the landlord has carried out major repairs."


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        (
            "“We will cap rent increases at 4 percent a year,” Helena Marsh said, “unless the landlord has carried "
            "out major repairs.”",
            CAP,
        ),
        (
            "“It is not true,” Helena Marsh said, “that investment has collapsed in the northern towns.”",
            "It is not true that investment has collapsed in the northern towns.",
        ),
        (
            "Helena Marsh said the city would “cap rent increases at 4 percent a year”, unless the landlord had "
            "carried out major repairs.",
            CAP,
        ),
        (
            "“We will cap rent increases at 4 percent a year,” Helena Marsh said, unless the landlord had carried "
            "out major repairs.",
            CAP,
        ),
        (
            "Helena Marsh denied that “investment has collapsed in the northern towns”.",
            "It is not true that investment has collapsed in the northern towns.",
        ),
    ],
)
def test_a_limit_that_the_draft_itself_gives_is_not_cut(tmp_path: Path, draft: str, source: str) -> None:
    for found in judged(tmp_path, draft, f"Thank you all. {source} That is the plan."):
        assert found.judgement.verdict == "verbatim", found.judgement.reason


@pytest.mark.parametrize(
    "draft",
    [
        "“We will cap rent increases at 4 percent a year,” Helena Marsh said.",
        "“We will cap rent increases at 4 percent a year,” Helena Marsh said, but her rivals laughed.",
        "“We will cap rent increases at 4 percent a year,” Helena Marsh said, “and we will start in May.” Unless the "
        "landlord repairs the roof, that is.",
    ],
)
def test_another_turn_of_the_drafts_does_not_give_the_limit(tmp_path: Path, draft: str) -> None:
    found = judged(tmp_path, draft, f"Thank you all. {CAP} That is the plan, and we will start in May.")[0]
    assert found.judgement.verdict == "cut-short", found.judgement.reason
    assert "unless" in found.judgement.reason


def test_of_two_words_found_nowhere_the_reason_says_that_they_are_too_few() -> None:
    assert "too common" in settle("a disgrace", "direct", False, []).judgement.reason
    assert "nowhere else" in settle("a disgrace to the whole county", "direct", False, []).judgement.reason


def test_reasons_are_sentences(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, f"Helena Marsh said: “{CAP.replace('4', '5')}”", CAP, speaker="Helena Marsh")
    assert found.matches[0].judgement.reason.startswith("The quotation says")
    assert found.judgement.reason.startswith("The quotation says")


def test_a_bound_that_the_reporter_gives_is_not_lost(tmp_path: Path) -> None:
    source = "More than 640 houses stood empty for a whole winter in the old town."
    quoted = "“640 houses stood empty for a whole winter”"
    given, lost = judged(
        tmp_path, f"Helena Marsh said that more than {quoted}.\n\nHelena Marsh said: {quoted}.", source
    )
    assert given.judgement.verdict == "verbatim", given.judgement.reason
    assert lost.judgement.verdict == "meaning-changed", lost.judgement.reason
