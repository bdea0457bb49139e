"""`sources.toml`: what a person states goes before what a document says, and a slip is shown where it is."""

from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.manifest import _CHECKS, Manifest, load_manifests
from audit.model import Document, Facts


def manifest(folder: Path, source: str) -> Manifest:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.toml").write_text(source, "utf-8")
    return load_manifests([folder / "sources.toml"], folder)


def facts(stated: Manifest, path: str, own: Facts | None = None) -> Facts:
    return stated.describe(Document(path, path, "", (), own or Facts())).facts


def test_what_is_stated_goes_before_what_the_document_says(tmp_path: Path) -> None:
    stated = manifest(tmp_path, '[documents."a.html"]\npublished = 2022-02-04\nrole = "primary"')
    own = Facts(title="Its own", published="2020-01-01", published_basis="metadata")
    known = facts(stated, "a.html", own)
    assert (known.published, known.published_basis, known.role) == ("2022-02-04", "manifest", "primary")
    assert known.title == "Its own"


def test_a_document_that_is_not_named_is_a_report_with_its_own_facts(tmp_path: Path) -> None:
    stated = manifest(tmp_path, '[documents."a.txt"]\nrole = "primary"')
    assert facts(stated, "b.txt", Facts(title="Own")) == Facts(title="Own")


def test_the_more_exact_entry_wins_key_by_key(tmp_path: Path) -> None:
    stated = manifest(
        tmp_path,
        """
        [documents."wire/a.txt"]
        author = "by path"
        [documents."wire/*.txt"]
        author = "by longer pattern"
        title = "by longer pattern"
        [documents."**"]
        author = "by any"
        title = "by any"
        publisher = "by any"
        """,
    )
    known = facts(stated, "wire/a.txt")
    assert (known.author, known.title, known.publisher) == ("by path", "by longer pattern", "by any")


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "sub/a.txt", False),
        ("**/*.txt", "a.txt", True),
        ("**/*.txt", "sub/deep/a.txt", True),
        ("sub/**", "sub/deep/a.txt", True),
        ("a?.txt", "ab.txt", True),
        ("a?.txt", "a/.txt", False),
        ("a[1].txt", "a[1].txt", True),
        ("a[1].txt", "a1.txt", False),
        ("A.txt", "a.txt", False),
        ("./a.txt", "a.txt", True),
    ],
)
def test_stars_stay_within_a_folder_and_all_else_is_the_name(
    pattern: str, path: str, named: bool, tmp_path: Path
) -> None:
    stated = manifest(tmp_path, f"[documents.'{pattern}']\ntitle = 'x'")
    assert bool(stated.stated(path)) is named


def test_a_manifest_in_a_folder_speaks_of_that_folder_and_before_the_one_above(tmp_path: Path) -> None:
    manifest(tmp_path, '[documents."sub/a.txt"]\ntitle = "above"\nauthor = "above"')
    manifest(tmp_path / "sub", '[documents."a.txt"]\ntitle = "beside"')
    both = load_manifests([tmp_path / "sources.toml", tmp_path / "sub" / "sources.toml"], tmp_path)
    assert (facts(both, "sub/a.txt").title, facts(both, "sub/a.txt").author) == ("beside", "above")
    assert facts(both, "a.txt").title is None


def test_a_record_of_a_json_lines_file_is_named_by_its_id_or_its_file(tmp_path: Path) -> None:
    stated = manifest(
        tmp_path, '[documents."d.jsonl"]\npublisher = "P"\n[documents."speech-1"]\nspeaker = "The minister"'
    )
    known = stated.describe(Document("speech-1", "d.jsonl", "", ())).facts
    assert (known.publisher, known.speaker) == ("P", "The minister")


def test_families_are_stated_once_for_all_their_members(tmp_path: Path) -> None:
    stated = manifest(tmp_path, '[[families]]\nname = "one source"\ndocuments = ["a.txt", "copies/*"]')
    assert {facts(stated, path).family for path in ("a.txt", "copies/b.txt")} == {"one source"}
    assert facts(stated, "c.txt").family is None


def test_exclude_names_files_patterns_and_folders(tmp_path: Path) -> None:
    stated = manifest(tmp_path, 'exclude = ["a.txt", "drafts/", "**/*.bak.txt"]')
    assert all(stated.excludes(path) for path in ("a.txt", "drafts/x/y.txt", "z.bak.txt", "q/z.bak.txt"))
    assert not any(stated.excludes(path) for path in ("b.txt", "q/a.txt", "drafts.txt"))


def test_what_names_no_file_is_told(tmp_path: Path) -> None:
    stated = manifest(
        tmp_path,
        """
        exclude = ["drafts", "old"]
        [documents."gone.txt"]
        title = "x"
        [documents."*.txt"]
        title = "y"
        """,
    )
    assert stated.excludes("old/b.txt")
    assert not stated.excludes("a.txt")
    assert stated.encoding("a.txt") is None
    assert ["drafts" in note or "gone.txt" in note for note in stated.unused()] == [True, True]


def test_an_encoding_is_stated_but_is_no_fact(tmp_path: Path) -> None:
    stated = manifest(tmp_path, '[documents."a.txt"]\nencoding = "utf-16-le"')
    assert stated.encoding("a.txt") == "utf-16-le"
    assert facts(stated, "a.txt") == Facts()


@pytest.mark.parametrize(
    "value", ["2022", '"2022"', '"2022-02"', "2022-02-04", '"2022-02-04"', "2022-02-04T10:00:00Z"]
)
def test_dates_may_be_as_exact_as_they_are_known(value: str, tmp_path: Path) -> None:
    published = facts(manifest(tmp_path, f'[documents."a.txt"]\npublished = {value}'), "a.txt").published
    assert published == value.strip('"')[:10]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ('[documents."a.txt"]\ntitle = "x"\npublished = "last week"', 3, "is no date"),
        ('[documents."a.txt"]\npublished = "2022-13"', 2, "is no date"),
        ('[documents."a.txt"]\npublished = "22-01-01"', 2, "is no date"),
        ('[documents."a.txt"]\nrole = "main"', 2, '"report" or "primary"'),
        ('[documents."a.txt"]\ntitel = "x"', 2, 'did you mean "title"'),
        ('[documents."a.txt"]\ntitle = 3', 2, "quotation marks"),
        ('[documents."a.txt"]\ntitle = ""', 2, "quotation marks"),
        ('[documents."a.txt"]\nurl = "javascript:alert(1)"', 2, "web address"),
        ('[documents."a.txt"]\nlanguage = "English!"', 2, "language code"),
        ('[documents."a.txt"]\nencoding = "nonsense"', 2, "encoding"),
        ('\n\n[documents."a.txt"]\ntitle = x', 4, "not TOML"),
        ("[documents.a.txt]\ntitle = 'x'", 1, 'put it in quotation marks: [documents."a.txt"]'),
        ('[documents."../a.txt"]\ntitle = "x"', 1, "below this folder"),
        ('[documents]\n"a.txt" = "primary"', 2, "write a table"),
        ('title = "x"', 1, "known here: documents, exclude, families"),
        ('exclude = "a.txt"', 1, "list of patterns"),
        ('[[families]]\nname = "x"', 1, '"name" and "documents"'),
        ('[[families]]\nname = "x"\ndocuments = "a.txt"', 3, "list of paths"),
    ],
)
def test_an_error_shows_the_line_it_is_on(source: str, line: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as error:
        manifest(tmp_path, source)
    first, shown, marks = str(error.value).split("\n")
    assert first.startswith(f"{tmp_path / 'sources.toml'}:{line}: ")
    assert words in first
    assert source.split("\n")[line - 1] in shown
    assert set(marks.replace("|", "").strip()) == {"^"}


@pytest.mark.parametrize("source", [b"\xff\xfe", b"x = " + b"[" * 5_000])
def test_a_file_that_is_no_manifest_is_an_error_and_no_traceback(source: bytes, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(source)
    with pytest.raises(ConfigurationError, match=r"sources\.toml"):
        load_manifests([tmp_path / "sources.toml"], tmp_path)


def test_every_fact_of_the_model_can_be_stated_and_nothing_else() -> None:
    assert {*_CHECKS, "published_basis"} == {*Facts.__dataclass_fields__, "encoding"}


def test_the_manifest_of_the_seeds_states_only_what_the_documents_say() -> None:
    seeds = Path(__file__).parent.parent.parent / "seeds"
    stated = load_manifests([seeds / "sources.toml"], seeds)
    for entry in stated.entries:
        text = " ".join((seeds / entry.pattern).read_text("utf-8").split())
        said = {key: value for key, value in entry.stated.items() if key in ("title", "author", "publisher")}
        assert all(value in text for value in said.values())
        assert "published" not in entry.stated
