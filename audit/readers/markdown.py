"""Markdown: the words without their markup, each copied from its place in the file.

Block structure follows CommonMark with tables, footnotes and front matter, with two differences in
favour of the text: indented lines are prose, not code, and the numbers of ordered lists are kept.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from audit.model import Facts
from audit.readers.decoding import decode
from audit.readers.front_matter import front_matter
from audit.readers.kinds import Block
from audit.readers.markdown_inline import Change, inline_changes
from audit.readers.reading import Reading
from audit.readers.source_map import TextBuilder

_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")
_QUOTE = re.compile(r"[ \t]{0,3}> ?")
_BULLET = re.compile(r"[ \t]*([-+*])(?:[ \t]+(?=\S)|[ \t]*$)")
_NUMBER = re.compile(r"[ \t]*(\d{1,9})[.)][ \t]+(?=\S)")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"[ \t]{0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r"[ \t]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)$")
_DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FOOTNOTE = re.compile(r"[ \t]{0,3}\[\^[^\s\[\]]{1,100}\]:[ \t]*")
_DEFINITION = re.compile(r"[ \t]{0,3}\[([^\[\]\n]{1,300})\]:[ \t]*(?:<[^<>\n]{0,2000}>|[^\s<]\S{0,4000})(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]*$")  # fmt: skip  # noqa: E501
_IMAGE_ALONE = re.compile(r"!\[([^\[\]]{1,2000})\](?:\([^()\n]{0,4000}\)|\[[^\[\]\n]{0,300}\])")
_RAW_HTML = re.compile(r"[ \t]{0,3}<(?:(!--)|(script|style|textarea|template)(?=[\s>]))", re.IGNORECASE)
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    after: int


@dataclass(slots=True)
class _Paragraph:
    kind: str | None = None
    quoted: int = 0
    pieces: list[tuple[int, int]] = field(default_factory=list)


def read_markdown(data: bytes, encoding: str | None) -> Reading:
    """Read the bytes of a Markdown file. Raises `UnreadableError` where they are no text."""
    decoded = decode(data, stated=encoding)
    head = front_matter(decoded.text)
    page = _Page(decoded.text, head.end if head else 0)
    page.read()
    facts = head.facts if head else Facts()
    return Reading(page.builder.text(), page.builder.runs(), tuple(page.blocks), decoded.encoding, facts)


class _Page:
    """One pass over the lines; a paragraph is written when it ends."""

    def __init__(self, raw: str, start: int) -> None:
        self.builder = TextBuilder(raw)
        self.blocks: list[Block] = []
        self._raw = raw
        self._lines = _lines(raw, start)
        self._references = _references(raw, self._lines)
        self._open = _Paragraph()
        self._fence: str | None = None
        self._in_table = False
        self._in_list = False
        self._has_headline = False
        self._never_closed: set[str] = set()

    def read(self) -> None:
        skip_to = 0
        for line in self._lines:
            if line.start >= skip_to:
                skip_to = self._line(line)
        self._close()

    def _line(self, line: _Line) -> int:
        """Take one line; return from where the next is to be taken."""
        at, quoted = line.start, 0
        while marker := _QUOTE.match(self._raw, at, line.end):
            at, quoted = marker.end(), quoted + 1
        if self._fence is not None:
            self._code(at, line)
            return line.after
        html = _RAW_HTML.match(self._raw, at, line.end)
        if html and (end := self._end_of_html(html)):
            self._close()
            return self._next_line(end)
        self._content(at, line.end, quoted)
        return line.after

    def _content(self, at: int, end: int, quoted: int) -> None:
        line = self._raw[at:end]
        if not line.strip():
            self._close()
            return
        if quoted > self._open.quoted and self._open.pieces:
            self._close()
        for rule in (
            self._fence_start,
            self._table,
            self._underline,
            self._divider,
            self._heading,
            self._definition,
        ):
            if rule(line, at, end, quoted):
                return
        self._text(line, at, end, quoted)

    def _fence_start(self, line: str, at: int, end: int, quoted: int) -> bool:
        match = _FENCE.match(line)
        if match is None:
            return False
        self._close()
        self._fence = match[1]
        self._open = _Paragraph("code", quoted)
        return True

    def _code(self, at: int, line: _Line) -> None:
        stripped = self._raw[at : line.end].strip()
        fence = self._fence or ""
        if stripped.startswith(fence) and not stripped.strip(fence[0]):
            self._fence = None
            self._close()
        elif stripped or self._open.pieces:
            self._open.pieces.append((at, line.end))

    def _table(self, line: str, at: int, end: int, quoted: int) -> bool:
        pieces = self._open.pieces
        if self._in_table and "|" in line:
            self._row(at, end)
            return True
        self._in_table = False
        head = self._raw[slice(*pieces[0])] if len(pieces) == 1 else ""
        if "|" not in head or "-" not in line or not _DELIMITER_ROW.match(line):
            return False
        self._open = _Paragraph()
        self._row(*pieces[0])
        self._in_table = True
        return True

    def _row(self, start: int, end: int) -> None:
        row = self._raw[start:end]
        edges = [match.start() + start for match in _CELL_END.finditer(row)]
        begin: int | None = None
        self.builder.separate("\n\n")
        for cell_start, cell_end in zip([start, *(edge + 1 for edge in edges)], [*edges, end], strict=True):
            self.builder.separate("\t")
            first = self._write([(cell_start, cell_end)])
            begin = first if begin is None else begin
        if begin is not None:
            self.blocks.append(Block(begin, self.builder.length, "table-row"))

    def _underline(self, line: str, at: int, end: int, quoted: int) -> bool:
        match = _UNDERLINE.match(line)
        if match is None or not self._open.pieces or self._open.kind not in (None, "block-quotation"):
            return False
        self._open.kind = self._title_kind(1 if match[1][0] == "=" else 2)
        self._close()
        return True

    def _divider(self, line: str, at: int, end: int, quoted: int) -> bool:
        if _RULE.match(line) is None:
            return False
        self._close()
        self._in_list = False
        return True

    def _heading(self, line: str, at: int, end: int, quoted: int) -> bool:
        match = _HEADING.match(line)
        if match is None:
            return False
        self._close()
        self._in_list = False
        words = _without_closing_hashes(line[match.end() :])
        piece = (at + match.end(), at + match.end() + len(words))
        self._open = _Paragraph(self._title_kind(len(match[1])), quoted, [piece])
        self._close()
        return True

    def _title_kind(self, level: int) -> str:
        if level == 1 and not self._has_headline:
            self._has_headline = True
            return "headline"
        return "heading"

    def _definition(self, line: str, at: int, end: int, quoted: int) -> bool:
        return (
            not self._open.pieces
            and _DEFINITION.match(line) is not None
            and not line.lstrip().startswith("[^")
        )

    def _text(self, line: str, at: int, end: int, quoted: int) -> None:
        begin, kind = self._opening(line, quoted)
        if kind or not self._open.pieces:
            self._close()
            self._open = _Paragraph(kind or self._running_kind(line, quoted), quoted)
        self._open.pieces.append((at + begin, end))

    def _opening(self, line: str, quoted: int) -> tuple[int, str | None]:
        """Where the words of a list item or footnote start, and its kind; 0 and None for others."""
        footnote = _FOOTNOTE.match(line)
        if footnote:
            return footnote.end(), "footnote"
        bullet, number = _BULLET.match(line), _NUMBER.match(line)
        if number and self._open.pieces and not self._in_list and number[1] != "1":
            number = None
        if not bullet and not number:
            return 0, None
        self._in_list = True
        kind = "block-quotation" if quoted else "list-item"
        return (bullet.end(), kind) if bullet else (len(line) - len(line.lstrip()), kind)

    def _running_kind(self, line: str, quoted: int) -> str | None:
        if quoted:
            return "block-quotation"
        self._in_list = self._in_list and line.startswith(("  ", "\t"))
        return "list-item" if self._in_list else None

    def _end_of_html(self, html: re.Match[str]) -> int | None:
        """The end of a comment or script that starts here, or None where it has none."""
        name = (html[1] or html[2]).lower()
        if name in self._never_closed:
            return None
        end = "-->" if html[1] else rf"</{name}\s{{0,9}}>"
        closing = re.compile(end, re.IGNORECASE).search(self._raw, html.end())
        if closing is None:
            self._never_closed.add(name)
        return closing.end() if closing else None

    def _next_line(self, at: int) -> int:
        line = _LINE.match(self._raw, at)
        return line.end() if line else at

    def _close(self) -> None:
        """Write the open paragraph."""
        paragraph, self._open = self._open, _Paragraph()
        self._in_table = False
        if not paragraph.pieces:
            return
        self.builder.separate("\n\n")
        if paragraph.kind == "code":
            begin = self._write_code(paragraph.pieces)
        else:
            begin = self._write(paragraph.pieces, paragraph)
        if begin is not None:
            self.blocks.append(Block(begin, self.builder.length, paragraph.kind))

    def _write_code(self, pieces: list[tuple[int, int]]) -> int | None:
        begin: int | None = None
        while pieces and not self._raw[slice(*pieces[-1])].strip():
            pieces.pop()
        for start, end in pieces:
            if begin is not None and start == end:
                self.builder.convert("space", "\n", start, end)
                continue
            self.builder.separate("\n" if begin is not None else "\n\n")
            first = self.builder.copy(start, end)
            begin = first if begin is None else begin
        return begin

    def _write(self, pieces: list[tuple[int, int]], paragraph: _Paragraph | None = None) -> int | None:
        """Write the words of these pieces of lines; return where they start, or None for no words."""
        source, starts = _joined(self._raw, pieces)
        changes = inline_changes(source, self._references)
        alone = _IMAGE_ALONE.fullmatch(source)
        if alone and paragraph:
            paragraph.kind = "caption"
            changes = [Change(0, alone.start(1), "drop"), Change(alone.end(1), len(source), "drop")]
        begin: int | None = None
        at = 0
        for change in [*changes, Change(len(source), len(source), "drop")]:
            begin = self._copy(source, at, change.start, starts, pieces, begin)
            if change.kind == "break":
                self.builder.separate(change.text)
            elif change.kind == "charref":
                raw = _raw_position(change.start, starts, pieces)
                first = self.builder.convert("charref", change.text, raw, raw + change.end - change.start)
                begin = first if begin is None else begin
            at = change.end
        return begin

    def _copy(
        self,
        source: str,
        start: int,
        end: int,
        starts: list[int],
        pieces: list[tuple[int, int]],
        begin: int | None,
    ) -> int | None:
        """Copy `source[start:end]` line by line, without the white space around lines."""
        for words in re.finditer(r"[^\n]+", source[start:end]):
            low, high = start + words.start(), start + words.end()
            if words.start():
                self.builder.separate(" ")
            while low < high and begin is None and source[low] in " \t":
                low += 1
            if source[low:high].strip(" \t"):
                stop = low + len(source[low:high].rstrip(" \t"))
                begin = self._copy_words(source, low, stop, starts, pieces, begin)
            if source[high - 1 : high] in (" ", "\t"):
                self.builder.separate(" ")
        return begin

    def _copy_words(
        self,
        source: str,
        low: int,
        high: int,
        starts: list[int],
        pieces: list[tuple[int, int]],
        begin: int | None,
    ) -> int:
        while source[low] in " \t":
            self.builder.separate(" ")
            low += 1
        raw = _raw_position(low, starts, pieces)
        first = self.builder.copy(raw, raw + high - low)
        return first if begin is None else begin


def _without_closing_hashes(words: str) -> str:
    kept = words.rstrip(" \t")
    bare = kept.rstrip("#")
    return bare if not bare or bare[-1] in " \t" else kept


def _lines(raw: str, start: int) -> list[_Line]:
    lines = []
    while start < len(raw):
        match = _LINE.match(raw, start)
        after = match.end() if match else len(raw)
        content = raw[start:after].rstrip("\r\n")
        lines.append(_Line(start, start + len(content), after))
        start = after
    return lines


def _references(raw: str, lines: list[_Line]) -> frozenset[str]:
    """The labels that links may name, folded as CommonMark folds them."""
    labels = (
        _DEFINITION.match(raw, line.start, line.end)
        for line in lines
        if raw[line.start : line.start + 4].lstrip()[:1] == "["
    )
    return frozenset(" ".join(label[1].split()).casefold() for label in labels if label)


def _joined(raw: str, pieces: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """The pieces as lines of one string, without indents, and where each starts in it."""
    for index, (start, end) in enumerate(pieces):
        content = raw[start:end]
        pieces[index] = (end - len(content.lstrip(" \t")), end)
    starts, at = [], 0
    for start, end in pieces:
        starts.append(at)
        at += end - start + 1
    return "\n".join(raw[start:end] for start, end in pieces), starts


def _raw_position(at: int, starts: list[int], pieces: list[tuple[int, int]]) -> int:
    line = bisect_right(starts, at) - 1
    return pieces[line][0] + at - starts[line]
