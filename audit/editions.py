"""Quotations that were faithful to a source until it changed."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import chain, pairwise

from .comparing import Claims, QuotationJudge, claims_of
from .results import Edition, EditionMatch, JudgedMatch, JudgedQuotation

FAITHFUL = frozenset({"verbatim", "typographic", "elided"})
"""Verdicts that find no fault with how a source is quoted."""

_SHARE_OF_PAIRS, _SHARE_AROUND_MARKS = 0.9, 0.6
"""Pairs of words that a faithful quotation shares with its source: hyphens part few, omissions more."""
_MARKS = re.compile(r"…|\.\s?\.|\[")
_FEWEST_PAIRS = 2
"""Two words alone are a phrase, and never found."""
_WORD = re.compile(r"\w+")


def once_faithful(
    judged: Sequence[JudgedQuotation], claims: Sequence[Claims], editions: Sequence[Edition]
) -> tuple[EditionMatch, ...]:
    """Every quotation that an earlier edition of another document bears out and its present one does not.

    The newest edition that does is its match. A report that changed is nothing to a quotation that another
    document still bears out. `editions` come newest first.
    """
    if not editions:
        return ()
    here = {one.document.id: one for one in claims}
    pairs = {pair for edition in editions for pair in _pairs(edition.document.text)}
    asked = [(one, number) for one in claims for number in _checked(one) if _may_stand(one, number, pairs)]
    by_id = {one.id: one for one in judged}
    judge = QuotationJudge([claims_of(edition.document, (), ()) for edition in editions])
    order = {edition.document.id: (rank, edition.of) for rank, edition in enumerate(editions)}
    found = zip(asked, judge.places_of(asked), strict=True)
    return tuple(
        chain.from_iterable(
            _lost(by_id[one.quotation_ids[number]], places, order, here) for (one, number), places in found
        )
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    """Every two words that follow each other, whatever stands between them."""
    return list(pairwise(_WORD.findall(text.casefold())))


def _may_stand(claims: Claims, number: int, pairs: Set[tuple[str, str]]) -> bool:
    """False for a quotation that no edition can bear out: most of its words do not follow each other there.

    Looking for every quotation of a large folder in one page costs more than in the whole folder, where
    words are rare.
    """
    text = claims.quotations[number].text
    wanted = _pairs(text)
    shared = sum(pair in pairs for pair in wanted)
    share = _SHARE_AROUND_MARKS if _MARKS.search(text) else _SHARE_OF_PAIRS
    return shared >= max(_FEWEST_PAIRS, share * len(wanted))


def _checked(claims: Claims) -> Iterator[int]:
    """The quotations that can have findings, by their numbers."""
    for number, quotation in enumerate(claims.quotations):
        if claims.document.facts.role == "report" and not quotation.furniture and quotation.kind != "scare":
            yield number


def _lost(
    quotation: JudgedQuotation,
    places: Sequence[JudgedMatch],
    order: dict[str, tuple[int, str]],
    here: dict[str, Claims],
) -> Iterator[EditionMatch]:
    """One for each document whose earlier edition bears the quotation out."""
    told: set[str] = set()
    for place in sorted(places, key=lambda place: order[place.match.document_id]):
        document_id = order[place.match.document_id][1]
        if document_id == quotation.document_id or document_id in told:
            continue
        if place.judgement.verdict in FAITHFUL:
            told.add(document_id)
            present = _present(quotation, document_id)
            if not _still_stands(quotation, present, here[document_id]):
                yield EditionMatch(quotation.id, document_id, place, present.judgement if present else None)


def _present(quotation: JudgedQuotation, document_id: str) -> JudgedMatch | None:
    return next((one for one in quotation.matches if one.match.document_id == document_id), None)


def _still_stands(quotation: JudgedQuotation, present: JudgedMatch | None, source: Claims) -> bool:
    if present is not None and present.judgement.verdict in FAITHFUL:
        return True
    return source.document.facts.role == "report" and quotation.judgement.verdict in FAITHFUL
