"""Passages that two documents share, or that one repeats: about a dozen words or more, maximal.

Every run of six words is hashed and sorted once; equal runs on one diagonal are joined to
exact stretches, and stretches with a few words changed between them to passages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.matching.word_index import Places, WordIndex
from audit.model import Document, SharedPassage
from audit.text.words import Keys

Positions = NDArray[np.int32]

# Fewer words than this are a phrase, not a passage.
_SHORTEST = 12
# Words in a row that both have between two changes: five join chance phrases of everyday English
# into passages, seven lose passages with every eighth word changed.
_ROW = 6
# Words that may differ between two stretches of one passage.
_GAP = 8
# Up to so many places of one row are compared with each other, more with the one before: a passage in
# a thousand documents is a thousand pairs, and a page of one word no pair at all.
_ALL_PAIRS = 12
# So many words of a paragraph, or fewer, before or behind a passage of another one are its ragged edge.
_RAGGED = 6
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\r]*\n")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class _Stretch(NamedTuple):
    """The same `length` words at two places of the whole row of words."""

    place: int
    other: int
    length: int


class _Passage(NamedTuple):
    """Two spans of places and how many of their words are the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: int


def shared_passages(
    documents: Sequence[Document], index: WordIndex | None = None
) -> tuple[SharedPassage, ...]:
    """Passages shared by two documents, or repeated inside one, by document and position.

    The first document of a pair is the one that comes first in `documents`, whose words `index` holds
    where it is given. Passages of a pair do not overlap. `similarity` (0 to 100) is the share of words
    that are the same.
    """
    index = index or WordIndex.of([document.text for document in documents])
    offsets, starts, ends = index.offsets, index.starts, index.ends
    if offsets[-1] < 2 * _SHORTEST:
        return ()
    stretches = _stretches(index.keys, offsets, *_pairs(index.keys, offsets))
    result = []
    for (first, second), group in _by_documents(stretches, offsets):
        for passage in _without_overlaps(_passages(group)):
            pair = documents[first], documents[second]
            result.append(_shared(*pair, starts, ends, _without_ragged_edges(*pair, starts, ends, passage)))
    return tuple(result)


def _pairs(keys: Keys, offsets: Places) -> tuple[Places, Places]:
    """Places that begin the same row of words, the earlier one first."""
    size = len(keys) - _ROW + 1
    place_bits = np.uint64(max(len(keys).bit_length(), 1))
    hashes = np.zeros(size, dtype=np.uint64)
    for step in range(_ROW):
        hashes = hashes * _MULTIPLIER + keys[step : step + size]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _MULTIPLIER
    packed = (hashes >> place_bits << place_bits) | np.arange(size, dtype=np.uint64)
    document = np.searchsorted(offsets, np.arange(size), side="right")
    packed = packed[offsets[document] - np.arange(size) >= _ROW]
    packed.sort()
    same = packed[1:] >> place_bits == packed[:-1] >> place_bits
    repeated = np.concatenate((same, [False])) | np.concatenate(([False], same))
    packed = packed[repeated]
    places = (packed & ((np.uint64(1) << place_bits) - np.uint64(1))).astype(np.int64)
    return _linked(packed >> place_bits, places)


def _linked(groups: NDArray[np.uint64], places: Places) -> tuple[Places, Places]:
    """Pairs of places of each group: all of a small one, of a large one each with the one before."""
    size = len(places)
    if not size:
        return places, places
    fresh = np.concatenate(([True], groups[1:] != groups[:-1]))
    first = np.maximum.accumulate(np.where(fresh, np.arange(size), 0))
    counts = np.diff(np.append(np.flatnonzero(fresh), size))[np.cumsum(fresh) - 1]
    lefts, rights = [], []
    for distance in range(1, _ALL_PAIRS):
        right = np.arange(distance, size)
        linked = (first[right] <= right - distance) & ((counts[right] <= _ALL_PAIRS) | (distance == 1))
        lefts.append(places[right[linked] - distance])
        rights.append(places[right[linked]])
    return np.concatenate(lefts), np.concatenate(rights)


def _stretches(keys: Keys, offsets: Places, left: Places, right: Places) -> list[_Stretch]:
    """Rows on one diagonal joined; those too short and too far from any other are left out."""
    sure = (keys[left] == keys[right]) & (keys[left + _ROW - 1] == keys[right + _ROW - 1])
    left, right = left[sure], right[sure]
    order = np.lexsort((left, right - left))
    left, right = left[order], right[order]
    if not len(left):
        return []
    crossed = np.isin(left, offsets) | np.isin(right, offsets)
    fresh = np.concatenate(([True], (left[1:] != left[:-1] + 1) | (right[1:] != right[:-1] + 1))) | crossed
    first = np.flatnonzero(fresh)
    length = np.diff(np.append(first, len(left))) + _ROW - 1
    left, right = left[first], right[first]
    length = np.minimum(length, right - left)
    order = np.lexsort((right, left))
    left, right, length = left[order], right[order], length[order]
    kept = (length >= _SHORTEST) | _has_company(left, right, length)
    return [
        _Stretch(*row)
        for row in zip(left[kept].tolist(), right[kept].tolist(), length[kept].tolist(), strict=True)
    ]


def _has_company(left: Places, right: Places, length: Places) -> NDArray[np.bool_]:
    """True for stretches with another within a gap's reach on both sides."""
    near = np.zeros(len(left), dtype=np.bool_)
    for distance in range(1, 9):
        if len(left) <= distance:
            break
        gap = left[distance:] - (left + length)[:-distance]
        other = right[distance:] - (right + length)[:-distance]
        close = (gap >= -_ROW) & (gap <= _GAP) & (other >= -_ROW) & (other <= _GAP)
        near[distance:] |= close
        near[:-distance] |= close
    return near


def _by_documents(
    stretches: list[_Stretch], offsets: Places
) -> Iterator[tuple[tuple[int, int], list[_Stretch]]]:
    """The stretches of each pair of documents, in the order of the documents."""
    if not stretches:
        return
    first = np.searchsorted(offsets, [stretch.place for stretch in stretches], side="right") - 1
    second = np.searchsorted(offsets, [stretch.other for stretch in stretches], side="right") - 1
    groups: dict[tuple[int, int], list[_Stretch]] = {}
    for pair, stretch in zip(zip(first.tolist(), second.tolist(), strict=True), stretches, strict=True):
        groups.setdefault(pair, []).append(stretch)
    yield from sorted(groups.items())


def _passages(stretches: Iterable[_Stretch]) -> list[_Passage]:
    """Join stretches that follow each other closely in both texts."""
    done: list[_Passage] = []
    open_ones: list[_Passage] = []
    for place, other, length in stretches:
        joined = None
        still_open = []
        for passage in open_ones:
            if place - passage.end > _GAP:
                done.append(passage)
                continue
            gap, other_gap = place - passage.end, other - passage.other_end
            if joined is None and gap >= -_ROW and -_ROW <= other_gap <= _GAP:
                overlap = max(0, -gap, -other_gap)
                if length > overlap:
                    passage = passage._replace(
                        end=place + length, other_end=other + length, same=passage.same + length - overlap
                    )
                joined = passage
            still_open.append(passage)
        if joined is None:
            still_open.append(_Passage(place, place + length, other, other + length, length))
        open_ones = still_open
    return [passage for passage in done + open_ones if passage.same >= _SHORTEST]


def _without_overlaps(passages: list[_Passage]) -> list[_Passage]:
    """The longest first; what overlaps one already taken, on either side, is left out."""
    chosen: list[_Passage] = []
    for passage in sorted(passages, key=lambda passage: (-passage.same, passage.start, passage.other_start)):
        if passage.end > passage.other_start:
            continue
        if not any(_overlap(passage, taken) for taken in chosen):
            chosen.append(passage)
    return sorted(chosen)


def _overlap(first: _Passage, second: _Passage) -> bool:
    left = first.start < second.end and second.start < first.end
    return left or (first.other_start < second.other_end and second.other_start < first.other_end)


def _without_ragged_edges(
    document: Document, other: Document, starts: Positions, ends: Positions, passage: _Passage
) -> _Passage:
    """A passage without the last words of the paragraph before it and the first of the one behind.

    A passage begins and ends with words that both sides have in one row, so both lose as many.
    """
    both = ((document.text, passage.start, passage.end), (other.text, passage.other_start, passage.other_end))
    lead = max(_words_to_break(text, starts, ends, range(first, first + _RAGGED)) for text, first, _ in both)
    tail = max(
        _words_to_break(text, starts, ends, range(last - 2, last - 2 - _RAGGED, -1)) for text, _, last in both
    )
    if passage.same - lead - tail < _SHORTEST:
        return passage
    return _Passage(
        passage.start + lead, passage.end - tail, passage.other_start + lead, passage.other_end - tail,
        passage.same - lead - tail,
    )  # fmt: skip


def _words_to_break(text: str, starts: Positions, ends: Positions, gaps: range) -> int:
    """How many words lie before the farthest paragraph break among these gaps; a gap is behind its word."""
    breaks = [
        at for at, gap in enumerate(gaps, 1) if _PARAGRAPH_BREAK.search(text, ends[gap], starts[gap + 1])
    ]
    return breaks[-1] if breaks else 0


def _shared(
    document: Document, other: Document, starts: Positions, ends: Positions, passage: _Passage
) -> SharedPassage:
    longer = max(passage.end - passage.start, passage.other_end - passage.other_start)
    return SharedPassage(
        document.id, int(starts[passage.start]), int(ends[passage.end - 1]),
        other.id, int(starts[passage.other_start]), int(ends[passage.other_end - 1]),
        passage.end - passage.start, round(100.0 * passage.same / longer, 1),
    )  # fmt: skip
