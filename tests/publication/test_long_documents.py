"""A long document is read in windows: nothing is lost between them, and every link opens the right one."""

import re
from collections.abc import AsyncIterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from audit.datasette_plugin import windows
from audit.datasette_plugin.serve import publication
from audit.datasette_plugin.static_copy import write_copy
from audit.datasette_plugin.windows import LONGEST, MOST_CLAIMS, SHORTEST, near, window_at
from tests.corrections.folder import Folder

LIST = "The list\n\n" + "\n\n".join(
    " ".join(f"He said “item{number} of{number}”." for number in range(first, first + 10))
    for first in range(0, 3_000, 10)
)
BLOCK = "One block\n\n" + " ".join(f"She said “thing{number} of{number}”." for number in range(100))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    made = Folder(tmp_path_factory.mktemp("long"), list=LIST, block=BLOCK)
    made.audit()
    return made


@pytest_asyncio.fixture
async def site(folder: Folder) -> AsyncIterator[Any]:
    yield publication(folder.database).client


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows that a short text fills."""
    monkeypatch.setattr(windows, "MOST_CLAIMS", 20)
    monkeypatch.setattr(windows, "SHORTEST", 200)


async def parts(site: Any, address: str) -> list[str]:
    """The document as who always turns to the next part reads it."""
    pages: list[str] = []
    following: str | None = address
    while following:
        pages.append((await site.get(following)).text)
        found = re.search(r'<a rel="next" href="([^"]+)"', pages[-1])
        following = unescape(found.group(1)) if found else None
    return pages


def read(html: str) -> str:
    """The text of a page's article, without its numbers and tags."""
    texts = re.findall(r'<(?:p|h2) class="text.*?>(.*?)</(?:p|h2)>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r'<a class="number".*?</a>', "", text)) for text in texts)


def words(text: str) -> str:
    return " ".join(unescape(text).split())


async def test_the_parts_of_a_long_document_are_light_and_together_the_whole(
    site: Any, folder: Folder
) -> None:
    pages = await parts(site, "/-/read/list.txt")
    assert len(pages) == 3
    assert max(map(len, pages)) < 1_000_000
    assert words(" ".join(map(read, pages))) == words(LIST)
    told = [name for page in pages for name in re.findall(r'<li id="n-([0-9a-f]{16})"', page)]
    claims = folder.rows("select id from quotations where document_id = 'list.txt' union all "
                         "select id from quantities where document_id = 'list.txt'")  # fmt: skip
    assert sorted(told) == sorted(str(row["id"]) for row in claims)
    numbers = [int(number) for page in pages for number in re.findall(r'class="back"[^>]*>(\d+)<', page)]
    assert numbers == list(range(1, len(claims) + 1))


@pytest.mark.usefixtures("small_windows")
async def test_a_paragraph_that_is_too_long_is_divided_after_a_sentence(site: Any) -> None:
    pages = await parts(site, "/-/read/block.txt")
    assert len(pages) >= 4
    assert words(" ".join(map(read, pages))) == words(BLOCK)
    assert all(read(page).rstrip().endswith(".") for page in pages)


@pytest.mark.usefixtures("small_windows")
async def test_a_link_opens_the_part_that_holds_the_words(site: Any, folder: Folder) -> None:
    for claim in folder.rows("select id, start from quotations where document_id = 'block.txt'")[::15]:
        followed = await site.get(f"/-/claim/{claim['id']}")
        page = (await site.get(followed.headers["location"].partition("#")[0])).text
        assert f'id="c-{claim["id"]}"' in page
        assert f'id="c-{claim["id"]}"' in (await site.get(f"/-/read/block.txt?at={claim['start']}")).text


@pytest.mark.usefixtures("small_windows")
def test_in_a_copy_each_part_is_a_file_and_every_link_finds_its_words(tmp_path: Path) -> None:
    folder = Folder(tmp_path, block=BLOCK, other="Another block\n\n" + BLOCK[-1_500:])
    folder.audit()
    copy = tmp_path / "copy"
    write_copy(folder.database, copy)
    assert len(list(copy.glob("read/block.txt-*.html"))) >= 4
    written = {file.resolve(): file.read_text("utf-8") for file in copy.rglob("*.html")}
    for page, html in written.items():
        for address in re.findall(r'<a [^>]*href="([^"]*)"', html):
            target, _, anchor = unescape(address).partition("#")
            file = (page.parent / unquote(target.partition("?")[0])).resolve() if target else page
            assert file in written, (page.name, address)
            assert not anchor or f'id="{anchor}"' in written[file], (page.name, address)


@given(st.lists(st.integers(1, 200_000), max_size=12), st.lists(st.integers(0, 600_000), max_size=20),
       st.integers(1, 700))  # fmt: skip
def test_windows_follow_each_other_and_none_is_too_long(
    lengths: list[int], crowds: list[int], crowd: int
) -> None:
    edges = [sum(lengths[:number]) for number in range(len(lengths) + 1)]
    claims = sorted(start for start in crowds if start < edges[-1] for _ in range(crowd))
    found = windows.windows("word " * (edges[-1] // 5 + 1), list(pairwise(edges)), claims)
    assert [edge for window in found[:1] for edge in window[:1]] + [end for _, end in found] == (
        [0, *(start for start, _ in found[1:]), edges[-1]] if lengths else []
    )
    for number, (start, end) in enumerate(found):
        assert start < end <= start + LONGEST * 1.2
        begun = sum(start <= claim < end for claim in claims)
        assert begun <= MOST_CLAIMS * 1.2 or end - start <= SHORTEST
        assert window_at(start, found) == window_at(end - 1, found) == number


def test_a_document_of_usual_length_is_one_window() -> None:
    assert windows.windows("word " * 8_000, [(0, 40_000)], range(0, 40_000, 100)) == [(0, 40_000)]


@pytest.mark.parametrize(
    ("number", "count", "listed"),
    [
        (0, 3, [0, 1, 2]),
        (0, 50, [0, 1, 2, None, 49]),
        (25, 50, [0, None, 23, 24, 25, 26, 27, None, 49]),
        (49, 50, [0, None, 47, 48, 49]),
    ],
)
def test_the_first_the_near_and_the_last_part_are_one_step_away(
    number: int, count: int, listed: list[int | None]
) -> None:
    assert near(number, count) == listed
