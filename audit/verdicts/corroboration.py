"""Which places speak of a quotation at all: two reports on one subject share words without sharing a source.

A primary source is asked for what it says, so a few words are enough there. Another report must have
the words as the quotation has them: from the same speaker, or all of them, or very many.
Counted over 840 unrelated news articles, where one word in marks ("rigged") stands in dozens of them.
"""

from audit.model import Match, Role, Speaker
from audit.verdicts.evidence import WORD

# Words that both have before one place speaks of the other, by what else speaks for it.
_IN_PRIMARY = 3
_SAME_SPEAKER = 3
_WHOLE = 4
_MANY = 8
# The share of the quotation's words that another speaker must have said, too, to be contradicted.
_NEARLY_ALL = 0.75
# The share of the quotation that one part of another report must hold: words gathered from all over an
# article are that article's own.
_ONE_PLACE = 0.6
# Fewer words than this are nobody's own: two people say them without one being misquoted.
_OWN_WORDS = 6
_NAMED = ("person", "country")


def speaks_of(quoted: str, match: Match, role: Role, speaker_agrees: bool | None) -> bool:
    """True where a place is evidence about a quotation, and not only alike in a few words."""
    total, equal = len(WORD.findall(quoted)), equal_words(match)
    if role == "report" and _in_one_place(match) < min(_MANY, total * _ONE_PLACE):
        return False
    if speaker_agrees and equal >= min(total, _SAME_SPEAKER):
        return True
    if role == "primary":
        return equal >= _IN_PRIMARY
    return equal >= _MANY or equal == total >= _WHOLE


def _in_one_place(match: Match) -> int:
    """Words of the longest part of the source that the quotation uses."""
    return max(
        len(WORD.findall(match.text[start - match.start : end - match.start]))
        for start, end in match.segments
    )


def equal_words(match: Match) -> int:
    """How many of the quotation's words stand in this place as they are."""
    return sum(len(WORD.findall(edit.quoted)) for edit in match.edits if edit.op == "equal")


def can_disagree(quoted: str, match: Match, speaker: Speaker | None, mention: str | None) -> bool:
    """True where a quotation names its speaker so surely that another speaker is a contradiction.

    A pronoun, a description or a spokesperson's house may mean the speaker that the source names,
    and words that everybody says may be said by two.
    """
    if speaker is None or speaker.kind not in _NAMED or mention is None:
        return False
    words = {word.casefold() for word in WORD.findall(mention)}
    named = {word.casefold() for word in WORD.findall(speaker.name)}
    needed = max(_OWN_WORDS, len(WORD.findall(quoted)) * _NEARLY_ALL)
    return bool(words & named) and equal_words(match) >= needed
