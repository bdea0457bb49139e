"""Which words of a stretch are names, judged by their capitals and by where they stand."""

import re

from audit.verdicts.evidence import WORD
from audit.verdicts.lexicon import lexicon, plain

_NO_NAMES = frozenset({"i", "i'm", "i'd", "i'll", "i've"})
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]|[\"“‘'«(\[])[\s\"“‘'«(\[—–-]*\Z")
_LOOK_BACK = 12


def names(text: str, start: int, end: int, known_in: str) -> list[str]:
    """Names among the words of `text[start:end]`, without possessive endings.

    A capital at the start of a sentence says nothing; such a word is a name where `known_in`
    writes it with a capital inside a sentence, too.
    """
    found: list[str] = []
    for word in WORD.finditer(text, start, end):
        name = _bare(word.group())
        if not _is_capitalised(name) or plain(name) in _NO_NAMES or _is_turning(name):
            continue
        before = text[max(0, word.start() - _LOOK_BACK) : word.start()]
        if not _SENTENCE_START.search(before) or _is_known(name, known_in):
            found.append(name)
    return found


def _bare(word: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _is_capitalised(word: str) -> bool:
    return len(word) > 1 and word[0].isupper()


def _is_turning(word: str) -> bool:
    """True for capitalised words that other classes judge, months and days apart."""
    classes = lexicon().classes
    return any(word.casefold() in classes[name] for name in classes if name != "date")


def _is_known(name: str, known_in: str) -> bool:
    """True where the source writes the word with a capital inside a sentence."""
    return re.search(rf"[a-z,;] {re.escape(name)}\b", known_in) is not None
