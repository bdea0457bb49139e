"""What stands around and between the quoted words in the source: limits that a quotation does not show."""

import re
from collections import Counter

from audit.model import Judgement
from audit.text.segments import sentences
from audit.verdicts.evidence import ELLIPSIS, WORD, Change, Evidence, sentence_ends
from audit.verdicts.figures_in_words import numbers_said
from audit.verdicts.lexicon import expanded, limits, plain
from audit.verdicts.surroundings import Surroundings
from audit.verdicts.wording import in_marks

_SHOWN = 90
_BEFORE = 120
_LONGEST_BOUND = 3
_CLAUSE = re.compile(r"[,;:.!?—–]|\s-\s")
_STOP = re.compile(r"[\s\"'“”‘’»)\]]{0,4}[.!?…]")
_MARKS = " \n,;:—–-“”‘’\"'«»"
# Words of so many letters tell what a sentence is about.
_TELLING = 5
_LEADS_ON = re.compile(r"[\s,;:—–\-\"'“”‘’»)\]]{0,6}")
# A sentence that begins with one of these takes back the one before it.
_TAKES_BACK = frozenset({"but", "however", "unless", "except", "only", "yet"})


def goes_on(evidence: Evidence) -> tuple[str, str] | None:
    """The limiting words that follow the quotation in its sentence, and how the source goes on.

    None where the quoting document goes on with a limit, too.
    """
    if not evidence.ends_with_source:
        return None
    found = _limit_behind(evidence.source[evidence.last_place : evidence.last_place + _SHOWN + 40])
    return None if found and _is_given_behind(evidence.around, found[1]) else found


def _limit_behind(rest: str) -> tuple[str, str] | None:
    """The limit that a text begins with, and the text to the end of its sentence."""
    if _STOP.match(rest) or "\n\n" in rest[:4]:
        return None
    lead = _LEADS_ON.match(rest)
    rest = rest[lead.end() if lead else 0 :]
    following = [plain(word) for word in WORD.findall(rest)[:6]]
    for phrase in limits().after:
        if tuple(following[: len(phrase)]) == phrase:
            return " ".join(phrase), _to_sentence_end(rest)
    return None


def _is_given_behind(around: Surroundings, limit: str) -> bool:
    """True where the next part begins with a limit, or the reporter's own words tell of this one.

    A "but" of the reporter's may turn to something else: a telling word of the limit is asked for, too.
    """
    if _limit_behind(around.later):
        return True
    said = {plain(word) for word in WORD.findall(around.behind)}
    telling = {plain(word) for word in WORD.findall(limit) if len(word) >= _TELLING} - limits().hidden
    return bool(said & limits().hidden) and bool(said & telling)


def leads_in(evidence: Evidence) -> tuple[str, str] | None:
    """The limiting words right before the quotation in its sentence, and the words they stand among.

    None where a limit stands before it in the quoting document, too.
    """
    if not evidence.starts_with_source:
        return None
    limit = _anothers_words if evidence.source_role == "primary" else _limit_before
    found = limit(_before_in_source(evidence))
    given = found and any(limit(text) for text in _before_in_draft(evidence.around))
    return None if given else found


def bound_before(evidence: Evidence) -> str | None:
    """The bound ("more than") right before the figure that a quotation begins with, if the draft has none."""
    first = WORD.search(evidence.quoted)
    if not evidence.starts_with_source or not first or not numbers_said(first.group()):
        return None
    bound = _bound_at_end(_before_in_source(evidence))
    return None if any(map(_bound_at_end, _before_in_draft(evidence.around))) else bound


def _bound_at_end(before: str) -> str | None:
    words = [plain(word) for word in WORD.findall(before)[-_LONGEST_BOUND:]]
    found = (phrase for phrase in limits().bounds if tuple(words[-len(phrase) :]) == phrase)
    return next((" ".join(phrase) for phrase in found), None)


def _before_in_source(evidence: Evidence) -> str:
    """The words before the quotation in its sentence of the source."""
    start = evidence.first_place
    ends = sentence_ends(evidence.source, max(0, start - _BEFORE), start)
    before = evidence.source[ends[-1] if ends else max(0, start - _BEFORE) : start]
    return before.rpartition("\n\n")[2]


def _before_in_draft(around: Surroundings) -> list[str]:
    return [text.rstrip(_MARKS) for text in (around.earlier, around.before)]


def _anothers_words(before: str) -> tuple[str, str] | None:
    """A limit, or that the speaker gives what follows as somebody else's: "my opponents argue that"."""
    words = [plain(word) for word in WORD.findall(before)]
    for lead in limits().others:
        if tuple(words[-len(lead) :]) == lead:
            shown = list(WORD.finditer(before))[-len(lead)]
            return before[shown.start() :].strip(_MARKS), before
    return _limit_before(before)


def _limit_before(before: str) -> tuple[str, str] | None:
    """The limit that a text ends with, and the words it stands among."""
    words = [plain(word) for word in WORD.findall(before)]
    if any(tuple(words[-len(phrase) :]) == phrase for phrase in limits().harmless):
        return None
    if len(words) == 1 and words[0] in limits().negations:
        return words[0], before
    for phrase in limits().before:
        if tuple(words[-len(phrase) :]) == phrase:
            return " ".join(phrase), before
    return _negated(before)


def _negated(before: str) -> tuple[str, str] | None:
    """A negation within reach of the quotation, in the same clause."""
    clause = _CLAUSE.split(before)[-1]
    words = [plain(word) for word in WORD.findall(clause)]
    near = words[-limits().reach :]
    for number, word in enumerate(near):
        if word in limits().negations or word.endswith("n't"):
            rest = tuple(near[number : number + 2])
            if not any(rest == phrase[:2] for phrase in limits().harmless):
                return word, clause
    return None


def _to_sentence_end(rest: str) -> str:
    spans = sentences(rest.replace("\n", " "))
    shown = rest[: spans[0][1]] if spans else rest
    return shown[:_SHOWN]


def cut_short(evidence: Evidence) -> Judgement | None:
    """It stops right before, or starts right after, the words that limit or reverse it."""
    after = goes_on(evidence)
    if after:
        return Judgement("cut-short", f"the source goes on: {in_marks('…' + after[1])}")
    before = leads_in(evidence)
    if before:
        shown = in_marks(before[1] + "…")
        return Judgement("cut-short", f"in the source {in_marks(before[0])} stands right before: {shown}")
    return None


def elided_limit(evidence: Evidence) -> Judgement | None:
    """A marked omission hides a negation, a condition or an exception."""
    for change in evidence.marked:
        word = hidden_limit(evidence, change)
        if word:
            shown = in_marks(_left_out(evidence, change))
            return Judgement(
                "elided-limit", f"the marked omission hides {in_marks(word)}: the source says {shown}"
            )
        if _is_restrictive(evidence, change):
            shown = in_marks(_left_out(evidence, change))
            return Judgement("elided-limit", f"the marked omission hides which of them is meant: {shown}")
    after = goes_on(evidence) if ends_in_ellipsis(evidence.quoted) else None
    if after:
        return Judgement(
            "elided-limit",
            f"the omission at the end hides how the source goes on: {in_marks('…' + after[1])}",
        )
    before = leads_in(evidence) if starts_in_ellipsis(evidence.quoted) else None
    if before:
        return Judgement(
            "elided-limit", f"the omission at the start hides {in_marks(before[0])}: {in_marks(before[1])}"
        )
    return None


def hidden_limit(evidence: Evidence, change: Change) -> str | None:
    """The first limiting word that a marked omission hides in the sentences that are quoted."""
    shown = Counter(expanded(change.quoted_words))
    for stretch in _of_quoted_sentences(evidence, change):
        for word in expanded(WORD.findall(stretch)):
            if word in limits().hidden and not shown[word]:
                return word
    return None


def _is_restrictive(evidence: Evidence, change: Change) -> bool:
    """True where the omission begins a relative clause with no comma: it says of which of them it is true.

    A "that" begins one only where the verb of its noun follows: "homes that stand empty will".
    """
    start, end = change.place
    first = WORD.search(evidence.source, start, end)
    if change.quoted_words or not first or evidence.source[start : first.start()].strip():
        return False
    following = WORD.search(evidence.source, end)
    verb_follows = following is not None and plain(following.group()) in limits().auxiliaries
    relative = plain(first.group())
    return relative in limits().relatives or (relative in ("that", "which") and verb_follows)


def _of_quoted_sentences(evidence: Evidence, change: Change) -> list[str]:
    """What was left out of the sentences that the quoted words belong to, not whole ones between."""
    start, end = change.place
    ends = sentence_ends(evidence.source, start, end)
    if not ends:
        return [evidence.source[start:end]]
    stretches = [evidence.source[start : ends[0]], evidence.source[ends[-1] : end]]
    whole = evidence.source[ends[0] : ends[-1]]
    first = WORD.search(whole)
    if first and plain(first.group()) in _TAKES_BACK:
        stretches.append(first.group())
    return stretches


def _left_out(evidence: Evidence, change: Change) -> str:
    return change.source or evidence.source[slice(*change.place)]


def starts_in_ellipsis(quoted: str) -> bool:
    """True where an ellipsis stands before the first word."""
    first = WORD.search(quoted)
    return first is not None and ELLIPSIS.search(quoted, 0, first.start()) is not None


def ends_in_ellipsis(quoted: str) -> bool:
    """True where an ellipsis stands behind the last word."""
    words = list(WORD.finditer(quoted))
    return bool(words) and ELLIPSIS.search(quoted, words[-1].end()) is not None
