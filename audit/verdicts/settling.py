"""From the verdicts of its places to the one verdict of a quotation."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance.LCSseq import similarity as lcs_similarity

from audit.model import Judgement, Match, QuotationKind, Role
from audit.text.folding import fold_text
from audit.verdicts.evidence import WORD
from audit.verdicts.vocabulary import faithfulness
from audit.verdicts.wording import listed

# Places whose likeness differs by no more than this fit equally well.
_EQUALLY = 1.0
# Words were left out: where two places have the same ones left, nothing tells which of them is quoted.
_LEFT_OUT = frozenset({"shortened", "elided", "elided-limit"})
_MOST_SHOWN = 4
# Two words stand in too many texts to be looked for as a quotation.
_TOO_FEW = 2
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
    ambiguous = _ambiguous(quoted, places, best)
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
    if len(WORD.findall(quoted)) <= _TOO_FEW:
        return "So few words are too common to tell a source by them; they were found nowhere as a quotation."
    return "These words were found nowhere else in the folder."


def _ambiguous(quoted: str, places: Sequence[JudgedPlace], best: int) -> Judgement | None:
    """Several places fit equally well and say different things: none of them is the source for sure."""
    chosen = places[best]
    if chosen.judgement.verdict in _SAME_WORDS:
        return None
    likeness = chosen.match.similarity - _EQUALLY
    found = [
        (place.match.text, place.match.similarity)
        for number, place in enumerate(places)
        if number != best and place.role == chosen.role
    ]
    found += [(rival.text, rival.similarity) for rival in chosen.match.rivals]
    words = _plain_words(chosen.match.text)
    different = [
        text
        for text, similarity in found
        if _plain_words(text) != words
        and (similarity >= likeness or _leaves_out_as_much(quoted, chosen, text))
    ]
    if not different:
        return None
    shown = listed([chosen.match.text, *different][:_MOST_SHOWN])
    reason = f"{len(different) + 1} places fit equally well and do not say the same: {shown}; "
    return Judgement("ambiguous", reason + chosen.judgement.reason[0].lower() + chosen.judgement.reason[1:])


def _leaves_out_as_much(quoted: str, chosen: JudgedPlace, text: str) -> bool:
    """True where another place holds as many of the quoted words, in order, among no more others."""
    if chosen.judgement.verdict not in _LEFT_OUT:
        return False
    asked, here, there = (_plain_words(one) for one in (quoted, chosen.match.text, text))
    shared = lcs_similarity(asked, here)
    return len(there) <= len(here) + 1 and lcs_similarity(asked, there) >= shared


def _plain_words(text: str) -> list[str]:
    return WORD.findall(fold_text(text))
