"""Every claim as a W3C Web Annotation, its verdict and reason as bodies.

The model: https://www.w3.org/TR/annotation-model/
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ..audited import AuditedDocument, AuditedFigure, AuditedQuotation, Place, StoredAudit
from ..text.serialised import as_json
from .export import Export, current, file_name, iri, selectors

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_GENERATOR = {"id": "urn:source-audit", "type": "Software", "name": "source-audit"}


def whole(audit: StoredAudit) -> str:
    """One collection of all annotations."""
    return _collection("The claims of this audit", _annotations(audit, current(audit)))


def files(audit: StoredAudit) -> Iterator[tuple[str, str]]:
    """A collection for each document."""
    for document in current(audit):
        label = document.title or document.path
        yield file_name(document, ".jsonld"), _collection(label, _annotations(audit, [document]))


def _annotations(audit: StoredAudit, documents: Sequence[AuditedDocument]) -> list[dict[str, Any]]:
    wanted = {document.id for document in documents}
    quotations = [_quotation(one) for one in audit.quotations if _is_told(one, wanted)]
    return quotations + [_figure(one) for one in audit.figures if _is_told(one, wanted)]


def _is_told(claim: AuditedQuotation | AuditedFigure, wanted: set[str]) -> bool:
    return not claim.furniture and claim.place.document.id in wanted


def _quotation(quotation: AuditedQuotation) -> dict[str, Any]:
    bodies = _bodies(quotation.verdict, quotation.reason)
    if quotation.speaker:
        bodies.append({"type": "TextualBody", "purpose": "tagging", "value": f"speaker: {quotation.speaker}"})
    if quotation.best:
        bodies.append({"type": "SpecificResource", "purpose": "linking", **_target(quotation.best)})
    return _annotation(f"quotation:{quotation.id}", bodies, quotation.place)


def _figure(figure: AuditedFigure) -> dict[str, Any]:
    return _annotation(f"quantity:{figure.id}", _bodies(figure.verdict, figure.reason), figure.place)


def _annotation(name: str, bodies: list[dict[str, Any]], place: Place) -> dict[str, Any]:
    return {
        "id": f"urn:source-audit:{name}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": bodies,
        "target": _target(place),
    }


def _bodies(verdict: str, reason: str) -> list[dict[str, Any]]:
    return [
        {"type": "TextualBody", "purpose": "classifying", "value": verdict},
        {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "language": "en",
         "value": reason},
    ]  # fmt: skip


def _target(place: Place) -> dict[str, Any]:
    return {"source": iri(place.document), "selector": selectors(place)}


def _collection(label: str, items: list[dict[str, Any]]) -> str:
    return as_json(
        {
            "@context": _CONTEXT,
            "type": "AnnotationCollection",
            "label": label,
            "generator": _GENERATOR,
            "total": len(items),
            "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
        }
    )


ANNOTATIONS = Export(
    "annotations", "W3C Web Annotations (JSON-LD): every claim with its verdict and reason.", whole, files
)
