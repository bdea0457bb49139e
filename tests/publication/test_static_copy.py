"""A copy that opens without a server: whole, linked within itself, and silent about what may not be published."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from audit.datasette_plugin.static_copy import write_copy
from audit.errors import ConfigurationError, DatabaseError
from tests.publication.sample_audit import FEE, MORNING_ID, quotation_id


@pytest.fixture(scope="module")
def copy(audit_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("whole") / "copy"
    assert write_copy(audit_file, directory) == len(list(directory.rglob("*.html")))
    return directory


@pytest.fixture(scope="module")
def excerpts(audit_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("excerpts") / "copy"
    write_copy(audit_file, directory, excerpts=True)
    return directory


def words_of(page: Path) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8"))))


@pytest.mark.parametrize("which", ["copy", "excerpts"])
def test_every_link_of_a_copy_leads_to_a_file_of_it(which: str, request: pytest.FixtureRequest) -> None:
    directory = request.getfixturevalue(which)
    for page in directory.rglob("*.html"):
        for address in re.findall(r'(?:href|src|action)="([^"]*)"', page.read_text("utf-8")):
            target, _, anchor = unescape(address).partition("#")
            file = (page.parent / unquote(target.partition("?")[0])).resolve() if target else page
            assert file.is_file(), (page.name, address)
            if anchor and file.suffix == ".html" and not anchor.startswith("c-r1"):
                assert f'id="{anchor}"' in file.read_text("utf-8"), (page.name, address)


def test_a_copy_compares_as_the_publication_does(copy: Path) -> None:
    page = (copy / "quotation" / f"{quotation_id(MORNING_ID, FEE)}.html").read_text("utf-8")
    assert '<mark class="only-source">not</mark>' in page
    assert "<form" not in page


def test_a_copy_holds_hostile_documents_as_text(copy: Path) -> None:
    for page in copy.rglob("*.html"):
        assert not re.search(r"<script>|<img|\u202e", page.read_text("utf-8"))


def test_excerpts_hold_the_quoted_sentences_and_no_others(excerpts: Path) -> None:
    told = " ".join(words_of(page) for page in excerpts.rglob("*.html"))
    assert "The parties will open the harbour by May, unless the survey finds damage." in told
    assert "The harbour handled 1,520 ships in 2021." in told
    for untold in ("Harbour plans", "Joint statement on the harbour The parties", "Read more", "{{7*7}}"):
        assert untold not in told


def test_a_directory_in_use_is_left_alone(audit_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ConfigurationError, match="is not empty"):
        write_copy(audit_file, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_no_audit_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("no database")
    for path in ("x.db", "y.db"):
        with pytest.raises(DatabaseError, match="audit run"):
            write_copy(tmp_path / path, tmp_path / f"copy of {path}")
