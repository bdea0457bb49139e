"""A run may be killed at any moment: the audit before it stays whole, and no review is lost."""

import multiprocessing
import random
import sqlite3
import time
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from . import folders

KILLS = 100
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.faults.warm"])


def started(folder: Path) -> ForkServerProcess:
    process = FORKED.Process(target=folders.run, args=(folder, folder / "said.txt"))
    process.start()
    return process


def finished(folder: Path) -> float:
    """Runs once to the end and tells how long that took."""
    begun = time.perf_counter()
    process = started(folder)
    process.join(60)
    assert process.exitcode == 0, (folder / "said.txt").read_text()
    return time.perf_counter() - begun


def kill(folder: Path, seconds: float, after_writing_began: bool) -> bool:
    """Kills a run after so many seconds, from its start or from its first write; True if it was alive."""
    process, journal = started(folder), Path(f"{folders.database(folder)}-journal")
    while after_writing_began and process.is_alive() and not journal.exists():
        time.sleep(0.0002)
    time.sleep(seconds)
    alive = process.is_alive()
    process.kill()
    process.join(60)
    return alive


def assert_whole(folder: Path) -> None:
    """What holds of every audit, after whatever happened to the runs."""
    with closing(sqlite3.connect(folders.database(folder))) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        assert connection.execute("select * from broken_passages").fetchall() == []
        assert connection.execute("select * from runs where finished is null").fetchall() == []
        for table in ("paragraphs", "quotations", "quantities"):
            connection.execute(f"insert into {table}_fts ({table}_fts, rank) values ('integrity-check', 1)")
        connection.rollback()


@pytest.fixture
def states(tmp_path: Path) -> list[dict[str, list[tuple[object, ...]]]]:
    """What a fresh audit of each state of the folder holds."""
    fresh = []
    for state in (0, 1):
        folder = folders.make(tmp_path / f"state {state}")
        folders.write_draft(folder, state)
        finished(folder)
        fresh.append(folders.contents(folder))
    return fresh


def test_whenever_a_run_is_killed_the_old_audit_or_the_new_one_is_there_whole(
    tmp_path: Path, states: list[dict[str, list[tuple[object, ...]]]]
) -> None:
    folder = folders.make(tmp_path / "killed")
    usual, chance = finished(folder), random.Random(7)
    stored, outcomes = 0, {"old": 0, "new": 0}
    for number in range(KILLS):
        folders.review(folder, f"note {number}")
        folders.write_draft(folder, 1 - stored)
        while not kill(folder, chance.uniform(0, usual if number % 2 else usual / 10), number % 2 == 0):
            folders.write_draft(
                folder, stored
            )  # it was quicker: its audit is stored, and the next kill counts
            stored = 1 - stored
        assert_whole(folder)
        found = folders.contents(folder)
        assert found in states, f"kill {number}: neither the audit of one state nor that of the other"
        outcomes["old" if found == states[stored] else "new"] += 1
        stored = states.index(found)
        notes = folders.query(folder, "select note from reviews order by id")
        assert notes == [(f"note {kept}",) for kept in range(number + 1)]
    assert outcomes["old"] > KILLS / 10
    finished(folder)


def test_reviews_are_written_while_runs_publish(tmp_path: Path) -> None:
    folder = folders.make(tmp_path / "reviewed")
    finished(folder)
    written = 0
    for state in (1, 0, 1, 0):
        folders.write_draft(folder, state)
        process = started(folder)
        while process.is_alive():
            folders.review(folder, f"note {written}")
            written += 1
            time.sleep(0.01)
        process.join()
        assert process.exitcode == 0, (folder / "said.txt").read_text()
    assert_whole(folder)
    assert written > 4
    assert folders.query(folder, "select note from reviews order by id") == [
        (f"note {n}",) for n in range(written)
    ]


def test_two_runs_at_once_leave_the_audit_of_one_of_them(
    tmp_path: Path, states: list[dict[str, list[tuple[object, ...]]]]
) -> None:
    folder = folders.make(tmp_path / "twice")
    finished(folder)
    folders.write_draft(folder, 1)
    both = [started(folder), started(folder)]
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert_whole(folder)
    assert folders.contents(folder) == states[1]


def test_two_first_runs_at_once_make_one_database(
    tmp_path: Path, states: list[dict[str, list[tuple[object, ...]]]]
) -> None:
    for attempt in range(5):
        folder = folders.make(tmp_path / f"first {attempt}")
        both = [started(folder), started(folder)]
        for process in both:
            process.join(60)
        assert [process.exitcode for process in both] == [0, 0], (folder / "said.txt").read_text()
        assert_whole(folder)
        assert folders.contents(folder) == states[0]


def test_a_first_run_that_is_killed_is_made_good_by_the_next(
    tmp_path: Path, states: list[dict[str, list[tuple[object, ...]]]]
) -> None:
    chance = random.Random(11)
    usual = finished(folders.make(tmp_path / "usual"))
    for attempt in range(15):
        folder = folders.make(tmp_path / f"killed {attempt}")
        kill(folder, chance.uniform(0, usual), after_writing_began=attempt % 2 == 0)
        finished(folder)
        assert_whole(folder)
        assert folders.contents(folder) == states[0]


def test_a_run_waits_for_a_writer_that_is_not_done(tmp_path: Path) -> None:
    folder = folders.make(tmp_path / "waiting")
    finished(folder)
    folders.write_draft(folder, 1)
    with sqlite3.connect(folders.database(folder), isolation_level=None) as writer:
        writer.execute("begin immediate")
        process = started(folder)
        time.sleep(0.3)
        assert process.is_alive()
        writer.execute("commit")
    process.join(60)
    assert process.exitcode == 0
