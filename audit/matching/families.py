"""Families of quotations: the same words quoted in several places, changed here and there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.matching.quoted import quoted_texts

# Fewer words than this are a term, and not somebody's sentence.
_SHORTEST = 4
_ROW = 3
# The share of the shorter quotation's rows of three words that the other must have: a changed word
# breaks three of them, and a quotation of ten words has eight.
_SHARED = 0.45
# A row of words in more quotations than this is a phrase of the language.
_MOST_COMMON = 400


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
    rows = [_rows(quoted.keys.tolist()) for quoted in quoted_texts([member.text for member in members])]
    holders: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(rows):
        for row in found:
            holders[row].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        pairs = (
            ((a, b) for at, a in enumerate(numbers) for b in numbers[at + 1 :])
            if len(numbers) <= _MOST_COMMON
            else pairwise(numbers)
        )
        for pair in pairs:
            shared[pair] += 1
    return sorted(
        pair
        for pair, count in shared.items()
        if count >= _SHARED * min(len(rows[pair[0]]), len(rows[pair[1]]))
    )


def _rows(keys: list[int]) -> set[tuple[int, ...]]:
    if len(keys) < _SHORTEST:
        return set()
    return {tuple(keys[at : at + _ROW]) for at in range(len(keys) - _ROW + 1)}


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
