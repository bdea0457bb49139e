"""Verbs of a sentence: cues with their particles, their subjects, and where a form of one is no verb."""

from audit.extractors.cues import Cue, phrase_cues, single_cues
from audit.extractors.governing import explicit_subject
from audit.extractors.grammar import Words
from audit.extractors.mentions import Range, opens_clause, phrase_before
from audit.extractors.word_classes import word_list

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "isn't", "wasn't", "weren't", "aren't"})
_NAMING = frozenset(
    {"called", "titled", "entitled", "dubbed", "labeled", "headlined", "nicknamed", "captioned"}
)
_IS = frozenset({"'s", "’s", "'m", "’m", "re"})


def cue_at(words: Words, at: int, last: int) -> Cue | None:
    """The cue verb at word `at`, the longest with its particle."""
    word = words.words[at].lower()
    for cue in phrase_cues().get(word, ()):
        rest = words.words[at + 1 : min(last, at + 1 + len(cue.rest))]
        if len(rest) == len(cue.rest) and all(a.lower() == b for a, b in zip(rest, cue.rest, strict=True)):
            return cue
    return single_cues().get(word) if words.tags[at] in "SBG" else None


def end_of_cue(words: Words, at: int, cue: Cue) -> int:
    """The word after the cue at word `at`, with its particle: of "went on to explain", all four."""
    after = at + 1 + len(cue.rest)
    leads_on = cue.lemma == "go on" and words.words[after : after + 1] == ["to"]
    return after + 2 if leads_on and words.tags[after + 1 : after + 2] == "B" else after


def opens_anew(words: Words, at: int) -> bool:
    """True where a quotation begins a sentence of its own."""
    return words.tags[at] == "Q" and words.text[words.starts[at] + 1].isupper()


def quotation_before(words: Words, at: int, first: int) -> int | None:
    """The quotation that ends right before word `at`, a comma or dash between allowed."""
    tags = words.tags
    if at - 1 >= first and tags[at - 1] == "Q":
        return at - 1
    if at - 2 >= first and tags[at - 1] in ",-" and tags[at - 2] == "Q":
        return at - 2
    return None


def subject_of(words: Words, group: int, at: int, first: int) -> Range | None:
    """The subject before the verb group of words `[group, at]`."""
    tags = words.tags
    if tags[at] in "Gg" and group == at:
        while group > first and tags[group - 1] == "R":
            group -= 1
        contracted = group > first and tags[group - 1] == "p" and words.words[group - 1][-2:] in _IS
        if group == first or (tags[group - 1] not in "Nw)h" and not contracted) or tags[at] == "g":
            return None
        own = explicit_subject(words, group, first)
        return own if own is None or not _is_adverbial(words, own[0], first) else None
    return explicit_subject(words, group, first)


def _is_adverbial(words: Words, at: int, first: int) -> bool:
    """True of "at one point calling"; "with Cruz calling" has a subject."""
    preposition = at > first and words.tags[at - 1] == "i"
    return preposition and words.words[at - 1].lower() != "with" and not opens_clause(words, at)


def is_passive(words: Words, group: int, at: int) -> bool:
    """True of "was called"."""
    return words.tags[at] == "S" and has_be(words, group, at)


def has_be(words: Words, group: int, at: int) -> bool:
    """True of a verb group with a form of "be"."""
    return any(word.lower().replace("’", "'") in _BE for word in words.words[group:at])


def is_verb(words: Words, group: int, at: int, last: int, cue: Cue) -> bool:
    """True where the form of a cue verb is a verb here, and no noun and no participle."""
    tags = words.tags
    before = tags[group - 1] if group else ","
    following = tags[at + 1] if at + 1 < last else "."
    if group == at and before in "dPqo" and not _is_habit(words, at, cue):
        return before == "d" and words.words[group - 1].lower() in word_list("quantifiers")
    if cue.form == "B" and group == at:
        word = words.words[at].lower()
        sure = (
            before in "ph"
            or words.words[at - 1].lower() in {"to", "people", "not"}
            or _plural(words, at - 1, following)
        )
        return sure or (word not in word_list("plain_nouns") and before in "wN)RD,-")
    if group == at and words.words[at].lower() in _NAMING and before in "wq" and following in "QN":
        return _after_what(words, group)
    return not (cue.form == "G" and before == "d")


def _is_habit(words: Words, at: int, cue: Cue) -> bool:
    """ "made a point of saying", "has a way of calling"."""
    return cue.form == "G" and at > 1 and words.tags[at - 2 : at] == "wo"


def _after_what(words: Words, group: int) -> bool:
    """ "what the minister called “...”" has a verb, "a class called “...”" has none."""
    phrase = phrase_before(words, group - 1, 0)
    return phrase is not None and phrase[0] > 0 and words.tags[phrase[0] - 1] in "hs"


def _plural(words: Words, at: int, following: str) -> bool:
    word = words.words[at].lower()
    return word.endswith("s") and not word.endswith("ss") and following in "TpdQN:,si"
