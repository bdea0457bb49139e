"""Joins matching and verdicts: every quotation with every other document, every figure with its like."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from .declarations import Declaration
from .matching.families import Member, group
from .matching.figure_claims import ClaimKey as ClaimKey
from .matching.figure_claims import FigureClaim, figure_claims
from .matching.figure_pairs import compare_all
from .matching.figures import with_license
from .matching.index import Answer, SourceIndex
from .matching.matches import matches_of
from .matching.passages import shared_passages
from .matching.word_index import WordIndex
from .model import Document, FigureComparison, Judgement, Match, Quantity, Quotation, Speaker
from .results import (
    Family,
    JudgedCheck,
    JudgedFigures,
    JudgedMatch,
    JudgedQuantity,
    JudgedQuotation,
    Reuse,
    fingerprint,
    identities,
)
from .verdicts import Evidence, JudgedPlace, judge, settle, speakers_agree, surroundings
from .verdicts.corroboration import can_disagree, speaks_of
from .verdicts.figure_checks import check_figures
from .verdicts.figures import judge_quantity

_SAME_PLACE = 0.5
"""A quotation of the source is the one that a match stands in if it holds this share of the match."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What was cut out of one document, with identities; `speakers` are who the quotations' speakers are.

    `remarks` say, by a claim's identity, what a person said of it that goes before the extraction.
    """

    document: Document
    quotations: tuple[Quotation, ...]
    quantities: tuple[Quantity, ...]
    quotation_ids: tuple[str, ...]
    quantity_ids: tuple[str, ...]
    speakers: tuple[Speaker | None, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeclaredPair:
    """What a person says of two figures, and who it was ("as the editor said")."""

    said: Declaration
    remark: str


Declared = Mapping[frozenset[ClaimKey], DeclaredPair]


def claims_of(
    document: Document, quotations: tuple[Quotation, ...], quantities: tuple[Quantity, ...]
) -> Claims:
    """A document's claims under their identities; its figures with the interval that each allows."""
    return Claims(
        document,
        quotations,
        tuple(with_license(quantity) for quantity in quantities),
        tuple(identities("quotations", document.id, (quotation.text for quotation in quotations))),
        tuple(identities("quantities", document.id, (quantity.text for quantity in quantities))),
    )


class QuotationJudge:
    """Finds each quotation in every other document and says what the differences mean."""

    def __init__(self, claims: Sequence[Claims], answer: Answer = matches_of) -> None:
        self._answer = answer
        self._claims = {one.document.id: one for one in claims}
        self._documents = {one.document.id: one.document for one in claims}
        self._index = SourceIndex([one.document for one in claims])
        self._families = _members_of_families(self._documents.values())

    @property
    def words(self) -> WordIndex:
        """The words of the documents, in their order."""
        return self._index.words

    def judged(self) -> Iterator[JudgedQuotation]:
        """Every quotation of every document, in order, with its places and its verdict."""
        asked = [(one, number) for one in self._claims.values() for number in range(len(one.quotations))]
        searched = [_is_searched(one.quotations[number]) for one, number in asked]
        texts = [
            one.quotations[number].text
            for (one, number), search in zip(asked, searched, strict=True)
            if search
        ]
        exclude = [
            self._excluded(one.document) for (one, _), search in zip(asked, searched, strict=True) if search
        ]
        found = self._index.locate_many(texts, exclude=exclude, answer=self._answer)
        for (one, number), search in zip(asked, searched, strict=True):
            yield self._judge(one, number, next(found) if search else ())

    def places_of(self, asked: Sequence[tuple[Claims, int]]) -> Iterator[tuple[JudgedMatch, ...]]:
        """Where these quotations, which may be of other documents, stand in the judge's, and how well."""
        texts = [one.quotations[number].text for one, number in asked]
        exclude = [self._excluded(one.document) for one, _ in asked]
        found = self._index.locate_many(texts, exclude=exclude, answer=self._answer)
        for (one, number), matches in zip(asked, found, strict=True):
            yield self._judged_matches(one, number, matches)

    def _excluded(self, document: Document) -> set[str]:
        return {document.id, *self._families.get(document.facts.family or "", ())}

    def _judge(self, claims: Claims, number: int, matches: tuple[Match, ...]) -> JudgedQuotation:
        quotation, quotation_id = claims.quotations[number], claims.quotation_ids[number]
        judged = self._judged_matches(claims, number, matches)
        places = [
            JudgedPlace(one.match, one.judgement, self._documents[one.match.document_id].facts.role)
            for one in judged
        ]
        settled = settle(quotation.text, quotation.kind, quotation.furniture, places)
        return JudgedQuotation(
            id=quotation_id,
            document_id=claims.document.id,
            quotation=quotation,
            speaker=claims.speakers[number],
            matches=judged,
            judgement=_remarked(settled.judgement, claims.remarks.get(quotation_id), quotation.furniture),
            best_match_id=judged[settled.best].id if settled.best is not None else None,
        )

    def _judged_matches(
        self, claims: Claims, number: int, matches: tuple[Match, ...]
    ) -> tuple[JudgedMatch, ...]:
        quoted = claims.quotations[number].text
        agreeing = [(match, self._speaker_agrees(claims, number, match)) for match in matches]
        return tuple(
            self._judged_match(claims, number, match, matches, agrees)
            for match, agrees in agreeing
            if speaks_of(quoted, match, self._documents[match.document_id].facts.role, agrees)
        )

    def _judged_match(
        self, claims: Claims, number: int, match: Match, matches: tuple[Match, ...], agrees: bool | None
    ) -> JudgedMatch:
        quotation, source = claims.quotations[number], self._claims[match.document_id]
        source_number = _quotation_at(source.quotations, match)
        speaker = claims.speakers[number]
        evidence = Evidence(
            quotation.text,
            match,
            source.document.text,
            kind=quotation.kind,
            source_role=source.document.facts.role,
            speaker=speaker.name if speaker and agrees is not None else None,
            source_speaker=_speaker_of(source, source_number),
            original_language=source.document.facts.original_language,
            elsewhere=tuple(other for other in matches if other is not match),
            names=(claims.document.id, source.document.id),
            around=surroundings(claims.document.text, claims.quotations, number),
        )
        quotation_id = claims.quotation_ids[number]
        return JudgedMatch(
            id=fingerprint("matches", quotation_id, match.document_id, match.start, match.end),
            match=match,
            judgement=judge(evidence),
            source_quotation_id=source.quotation_ids[source_number] if source_number is not None else None,
            speaker_agrees=agrees,
        )

    def _speaker_agrees(self, claims: Claims, number: int, match: Match) -> bool | None:
        """None where a side names nobody, or not so surely that another name would contradict it."""
        source, speaker = self._claims[match.document_id], claims.speakers[number]
        source_number = _quotation_at(source.quotations, match)
        agrees = speakers_agree(speaker.name if speaker else None, _speaker_of(source, source_number))
        if agrees is not False:
            return agrees
        sides = [(claims, number)] if source_number is None else [(claims, number), (source, source_number)]
        quoted = claims.quotations[number].text
        surely = all(_names_surely(quoted, match, side, at) for side, at in sides)
        return False if surely else None


def _remarked(judgement: Judgement, remark: str | None, furniture: bool) -> Judgement:
    """A judgement that tells what a person said: beside its reason, or as why nothing is checked."""
    if remark is None:
        return judgement
    return replace(judgement, reason=remark if furniture else f"{judgement.reason} {remark}")


def _names_surely(quoted: str, match: Match, claims: Claims, number: int) -> bool:
    mention = claims.quotations[number].speaker
    return can_disagree(quoted, match, claims.speakers[number], mention.text if mention else None)


def _is_searched(quotation: Quotation) -> bool:
    return not quotation.furniture and quotation.kind != "scare"


def _members_of_families(documents: Iterable[Document]) -> Mapping[str, list[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document.facts.family:
            members[document.facts.family].append(document.id)
    return members


def _quotation_at(quotations: Sequence[Quotation], match: Match) -> int | None:
    """The marked quotation, else the reported clause, of the source that a match stands in."""
    wanted = (match.end - match.start) * _SAME_PLACE
    holding = [
        (quotation.kind == "indirect", quotation.end - quotation.start, number)
        for number, quotation in enumerate(quotations)
        if not quotation.furniture
        and min(quotation.end, match.end) - max(quotation.start, match.start) >= wanted
        and not _is_quoted_with_its_cue(quotation, match)
    ]
    return min(holding)[2] if holding else None


def _is_quoted_with_its_cue(quotation: Quotation, match: Match) -> bool:
    """True where the match holds who says the reported clause, too: then somebody else says it all."""
    said_by = [passage for passage in (quotation.speaker, quotation.cue) if passage]
    return quotation.kind == "indirect" and any(
        start <= passage.start and passage.end <= end for passage in said_by for start, end in match.segments
    )


def _speaker_of(source: Claims, number: int | None) -> str | None:
    """Who says it there: the quotation's speaker, else whose words the whole document is."""
    speaker = source.speakers[number] if number is not None else None
    return speaker.name if speaker else source.document.facts.speaker


FiguresIn = Callable[[Document, Sequence[Quantity]], tuple[FigureClaim, ...]]
"""What says what a document says around its figures: `figure_claims`, or a memory of what that said."""


def judged_figures(
    claims: Sequence[Claims], declared: Declared | None = None, figures_in: FiguresIn = figure_claims
) -> tuple[tuple[JudgedQuantity, ...], tuple[JudgedFigures, ...]]:
    """Every figure with its verdict, and every pair of figures that can be compared.

    `declared` pairs are compared, or not, because a person said so.
    """
    figures = list(chain.from_iterable(figures_in(one.document, one.quantities) for one in claims))
    ids = {one.document.id: one.quantity_ids for one in claims}
    pairs: list[JudgedFigures] = []
    relations: dict[str, list[FigureComparison]] = defaultdict(list)
    said = {pair: one.said for pair, one in (declared or {}).items()}
    for first, second, compared in compare_all(figures, declared=said):
        comparison = _declared_comparison(
            compared, (declared or {}).get(frozenset((figures[first].key, figures[second].key)))
        )
        one, other = _id_of(figures[first], ids), _id_of(figures[second], ids)
        pairs.append(JudgedFigures(fingerprint("quantity_matches", one, other), one, other, comparison))
        relations[one].append(comparison)
        relations[other].append(comparison)
    return tuple(_judged_quantities(claims, relations)), tuple(pairs)


def _declared_comparison(comparison: FigureComparison, pair: DeclaredPair | None) -> FigureComparison:
    if pair is None:
        return comparison
    return replace(comparison, reason=f"{comparison.reason} They are one claim, {pair.remark}.")


def _id_of(claim: FigureClaim, ids: Mapping[str, tuple[str, ...]]) -> str:
    return ids[claim.document_id][claim.place]


def _judged_quantities(
    claims: Sequence[Claims], relations: Mapping[str, list[FigureComparison]]
) -> Iterator[JudgedQuantity]:
    for one in claims:
        for quantity_id, quantity in zip(one.quantity_ids, one.quantities, strict=True):
            judgement = judge_quantity(relations.get(quantity_id, []))
            remarked = _remarked(judgement, one.remarks.get(quantity_id), quantity.furniture)
            yield JudgedQuantity(quantity_id, one.document.id, quantity, remarked)


def families_of(judged: Sequence[JudgedQuotation], claims: Sequence[Claims]) -> tuple[Family, ...]:
    """The same quotation in several places: who first, and which variant is closest to a primary source."""
    documents = {one.document.id: one.document for one in claims}
    members = [
        Member(
            one.id,
            one.document_id,
            one.quotation.text,
            documents[one.document_id].facts.published,
            _fidelity(one, documents),
        )
        for one in judged
        if _is_searched(one.quotation)
    ]
    return tuple(
        Family(
            fingerprint("families", *sorted(family.members)),
            family.text,
            family.members,
            family.documents,
            family.first,
            family.closest,
        )
        for family in group(members)
    )


def _fidelity(judged: JudgedQuotation, documents: Mapping[str, Document]) -> float | None:
    """How close a quotation is to a primary source: the likeness of the best place in one."""
    likeness = [
        one.match.similarity
        for one in judged.matches
        if documents[one.match.document_id].facts.role == "primary"
    ]
    return max(likeness, default=None)


def checked_figures(claims: Sequence[Claims], judged: Sequence[JudgedQuantity]) -> Iterator[JudgedCheck]:
    """What each document's own figures get wrong: totals that do not add up, shares that cannot be."""
    by_id = {one.id: one for one in judged}
    for one in claims:
        if one.document.facts.role == "report":
            for check in check_figures(one.document, one.quantities):
                yield JudgedCheck(check.rule_id, check.message, by_id[one.quantity_ids[check.places[0]]])


def reused(documents: Sequence[Document], index: WordIndex) -> Iterator[Reuse]:
    """The passages that documents share or repeat, each told whether it is page furniture on a side.

    `index` holds the documents' words, in their order.
    """
    furniture = {document.id: _furniture(document) for document in documents}
    texts = {document.id: document.text for document in documents}
    for passage in shared_passages(documents, index):
        words = " ".join(texts[passage.document_id][passage.start : passage.end].split())
        yield Reuse(
            fingerprint("reuse", passage.document_id, passage.other_document_id, words),
            passage,
            _stands_in(furniture[passage.document_id], passage.start)
            or _stands_in(furniture[passage.other_document_id], passage.other_start),
        )


def _furniture(document: Document) -> list[tuple[int, int]]:
    return [(paragraph.start, paragraph.end) for paragraph in document.paragraphs if paragraph.furniture]


def _stands_in(spans: Sequence[tuple[int, int]], position: int) -> bool:
    at = bisect_left(spans, position + 1, key=lambda span: span[0]) - 1
    return at >= 0 and position < spans[at][1]
