"""Shapes of attribution: “...,” said X; according to X; said by X; X's claim; a verb that no list knows."""

import re

from audit.extractors.acts import STRONG, SpeechAct, act_of
from audit.extractors.contents import content_before, content_end, resumed, skip
from audit.extractors.cues import Cue
from audit.extractors.grammar import Words, ends_open
from audit.extractors.mentions import Range, phrase_after, phrase_start, with_apposition
from audit.extractors.verbs import quotation_before
from audit.extractors.word_classes import word_list

# "his claim that ...", "its promise to ...", "her assertion in a debate that ...", "his answer was that ..."
_OWNED_CUE = re.compile(
    r"[Pqd][w#eQ]{0,3}[wBS](?=T|iQ|oQ|Q|oi?g|:Q|i[bBx]|i[dPqNwD#]{1,4}T|x,?[TQ]|i[dPqNwD#]{1,4}x,?[TQ])"
    r"|[Pqd]Qw"
)
_ANNOUNCED = re.compile(r"(?:i[dPqNwD#]{1,4})?(?:x,?(?=[TQ])|(?=T))")
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
# Words: how far after its verb "by X" is looked for.
_PASSIVE_WITHIN = 25


def quotation_said_x(
    words: Words, at: int, quote: int, first: int, last: int, cue: Cue | None
) -> SpeechAct | None:
    """“...,” said X."""
    tags = words.tags
    start = at + 1 + (len(cue.rest) if cue else 0)
    if start >= last or tags[start] not in "dNPpwq#eR" or not ends_open(words, quote):
        return None
    if cue is None and (tags[start] not in "Nd" or quote != first):
        return None
    if cue is not None and not cue.classes & STRONG and quote != first and tags[start] not in "NP":
        return None
    speaker = phrase_after(words, start, last)
    if speaker is None:
        return None
    whole = with_apposition(words, speaker, last)
    contents = [content_before(words, quote, first), *resumed(words, whole[1], last)]
    if cue is None:
        return SpeechAct(whole, (at, start), contents, "quotation, verb X")
    return act_of(cue, whole, (at, start), contents, "quotation, said X")


def according_to(words: Words, at: int, first: int, last: int) -> SpeechAct | None:
    """ "According to X, ..." and "..., according to X"."""
    tags = words.tags
    if at + 2 >= last or words.words[at + 1].lower() != "to":
        return None
    speaker = (at + 2, at + 3) if tags[at + 2] == "m" else phrase_after(words, at + 2, last)
    if speaker is None:
        return None
    span = (at, at + 2)
    left = (skip(tags, first, "cR,"), at - 1 if at > first and tags[at - 1] in ",-" else at)
    if left[1] - left[0] >= 2 or tags[left[0] : left[1]] == "Q":
        return SpeechAct(speaker, span, [left], "clause, according to X", "according to")
    begin = speaker[1]
    if begin < last and tags[begin] != ",":
        begin = with_apposition(words, speaker, last)[1]
    begin = skip(tags, begin, ",")
    contents = [(begin, last)] if begin < last and tags[begin] not in ".;)" else []
    return SpeechAct(speaker, span, contents, "according to X, clause", "according to")


def said_by_x(words: Words, at: int, cue: Cue, last: int) -> SpeechAct | None:
    """ "was called “a disaster” by X"."""
    tags = words.tags
    for position in range(at + 1, min(last, at + _PASSIVE_WITHIN)):
        if tags[position] in ".;":
            return None
        if tags[position] == "i" and words.words[position].lower() == "by":
            speaker = phrase_after(words, position + 1, last)
            if speaker is None:
                return None
            content = (
                (at + 1, position)
                if position > at + 1
                else (speaker[1], content_end(words, speaker[1], last))
            )
            contents = [content] if content[0] < content[1] else []
            return act_of(cue, speaker, (at, at + 1), contents, "said by X")
    return None


def unknown_verb(words: Words, subject: Range, at: int, first: int, last: int) -> SpeechAct | None:
    """A verb that no list knows, in a place where only a cue stands: “...,” X riffed; X ventured that ..."""
    tags = words.tags
    span = (at, at + 1)
    quote = quotation_before(words, subject[0], first)
    if quote == first and tags[at] != "g" and ends_open(words, quote):
        contents = [content_before(words, quote, first), *resumed(words, at + 1, last)]
        return SpeechAct(subject, span, contents, "quotation, X verb")
    if at + 2 < last and tags[at + 1] == "T" and tags[at + 2] in "dNpwPqs":
        return SpeechAct(subject, span, [(at + 1, content_end(words, at + 1, last))], "X verb that")
    following = tags.find("Q", at + 1, last)
    if following > 0 and tags[following - 1] in ",:":
        return SpeechAct(subject, span, [(following, following + 1)], "X verb, quotation")
    return None


def owned_cues(words: Words, first: int, last: int) -> list[SpeechAct]:
    """ "his claim that ...", "the mayor's “47 percent” remark": a noun is the cue."""
    found: list[SpeechAct] = []
    tags = words.tags
    for match in _OWNED_CUE.finditer(tags, first, last):
        at, after = match.span()
        if words.words[after - 1].lower() not in word_list("noun_cues") or _is_place_of(words, after):
            continue
        owner = _owner(words, at, first)
        if owner is None:
            continue
        if tags[at + 1] == "Q" and after == at + 3:
            contents = [(at + 1, at + 2)]
        else:
            begin = _said_from(tags, after, last)
            contents = [(begin, content_end(words, begin, last))]
        found.append(
            SpeechAct(owner, (after - 1, after), contents, "X's claim", words.words[after - 1].lower())
        )
    return found


def _is_place_of(words: Words, after: int) -> bool:
    """ "his view from being there": only "to" announces what a verb says, as in "his promise to be"."""
    verb = words.tags[after : after + 1] == "i" and words.tags[after + 1 : after + 2] in ("b", "B", "x")
    return verb and words.words[after].lower() != "to"


def _said_from(tags: str, after: int, last: int) -> int:
    """Where the words begin that a noun announces: after "of", "in the debate that", "was that"."""
    signs = _ANNOUNCED.match(tags, after, last)
    return signs.end() if signs is not None else skip(tags, after, "oi:")


def _owner(words: Words, at: int, first: int) -> Range | None:
    if words.tags[at] == "d":
        return (at, at + 1) if words.words[at].lower() in _POSSESSIVES else None
    return (phrase_start(words, at, first), at + 1)
