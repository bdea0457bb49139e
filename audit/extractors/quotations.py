"""Quotations of a document: what is quoted or reported, who said it, by which cue, and by which rule.

`extract` is total: no text makes it raise. Marks are read in every language, attribution in English only.
"""

from audit.extractors.attribution import Reading
from audit.extractors.blocks import Transcript, block_quotation
from audit.extractors.claims import Claim, rows
from audit.extractors.language import is_english
from audit.extractors.marks import Marked, marked_stretches
from audit.extractors.resolving import resolved
from audit.model import Document, Paragraph, Quotation, QuotationKind

# Words: in another language, marked words this many are taken for something said, fewer for a name or a term.
_SAID_WORDS = 4
_CJK_SAID = 10


def extract(document: Document) -> tuple[Quotation, ...]:
    """Every quotation and reported clause of a document, in order of position."""
    if not is_english(document):
        return rows(document, _marked_only(document))
    return resolved(document, rows(document, _Extraction(document).claims()))


class _Extraction:
    """One document, its paragraphs dealt out by kind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.transcript = Transcript(document)
        self.plain = [paragraph for paragraph in document.paragraphs if not self._is_set_off(paragraph)]
        self.marked = marked_stretches(document.text, [(one.start, one.end) for one in self.plain])
        self.reading = Reading(document.text, self.marked)
        self.position = 0
        self.read_to = 0
        self.found: list[Claim] = []
        self.block: list[Paragraph] = []

    def _is_set_off(self, paragraph: Paragraph) -> bool:
        return paragraph.kind == "block-quotation" or paragraph.ordinal in self.transcript.labels

    def claims(self) -> list[Claim]:
        """The claims of the whole document, in no order."""
        for paragraph in self.document.paragraphs:
            if paragraph.kind == "block-quotation":
                self.block.append(paragraph)
                continue
            self._close_block()
            said = self.transcript.claim(paragraph)
            if said is not None:
                self.found.append(said)
                self.reading.interrupt()
            elif not self._is_set_off(paragraph):
                self._plain(paragraph)
        self._close_block()
        return self.found

    def _close_block(self) -> None:
        if not self.block:
            return
        claim = block_quotation(self.document, self.block, self.reading.introduction)
        if claim is not None:
            self.found.append(claim)
        self.block = []
        self.reading.interrupt()

    def _plain(self, paragraph: Paragraph) -> None:
        start = max(paragraph.start, self.read_to)
        inside: list[tuple[int, Marked]] = []
        while self.position < len(self.marked) and self.marked[self.position].outer_start < paragraph.end:
            inside.append((self.position, self.marked[self.position]))
            self.position += 1
        end = max(paragraph.end, inside[-1][1].outer_end if inside else 0)
        self.read_to = max(self.read_to, end if inside else 0)
        if self._goes_on(paragraph, start, inside) or start >= end:
            return
        self.found.extend(self.reading.paragraph(paragraph, start, end, inside))

    def _goes_on(self, paragraph: Paragraph, start: int, inside: list[tuple[int, Marked]]) -> bool:
        """Takes a paragraph without a label into the words of the last speaker of a transcript."""
        last = self.found[-1] if self.found else None
        if last is None or last.rule != "transcript" or inside or not self.transcript.goes_on(paragraph):
            return False
        last.end = paragraph.end
        return True


def _marked_only(document: Document) -> list[Claim]:
    """Marked stretches of a text whose language is not read: no speakers."""
    found = []
    furniture = [(one.start, one.furniture) for one in document.paragraphs]
    place = 0
    for number, quote in enumerate(
        marked_stretches(document.text, [(p.start, p.end) for p in document.paragraphs])
    ):
        while place + 1 < len(furniture) and furniture[place + 1][0] <= quote.outer_start:
            place += 1
        inner = document.text[quote.start : quote.end]
        said = len(inner.split()) >= _SAID_WORDS or (
            len(inner) >= _CJK_SAID and quote.mark not in "《〈" and " " not in inner
        )
        kind: QuotationKind = "direct" if said else "scare"
        found.append(Claim(kind, quote.start, quote.end, quote=number, furniture=furniture[place][1]))
    return found
