"""Families of quotations: the same words quoted in several places, changed here and there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from audit.matching.quoted import quoted_texts

# Fewer words than this are a term, and not somebody's sentence.
_SHORTEST = 4
_ROW = 3
# The share of the shorter quotation's rows of three words that the other must have: a changed word
# breaks three of them, and a quotation of ten words has eight.
_SHARED = 0.45
# A row of words in more quotations than this is a phrase of the language.
_MOST_COMMON = 400
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_NO_KEYS = np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Member:
    """A quotation that may belong to a family.

    `published` is an ISO date or the start of one, None where nobody states it. `fidelity` says how
    close it is to a primary source (higher is closer), None where none holds it.
    """

    id: str
    document_id: str
    text: str
    published: str | None = None
    fidelity: float | None = None


@dataclass(frozen=True, slots=True)
class QuotationFamily:
    """The members in the order given; `first` by stated date, `closest` to a primary source."""

    members: tuple[str, ...]
    documents: int
    text: str
    first: str | None
    closest: str | None


def group(members: Sequence[Member]) -> tuple[QuotationFamily, ...]:
    """Families of two members or more, by their first member."""
    roots = list(range(len(members)))
    for left, right in _alike(members):
        first, second = sorted((_root(roots, left), _root(roots, right)))
        roots[second] = first
    grouped: dict[int, list[Member]] = defaultdict(list)
    for number, member in enumerate(members):
        grouped[_root(roots, number)].append(member)
    return tuple(_family(group) for _, group in sorted(grouped.items()) if len(group) > 1)


def _alike(members: Sequence[Member]) -> list[tuple[int, int]]:
    """Pairs of members that share enough rows of words."""
    rows, owners = _rows([member.text for member in members])
    numbers = np.bincount(owners, minlength=len(members)).tolist()
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holders in _holders(rows, owners):
        for pair in combinations(holders, 2) if len(holders) <= _MOST_COMMON else pairwise(holders):
            shared[pair] += 1
    return sorted(
        pair for pair, count in shared.items() if count >= _SHARED * min(numbers[pair[0]], numbers[pair[1]])
    )


def _rows(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes of the different rows of words of each text and the text's number, by hash and number."""
    keys = [quoted.keys for quoted in quoted_texts(texts)]
    sizes = np.array([len(found) for found in keys], dtype=np.int64)
    words = np.concatenate([_NO_KEYS, *keys]).astype(np.uint64)
    owners = np.repeat(np.arange(len(keys)), sizes)
    rows = (words[:-2] * _MULTIPLIER + words[1:-1]) * _MULTIPLIER + words[2:]
    whole = (owners[:-2] == owners[2:]) & (sizes[owners[:-2]] >= _SHORTEST)
    rows, owners = rows[whole], owners[:-2][whole]
    order = np.lexsort((owners, rows))
    rows, owners = rows[order], owners[order]
    different = np.append(True, (rows[1:] != rows[:-1]) | (owners[1:] != owners[:-1]))[: len(rows)]
    return rows[different], owners[different]


def _holders(rows: NDArray[np.uint64], owners: NDArray[np.int64]) -> Iterator[list[int]]:
    """The texts that share each row, of rows that several have."""
    first = np.flatnonzero(np.append(True, rows[1:] != rows[:-1])[: len(rows)])
    last = np.append(first[1:], len(rows))
    several = last - first > 1
    for start, end in zip(first[several].tolist(), last[several].tolist(), strict=True):
        yield owners[start:end].tolist()


def _root(roots: list[int], number: int) -> int:
    while roots[number] != number:
        roots[number] = roots[roots[number]]
        number = roots[number]
    return number


def _family(members: list[Member]) -> QuotationFamily:
    dated = sorted(
        (member for member in members if member.published), key=lambda member: member.published or ""
    )
    measured = [member for member in members if member.fidelity is not None]
    closest = max(measured, key=lambda member: member.fidelity or 0.0, default=None)
    best = closest or max(members, key=lambda member: len(member.text))
    return QuotationFamily(
        tuple(member.id for member in members),
        len({member.document_id for member in members}),
        best.text,
        dated[0].id if dated else None,
        closest.id if closest else None,
    )
