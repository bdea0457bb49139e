"""What can be wrong with the file that an audit is stored in: one sentence, exit 2, and nothing is lost."""

import functools
import multiprocessing
import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from . import folders

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.faults.warm"])
NOBODY = 65534
COMMANDS = {
    "run": ("run", "documents", "--db", "audit.db"),
    "report": ("report", "--db", "audit.db"),
    "verify": ("verify", "--db", "audit.db"),
}


def nothing() -> None:
    """No fault: the command meets the file as it is."""


def impatient() -> None:
    import audit.store.publishing
    import audit.store.reading

    audit.store.publishing.BUSY_SECONDS = audit.store.reading.BUSY_SECONDS = 0.05
    sqlite3.connect = functools.partial(sqlite3.connect, timeout=0.05)


def without_room() -> None:
    """No file may grow beyond half of the audit that is there: writing fails as on a full disk."""
    half = Path("audit.db").stat().st_size // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (half, half))


def as_nobody() -> None:
    """Root may write everywhere, so a test that runs as root hands its rights in."""
    if os.geteuid() == 0:
        os.setuid(NOBODY)


def _command(folder: Path, arguments: tuple[str, ...], said: str, fault: Callable[[], None]) -> None:
    os.chdir(folder)
    file = os.open(said, os.O_WRONLY)
    fault()
    os.dup2(file, 1)
    os.dup2(file, 2)
    folders.command(folder, *arguments)


def tried(folder: Path, name: str, fault: Callable[[], None] = nothing) -> tuple[int, str]:
    """The exit code of a command and everything that it printed."""
    said = folder.parent / f"{name}.txt"
    said.write_text("")
    process = FORKED.Process(target=_command, args=(folder, COMMANDS[name], str(said), fault))
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode, said.read_text("utf-8")


def assert_one_sentence(said: str, sentence: str) -> None:
    assert sentence in said
    assert said.startswith("audit: audit.db: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = folders.make(tmp_path_factory.mktemp("audited") / "folder")
    code, said = tried(folder, "run")
    assert code == 0, said
    folders.review(folder, "seen")
    return folder


@pytest.fixture
def folder(tmp_path: Path, audited: Path) -> Path:
    """An audit with a review, and a draft that has changed since."""
    shutil.copytree(audited, tmp_path / "folder")
    folders.write_draft(tmp_path / "folder", 1)
    return tmp_path / "folder"


def a_letter(path: Path) -> None:
    path.write_bytes(b"Dear Madam, this is no database. " * 100)


def something_else(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table recipes (id integer)")


def half_of_it(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def almost_all_of_it(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096 * 3)


def a_page_of_zeros(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(len(data) // 4096 // 4, len(data) // 4096 // 2):
        data[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(data)


def of_next_year(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('audit', 'm999', '')"
        )


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (a_letter, "is not an SQLite database"),
        (something_else, "holds "),
        (half_of_it, "is damaged"),
        (almost_all_of_it, "is damaged"),
        (a_page_of_zeros, "is damaged"),
        (of_next_year, "was written by a newer version"),
    ],
)
def test_what_is_no_whole_audit_is_left_as_it_is_and_named(
    folder: Path, damage: Callable[[Path], None], sentence: str, name: str
) -> None:
    if (name, damage) == ("verify", of_next_year):
        pytest.skip("it proves what it knows, whoever stored it")
    damage(folders.database(folder))
    before = folders.database(folder).read_bytes()
    code, said = tried(folder, name)
    assert code == 2, said
    assert_one_sentence(said, sentence)
    assert folders.database(folder).read_bytes() == before


def test_an_unchanged_folder_does_not_hide_that_its_audit_is_damaged(folder: Path) -> None:
    folders.write_draft(folder, 0)
    a_page_of_zeros(folders.database(folder))
    code, said = tried(folder, "run")
    assert code == 2
    assert_one_sentence(said, "is damaged")


def test_a_disk_that_is_full_leaves_the_audit_before_and_its_reviews(folder: Path) -> None:
    before = folders.contents(folder)
    code, said = tried(folder, "run", without_room)
    assert code == 2, said
    assert_one_sentence(said, "the previous audit is unchanged")
    assert folders.contents(folder) == before
    assert folders.query(folder, "select note from reviews") == [("seen",)]
    assert tried(folder, "run")[0] == 0
    assert folders.query(folder, "select note from reviews") == [("seen",)]


def test_a_database_that_another_program_writes_to_says_so(folder: Path) -> None:
    before = folders.contents(folder)
    with closing(sqlite3.connect(folders.database(folder), isolation_level=None)) as other:
        other.execute("begin exclusive")
        for name in COMMANDS:
            code, said = tried(folder, name, impatient)
            assert code == 2, said
            assert_one_sentence(said, "another program is writing")
        other.execute("rollback")
    assert folders.contents(folder) == before


@pytest.fixture
def read_only(audited: Path) -> Iterator[Path]:
    """The folder and its audit as somebody finds them who may only read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "folder"
        shutil.copytree(audited, folder)
        Path(name).chmod(0o755)
        folders.database(folder).chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_an_audit_that_may_only_be_read_is_read_and_known_to_be_up_to_date(read_only: Path) -> None:
    code, said = tried(read_only, "run", as_nobody)
    assert (code, said.split(" since")[0]) == (0, "Nothing has changed")
    code, said = tried(read_only, "report", as_nobody)
    assert code == 1, said
    assert tried(read_only, "verify", as_nobody)[0] == 0


def test_an_audit_that_may_only_be_read_is_not_written(read_only: Path) -> None:
    before = folders.contents(read_only)
    folders.write_draft(read_only, 1)
    code, said = tried(read_only, "run", as_nobody)
    assert code == 2, said
    assert_one_sentence(said, "cannot be written to")
    assert folders.contents(read_only) == before


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.mkdir(), "is a directory"),
        (lambda path: path.symlink_to("gone/away/audit.db"), "cannot be opened"),
    ],
    ids=["a folder", "a link that leads nowhere"],
)
def test_a_place_where_no_database_can_be_is_named(
    folder: Path, make: Callable[[Path], None], sentence: str
) -> None:
    folders.database(folder).unlink()
    make(folders.database(folder))
    code, said = tried(folder, "run")
    assert (code, sentence in said, "Traceback" in said) == (2, True, False), said


def test_a_file_where_the_folder_of_the_database_should_be_is_named(folder: Path) -> None:
    folders.database(folder).rename(folder / "db")
    (folder / "audit.db").symlink_to("db/audit.db")
    code, said = tried(folder, "run")
    assert code == 2, said
    assert_one_sentence(said, "cannot be opened")
