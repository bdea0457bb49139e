"""Whom and where a sentence names: runs of capitalised words, countries under one name.

A name is a set of lower-case words. Countries and their people share one word ("@china"); a capital
has that word and its own, so that "Beijing" can stand for China and never for Shanghai.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .figure_words import Phrases, Token, find_phrases, is_light, lines, listed, phrase_index

Name = frozenset[str]
Names = frozenset[Name]


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A name and the tokens that write it, as indices into the words of the sentence."""

    name: Name
    first: int
    last: int


_AFTER_SMALL = re.compile(r"(?<![^\W_])[a-z][^\W_]{0,30},? ([A-Z][^\W_]{0,30})")
# The longest run of capitalised words that is read as one name.
_LONGEST_NAME = 8
# Fewer telling words than this can all be names.
_SHORTEST_HEADLINE = 3


def names(text: str, words: Sequence[Token], known: frozenset[str]) -> list[NamedAt]:
    """The names among the words of one sentence, in order.

    `known` holds the words that the document writes with a capital inside a sentence: a first word,
    or a word of a headline, is a name only when it is one of them or a place.
    """
    found = [
        NamedAt(_place(mention.name), mention.first, mention.last)
        for mention in find_phrases(_places(), words)
        if _capital(words[mention.first])
    ]
    taken = {index for named in found for index in range(named.first, named.last + 1)}
    headline = _is_headline(words)
    for run in _runs(text, words, taken):
        doubtful = headline or run == [0]
        kept = [index for index in run if _is_name_word(words[index], index, known if doubtful else None)]
        if any(not is_light(words[index]) for index in kept):
            found.append(NamedAt(frozenset(words[index].text.lower() for index in kept), run[0], run[-1]))
    return sorted(found, key=lambda named: (named.first, named.last))


def capitalised_inside(text: str) -> frozenset[str]:
    """The words that stand with a capital right after a small one, in lower case."""
    return frozenset(found.lower() for found in _AFTER_SMALL.findall(text))


def same_name(a: Name, b: Name) -> bool:
    """Whether one name is a part of the other ("Xi" of "Xi Jinping") or its initials."""
    return a <= b or b <= a or _initials(a, b) or _initials(b, a)


def unmatched(a: Names, b: Names) -> Names:
    """The names of `a` that have no counterpart in `b`."""
    return frozenset(name for name in a - b if not any(same_name(name, other) for other in b))


def shown(name: Name, written: Sequence[str] = ()) -> str:
    """A name as a person reads it, its words in the order and with the letters of `written`."""
    own = [word for word in dict.fromkeys(written) if word.lower() in name]
    country = " ".join(sorted(word[1:].title() for word in name if word.startswith("@")))
    return " ".join(own) or country or " ".join(sorted(name)).title()


def _initials(short: Name, long: Name) -> bool:
    """ "who" of {"world", "health", "organization"}: the letters, in any order of a set of words."""
    if len(short) != 1 or len(long) < 3:
        return False
    (letters,) = short
    return sorted(letters.replace(".", "")) == sorted(
        word[0] for word in long if word not in listed("joiners")
    )


def _runs(text: str, words: Sequence[Token], taken: set[int]) -> list[list[int]]:
    """Runs of capitalised words with nothing but a space, or a small word of a title, between them."""
    runs: list[list[int]] = []
    for index, word in enumerate(words):
        if index in taken or not _capital(word) or word.text.lower() in listed("calendar"):
            continue
        if runs and len(runs[-1]) < _LONGEST_NAME and _joined(text, words, runs[-1][-1], index, taken):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _joined(text: str, words: Sequence[Token], last: int, index: int, taken: set[int]) -> bool:
    if index - last > 3 or not taken.isdisjoint(range(last, index)):
        return False
    between = text[words[last].end : words[index].start]
    if index == last + 1:
        return between in (" ", "\u00a0", "-")
    small = [word.text for word in words[last + 1 : index]]
    plain = between.replace("\u00a0", " ").strip(" ") == " ".join(small)
    if not plain or not all(word in listed("joiners") for word in small):
        return False
    return words[last].text.lower() in listed("heads") or not {"the", "and", "for"}.intersection(small)


def _is_name_word(word: Token, index: int, known: frozenset[str] | None) -> bool:
    """Whether a capital makes a name: not of a title, nor of a small word that begins the sentence.

    `known` is given where a capital says nothing, and then only its words and acronyms are names.
    """
    lowered = word.text.lower()
    if lowered in listed("titles") or (index == 0 and is_light(word)):
        return False
    if known is None or lowered in known:
        return True
    return len(word.text) > 1 and word.text.isupper()


def _capital(word: Token) -> bool:
    return word.text[0].isupper()


def _is_headline(words: Sequence[Token]) -> bool:
    """Whether every telling word has a capital, so that capitals say nothing."""
    telling = [word for word in words if not is_light(word)]
    return len(telling) > _SHORTEST_HEADLINE and all(map(_capital, telling))


@cache
def _places() -> Phrases:
    """Names of countries, their people and capitals, each with the key `country|city`."""
    entries: list[tuple[str, str]] = []
    for line in lines("figure_places"):
        country, _, rest = line.partition(":")
        others, _, capitals = rest.partition("|")
        entries += [(name.strip(), country) for name in (country, *others.split(",")) if name.strip()]
        entries += [
            (name.strip(), f"{country}|{name.strip()}") for name in capitals.split(",") if name.strip()
        ]
    return phrase_index(entries)


def _place(key: str) -> Name:
    country, _, city = key.partition("|")
    place = {"@" + country.lower()}
    return frozenset(place | {city.lower()} if city else place)
