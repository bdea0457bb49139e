"""Speech acts of a sentence: who says, by which cue, and which words are what was said.

A sentence is read verb by verb from left to right. The subject of the last finite verb is remembered, so that
"She visited Iowa and said ..., adding ..." gives every cue its speaker. Nothing backtracks.
"""

import re
from dataclasses import dataclass

from audit.extractors.cues import Cue, phrase_cues, single_cues
from audit.extractors.grammar import Words, ends_open
from audit.extractors.mentions import Range, phrase_after, phrase_before, with_apposition
from audit.extractors.governing import explicit_subject

_VERBS = re.compile(r"[SBGAezbx]")
_COLON_QUOTATION = re.compile(r":Q")
_BE = frozenset("is are was were be been being isn't wasn't weren't aren't".split())
_NAMING = frozenset({"called", "titled", "entitled", "dubbed", "labeled", "headlined", "nicknamed", "captioned"})


@dataclass(slots=True)
class SpeechAct:
    """A cue with its speaker and contents, as ranges of words. `subordinate` acts stand inside another's content."""

    speaker: Range | None
    cue: Range
    contents: list[Range]
    rule: str
    lemma: str = ""
    classes: frozenset[str] = frozenset()
    main: bool = True


def speech_acts(words: Words, first: int, last: int) -> list[SpeechAct]:
    """The speech acts of the sentence of words `[first, last)`, in order."""
    reading = _Reading(words, first, last)
    for match in _VERBS.finditer(words.tags, first, last):
        if match.start() >= reading.done:
            reading.verb(match.start())
    _cut_where_the_next_begins(words, reading.acts)
    _cut_before_another_speaker(words, reading.acts)
    reading.after_colons()
    return reading.acts


class _Reading:
    """One sentence read verb by verb: the acts so far, and the subjects that a later verb may share."""

    def __init__(self, words: Words, first: int, last: int) -> None:
        self.words = words
        self.first = first
        self.last = last
        self.acts: list[SpeechAct] = []
        self.done = first
        self.subject: Range | None = None
        self.main: Range | None = None

    def verb(self, at: int) -> None:
        """Reads the verb group that starts at word `at`."""
        words, tags, last = self.words, self.words.tags, self.last
        if tags[at] == "A":
            self._add(_according(words, at, self.first, last), at + 1)
            return
        group = at
        while at + 1 < last and tags[at] in "xRn" and tags[at + 1] in "xRnSBGebg":
            at += 1
        self.done = at + 1
        cue = _cue_at(words, at, last) if tags[at] in "SBG" else None
        if self._inverted(group, at, cue):
            return
        if cue is not None and not _is_verb(words, group, at, last, cue):
            return
        self._plain(group, at, cue)

    def after_colons(self) -> None:
        """A quotation after a colon belongs to the subject of its sentence: "X had a phrase for it: “...”"."""
        words, tags = self.words, self.words.tags
        for match in _COLON_QUOTATION.finditer(tags, self.first, self.last):
            colon = match.start()
            speaker, cue, rule = self._before_colon(colon)
            if speaker is None:
                continue
            content = (match.end() - 1, match.end())
            if any(content in act.contents for act in self.acts):
                continue
            for act in self.acts:
                act.contents = [(a, min(b, colon)) for a, b in act.contents if a < min(b, colon)]
            self.acts.append(SpeechAct(speaker, cue, [content], rule, ":"))

    def _before_colon(self, colon: int) -> tuple[Range | None, Range, str]:
        words = self.words
        cue = (colon, colon + 1)
        name = phrase_before(words, colon - 1, self.first)
        if name is not None and (name[0] == self.first or words.tags[name[0] - 1] in "-.Q)"):
            return name, cue, "X: quotation"
        for act in reversed(self.acts):
            if act.main and act.speaker is not None and act.cue[0] < colon:
                return act.speaker, act.cue, "X said ...: quotation"
        return self.main, cue, "X ...: quotation"

    def _inverted(self, group: int, at: int, cue: Cue | None) -> bool:
        quoted = _quotation_before(self.words, group, self.first)
        if group != at or self.words.tags[at] not in "Sez":
            return False
        if quoted is None:
            return cue is not None and self._inverted_aside(at, cue)
        act = _inverted(self.words, at, quoted, self.first, self.last, cue)
        self._add(act, at + 1)
        return act is not None

    def _inverted_aside(self, at: int, cue: Cue) -> bool:
        """ "The paradox, says X, is that ...", "Said X: ..."."""
        words, tags, last = self.words, self.words.tags, self.last
        if "say" not in cue.classes or cue.form != "S" or (at > self.first and tags[at - 1] != ","):
            return False
        speaker = phrase_after(words, at + 1, last)
        if speaker is None or tags[speaker[0]] not in "NPdp":
            return False
        whole = with_apposition(words, speaker, last)
        if whole[1] < last and tags[whole[1]] not in ",.:":
            return False
        left = (_skip(tags, self.first, "cR,"), at - 1)
        right = _skip(tags, whole[1], ",:")
        contents = [left] if left[1] - left[0] >= 2 else []
        if right < last and tags[right] not in ".;)gG":
            contents.append((right, _content_end(words, right, last)))
        if contents:
            act = SpeechAct(whole, (at, at + 1), contents, "clause, said X", cue.lemma, cue.classes)
            self._add(act, whole[1])
        return bool(contents)

    def _plain(self, group: int, at: int, cue: Cue | None) -> None:
        words, tags = self.words, self.words.tags
        own = _subject(words, group, at, self.first)
        if own is not None and tags[at] not in "gG":
            self._remember(own)
        if cue is None:
            if own is not None and tags[at] in "ez":
                self._add(_unknown_verb(words, own, at, self.first, self.last), at + 1)
            return
        if _is_passive(words, group, at):
            self._add(_passive(words, at, own, cue, self.last), at + 1)
            return
        speaker = own or self._shared(group, at)
        if speaker is not None:
            self._add(_act(words, at, speaker, cue, self.first, self.last, own is not None), at + 1 + len(cue.rest))

    def _remember(self, own: Range) -> None:
        """A subject of a relative or subordinate clause is not what a joined verb shares."""
        tags = self.words.tags
        self.subject = own
        opener = tags[own[0] - 1] if own[0] > self.first else "."
        subordinate = tags[own[0]] == "h" or (opener in "hT" or opener == "s")
        if self.main is None and tags[own[0]] != "h" or not subordinate and not self._in_content(own[0]):
            self.main = own

    def _in_content(self, at: int) -> bool:
        return any(first <= at < end for act in self.acts[-3:] for first, end in act.contents)

    def _shared(self, group: int, at: int) -> Range | None:
        """The subject of an earlier verb, for "..., saying", "and said", "to say"."""
        tags = self.words.tags
        if tags[at] != "G" and not (group > self.first and tags[group - 1] in "c,i-Rs"):
            return None
        for act in reversed(self.acts):
            if act.speaker is not None and act.main:
                return act.speaker
        return self.main or self.subject

    def _add(self, act: SpeechAct | None, done: int) -> None:
        if act is None:
            return
        self.done = max(self.done, done)
        at = act.speaker[0] if act.speaker else act.cue[0]
        opener = self.words.tags[at - 1] if at > self.first else "."
        opens_clause = opener == "s" and self.words.words[at - 1].lower() not in {"while", "as", "though", "although", "when", "where"}
        act.main = not (opener in "hT" or opens_clause or self.words.tags[at] == "h" or act.lemma == "according to")
        act.main = act.main and not (self._in_content(at) and opener not in "cs-;,")
        self.acts.append(act)


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
    if tags[at] == "G" and group == at:
        while group > first and tags[group - 1] == "R":
            group -= 1
        if group == first or tags[group - 1] not in "Nw)h":
            return None
    return explicit_subject(words, group, first)


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
    if group == at and words.words[at].lower() in _NAMING and before in "wq" and following in "QN":
        return False
    return not (cue.form == "G" and before in "d")


def _plural(words: Words, at: int, following: str) -> bool:
    word = words.words[at].lower()
    return word.endswith("s") and not word.endswith("ss") and following in "TpdQN:,s"


def _inverted(words: Words, at: int, quote: int, first: int, last: int, cue: Cue | None) -> SpeechAct | None:
    """“...,” said X."""
    tags = words.tags
    start = at + 1 + (len(cue.rest) if cue else 0)
    if start >= last or tags[start] not in "dNPpwq#" or not ends_open(words, quote):
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


def _act(
    words: Words, at: int, subject: Range, cue: Cue, first: int, last: int, own: bool
) -> SpeechAct | None:
    tags = words.tags
    after = at + 1 + len(cue.rest)
    span = (at, after)
    if own:
        quote = _quotation_before(words, subject[0], first)
        if quote is not None and ends_open(words, quote):
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


def _after_aside(tags: str, at: int, last: int) -> int:
    """On to "that" or to ", “..." where no clause can begin before: "said, pointing to a report, that ..."."""
    if at >= last or tags[at] not in ",iNw":
        return at
    for position in range(at, min(last, at + 16)):
        if tags[position] == "T" and tags[position - 1] in ",NwD":
            return position
        if tags[position] in "Sxzephs;:.Q":
            break
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


def _cut_before_another_speaker(words: Words, found: list[SpeechAct]) -> None:
    """A clause ends before another speaker's act in it that has a quotation of its own."""
    tags = words.tags
    for number, act in enumerate(found):
        for other in found[number + 1 :]:
            if other.speaker is None or other.speaker == act.speaker or other.speaker[0] < act.cue[1]:
                continue
            if not _has_own_quotation(words, act, other):
                continue
            begin = other.speaker[0]
            while begin > act.cue[1] and tags[begin - 1] in ",;-chsTRi":
                begin -= 1
            act.contents = [(a, min(b, begin)) for a, b in act.contents if a < min(b, begin)]


def _has_own_quotation(words: Words, act: SpeechAct, other: SpeechAct) -> bool:
    """Inside "she said (that) ..." only quoted speech has a speaker of its own; elsewhere any cue has."""
    tags = words.tags
    if not other.classes or not any("Q" in tags[a:b] for a, b in other.contents):
        return False
    if not act.classes & {"say", "tell"} and act.lemma != "according to":
        return True
    direct = any(tags[a] == "Q" and tags[a - 1] in ",:" for a, b in other.contents)
    return direct or tags[other.speaker[0] - 1 if other.speaker else 0] in "h"


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
    contents = [(begin, _content_end(words, begin, last))] if begin < last and tags[begin] not in ".;)" else []
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
    if quote is not None and ends_open(words, quote):
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
