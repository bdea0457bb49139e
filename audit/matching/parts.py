"""Which places are a quotation's source: the best of each document, and the parts found further off."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log2

import numpy as np

from audit.matching.alignment import Alignment, reaching_out, refine, weighed
from audit.matching.boundaries import as_quoted
from audit.matching.chaining import Block, Run, Wanted, chain, stretched
from audit.matching.chance import FEWEST_WORDS, no_chance
from audit.matching.neighbourhoods import COPY, MOST_COPIES, Neighbourhood
from audit.matching.quoted import Quoted
from audit.matching.word_index import Source

Found = tuple[Alignment, list[Alignment]]

_MOST_PARTS = 12
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
# Blocks at an edge with fewer bits than this may be stray words between two far parts.
_WEAK = 16.0


def accepted(
    sources: Sequence[Source], quoted: Quoted, wanted: Wanted, places: Sequence[Neighbourhood]
) -> list[Found]:
    """The best alignment in each source that is no chance, with its rivals in that source."""
    by_document: dict[int, list[Alignment]] = {}
    aligned = _aligned(sources, wanted, places)
    sure = no_chance(sources, wanted, aligned)
    for found in aligned:
        by_document.setdefault(found.document, []).append(found)
    result: list[Found] = []
    for number, group in by_document.items():
        best, source = group[0], sources[number]
        if best not in sure:
            continue
        rivals = [other for other in group[1:] if other.bits >= _RIVAL * best.bits]
        runs = [run for place in places if place.document == number for run in place.runs]
        whole = _with_parts(source, wanted, best, runs)
        finished = [
            as_quoted(source, quoted, reaching_out(source, wanted, each))
            for each in (whole, *rivals[:_MOST_RIVALS])
        ]
        result.append((finished[0], finished[1:]))
    result.sort(key=lambda found: (-found[0].bits, found[0].document, found[0].start))
    return result


def _aligned(sources: Sequence[Source], wanted: Wanted, places: Sequence[Neighbourhood]) -> list[Alignment]:
    chains = _chains(sources, wanted, places)
    copy = COPY * wanted.bits(0, len(wanted.keys))
    aligned = [
        refine(sources[document], wanted, document, blocks)
        for rank, (score, document, blocks) in enumerate(chains)
        if rank < (MOST_COPIES if score >= copy else _MOST_ALIGNED)
    ]
    aligned.sort(key=lambda found: (-found.bits, found.document, found.start))
    return aligned


def _chains(
    sources: Sequence[Source], wanted: Wanted, places: Sequence[Neighbourhood]
) -> list[tuple[float, int, list[Block]]]:
    """Bits, source and blocks of each neighbourhood's best chain and its rivals beside it, best first."""
    found: list[tuple[float, int, list[Block], list[Run]]] = []
    best = 0.0
    for place in places:
        if place.bits < _WORTH_A_LOOK * best:
            continue
        runs = stretched(sources[place.document], wanted, place.runs)
        blocks, score = chain(wanted, runs)
        found.append((score, place.document, blocks, runs))
        best = max(best, score)
    for score, document, blocks, runs in list(found):
        if score >= _RIVAL * best:
            beside = _beside(wanted, runs, blocks, _RIVAL * best)
            found += [(rival, document, chained, []) for rival, chained in beside]
    worth = [each[:3] for each in found if each[0] >= _WORTH_A_LOOK * best]
    worth.sort(key=lambda each: (-each[0], each[1], each[2][0].place))
    return worth


def _beside(
    wanted: Wanted, runs: list[Run], blocks: list[Block], least: float
) -> Iterator[tuple[float, list[Block]]]:
    """Other chains of a neighbourhood, before or behind the best one, of at least so many bits."""
    while True:
        low, high = blocks[0].place, blocks[-1].place_end
        runs = [run for run in runs if run[1] >= high or run[1] + run[2] <= low]
        if sum(wanted.bits(at, at + length) for at, _, length in runs) < least:
            return
        blocks, score = chain(wanted, runs)
        if score < least:
            return
        yield score, blocks


def _with_parts(source: Source, wanted: Wanted, found: Alignment, runs: list[Run]) -> Alignment:
    """Look in the same document for the words of the quotation that `found` does not hold."""
    whole = [_completed(source, wanted, bare, runs) for bare in _without_weak_edges(wanted, found)]
    return max(whole, key=lambda each: sum(map(wanted.bits_of, each.blocks)))


def _completed(source: Source, wanted: Wanted, found: Alignment, runs: list[Run]) -> Alignment:
    """With the parts that stand further off, as long as one is found."""
    for _ in range(_MOST_PARTS):
        parts = (_part(source, wanted, found, runs, first, last) for first, last in _uncovered(wanted, found))
        part = next((part for part in parts if part is not None), None)
        if part is None:
            break
        found = _joined(source, wanted, found, part)
    return found


def _without_weak_edges(wanted: Wanted, found: Alignment) -> Iterator[Alignment]:
    """`found`, and without a few stray words at either edge, which may belong to a part further off."""
    yield found
    blocks = found.blocks
    while (
        len(blocks) > 1
        and blocks[0].at + blocks[0].length < blocks[1].at
        and wanted.bits_of(blocks[0]) < _WEAK
    ):
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-2].end < blocks[-1].at and wanted.bits_of(blocks[-1]) < _WEAK:
        blocks = blocks[:-1]
    if blocks != found.blocks:
        start = found.start if blocks[0] == found.blocks[0] else blocks[0].place
        end = found.end if blocks[-1] == found.blocks[-1] else blocks[-1].place_end
        yield replace(found, blocks=blocks, start=start, end=end)


def _uncovered(wanted: Wanted, found: Alignment) -> Iterator[tuple[int, int]]:
    """Stretches of the quotation that stand for no words of the source, or for far fewer."""
    size, blocks = len(wanted.keys), found.blocks
    gaps = [(0, blocks[0].at, blocks[0].place - found.start)]
    for left, right in pairwise(blocks):
        gaps.append((left.end, right.at, right.place - left.place_end))
    gaps.append((blocks[-1].end, size, found.end - blocks[-1].place_end))
    for first, last, source in gaps:
        if last - first >= _SHORTEST_PART and not 0.5 <= source / (last - first) <= 2:
            yield first, last


def _part(
    source: Source, wanted: Wanted, found: Alignment, runs: list[Run], first: int, last: int
) -> Alignment | None:
    """Where the words `[first, last)` of the quotation stand in the document, if it is no chance."""
    inside = [_cut(run, first, last) for run in runs] + _nearby(source, wanted, found, first, last)
    inside = [run for run in inside if run[2] > 0]
    if not inside:
        return None
    words = wanted.part(first, last)
    moved = [(at - first, place, length) for at, place, length in inside]
    blocks, _ = chain(words, stretched(source, words, moved))
    part = refine(source, words, found.document, blocks)
    distance = max(part.start - found.end, found.start - part.end, 8)
    words_found = sum(block.length for block in part.blocks) + part.nearly
    if words_found < FEWEST_WORDS or part.bits < log2(distance) + _PART_MARGIN:
        return None
    shifted = tuple(block._replace(at=block.at + first) for block in part.blocks)
    return replace(part, blocks=shifted)


def _cut(run: Run, first: int, last: int) -> Run:
    at, place, length = run
    begin, end = max(at, first), min(at + length, last)
    return begin, place + begin - at, end - begin


def _nearby(source: Source, wanted: Wanted, found: Alignment, first: int, last: int) -> list[Run]:
    """The best diagonal for the words `[first, last)` within reach of what was found."""
    low = max(0, min(found.start, found.end) - _AROUND)
    high = min(len(source), max(found.start, found.end) + _AROUND)
    width = last - first
    if high - low < width or width > _AROUND:
        return []
    around = source.keys[low:high]
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


def _joined(source: Source, wanted: Wanted, found: Alignment, part: Alignment) -> Alignment:
    """One alignment of both, in the quotation's order."""
    blocks = tuple(sorted(found.blocks + part.blocks))
    start = part.start if blocks[0] == part.blocks[0] else found.start
    end = part.end if blocks[-1] == part.blocks[-1] else found.end
    return weighed(source, wanted, Alignment(found.document, blocks, start, end))
