"""Prose that nobody wrote, and quotations from it altered in known ways: the same on every machine.

Words follow the frequencies of everyday English, with invented names and rare words between them, so
that seeds, phrases and chance behave as in real text. What it cannot show is grammar and style.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from audit.text.everyday import everyday_words

_IN_ORDER = (
    "ba be bo da de do fa fe ga go ka ke ko la le lo ma me mo na ne no pa pe ra re ro sa se ta te va ve"
)
_SYLLABLES = _IN_ORDER.split()
_MISREAD = {
    "e": "c",
    "o": "0",
    "l": "1",
    "s": "5",
    "m": "rn",
    "h": "b",
    "t": "f",
    "i": "j",
    "n": "u",
    "a": "o",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, how it was altered, and where its words stand (`document` None: nowhere)."""

    text: str
    alteration: str
    document: str | None
    start: int = 0
    end: int = 0


class Prose:
    """Documents and quotations of one seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        rare = sorted({self._rare_word() for _ in range(9_000)})
        self.words = [*everyday_words(), *rare]
        weights = [2.0**-bits for bits in everyday_words().values()]
        weights += [0.35 / (rank + 40) / 5.5 for rank in range(len(rare))]
        self.cumulative = list(accumulate(weights))

    def _rare_word(self) -> str:
        word = "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 4)))
        return word.capitalize() if self.random.random() < 0.05 else word

    def _sentence(self) -> str:
        words = self.random.choices(self.words, cum_weights=self.cumulative, k=self.random.randint(6, 28))
        if self.random.random() < 0.3:
            words[self.random.randrange(len(words))] = str(self.random.randint(11, 9_999))
        if self.random.random() < 0.3 and len(words) > 9:
            words[4] += ","
        return " ".join([words[0].capitalize(), *words[1:]]) + "."

    def document(self, characters: int) -> str:
        """A text of about so many characters."""
        text: list[str] = []
        size = 0
        while size < characters:
            paragraph = " ".join(self._sentence() for _ in range(self.random.randint(2, 7)))
            text.append(paragraph)
            size += len(paragraph) + 2
        return "\n\n".join(text)

    def documents(self, characters: int, each: int = 20_000) -> dict[str, str]:
        """Documents of about so many characters together."""
        return {f"d{number:05}": self.document(each) for number in range(max(1, characters // each))}

    def cases(self, documents: dict[str, str], count: int) -> list[Case]:
        """So many quotations, as many of each alteration."""
        alterations = list(ALTERATIONS)
        return [self._case(documents, alterations[number % len(alterations)]) for number in range(count)]

    def _case(self, documents: dict[str, str], alteration: str) -> Case:
        if alteration == "nowhere":
            return Case(" ".join(self.document(300).split()[:24]), alteration, None)
        name = self.random.choice(sorted(documents))
        words = documents[name].split(" ")
        first = self.random.randrange(len(words) - 60)
        kept = words[first : first + self.random.randint(8, 40)]
        start = len(" ".join(words[:first])) + (1 if first else 0)
        quoted = ALTERATIONS[alteration](self, list(kept))
        return Case(quoted, alteration, name, start, start + len(" ".join(kept)))

    def verbatim(self, words: list[str]) -> str:
        """The same words."""
        return " ".join(words)

    def typographic(self, words: list[str]) -> str:
        """Another case and other spaces."""
        return "  ".join([words[0].swapcase(), *words[1:]]).replace(",", " –")

    def elided(self, words: list[str]) -> str:
        """Three words left out with a mark."""
        at = len(words) // 2
        return " ".join([*words[:at], "[…]", *words[at + 3 :]])

    def bracketed(self, words: list[str]) -> str:
        """A word explained in brackets."""
        at = len(words) // 2
        return " ".join([*words[:at], "[the minister]", *words[at:]])

    def shortened(self, words: list[str]) -> str:
        """Three words left out with no mark."""
        at = len(words) // 2
        return " ".join([*words[:at], *words[at + 3 :]])

    def substituted(self, words: list[str]) -> str:
        """One word exchanged for another."""
        words[len(words) // 2] = self._rare_word()
        return " ".join(words)

    def negated(self, words: list[str]) -> str:
        """A "not" put in."""
        at = len(words) // 2
        return " ".join([*words[:at], "not", *words[at:]])

    def renumbered(self, words: list[str]) -> str:
        """A number changed, or put in where there is none."""
        at = next((at for at, word in enumerate(words) if word.strip(".,").isdigit()), len(words) // 2)
        words[at] = str(self.random.randint(10_000, 99_999))
        return " ".join(words)

    def misread(self, words: list[str]) -> str:
        """One letter in twelve misread."""
        text = " ".join(words)
        return "".join(_MISREAD.get(c, c) if self.random.random() < 0.08 else c for c in text)


ALTERATIONS: dict[str, Callable[[Prose, list[str]], str]] = {
    "verbatim": Prose.verbatim, "typographic": Prose.typographic, "elided": Prose.elided,
    "bracketed": Prose.bracketed, "shortened": Prose.shortened, "substituted": Prose.substituted,
    "negated": Prose.negated, "renumbered": Prose.renumbered, "misread": Prose.misread,
    "nowhere": Prose.verbatim,
}  # fmt: skip
FAITHFUL = frozenset({"verbatim", "typographic", "elided", "bracketed"})
TAMPERED = frozenset({"shortened", "substituted", "negated", "renumbered"})
