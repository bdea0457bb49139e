"""Speech acts of a sentence: who says, by which cue, and which words are what was said.

A sentence is read verb by verb from left to right. The subject of the last finite verb is remembered, so that
"She visited Iowa and said ..., adding ..." gives every cue its speaker. Nothing backtracks.
"""

import re

from audit.extractors.acts import STRONG, SpeechAct, act_of, settle_contents
from audit.extractors.contents import (
    content_after,
    content_after_aside,
    content_before,
    content_end,
    end_of_aside,
    has_clause,
    resumed,
    skip,
)
from audit.extractors.cues import Cue
from audit.extractors.grammar import Words, ends_open
from audit.extractors.mentions import Range, phrase_after, phrase_before, with_apposition
from audit.extractors.names import is_person
from audit.extractors.shapes import according_to, owned_cues, quotation_said_x, said_by_x, unknown_verb
from audit.extractors.verbs import (
    cue_at,
    end_of_cue,
    has_be,
    is_passive,
    is_verb,
    opens_anew,
    quotation_before,
    subject_of,
)
from audit.extractors.word_classes import word_list

_VERBS = re.compile(r"[SBGAezbxg]")
_COLON_QUOTATION = re.compile(r":Q")
_ADDRESSEES = frozenset(
    {"supporters", "reporters", "donors", "followers", "backers", "voters", "members", "ad", "ads"}
)
_COORDINATORS = frozenset({"while", "as", "though", "although", "when", "where", "whereas"})


def speech_acts(words: Words, first: int, last: int) -> list[SpeechAct]:
    """The speech acts of the sentence of words `[first, last)`, in order of their cues."""
    reading = _Reading(words, first, last)
    for match in _VERBS.finditer(words.tags, first, last):
        if match.start() >= reading.done:
            reading.verb(match.start())
    reading.acts = [act for act in reading.acts if not _is_evidence(words, act)]
    settle_contents(words, reading.acts)
    reading.after_colons()
    announced = [content for act in reading.acts if act.classes & STRONG for content in act.contents]
    return reading.acts + [act for act in owned_cues(words, first, last) if act.contents[0] not in announced]


def _is_evidence(words: Words, act: SpeechAct) -> bool:
    """ "The defeat shows that ...", "the flexing of muscles suggests ...": a happening is nobody's words."""
    if act.lemma not in word_list("evidence"):
        return False
    first, end = act.speaker
    head = next((at for at in range(first + 1, end) if words.tags[at] in "oi("), end) - 1
    gerund = words.tags[head] == "g" and head > first and words.tags[head + 1 : head + 2] == "o"
    return gerund or words.words[head].lower() in word_list("happenings")


def _is_something(words: Words, phrase: Range) -> bool:
    """True of what is said in "..., tweeted a warning": a speaker who is not named before is a person."""
    first, end = phrase
    head = next((at for at in range(first + 1, end) if words.tags[at] in "io,("), end) - 1
    return (
        words.words[first].lower() in ("a", "an")
        and words.tags[head] == "w"
        and not is_person(words.words[head])
    )


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
            self._add(according_to(words, at, self.first, last), at + 1)
            return
        group = at
        while at + 1 < last and tags[at] in "xRn" and tags[at + 1] in "xRnSBGebg":
            at += 1
        self.done = at + 1
        cue = cue_at(words, at, last)
        if self._inverted(group, at, cue):
            return
        if cue is None or is_verb(words, group, at, last, cue):
            self._plain(group, at, cue)

    def _inverted(self, group: int, at: int, cue: Cue | None) -> bool:
        if group != at or self.words.tags[at] not in "Sez":
            return False
        quote = quotation_before(self.words, group, self.first)
        if quote is None:
            return cue is not None and self._inverted_aside(at, cue)
        act = quotation_said_x(self.words, at, quote, self.first, self.last, cue)
        self._add(act, at + 1)
        return act is not None

    def _inverted_aside(self, at: int, cue: Cue) -> bool:
        """ "The paradox, says X, is that ...", "Said X: ..."."""
        words, tags, last = self.words, self.words.tags, self.last
        opens = at == self.first and "weak" in cue.classes
        if (
            not ("say" in cue.classes or opens)
            or cue.form != "S"
            or (at > self.first and tags[at - 1] != ",")
        ):
            return False
        speaker = phrase_after(words, at + 1 + len(cue.rest), last)
        if speaker is None or tags[speaker[0]] not in "NPdp" or _is_something(words, speaker):
            return False
        whole = with_apposition(words, speaker, last)
        if whole[1] < last and tags[whole[1]] not in ",.:":
            return False
        left = (skip(tags, self.first, "cR,"), at - 1)
        right = skip(tags, whole[1], ",:")
        contents = [left] if left[1] - left[0] >= 2 else []
        if right < last and tags[right] in "dNpPqwTQ" and has_clause(tags, right, last):
            contents.append((right, content_end(words, right, last)))
        introduces = not contents and tags[last - 1] == ":" and whole[1] == last - 1
        if contents or introduces:
            self._add(act_of(cue, whole, (at, at + 1), contents, "clause, said X"), whole[1])
        return bool(contents) or introduces

    def _plain(self, group: int, at: int, cue: Cue | None) -> None:
        words, tags = self.words, self.words.tags
        own = subject_of(words, group, at, self.first)
        if own is not None and tags[at] not in "gG":
            self._remember(own)
        if cue is None:
            speaker = own or (self._shared(group, at) if tags[at] == "g" else None)
            if speaker is not None and tags[at] in "ezg" and not has_be(words, group, at):
                self._add(unknown_verb(words, speaker, at, self.first, self.last), at + 1)
            return
        if group == at and cue.form == "S" and self._is_participle(at):
            return
        if is_passive(words, group, at):
            self._add(said_by_x(words, at, cue, self.last), at + 1)
            return
        if own is not None and tags[at] == "G" and self._is_handed_on(own):
            own = None
        if own is None and cue.form == "B" and tags[group - 1] in ",c":
            return
        speaker = own or self._shared(group, at)
        if speaker is not None:
            self._add(self._act(at, speaker, cue, own is not None), end_of_cue(words, at, cue))

    def _is_participle(self, at: int) -> bool:
        """ "the views expressed by the writers"."""
        return at + 1 < self.last and self.words.words[at + 1].lower() == "by"

    def _is_handed_on(self, own: Range) -> bool:
        """In "X issued a statement saying ..." and "X emailed supporters saying ..." it is X who says."""
        word = self.words.words[own[1] - 1].lower()
        if own[0] > self.first and self.words.words[own[0] - 1].lower() == "with":
            return False
        handed = (
            word in word_list("occasions") or "to" in self.words.words[own[0] : own[1]] or word in _ADDRESSEES
        )
        return handed and self.main is not None and self.main[1] <= own[0]

    def _act(self, at: int, subject: Range, cue: Cue, own: bool) -> SpeechAct:
        words, tags, first, last = self.words, self.words.tags, self.first, self.last
        after = end_of_cue(words, at, cue)
        span = (at, after)
        if own:
            quote = quotation_before(words, subject[0], first)
            if quote is not None and ends_open(words, quote) and (quote == first or cue.classes != {"call"}):
                contents = [content_before(words, quote, first), *resumed(words, after, last)]
                return act_of(cue, subject, span, contents, "quotation, X said")
            aside = self._aside(subject, after, cue)
            if aside:
                return act_of(cue, subject, span, aside, "clause, X said")
            if self._opener(subject[0]) == "as" and cue.classes & {"say", "show"}:
                comma = tags.find(",", after, last)
                if 0 < comma < last - 1:
                    return act_of(
                        cue, subject, span, [(comma + 1, content_end(words, comma + 1, last))], "as X said"
                    )
        contents = content_after(words, after, last, cue, self._is_subordinate(subject))
        return act_of(cue, subject, span, contents, "X said clause")

    def _aside(self, subject: Range, after: int, cue: Cue) -> list[Range]:
        """The contents around "..., X said, ..."."""
        words, tags, first, last = self.words, self.words.tags, self.first, self.last
        begin = subject[0] - 1
        if begin > first and tags[begin] == "s" and words.words[begin].lower() == "as":
            begin -= 1
        closing = end_of_aside(words, after, last, cue)
        if begin <= first or tags[begin] not in ",-" or closing is None:
            return []
        left = (skip(tags, first, "cR,"), begin)
        whole = left[1] - left[0] >= 2 and tags[left[0]] not in "is"
        right = content_after_aside(words, closing, last, not whole)
        if not (right or whole):
            return []
        if right and opens_anew(words, right[0][0]):
            return right
        return [left, *right] if left[0] < left[1] else right

    def _opener(self, at: int) -> str:
        return self.words.words[at - 1].lower() if at > self.first else ""

    def _is_subordinate(self, subject: Range) -> bool:
        """True in a fronted clause or a relative clause: "While X has said ..., Y ..."."""
        tags, at = self.words.tags, subject[0]
        if tags[at] == "h":
            return True
        return at > self.first and tags[at - 1] == "s" and at - 1 - self.first <= 1

    def _remember(self, own: Range) -> None:
        """A subject of a relative or subordinate clause is not what a joined verb shares."""
        tags = self.words.tags
        self.subject = own
        relative = tags[own[0]] == "h"
        subordinate = relative or (own[0] > self.first and tags[own[0] - 1] in "hTs")
        if (self.main is None and not relative) or not (subordinate or self._in_content(own[0])):
            self.main = own

    def _in_content(self, at: int) -> bool:
        return any(first <= at < end for act in self.acts[-3:] for first, end in act.contents)

    def _shared(self, group: int, at: int) -> Range | None:
        """The subject of an earlier verb, for "..., saying", "and said", "to say"."""
        tags = self.words.tags
        if tags[at] not in "Gg" and not (group > self.first and tags[group - 1] in "c,i-Rs"):
            return None
        shared = next((act.speaker for act in reversed(self.acts) if act.main), None)
        if self._completes(group) and self.subject is not None:
            return self.subject
        joined = group > self.first and tags[group - 1] == "c"
        if (
            joined
            and self.subject is not None
            and tags[self.subject[0]] != "h"
            and not self._in_content(self.subject[0])
        ):
            return self.subject
        return shared or self.main or self.subject

    def _completes(self, group: int) -> bool:
        """ "officials tried to portray", "kept asking": the verb has the subject of the one before it."""
        if self.words.tags[group] in "Gg" and group > self.first and self.words.tags[group - 1] in "ez":
            return True
        words = self.words
        return (
            group - 2 >= self.first
            and words.words[group - 1].lower() == "to"
            and words.tags[group - 2] in "ezS"
        )

    def _add(self, act: SpeechAct | None, done: int) -> None:
        if act is None:
            return
        self.done = max(self.done, done)
        tags, at = self.words.tags, act.speaker[0]
        opener = tags[at - 1] if at > self.first else "."
        subordinate = opener == "s" and self._opener(at) not in _COORDINATORS
        embedded = self._in_content(at) and opener not in "cs-;,"
        act.main = not (
            opener in "hT" or subordinate or embedded or tags[at] == "h" or act.lemma == "according to"
        )
        self.acts.append(act)

    def after_colons(self) -> None:
        """A quotation after a colon belongs to the subject of its sentence: "X had a phrase: “...”"."""
        tags = self.words.tags
        if tags[self.last - 1] == ":":
            self._before_next_paragraph()
        for match in _COLON_QUOTATION.finditer(tags, self.first, self.last):
            content = (match.end() - 1, match.end())
            if any(content in act.contents for act in self.acts):
                continue
            act = self._before_colon(match.start())
            if act is None:
                continue
            for other in self.acts:
                other.cut(match.start())
            act.contents = [content]
            self.acts.append(act)

    def _before_next_paragraph(self) -> None:
        act = self._before_colon(self.last - 1)
        if act is not None:
            self.acts.append(act)

    def _before_colon(self, colon: int) -> SpeechAct | None:
        words = self.words
        cue = (colon, colon + 1)
        name = phrase_before(words, colon - 1, self.first)
        if name is not None and (name[0] == self.first or words.tags[name[0] - 1] in "-.Q)"):
            return SpeechAct(name, cue, [], "X: quotation", ":")
        for act in reversed(self.acts):
            if act.main and act.cue[0] < colon:
                return SpeechAct(act.speaker, act.cue, [], "X said ...: quotation", act.lemma, act.classes)
        return SpeechAct(self.main, cue, [], "X ...: quotation", ":") if self.main is not None else None
