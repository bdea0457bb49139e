"""Claims, and what people decided about them, as W3C Web Annotations in JSON-LD.

The model: https://www.w3.org/TR/annotation-model/. Positions are code points of the document's text,
from 0, half-open, as its selectors have them. The same claim has the same name wherever it is handed
out: as `id`, or as `canonical` where a page of the audit's own is the `id`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .audited import SignedDecision
from .results import fingerprint
from .text.serialised import as_json

AROUND = 32
"""Characters before and after a passage by which it is found again in a text that has changed."""

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SOFTWARE = "urn:source-audit"
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Target:
    """A passage of a resource: `source` is its IRI, `text` all of its text."""

    source: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the audit says of one claim. `found` is the passage that it is judged by, `page` its own page.

    `name` is the kind of claim and its identity: `quotation:3f2a91…`, `quantity:…`.
    """

    name: str
    target: Target
    verdict: str
    reason: str
    speaker: str | None = None
    found: Target | None = None
    page: str | None = None
    decisions: tuple[SignedDecision, ...] = ()


def collection(identity: str, label: str, assessments: Iterable[Assessment]) -> str:
    """Every assessment with its decisions behind it, on one page, which the collection holds."""
    items = [item for assessment in assessments for item in _items(assessment)]
    page = {"id": f"{identity}#items", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return as_json(
        {
            "@context": _CONTEXT,
            "id": identity,
            "type": "AnnotationCollection",
            "label": label,
            "generator": {"id": _SOFTWARE, "type": "Software", "name": "source-audit"},
            "total": len(items),
            "first": page,
        }
    )


def urn(name: str) -> str:
    """A name of ours as an IRI."""
    return f"urn:source-audit:{name}"


def _items(assessment: Assessment) -> Iterator[Mapping[str, Any]]:
    name = urn(assessment.name)
    identity = {"id": assessment.page, "canonical": name} if assessment.page else {"id": name}
    yield {
        **identity,
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _SOFTWARE,
        "body": list(_bodies(assessment)),
        "target": _resource(assessment.target),
    }
    for decision in assessment.decisions:
        yield _decided(decision, assessment.name, identity["id"])


def _bodies(assessment: Assessment) -> Iterator[Mapping[str, Any]]:
    yield {"type": "TextualBody", "purpose": "classifying", "value": assessment.verdict}
    yield {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "language": "en",
           "value": assessment.reason}  # fmt: skip
    if assessment.speaker:
        yield {"type": "TextualBody", "purpose": "tagging", "value": f"speaker: {assessment.speaker}"}
    if assessment.found:
        yield {**_resource(assessment.found), "purpose": "linking"}


def _decided(decision: SignedDecision, name: str, target: str) -> Mapping[str, Any]:
    """A decision about an assessment: an annotation of an annotation, signed and dated.

    Its name is made from what it says, so that two people's copies of one audit can be put together.
    """
    said = (name, decision.decision, decision.reviewer, decision.created, decision.note, decision.evidence)
    return {
        "id": urn(f"review:{fingerprint(*said)}"),
        "type": "Annotation",
        "motivation": "moderating",
        "created": decision.created,
        "creator": {"type": "Person", "name": decision.reviewer},
        "body": list(_reasons(decision)),
        "target": target,
    }


def _reasons(decision: SignedDecision) -> Iterator[Mapping[str, Any]]:
    yield {"type": "TextualBody", "purpose": "classifying", "value": decision.decision}
    if decision.note:
        yield {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": decision.note}
    if decision.evidence and decision.evidence.startswith(_WEB) and not set(decision.evidence) & {*' <>"\n'}:
        yield {"type": "SpecificResource", "purpose": "linking", "source": decision.evidence}
    elif decision.evidence:
        yield {"type": "TextualBody", "purpose": "linking", "format": "text/plain",
               "value": decision.evidence}  # fmt: skip


def _resource(target: Target) -> dict[str, Any]:
    """A passage by its words with what stands around them, and by its position."""
    text, start, end = target.text, target.start, target.end
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": target.source, "selector": [words, position]}
