"""Which places are a quotation's source: the best of each document, and the parts found further off."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log2

import numpy as np

from audit.matching.alignment import Alignment, Block, Wanted, chain, evidence, refine
from audit.matching.seeds import Neighbourhood, Run
from audit.matching.word_index import WordIndex
from audit.model import Document

Found = tuple[Alignment, list[Alignment]]

# A place is given where its bits exceed those that chance shares somewhere among so many words, by this
# much, and by `_UNCOVERED` bits for the share of the quotation that does not stand there. Chosen
# so that one in a hundred quotations from elsewhere, or with shuffled words, is given a place.
_MARGIN = 5.0
_UNCOVERED = 40.0
# One stretch word for word is enough by itself; words of a phrase come together, so each tells less.
_STRETCH_MARGIN = 14.0
_IN_A_PHRASE = 0.8
_SHORTEST_STRETCH = 4
# A folder of two pages is still written in a language of many: chance never has fewer words to pick from.
_FEWEST_WORDS = 30_000
# Neighbourhoods that are aligned word by word: those within this share of the best one's bits.
_WORTH_A_LOOK = 0.35
_MOST_ALIGNED = 8
# A place with this share of the best place's bits fits about as well.
_RIVAL = 0.97
_MOST_RIVALS = 5
# Words without a place that are looked for again, how far around, and the bits they must share.
_SHORTEST_PART = 3
_AROUND = 1500
_PART_MARGIN = 8.0


def accepted(
    index: WordIndex, documents: Sequence[Document], wanted: Wanted, places: list[Neighbourhood]
) -> list[Found]:
    """The best alignment in each document that is no chance, with its rivals in that document."""
    by_document: dict[int, list[Alignment]] = {}
    for found in _aligned(index, documents, wanted, places):
        by_document.setdefault(found.document, []).append(found)
    result: list[Found] = []
    for number, group in by_document.items():
        best = group[0]
        if not is_no_chance(index, wanted, best):
            continue
        rivals = [other for other in group[1:] if other.bits >= _RIVAL * best.bits]
        runs = [run for place in places if place.document == number for run in place.runs]
        whole = _with_parts(index, documents[number].text, wanted, best, runs)
        result.append((whole, rivals[:_MOST_RIVALS]))
    result.sort(key=lambda found: (-found[0].bits, found[0].document, found[0].start))
    return result


def is_no_chance(index: WordIndex, wanted: Wanted, found: Alignment) -> bool:
    """True where the shared words are too rare, for a quotation of this length, to be shared by chance."""
    chance = log2(max(len(index.keys), _FEWEST_WORDS))
    size = len(wanted.keys)
    uncovered = 1 - sum(block.length for block in found.blocks) / size
    if found.bits - _UNCOVERED * uncovered >= chance + _MARGIN:
        return True
    needed = chance + log2(size) + _STRETCH_MARGIN
    return any(_stretch_bits(wanted, block) >= needed for block in found.blocks)


def _stretch_bits(wanted: Wanted, block: Block) -> float:
    if block.length < _SHORTEST_STRETCH:
        return 0.0
    first = wanted.bits(block.at, block.at + 1)
    return first + _IN_A_PHRASE * (wanted.bits(block.at, block.at + block.length) - first)


def _aligned(
    index: WordIndex, documents: Sequence[Document], wanted: Wanted, places: list[Neighbourhood]
) -> list[Alignment]:
    chains = [(place.document, *chain(wanted, place.runs)) for place in places]
    best = max(score for _, _, score in chains)
    chains = [found for found in chains if found[2] >= _WORTH_A_LOOK * best]
    chains.sort(key=lambda found: (-found[2], found[1][0].place))
    aligned = [
        refine(index, documents[document].text, wanted, document, blocks)
        for document, blocks, _ in chains[:_MOST_ALIGNED]
    ]
    aligned.sort(key=lambda found: (-found.bits, found.start))
    return aligned


def _with_parts(index: WordIndex, text: str, wanted: Wanted, found: Alignment, runs: list[Run]) -> Alignment:
    """Look in the same document for the words of the quotation that `found` does not hold."""
    for first, last in _uncovered(wanted, found):
        part = _part(index, text, wanted, found, runs, first, last)
        if part is not None:
            found = _joined(index, text, wanted, found, part)
    return found


def _uncovered(wanted: Wanted, found: Alignment) -> Iterator[tuple[int, int]]:
    """Stretches of the quotation that stand for no words of the source, or for far fewer."""
    size, blocks = len(wanted.keys), found.blocks
    lead, tail = blocks[0].place - found.start, found.end - blocks[-1].place - blocks[-1].length
    gaps = [(0, blocks[0].at, lead)]
    for left, right in pairwise(blocks):
        gaps.append((left.at + left.length, right.at, right.place - left.place - left.length))
    gaps.append((blocks[-1].at + blocks[-1].length, size, tail))
    for first, last, source in gaps:
        if last - first >= _SHORTEST_PART and not 0.5 <= source / (last - first) <= 2:
            yield first, last


def _part(
    index: WordIndex, text: str, wanted: Wanted, found: Alignment, runs: list[Run], first: int, last: int
) -> Alignment | None:
    """Where the words `[first, last)` of the quotation stand in the document, if it is no chance."""
    inside = [_cut(run, first, last) for run in runs] + _nearby(index, wanted, found, first, last)
    inside = [run for run in inside if run[2] > 0]
    if not inside:
        return None
    words = wanted.part(first, last)
    blocks, _ = chain(words, sorted({(at - first, place, length) for at, place, length in inside}))
    part = refine(index, text, words, found.document, blocks)
    distance = max(part.start - found.end, found.start - part.end, 8)
    if part.bits * _IN_A_PHRASE < log2(distance) + _PART_MARGIN:
        return None
    shifted = tuple(block._replace(at=block.at + first) for block in part.blocks)
    return replace(part, blocks=shifted)


def _cut(run: Run, first: int, last: int) -> Run:
    at, place, length = run
    begin, end = max(at, first), min(at + length, last)
    return begin, place + begin - at, end - begin


def _nearby(index: WordIndex, wanted: Wanted, found: Alignment, first: int, last: int) -> list[Run]:
    """The best diagonal for the words `[first, last)` within reach of what was found."""
    low = max(int(index.offsets[found.document]), min(found.start, found.end) - _AROUND)
    high = min(int(index.offsets[found.document + 1]), max(found.start, found.end) + _AROUND)
    width = last - first
    if high - low < width or width > _AROUND:
        return []
    around = index.keys[low:high]
    shared = np.zeros(high - low - width + 1)
    for step in range(width):
        same = around[step : len(shared) + step] == wanted.keys[first + step]
        shared += same * wanted.bits(first + step, first + step + 1)
    best = int(shared.argmax())
    return [
        (first + step, low + best + step, 1)
        for step in range(width)
        if around[best + step] == wanted.keys[first + step]
    ]


def _joined(index: WordIndex, text: str, wanted: Wanted, found: Alignment, part: Alignment) -> Alignment:
    """One alignment of both, in the quotation's order."""
    blocks = tuple(sorted(found.blocks + part.blocks))
    start = part.start if blocks[0] == part.blocks[0] else found.start
    end = part.end if blocks[-1] == part.blocks[-1] else found.end
    return Alignment(found.document, blocks, start, end, evidence(index, text, wanted, blocks))
