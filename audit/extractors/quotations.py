"""Quotations of a document: what is quoted or reported, who said it, by which cue, and by which rule."""

from audit.extractors.attribution import attributed
from audit.extractors.marks import marked_stretches
from audit.extractors.resolving import resolved
from audit.model import Document, Quotation


def extract(document: Document) -> tuple[Quotation, ...]:
    """Every quotation and reported clause of a document, in order of position. Total: no text makes it raise."""
    spans = [(paragraph.start, paragraph.end) for paragraph in document.paragraphs]
    marked = marked_stretches(document.text, spans)
    return resolved(document, attributed(document, marked))
