"""Which words of a stretch are names, judged by their capitals and by where they stand."""

import re

from audit.text.everyday import everyday_words
from audit.verdicts.evidence import WORD
from audit.verdicts.lexicon import lexicon, plain

_NO_NAMES = frozenset({"i", "i'm", "i'd", "i'll", "i've"})
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]|[\"“‘'«(\[])[\s\"“‘'«(\[—–-]*\Z")
_LOOK_BACK = 12
_MONTH_OF_MAY = re.compile(
    r"\bMay\W{1,3}\d|(?:\d|\b(?:of|in|on|by|since|until|early|late|last|next|this))\W{1,3}May\b"
)


def names(text: str, start: int, end: int, known_in: str) -> list[str]:
    """Names among the words of `text[start:end]`, without possessive endings.

    A capital at the start of a sentence says nothing; such a word is a name where `known_in`
    writes it with a capital inside a sentence, too.
    """
    found: list[str] = []
    for word in WORD.finditer(text, start, end):
        name = _bare(word.group())
        if name == "May" and is_month_of_may(text, word.start(), word.end()):
            found.append(name)
            continue
        if not _is_capitalised(name) or plain(name) in _NO_NAMES or _is_turning(name):
            continue
        before = text[max(0, word.start() - _LOOK_BACK) : word.start()]
        if not _SENTENCE_START.search(before) or _is_known(name, known_in):
            found.append(name)
    return found


def is_month_of_may(text: str, start: int, end: int) -> bool:
    """True where the "May" in `text[start:end]` is the month."""
    return _MONTH_OF_MAY.search(text[max(0, start - _LOOK_BACK) : end + 4]) is not None


def _bare(word: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _is_capitalised(word: str) -> bool:
    """True for "Iran" and "US", not for "And"."""
    return len(word) > 1 and word[0].isupper() and (word.isupper() or plain(word) not in everyday_words())


def _is_turning(word: str) -> bool:
    """True for capitalised words that other classes judge."""
    return any(word.casefold() in words for words in lexicon().classes.values())


def _is_known(name: str, known_in: str) -> bool:
    """True where the source writes the word with a capital inside a sentence."""
    return re.search(rf"[a-z,;] {re.escape(name)}\b", known_in) is not None
