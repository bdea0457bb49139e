"""Noun phrases around a verb: who speaks, as ranges of words of a paragraph."""

from audit.extractors.grammar import Words, ends_open
from audit.extractors.word_classes import word_class, word_list

Range = tuple[int, int]

_INSIDE = frozenset("NPwq#~Dg")
_HEADS = frozenset("NwQ#eDgP")
# Words: how far back or on a bracket inside a phrase is looked for.
_BRACKET_WITHIN = 25
_OF_A_NAME = frozenset({"for", "from", "at"})
# These open a clause as often as a phrase: what stands before them is no part of a subject.
_OPENERS = ".,;:-)csTQ"
_CLAUSAL = frozenset({"after", "before", "since", "until", "till"})
_FORMS_OF_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"}
)
_CONTRACTED_BE = ("'s", "'re", "'m")
_CURRENCY = "$£€¥"


def phrase_before(words: Words, last: int, first: int) -> Range | None:
    """The noun phrase that ends with word `last`, looking no further back than `first`."""
    tags = words.tags
    if last < first:
        return None
    end = last + 1
    if tags[last] in "pm":
        return last, end
    if tags[last] == ")":
        last = tags.rfind("(", max(first, last - _BRACKET_WITHIN), last) - 1
        if last < first or tags[last] not in _HEADS:
            return None
    if tags[last] == "d":
        return (last, end) if words.words[last].lower() in word_list("quantifiers") else None
    if tags[last] == "D" and not _is_name_of_month(words.words[last]):
        return None
    if (tags[last] not in _HEADS and tags[last] != "~") or (tags[last] == "Q" and ends_open(words, last)):
        return None
    start = _without_clause(words, phrase_start(words, last, first), end, first)
    return _without_verb(words, (start, end), first)


def _without_clause(words: Words, start: int, end: int, first: int) -> int:
    """The bureau of "for days after the bureau said"; "a statement after the vote" is whole."""
    tags = words.tags
    opens = start == first or tags[start - 1] in _OPENERS
    for at in range(end - 2, start, -1):
        if tags[at] == "i" and words.words[at].lower() in _CLAUSAL:
            return at + 1 if not opens or _is_time(words.words[at - 1]) else start
    return start


def opens_clause(words: Words, start: int) -> bool:
    """True of what follows "after", "before", "since"."""
    return start > 0 and words.words[start - 1].lower() in _CLAUSAL


def _is_time(word: str) -> bool:
    plain = word.lower()
    return (
        word_class(plain) in "tD"
        or plain in word_list("time_nouns")
        or word_class(plain.removesuffix("s")) == "t"
    )


def _is_name_of_month(word: str) -> bool:
    """True of "April", which is a first name, too; not of "Tuesday", "last week"."""
    return word[0].isupper() and not word.endswith("day") and word_class(word.lower()) == "D"


def _without_verb(words: Words, phrase: Range, first: int) -> Range | None:
    """The noun phrase of "shifts gears for the last months"; None of "$16 million"."""
    start, end = phrase
    if words.tags[start] == "#" and words.text[words.starts[start] - 1 : words.starts[start]] in _CURRENCY:
        return None if words.starts[start] else phrase
    if words.words[start].lower() == "least" and start > first and words.words[start - 1].lower() == "at":
        return start - 1, end
    if not _is_verb_at(words, start, first):
        return start, _without_participle(words.tags, start, end)
    start += 1
    while start < end and words.tags[start] in "ioRD":
        start += 1
    return (start, end) if start < end else phrase


def _without_participle(tags: str, start: int, end: int) -> int:
    """The end of "the report published" before its participle; "those polled" have none."""
    return end - 1 if end - 2 >= start and tags[end - 1] == "e" and tags[end - 2] in "wN" else end


def _is_verb_at(words: Words, at: int, first: int) -> bool:
    """True of a word that is a verb here: it follows a pronoun, an auxiliary or "to"."""
    tags = words.tags
    if tags[at] not in "wBbegGSz" or not words.words[at][0].islower():
        return False
    before = at - 1
    while before > first and tags[before] in "Rn":
        before -= 1
    if before < first:
        return False
    word = words.words[before].lower().replace("’", "'")
    if tags[before] in "xp":
        return tags[at] in "egGS" or not (word in _FORMS_OF_BE or word.endswith(_CONTRACTED_BE))
    return tags[before] == "h" or (word == "to" and before == at - 1)


def phrase_start(words: Words, at: int, first: int) -> int:
    """The first word of the noun phrase that ends with word `at`."""
    tags = words.tags
    while at > first:
        before = tags[at - 1]
        if _is_date_before(words, at, first):
            return at
        if before == "d":
            at -= 1
            if not _joined(words, at, first) and (at == first or tags[at - 1] not in "d#"):
                return at
        elif before == "," and _is_adjective_before(tags, at, first):
            at -= 2
        elif (
            (before == "e" and tags[at] == "i" and _is_participle(words, at - 1, first))
            or before in _INSIDE
            or _joined(words, at, first)
            or _modifies(words, at, first)
        ):
            at -= 1
        else:
            return at
    return at


def _is_date_before(words: Words, at: int, first: int) -> bool:
    """True of the name in "on the evening of Oct. 9 Merkel said", "On Tuesday police said"."""
    tags = words.tags
    if tags[at] == "N" and tags[at - 1] == "#":
        return tags[max(first, at - 3) : at - 1].rstrip("~").endswith("D")
    if tags[at] not in "Nw" or tags[at - 1] != "D":
        return False
    return tags[at - 2] == "i" if at - 1 > first else tags[at] == "N"


def _is_participle(words: Words, at: int, first: int) -> bool:
    """True of "a report released by the press" and not of "Mr. Brown appeared before the press"."""
    return at == first or words.tags[at - 1] != "N" or words.words[at + 1].lower() == "by"


def _modifies(words: Words, at: int, first: int) -> bool:
    """True of a participle or a title before a noun: "the elected president", "“Cheers” actor"."""
    tags = words.tags
    before = tags[at - 1]
    if before == "Q":
        return tags[at] in "wN" and not ends_open(words, at - 1)
    return before in "eBRS" and at - 2 >= first and tags[at - 2] in "dPqR" and tags[at] in "Nw"


def _is_adjective_before(tags: str, at: int, first: int) -> bool:
    """ "the bespectacled, 71-year-old diplomat"."""
    if at - 3 < first or tags[at - 3] != "d":
        return False
    return (tags[at - 2] in "eg" and tags[at] in "w#") or (tags[at - 2] == "w" and tags[at : at + 2] == "#w")


def _joined(words: Words, at: int, first: int) -> bool:
    """True where word `at` begins what "of", "for", "and" ... joins to a noun before."""
    tags = words.tags
    if at - 2 < first:
        return False
    joint, before = tags[at - 1], tags[at - 2]
    if joint == "o":
        return before in "NwQ#dg)"
    if joint == "i":
        return before in "Nw)" or (before == "e" and at - 3 >= first and _is_participle(words, at - 2, first))
    return joint == "c" and before in "NwPq"


def phrase_after(words: Words, first: int, limit: int) -> Range | None:
    """The noun phrase that starts at word `first`, with "of ..." and "for ..."."""
    tags = words.tags
    if first >= limit:
        return None
    if tags[first] == "p":
        return first, first + 1
    at = _without_occasion(words, first, _walk_on(tags, first, limit))
    while at > first + 1 and tags[at - 1] in "dcio":
        at -= 1
    return (first, at) if at > first else None


def _without_occasion(words: Words, first: int, last: int) -> int:
    """The end of a name before "in an interview", "during the debate"."""
    for at in range(first + 1, last):
        if words.tags[at] == "i" and words.tags[at - 1] in "N)" and words.words[at].lower() not in _OF_A_NAME:
            return at
    return last


def _walk_on(tags: str, first: int, limit: int) -> int:
    """The word after the phrase that starts at word `first`."""
    at = first
    while at < limit:
        after = tags.find(")", at, min(limit, at + _BRACKET_WITHIN // 2)) + 1 if tags[at] == "(" else at + 1
        following = tags[after] if after < limit else "."
        if after == 0 or not _belongs(tags[at], tags[at - 1] if at > first else "", following):
            return at
        at = after
    return at


def _belongs(tag: str, before: str, following: str) -> bool:
    """True of a word that goes on with a noun phrase; `before` is empty at its start."""
    if tag in "NPwq#~(":
        return True
    if tag == "d":
        return before == "" or before in "oicd"
    if tag in "egBRQSD":
        return following in "Nw" and (before == "" or before in "dR")
    if before == "" or following not in ("NPwqd" if tag == "c" else "NPwqd#g"):
        return False
    return tag in "oc" or (tag == "i" and before in "Nw)")


def with_apposition(words: Words, phrase: Range, limit: int) -> Range:
    """The phrase with the apposition that follows it: "Smith, the president of the network"."""
    tags = words.tags
    at = phrase[1]
    while at + 1 < limit and tags[at] == "," and tags[at + 1] in "dNPwqRg#o":
        following = _walk_on(tags, at + 1, limit)
        if following <= at + 1 or (following < limit and tags[following] not in ",.;-hTe"):
            break
        at = following
    return phrase[0], at
