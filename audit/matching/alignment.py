"""Align a quotation word by word with a place in a source, from a chain of shared runs.

Between two runs, and a little beyond the outer ones, the words themselves are aligned (longest
common subsequence); words that are nearly the same (a misread letter) count in part.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from audit.matching.chaining import EDGE, EVIDENCE, Block, Wanted, gap_cost
from audit.matching.word_index import Source

# Words beyond those a gap of the quotation has that are searched for it, and cells that may be compared.
_SLACK = 8
_MOST_CELLS = 40_000
# Unlike words at an edge that still stand for the source's words there, when the rest is found.
_EDGE_WORDS = 2
_EDGE_SHARE = 0.1
# How alike (0 to 100) two stretches of so many words at most must be to be one stretch misread or
# misspelt; two lines of unrelated prose are about 50 alike, the best of five at an edge 60.
_NEARLY = 65.0
_NEARLY_AT_EDGE = 70.0
_NEARLY_WORDS = 12
# What a word tells that is nearly the same, from nothing (as alike as unrelated ones) to this.
_NEARLY_BITS = 5.0
_UNRELATED = 40.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks in the quotation's order, their bits, and how many words besides are nearly the same.

    `document` is the source's number among those looked at. `start` and `end` are places: the outer
    edges of the first and the last block, or beyond them where unlike words stand for each other.
    """

    document: int
    blocks: tuple[Block, ...]
    start: int
    end: int
    bits: float = 0.0
    nearly: int = 0


def refine(source: Source, wanted: Wanted, document: int, blocks: list[Block]) -> Alignment:
    """Fill between, before and behind the blocks of a chain; `document` is the source's number."""
    first, last = blocks[0], blocks[-1]
    start = max(0, first.place - 2 * first.at - _SLACK)
    end = min(len(source), last.place_end + 2 * (len(wanted.keys) - last.end) + _SLACK)
    near = source.keys[start:end].tolist()
    local = [Block(block.at, block.place - start, block.length) for block in blocks]
    local = _with_edges(wanted, near, _filled(wanted.keys, near, local))
    placed = tuple(Block(block.at, block.place + start, block.length) for block in local)
    found = Alignment(document, placed, placed[0].place, placed[-1].place_end)
    return weighed(source, wanted, _over_misread_edges(source, wanted, found))


def _filled(quoted: list[int], source: list[int], blocks: list[Block]) -> list[Block]:
    """Find what else agrees between the blocks."""
    result = blocks[:1]
    for block in blocks[1:]:
        first = result[-1]
        result += _common(quoted, source, (first.end, block.at), (first.place_end, block.place))
        result.append(block)
    return _merged(result)


def _common(
    quoted: list[int], source: list[int], words: tuple[int, int], places: tuple[int, int]
) -> list[Block]:
    """Blocks of the longest common subsequence of two stretches."""
    width, depth = words[1] - words[0], places[1] - places[0]
    if width <= 0 or depth <= 0 or width * depth > _MOST_CELLS:
        return []
    left, right = quoted[slice(*words)], source[slice(*places)]
    if set(left).isdisjoint(right):
        return []
    found = LCSseq.editops(left, right).as_matching_blocks()
    return [Block(words[0] + part.a, places[0] + part.b, part.size) for part in found if part.size]


def _merged(blocks: list[Block]) -> list[Block]:
    merged = blocks[:1]
    for block in blocks[1:]:
        last = merged[-1]
        if last.end == block.at and last.place_end == block.place:
            merged[-1] = last._replace(length=last.length + block.length)
        else:
            merged.append(block)
    return merged


def _with_edges(wanted: Wanted, source: list[int], blocks: list[Block]) -> list[Block]:
    """Add what agrees before the first block and behind the last, as long as it pays for its gaps."""
    first, last, size = blocks[0], blocks[-1], len(wanted.keys)
    low = max(0, first.place - 2 * first.at - _SLACK)
    before = _common(wanted.keys, source, (0, first.at), (low, first.place))
    reach = min(len(source), last.place_end + 2 * (size - last.end) + _SLACK)
    behind = _common(wanted.keys, source, (last.end, size), (last.place_end, reach))
    if not before and not behind:
        return blocks
    before = _paying(wanted, first, before[::-1], backwards=True)[::-1]
    return _merged([*before, *blocks, *_paying(wanted, last, behind, backwards=False)])


def _paying(wanted: Wanted, anchor: Block, blocks: list[Block], *, backwards: bool) -> list[Block]:
    """The blocks nearest to the anchor whose bits, added up, outweigh the gaps to them."""
    balance = best = 0.0
    kept = 0
    near = anchor
    for number, block in enumerate(blocks):
        left, right = (block, near) if backwards else (near, block)
        balance += wanted.bits_of(block) - gap_cost(wanted, left, right, EDGE)
        if balance > best:
            best, kept = balance, number + 1
        near = block
    return blocks[:kept]


def weighed(source: Source, wanted: Wanted, found: Alignment) -> Alignment:
    """With the evidence added up: bits that the blocks share, less their gaps; misread stretches in part."""
    first, last = found.blocks[0], found.blocks[-1]
    bits = sum(map(wanted.bits_of, found.blocks))
    nearly = 0
    edges = (
        ((0, first.at), (found.start, first.place)),
        ((last.end, len(wanted.keys)), (last.place_end, found.end)),
    )
    for words, places in edges:
        worth = _misread(source, wanted, words, places)
        bits, nearly = bits + (worth or 0.0), nearly + (words[1] - words[0] if worth else 0)
    for left, right in pairwise(found.blocks):
        worth = _misread(source, wanted, (left.end, right.at), (left.place_end, right.place))
        bits += -gap_cost(wanted, left, right, EVIDENCE) if worth is None else worth
        nearly += 0 if worth is None else right.at - left.end
    return replace(found, bits=bits, nearly=nearly)


def _misread(source: Source, wanted: Wanted, words: tuple[int, int], places: tuple[int, int]) -> float | None:
    """Bits of a stretch that is nearly the source's, None where it is not."""
    if words[0] >= words[1] or places[0] >= places[1]:
        return None
    likeness = _likeness(source, wanted, words, places)
    if likeness < _NEARLY:
        return None
    return (words[1] - words[0]) * _NEARLY_BITS * (likeness - _UNRELATED) / (100 - _UNRELATED)


def _likeness(source: Source, wanted: Wanted, words: tuple[int, int], places: tuple[int, int]) -> float:
    """How alike two short stretches are, letter by letter, from 0 to 100."""
    if words[1] - words[0] > _NEARLY_WORDS or places[1] - places[0] > _NEARLY_WORDS:
        return 0.0
    there = source.text[source.starts[places[0]] : source.ends[places[1] - 1]]
    return ratio(wanted.words(*words).lower(), there.lower())


def _over_misread_edges(source: Source, wanted: Wanted, found: Alignment) -> Alignment:
    """Reach out over words at both edges that are nearly the source's."""
    first, last, size = found.blocks[0], found.blocks[-1], len(wanted.keys)
    before = behind = 0
    if first.at:
        places = [(first.place - width, first.place) for width in _widths(first.at, first.place)]
        before = _most_alike(source, wanted, (0, first.at), places)
    if last.end < size:
        places = [
            (last.place_end, last.place_end + width)
            for width in _widths(size - last.end, len(source) - last.place_end)
        ]
        behind = _most_alike(source, wanted, (last.end, size), places)
    return replace(found, start=first.place - before, end=last.place_end + behind)


def _widths(count: int, most: int) -> range:
    """Numbers of source words that so many misread words may be."""
    return range(max(1, count - 2), min(count + 2, most) + 1)


def _most_alike(source: Source, wanted: Wanted, words: tuple[int, int], places: list[tuple[int, int]]) -> int:
    """How many words the most alike of some stretches has; 0 where none is alike enough."""
    best, width = _NEARLY_AT_EDGE, 0
    for place in places:
        likeness = _likeness(source, wanted, words, place)
        if likeness > best:
            best, width = likeness, place[1] - place[0]
    return width


def reaching_out(source: Source, wanted: Wanted, found: Alignment) -> Alignment:
    """A few unlike words at an edge stand for as many of the source's in the same paragraph."""
    first, last = found.blocks[0], found.blocks[-1]
    most = max(_EDGE_WORDS, _EDGE_SHARE * len(wanted.keys))
    before, behind = first.at, len(wanted.keys) - last.end
    start, end = found.start, found.end
    if start == first.place and before <= most:
        while start > 0 and first.place - start < before and not _is_paragraph(source, start):
            start -= 1
    if end == last.place_end and behind <= most:
        while end < len(source) and end - last.place_end < behind and not _is_paragraph(source, end):
            end += 1
    return replace(found, start=start, end=end)


def _is_paragraph(source: Source, place: int) -> bool:
    """True where a paragraph begins with the word at `place`."""
    return "\n\n" in source.text[source.ends[place - 1] : source.starts[place]]
