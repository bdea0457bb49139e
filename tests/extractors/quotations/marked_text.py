"""Cases with what is expected marked in the sentence; `tests/gold/quotations/README.md` describes the marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.model import Document, Paragraph, Quotation

_TAG = re.compile(r"<(/?)([qsc])([0-9,]+)(?::([a-z]+)(?:\+([0-9]+))?)?>")
_NAME = re.compile(r"(\d+) (?:= (.+)|\?)\Z")
_KINDS = {"| ": "block-quotation", "! ": "banner", "# ": "headline"}
Span = tuple[int, int]


@dataclass
class Expected:
    """One marked claim, in words rather than offsets so that a failure reads well."""

    kind: str = ""
    start: int = 0
    end: int = 0
    speaker: Span | None = None
    cue: Span | None = None
    continues: int | None = None


@dataclass
class Case:
    """A text, its paragraphs, the claims that are marked in it, and the names they resolve to."""

    title: str
    text: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    claims: dict[int, Expected] = field(default_factory=dict)
    names: dict[int, str | None] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        return Document("case", "case", self.text, tuple(self.paragraphs))

    def rows(self) -> set[tuple[object, ...]]:
        """What is expected, with every passage as its words and place."""
        return {self._row(claim) for claim in self.claims.values()}

    def _row(self, claim: Expected) -> tuple[object, ...]:
        def cut(span: Span | None) -> object:
            return None if span is None else (self.text[span[0] : span[1]], span[0])

        before = self.claims[claim.continues] if claim.continues else None
        return (
            claim.kind,
            cut((claim.start, claim.end)),
            cut(claim.speaker),
            cut(claim.cue),
            cut((before.start, before.end)) if before else None,
            cut(self._clause_around(claim)),
        )

    def _clause_around(self, claim: Expected) -> Span | None:
        for other in self.claims.values():
            holds = other.start <= claim.start and claim.end <= other.end
            if other is not claim and other.kind == "indirect" and holds:
                return other.start, other.end
        return None


def found_rows(quotations: tuple[Quotation, ...]) -> set[tuple[object, ...]]:
    """What was found, in the same form."""

    def cut(index: int | None) -> object:
        return None if index is None else (quotations[index].text, quotations[index].start)

    return {
        (
            one.kind,
            (one.text, one.start),
            one.speaker and (one.speaker.text, one.speaker.start),
            one.cue and (one.cue.text, one.cue.start),
            cut(one.continues),
            cut(one.within),
        )
        for one in quotations
    }


def read_case(title: str, marked: str) -> Case:
    """A case from its marked text."""
    case = Case(title)
    lines = marked.strip("\n").split("\n")
    while match := _NAME.match(lines[-1]):
        case.names[int(match[1])] = match[2]
        lines.pop()
    for line in lines:
        kind = _KINDS.get(line[:2], "body")
        start = len(case.text)
        _read_line(case, line[2:] if kind != "body" else line)
        case.paragraphs.append(
            Paragraph(len(case.paragraphs), start, len(case.text), kind, furniture=kind == "banner")
        )
        case.text += "\n"
    case.text = case.text[:-1]
    return case


def _read_line(case: Case, line: str) -> None:
    at = 0
    for tag in _TAG.finditer(line):
        case.text += line[at : tag.start()]
        at = tag.end()
        _read_tag(case, tag)
    case.text += line[at:]


def _read_tag(case: Case, tag: re.Match[str]) -> None:
    place = len(case.text)
    for number in map(int, tag[3].split(",")):
        claim = case.claims.setdefault(number, Expected())
        if tag[2] == "q":
            if tag[1]:
                claim.end = place
            else:
                claim.start, claim.kind = place, tag[4]
                claim.continues = int(tag[5]) if tag[5] else None
        else:
            name = "speaker" if tag[2] == "s" else "cue"
            span = getattr(claim, name)
            setattr(claim, name, (span[0], place) if tag[1] else (place, place))


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    for block in re.split(r"(?m)^== ", path.read_text("utf-8"))[1:]:
        title, _, marked = block.partition("\n")
        yield read_case(title, marked)
