"""Rows of quotations in the making: positions are characters, links are objects until the order is known."""

from dataclasses import dataclass

from audit.extractors.acts import SpeechAct
from audit.extractors.grammar import Words
from audit.extractors.mentions import phrase_before
from audit.extractors.names import is_person
from audit.model import Document, Quotation, QuotationKind

Span = tuple[int, int]


@dataclass(slots=True)
class Claim:
    """One row in the making.

    `quote` is the number of the marked stretch, `parent` the reported clause around it, `before` the part
    that it continues, `antecedent` who the "who" of a relative clause is.
    """

    kind: QuotationKind
    start: int
    end: int
    act: SpeechAct | None = None
    speaker: Span | None = None
    cue: Span | None = None
    rule: str | None = None
    quote: int | None = None
    parent: "Claim | None" = None
    before: "Claim | None" = None
    furniture: bool = False
    antecedent: str | None = None

    def follow(self, other: "Claim", rule: str) -> None:
        """Takes the speaker and cue of another claim."""
        self.speaker, self.cue, self.rule, self.antecedent = other.speaker, other.cue, rule, other.antecedent

    def attribute(self, words: Words, act: SpeechAct, rule: str) -> "Claim":
        """Takes the speaker and cue of a speech act."""
        first, end = act.speaker
        self.act = act
        self.rule = rule
        self.speaker = (words.starts[first], _without_genitive(words, end - 1))
        self.cue = (words.starts[act.cue[0]], words.ends[act.cue[1] - 1])
        if words.tags[first] in "hT":
            self.antecedent = _antecedent(words, first)
        return self


def _without_genitive(words: Words, last: int) -> int:
    genitive = words.tags[last] in "Pq"
    return words.ends[last] - (1 + (words.words[last][-1] in "sS") if genitive else 0)


def _antecedent(words: Words, relative: int) -> str | None:
    """Who "who" is: the phrase before it."""
    at = relative - 1
    while at > 0 and words.tags[at] == ",":
        at -= 1
    phrase = phrase_before(words, at, 0) if at >= 0 else None
    return words.slice(_nearest(words, phrase), phrase[1]) if phrase is not None else None


def _nearest(words: Words, phrase: tuple[int, int]) -> int:
    """Where the name begins that "who" follows: of "help from Wang Yi, who" it is Wang Yi, no help."""
    first, end = phrase
    joints = [at for at in range(first + 1, end - 1) if words.tags[at] == "i"]
    if not joints or words.tags[end - 1] != "N":
        return first
    head = next(at for at in range(first + 1, end) if words.tags[at] in "io") - 1
    return first if is_person(words.words[head]) else joints[-1] + 1


def rows(document: Document, claims: list[Claim]) -> tuple[Quotation, ...]:
    """The claims in order of position, a reported clause before its marked parts, links as indices."""
    claims.sort(key=lambda claim: (claim.start, -claim.end, claim.kind != "indirect"))
    index = {id(claim): number for number, claim in enumerate(claims)}
    return tuple(_row(document, claim, index) for claim in claims)


def _row(document: Document, claim: Claim, index: dict[int, int]) -> Quotation:
    return Quotation(
        kind=claim.kind,
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
