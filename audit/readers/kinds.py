"""What each paragraph of a page is, and what the page says of itself in words.

Precision comes first: a sentence of the piece that is taken for furniture hides what it says, and
a line of furniture that is taken for the piece only adds a row. So every rule wants a cue and a
place: greetings at the top, biographies and disclaimers at the end, titles instead of sentences
after "Read more:".
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from audit.model import Facts, Paragraph
from audit.readers import bylines
from audit.readers.cues import Cue, cues_of, folded, phrases, word_set
from audit.readers.dates import first_date, is_only_a_date

_WORD = re.compile(r"\w[\w'’.-]*")
_STOPS = ".!?。！？"
_QUOTES = '"“”«»„'
_CONTACT_TOKEN = re.compile(r"@|\[at\]|\(at\)|https?://|www\.|\+?\d[\d\s().-]{6,}\d")
_ONLY_CONTACT = re.compile(
    r"(?:\S+(?:@|\[at\]|\(at\))\S+|https?://\S+|www\.\S+|@\w+|\+?\d[\d\s().-]{6,}\d)\.?"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|copyright\s(?:©|\(c\)|\d{4}))", re.IGNORECASE)
_RIGHTS = re.compile(r"all rights reserved", re.IGNORECASE)
_WELCOME = re.compile(r"\|?\s{0,3}welcome to\s", re.IGNORECASE)
_TRAIL = re.compile(r"home\s{0,2}[>»›/|]\s", re.IGNORECASE)
_COUNTER = re.compile(r"[\d.,]{1,9}[km]?\+?\s{1,2}(.{1,20})", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w'’.-]*|[a-z]{2,3}\s[A-Z][\w'’.-]*)"
_NAME_LINE = re.compile(rf"(?:{_NAME}\s){{1,3}}{_NAME}")
_BIOGRAPHY = re.compile(
    r"[*†‡_—–-]{0,3}\s?((?:[A-Z][\w'’.-]*|de|del|van|von|bin|al|der|la)"
    r"(?:\s(?:[A-Z][\w'’.-]*|de|del|van|von|bin|al|der|la)){0,4}?)(?:,\s((?!who|which)[^.,]{1,100}),)?\s"
    r"(?:is|are|was|serves as|works as|teaches|writes)\s(.{1,200})",
    re.DOTALL,
)
# A title or a link is rarely longer; sentences of bodies that begin like one usually are.
_LONGEST_LINK = 30
_LONGEST_HEADLINE = 30
_LONGEST_HEADING = 14
_LONGEST_DISCLAIMER = 90
_LONGEST_BIOGRAPHY = 100
# What is said about a piece stands before its second paragraph of prose or after its third last.
_PROSE_BEFORE = 1
_PROSE_AFTER = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that a format sets apart; `kind` and `furniture` where its markup tells."""

    start: int
    end: int
    kind: str | None = None
    furniture: bool = False
    page: str | None = None
    page_label: str | None = None


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """The table of kinds: name, whether it is furniture, description."""
    return tomllib.loads(files("audit.readers").joinpath("kinds.toml").read_text("utf-8"))


def describe(text: str, blocks: Sequence[Block]) -> tuple[tuple[Paragraph, ...], Facts]:
    """The paragraphs that `blocks` are, trimmed, and what they tell of title, author and date."""
    settled = [block for one in blocks for block in _trimmed(text, one)]
    page = _Page(text, settled)
    page.label()
    table = kinds()
    paragraphs = tuple(
        Paragraph(
            ordinal=ordinal,
            start=line.start,
            end=line.end,
            kind=line.kind,
            furniture=line.furniture or table[line.kind]["furniture"],
            page=block.page,
            page_label=block.page_label,
        )
        for ordinal, (line, block) in enumerate(zip(page.lines, settled, strict=True))
    )
    return paragraphs, page.facts()


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: str
    furniture: bool
    fixed: bool
    words: int
    cues: list[Cue]

    @property
    def is_open(self) -> bool:
        """No rule has answered yet."""
        return not self.fixed and self.kind == "body"

    @property
    def is_titled(self) -> bool:
        """The format says heading or list item: furniture hides in both."""
        return self.kind in ("heading", "list-item")

    @property
    def stops(self) -> bool:
        """It ends as a sentence does."""
        return self.text.rstrip("\"'”’»)]* ")[-1:] in _STOPS

    @property
    def is_prose(self) -> bool:
        return self.words >= 30 or (self.words >= 10 and self.stops)


class _Page:
    """The paragraphs of one document while their kinds are found, strongest evidence first."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.lines = [_line(text, block) for block in blocks]
        self.authors: tuple[str, ...] = ()
        self._first_prose = 0
        self._top = self._bottom = 0
        self._measure()

    def label(self) -> None:
        for index, line in enumerate(self.lines):
            kind = next((kind for rule in _RULES if (kind := rule(self, index, line))), None)
            if kind and (line.is_open or (line.is_titled and kinds()[kind]["furniture"])):
                line.kind, line.fixed = kind, True
        self._label_lists_of_links()
        self._label_headline()
        self._label_dates()
        self._label_bylines()
        self._label_end()
        self._label_headings()

    def facts(self) -> Facts:
        titles = [line.text for line in self.lines if line.kind == "headline" and not line.furniture]
        published, basis = self._published()
        return Facts(
            title=" ".join(titles[0].split()) if titles else None,
            author=bylines.enumerated(self.authors) or None,
            published=published,
            published_basis=basis,
        )

    def is_near_top(self, index: int) -> bool:
        """Before the piece is well under way."""
        return index <= self._top

    def is_near_bottom(self, index: int) -> bool:
        """Among the last paragraphs, and not the first of the piece."""
        return index >= self._bottom and index > self._first_prose

    def _measure(self) -> None:
        prose = [i for i, line in enumerate(self.lines) if line.is_prose and not line.furniture]
        self._first_prose = prose[0] if prose else len(self.lines)
        self._top = prose[_PROSE_BEFORE] if len(prose) > _PROSE_BEFORE else len(self.lines)
        self._bottom = prose[-_PROSE_AFTER] if len(prose) >= _PROSE_AFTER else 0

    def _label_lists_of_links(self) -> None:
        """Titles under a line that says "Related articles" are links, up to the next sentence."""
        listing = False
        for line in self.lines:
            if line.kind == "related-link":
                listing = any(cue.form == "lines" and cue.kind == "related-link" for cue in line.cues)
            elif listing and line.kind in ("body", "list-item") and not line.fixed and _is_title(line):
                line.kind, line.fixed = "related-link", True
            else:
                listing = False

    def _label_headline(self) -> None:
        if any(line.kind == "headline" for line in self.lines):
            return
        candidates = (line for line in self.lines if line.is_open or line.kind == "heading")
        first = next((line for line in candidates if not _is_date_or_byline(line)), None)
        follows = first is not None and any(line.stops for line in self.lines if line.start > first.start)
        if first and follows and (first.kind == "heading" or _is_headline(first)):
            first.kind, first.fixed = "headline", True

    def _label_dates(self) -> None:
        """A lone date above the title is the page's; below it, it belongs to the report."""
        headline = next((i for i, line in enumerate(self.lines) if line.kind == "headline"), None)
        for index, line in enumerate(self.lines[: self._first_prose + 1]):
            if line.kind in ("body", "heading") and line.words <= 12 and is_only_a_date(line.text):
                above = headline is None or index < headline
                line.kind, line.fixed = ("banner" if above else "dateline"), True

    def _label_bylines(self) -> None:
        for index, line in enumerate(self.lines):
            if not self.is_near_top(index):
                break
            if line.is_open and line.words <= 25 and bylines.is_byline(line.text):
                line.kind, line.fixed = "byline", True
            elif line.is_open and line.words <= 12 and bylines.is_dateline(line.text):
                line.kind, line.fixed = "dateline", True
        found = [name for line in self.lines if line.kind == "byline" for name in bylines.authors(line.text)]
        self.authors = tuple(dict.fromkeys(found))

    def _label_end(self) -> None:
        """Biographies, from the last paragraph back; lines with only the name of one go with it."""
        following = ""
        for index in range(len(self.lines) - 1, -1, -1):
            line = self.lines[index]
            if not self.is_near_bottom(index):
                break
            repeats = following.startswith(line.text) and _NAME_LINE.fullmatch(line.text)
            if line.is_open and (repeats or self._is_biography(index, line)):
                line.kind, line.fixed = "biography", True
            following = line.text if line.kind == "biography" else ""

    def _is_biography(self, index: int, line: _Line) -> bool:
        match = _BIOGRAPHY.match(line.text)
        if match is None or line.words > _LONGEST_BIOGRAPHY or any(mark in line.text for mark in '"“”'):
            return line.text in self.authors
        name = match[1].strip()
        if any(folded(name) == folded(author) for author in self.authors):
            return True
        if not _tells_profession(f"{match[2] or ''} {match[3]}", 20):
            return False
        starred = line.text[0] in "*†‡"
        reachable = _CONTACT_TOKEN.search(line.text) is not None
        last = all(not later.is_open for later in self.lines[index + 1 :])
        return starred or ((reachable or last) and not self._is_in_the_piece(name, index))

    def _is_in_the_piece(self, name: str, before: int) -> bool:
        """True where prose before this paragraph speaks of that person: then so does this one."""
        surname = name.split()[-1] if name else ""
        return any(surname in line.text for line in self.lines[:before] if line.is_prose)

    def _label_headings(self) -> None:
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            if line.is_open and following.words > line.words and _is_heading(line):
                line.kind = "heading"

    def _published(self) -> tuple[str | None, str | None]:
        for line in self.lines:
            if line.kind == "byline" and (printed := bylines.published(line.text)):
                return printed, "byline"
        by = [i for i, line in enumerate(self.lines) if line.kind == "byline"]
        for index in by:
            for beside in self.lines[max(0, index - 1) : index + 2]:
                if beside.kind == "dateline" and (found := first_date(beside.text)):
                    return found[0], "byline"
        opening = [line for line in self.lines if line.kind in ("body", "dateline") and not line.furniture]
        for line in opening[:3]:
            if printed := bylines.dateline_date(line.text):
                return printed, "dateline"
        return None, None


def _trimmed(text: str, block: Block) -> Iterator[Block]:
    """The block without the white space around it, no-break spaces too; nothing for nothing else."""
    content = text[block.start : block.end]
    words = content.strip()
    if words:
        start = block.start + len(content) - len(content.lstrip())
        yield replace(block, start=start, end=start + len(words)) if len(words) < len(content) else block


def _line(text: str, block: Block) -> _Line:
    content = text[block.start : block.end]
    words = len(content.split(None, 101)) if len(content) < 2_000 else 101
    open_to_rules = block.kind in (None, "heading", "list-item") and not block.furniture
    cues = cues_of(content) if open_to_rules else []
    kind = block.kind or "body"
    return _Line(block.start, block.end, content, kind, block.furniture, block.kind is not None, words, cues)


def _related(page: _Page, index: int, line: _Line) -> str | None:
    for cue in line.cues:
        if cue.kind == "related-link" and line.words <= _LONGEST_LINK:
            if cue.form != "marked":
                return cue.kind
            sure = " " in cue.phrase or "-" in cue.phrase
            if not line.stops or line.text.endswith(("?", "!")) or (sure and line.text.count(". ") == 0):
                return cue.kind
    return None


def _banner(page: _Page, index: int, line: _Line) -> str | None:
    text = line.text
    if line.words > 60:
        return None
    if _COPYRIGHT.match(text) or (_RIGHTS.search(text) and line.words <= 40):
        return "banner"
    if line.words > _LONGEST_LINK:
        return None
    for cue in line.cues:
        if cue.kind == "banner" and (cue.form != "marked" or not line.stops):
            return cue.kind
    at_top = index <= page._first_prose and line.words <= 12 and not line.stops
    if at_top and (text.startswith("| ") or _WELCOME.match(text) or _TRAIL.match(text)):
        return "banner"
    return "banner" if line.words <= 12 and (_is_sharing(text) or _is_counter(text)) else None


def _contact(page: _Page, index: int, line: _Line) -> str | None:
    if line.words > _LONGEST_LINK or not (page.is_near_top(index) or page.is_near_bottom(index)):
        return None
    if _ONLY_CONTACT.fullmatch(line.text):
        return "contact"
    told = any(cue.kind == "contact" for cue in line.cues)
    return "contact" if told and _CONTACT_TOKEN.search(line.text) else None


def _biography(page: _Page, index: int, line: _Line) -> str | None:
    if not page.is_near_bottom(index):
        return None
    told = next((cue for cue in line.cues if cue.kind == "biography"), None)
    if told is None or line.words > _LONGEST_BIOGRAPHY:
        return None
    personal = (
        told.form == "lines"
        or _tells_profession(line.text[told.rest :], 6)
        or _CONTACT_TOKEN.search(line.text)
    )
    return told.kind if personal else None


def _disclaimer(page: _Page, index: int, line: _Line) -> str | None:
    if line.words > _LONGEST_DISCLAIMER or not (page.is_near_top(index) or page.is_near_bottom(index)):
        return None
    if any(cue.kind == "disclaimer" for cue in line.cues):
        return "disclaimer"
    if any(mark in line.text for mark in _QUOTES):
        return None
    words = folded(line.text)
    return "disclaimer" if any(phrase in words for phrase in phrases("disclaimer", "anywhere")) else None


def _labelled(page: _Page, index: int, line: _Line) -> str | None:
    """Captions, corrections and bylines that say what they are."""
    at_an_end = page.is_near_top(index) or page.is_near_bottom(index)
    for cue in line.cues:
        if cue.kind == "caption" and line.words <= 60:
            return cue.kind
        if cue.kind in ("correction", "editor-note") and (cue.form == "starts" or at_an_end):
            return cue.kind
        if cue.kind == "byline" and line.words <= 25 and at_an_end:
            return cue.kind if bylines.holds_name_or_date(line.text[cue.rest :]) else None
    return None


Rule = Callable[[_Page, int, _Line], str | None]
# The order is from the surest cue to the weakest; the first that answers wins.
_RULES: tuple[Rule, ...] = (_related, _biography, _disclaimer, _contact, _banner, _labelled)


def _tells_profession(text: str, within: int) -> bool:
    """True where one of so many first words is what authors are."""
    words = [word.lower().strip(".,") for word in _WORD.findall(text)[:within]]
    return any(word in word_set("profession", "words") for word in words)


def _is_sharing(text: str) -> bool:
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    networks = word_set("sharing", "networks")
    known = networks | word_set("sharing", "others")
    return bool(words) and all(word in known for word in words) and any(word in networks for word in words)


def _is_counter(text: str) -> bool:
    match = _COUNTER.fullmatch(text)
    return match is not None and match[1].strip(" .").lower() in word_set("counter", "words")


def _is_title(line: _Line) -> bool:
    return line.words <= _LONGEST_LINK and (not line.stops or line.text.endswith("?"))


def _is_date_or_byline(line: _Line) -> bool:
    return line.words <= 25 and (is_only_a_date(line.text) or bylines.is_byline(line.text))


def _is_headline(line: _Line) -> bool:
    """A title is short and does not end as a statement does; one that does has capitals throughout."""
    if line.words > _LONGEST_HEADLINE or line.words < 2 or line.text[-1] in ":;,":
        return False
    if not line.stops or line.text.rstrip("”\"'’")[-1:] in "?!":
        return True
    words = [word for word in _WORD.findall(line.text) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= len(words) * 0.8


def _is_heading(line: _Line) -> bool:
    if line.words > _LONGEST_HEADING or line.stops or "\n" in line.text or line.text[-1] in ':;,…-–—”"':
        return False
    if not (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in "“‘\"'"):
        return False
    last = _WORD.findall(line.text)[-1:] or [""]
    return any(c.isalpha() for c in line.text) and last[0].lower() not in word_set("introduction", "words")
