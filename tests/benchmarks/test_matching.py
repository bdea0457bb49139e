"""How fast quotations are found, and that it does not grow with the sources (ratios are for people to read)."""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from audit.locate import locate_all
from audit.matching.index import SourceIndex
from audit.matching.passages import shared_passages
from audit.model import Document

from .generated import Prose

SIZES = [200_000, 1_000_000]


def documents(characters: int) -> list[Document]:
    return [Document(name, name, text, ()) for name, text in Prose().documents(characters).items()]


@pytest.mark.parametrize("characters", SIZES)
def test_indexing(benchmark: BenchmarkFixture, characters: int) -> None:
    sources = documents(characters)
    index = benchmark.pedantic(SourceIndex, args=(sources,), rounds=3)
    assert index.locate(sources[0].text[:200])


@pytest.mark.parametrize("characters", SIZES)
def test_locating_two_hundred_quotations(benchmark: BenchmarkFixture, characters: int) -> None:
    sources = documents(characters)
    cases = Prose().cases({source.id: source.text for source in sources}, 200)
    index = SourceIndex(sources)
    found = benchmark.pedantic(lambda: list(index.locate_many([case.text for case in cases])), rounds=3)
    right = sum(
        bool(matches) and matches[0].document_id == case.document
        for case, matches in zip(cases, found, strict=True)
    )
    assert right >= 0.97 * sum(case.document is not None for case in cases)


def test_judging(benchmark: BenchmarkFixture) -> None:
    sources = documents(SIZES[0])
    cases = Prose().cases({source.id: source.text for source in sources}, 100)
    quotes = [(str(number), case.text) for number, case in enumerate(cases)]
    rows = benchmark.pedantic(lambda: list(locate_all(sources, quotes)), rounds=3)
    assert len(rows) == len(cases)


def test_shared_passages(benchmark: BenchmarkFixture) -> None:
    sources = documents(SIZES[0])
    copies = [Document(f"copy-{source.id}", source.path, source.text, ()) for source in sources]
    found = benchmark.pedantic(shared_passages, args=([*sources, *copies],), rounds=2)
    assert {passage.document_id for passage in found} >= {source.id for source in sources}
