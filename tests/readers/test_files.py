"""Which files are the input: all that are there, in one order, none twice, and a reason for the rest."""

import os
import socket
from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.readers import READERS, Inputs, discover, read, unique

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and permissions are POSIX")


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Some text.")
    return folder


def reasons(inputs: Inputs) -> dict[str, str]:
    return {item.path: item.reason for item in inputs.unread}


def test_files_come_sorted_by_their_path_below_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a.txt", "a/b/c.html", "Z.jsonl")
    assert discover([tmp_path]).files == ("Z.jsonl", "a.txt", "a/b/c.html", "a/z.md", "b.txt")


def test_hidden_files_and_the_manifest_are_no_inputs(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "sub/sources.toml", "sources.toml")
    inputs = discover([tmp_path])
    assert (inputs.files, inputs.unread) == (("a.txt",), ())
    assert inputs.manifests == (tmp_path / "sources.toml", tmp_path / "sub" / "sources.toml")


def test_every_other_file_is_unread_with_what_to_do(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "picture.png", "README")
    found = reasons(discover([tmp_path]))
    assert set(found) == {"picture.png", "README"}
    assert "no reader for .png files" in found["picture.png"]
    assert "without a suffix" in found["README"]


def test_excluded_files_are_neither_inputs_nor_unread(tmp_path: Path) -> None:
    inputs = discover([make(tmp_path, "a.txt", "b.png", "c.txt")]).without(lambda path: path != "c.txt")
    assert (inputs.files, inputs.unread) == (("c.txt",), ())


def test_several_paths_share_the_folder_they_have_in_common(tmp_path: Path) -> None:
    make(tmp_path, "x/one/a.txt", "x/two/b.txt", "x/two/sources.toml", "x/three/c.txt")
    inputs = discover(
        [tmp_path / "x" / "two" / "b.txt", tmp_path / "x" / "one", tmp_path / "x" / "one" / "a.txt"]
    )
    assert inputs.root == tmp_path / "x"
    assert inputs.files == ("one/a.txt", "two/b.txt")
    assert inputs.manifests == (tmp_path / "x" / "two" / "sources.toml",)


@pytest.mark.parametrize("name", ["missing", "sources.toml", ".hidden.txt"])
def test_a_path_that_is_no_input_is_an_error_that_names_it(name: str, tmp_path: Path) -> None:
    make(tmp_path, "sources.toml", ".hidden.txt")
    with pytest.raises(ConfigurationError, match=name):
        discover([tmp_path / name])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "secret.txt", "docs/a.txt")
    (tmp_path / "docs" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "docs" / "up").symlink_to(tmp_path, target_is_directory=True)
    inputs = discover([tmp_path / "docs"])
    assert inputs.files == ("a.txt",)
    assert all("out of the folder" in reason for reason in reasons(inputs).values())
    assert set(reasons(inputs)) == {"link.txt", "up"}


def test_links_in_a_circle_or_to_nowhere_end_the_search_nowhere(tmp_path: Path) -> None:
    make(tmp_path, "a/a.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "x.txt").symlink_to(tmp_path / "y.txt")
    (tmp_path / "y.txt").symlink_to(tmp_path / "x.txt")
    (tmp_path / "z.txt").symlink_to(tmp_path / "nowhere.txt")
    inputs = discover([tmp_path])
    assert inputs.files == ("a/a.txt",)
    assert set(reasons(inputs)) == {"x.txt", "y.txt", "z.txt"}


def test_a_link_to_what_is_read_anyway_is_no_second_document(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".store/b.txt")
    (tmp_path / "same.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "stored.txt").symlink_to(tmp_path / ".store" / "b.txt")
    inputs = discover([tmp_path])
    assert (inputs.files, inputs.unread) == (("a.txt", "stored.txt"), ())


def test_pipes_and_sockets_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        found = reasons(discover([tmp_path]))
    assert all("no regular file" in reason for reason in found.values())
    assert set(found) == {"pipe.txt", "socket.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is open to the superuser")
def test_what_may_not_be_opened_is_unread(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    inputs = discover([tmp_path])
    (tmp_path / "closed").chmod(0o700)
    assert "permission" in reasons(inputs)["closed"]
    [unread] = read("a.txt", tmp_path)
    assert "permission" in unread.reason  # type: ignore[union-attr]


def test_a_name_that_is_no_utf_8_is_unread_under_a_name_that_can_be_stored(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("Some text.")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    [item] = discover([tmp_path]).unread
    assert item.path == "\\xff.txt"
    assert "rename" in item.reason


def test_a_file_that_went_away_since_is_unread(tmp_path: Path) -> None:
    [item] = read("gone.txt", tmp_path)
    assert "cannot be opened" in item.reason  # type: ignore[union-attr]


def test_two_files_cannot_give_documents_of_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "b.txt", "text": "One."}')
    (tmp_path / "b.txt").write_text("Two.")
    first, second = unique(item for name in ("a.jsonl", "b.txt") for item in read(name, tmp_path))
    assert first.text == "One."  # type: ignore[union-attr]
    assert "is taken by a document of a.jsonl" in second.reason  # type: ignore[union-attr]


def test_every_reader_says_what_it_reads_and_no_two_read_the_same() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for reader in READERS:
        assert reader.description
        assert reader.version
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
