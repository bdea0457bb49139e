"""Chain runs of shared words: the best sequence that goes forward in both texts.

A chain pays for what it skips, so that one stray common word cannot stretch it over a page.
"""

from bisect import insort
from dataclasses import dataclass
from math import inf, log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.matching.word_index import Source

Run = tuple[int, int, int]
"""First word in the quotation, place in the source, number of words."""

# What a gap costs, in bits: for each doubling of the words skipped, and besides for words passed over
# in one text only, or for unlike words in both. Unlike words in equal number cost by the word.
_A_DOUBLING = 1.5
_A_SUBSTITUTION = 2.0


class GapCosts(NamedTuple):
    """Bits that a gap costs before its length counts: words left out, and words out of step."""

    omission: float
    disorder: float


# A chain may hold doubtful words, the edges of a quotation fewer. As evidence a gap counts in full: the
# shuffled words of a page share a handful of rare words in order by accident, with unequal stretches between.
CHAIN = GapCosts(3.0, 8.0)
EDGE = GapCosts(6.0, 10.0)
EVIDENCE = GapCosts(8.0, 12.0)
MARKED = GapCosts(0.0, 6.0)

# Earlier runs that a run may follow, those with the best chains: long quotations have thousands of runs.
_PREDECESSORS = 60
# Words that a run is stretched by on either side: where a text repeats itself every run goes on for ever.
_STRETCH = 300


class Block(NamedTuple):
    """The same words in both: first word in the quotation, place in the source, number of words."""

    at: int
    place: int
    length: int

    @property
    def end(self) -> int:
        """The word of the quotation behind it."""
        return self.at + self.length

    @property
    def place_end(self) -> int:
        """The place behind it."""
        return self.place + self.length


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quotation as the aligner needs it: word keys, their bits, text and word spans.

    `single` is what each word tells; `behind` is the running total of what words tell behind another.
    Before the words in `marks` stands an ellipsis or a bracket, which says that words are missing.
    `chance` are the bits that two texts share by chance somewhere in a folder of its size.
    """

    keys: list[int]
    single: list[float]
    behind: list[float]
    text: str
    starts: list[int]
    ends: list[int]
    chance: float
    marks: frozenset[int] = frozenset()

    def bits(self, first: int, last: int) -> float:
        """Bits of the words `[first, last)` in a row."""
        return self.single[first] + self.behind[last] - self.behind[first + 1]

    def bits_of(self, block: Block) -> float:
        """Bits of a block's words."""
        return self.bits(block.at, block.at + block.length)

    def part(self, first: int, last: int) -> "Wanted":
        """The words `[first, last)` as a quotation of their own."""
        span = slice(first, last)
        behind = self.behind[first : last + 1]
        return Wanted(
            self.keys[span], self.single[span], behind, self.text, self.starts[span], self.ends[span],
            self.chance,
        )  # fmt: skip

    def words(self, first: int, last: int) -> str:
        """The text of the words `[first, last)`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def gap_cost(wanted: Wanted, left: Block, right: Block, costs: GapCosts) -> float:
    """Bits lost by the gap between two blocks; one that the quotation marks costs its length alone."""
    if wanted.marks and not wanted.marks.isdisjoint(range(left.end, right.at + 1)):
        costs = MARKED
    return _cost(right.at - left.end, right.place - left.place_end, costs)


def _cost(quoted: int, source: int, costs: GapCosts) -> float:
    """The cost of a gap of so many words on either side; a jump back in the source is negative."""
    if quoted == source:
        return _A_SUBSTITUTION * (1 + quoted) if quoted else 0.0
    one_sided = source >= 0 and not (quoted and source)
    skipped = abs(source - quoted) + max(0, min(quoted, source)) / 2
    return (costs.omission if one_sided else costs.disorder) + _A_DOUBLING * log2(1 + skipped)


def stretched(source: Source, wanted: Wanted, runs: list[Run]) -> list[Run]:
    """Each run as far as the words agree; runs that become one are one."""
    keys, size = wanted.keys, len(wanted.keys)
    found: list[Run] = []
    diagonal, covered = None, 0
    for at, place, length in sorted(runs, key=lambda run: (run[1] - run[0], run[0])):
        if place - at == diagonal and at < covered:
            continue
        before = min(at, place, _STRETCH)
        end, place_end = at + length, place + length
        reach = min(size - end, len(source) - place_end, _STRETCH)
        left = _agreeing(keys[at - before : at][::-1], source.keys[place - before : place][::-1])
        right = _agreeing(keys[end : end + reach], source.keys[place_end : place_end + reach])
        found.append((at - left, place - left, left + length + right))
        diagonal, covered = place - at, end + right
    return found


def _agreeing(quoted: list[int], source: NDArray[np.uint32]) -> int:
    """How many words agree from the start on."""
    if not quoted or quoted[0] != source[0]:
        return 0
    count = 0
    for ours, theirs in zip(quoted, source.tolist(), strict=True):
        if ours != theirs:
            break
        count += 1
    return count


def chain(wanted: Wanted, runs: list[Run]) -> tuple[list[Block], float]:
    """The best sequence of runs that goes forward in both texts, and its bits."""
    blocks = sorted((Block(*run) for run in runs), key=lambda block: (block.end, block.place))
    scores: list[float] = []
    before: list[int | None] = []
    ranked: list[tuple[float, int]] = []  # what each earlier block's chain lacks, the best one first
    for number, block in enumerate(blocks):
        own = wanted.bits_of(block)
        score, previous = own, None
        for lack, earlier in ranked[:_PREDECESSORS]:
            if own - lack <= score:
                break
            joined = _worth_behind(wanted, blocks[earlier], block, own) - lack
            if joined > score:
                score, previous = joined, earlier
        scores.append(score)
        before.append(previous)
        insort(ranked, (-score, number))
    best = max(range(len(blocks)), key=scores.__getitem__)
    return _traced(blocks, before, best), scores[best]


def _worth_behind(wanted: Wanted, first: Block, second: Block, bits: float) -> float:
    """What `second` adds behind `first`: its bits that `first` has not, less the gap's cost.

    What is left of a block that is cut tells what it told in the whole: a stray word that takes the
    place of its first one gains nothing.
    """
    quoted, source = second.at - first.end, second.place - first.place_end
    overlap = max(0, -quoted, -source)
    if overlap >= second.length:
        return -inf
    if overlap:
        second = Block(second.at + overlap, second.place + overlap, second.length - overlap)
        bits = wanted.behind[second.end] - wanted.behind[second.at]
    return bits - gap_cost(wanted, first, second, CHAIN)


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
        overlap = max(0, ahead.end - block.at, ahead.place_end - block.place)
        trimmed.append(Block(block.at + overlap, block.place + overlap, block.length - overlap))
    return trimmed
