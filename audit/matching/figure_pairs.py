"""Which figures of a folder are worth comparing: never all pairs of many, and always the same ones.

Figures of one kind and unit make a block. In a small one each meets each. In a large one each figure
is filed under the pairs of its rarest words and names, and only figures filed together are compared:
comparable figures share at least two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..model import FigureComparison
from .comparability import MOVING_KINDS, Declared, compare
from .figure_claims import FigureClaim
from .figures import DEFAULT_SETTINGS, FigureSettings

Pairs = NDArray[np.int64]
Block = tuple[str, str, str, bool, bool]

# Blocks up to this are compared whole: 20,000 pairs at some microseconds each.
_SMALL_BLOCK = 200
# A figure is filed under the pairs of this many words and names, the rarest. Of 232 pairs that comparing
# all with all finds among 2,500 figures of news, six words find 220, eight 221, ten 223 at a third more cost.
_FILED_WORDS = 8
# Counts of "people" and of "activists" can be the same: these pairs go without the thing counted.
_FILED_BESIDE_HEAD = 4
# In a crowd each different figure meets this many of the next larger ones.
_VALUE_NEIGHBOURS = 10
_WORD_BITS = 31


def compare_all(
    claims: Sequence[FigureClaim],
    settings: FigureSettings = DEFAULT_SETTINGS,
    declared: Declared | None = None,
) -> Iterator[tuple[int, int, FigureComparison]]:
    """Every comparison that the gate lets through, as two indices into `claims` and what they say.

    Pairs come in the order of the claims, the earlier one first. `declared` pairs are always looked at.
    """
    for first, second in _candidates(claims, settings, declared or {}):
        comparison = compare(claims[first], claims[second], settings, declared)
        if comparison is not None:
            yield first, second, comparison


def _candidates(
    claims: Sequence[FigureClaim], settings: FigureSettings, declared: Declared
) -> Iterator[tuple[int, int]]:
    found = _declared_pairs(claims, declared)
    blocks: defaultdict[Block, list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        blocks[_block(claim)].append(at)
    for members in blocks.values():
        if len(members) <= _SMALL_BLOCK:
            found.extend(combinations(members, 2))
        else:
            for shelf in _shelves(claims, members):
                found.extend(_pairs_of(claims, shelf, settings))
    codes = np.unique(np.array([first * len(claims) + second for first, second in found], dtype=np.int64))
    for code in codes.tolist():
        yield divmod(code, len(claims))


def _declared_pairs(claims: Sequence[FigureClaim], declared: Declared) -> list[tuple[int, int]]:
    index = {claim.key: at for at, claim in enumerate(claims)} if declared else {}
    places = [sorted(index[key] for key in pair if key in index) for pair in declared]
    return [(place[0], place[1]) for place in places if len(place) == 2]


def _shelves(claims: Sequence[FigureClaim], members: Sequence[int]) -> Iterator[list[int]]:
    """Groups of a block's figures that share a pair of words, as indices in order."""
    keys, owners = _filed(claims, members)
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    edges = np.flatnonzero(np.diff(keys)) + 1
    starts, stops = np.concatenate(([0], edges)), np.concatenate((edges, [len(keys)]))
    shared = stops - starts > 1
    for start, stop in zip(starts[shared].tolist(), stops[shared].tolist(), strict=True):
        yield owners[start:stop].tolist()


def _filed(claims: Sequence[FigureClaim], members: Sequence[int]) -> tuple[Pairs, Pairs]:
    """A key for each pair of rare words of each figure, and whose it is."""
    numbers = _word_numbers(claims, members)
    keys: list[int] = []
    owners: list[int] = []
    for at in members:
        rare = sorted(numbers[word] for word in _signs(claims[at]) if word in numbers)[:_FILED_WORDS]
        head = numbers.get(claims[at].head or "") if claims[at].figure.kind == "count" else None
        for one, other in _pairs_of_words(rare, head):
            keys.append(one << _WORD_BITS | other)
            owners.append(at)
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64)


def _pairs_of_words(rare: Sequence[int], head: int | None) -> Iterator[tuple[int, int]]:
    """Every pair; of a count those with the thing counted, which two counts nearly always share."""
    if head is None:
        yield from combinations(rare, 2)
        return
    yield from ((min(head, word), max(head, word)) for word in rare if word != head)
    yield from (pair for pair in combinations(rare[:_FILED_BESIDE_HEAD], 2) if head not in pair)


def _word_numbers(claims: Sequence[FigureClaim], members: Sequence[int]) -> dict[str, int]:
    """A number for each word that two figures of a block have: the rarer, the smaller."""
    counts = Counter(word for at in members for word in _signs(claims[at]))
    shared = [word for word, count in counts.items() if count > 1]
    return {word: rank for rank, word in enumerate(sorted(shared, key=lambda word: (counts[word], word)))}


def _block(claim: FigureClaim) -> Block:
    """What two comparable figures always have alike: kind, unit and role."""
    figure = claim.figure
    changes = claim.changes and figure.kind in MOVING_KINDS
    return figure.kind, (figure.unit or "").casefold(), figure.aspect, claim.baseline, changes


def _signs(claim: FigureClaim) -> set[str]:
    """The words that a figure can be found by; names are marked, so that "china" is not china."""
    return {*claim.words, *("=" + word for name in claim.names for word in name)}


def _pairs_of(
    claims: Sequence[FigureClaim], members: Sequence[int], settings: FigureSettings
) -> Iterator[tuple[int, int]]:
    if len(members) <= settings.crowd:
        yield from combinations(members, 2)
        return
    by_figure: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for member in members:
        by_figure[_figure(claims[member])].append(member)
    yield from _crowded_pairs(claims, by_figure, settings)


def _crowded_pairs(
    claims: Sequence[FigureClaim], by_figure: Mapping[tuple[str, ...], list[int]], settings: FigureSettings
) -> Iterator[tuple[int, int]]:
    """Each figure meets the first that prints the same, and representatives of the next larger ones."""
    ordered = sorted(by_figure.values(), key=lambda group: (_low(claims[group[0]]), group[0]))
    for at, group in enumerate(ordered):
        yield from ((group[0], member) for member in group[1:])
        for other in ordered[at + 1 : at + 1 + _VALUE_NEIGHBOURS]:
            for one in group[: settings.representatives]:
                for member in other[: settings.representatives]:
                    yield min(one, member), max(one, member)


def _figure(claim: FigureClaim) -> tuple[str, ...]:
    quantity = claim.figure
    return str(quantity.low), str(quantity.high), quantity.hedge, quantity.hedge_text or ""


def _low(claim: FigureClaim) -> float:
    return float(claim.figure.low or 0)
