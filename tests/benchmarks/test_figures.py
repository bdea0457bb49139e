"""What comparing the figures of a folder costs, next to reading them, and how it grows."""

import random
import time
from collections.abc import Callable
from typing import Any

from audit.extractors.quantities import extract
from audit.matching.figure_claims import FigureClaim, figure_claims
from audit.matching.figure_pairs import compare_all
from audit.model import Document, Facts, Paragraph

PLACES = ("Kerala", "Assam", "Nepal", "Laos", "Peru", "Chile", "Ghana", "Malta", "Latvia", "Kenya")
THINGS = ("villages", "bridges", "schools", "farms", "houses", "boats", "roads", "wells", "clinics", "mills")
VERBS = ("flooded", "rebuilt", "sold", "closed", "painted", "inspected", "insured", "searched")


def folder(size: int) -> list[Document]:
    """Documents of ten figures each, about a few hundred things, so that many can be compared."""
    rng = random.Random(size)
    documents = []
    for number in range(size):
        text = "\n".join(
            f"In {rng.choice(PLACES)}, {rng.randint(2, 900)} {rng.choice(THINGS)} were {rng.choice(VERBS)} "
            f"in {rng.randint(2001, 2020)}, more than anybody in the province remembered."
            for _ in range(10)
        )
        facts = Facts(published="2021-01-01", published_basis="manifest")
        documents.append(
            Document(f"{number}.txt", f"{number}.txt", text, (Paragraph(0, 0, len(text), "body"),), facts)
        )
    return documents


def claims_of(documents: list[Document]) -> list[FigureClaim]:
    return [claim for one in documents for claim in figure_claims(one, extract(one))]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_comparing_the_figures_of_a_folder(benchmark: Any) -> None:
    documents = folder(200)
    claims, twice = claims_of(documents), claims_of(folder(400))
    found = benchmark(lambda: list(compare_all(claims)))
    once = seconds(lambda: list(compare_all(claims)))
    benchmark.extra_info["figures"] = len(claims)
    benchmark.extra_info["pairs_found"] = len(found)
    benchmark.extra_info["times_the_cost_of_reading"] = round(once / seconds(lambda: claims_of(documents)), 2)
    benchmark.extra_info["growth_when_the_folder_doubles"] = round(
        seconds(lambda: list(compare_all(twice))) / once, 2
    )
    assert found
