"""Reported clauses of a sentence: which contents of its speech acts become rows, and their places."""

import re

from audit.extractors.acts import SpeechAct
from audit.extractors.claims import Claim
from audit.extractors.grammar import Words
from audit.extractors.mentions import Range

_FINITE = re.compile(r"[^,;:xSezbBpsh]{0,25}(?:,[^,xSezbBp]{1,12},)?[^,;:xSezbBpsh]{0,12}[xSezbBp]|i[bBx]")
_CALLED = re.compile(r"(?:m|[NP][NPw~]*|[dq][wNPq~]+)(?:d|R|s)")
_REPORTING = frozenset({"say", "tell", "call", "show", "think"})
_SURE_RULES = ("clause", "according", "as ")


def reported_clauses(words: Words, acts: list[SpeechAct]) -> list[tuple[Range, Claim]]:
    """Reported clauses that do not overlap: the surest rule first, then the outer clause."""
    found: list[tuple[Range, Claim]] = []
    candidates = [(_rank(act), content, act) for act in acts for content in act.contents]
    candidates.sort(key=lambda candidate: (candidate[0], candidate[1][0], -candidate[1][1]))
    for _, content, act in candidates:
        if only_quotation(words, content) is not None or not _is_reported(words, act, content):
            continue
        if any(content[0] < b and a < content[1] for (a, b), _ in found):
            continue
        claim = _clause(words, act, content)
        if claim is not None:
            found.append((content, claim))
    return found


def only_quotation(words: Words, content: Range) -> int | None:
    """The quotation that is all there is of a content."""
    first, end = content
    while first < end and words.tags[first] in "T,:":
        first += 1
    while end > first and words.tags[end - 1] in ".,)":
        end -= 1
    return first if end - first == 1 and words.tags[first] == "Q" else None


def _rank(act: SpeechAct) -> int:
    if act.rule.startswith(_SURE_RULES):
        return 0
    return 1 if act.classes - {"weak"} else 2


def _is_reported(words: Words, act: SpeechAct, content: Range) -> bool:
    tags = words.tags[content[0] : content[1]]
    if len(tags) < 2:
        return False
    if act.rule == "X said clause" and (_names_a_thing(words, act) or not _stands_as_clause(tags, act)):
        return False
    if act.rule == "X's claim":
        return tags[0] == "T" or "Q" in tags
    return bool(act.classes & _REPORTING) or act.lemma == "according to" or "Q" in tags


def _names_a_thing(words: Words, act: SpeechAct) -> bool:
    """ "what they call the tax", "a bill that critics oppose": a name for a thing, no report."""
    at = act.speaker[0]
    if at and words.words[at - 1].lower() == "what":
        return True
    return act.classes == {"call"} and words.tags[at] in "hT"


def _stands_as_clause(tags: str, act: SpeechAct) -> bool:
    """A verb of saying reports a clause ("claimed he won"), not a thing ("claimed victory")."""
    if "Q" in tags or (tags[0] == "T" and act.classes != {"think"}):
        return True
    if not act.classes & {"say", "tell", "call", "show"}:
        return False
    if act.lemma == "call":
        return _CALLED.match(tags) is not None
    if "tell" in act.classes and (act.lemma == "tell" or tags[0] == "i"):
        return True
    return "call" in act.classes or tags[0] in "ps" or _FINITE.match(tags) is not None


def _clause(words: Words, act: SpeechAct, content: Range) -> Claim | None:
    first, end = content
    while first < end and words.tags[first] in ",:;-.":
        first += 1
    while end > first and words.tags[end - 1] in ",:;-.c":
        end -= 1
    if first >= end:
        return None
    claim = Claim("indirect", words.starts[first], words.ends[end - 1])
    return claim.attribute(words, act, act.rule)
