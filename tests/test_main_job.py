"""The main job, end to end, as a person would do it: real files, the real commands, a real database."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import audit

SEEDS = Path(__file__).parent.parent / "seeds"
WANG_YI = (
    "as long as China and Russia stand together shoulder to shoulder and deepen coordination hand in hand, "
    "hegemony will not win"
)
AS_SAID = (
    "As long as China and Russia stand together shoulder to shoulder and deepen coordination hand in hand, "
    "hegemony will not win"
)


def test_a_folder_that_holds_its_own_audit_is_audited_again_without_it(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        "The mayor said: “The bridge over the river is safe for all.”\n", "utf-8"
    )
    (tmp_path / "audit.toml").write_text("paths = ['.']\n", "utf-8")
    for again in (False, True):
        ran = audit("run", ".", folder=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ("Nothing has changed" in ran.stdout) == again
    assert query(tmp_path, "select path from unread") == []


def test_a_run_counts_what_the_report_counts(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "seeds" / "draft.md").write_text("The so-called “peace bridge” was open.\n", "utf-8")
    ran = audit("run", folder=tmp_path).stdout.splitlines()
    report = audit("report", folder=tmp_path).stdout.splitlines()
    assert ran[0] == f"{report[0].replace('Audit of', 'Audited')}."
    said = [[line for line in lines if line.startswith("Verdicts: ")] for lines in (ran, report)]
    run_verdicts, report_verdicts = (sorted(line[len("Verdicts: ") : -1].split(", ")) for (line,) in said)
    assert run_verdicts == report_verdicts
    assert {"1 term", "4 not-checked"} <= set(run_verdicts)


def query(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "db" / "audit.db") as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def seeds_audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds-audit")
    shutil.copytree(SEEDS, folder / "seeds")
    ran = audit("run", folder=folder)
    assert ran.returncode == 0, ran.stderr
    return folder


def test_every_file_of_the_folder_becomes_a_document(seeds_audit: Path) -> None:
    assert query(
        seeds_audit, "select count(*), sum(role = 'report'), sum(published is null) from documents"
    ) == [(2, 2, 2)]
    assert query(seeds_audit, "select * from unread") == []


def test_no_stored_passage_is_broken(seeds_audit: Path) -> None:
    assert query(seeds_audit, "select * from broken_passages") == []
    verified = audit("verify", folder=seeds_audit)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "0 problems" in verified.stdout


@pytest.mark.parametrize(
    ("words", "speaker", "cue"),
    [
        ("as long as China and Russia", "Chinese State Councilor and Foreign Minister Wang Yi", "mentioned"),
        ("legitimate", "Chinese Foreign Minister Wang Yi", "called"),
        ("oppose the return", "Both sides", None),
        ("a trend has emerged", "The statement", "reads"),
        ("unprecedented", "Putin", "hailed"),
    ],
)
def test_the_seeds_say_who_is_quoted_saying_what(
    seeds_audit: Path, words: str, speaker: str, cue: str | None
) -> None:
    ((found, found_cue),) = query(
        seeds_audit,
        f"select speaker_text, cue_text from quotations where text like '{words}%' and furniture = 0 "
        "and kind in ('direct', 'mixed')",
    )
    assert speaker in str(found)
    assert cue is None or cue in str(found_cue)


def test_the_words_of_wang_yi_and_of_the_joint_statement_have_no_primary_source(seeds_audit: Path) -> None:
    wanted = {str(row[0]) for row in query(seeds_audit, "select source from wanted_sources")}
    assert any("Wang Yi" in name for name in wanted)
    assert any("statement" in name.lower() for name in wanted)


def test_the_repeated_paragraph_is_a_finding(seeds_audit: Path) -> None:
    ((document, start, end),) = query(
        seeds_audit, "select document_id, start, \"end\" from findings where rule_id = 'repeated-passage'"
    )
    text = (seeds_audit / "seeds" / str(document)).read_text("utf-8")
    assert text[start:end].startswith("Moscow is aware that Beijing")  # type: ignore[misc]


def test_trade_of_last_year_stays_unresolved_while_the_article_has_no_date(seeds_audit: Path) -> None:
    assert query(
        seeds_audit,
        "select kind, low, high, unit, period_text, period_start, period_basis from quantities "
        "where text = '$145 billion'",
    ) == [("money", "145000000000", "145000000000", "dollar", "last year", None, None)]


def test_the_page_banner_is_never_the_date_of_publication(seeds_audit: Path) -> None:
    banner = "select period_start from quantities where text like '%July 21, 2024%' and furniture = 0"
    assert query(seeds_audit, banner) == []
    assert query(seeds_audit, "select published from documents where published is not null") == []


def test_what_one_seed_quotes_the_other_reports_with_small_differences(seeds_audit: Path) -> None:
    matches = query(
        seeds_audit,
        "select m.edits from matches m join quotations q on q.id = m.quotation_id "
        "where q.text like '%unilateral approaches%' or q.text like '%confrontation between%'",
    )
    edits = [edit for (row,) in matches for edit in json.loads(str(row)) if edit["op"] != "equal"]
    words = {(edit["quoted"].strip(), edit["source"].strip()) for edit in edits}
    assert any({"to", "in"} <= {*quoted.split(), *source.split()} for quoted, source in words)
    assert any("the" in {*quoted.split()} ^ {*source.split()} for quoted, source in words)


@pytest.mark.parametrize(
    ("said", "verdict", "reason", "code"),
    [
        pytest.param(f"{AS_SAID}.", "verbatim", "", 0, id="word for word"),
        pytest.param(f"{AS_SAID}, but only if both of us want it.", "cut-short", "but only if", 0, id="a clause more"),
        pytest.param(f"{AS_SAID.replace(' not', '')}.", "meaning-changed", "not", 1, id="a not added"),
        pytest.param(
            "As long as China and Russia stand together shoulder to shoulder, the region is calm. Our teams meet "
            "every year. We trade more and deepen coordination hand in hand, hegemony will not win.",
            "spliced", "", 0, id="two sentences stitched together",
        ),
    ],
)  # fmt: skip
def test_against_a_primary_source_each_change_is_called_by_its_name(
    tmp_path: Path, said: str, verdict: str, reason: str, code: int
) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "seeds" / "remarks.txt").write_text(
        f"Remarks at the press conference\n\nGood morning, and thank you for coming so early.\n\n{said}\n\n"
        "The next question, please.\n",
        "utf-8",
    )
    with (tmp_path / "seeds" / "sources.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('\n[documents."remarks.txt"]\nrole = "primary"\nspeaker = "Wang Yi"\n')
    checked = audit("check", folder=tmp_path)
    ((found, why),) = query(tmp_path, f"select verdict, reason from quotations where text like '{WANG_YI}%'")
    assert found in ([verdict] if verdict != "verbatim" else ["verbatim", "typographic"]), why
    assert reason in str(why)
    assert checked.returncode == code, checked.stdout + checked.stderr


def test_the_same_folder_gives_the_same_rows_and_the_same_report(tmp_path: Path) -> None:
    dumps = []
    for seed in ("0", "1"):
        folder = tmp_path / seed
        shutil.copytree(SEEDS, folder / "seeds")
        audit("run", folder=folder, PYTHONHASHSEED=seed, LC_ALL="C")
        report = audit("report", "--format", "json", folder=folder, PYTHONHASHSEED=seed).stdout
        with sqlite3.connect(folder / "db" / "audit.db") as connection:
            dump = [
                line
                for line in connection.iterdump()
                if "_sqlite_migrations" not in line and '"runs"' not in line
            ]
        dumps.append((dump, report))
    assert dumps[0][0] == dumps[1][0]


def test_an_unreadable_file_is_named_and_the_rest_is_audited(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "seeds" / "scan.txt").write_bytes(b"\x00\x01\x02" * 100)
    ran = audit("run", folder=tmp_path)
    assert ran.returncode == 3
    assert "scan.txt" in ran.stderr
    assert query(tmp_path, "select path from unread") == [("scan.txt",)]
    assert query(tmp_path, "select count(*) from documents") == [(2,)]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("run", "nowhere"), "nowhere"),
        (("check", "empty"), "no documents"),
        (("locate", "--sources", "empty", "--quotes", "-"), "no documents"),
        (("report", "--db", "missing.db"), "missing.db"),
        (("verify", "--db", "missing.db"), "missing.db"),
        (("report", "--format", "poem"), "poem"),
        (("locate", "--sources", "seeds"), "--quotes"),
    ],
)
def test_wrong_use_is_one_clear_sentence_and_exit_2(
    tmp_path: Path, arguments: tuple[str, ...], names: str
) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "empty").mkdir()
    refused = audit(*arguments, folder=tmp_path)
    assert refused.returncode == 2
    assert names in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_draft_may_come_from_standard_input(tmp_path: Path) -> None:
    draft = "The minister said: “We will not be there before the winter.”"
    extracted = subprocess.run(
        [sys.executable, "-m", "audit", "extract", "-"], cwd=tmp_path, input=draft, capture_output=True,
        text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    (row,) = map(json.loads, extracted.stdout.splitlines())
    assert (row["text"], row["speaker_text"]) == ("We will not be there before the winter.", "The minister")


def test_a_list_of_quotations_keeps_the_longest_and_names_the_line_that_is_no_csv(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "long.csv").write_text('text\n"' + "hegemony will not win " * 25_000 + '"\n', "utf-8")
    (tmp_path / "open.csv").write_text('text\n"no end\n', "utf-8")
    long = audit("locate", "--sources", "seeds", "--quotes", "long.csv", folder=tmp_path)
    assert (long.returncode, len(long.stdout.splitlines())) == (0, 1)
    refused = audit("locate", "--sources", "seeds", "--quotes", "open.csv", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "open.csv:" in refused.stderr
