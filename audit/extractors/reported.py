"""Speech acts of a sentence: who says, by which cue, and which words are what was said.

A sentence is read verb by verb from left to right. The subject of the last finite verb is remembered, so that
"She visited Iowa and said ..., adding ..." gives every cue its speaker. Nothing backtracks.
"""

import re
from dataclasses import dataclass

from audit.extractors.cues import Cue, phrase_cues, single_cues
from audit.extractors.grammar import Words
from audit.extractors.mentions import Range, phrase_after, with_apposition
from audit.extractors.subjects import explicit_subject

_VERBS = re.compile(r"[SBGAezbx]")
_BE = frozenset("is are was were be been being isn't wasn't weren't aren't".split())
_NOUN_LIKE = frozenset(
    "claims reports questions comments remarks promises attacks calls notes states threats cites rules posts charges"
    " reasons answers hopes fears doubts worries quotes tweets jokes warnings concerns mentions reveals orders requests"
    " objects brands labels praises pens pans dings texts emails types snaps shouts screams advances vents starts".split()
)


@dataclass(slots=True)
class SpeechAct:
    """A cue with its speaker and contents, as ranges of words. `subordinate` acts stand inside another's content."""

    speaker: Range | None
    cue: Range
    contents: list[Range]
    rule: str
    lemma: str = ""
    classes: frozenset[str] = frozenset()


def speech_acts(words: Words, first: int, last: int) -> list[SpeechAct]:
    """The speech acts of the sentence of words `[first, last)`, in order."""
    found: list[SpeechAct] = []
    subject: Range | None = None
    done = first
    for match in _VERBS.finditer(words.tags, first, last):
        at = match.start()
        if at < done:
            continue
        act, subject, done = _read_verb(words, at, first, last, subject)
        if act is not None:
            found.append(act)
    _cut_where_the_next_begins(words, found)
    return found


def _read_verb(
    words: Words, at: int, first: int, last: int, subject: Range | None
) -> tuple[SpeechAct | None, Range | None, int]:
    tags = words.tags
    tag = tags[at]
    if tag == "A":
        return _according(words, at, first, last), subject, at + 1
    group = at
    while at + 1 < last and tags[at] in "xRn" and tags[at + 1] in "xRnSBGebg":
        at += 1
    tag = tags[at]
    cue = _cue_at(words, at, last) if tag in "SBG" else None
    quoted = _quotation_before(words, group, first)
    if quoted is not None and group == at and tag in "Sez":
        inverted = _inverted(words, at, quoted, first, last, cue)
        if inverted is not None:
            return inverted, inverted.speaker, at + 1
    own = _subject(words, group, at, first)
    passive = _is_passive(words, group, at)
    if own is None and (tag == "G" or _shares(tags, group, first)):
        own = subject
    if cue is None or own is None and not passive or not _is_verb(words, group, at, last, cue):
        act = _unknown_verb(words, own, at, first, last) if own is not None and tag in "ez" else None
        keep = own if own is not None and tag != "G" else subject
        return act, keep, at + 1
    if passive:
        return _passive(words, at, own, cue, last), own or subject, at + 1
    act = _act(words, at, own, cue, first, last)
    return act, own or subject, at + 1 + len(cue.rest)


def _cue_at(words: Words, at: int, last: int) -> Cue | None:
    word = words.words[at].lower()
    for cue in phrase_cues().get(word, ()):
        rest = words.words[at + 1 : min(last, at + 1 + len(cue.rest))]
        if len(rest) == len(cue.rest) and all(a.lower() == b for a, b in zip(rest, cue.rest, strict=True)):
            return cue
    return single_cues().get(word)


def _quotation_before(words: Words, at: int, first: int) -> int | None:
    """The quotation that ends right before word `at`, a comma or dash between allowed."""
    tags = words.tags
    if at - 1 >= first and tags[at - 1] == "Q":
        return at - 1
    if at - 2 >= first and tags[at - 1] in ",-" and tags[at - 2] == "Q":
        return at - 2
    return None


def _subject(words: Words, group: int, at: int, first: int) -> Range | None:
    tags = words.tags
    if tags[at] == "G" and group == at and group > first and tags[group - 1] not in "Nw)h":
        return None
    return explicit_subject(words, group, first)


def _shares(tags: str, group: int, first: int) -> bool:
    """True where the verb is joined to one before: "... and said", "..., then said", "to say"."""
    return group > first and tags[group - 1] in "c,i-"


def _is_passive(words: Words, group: int, at: int) -> bool:
    if words.tags[at] != "S" or group == at:
        return False
    return any(word.lower().replace("’", "'") in _BE for word in words.words[group:at])


def _is_verb(words: Words, group: int, at: int, last: int, cue: Cue) -> bool:
    tags = words.tags
    before = tags[group - 1] if group else ","
    following = tags[at + 1] if at + 1 < last else "."
    if group == at and before in "dPqo":
        return before == "d" and words.words[group - 1].lower() in {
            "both",
            "all",
            "some",
            "many",
            "those",
            "others",
            "another",
            "one",
            "few",
        }
    if cue.form == "B" and group == at:
        return (
            before in "ph"
            or words.words[at - 1].lower() in {"to", "people", "not"}
            or _plural(words, at - 1, following)
        )
    if words.words[at].lower() in _NOUN_LIKE and following in "oi.,Sexz":
        return False
    return not (cue.form == "G" and before in "d")


def _plural(words: Words, at: int, following: str) -> bool:
    word = words.words[at].lower()
    return word.endswith("s") and not word.endswith("ss") and following in "TpdQN:,s"


def _ends_open(words: Words, quote: int) -> bool:
    """True of a quotation that its sentence goes on after: it ends with a comma, a question, a dash."""
    at = words.ends[quote] - 1
    text = words.text
    while at > words.starts[quote] and not text[at].isalnum() and text[at] not in ",?!—–-…":
        at -= 1
    if text[at] in ",?!—–-…":
        return True
    return quote + 1 < len(words.tags) and words.tags[quote + 1] in ",-"


def _inverted(words: Words, at: int, quote: int, first: int, last: int, cue: Cue | None) -> SpeechAct | None:
    """“...,” said X."""
    tags = words.tags
    start = at + 1 + (len(cue.rest) if cue else 0)
    if start >= last or tags[start] not in "dNPpwq#" or not _ends_open(words, quote):
        return None
    if cue is None and tags[start] not in "Nd":
        return None
    speaker = phrase_after(words, start, last)
    if speaker is None:
        return None
    whole = with_apposition(words, speaker, last)
    contents = _left_content(words, quote, first) + _resumed(words, whole[1], last)
    return SpeechAct(
        whole,
        (at, start),
        contents,
        "quotation, said X" if cue else "quotation, verb X",
        cue.lemma if cue else "",
    )


def _left_content(words: Words, quote: int, first: int) -> list[Range]:
    """The quotation, and the words before it in its sentence where it is only the end of what was said."""
    tags = words.tags
    start = quote
    while start > first and tags[start - 1] not in ":;SG":
        start -= 1
    while start < quote and tags[start] in "cR,-.)":
        start += 1
    return [(start, quote + 1)]


def _resumed(words: Words, at: int, last: int) -> list[Range]:
    """The quotation that goes on after “...,” he said, “...”."""
    tags = words.tags
    end = min(last, at + 30)
    for position in range(at, end):
        if tags[position] == "Q" and position > at and tags[position - 1] in ",:-":
            return [(position, position + 1)]
        if tags[position] in "S;":
            return []
    return []


def _act(words: Words, at: int, subject: Range | None, cue: Cue, first: int, last: int) -> SpeechAct | None:
    tags = words.tags
    after = at + 1 + len(cue.rest)
    span = (at, after)
    if subject is not None:
        quote = _quotation_before(words, subject[0], first)
        if quote is not None and _ends_open(words, quote):
            contents = _left_content(words, quote, first) + _resumed(words, after, last)
            return SpeechAct(subject, span, contents, "quotation, X said", cue.lemma, cue.classes)
        if subject[0] - 1 > first and tags[subject[0] - 1] in ",-" and _closes(words, after, last, cue):
            left = (_skip(tags, first, "cR,"), subject[0] - 1)
            contents = [left, *_right_of_aside(words, after, last)]
            if left[1] - left[0] >= 2 and tags[left[0]] not in "is" or contents[1:]:
                return SpeechAct(subject, span, contents, "clause, X said", cue.lemma, cue.classes)
    contents = content_after(words, after, last, cue)
    if not contents:
        return SpeechAct(subject, span, [], "X said", cue.lemma, cue.classes)
    return SpeechAct(subject, span, contents, "X said clause", cue.lemma, cue.classes)


def _skip(tags: str, at: int, classes: str) -> int:
    while at < len(tags) and tags[at] in classes:
        at += 1
    return at


def _closes(words: Words, at: int, last: int, cue: Cue) -> bool:
    """True where nothing that could be said follows the cue: "..., he said on Monday."."""
    tags = words.tags
    if "say" not in cue.classes and "tell" not in cue.classes and "show" not in cue.classes:
        return False
    at = _skip(tags, at, "RD")
    if at >= last or tags[at] in ".,;-":
        return True
    if "tell" in cue.classes or tags[at] == "i":
        while at < last and tags[at] in "dNPwqiom#~DRp":
            at += 1
        return at >= last or tags[at] in ".,;-"
    return False


def _right_of_aside(words: Words, at: int, last: int) -> list[Range]:
    tags = words.tags
    at = _skip(tags, at, "RD")
    if at + 1 < last and tags[at] == ",":
        if tags[at + 1] in "Gg":
            return []
        return [(at + 1, _content_end(words, at + 1, last))]
    return []


def content_after(words: Words, at: int, last: int, cue: Cue) -> list[Range]:
    """What was said, where it follows the cue."""
    tags = words.tags
    at = _skip(tags, at, "RD#~" if "call" not in cue.classes else "R")
    if "tell" in cue.classes:
        at = _after_addressee(words, at, last)
    if "call" not in cue.classes or at < last and tags[at] == "i":
        at = _after_adjuncts(words, at, last)
    if at < last and tags[at] in ",:-":
        if at + 1 < last and (tags[at + 1] == "Q" or tags[at] == ":" or tags[at + 1] == "T"):
            at += 1
        elif "call" not in cue.classes:
            return []
        else:
            return []
    if at >= last or tags[at] in ".;)":
        return []
    return [(at, _content_end(words, at, last))]


def _after_addressee(words: Words, at: int, last: int) -> int:
    tags = words.tags
    if at < last and tags[at] in "mp":
        return at + 1
    phrase = phrase_after(words, at, last)
    return phrase[1] if phrase is not None else at


def _after_adjuncts(words: Words, at: int, last: int) -> int:
    """Past "on Monday in an interview with X" where a clause mark, a quotation or a stop follows it."""
    tags = words.tags
    if at >= last or tags[at] not in "iD":
        return at
    end = at
    while end < last and tags[end] in "iodNPwqD#~RQcmeg(" and not (tags[end] == "Q" and tags[end - 1] != "P"):
        end += 1
    if end >= last or tags[end] in "T,:.ps-;Qd)":
        return end
    return at


_CONTENT_CUTS = re.compile(r",[GAg]|,c?R?S|,(?=[cs])|;|-|(?<=[^x])c[Rx]{0,2}S|,h|\.")


def _content_end(words: Words, start: int, last: int) -> int:
    """Where the reported clause ends: before a stop or what no longer depends on the cue."""
    tags = words.tags
    for cut in _CONTENT_CUTS.finditer(tags, start + 1, last):
        at = cut.start()
        sign = cut.group()
        if sign == "." and at + 1 < last and tags[at + 1] not in ".)":
            continue
        if sign == "," and not _leaves(words, at, last):
            continue
        if sign in (",h", "-", ",g") or sign == ";":
            continue
        return at
    return last


def _leaves(words: Words, comma: int, last: int) -> bool:
    """True where ", but ..." or ", while ..." begins the writer's own words or another speech act."""
    tags = words.tags
    word = words.words[comma + 1].lower()
    if comma + 2 < last and tags[comma + 2] == "T":
        return False
    return word in {"but", "while", "although", "though", "yet"}


def _cut_where_the_next_begins(words: Words, found: list[SpeechAct]) -> None:
    """A clause ends where a joined speech act of the same sentence begins: "said A and added B"."""
    tags = words.tags
    for act, following in zip(found, found[1:], strict=False):
        begin = following.cue[0]
        if following.speaker is not None and following.speaker[0] > act.cue[0]:
            begin = following.speaker[0]
        while begin > act.cue[1] and tags[begin - 1] in "xRn":
            begin -= 1
        if begin <= act.cue[1] or tags[begin - 1] not in "cs,;-":
            continue
        while begin > act.cue[1] and tags[begin - 1] in "cs,;-R":
            begin -= 1
        act.contents = (
            [(a, min(b, begin)) for a, b in act.contents if a < min(b, begin)]
            if following.rule == "X said clause"
            else act.contents
        )


def _according(words: Words, at: int, first: int, last: int) -> SpeechAct | None:
    tags = words.tags
    if at + 2 >= last or words.words[at + 1].lower() != "to":
        return None
    speaker = phrase_after(words, at + 2, last)
    if speaker is None and tags[at + 2] == "m":
        speaker = (at + 2, at + 3)
    if speaker is None:
        return None
    span = (at, at + 2)
    left_end = at - 1 if at > first and tags[at - 1] in ",-" else at
    start = _skip(tags, first, "cR,")
    if left_end - start >= 2:
        return SpeechAct(speaker, span, [(start, left_end)], "clause, according to X", "according to")
    begin = speaker[1]
    if begin < last and tags[begin] != ",":
        begin = with_apposition(words, speaker, last)[1]
    begin = _skip(tags, begin, ",")
    contents = [(begin, _content_end(words, begin, last))] if begin < last - 1 else []
    return SpeechAct(speaker, span, contents, "according to X, clause", "according to")


def _passive(words: Words, at: int, subject: Range | None, cue: Cue, last: int) -> SpeechAct | None:
    """ "was called “a disaster” by X"."""
    tags = words.tags
    for position in range(at + 1, min(last, at + 25)):
        if tags[position] == "i" and words.words[position].lower() == "by":
            speaker = phrase_after(words, position + 1, last)
            if speaker is None:
                return None
            content = (at + 1, position)
            if content[0] == content[1]:
                content = (position + 1 + speaker[1] - speaker[0], last)
            return SpeechAct(speaker, (at, at + 1), [content], "said by X", "passive")
        if tags[position] in ".;":
            break
    return None


def _unknown_verb(words: Words, subject: Range | None, at: int, first: int, last: int) -> SpeechAct | None:
    """A verb that no list knows, in a place where only a cue stands: “...,” X riffed."""
    if subject is None:
        return None
    tags = words.tags
    quote = _quotation_before(words, subject[0], first)
    if quote is not None and _ends_open(words, quote):
        contents = _left_content(words, quote, first) + _resumed(words, at + 1, last)
        return SpeechAct(subject, (at, at + 1), contents, "quotation, X verb")
    following = tags.find("Q", at + 1, last)
    if following > 0 and tags[following - 1] in ",:":
        return SpeechAct(subject, (at, at + 1), [(following, following + 1)], "X verb, quotation")
    if following > 0 and _simple_object(tags, at + 1, following):
        return SpeechAct(subject, (at, at + 1), [(at + 1, _content_end(words, at + 1, last))], "X verb part")
    return None


def _simple_object(tags: str, first: int, last: int) -> bool:
    return last - first < 15 and not any(tag in "SBx;:," for tag in tags[first:last])
