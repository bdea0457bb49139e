"""A speech act: who says, by which cue, and which words are what was said."""

from dataclasses import dataclass
from itertools import pairwise

from audit.extractors.cues import Cue
from audit.extractors.grammar import Words
from audit.extractors.mentions import Range

STRONG = frozenset({"say", "tell"})


@dataclass(slots=True)
class SpeechAct:
    """A cue with its speaker and contents, as ranges of words, and the name of the rule that made it.

    `main` acts can share their speaker with a verb joined to them; those of a relative clause cannot.
    """

    speaker: Range
    cue: Range
    contents: list[Range]
    rule: str
    lemma: str = ""
    classes: frozenset[str] = frozenset()
    main: bool = True

    def cut(self, at: int) -> None:
        """Ends every content at word `at`."""
        self.contents = [(first, min(end, at)) for first, end in self.contents if first < min(end, at)]


def act_of(cue: Cue, speaker: Range, span: Range, contents: list[Range], rule: str) -> SpeechAct:
    """A speech act of a cue verb."""
    return SpeechAct(speaker, span, contents, rule, cue.lemma, cue.classes)


def settle_contents(words: Words, found: list[SpeechAct]) -> None:
    """Contents end where a joined act begins, and before another speaker's quotation."""
    for act, following in pairwise(found):
        _cut_where_joined(words, act, following)
    for number, act in enumerate(found):
        for other in found[number + 1 :]:
            if words.tags[act.speaker[0]] == "h" and other.speaker[1] <= act.speaker[0] < other.cue[0]:
                act.cut(_back_over(words.tags, other.cue[0], act.cue[1], "xRnD"))
            elif other.rule.startswith("quotation"):
                _cut_before_quotation(words, act, other)
            elif _speaks_inside(words, act, other):
                act.cut(_back_over(words.tags, other.speaker[0], act.cue[1], ",;-chsTRi"))


def _back_over(tags: str, at: int, first: int, classes: str) -> int:
    while at > first and tags[at - 1] in classes:
        at -= 1
    return at


def _cut_before_quotation(words: Words, act: SpeechAct, other: SpeechAct) -> None:
    """ "X suggested that it was not serious: “...,” she said": the first act ends before the quotation."""
    begin = other.contents[0][0]
    if begin > act.cue[1] and words.tags[begin] == "Q" and words.tags[begin - 1] in ",:;-":
        act.cut(begin - 1)


def _cut_where_joined(words: Words, act: SpeechAct, following: SpeechAct) -> None:
    """ "said A and added B": A ends before "and"."""
    if following.rule != "X said clause" or act.lemma == "according to":
        return
    tags = words.tags
    begin = following.cue[0]
    if following.speaker[0] > act.cue[0]:
        begin = following.speaker[0]
    begin = _back_over(tags, begin, act.cue[1], "xRn")
    if begin <= act.cue[1] or tags[begin - 1] not in "cs,;-":
        return
    if tags[begin - 1] != "s" or (begin - 2 > act.cue[1] and tags[begin - 2] in ",-"):
        act.cut(_back_over(tags, begin, act.cue[1], "cs,;-R"))


def _speaks_inside(words: Words, act: SpeechAct, other: SpeechAct) -> bool:
    """Inside "she said that ..." only quoted speech has a speaker of its own; elsewhere any cue has."""
    tags = words.tags
    if other.speaker == act.speaker or other.speaker[0] < act.cue[1] or not other.classes:
        return False
    if not any("Q" in tags[first:end] for first, end in other.contents):
        return False
    if not act.classes & STRONG and act.lemma != "according to":
        return True
    direct = any(tags[first] == "Q" and tags[first - 1] in ",:" for first, _ in other.contents)
    return direct or tags[other.speaker[0] - 1] == "h"
