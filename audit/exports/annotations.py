"""Every claim as a W3C Web Annotation, its verdict and reason as bodies.

The model: https://www.w3.org/TR/annotation-model/
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..audited import AuditedFigure, AuditedQuotation, Place, StoredAudit
from ..text.serialised import as_json
from .export import Export, current, file_name, iri, selectors

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_GENERATOR = {"id": "urn:source-audit", "type": "Software", "name": "source-audit"}


def whole(audit: StoredAudit) -> str:
    """One collection of all annotations."""
    by_document = _by_document(audit)
    items = [item for document in current(audit) for item in by_document.get(document.id, ())]
    return _collection("The claims of this audit", f"annotations:{audit.corpus_sha256}", items)


def files(audit: StoredAudit) -> Iterator[tuple[str, str]]:
    """A collection for each document."""
    by_document = _by_document(audit)
    for document in current(audit):
        name, items = f"annotations:{document.sha256}", by_document.get(document.id, [])
        yield file_name(document, ".jsonld"), _collection(document.title or document.path, name, items)


def _by_document(audit: StoredAudit) -> dict[str, list[dict[str, Any]]]:
    """The annotations of each document, quotations before figures."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for quotation in audit.quotations:
        if not quotation.furniture:
            found[quotation.place.document.id].append(_quotation(quotation))
    for figure in audit.figures:
        if not figure.furniture:
            found[figure.place.document.id].append(_figure(figure))
    return found


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


def _collection(label: str, name: str, items: list[dict[str, Any]]) -> str:
    """All items on one page, which the collection holds."""
    identity = f"urn:source-audit:{name}"
    page = {"id": f"{identity}:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return as_json(
        {
            "@context": _CONTEXT,
            "id": identity,
            "type": "AnnotationCollection",
            "label": label,
            "generator": _GENERATOR,
            "total": len(items),
            "first": page,
        }
    )


ANNOTATIONS = Export(
    "annotations", "W3C Web Annotations (JSON-LD): every claim with its verdict and reason.", whole, files
)
