"""How fast quantities are extracted, next to merely cutting the text into tokens."""

import time
from typing import Any

from audit.extractors.quantities import extract
from audit.extractors.quantity_tokens import Tokens
from audit.model import Document

PARAGRAPH = (
    "Trade reached $145 billion last year, up 5.4 per cent, the ministry said on Tuesday. More than 2,000 people "
    "came between 8 a.m. and noon. The other towns of the province, whose harbours were once the richest of the "
    "coast, had no figures to give, and their mayors would not say when there might be any.\n\n"
)


def test_extraction_of_news(benchmark: Any) -> None:
    document = Document(id="a", path="a.txt", text=PARAGRAPH * 300, paragraphs=())
    rows = benchmark(extract, document)
    started = time.perf_counter()
    Tokens(document.text)
    cutting = time.perf_counter() - started
    started = time.perf_counter()
    extract(document)
    benchmark.extra_info["times_the_cost_of_cutting"] = round((time.perf_counter() - started) / cutting, 1)
    benchmark.extra_info["characters"] = len(document.text)
    assert len(rows) >= 300 * 6
