"""Words that are a verb or a noun ("report", "claims", "plans"), told apart by the words beside them."""

from functools import cache

from audit.extractors.word_classes import word_class, word_list

_PLURALS = frozenset({"people", "men", "women", "police", "media"})
_OWNERS = "dPq"
_IS = ("'s", "’s")
# Words: how far back the quotation of “...,” X notes. can stand.
_QUOTATION_WITHIN = 8


@cache
def _mostly_nouns() -> frozenset[str]:
    return word_list("noun_like") - word_list("verbs_after_nouns")


def settle(words: list[str], tags: list[str]) -> None:
    """Changes the class of verbs to that of nouns where only a noun can stand."""
    last = len(tags) - 1
    for at, tag in enumerate(tags):
        if tag == "N":
            if at < last and tags[at + 1] not in "NPS" and (at == 0 or tags[at - 1] in ".Q"):
                tags[at] = _at_the_start(words[at])
        elif tag in "BbzSGg" and at and _is_noun(words, tags, at, tags[at + 1] if at < last else "."):
            tags[at] = "w"


def _at_the_start(word: str) -> str:
    """The class of a word that is capitalised because its sentence begins."""
    tag = word_class(word.lower()) if word[1:].islower() else "N"
    return tag if tag in "gGeR" else "N"


def _is_noun(words: list[str], tags: list[str], at: int, following: str) -> bool:
    tag = tags[at]
    if tag in "Sz":
        return _third_person_is_noun(words, tags, at, following)
    before = tags[at - 1]
    if tag in "Gg":
        return before in _OWNERS and following in "Toi.,xSe"
    if tag == "B" and before == "d" and following in "oG":
        return True
    if tag == "B" and words[at].lower() not in word_list("plain_nouns"):
        return False
    if tag == "B" and before == "p" and words[at - 1].endswith(_IS):
        return True
    if before in "dPqoA#" or (before == "i" and words[at - 1].lower() != "to"):
        return True
    if before in "wNge" and not _is_plural(words[at - 1]):
        return True
    return tag == "B" and (
        (before == "w" and following in "oi.,Sexz)")
        or (before == "N" and following in "xSz")
        or (before in "Q," and following == "N")
    )


def _third_person_is_noun(words: list[str], tags: list[str], at: int, following: str) -> bool:
    word, before = words[at].lower(), tags[at - 1]
    if before in "Nw" and following in ".," and _after_quotation(tags, at):
        return False
    if word == "states":
        return before not in "pR"
    if before == "w" and tags[at] == "S" and word in _mostly_nouns() and following not in "mpd":
        return True
    if word not in word_list("noun_like"):
        return False
    if _after_preposition(words, at, before) or (before in "eg" and not _reports(word, following)):
        return True
    if following == "T" and before not in _OWNERS:
        return False
    return before in "dPqo#" or (following in "oi.,Sexzc)" and before != "p")


def _after_preposition(words: list[str], at: int, before: str) -> bool:
    return before == "i" and words[at - 1].lower() != "to"


def _reports(word: str, following: str) -> bool:
    """ "The letter released shows that ..."."""
    return following == "T" and word in word_list("verbs_after_nouns")


def _after_quotation(tags: list[str], at: int) -> bool:
    """True in “...,” X notes."""
    for position in range(at - 1, max(-1, at - 1 - _QUOTATION_WITHIN), -1):
        if tags[position] == "Q":
            return True
        if tags[position] not in "NwdP~oq,D()":
            return False
    return False


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss")) or word.lower() in _PLURALS
