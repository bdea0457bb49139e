"""A quotation as words and editor's marks: where something was marked as left out or put in."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audit.text.words import Keys, words

# "…", "...", ". . .", each alone or in square or round brackets.
ELLIPSIS = re.compile(r"[\[(]\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s?[\])]|…|\.\s?\.\s?\.(?:\s?\.)?")
BRACKETED = re.compile(r"\[[^\[\]]{0,300}\]")

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a quotation by position in its text.

    `omitted[i]` says that an ellipsis stands before word `i`, `omitted[len]` one at the end;
    `bracketed[i]` that word `i` stands wholly inside square brackets. `own` are the words that are
    not bracketed, by number: those that a source can have (all, where all are bracketed). `keys`
    are theirs.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: Keys
    omitted: list[bool]
    bracketed: list[bool]
    own: list[int]

    @property
    def marks(self) -> frozenset[int]:
        """The words of `own`, by their number in it, with an ellipsis or a bracket right before them."""
        return frozenset(
            number
            for number, word in enumerate(self.own)
            if self.omitted[word] or (number and self.own[number - 1] != word - 1)
        )

    def __len__(self) -> int:
        return len(self.starts)


def quoted_texts(texts: Sequence[str]) -> list[Quoted]:
    """Cut many quotations into words at once."""
    found = words(_BETWEEN.join(texts))
    lengths = np.array([len(text) + len(_BETWEEN) for text in texts], dtype=np.int64)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    cuts = np.searchsorted(found.starts, offsets)
    rows: list[Quoted] = []
    for text, offset, (first, last) in zip(texts, offsets.tolist(), pairwise(cuts.tolist()), strict=False):
        starts = (found.starts[first:last] - offset).tolist()
        ends = (found.ends[first:last] - offset).tolist()
        rows.append(_with_marks(text, starts, ends, found.keys[first:last]))
    return rows


def _with_marks(text: str, starts: list[int], ends: list[int], keys: Keys) -> Quoted:
    omitted = [False] * (len(starts) + 1)
    bracketed = [False] * len(starts)
    if "…" in text or text.count(".") > 2:
        for mark in ELLIPSIS.finditer(text):
            omitted[_words_before(starts, mark.start())] = True
    if "[" in text:
        for mark in BRACKETED.finditer(text):
            for word in range(_words_before(starts, mark.start()), len(starts)):
                if ends[word] > mark.end() - 1:
                    break
                bracketed[word] = starts[word] > mark.start()
    own = list(range(len(starts)))
    if any(bracketed):
        own = [word for word in own if not bracketed[word]] or own
    return Quoted(text, starts, ends, keys if len(own) == len(starts) else keys[own], omitted, bracketed, own)


def _words_before(starts: list[int], position: int) -> int:
    return bisect_left(starts, position)
