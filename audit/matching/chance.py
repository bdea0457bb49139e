"""Whether shared words are evidence, or what any two texts of a language share by chance."""

from collections.abc import Sequence
from math import log2

from audit.matching.alignment import Alignment
from audit.matching.chaining import EVIDENCE, Block, Wanted, gap_cost
from audit.matching.word_index import Source

# A place is given where its bits, less these, exceed those that chance shares somewhere among so many
# words: for the share of the quotation that does not stand there; for each edge that does not (what chance
# shares is a phrase with other words before or behind it, while a changed word has the source's on both
# sides); for each doubling of the quotation's length, which gives chance more to choose from; and the
# bits of words that stand nearby in another order (the words of one page, shuffled, share some in order).
# With these numbers four in a thousand quotations from elsewhere, or of shuffled words, are given a place in
# 10 MB and eight in 50; 3 bits more lose two in a hundred quotations of five to seven words, 3 bits less
# double the false ones.
_UNCOVERED = 20.0
_LOOSE_EDGE = 4.0
_LENGTH_A_DOUBLING = 2.0
_USUAL_LENGTH = 8
_MARGIN = -1.0
# A place with no other near it in bits is not one of many that chance made: it needs fewer.
_AHEAD = 13.0
_ALONE_LESS = 5.0
# One stretch nearly word for word is enough by itself, however long the quotation.
_STRETCH_MARGIN = 15.0
_INTERRUPTION = 1
# Fewer words are shared by chance however rare they are.
FEWEST_WORDS = 3
_SHORTEST_STRETCH = 4


def no_chance(sources: Sequence[Source], wanted: Wanted, aligned: Sequence[Alignment]) -> list[Alignment]:
    """Those whose shared words are too rare, for a quotation of this length, to be shared by chance."""
    strengths = [found.bits - _doubts(sources[found.document], wanted, found) for found in aligned]
    ordered = sorted(strengths, reverse=True)
    alone = len(ordered) < 2 or ordered[0] >= ordered[1] + _AHEAD
    sure: list[Alignment] = []
    for found, strength in zip(aligned, strengths, strict=True):
        less = _ALONE_LESS if alone and strength == ordered[0] else 0.0
        words = sum(block.length for block in found.blocks)
        enough = strength >= wanted.chance + _MARGIN - less and words >= FEWEST_WORDS
        if enough or _is_stretch(wanted, found):
            sure.append(found)
    return sure


def _is_stretch(wanted: Wanted, found: Alignment) -> bool:
    return _best_stretch(wanted, found) >= wanted.chance + log2(len(wanted.keys)) + _STRETCH_MARGIN


def _best_stretch(wanted: Wanted, found: Alignment) -> float:
    """Bits of the best stretch of blocks that a single word interrupts."""
    best = bits = 0.0
    words = 0
    before: Block | None = None
    for block in found.blocks:
        if before is None or not _is_close(before, block):
            bits, words = 0.0, 0
        else:
            bits -= gap_cost(wanted, before, block, EVIDENCE)
        bits, words, before = bits + wanted.bits_of(block), words + block.length, block
        if words >= _SHORTEST_STRETCH:
            best = max(best, bits)
    return best


def _is_close(left: Block, right: Block) -> bool:
    return right.at - left.end <= _INTERRUPTION and 0 <= right.place - left.place_end <= _INTERRUPTION


def _doubts(source: Source, wanted: Wanted, found: Alignment) -> float:
    """Bits to take off for what speaks for chance."""
    size, first, last = len(wanted.keys), found.blocks[0], found.blocks[-1]
    covered = {word for block in found.blocks for word in range(block.at, block.end)}
    around = source.keys[max(0, found.start - size) : found.end + size]
    nearby = set(around.tolist()) if len(covered) < size else set()
    moved = sum(
        wanted.single[word] for word in range(size) if word not in covered and wanted.keys[word] in nearby
    )
    loose = (found.start == first.place and first.at > 0) + (found.end == last.place_end and last.end < size)
    length = _LENGTH_A_DOUBLING * max(0.0, log2(size / _USUAL_LENGTH))
    uncovered = 1 - (len(covered) + found.nearly) / size
    return moved + _UNCOVERED * uncovered + _LOOSE_EDGE * loose + length
