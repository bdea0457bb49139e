"""Every claim as a W3C Web Annotation, in the order of its document."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..annotations import Assessment, Target, collection, urn
from ..audited import AuditedFigure, AuditedQuotation, Place, StoredAudit
from ..text.file_names import file_name
from .export import Export, current, iri


def whole(audit: StoredAudit) -> str:
    """One collection of all annotations."""
    by_document = _by_document(audit)
    assessments = [one for document in current(audit) for one in by_document[document.id]]
    return collection(urn(f"annotations:{audit.corpus_sha256}"), "The claims of this audit", assessments)


def files(audit: StoredAudit) -> Iterator[tuple[str, str]]:
    """A collection for each document."""
    by_document = _by_document(audit)
    for document in current(audit):
        identity, label = urn(f"annotations:{document.sha256}"), document.title or document.path
        yield file_name(document.id, ".jsonld"), collection(identity, label, by_document[document.id])


def _by_document(audit: StoredAudit) -> dict[str, list[Assessment]]:
    """The assessed claims of each document as it reads; what belongs to the page is not assessed."""
    claims: Sequence[AuditedQuotation | AuditedFigure] = (*audit.quotations, *audit.figures)
    found: dict[str, list[Assessment]] = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.place.start, -one.place.end, one.id)):
        if not claim.furniture:
            found[claim.place.document.id].append(_assessment(claim))
    return found


def _assessment(claim: AuditedQuotation | AuditedFigure) -> Assessment:
    target = _target(claim.place)
    if isinstance(claim, AuditedFigure):
        name = f"quantity:{claim.id}"
        return Assessment(name, target, claim.verdict, claim.reason, decisions=claim.decisions)
    return Assessment(
        name=f"quotation:{claim.id}",
        target=target,
        verdict=claim.verdict,
        reason=claim.reason,
        speaker=claim.speaker,
        found=_target(claim.best) if claim.best else None,
        decisions=claim.decisions,
    )


def _target(place: Place) -> Target:
    return Target(iri(place.document), place.document.text, place.start, place.end)


ANNOTATIONS = Export(
    "annotations", "W3C Web Annotations (JSON-LD): every claim with its verdict and reason.", whole, files
)
