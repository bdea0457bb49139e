"""Quotations and speech acts brought together: every marked stretch gets its kind, and a sure speaker."""

from itertools import pairwise

from audit.extractors.acts import STRONG, SpeechAct
from audit.extractors.claims import Claim
from audit.extractors.clauses import only_quotation, reported_clauses
from audit.extractors.governing import explicit_subject
from audit.extractors.grammar import Words, sentence_ranges, words_of
from audit.extractors.marks import Marked
from audit.extractors.reported import speech_acts
from audit.extractors.terms import is_term
from audit.extractors.word_classes import word_class
from audit.model import Paragraph, QuotationKind

# Words: a quotation this long that opens a sentence can go on with the speaker before it.
_SENTENCE_WORDS = 4
# Words: this many in marks are somebody's words, fewer may be a term; two and four were tried and are worse.
_PART_WORDS = 3
# Words: shorter marked parts that begin small are a part of a sentence, not a sentence.
_DIRECT_WORDS = 5
_VERBS = frozenset("BSebzx")
_SURE_LEMMAS = frozenset({"according to", ":"})


class Reading:
    """A document read paragraph by paragraph, with what one paragraph hands on to the next."""

    def __init__(self, text: str, marked: list[Marked]) -> None:
        self.text = text
        self.marked = marked
        self.last: Claim | None = None
        self.introduction: Claim | None = None
        self.spoke: Claim | None = None
        self.before: Claim | None = None

    def interrupt(self) -> None:
        """Forgets who spoke: another kind of paragraph stands between."""
        self.last = self.introduction = self.spoke = self.before = None

    def paragraph(
        self, paragraph: Paragraph, start: int, end: int, inside: list[tuple[int, Marked]]
    ) -> list[Claim]:
        """The claims in `[start, end)` of one paragraph, which holds the numbered marked stretches."""
        words = words_of(self.text, start, end, inside)
        found: list[Claim] = []
        acts: list[SpeechAct] = []
        self.before, self.spoke = self.spoke, None
        for sentence in sentence_ranges(words):
            reader = _Sentence(self, words, *sentence, found)
            found.extend(reader.claims())
            acts = reader.acts
        self.last = next(
            (claim for claim in reversed(found) if claim.speaker and claim.quote is not None), None
        )
        self.introduction = _introduction(words, len(words.tags), acts)
        for claim in found:
            claim.furniture = paragraph.furniture
        return found


class _Sentence:
    """One sentence: its acts, its reported clauses and its quotations."""

    def __init__(self, reading: Reading, words: Words, first: int, end: int, before: list[Claim]) -> None:
        self.reading = reading
        self.words = words
        self.first = first
        self.end = end
        self.acts = speech_acts(words, first, end)
        self.previous = next((claim for claim in reversed(before) if claim.speaker is not None), None)
        self.by_act: dict[int, Claim] = {}
        self.opened: Claim | None = None

    def claims(self) -> list[Claim]:
        """The claims of the sentence, the reported clauses first."""
        tags = self.words.tags
        clauses = reported_clauses(self.words, self.acts)
        found = [claim for _, claim in clauses]
        holders = {at: claim for (a, b), claim in clauses for at in range(a, b) if tags[at] == "Q"}
        for claim in found:
            self.previous = claim
        for at in range(self.first, self.end):
            if tags[at] == "Q":
                claim = self._quotation(at, holders.get(at))
                found.append(claim)
                self.previous = claim if claim.speaker is not None else self.previous
        self._remember_speaker()
        _link_around_cues(self.words, found)
        return [*found, self.opened] if self.opened is not None else found

    def _quotation(self, at: int, holder: Claim | None) -> Claim:
        words = self.words
        number = words.quotes[at]
        quote = self.reading.marked[number]
        claim = Claim("scare", quote.start, quote.end, quote=number, parent=holder)
        act = holder.act if holder is not None else _innermost(self.acts, at)
        if act is not None and self._is_said(at, quote, act):
            claim.attribute(words, act, act.rule)
            claim.kind = "mixed" if holder is not None else _kind(words.text, quote)
            self._link(claim, act)
        elif self._is_whole():
            claim.kind = "direct"
            self._speaker_before(claim, at)
        elif at == self.first and len(_inner_words(words.text, quote)) >= _SENTENCE_WORDS:
            self._opening_part(claim, at)
        elif (
            act is None
            and not is_term(words, at, quote, self.first)
            and not self._whose_verb(claim, at, quote)
        ):
            self._earlier_in_the_sentence(claim, at)
        if claim.kind == "scare" and self._is_long_part(at, quote):
            claim.kind = "mixed"
        return claim

    def _is_long_part(self, at: int, quote: Marked) -> bool:
        """Many words in marks are somebody's, even where nobody is sure; few are a term."""
        long = len(_inner_words(self.words.text, quote)) >= _PART_WORDS
        return long and not is_term(self.words, at, quote, self.first)

    def _opening_part(self, claim: Claim, at: int) -> None:
        """A long quotation that opens a sentence without a cue goes on with the speaker before it."""
        claim.kind = "mixed"
        if self.previous is not None:
            claim.follow(self.previous, "same speaker goes on")
            claim.parent = self._rest_of_sentence(claim)
        elif at == 0 and self.reading.introduction is not None:
            claim.follow(self.reading.introduction, "introduced in the paragraph before")

    def _rest_of_sentence(self, claim: Claim) -> Claim | None:
        """Of “There are deniers” of the evidence, all is reported; the marks hold a part of it."""
        end = self.end
        while end > self.first and self.words.tags[end - 1] in ".,)":
            end -= 1
        if self.acts or self.words.tags[self.first : end].count("Q") > 1:
            return None
        clause = Claim("indirect", self.words.starts[self.first], self.words.ends[end - 1])
        clause.follow(claim, "same speaker goes on")
        self.opened = clause
        return clause

    def _is_said(self, at: int, quote: Marked, act: SpeechAct) -> bool:
        """False of names and terms inside what was said."""
        if act.cue[1] == at and act.classes:
            return True
        complement = any(only_quotation(self.words, content) == at for content in act.contents)
        sure = act.classes or act.lemma in _SURE_LEMMAS
        governed = complement and sure and at > 0 and self.words.tags[at - 1] in ",:SG"
        return bool(governed) or not is_term(self.words, at, quote, self.first)

    def _link(self, claim: Claim, act: SpeechAct) -> None:
        """“...,” he said, “...”: the second part continues the first where that had not ended."""
        before = self.by_act.get(id(act))
        text = self.words.text
        if before is not None and claim.parent is None and text[before.end - 1] not in ".?!":
            claim.before = before
        if claim.parent is None:
            self.by_act[id(act)] = claim

    def _is_whole(self) -> bool:
        return all(tag in "Q.,cR)" for tag in self.words.tags[self.first : self.end])

    def _speaker_before(self, claim: Claim, at: int) -> None:
        """A quotation that is a sentence of its own goes on with the speaker before it."""
        reading = self.reading
        other = self.previous or reading.spoke
        if other is not None:
            claim.follow(other, "same speaker goes on")
        elif at == 0 and reading.introduction is not None:
            claim.follow(reading.introduction, "introduced in the paragraph before")
        elif at == 0 and reading.last is not None:
            claim.follow(reading.last, "same speaker as in the paragraph before")
        elif at == 0 and reading.before is not None:
            claim.follow(reading.before, "who spoke in the paragraph before")

    def _whose_verb(self, claim: Claim, at: int, quote: Marked) -> bool:
        """ "Both sides also “oppose the return ...”": who does what the quoted verb says is quoted."""
        words = self.words
        opening = words.text[quote.start : quote.end].split()[:1]
        if not opening or word_class(opening[0].strip(".,;:") or ",") not in _VERBS:
            return False
        phrase = explicit_subject(words, at, self.first)
        if phrase is None or words.tags[self.first : phrase[0]].strip("cRD,i"):
            return False
        claim.kind = "mixed"
        claim.speaker = (words.starts[phrase[0]], words.ends[phrase[1] - 1])
        claim.rule = "X “verb”"
        return True

    def _earlier_in_the_sentence(self, claim: Claim, at: int) -> None:
        """The act of saying that began before: "said A, but B would “C”"."""
        for act in reversed(self.acts):
            if act.main and act.cue[0] < at and act.contents and act.classes & STRONG:
                claim.kind = "mixed"
                claim.attribute(self.words, act, "earlier in the sentence")
                return

    def _remember_speaker(self) -> None:
        """The last speaker of the sentence: "Ms Smith agreed. “...”"."""
        act = next((act for act in reversed(self.acts) if act.main), None)
        if act is not None:
            self.reading.spoke = Claim("direct", 0, 0).attribute(self.words, act, act.rule)


def _link_around_cues(words: Words, found: list[Claim]) -> None:
    """ "His programme, she added, would “be finished”": what follows the cue goes on with what precedes."""
    whole = sorted((claim for claim in found if claim.parent is None), key=lambda claim: claim.start)
    for earlier, later in pairwise(whole):
        interrupted = (
            earlier.act is not None
            and earlier.act is later.act
            and earlier.end <= words.starts[earlier.act.cue[0]] < later.start
        )
        if interrupted and later.before is None and words.text[earlier.end - 1] not in ".?!":
            later.before = earlier


def _introduction(words: Words, end: int, acts: list[SpeechAct]) -> Claim | None:
    """The act that a paragraph ends with and whose words follow it: "She said:", "The statement reads"."""
    at = end
    while at > 0 and words.tags[at - 1] in ".:,":
        at -= 1
    for act in reversed(acts):
        if not act.contents and (act.cue[1] >= at or words.tags[end - 1] == ":"):
            return Claim("direct", 0, 0).attribute(words, act, act.rule)
    return None


def _innermost(acts: list[SpeechAct], at: int) -> SpeechAct | None:
    best: tuple[int, SpeechAct] | None = None
    for act in acts:
        for first, end in act.contents:
            if first <= at < end and (best is None or end - first <= best[0]):
                best = (end - first, act)
    return best[1] if best else None


def _inner_words(text: str, quote: Marked) -> list[str]:
    return text[quote.start : quote.end].split()


def _kind(text: str, quote: Marked) -> QuotationKind:
    inner = text[quote.start : quote.end]
    whole = inner[:1].isupper() or inner[-1:] in ",.?!" or len(inner.split()) >= _DIRECT_WORDS
    return "direct" if whole else "mixed"
