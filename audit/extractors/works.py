"""Which document "the statement" is: the one fuller mention of that noun before it, "the joint statement"."""

import re

from audit.extractors.word_classes import word_class

# "the statement", "this report", and no more: what may stand for a fuller mention.
_SHORT = re.compile(r"(?:the|this|that) ([a-z]+)", re.I)
_WORD = re.compile(r"[^\W_][\w.'’/-]*")
# Characters and words before a noun that can tell which one it is: "the US National Intelligence Council’s".
_LOOK_BACK = 60
_MOST_MODIFIERS = 5
_DETERMINERS = frozenset({"the", "a", "an", "this", "that"})
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
# These tell one statement from no other.
_EMPTY = frozenset(
    {"same", "new", "latest", "recent", "full", "whole", "entire", "very", "other", "first", "last"}
)
_MODIFIERS = frozenset("wNPqg#R")
_BREAKS = frozenset(',;:.!?()“”"')
# A statement that is told from others by what follows it may be the one that is meant: nothing is certain.
_TAILS = (" from ", " by ", " of ")


class Works:
    """The documents that a text speaks of, by the noun that heads their mentions, found when first wanted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._fuller: dict[str, list[tuple[int, str]]] = {}

    def meant(self, mention: str, at: int) -> str | None:
        """The fuller mention that "the statement" at position `at` stands for, where there is only one."""
        short = _SHORT.fullmatch(" ".join(mention.split()))
        if short is None:
            return None
        head = short.group(1).lower()
        if head not in self._fuller:
            self._fuller[head] = self._first_two(head)
        names = [name for place, name in self._fuller[head] if place < at]
        return names[0] if len(names) == 1 and names[0] else None

    def _first_two(self, head: str) -> list[tuple[int, str]]:
        """Where the first two different fuller mentions stand: after the second, nothing is certain."""
        found: dict[str, tuple[int, str]] = {}
        for match in re.finditer(rf"\b{head}\b", self.text, re.I):
            name = self._fuller_mention(match.start(), match.end())
            if name is not None:
                found.setdefault(name.casefold(), (match.start(), name))
            if len(found) == 2:
                break
        return list(found.values())

    def _fuller_mention(self, start: int, end: int) -> str | None:
        """A mention with its modifiers; "" where only what follows tells which one it is."""
        if self.text.startswith(_TAILS, end):
            return ""
        before = self.text[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2]
        words = list(_WORD.finditer(before))[-_MOST_MODIFIERS - 1 :]
        modifiers: set[str] = set()
        for word in reversed(words):
            plain = word.group().lower()
            if plain in _DETERMINERS | _OWNERS:
                between = before[word.end() :]
                if not modifiers - _EMPTY or _BREAKS & set(between):
                    return None
                opening = "The" if plain in _DETERMINERS else plain.capitalize()
                return f"{opening} {between.strip()} {self.text[start:end].lower()}"
            if word_class(word.group()) not in _MODIFIERS:
                return None
            modifiers.add(plain)
        return None
