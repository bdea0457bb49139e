"""How a long document is divided, so that a book opens at once: each window is shown on a page of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from audit.text.segments import Span

LONGEST = 120_000
"""Characters of one window: an hour's reading."""

MOST_CLAIMS = 1_000
"""Claims that begin in one window: 800 kB of marks and notes, ten times those of a long article."""

SHORTEST = 2_000
"""Characters that every window has, however many claims begin at one place."""

_LAST = 1.2
"""The last window may be so much longer, so that nobody turns to a page with two lines."""


def windows(text: str, paragraphs: Sequence[Span], claims: Sequence[int]) -> list[Span]:
    """The windows in order and without a gap, which end with a paragraph where one ends in time.

    `claims` are the places, in order, where a claim begins. A document without paragraphs has no window.
    """
    found: list[Span] = []
    at, end = (paragraphs[0][0], paragraphs[-1][1]) if paragraphs else (0, 0)
    starts = [start for start, _ in paragraphs]
    while at < end:
        cut = end if _limit(at, claims, _LAST) >= end else _cut(text, starts, at, _limit(at, claims))
        found.append((at, cut))
        at = cut
    return found


def window_at(position: int, divided: Sequence[Span]) -> int:
    """The number, from 0, of the window that holds a position."""
    return max(0, bisect_right(divided, position, key=lambda window: window[0]) - 1)


def near(number: int, count: int) -> list[int | None]:
    """The windows that one leads to: the first, its neighbours and the last; None where some are left out."""
    listed = sorted({0, *range(max(0, number - 2), min(count, number + 3)), count - 1})
    found: list[int | None] = []
    for one in listed:
        if found and found[-1] is not None and one > found[-1] + 1:
            found.append(None)
        found.append(one)
    return found


def _limit(at: int, claims: Sequence[int], share: float = 1.0) -> int:
    """How far a window that begins at `at` may reach."""
    first_too_many = bisect_left(claims, at) + int(MOST_CLAIMS * share)
    furthest = at + int(LONGEST * share)
    if first_too_many < len(claims):
        furthest = min(furthest, claims[first_too_many])
    return max(furthest, at + SHORTEST)


def _cut(text: str, starts: Sequence[int], at: int, limit: int) -> int:
    """Where a paragraph begins, else a line, a sentence or a word, in the second half of what is allowed."""
    half = at + (limit - at) // 2
    paragraph = starts[bisect_right(starts, limit) - 1]
    if paragraph > half:
        return paragraph
    for ending in ("\n", ". ", " "):
        found = text.rfind(ending, half, limit)
        if found >= 0:
            return found + len(ending)
    return limit
