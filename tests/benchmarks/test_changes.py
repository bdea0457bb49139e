"""What an audit costs when nothing changed, one document changed, or everything is new (ratios are to be read)."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from audit.pipeline import run

from .generated import ALTERATIONS, Prose

DOCUMENTS, CHARACTERS, QUOTATIONS = 60, 5_000, 5


def unwatched(_stage: str, items: Iterable[Any], _total: int, /) -> Iterator[Any]:
    return iter(items)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that quote each other."""
    prose = Prose()
    texts = prose.documents(DOCUMENTS * CHARACTERS, each=CHARACTERS)
    cases = iter(prose.cases(dict(texts), len(texts) * QUOTATIONS * len(ALTERATIONS)))
    folder = tmp_path_factory.mktemp("changes") / "documents"
    folder.mkdir()
    for name, text in texts.items():
        said = [
            f"“{case.text},” the minister said on Monday."
            for case, _ in zip(cases, range(QUOTATIONS), strict=False)
        ]
        (folder / f"{name}.txt").write_text("\n\n".join([text, *said]), "utf-8")
    return folder


def test_everything_is_new(benchmark: BenchmarkFixture, folder: Path, tmp_path: Path) -> None:
    databases = (tmp_path / f"{number}.db" for number in count())
    summary = benchmark.pedantic(lambda: run([folder], next(databases), unwatched), rounds=2)
    assert summary.documents == DOCUMENTS


def test_one_document_changed(benchmark: BenchmarkFixture, folder: Path, tmp_path: Path) -> None:
    changed = folder / "d00007.txt"
    run([folder], tmp_path / "audit.db", unwatched)

    def change() -> None:
        changed.write_text(changed.read_text("utf-8") + " It rained.", "utf-8")

    summary = benchmark.pedantic(
        lambda: run([folder], tmp_path / "audit.db", unwatched), setup=change, rounds=3
    )
    assert not summary.unchanged


def test_nothing_changed(benchmark: BenchmarkFixture, folder: Path, tmp_path: Path) -> None:
    run([folder], tmp_path / "audit.db", unwatched)
    summary = benchmark.pedantic(lambda: run([folder], tmp_path / "audit.db", unwatched), rounds=3)
    assert summary.unchanged
