"""Noun phrases around a verb: who speaks, as words of a paragraph.

A noun phrase is a range of words. "Josh Smith, a senior official, said" has the head "Josh Smith" and is
kept whole with its apposition; a relative clause is left out.
"""

from audit.extractors.grammar import Words, ends_open

Range = tuple[int, int]

# Determiners that stand for people: "both said", "many argue".
QUANTIFIERS = frozenset(
    {
        "both",
        "all",
        "some",
        "many",
        "those",
        "others",
        "another",
        "one",
        "few",
        "most",
        "each",
        "several",
        "this",
        "these",
    }
    | {"neither", "either", "two", "three", "four", "five", "hundreds", "thousands", "dozens"}
)

_INSIDE = frozenset("NPwq#~Dg")
_HEADS = frozenset("NwQ#eDgP")
_ATTACHED_TO = frozenset("Nw)Q#e")
_DATES = frozenset("D")


def phrase_before(words: Words, last: int, first: int) -> Range | None:
    """The noun phrase that ends with word `last`, looking no further back than `first`."""
    tags = words.tags
    if last < first:
        return None
    if tags[last] in "pm":
        return last, last + 1
    end = last + 1
    if tags[last] == ")":
        last = _opening_bracket(tags, last, first) - 1
        if last < first or tags[last] not in _HEADS:
            return None
    if tags[last] == "d":
        return (last, end) if words.words[last].lower() in QUANTIFIERS else None
    if (tags[last] not in _HEADS and tags[last] != "~") or (tags[last] == "Q" and ends_open(words, last)):
        return None
    return _walk_back(words, last, first), end


def _opening_bracket(tags: str, at: int, first: int) -> int:
    opening = tags.rfind("(", max(first, at - 25), at)
    return opening if opening >= 0 else first


def _walk_back(words: Words, at: int, first: int) -> int:
    """The first word of the phrase that ends at word `at`."""
    tags = words.tags
    while at > first:
        before = tags[at - 1]
        if before in _INSIDE:
            at -= 1
        elif before == "d":
            at -= 1
            if not _joined(tags, at, first):
                return at
        elif _joined(tags, at, first):
            at -= 1
        elif before in "eBRS" and at - 2 >= first and tags[at - 2] in "dPqR" and tags[at] in "Nw":
            at -= 1
        elif before == "Q" and tags[at] in "wN" and not ends_open(words, at - 1):
            at -= 1
        elif before == ")" and tags[at] in "Nw":
            return at
        else:
            return at
    return at


def _joined(tags: str, at: int, first: int) -> bool:
    """True where word `at` begins what "of", "for", "and" ... joins to a noun before."""
    if at - 2 < first:
        return False
    joint, before = tags[at - 1], tags[at - 2]
    if joint == "o":
        return before in "NwQ#dg)"
    if joint == "i":
        return before in "Nw)" or (before == "e" and at - 3 >= first and tags[at - 3] in "Nw")
    return joint == "c" and before in "NwPq"


def phrase_after(words: Words, first: int, limit: int) -> Range | None:
    """The noun phrase that starts at word `first`, with "of ..." and "for ..." and an apposition."""
    tags = words.tags
    if first >= limit:
        return None
    if tags[first] == "p":
        return first, first + 1
    at = _walk_on(tags, first, limit)
    while at > first + 1 and tags[at - 1] in "dcio":
        at -= 1
    if at == first:
        return None
    return first, at


def _walk_on(tags: str, at: int, limit: int) -> int:
    first = at
    while at < limit:
        tag = tags[at]
        if tag in "NPwq#~d":
            if tag == "d" and at > first and tags[at - 1] not in "oicd":
                break
            at += 1
        elif tag in "oi" and at > first and at + 1 < limit and tags[at + 1] in "NPwqd#g":
            if tag == "i" and tags[at - 1] not in "Nw)":
                break
            at += 1
        elif tag == "c" and at > first and at + 1 < limit and tags[at + 1] in "NPwqd":
            at += 1
        elif (
            tag in "egBRQS"
            and at + 1 < limit
            and tags[at + 1] in "Nw"
            and (at == first or tags[at - 1] in "dR")
        ):
            at += 1
        elif tag == "(":
            closing = tags.find(")", at, min(limit, at + 12))
            if closing < 0:
                break
            at = closing + 1
        else:
            break
    return at


def with_apposition(words: Words, phrase: Range, limit: int) -> Range:
    """The phrase with the apposition that follows it: "Mike Shields, the president of the network"."""
    tags = words.tags
    at = phrase[1]
    while at + 1 < limit and tags[at] == "," and tags[at + 1] in "dNPwqRg#":
        following = _walk_on(tags, at + 1, limit)
        if following <= at + 1 or (following < limit and tags[following] not in ",.;-"):
            break
        at = following
    return phrase[0], at
