"""Sentences with their expected spans marked: "sales rose «5 per cent»"."""

from audit.extractors.quantities import extract
from audit.model import Document, Facts, Paragraph, Quantity


def document(text: str, published: str | None = None, furniture: bool = False) -> Document:
    """A document of one paragraph; `published` counts as stated by its record."""
    paragraph = Paragraph(0, 0, len(text), "body", furniture)
    facts = Facts(published=published, published_basis="record" if published else None)
    return Document(id="a", path="a.txt", text=text, paragraphs=(paragraph,), facts=facts)


def unmarked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its marks, and the spans that were marked."""
    text, spans, opened = "", [], 0
    for character in sentence:
        if character == "«":
            opened = len(text)
        elif character == "»":
            spans.append((opened, len(text)))
        else:
            text += character
    return text, spans


def quantities(text: str, published: str | None = None) -> list[Quantity]:
    """What is found in a text."""
    return list(extract(document(text, published)))


def one(text: str, published: str | None = None) -> Quantity:
    """The only quantity of a text."""
    found = quantities(text, published)
    assert len(found) == 1, [(row.kind, row.text) for row in found]
    return found[0]
