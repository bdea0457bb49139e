"""What people know better than the extraction, applied to what was extracted, in the order they said it.

A correction is found again by the identity of the claim that it is about, by the words around it where
the same words stand in several places, and by the words themselves where the claim reads otherwise now.
The later of two about the same thing wins, and a recorded one wins over the manifest. None is lost in
silence: each has an outcome, with a reason.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .comparing import ClaimKey, Claims, DeclaredPair
from .correcting import Desk, Lost
from .declarations import Declaration, DeclaredFigures, StatedFigure
from .results import Correction, CorrectionFate, CorrectionOutcome, JudgedFigures, plain_words

Figure = tuple[str, str]
"""A figure by its document and its identity."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Claims as corrected, declared pairs of figures, and what became of each correction.

    `same` names the outcomes that call two figures one claim.
    """

    claims: tuple[Claims, ...]
    declared: Mapping[frozenset[ClaimKey], DeclaredPair] = field(default_factory=dict)
    outcomes: tuple[CorrectionOutcome, ...] = ()
    same: frozenset[str] = frozenset()


def corrected(
    claims: Sequence[Claims],
    corrections: Sequence[Correction] = (),
    declared: Sequence[DeclaredFigures] = (),
) -> Corrected:
    """Applies what the manifest declares, then every correction, oldest first.

    Total: what cannot be applied leaves the claims as they are and says why.
    """
    if not corrections and not declared:
        return Corrected(tuple(claims))
    work = _Work({one.document.id: Desk(one) for one in claims}, corrections)
    for pair in declared:
        work.declare(pair)
    for correction in corrections:
        work.apply(correction)
    pairs = work.declared()
    return Corrected(
        tuple(desk.claims() for desk in work.desks.values()),
        pairs,
        tuple(work.outcomes.values()),
        frozenset(work.same),
    )


def with_comparisons(
    known_better: Corrected, figures: Sequence[JudgedFigures]
) -> tuple[CorrectionOutcome, ...]:
    """The outcomes, those about two figures pointing at the comparison of the two.

    Figures that are one claim and yet were not compared have units that no arithmetic joins.
    """
    found = {frozenset((pair.quantity_id, pair.other_quantity_id)): pair.id for pair in figures}
    return tuple(
        _with_comparison(outcome, found, outcome.id in known_better.same) for outcome in known_better.outcomes
    )


def _with_comparison(
    outcome: CorrectionOutcome, found: Mapping[frozenset[str], str], is_same: bool
) -> CorrectionOutcome:
    if outcome.fate != "applied" or not outcome.quantity_id or not outcome.other_quantity_id:
        return outcome
    pair = found.get(frozenset((outcome.quantity_id, outcome.other_quantity_id)))
    if pair is None and is_same:
        reason = (
            f"{outcome.reason} Yet they cannot be compared: they are not two figures of one kind and unit."
        )
        return replace(outcome, fate="not-applied", reason=reason)
    return replace(outcome, quantity_match_id=pair)


@dataclass(frozen=True, slots=True)
class _Effect:
    """What was done: `thing` is what a later correction would have to be about to win over this one."""

    thing: tuple[object, ...]
    reason: str
    quotation_id: str | None = None
    quantity_id: str | None = None
    other_quantity_id: str | None = None
    fate: CorrectionFate = "applied"
    is_same: bool = False


class _Work:
    """Every document's claims on its desk, and what has been said of them so far."""

    def __init__(self, desks: dict[str, Desk], corrections: Sequence[Correction]) -> None:
        self.desks = desks
        self.outcomes: dict[str, CorrectionOutcome] = {}
        self._known = {str(one.id): one for one in corrections}
        self.same: set[str] = set()
        self._withdrawn = {one.value: one for one in corrections if one.kind == "withdrawn"}
        self._said: dict[tuple[object, ...], str] = {}
        self._pairs: dict[frozenset[Figure], DeclaredPair] = {}

    def apply(self, correction: Correction) -> None:
        """Applies one correction, and writes down what became of it."""
        key = str(correction.id)
        withdrawal = self._withdrawn.get(key)
        if withdrawal is not None and correction.kind != "withdrawn":
            reason = f"Taken back by {_by(withdrawal)}."
            self.outcomes[key] = CorrectionOutcome(key, "withdrawn", reason, correction.id)
            return
        act = self._acts().get(correction.kind)
        try:
            if act is None:
                raise Lost(f"nothing is known of the kind “{correction.kind}”.")
            self._record(key, correction.id, act(correction))
        except Lost as lost:
            self._record_lost(correction, lost)

    def declare(self, pair: DeclaredFigures) -> None:
        """Declares what a manifest says of two figures."""
        try:
            figures = [self._stated(figure) for figure in pair.figures]
            self._record(pair.where, None, self._pair(figures[0], figures[1], pair.said, f"in {pair.where}"))
        except Lost as lost:
            reason = f"{pair.where}: nothing is declared; {lost}"
            self.outcomes[pair.where] = CorrectionOutcome(pair.where, "not-applied", reason)

    def declared(self) -> dict[frozenset[ClaimKey], DeclaredPair]:
        """The pairs in force by where their figures stand; figures never to be compared say so."""
        found: dict[frozenset[ClaimKey], DeclaredPair] = {}
        for figures, pair in self._pairs.items():
            found[frozenset(self._key(figure) for figure in figures)] = pair
            if pair.said == "never":
                self._say_never(tuple(sorted(figures)), pair)
        return found

    def _say_never(self, figures: tuple[Figure, ...], pair: DeclaredPair) -> None:
        for figure, other in (figures, figures[::-1]):
            words = self.desks[other[0]].words_of(other[1])
            self.desks[figure[0]].remark(
                figure[1], f"never {other}", f"Never compared with {words}, {pair.remark}."
            )

    def _acts(self) -> Mapping[str, Callable[[Correction], _Effect]]:
        return {
            "speaker": self._speaker,
            "no claim": self._no_claim,
            "missed claim": self._missed_claim,
            "same claim": lambda correction: self._recorded_pair(correction, "same"),
            "never compare": lambda correction: self._recorded_pair(correction, "never"),
            "withdrawn": self._withdrawal,
        }

    def _record(self, key: str, correction_id: int | None, effect: _Effect) -> None:
        self.outcomes[key] = CorrectionOutcome(
            key, effect.fate, effect.reason, correction_id, effect.quotation_id, effect.quantity_id,
            effect.other_quantity_id,
        )  # fmt: skip
        self.same |= {key} if effect.is_same else set()
        before = self._said.get(effect.thing)
        if before is not None and self.outcomes[before].fate == "applied":
            reason = f"Correction {key} says otherwise, and is the later one."
            self.outcomes[before] = replace(self.outcomes[before], fate="superseded", reason=reason)
        self._said[effect.thing] = key

    def _record_lost(self, correction: Correction, lost: Lost) -> None:
        key = str(correction.id)
        if correction.kind == "no claim" and lost.stands:
            reason = "The extraction says so itself by now."
            self.outcomes[key] = CorrectionOutcome(key, "redundant", reason, correction.id)
            return
        reason = f"Correction {key} ({correction.kind}, {_by(correction)}) finds no place: {lost}"
        self.outcomes[key] = CorrectionOutcome(key, "not-applied", reason, correction.id)

    def _speaker(self, correction: Correction) -> _Effect:
        name = plain_words(correction.value or "")
        if not name:
            raise Lost("it names no speaker.")
        desk = self._desk(correction)
        found = desk.quotation(correction)
        sentence = f"The speaker was corrected by {_said(correction)}"
        changed = desk.name_speaker(found, name, sentence)
        return _Effect(
            ("speaker", desk.document.id, found.id),
            sentence if changed else "The extraction says so itself.",
            quotation_id=found.id,
            fate="applied" if changed else "redundant",
        )

    def _no_claim(self, correction: Correction) -> _Effect:
        desk = self._desk(correction)
        if correction.quantity_id and not correction.quotation_id:
            figure = desk.quantity(correction)
            sentence = f"Called no figure by {_said(correction)}"
            desk.strike_quantity(figure, sentence)
            return _Effect(("claim", desk.document.id, figure.id), sentence, quantity_id=figure.id)
        quotation = desk.quotation(correction)
        sentence = f"Called no quotation by {_said(correction)}"
        desk.strike_quotation(quotation, sentence)
        return _Effect(("claim", desk.document.id, quotation.id), sentence, quotation_id=quotation.id)

    def _missed_claim(self, correction: Correction) -> _Effect:
        desk = self._desk(correction)
        sentence = f"Added by {_said(correction)}"
        found, changed = desk.add(correction, sentence)
        name = plain_words(correction.value or "")
        if name:
            changed |= desk.name_speaker(found, name, f"The speaker was given by {_by(correction)}.")
        return _Effect(
            ("claim", desk.document.id, found.id),
            sentence if changed else "The extraction finds this itself.",
            quotation_id=found.id,
            fate="applied" if changed else "redundant",
        )

    def _recorded_pair(self, correction: Correction, said: Declaration) -> _Effect:
        desk = self._desk(correction)
        first = desk.document.id, desk.quantity(correction).id
        others = [one for one in self.desks.values() if one.span_of(correction.other_quantity_id or "")]
        if not others:
            raise Lost("the other figure is not in the folder any more.")
        return self._pair(first, (others[0].document.id, correction.other_quantity_id or ""), said,
                          f"as {_by(correction)} said")  # fmt: skip

    def _pair(self, first: Figure, second: Figure, said: Declaration, by: str) -> _Effect:
        if first == second:
            raise Lost("the two are one figure.")
        pair = frozenset((first, second))
        self._pairs[pair] = DeclaredPair(said, by)
        words = self.desks[second[0]].words_of(second[1])
        reason = f"{'The same claim as' if said == 'same' else 'Never compared with'} {words}, {by}."
        return _Effect(
            ("pair", pair),
            reason,
            quantity_id=first[1],
            other_quantity_id=second[1],
            is_same=said == "same",
        )

    def _withdrawal(self, correction: Correction) -> _Effect:
        taken = self._known.get(correction.value or "")
        if taken is None or taken.kind == "withdrawn":
            raise Lost("it names no correction that can be taken back.")
        return _Effect(("withdrawn", taken.id), f"Takes correction {taken.id} ({taken.kind}) back.")

    def _stated(self, figure: StatedFigure) -> Figure:
        desk = self.desks.get(figure.document)
        if desk is None:
            raise Lost(f"there is no document {figure.document}.")
        return desk.document.id, desk.quantity_in(figure.text).id

    def _desk(self, correction: Correction) -> Desk:
        """The document that a correction is about. Raises `Lost` where it is not in the folder."""
        if correction.document_id in self.desks:
            return self.desks[correction.document_id]
        claim_id = correction.quotation_id or correction.quantity_id
        holding = [desk for desk in self.desks.values() if claim_id and desk.holds(claim_id)]
        if correction.document_id or not holding:
            raise Lost(f"{correction.document_id or 'its document'} is not in the folder any more.")
        return holding[0]

    def _key(self, figure: Figure) -> ClaimKey:
        start, end = self.desks[figure[0]].span_of(figure[1]) or (0, 0)
        return figure[0], start, end


def _by(correction: Correction) -> str:
    return f"{plain_words(correction.reviewer)} on {correction.created[:10]}"


def _said(correction: Correction) -> str:
    note = plain_words(correction.note or "")
    said = f"{_by(correction)}: {note}" if note else _by(correction)
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
