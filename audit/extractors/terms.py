"""Marked words that nobody says: titles, names of programmes, nicknames, slogans, so-called terms."""

import re

from audit.extractors.grammar import Words
from audit.extractors.marks import Marked
from audit.extractors.word_classes import word_list

_WORD = re.compile(r"[^\W_][\w'’.-]*")
_SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "my",
        "nor",
        "of",
        "on",
    }
    | {
        "or",
        "the",
        "to",
        "vs",
        "with",
        "de",
        "la",
        "le",
        "el",
        "los",
        "las",
        "para",
        "y",
        "et",
        "und",
        "der",
        "die",
    }
)
_LONGEST_NAME = 9
# Words: so many capitalised ones are a name wherever they stand.
_LONG_NAME = 3


def is_term(words: Words, at: int, quote: Marked, first: int) -> bool:
    """True where the quotation `Q` at word `at` reads as a name or a term and not as something said."""
    before = words.words[at - 1].lower() if at > first else ""
    if before in word_list("named_things") or (
        at - 2 >= first and words.tags[at - 1] == "," and _names_before(words, at - 2)
    ):
        return True
    text = words.text[quote.start : quote.end]
    if not is_title_case(text) or at == first:
        return False
    long = len(text.split()) >= _LONG_NAME
    return long or words.tags[at - 1] in "iPqdNw" or (at + 1 < len(words.tags) and words.tags[at + 1] in "wN")


def _names_before(words: Words, at: int) -> bool:
    """ "his book, “...”": an apposition that is a title."""
    return words.words[at].lower() in word_list("named_things")


def is_title_case(text: str) -> bool:
    """True of "Meet the Press": every word of weight begins with a capital."""
    found = _WORD.findall(text)
    if not found or len(found) > _LONGEST_NAME or not (found[0][0].isupper() or found[0][0].isdigit()):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in found)
