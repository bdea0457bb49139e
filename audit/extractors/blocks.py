"""Words that are quoted without marks: block quotations, and what is said in a transcript or an interview."""

import re
from collections import Counter
from collections.abc import Sequence

from audit.extractors.claims import Claim
from audit.extractors.word_classes import word_list
from audit.model import Document, Paragraph

_OPENING = "\"“„«「『'‘‟"
_CLOSING = "\"”“»」』'’"
_TAIL = re.compile(r"\n?\s*(?:—|–|--)\s?(?P<name>[A-Z][^\n—–]{1,80})\Z")
_LABEL = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [\w.'’()&,-]+){0,5})\s?:\s+(?=\S)")
_CAPITALS = re.compile(r"(?:[A-Z][A-Z.'’-]+|[QA]\.?)(?: (?:[A-Z][A-Z.'’-]*|\([^)]{1,30}\)))*\Z")
_NAME = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\Z")
# Paragraphs: labels in capitals are sure when two paragraphs have them; names in small letters need more.
_SPEECH_WORDS = 6
_FEWEST_CAPITALS = 2
_FEWEST_NAMES = 4
_NAMES_SHARE = 0.3
_TRANSCRIPT_SHARE = 0.5


def block_quotation(
    document: Document, paragraphs: Sequence[Paragraph], introduction: Claim | None
) -> Claim | None:
    """One row for adjacent paragraphs that the document sets off, without marks around the whole."""
    text = document.text
    start, end = paragraphs[0].start, paragraphs[-1].end
    tail = _TAIL.search(text, max(start, end - 120), end)
    if tail is not None and tail.start() > start:
        end = tail.start()
    start, end = _without_marks(text, start, end)
    if start >= end:
        return None
    claim = Claim("block", start, end, furniture=paragraphs[0].furniture)
    if tail is not None and tail.start() > start:
        claim.speaker = tail.span("name")
        claim.rule = "block quotation — X"
    elif introduction is not None:
        claim.follow(introduction, "introduced in the paragraph before")
    return claim


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING:
        return start + 1, end - 1
    return start, end


class Transcript:
    """Who speaks in which paragraph of a transcript or interview: "NAME: ...", "Q: ..."."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels: dict[int, re.Match[str]] = {}
        found = {
            paragraph.ordinal: match
            for paragraph in document.paragraphs
            if not paragraph.furniture
            and (match := _LABEL.match(document.text, paragraph.start, paragraph.end))
        }
        found = {ordinal: match for ordinal, match in found.items() if _may_speak(match["name"])}
        capitals = {ordinal: match for ordinal, match in found.items() if _CAPITALS.match(match["name"])}
        if len(capitals) >= _FEWEST_CAPITALS and _is_exchange(capitals):
            self.labels = capitals
        names = {
            ordinal: match
            for ordinal, match in found.items()
            if _NAME.match(match["name"]) and _is_speech(match)
        }
        share = len(names) / max(1, len(document.paragraphs))
        if len(names) >= _FEWEST_NAMES and _is_exchange(names) and share >= _NAMES_SHARE:
            self.labels = {**names, **self.labels}
        self.throughout = len(self.labels) >= _TRANSCRIPT_SHARE * len(document.paragraphs)

    def claim(self, paragraph: Paragraph) -> Claim | None:
        """What is said in a paragraph with a label."""
        label = self.labels.get(paragraph.ordinal)
        if label is None:
            return None
        start, end = _without_marks(self.document.text, label.end(), paragraph.end)
        if start >= end:
            return None
        name = label.span("name")
        return Claim("direct", start, end, speaker=name, cue=(name[1], name[1] + 1), rule="transcript")

    def goes_on(self, paragraph: Paragraph) -> bool:
        """True of a paragraph without a label in a text that is a transcript throughout."""
        return self.throughout and paragraph.kind == "body" and not paragraph.furniture


def _may_speak(label: str) -> bool:
    words = [word.strip("().,").lower() for word in label.split()]
    return not any(word in word_list("not_speakers") for word in words)


def _is_speech(label: re.Match[str]) -> bool:
    """False of headings: "Smith: Now or never"."""
    line = label.string[label.end() : label.endpos]
    return len(line.split()) >= _SPEECH_WORDS or line.rstrip()[-1:] in "?!"


def _is_exchange(labels: dict[int, re.Match[str]]) -> bool:
    """True where somebody speaks twice or two speak: one lone "NOTE:" is no transcript."""
    counts = Counter(match["name"] for match in labels.values())
    return len(counts) >= 2 or max(counts.values()) >= 2
