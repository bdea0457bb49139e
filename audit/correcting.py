"""One document's claims on a desk: found again, given another speaker, struck out, added."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from .comparing import Claims
from .extractors.names import is_pronoun
from .model import Passage, Quantity, Quotation, QuotationKind
from .results import Correction, fingerprint, plain_words
from .text.folding import fold, fold_text
from .text.visible import one_line

Span = tuple[int, int]

CORRECTED = "correction"
"""The attribution rule of a quotation whose speaker, or whose very place, a person gave."""

_SURE = 8
"""Characters of neighbourhood by which another place must fit better than the one with the same identity."""
_SAME_PLACE = 0.5
"""A claim that reads otherwise now is the one meant if it shares this part of the longer of the two."""
_LONGEST = 80
"""Characters of the words that a sentence repeats."""
_MARKS = "\"“”„‟«»‹›「」『』‘’'"
_ENDS = ".!?…,"


class Lost(Exception):  # noqa: N818  what happened to a correction, told in its outcome
    """Why a correction finds nothing to act on; `stands` where its words are still there, but no claim."""

    def __init__(self, reason: str, stands: bool = False) -> None:
        super().__init__(reason)
        self.stands = stands


@dataclass(frozen=True, slots=True)
class Found:
    """A claim by its place in the list, and by its identity."""

    index: int
    id: str


def told(words: str) -> str:
    """Words as a sentence repeats them: on one line, cut where they are long."""
    line = one_line(plain_words(words))
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


class Desk:
    """The claims of one document, to be changed in place and handed back in order."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self.document = claims.document
        self._quotations = list(claims.quotations)
        self._quotation_ids = list(claims.quotation_ids)
        self._quantities = list(claims.quantities)
        self._quantity_ids = list(claims.quantity_ids)
        self._struck: set[int] = set()
        self._remarks: dict[str, dict[str, str]] = {}

    def holds(self, claim_id: str | None) -> bool:
        """True where a claim of this identity is on the desk."""
        return claim_id in self._quotation_ids or claim_id in self._quantity_ids

    def quotation(self, correction: Correction) -> Found:
        """The quotation that a correction is about. Raises `Lost`."""
        index = self._meant(self._quotations, self._quotation_ids, correction.quotation_id, correction)
        return Found(index, self._quotation_ids[index])

    def quantity(self, correction: Correction) -> Found:
        """The figure that a correction is about. Raises `Lost`."""
        index = self._meant(self._quantities, self._quantity_ids, correction.quantity_id, correction)
        return Found(index, self._quantity_ids[index])

    def quantity_in(self, words: str) -> Found:
        """The one figure in words that stand here once. Raises `Lost`."""
        places = list(places_of(self.document.text, words))
        if len(places) != 1:
            often = f"stands {len(places)} times" if places else "does not stand"
            advice = "write more of the words around it" if places else "write the words as they are there"
            raise Lost(f"{told(words)} {often} in {self.document.id}; {advice}.")
        start, end = places[0]
        inside = [
            number
            for number, one in enumerate(self._quantities)
            if one.low is not None and one.start < end and start < one.end
        ]
        if len(inside) != 1:
            raise Lost(
                f"{told(words)} in {self.document.id} holds {len(inside) or 'no'} figures; it must hold one."
            )
        return Found(inside[0], self._quantity_ids[inside[0]])

    def span_of(self, quantity_id: str) -> Span | None:
        """Where a figure stands; None where there is none of this identity."""
        if quantity_id not in self._quantity_ids:
            return None
        quantity = self._quantities[self._quantity_ids.index(quantity_id)]
        return quantity.start, quantity.end

    def words_of(self, quantity_id: str) -> str:
        """A figure as a sentence repeats it."""
        quantity = self._quantities[self._quantity_ids.index(quantity_id)]
        return f"{told(quantity.text)} in {self.document.id}"

    def remark(self, claim_id: str, aspect: str, sentence: str) -> None:
        """Says beside a claim's reason what a person said of it; a later remark on one aspect wins."""
        self._remarks.setdefault(claim_id, {})[aspect] = sentence

    def name_speaker(self, found: Found, name: str, sentence: str) -> bool:
        """Gives all parts of an utterance to a speaker; False where that is who speaks already."""
        quotation = self._quotations[found.index]
        if quotation.speaker and name in (quotation.speaker_name, quotation.speaker.text):
            return False
        for index in self._utterance(found.index):
            part = self._quotations[index]
            self._quotations[index] = replace(
                part, speaker=self._mention(part, name), speaker_name=name, rule=CORRECTED
            )
            self.remark(self._quotation_ids[index], "speaker", sentence)
        return True

    def strike_quotation(self, found: Found, sentence: str) -> None:
        """No quotation: it stays as a row that nothing checks or counts."""
        self._struck.add(found.index)
        self._quotations[found.index] = replace(self._quotations[found.index], furniture=True, rule=CORRECTED)
        self.remark(found.id, "claim", sentence)

    def strike_quantity(self, found: Found, sentence: str) -> None:
        """No figure: it stays as a row that nothing compares."""
        self._quantities[found.index] = replace(self._quantities[found.index], furniture=True)
        self.remark(found.id, "claim", sentence)

    def add(self, correction: Correction, sentence: str) -> tuple[Found, bool]:
        """A quotation that was missed, and False where it is one already. Raises `Lost`."""
        start, end = self._without_marks(*self._place(correction))
        for index, known in enumerate(self._quotations):
            if (known.start, known.end) == (start, end):
                return Found(index, self._quotation_ids[index]), self._reinstate(index, sentence)
        text = self.document.text[start:end]
        words = plain_words(text)
        nth = 1 + sum(plain_words(known.text) == words for known in self._quotations)
        found = Found(len(self._quotations), fingerprint("quotations", self.document.id, words, nth))
        self._quotations.append(Quotation(self._kind(start, end), start, end, text, rule=CORRECTED))
        self._quotation_ids.append(found.id)
        self.remark(found.id, "claim", sentence)
        return found, True

    def claims(self) -> Claims:
        """The claims as they are now, in order of position, with what was said of them."""
        if not self._remarks:
            return self._claims
        order = sorted(
            range(len(self._quotations)),
            key=lambda index: (self._quotations[index].start, -self._quotations[index].end),
        )
        place = {old: new for new, old in enumerate(order)}
        return replace(
            self._claims,
            quotations=tuple(self._linked(self._quotations[index], place) for index in order),
            quotation_ids=tuple(self._quotation_ids[index] for index in order),
            quantities=tuple(self._quantities),
            remarks={claim_id: " ".join(said.values()) for claim_id, said in self._remarks.items()},
        )

    def _linked(self, quotation: Quotation, place: dict[int, int]) -> Quotation:
        """A quotation whose links lead to the new order, past and out of what was struck."""
        continues, within = quotation.continues, quotation.within
        while continues is not None and continues in self._struck:
            continues = self._quotations[continues].continues
        return replace(
            quotation,
            continues=None if continues is None else place[continues],
            within=None if within is None or within in self._struck else place[within],
        )

    def _reinstate(self, index: int, sentence: str) -> bool:
        known = self._quotations[index]
        if not known.furniture and known.kind != "scare":
            return False
        self._struck.discard(index)
        kind = self._kind(known.start, known.end)
        self._quotations[index] = replace(known, kind=kind, furniture=False, rule=CORRECTED)
        self.remark(self._quotation_ids[index], "claim", sentence)
        return True

    def _meant(
        self,
        claims: Sequence[Quotation | Quantity],
        ids: Sequence[str],
        claim_id: str | None,
        correction: Correction,
    ) -> int:
        """The claim of this identity, of these words where they are set as they were, or at this place."""
        named = ids.index(claim_id) if claim_id in ids else None
        words = plain_words(correction.text or "")
        same = [index for index, claim in enumerate(claims) if words and plain_words(claim.text) == words]
        if named is not None and named not in same:
            return named
        if same:
            return max(same, key=lambda index: self._fit(claims[index], correction, index == named))
        start, end = self._place(correction)
        shares = [
            (_share((claim.start, claim.end), (start, end)), -index) for index, claim in enumerate(claims)
        ]
        share, index = max(shares, default=(0.0, 0))
        if share < _SAME_PLACE:
            raise Lost(
                f"{told(correction.text or '')} in {self.document.id} is no claim any more.", stands=True
            )
        return -index

    def _fit(
        self, claim: Quotation | Quantity, correction: Correction, is_named: bool
    ) -> tuple[int, int, int]:
        around = self._agreement((claim.start, claim.end), correction)
        distance = abs(claim.start - (correction.start or 0))
        return around + _SURE * is_named, -distance, -claim.start

    def _place(self, correction: Correction) -> Span:
        """Where the words of a correction stand now, set as they were. Raises `Lost`."""
        places = list(places_of(self.document.text, correction.text or ""))
        if not (correction.text or "").strip():
            raise Lost(f"it is not in {self.document.id} any more, and its words were not recorded.")
        if not places:
            raise Lost(f"{told(correction.text or '')} does not stand in {self.document.id} any more.")
        distance = correction.start or 0
        return max(places, key=lambda span: (self._agreement(span, correction), -abs(span[0] - distance)))

    def _agreement(self, span: Span, correction: Correction) -> int:
        """How many characters to either side are what stood there when the correction was made."""
        prefix, suffix = correction.prefix or "", correction.suffix or ""
        before = self.document.text[max(0, span[0] - len(prefix)) : span[0]]
        after = self.document.text[span[1] : span[1] + len(suffix)]
        return _alike(before[::-1], prefix[::-1]) + _alike(after, suffix)

    def _utterance(self, index: int) -> set[int]:
        """A quotation, the parts that it is interrupted into, and the clause around or the marks within."""
        links = [
            (number, other)
            for number, one in enumerate(self._quotations)
            for other in (one.continues, one.within)
            if other is not None
        ]
        reached = {index}
        while more := {one for link in links for one in link if reached & {*link}} - reached:
            reached |= more
        return reached

    def _mention(self, quotation: Quotation, name: str) -> Passage | None:
        """Where the paragraph names a speaker: the known mention if it can be theirs, else the nearest."""
        last = name.split()[-1] if name.split() else name
        known = quotation.speaker
        if known and (is_pronoun(known.text) or last.casefold() in known.text.casefold()):
            return known
        start, end = self._paragraph_around(quotation)
        for words in (name, last) if last[:1].isupper() else (name,):
            found = [
                match.span()
                for match in re.finditer(
                    rf"(?<!\w){re.escape(words)}(?!\w)", self.document.text[start:end], re.I
                )
                if not quotation.start <= start + match.start() < quotation.end
            ]
            if found:
                low, high = min(found, key=lambda span: _distance(start + span[0], quotation))
                return self.document.passage(start + low, start + high)
        return None

    def _paragraph_around(self, quotation: Quotation) -> Span:
        for paragraph in self.document.paragraphs:
            if paragraph.start <= quotation.start < paragraph.end:
                return paragraph.start, max(paragraph.end, quotation.end)
        return quotation.start, quotation.end

    def _without_marks(self, start: int, end: int) -> Span:
        """A selection without the spaces and the pair of marks around it."""
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if end - start > 2 and text[start] in _MARKS and text[end - 1] in _MARKS:
            return start + 1, end - 1
        return start, end

    def _kind(self, start: int, end: int) -> QuotationKind:
        """Marked words are a sentence or a part of one; words without marks are reported."""
        text = self.document.text
        if text[start - 1 : start] not in [*_MARKS] or text[end : end + 1] not in [*_MARKS]:
            return "indirect"
        return "direct" if text[start].isupper() and text[end - 1] in _ENDS else "mixed"


def places_of(text: str, words: str) -> Iterator[Span]:
    """Where words stand: exactly, else however they are spaced, capitalised and marked."""
    if not words.strip():
        return
    found = [*_exactly(text, words)]
    yield from found
    if not found:
        yield from _alike_places(text, words)


def _alike_places(text: str, words: str) -> Iterator[Span]:
    """Where the folded words stand in the folded text, each run of white space being one space."""
    folded, wanted = fold(text), " ".join(fold_text(words).split())
    pieces = [match.span() for match in re.finditer(r"\S+", folded.text)]
    joined = " ".join(folded.text[low:high] for low, high in pieces)
    starts = [*accumulate((high - low + 1 for low, high in pieces), initial=0)]

    def unjoined(at: int) -> int:
        piece = bisect_right(starts, at) - 1
        return pieces[piece][0] + at - starts[piece]

    if wanted:
        yield from (
            folded.span(unjoined(low), unjoined(high - 1) + 1) for low, high in _exactly(joined, wanted)
        )


def _exactly(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _alike(one: str, other: str) -> int:
    """How many characters two strings have in common at their beginning."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _share(one: Span, other: Span) -> float:
    """What part of the longer of two spans both cover."""
    longer = max(one[1] - one[0], other[1] - other[0], 1)
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / longer


def _distance(position: int, quotation: Quotation) -> int:
    return min(abs(position - quotation.start), abs(position - quotation.end))
