"""What was said: the words that a cue governs, as ranges of words.

Contents follow their cue ("said that ..."), stand before it ("..., she said") or on both sides of it. They
end where the sentence does, or where words begin that no longer depend on the cue.
"""

import re

from audit.extractors.cues import Cue, single_cues
from audit.extractors.grammar import Words
from audit.extractors.mentions import Range, phrase_after
from audit.extractors.word_classes import word_list

_BREAKS = frozenset({"a", "an", "but", "while", "although", "though", "yet", "whereas"})
_CUTS = re.compile(r",|c(?=[Rx]{0,2}S)|;")
_RESUMED_WITHIN = 30
_ASIDE_WITHIN = 16
_CLAUSE_WITHIN = 14
_CLAUSE_SIGNS = frozenset("s" + tag for tag in "NPdpwqRxTi")


def skip(tags: str, at: int, classes: str) -> int:
    """The first word from `at` on whose class is not one of `classes`."""
    while at < len(tags) and tags[at] in classes:
        at += 1
    return at


def content_before(words: Words, quote: int, first: int) -> Range:
    """The quotation, and the words before it in its sentence where it is only the end of what was said."""
    tags = words.tags
    if quote > first and tags[quote - 1] in ",-" and words.text[words.starts[quote] + 1].isupper():
        return quote, quote + 1
    start = quote
    while start > first and tags[start - 1] not in ":;SG":
        start -= 1
    while start < quote and tags[start] in "cR,-.)":
        start += 1
    return start, quote + 1


def resumed(words: Words, at: int, last: int) -> list[Range]:
    """The quotation that goes on after “...,” he said, “...”."""
    tags = words.tags
    for position in range(at, min(last, at + _RESUMED_WITHIN)):
        if tags[position] == "Q" and position > at and tags[position - 1] in ",:-":
            return [(position, position + 1)]
        if tags[position] in "S;":
            return []
    return []


def end_of_aside(words: Words, at: int, last: int, cue: Cue) -> int | None:
    """Where "..., he said on Monday," ends, if nothing that could be said follows the cue: else None."""
    if not cue.classes & {"say", "tell", "show"}:
        return None
    tags = words.tags
    at = skip(tags, at, "RD")
    if at < last and ("tell" in cue.classes or tags[at] == "i"):
        while at < last and tags[at] in "dNPwqiom#~DRp":
            at += 1
    return at if at >= last or tags[at] in ".,;-" else None


def content_after_aside(words: Words, at: int, last: int, only: bool) -> list[Range]:
    """The second part of "A, he said, B" from the comma at word `at`; `only` where there is no first part."""
    tags = words.tags
    if (
        at + 1 < last
        and tags[at] == ","
        and (only or tags[at + 1] not in "Ggh")
        and has_clause(tags, at + 1, last)
    ):
        return [(at + 1, content_end(words, at + 1, last))]
    return []


def has_clause(tags: str, at: int, last: int) -> bool:
    """True where a clause or quoted words begin, and no apposition: "..., a plan that failed"."""
    for tag in tags[at : min(last, at + _CLAUSE_WITHIN)]:
        if tag in "QpxSzb" or tag == "e":
            return True
        if tag in "Th,;:.":
            return False
    return False


def content_after(words: Words, at: int, last: int, cue: Cue, subordinate: bool = False) -> list[Range]:
    """What was said, where it follows the cue."""
    tags = words.tags
    at = skip(tags, at, "R" if cue.classes == {"call"} else "RD#~")
    if "tell" in cue.classes:
        at = _after_addressee(words, at, last)
    if cue.classes != {"call"} or (at < last and tags[at] == "i"):
        at = _after_adjuncts(words, at, last)
    if cue.classes & {"say", "tell", "weak"}:
        at = _after_aside(tags, at, last)
    if at + 1 < last and tags[at] in ",:-" and (tags[at + 1] in "QT" or tags[at] == ":"):
        at += 1
    if at >= last or tags[at] in ".;),:-":
        return []
    end = content_end(words, at, last, subordinate)
    return [(at, _end_of_object(words, at, end) if cue.classes == {"call"} else end)]


def _after_addressee(words: Words, at: int, last: int) -> int:
    tags = words.tags
    if at < last and tags[at] in "mp":
        return at + 1
    phrase = phrase_after(words, at, last)
    if phrase is None:
        return at
    infinitive = (place for place in range(*phrase) if words.words[place].lower() == "to")
    return next(infinitive, phrase[1])


def _after_adjuncts(words: Words, at: int, last: int) -> int:
    """Past "on Monday in an interview with X" where a clause mark, a quotation or a stop follows it."""
    tags = words.tags
    if at >= last or tags[at] not in "iD" or _infinitive(words, at, last):
        return at
    end = at
    while end < last and tags[end] in "iodNPwqD#~RQcmeg(" and not (tags[end] == "Q" and tags[end - 1] != "P"):
        end += 1
    if end >= last or tags[end] in "T,:.ps-;Qd)":
        return end
    return at


def _infinitive(words: Words, at: int, last: int) -> bool:
    return words.words[at].lower() == "to" and at + 1 < last and words.tags[at + 1] in "bBxwRnN"


def _after_aside(tags: str, at: int, last: int) -> int:
    """On to "that" where no clause can begin before: "said, pointing to a report, that ..."."""
    if at >= last or tags[at] not in ",iNw":
        return at
    for position in range(at, min(last, at + _ASIDE_WITHIN)):
        if tags[position] == "T" and tags[position - 1] in ",NwD":
            return position
        if tags[position] == "Q" and tags[position - 1] == ",":
            return position
        if tags[position] in "Sxzeph;:.Q" or tags[position : position + 2] in _CLAUSE_SIGNS:
            break
    return at


def content_end(words: Words, start: int, last: int, subordinate: bool = False) -> int:
    """Where the reported clause ends: before a stop, or before words that no longer depend on the cue."""
    tags = words.tags
    for cut in _CUTS.finditer(tags, start + 1, last):
        at = cut.start()
        if (tags[at] == "c" and is_speech(words, skip(tags, at + 1, "Rx"))) or (
            tags[at] == "," and _leaves(words, at, last, subordinate)
        ):
            return at
    return _without_occasion(words, start, last)


def _leaves(words: Words, comma: int, last: int, subordinate: bool) -> bool:
    """True where the words after a comma are the writer's own again, or another speech act."""
    tags = words.tags
    if comma + 1 >= last:
        return False
    following = tags[comma + 1]
    if following in "GA" or (subordinate and following not in "c"):
        return True
    at = skip(tags, comma + 1, "cR")
    if at < last and tags[at] == "S" and at - comma <= 3:
        return is_speech(words, at)
    if comma + 2 < last and tags[comma + 2] == "T":
        return following == "g"
    if tags.find("Q", comma, last) >= 0:
        return False
    return following == "h" or words.words[comma + 1].lower() in _BREAKS


_PREDICATE = re.compile(r"c[Rxn]{0,2}[eSzx]|i?D")
_OCCASION_WITHIN = 5


def _end_of_object(words: Words, start: int, last: int) -> int:
    """Where a thing that is called, praised or denounced ends: before "and won", "on Monday"."""
    tags = words.tags
    for match in _PREDICATE.finditer(tags, start + 1, last):
        if tags[match.start()] == "c" or "Q" not in tags[match.start() : last]:
            last = match.start()
            break
    for at in range(start + 1, last - 1):
        if tags[at] == "i" and words.words[at].lower() in _HELD_IN and "Q" not in tags[at:last]:
            noun = at + 1
            while noun < last and noun <= at + _OCCASION_WITHIN and tags[noun] in "dPqNw":
                if words.words[noun].lower() in word_list("occasions"):
                    return at
                noun += 1
    return last


def is_speech(words: Words, at: int) -> bool:
    """True of a cue verb of saying: a joined "found" or "shows" may belong to what was said."""
    cue = single_cues().get(words.words[at].lower())
    return cue is None or bool(cue.classes & {"say", "tell", "call"})


_HELD_IN = frozenset({"in", "on", "at", "during", "via", "through", "after"})
_OCCASION = re.compile(r"i[dPqNwRg#D~]{0,5}w[.)]*\Z")


def _without_occasion(words: Words, start: int, last: int) -> int:
    """The end before "in a statement", "on Twitter": where it was said is not what was said."""
    begin = max(start + 1, last - 9)
    match = _OCCASION.search(words.tags, begin, last)
    while match is not None:
        following = _OCCASION.search(words.tags, match.start() + 1, last)
        if following is None:
            break
        match = following
    if match is None:
        return last
    noun = skip(words.tags[::-1], len(words.tags) - last, ".)")
    word = words.words[len(words.tags) - noun - 1].lower()
    held = words.words[match.start()].lower() in _HELD_IN and word in word_list("occasions")
    return match.start() if held else last
