"""Documents for tests: every line a paragraph."""

from audit.model import Document, Paragraph


def document_of(text: str, name: str = "doc", kind: str = "body") -> Document:
    """A document whose paragraphs are the lines that are not blank."""
    paragraphs: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(len(paragraphs), at, at + len(line), kind))
        at += len(line) + 1
    return Document(name, name, text, tuple(paragraphs))
