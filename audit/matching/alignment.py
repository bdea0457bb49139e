"""Align a quotation word by word with a place in a source: chain the runs, then fill what lies between.

A chain takes runs in the order of both texts and pays for what it skips, so that one stray common
word cannot stretch it. Between two runs, and a little beyond the outer ones, the words themselves
are aligned (longest common subsequence) and words that are nearly the same (a misread letter) count in part.
"""

from dataclasses import dataclass, replace
from math import inf, log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from audit.matching.word_index import WordIndex

# What a break in the shared words costs a chain, in bits, besides each doubling of the words skipped: words
# passed over in one text only, or unlike words in both. Unlike words in equal number cost by the word.
_CHAIN_OMISSION = 3.0
_CHAIN_DISORDER = 8.0
_BREAK_A_DOUBLING = 1.5
# The same as evidence: words passed over in only one of the texts, or unlike in both. Shuffled words of
# one page share a bag of rare words in order by accident, with unequal stretches between them.
_OMISSION = 8.0
_SUBSTITUTION = 2.0
_DISORDER = 12.0
# Earlier runs that a run may follow: long quotations have thousands of runs, their chains are local.
_LOOK_BACK = 40
_MOST_RUNS = 4000
# Words beyond those a gap of the quotation has that are searched for it, and cells that LCS may fill.
_SLACK = 8
_MOST_CELLS = 40_000
# Unlike words at an edge that still stand for the source's words there, when the rest is found.
_EDGE_WORDS = 2
_EDGE_SHARE = 0.1
# How alike (0 to 100) two stretches must be to be one stretch misread or misspelt; two lines of
# unrelated prose are about 50 alike.
_NEARLY = 65.0
_NEARLY_AT_EDGE = 70.0


Run = tuple[int, int, int]
"""First word in the quotation, place in the sources, number of words."""


class Block(NamedTuple):
    """The same words in both: first word in the quotation, place in the sources, number of words."""

    at: int
    place: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks in the quotation's order. `start` and `end` are places: the edges with unlike words."""

    document: int
    blocks: tuple[Block, ...]
    start: int
    end: int
    bits: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quotation as the aligner needs it: word keys, their bits, text and word spans.

    `single` is what each word tells; `behind` is the running total of what words tell behind another.
    """

    keys: list[int]
    single: list[float]
    behind: list[float]
    text: str
    starts: list[int]
    ends: list[int]

    def bits(self, first: int, last: int) -> float:
        """Bits of the words `[first, last)` in a row."""
        return self.single[first] + self.behind[last] - self.behind[first + 1]

    def part(self, first: int, last: int) -> "Wanted":
        """The words `[first, last)` as a quotation of their own."""
        span = slice(first, last)
        return Wanted(
            self.keys[span],
            self.single[span],
            self.behind[first : last + 1],
            self.text,
            self.starts[span],
            self.ends[span],
        )

    def words(self, first: int, last: int) -> str:
        """The text of the words `[first, last)`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def gap_cost(quoted: int, source: int, omission: float, disorder: float) -> float:
    """Bits lost by a gap of so many words of the quotation and of the source; a jump back is negative."""
    if quoted == source:
        return _SUBSTITUTION * (1 + quoted) if quoted else 0.0
    one_sided = source >= 0 and not (quoted and source)
    skipped = abs(source - quoted) + max(0, min(quoted, source)) / 2
    return (omission if one_sided else disorder) + _BREAK_A_DOUBLING * log2(1 + skipped)


def stretched(index: WordIndex, wanted: Wanted, document: int, runs: list[Run]) -> list[Run]:
    """Each run as far as the words agree; runs that become one are one."""
    low, high = int(index.offsets[document]), int(index.offsets[document + 1])
    found: dict[int, list[Run]] = {}
    for at, place, length in sorted(runs):
        row = found.setdefault(place - at, [])
        if row and at < row[-1][0] + row[-1][2]:
            continue
        before = min(at, place - low)
        reach = min(len(wanted.keys) - at - length, high - place - length)
        left = _agreeing(wanted.keys[at - before : at][::-1], index.keys[place - before : place][::-1])
        end = at + length
        right = _agreeing(wanted.keys[end : end + reach], index.keys[place + length : place + length + reach])
        row.append((at - left, place - left, length + left + right))
    return [run for row in found.values() for run in row]


def _agreeing(quoted: list[int], source: NDArray[np.uint32]) -> int:
    """How many words agree from the start on."""
    count = 0
    for ours, theirs in zip(quoted, source, strict=False):
        if ours != theirs:
            break
        count += 1
    return count


def chain(wanted: Wanted, runs: list[Run]) -> tuple[list[Block], float]:
    """The best sequence of runs that goes forward in both texts, and its bits."""
    blocks = [Block(*run) for run in sorted(runs)[:_MOST_RUNS]]
    if len(blocks) == 1:
        return blocks, wanted.bits(blocks[0].at, blocks[0].at + blocks[0].length)
    scores: list[float] = []
    before: list[int | None] = []
    for number, block in enumerate(blocks):
        score, previous = wanted.bits(block.at, block.at + block.length), None
        for earlier in range(max(0, number - _LOOK_BACK), number):
            joined = scores[earlier] + _worth_after(wanted, blocks[earlier], block)
            if joined > score:
                score, previous = joined, earlier
        scores.append(score)
        before.append(previous)
    best = max(range(len(blocks)), key=scores.__getitem__)
    return _traced(blocks, before, best), scores[best]


def _worth_after(wanted: Wanted, first: Block, second: Block) -> float:
    """What `second` adds behind `first`: its bits that `first` has not, less the gap's cost."""
    quoted = second.at - first.at - first.length
    source = second.place - first.place - first.length
    overlap = max(0, -quoted, -source)
    if overlap >= second.length:
        return -inf
    bits = wanted.bits(second.at + overlap, second.at + second.length)
    return bits - gap_cost(quoted + overlap, source + overlap, _CHAIN_OMISSION, _CHAIN_DISORDER)


def _traced(blocks: list[Block], before: list[int | None], last: int) -> list[Block]:
    path: list[Block] = []
    at: int | None = last
    while at is not None:
        path.append(blocks[at])
        at = before[at]
    path.reverse()
    trimmed = path[:1]
    for block in path[1:]:
        ahead = trimmed[-1]
        overlap = max(0, ahead.at + ahead.length - block.at, ahead.place + ahead.length - block.place)
        trimmed.append(Block(block.at + overlap, block.place + overlap, block.length - overlap))
    return trimmed


def refine(index: WordIndex, text: str, wanted: Wanted, document: int, blocks: list[Block]) -> Alignment:
    """Fill between, before and behind the blocks of a chain; `text` is the source's own."""
    low, high = int(index.offsets[document]), int(index.offsets[document + 1])
    size = len(wanted.keys)
    reach = 2 * size + _SLACK
    start = max(low, blocks[0].place - min(2 * blocks[0].at + _SLACK, reach))
    last = blocks[-1]
    behind = size - last.at - last.length
    end = min(high, last.place + last.length + min(2 * behind + _SLACK, reach))
    source = index.keys[start:end].tolist()
    local = [Block(block.at, block.place - start, block.length) for block in blocks]
    local = _filled(wanted.keys, source, local)
    local = _with_edges(wanted, source, local)
    placed = tuple(Block(block.at, block.place + start, block.length) for block in local)
    return _settled(index, text, wanted, Alignment(document, placed, placed[0].place, _end(placed[-1]), 0.0))


def _end(block: Block) -> int:
    return block.place + block.length


def _filled(quoted: list[int], source: list[int], blocks: list[Block]) -> list[Block]:
    """Stretch the blocks towards each other and find what else agrees between them."""
    result = [blocks[0]]
    for block in blocks[1:]:
        first = result[-1]
        forward = 0
        room = min(block.at - first.at - first.length, block.place - _end(first))
        while forward < room and quoted[first.at + first.length + forward] == source[_end(first) + forward]:
            forward += 1
        result[-1] = first = first._replace(length=first.length + forward)
        room -= forward
        back = 0
        while back < room and quoted[block.at - back - 1] == source[block.place - back - 1]:
            back += 1
        block = Block(block.at - back, block.place - back, block.length + back)
        result += _common(quoted, source, (first.at + first.length, block.at), (_end(first), block.place))
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
    if not set(left) & set(right):
        return []
    found = LCSseq.editops(left, right).as_matching_blocks()
    return [Block(words[0] + part.a, places[0] + part.b, part.size) for part in found if part.size]


def _merged(blocks: list[Block]) -> list[Block]:
    merged = blocks[:1]
    for block in blocks[1:]:
        last = merged[-1]
        if last.at + last.length == block.at and _end(last) == block.place:
            merged[-1] = last._replace(length=last.length + block.length)
        elif block.length > 0:
            merged.append(block)
    return merged


def _with_edges(wanted: Wanted, source: list[int], blocks: list[Block]) -> list[Block]:
    """Add what agrees before the first block and behind the last, as long as it pays for its gaps."""
    first, last = blocks[0], blocks[-1]
    before = _common(
        wanted.keys, source, (0, first.at), (max(0, first.place - 2 * first.at - _SLACK), first.place)
    )
    size, end = len(wanted.keys), last.at + last.length
    reach = min(len(source), _end(last) + 2 * (size - end) + _SLACK)
    after = _common(wanted.keys, source, (end, size), (_end(last), reach))
    result = list(blocks)
    result[:0] = _paying(wanted, first, before, backwards=True)
    result += _paying(wanted, last, after, backwards=False)
    return _merged(result)


def _paying(wanted: Wanted, anchor: Block, blocks: list[Block], *, backwards: bool) -> list[Block]:
    """The blocks nearest to the anchor whose bits, added up, outweigh the gaps to them."""
    balance = best = 0.0
    kept = 0
    near = anchor
    ordered = blocks[::-1] if backwards else blocks
    for number, block in enumerate(ordered):
        left, right = (block, near) if backwards else (near, block)
        quoted, source = right.at - left.at - left.length, right.place - _end(left)
        cost = gap_cost(quoted, source, _CHAIN_OMISSION, _CHAIN_DISORDER)
        balance += wanted.bits(block.at, block.at + block.length) - cost
        if balance > best:
            best, kept = balance, number + 1
        near = block
    chosen = ordered[:kept]
    return chosen[::-1] if backwards else chosen


def _settled(index: WordIndex, text: str, wanted: Wanted, found: Alignment) -> Alignment:
    """Reach out over unlike words at both edges, and add up the evidence."""
    low, high = int(index.offsets[found.document]), int(index.offsets[found.document + 1])
    first, last = found.blocks[0], found.blocks[-1]
    size = len(wanted.keys)
    before, near_before = _edge(index, text, wanted, (0, first.at), range(max(low, 0), first.place), -1)
    behind, near_behind = _edge(
        index, text, wanted, (last.at + last.length, size), range(_end(last), high), 1
    )
    bits = evidence(index, text, wanted, found.blocks) + near_before + near_behind
    return replace(found, start=first.place - before, end=_end(last) + behind, bits=bits)


def evidence(index: WordIndex, text: str, wanted: Wanted, blocks: tuple[Block, ...]) -> float:
    """Bits that the blocks share, less their gaps; stretches misread alike count in part."""
    bits = 0.0
    for number, block in enumerate(blocks):
        bits += wanted.bits(block.at, block.at + block.length)
        if number:
            bits += _between(index, text, wanted, blocks[number - 1], block)
    return bits


def _between(index: WordIndex, text: str, wanted: Wanted, first: Block, second: Block) -> float:
    quoted = second.at - first.at - first.length
    source = second.place - _end(first)
    if 0 < quoted <= 12 and 0 < source <= 12:
        words = (first.at + first.length, second.at)
        likeness = _likeness(index, text, wanted, words, (_end(first), second.place))
        if likeness >= _NEARLY:
            return _near_bits(words[1] - words[0], likeness)
    return -gap_cost(quoted, source, _OMISSION, _DISORDER)


def _near_bits(words: int, likeness: float) -> float:
    """Bits of words that are nearly the same: about half of what a rare word tells."""
    return words * 5.0 * (likeness - 40.0) / 60.0


def _likeness(
    index: WordIndex, text: str, wanted: Wanted, words: tuple[int, int], places: tuple[int, int]
) -> float:
    """How alike two stretches are, letter by letter, from 0 to 100."""
    there = text[index.starts[places[0]] : index.ends[places[1] - 1]]
    return ratio(wanted.words(*words).lower(), there.lower())


def _edge(
    index: WordIndex, text: str, wanted: Wanted, words: tuple[int, int], places: range, step: int
) -> tuple[int, float]:
    """How many places beyond an outer block the unlike words there stand for, and their evidence."""
    count = words[1] - words[0]
    if count <= 0 or not len(places):
        return 0, 0.0
    best, size = 0.0, 0
    for width in range(max(1, count - 2), min(count + 2, len(places)) + 1):
        inner = (places.start, places.start + width) if step > 0 else (places.stop - width, places.stop)
        likeness = _likeness(index, text, wanted, words, inner)
        if likeness > best:
            best, size = likeness, width
    return (size, _near_bits(count, best)) if best >= _NEARLY_AT_EDGE else (0, 0.0)


def reaching_out(index: WordIndex, wanted: Wanted, found: Alignment) -> Alignment:
    """A few unlike words at an edge stand for as many of the source's."""
    low, high = int(index.offsets[found.document]), int(index.offsets[found.document + 1])
    first, last = found.blocks[0], found.blocks[-1]
    most = max(_EDGE_WORDS, _EDGE_SHARE * len(wanted.keys))
    before, behind = first.at, len(wanted.keys) - last.at - last.length
    start, end = found.start, found.end
    if start == first.place and before <= most:
        start = max(low, start - before)
    if end == _end(last) and behind <= most:
        end = min(high, end + behind)
    return replace(found, start=start, end=end)
