"""Quotations and speech acts brought together: every marked stretch gets its kind, and a speaker where one is sure."""

import re
from dataclasses import dataclass

from audit.extractors.grammar import Words, sentence_ranges, words_of
from audit.extractors.marks import Marked
from audit.extractors.mentions import Range, phrase_before
from audit.extractors.acts import STRONG, SpeechAct
from audit.extractors.reported import speech_acts
from audit.extractors.terms import is_term
from audit.model import Document, Paragraph, Quotation


@dataclass(slots=True)
class _Claim:
    """A row in the making: positions are characters."""

    kind: str
    start: int
    end: int
    act: SpeechAct | None = None
    speaker: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    rule: str | None = None
    quote: int | None = None
    parent: "_Claim | None" = None
    before: "_Claim | None" = None
    furniture: bool = False
    antecedent: str | None = None

    def follow(self, other: "_Claim", rule: str) -> None:
        """Takes the speaker and cue of another claim."""
        self.speaker, self.cue, self.rule, self.antecedent = other.speaker, other.cue, rule, other.antecedent


def attributed(document: Document, marked: list[Marked]) -> tuple[Quotation, ...]:
    """The rows of a document."""
    claims: list[_Claim] = []
    position = 0
    reading = _Document(document.text, marked)
    for paragraph in document.paragraphs:
        inside: list[tuple[int, Marked]] = []
        while position < len(marked) and marked[position].outer_start < paragraph.end:
            inside.append((position, marked[position]))
            position += 1
        start = max(paragraph.start, reading.read_to)
        if start < paragraph.end:
            claims.extend(reading.paragraph(paragraph, start, inside))
    return _rows(document, claims)


class _Document:
    """A document read paragraph by paragraph, with what one paragraph hands on to the next."""

    def __init__(self, text: str, marked: list[Marked]) -> None:
        self.text = text
        self.marked = marked
        self.read_to = 0
        self.last: _Claim | None = None
        self.introduction: _Claim | None = None
        self.spoke: _Claim | None = None

    def paragraph(self, paragraph: Paragraph, start: int, inside: list[tuple[int, Marked]]) -> list[_Claim]:
        """The claims of one paragraph, of which `start` is the first character that no quotation has taken."""
        self.read_to = max(self.read_to, inside[-1][1].outer_end if inside else 0)
        words = words_of(self.text, start, max(paragraph.end, self.read_to), inside)
        claims: list[_Claim] = []
        introduction: _Claim | None = None
        self.spoke = None
        for first, end in sentence_ranges(words):
            acts = speech_acts(words, first, end)
            found = self._sentence(words, first, end, acts, claims)
            claims.extend(found)
            self.spoke = _who_spoke(words, acts, self.spoke)
            introduction = _introduction(words, end, acts)
        self.last = next((claim for claim in reversed(claims) if claim.speaker and claim.quote is not None), None)
        self.introduction = introduction
        for claim in claims:
            claim.furniture = paragraph.furniture
        return claims

    def _sentence(
        self, words: Words, first: int, end: int, acts: list[SpeechAct], before: list[_Claim]
    ) -> list[_Claim]:
        clauses = _reported_clauses(words, acts)
        holders = {at: claim for (a, b), claim in clauses for at in range(a, b) if words.tags[at] == "Q"}
        claims = [claim for _, claim in clauses]
        for at in range(first, end):
            if words.tags[at] == "Q":
                claims.append(self._quotation(words, at, first, end, acts, holders.get(at), before + claims))
        return claims

    def _quotation(
        self,
        words: Words,
        at: int,
        first: int,
        end: int,
        acts: list[SpeechAct],
        holder: _Claim | None,
        before: list[_Claim],
    ) -> _Claim:
        number = words.quotes[at]
        quote = self.marked[number]
        claim = _Claim("scare", quote.start, quote.end, quote=number, parent=holder)
        act = holder.act if holder is not None else _innermost(acts, at)
        if act is not None and _is_said(words, at, quote, act, first):
            _attribute(words, claim, act, act.rule)
            claim.kind = "mixed" if holder is not None else _kind(words, at, quote)
        elif _is_whole_sentence(words, at, first, end):
            claim.kind = "direct"
            self._unattributed_sentence(claim, at, before)
        elif at == first and len(claim_words(words, quote)) >= _SENTENCE_WORDS:
            other = _last_speaker(before)
            if other is not None:
                claim.kind = "mixed"
                claim.follow(other, "same speaker goes on")
        elif act is None and not is_term(words, at, quote, first):
            earlier = _earlier_act(acts, at)
            if earlier is not None:
                claim.kind = "mixed"
                _attribute(words, claim, earlier, "earlier in the sentence")
        return claim

    def _unattributed_sentence(self, claim: _Claim, at: int, before: list[_Claim]) -> None:
        """A quotation that is a sentence of its own goes on with the speaker before it."""
        other = _last_speaker(before) or self.spoke
        if other is not None:
            claim.follow(other, "same speaker goes on")
        elif at == 0 and self.introduction is not None:
            claim.follow(self.introduction, "introduced in the paragraph before")
        elif at == 0 and self.last is not None:
            claim.follow(self.last, "same speaker as in the paragraph before")


def _is_said(words: Words, at: int, quote: Marked, act: SpeechAct, first: int) -> bool:
    """False of names and terms inside what was said."""
    complement = any(_only_quotation(words, content) == at for content in act.contents)
    return (complement and words.tags[at - 1 : at] in {",", ":", "S", "G"}) or not is_term(words, at, quote, first)


_SENTENCE_WORDS = 4


def claim_words(words: Words, quote: Marked) -> list[str]:
    return words.text[quote.start : quote.end].split()


def _who_spoke(words: Words, acts: list[SpeechAct], before: _Claim | None) -> _Claim | None:
    """The last speaker of a sentence: "Ms Smith agreed. “...”"."""
    act = next((act for act in reversed(acts) if act.main), None)
    return _attribute(words, _Claim("direct", 0, 0), act, act.rule) if act is not None else before


def _introduction(words: Words, end: int, acts: list[SpeechAct]) -> _Claim | None:
    """The act that a paragraph ends with and whose words follow it: "She said:", "The statement reads"."""
    at = end
    while at > 0 and words.tags[at - 1] in ".:,":
        at -= 1
    for act in reversed(acts):
        if not act.contents and (act.cue[1] >= at or words.tags[end - 1] == ":"):
            return _attribute(words, _Claim("direct", 0, 0), act, act.rule)
    return None


def _earlier_act(acts: list[SpeechAct], at: int) -> SpeechAct | None:
    """The act of saying that began before the quotation in its sentence: "said A, but B would “C”"."""
    for act in reversed(acts):
        if act.main and act.cue[0] < at and act.contents and act.classes & STRONG:
            return act
    return None


def _last_speaker(before: list[_Claim]) -> _Claim | None:
    return next((claim for claim in reversed(before) if claim.speaker is not None), None)


def _reported_clauses(words: Words, acts: list[SpeechAct]) -> list[tuple[Range, _Claim]]:
    """Reported clauses that do not overlap: the surest rule first, then the outer clause."""
    found: list[tuple[Range, _Claim]] = []
    candidates = [(_rank(act), content, act) for act in acts for content in act.contents]
    candidates.sort(key=lambda candidate: (candidate[0], candidate[1][0], -candidate[1][1]))
    for _, content, act in candidates:
        if _only_quotation(words, content) is not None or not _is_reported(words, act, content):
            continue
        if any(content[0] < b and a < content[1] for (a, b), _ in found):
            continue
        claim = _clause(words, act, content)
        if claim is not None:
            found.append((content, claim))
    return found


def _rank(act: SpeechAct) -> int:
    if act.rule.startswith(("clause", "according", "as ")):
        return 0
    return 1 if act.classes - {"weak"} else 2


def _only_quotation(words: Words, content: Range) -> int | None:
    """The quotation that is all there is of a content."""
    first, end = content
    while first < end and words.tags[first] in "T,:":
        first += 1
    while end > first and words.tags[end - 1] in ".,)":
        end -= 1
    return first if end - first == 1 and words.tags[first] == "Q" else None


_FINITE = re.compile(r"[^,;:xSezbBp]{0,25}(?:,[^,xSezbBp]{1,12},)?[^,;:xSezbBp]{0,12}[xSezbBp]|i[bBx]")
_CALLED = re.compile(r"(?:m|[NP][NPw~]*|[dq][wNPq~]+)(?:d|R|s)")
_REPORTING = frozenset({"say", "tell", "call", "show", "think"})


def _is_reported(words: Words, act: SpeechAct, content: Range) -> bool:
    if content[1] - content[0] < 2:
        return False
    if act.rule == "X said clause" and _is_aside_on_words(words, act):
        return False
    if act.rule == "X said clause" and not _stands_as_clause(words, act, content):
        return False
    return (
        bool(act.classes & _REPORTING)
        or act.lemma == "according to"
        or "Q" in words.tags[content[0] : content[1]]
    )


def _is_aside_on_words(words: Words, act: SpeechAct) -> bool:
    """ "what they call the tax", "a bill that critics oppose": a name for a thing, no report."""
    at = act.speaker[0]
    if at and words.words[at - 1].lower() == "what":
        return True
    return act.classes == {"call"} and words.tags[at] in "hT"


def _stands_as_clause(words: Words, act: SpeechAct, content: Range) -> bool:
    """A verb of saying reports a clause ("claimed he won"), not a thing ("claimed victory")."""
    tags = words.tags[content[0] : content[1]]
    if "Q" in tags or (tags[0] == "T" and act.classes != {"think"}):
        return True
    if not act.classes & {"say", "tell", "call", "show"}:
        return False
    if act.lemma == "call":
        return _CALLED.match(tags) is not None
    return "call" in act.classes or act.lemma == "tell" or tags[0] in "ps" or _FINITE.match(tags) is not None


def _clause(words: Words, act: SpeechAct, content: Range) -> _Claim | None:
    first, end = content
    while first < end and words.tags[first] in ",:;-.":
        first += 1
    while end > first and words.tags[end - 1] in ",:;-.c":
        end -= 1
    if first >= end:
        return None
    claim = _Claim("indirect", words.starts[first], words.ends[end - 1])
    return _attribute(words, claim, act, act.rule)


def _attribute(words: Words, claim: _Claim, act: SpeechAct, rule: str) -> _Claim:
    claim.act = act
    if act.speaker is not None:
        claim.speaker = (words.starts[act.speaker[0]], _without_genitive(words, act.speaker[1] - 1))
        claim.rule = rule
    if words.tags[act.speaker[0]] in "hT":
        claim.antecedent = _antecedent(words, act.speaker[0])
    claim.cue = (words.starts[act.cue[0]], words.ends[act.cue[1] - 1])
    return claim


def _antecedent(words: Words, relative: int) -> str | None:
    """Who "who" is: the phrase before it."""
    at = relative - 1
    while at > 0 and words.tags[at] in ",":
        at -= 1
    phrase = phrase_before(words, at, 0) if at >= 0 else None
    return words.slice(*phrase) if phrase is not None else None


def _without_genitive(words: Words, last: int) -> int:
    return words.ends[last] - (2 if words.tags[last] in "Pq" else 0)


def _innermost(acts: list[SpeechAct], at: int) -> SpeechAct | None:
    best: tuple[int, SpeechAct] | None = None
    for act in acts:
        for first, end in act.contents:
            if first <= at < end and (best is None or end - first <= best[0]):
                best = (end - first, act)
    return best[1] if best else None


def _kind(words: Words, at: int, quote: Marked) -> str:
    inner = words.text[quote.start : quote.end]
    return "direct" if inner[:1].isupper() or len(inner.split()) >= 5 or inner[-1:] in ",.?!" else "mixed"


def _is_whole_sentence(words: Words, at: int, first: int, end: int) -> bool:
    return all(tag in "Q.,cR)" for tag in words.tags[first:end])


def _rows(document: Document, claims: list[_Claim]) -> tuple[Quotation, ...]:
    claims.sort(key=lambda claim: (claim.start, -claim.end, claim.kind != "indirect"))
    index = {id(claim): number for number, claim in enumerate(claims)}
    return tuple(_row(document, claim, index) for claim in claims)


def _row(document: Document, claim: _Claim, index: dict[int, int]) -> Quotation:
    return Quotation(
        kind=claim.kind,  # type: ignore[arg-type]
        start=claim.start,
        end=claim.end,
        text=document.text[claim.start : claim.end],
        speaker=document.passage(*claim.speaker) if claim.speaker else None,
        speaker_name=claim.antecedent,
        cue=document.passage(*claim.cue) if claim.cue else None,
        rule=claim.rule,
        continues=index[id(claim.before)] if claim.before else None,
        within=index[id(claim.parent)] if claim.parent else None,
        furniture=claim.furniture,
    )
