"""Drafts of schema.org ClaimReview (https://schema.org/ClaimReview) for what the audit found wrong.

A draft says what was claimed, where, and what the source says. It names no author of the review and
gives no number on a scale: both are a person's to add, and each draft says that it is one.
"""

from collections.abc import Iterator
from typing import Any

from ..audited import AuditedDocument, AuditFinding, Evidence, StoredAudit
from ..text.file_names import file_name
from ..text.segments import sentences
from ..text.serialised import as_json
from .export import Export, iri

_ASSESSED = ("source", "figure")
"""Evidence that says something about a claim; a shared passage says nothing about whether it is right."""

_NOTICE = (
    "A draft made by source-audit from a comparison of documents. Before it is published, a person checks "
    "it and adds the author and date of the review, its address, and a rating of their own."
)


def whole(audit: StoredAudit) -> str:
    """The drafts of all documents."""
    return _graph([_draft(finding) for finding in _assessed(audit)])


def files(audit: StoredAudit) -> Iterator[tuple[str, str]]:
    """A file for each document that has a draft."""
    drafts: dict[str, list[dict[str, Any]]] = {}
    documents: dict[str, AuditedDocument] = {}
    for finding in _assessed(audit):
        assert finding.place is not None
        documents[finding.place.document.id] = finding.place.document
        drafts.setdefault(finding.place.document.id, []).append(_draft(finding))
    for document_id, document in documents.items():
        yield file_name(document.id, ".claimreview.jsonld"), _graph(drafts[document_id])


def _assessed(audit: StoredAudit) -> Iterator[AuditFinding]:
    """Errors and warnings about words or figures that stand otherwise in another document."""
    for finding in audit.findings:
        kinds = [evidence.kind for evidence in finding.evidence[:1]]
        if finding.level != "note" and finding.place and set(kinds) & {*_ASSESSED}:
            yield finding


def _draft(finding: AuditFinding) -> dict[str, Any]:
    assert finding.place is not None
    document = finding.place.document
    return {
        "@type": "ClaimReview",
        "@id": f"urn:source-audit:finding:{finding.id}",
        "creativeWorkStatus": "Draft",
        "disambiguatingDescription": _NOTICE,
        "claimReviewed": _claim(finding),
        "reviewBody": finding.message,
        "reviewRating": {"@type": "Rating", "alternateName": finding.rule.title},
        "itemReviewed": {
            "@type": "Claim",
            **_author(document),
            **_known("datePublished", document.published),
            "appearance": _work(document),
        },
        "citation": [_source(evidence) for evidence in finding.evidence if evidence.kind in _ASSESSED],
    }


def _claim(finding: AuditFinding) -> str:
    """What the document claims: that somebody said these words, or the sentence that states a figure."""
    assert finding.place is not None
    if finding.evidence[0].kind == "figure":
        return _sentence(finding)
    words = " ".join(finding.place.text.split())
    return f"{finding.speaker} said: “{words}”" if finding.speaker else f"It was said: “{words}”"


def _sentence(finding: AuditFinding) -> str:
    assert finding.place is not None
    place, text = finding.place, finding.place.document.text
    low = text.rfind("\n", 0, place.start) + 1
    high = text.find("\n", place.end)
    spans = sentences(text, low, high if high >= 0 else len(text))
    held = [span for span in spans if span[0] < place.end and place.start < span[1]]
    start, end = (held[0][0], held[-1][1]) if held else (place.start, place.end)
    return " ".join(text[start:end].split())


def _author(document: AuditedDocument) -> dict[str, Any]:
    """Who makes the claim, as far as the document is known to say; nobody is made up."""
    if document.author:
        return {"author": {"@type": "Person", "name": document.author}}
    if document.publisher:
        return {"author": {"@type": "Organization", "name": document.publisher}}
    return {}


def _work(document: AuditedDocument) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": document.publisher} if document.publisher else None
    return {
        "@type": "CreativeWork",
        "url": iri(document),
        **_known("headline", document.title),
        **_known("datePublished", document.published),
        **({"publisher": publisher} if publisher else {}),
    }


def _source(evidence: Evidence) -> dict[str, Any]:
    return {**_work(evidence.place.document), "text": evidence.place.text}


def _known(name: str, value: str | None) -> dict[str, str]:
    return {name: value} if value else {}


def _graph(drafts: list[dict[str, Any]]) -> str:
    return as_json({"@context": "https://schema.org", "@graph": drafts})


CLAIM_REVIEW = Export(
    "claimreview",
    "Drafts of schema.org ClaimReview for errors and warnings: a person adds the rating.",
    whole,
    files,
)
