"""From the verdicts of its places to the one verdict of a quotation."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Judgement, Match, QuotationKind, Role
from audit.text.folding import fold_text
from audit.verdicts.evidence import WORD
from audit.verdicts.vocabulary import faithfulness

# Places whose likeness differs by no more than this fit equally well.
_EQUALLY = 1.0
_SAME_WORDS = frozenset({"verbatim", "typographic", "cut-short"})


@dataclass(frozen=True, slots=True)
class JudgedPlace:
    """A match, the verdict on it, and the role of the document that holds it."""

    match: Match
    judgement: Judgement
    role: Role = "report"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A quotation's verdict, why, and which of its places it was judged by (None: by no place)."""

    judgement: Judgement
    best: int | None = None


def settle(quoted: str, kind: QuotationKind, furniture: bool, places: Sequence[JudgedPlace]) -> Settlement:
    """The verdict of a quotation: from a primary document where one matches, else the most faithful."""
    best = best_place(places)
    if furniture:
        return Settlement(
            Judgement("not-checked", "The words belong to the page and not to the piece."), best
        )
    if kind == "scare":
        return Settlement(
            Judgement("term", "A term or a name in quotation marks, not checked as a quotation."), best
        )
    if best is None:
        return Settlement(Judgement("uncorroborated", _nowhere(quoted)))
    ambiguous = _ambiguous(places, best)
    return Settlement(ambiguous or places[best].judgement, best)


def best_place(places: Sequence[JudgedPlace]) -> int | None:
    """The place that decides; None where there is none."""
    ranks = faithfulness()
    order = sorted(
        range(len(places)),
        key=lambda number: (
            places[number].role != "primary",
            ranks[places[number].judgement.verdict],
            -places[number].match.similarity,
            number,
        ),
    )
    return order[0] if order else None


def _nowhere(quoted: str) -> str:
    if not WORD.search(quoted):
        return "There are no words between the quotation marks."
    return "These words were found nowhere else in the folder."


def _ambiguous(places: Sequence[JudgedPlace], best: int) -> Judgement | None:
    """Several places fit equally well and say different things: none of them is the source for sure."""
    chosen = places[best]
    if chosen.judgement.verdict in _SAME_WORDS:
        return None
    likeness = chosen.match.similarity - _EQUALLY
    others = [
        (place.match.document_id, place.match.text)
        for number, place in enumerate(places)
        if number != best and place.role == chosen.role and place.match.similarity >= likeness
    ]
    others += [
        (rival.document_id, rival.text) for rival in chosen.match.rivals if rival.similarity >= likeness
    ]
    words = _plain_words(chosen.match.text)
    different = [document for document, text in others if _plain_words(text) != words]
    if not different:
        return None
    reason = (
        f"{len(different) + 1} places fit equally well and do not say the same; {chosen.judgement.reason}"
    )
    return Judgement("ambiguous", reason[0].upper() + reason[1:])


def _plain_words(text: str) -> list[str]:
    return WORD.findall(fold_text(text))
