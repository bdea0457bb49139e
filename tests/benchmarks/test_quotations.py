"""What reading quotations costs, next to cutting the same text into words, and how it grows."""

import re
import time
from collections.abc import Callable
from typing import Any

from audit.extractors.quotations import extract
from audit.model import Document, Paragraph

STORY = """\
The minister said that the talks would go on and called the offer “a first step”, adding that “much is left to do”.
“We have waited for years,” said Ursula von der Leyen, the president of the European Commission. “We can wait a week.”
According to the central bank, prices rose in every region last year, and 40 percent of firms plan to raise wages.
The river rose again in the night. Two bridges were closed, and the army brought boats from the coast to the towns.
"""


def document(repeats: int) -> Document:
    lines = (STORY * repeats).splitlines()
    text = "\n".join(lines)
    paragraphs, at = [], 0
    for number, line in enumerate(lines):
        paragraphs.append(Paragraph(number, at, at + len(line), "body"))
        at += len(line) + 1
    return Document("story", "story", text, tuple(paragraphs))


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_reading_costs_a_small_multiple_of_cutting_words(benchmark: Any) -> None:
    story = document(200)
    words = re.compile(r"\w+|[^\w\s]")
    base = min(seconds(lambda: [match.span() for match in words.finditer(story.text)]) for _ in range(3))
    benchmark(extract, story)
    benchmark.extra_info["characters"] = len(story.text)
    benchmark.extra_info["times_the_cost_of_cutting_words"] = (
        min(seconds(lambda: extract(story)) for _ in range(3)) / base
    )


def test_ten_times_the_text_takes_about_ten_times_as_long(benchmark: Any) -> None:
    small, large = document(40), document(400)
    extract(small)
    benchmark(extract, large)
    once = min(seconds(lambda: extract(small)) for _ in range(3))
    benchmark.extra_info["growth_for_ten_times_the_text"] = (
        min(seconds(lambda: extract(large)) for _ in range(3)) / once
    )
