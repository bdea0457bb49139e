"""Word documents (DOCX): the text of the body and its notes, mapped to the XML inside the archive.

A DOCX file is a ZIP archive of XML parts. The characters that the map points at are those of the
parts that `Document.encoding` names ("utf-8-sig in word/document.xml+word/footnotes.xml"), decoded
one by one and joined. The XML is cut into tags by position; no entity is ever expanded, and a part
that declares one is refused. Tracked deletions, field codes and hidden words are not text; tracked
insertions are.
"""

import io
import re
import zipfile
from html import unescape

from audit.errors import UnreadableError
from audit.readers.html_tokens import Token, Unclosed, tokens
from audit.readers.kinds import Block
from audit.readers.reading import Reading
from audit.readers.source_map import TextBuilder

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_CODEC = "utf-8-sig"
_PREFIX = re.compile(
    r"xmlns:(\w{1,20})\s?=\s?[\"']http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006/main"
    r"|purl\.oclc\.org/ooxml/wordprocessingml/main)[\"']"
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);")
_LEVEL = re.compile(r"heading [1-9]")
# Text shrinks ten to twenty times; only made-up data shrinks a hundred times and is large all the same.
_HIGHEST_RATIO = 100
_ALWAYS_FINE = 5_000_000
_LARGEST_PART = 100_000_000
_SKIPPED = frozenset({"del", "movefrom", "fallback", "instrtext", "deltext", "rt"})
_STYLE_KINDS = {
    "title": "headline",
    "quote": "block-quotation",
    "intense quote": "block-quotation",
    "block text": "block-quotation",
    "caption": "caption",
    "list paragraph": "list-item",
    "footnote text": "footnote",
    "endnote text": "footnote",
}


def read_docx(data: bytes, encoding: str | None) -> Reading:
    """Read the bytes of a DOCX file. Raises `UnreadableError` where it is none, or not safe to open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [_BODY, *(name for name in _NOTES if name in archive.namelist())]
            parts = [_part(archive, name) for name in names]
            styles = _part(archive, _STYLES) if _STYLES in archive.namelist() else ""
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise UnreadableError(
            "it is no Word document, or a damaged one; open it and save it as DOCX"
        ) from None
    body = _Body("".join(parts), _prefix(parts[0]), _style_kinds(styles))
    body.read()
    source_map = () if body.has_unmapped_signs else body.builder.runs()
    where = f"{_CODEC} in {'+'.join(names)}"
    return Reading(body.builder.text(), source_map, tuple(body.blocks), where)


def _part(archive: zipfile.ZipFile, name: str) -> str:
    """One part of the archive, decoded. Raises `UnreadableError` where it is not safe or no XML."""
    entries = [info for info in archive.infolist() if info.filename == name]
    if len(entries) != 1:
        raise UnreadableError(f"it is no Word document: it holds {len(entries)} parts named {name}")
    info = entries[0]
    if info.flag_bits & 1:
        raise UnreadableError("it is protected by a password; save it without one")
    ratio = info.file_size / max(1, info.compress_size)
    if info.file_size > _LARGEST_PART or (info.file_size > _ALWAYS_FINE and ratio > _HIGHEST_RATIO):
        size = info.file_size / 1e6
        raise UnreadableError(
            f"its part {name} would unpack to {size:.0f} MB, {ratio:.0f} times its size; it is refused"
        )
    try:
        text = archive.read(info).decode(_CODEC)
    except UnicodeDecodeError:
        raise UnreadableError(f"its part {name} is not UTF-8; open it and save it as DOCX") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableError(
            f"its part {name} declares entities, which no Word document does; it is refused"
        )
    return text


def _prefix(body: str) -> str:
    found = _PREFIX.search(body[:20_000])
    return f"{found[1].lower()}:" if found else "w:"


def _style_kinds(styles: str) -> dict[str, str]:
    """The kind of paragraph for each style's id, by the name that Word gives it in every language."""
    kinds: dict[str, str] = {}
    style = ""
    for token in tokens(styles, frozenset()):
        if isinstance(token, Unclosed) or token.kind != "start":
            continue
        name = token.name.rpartition(":")[2]
        if name == "style":
            style = _attribute(token, "styleid")
        elif name == "name" and style:
            called = _attribute(token, "val").lower()
            kind = "heading" if _LEVEL.fullmatch(called) else _STYLE_KINDS.get(called)
            if kind:
                kinds[style] = kind
            style = ""
    return kinds


def _attribute(token: Token, name: str) -> str:
    """An attribute whatever the prefix of its namespace."""
    return next((value for key, value in token.attributes.items() if key.rpartition(":")[2] == name), "")


class _Body:
    """One pass over the parts; a paragraph or a row of a table is written when it ends."""

    def __init__(self, xml: str, prefix: str, styles: dict[str, str]) -> None:
        self.builder = TextBuilder(xml)
        self.blocks: list[Block] = []
        self.has_unmapped_signs = False
        self._xml = xml
        self._prefix = prefix
        self._styles = styles
        self._start: int | None = None
        self._kind: str | None = None
        self._skipping: list[str] = []
        self._in_text = False
        self._hidden = False
        self._rows = 0
        self._cells = 0
        self._cell_start = 0

    def read(self) -> None:
        for token in tokens(self._xml, frozenset()):
            if isinstance(token, Unclosed):
                raise UnreadableError("its XML breaks off; open it and save it as DOCX")
            if token.kind == "text":
                if self._in_text and not self._skipping and not self._hidden:
                    self._text(token.start, token.end)
                continue
            local = token.name.rpartition(":")[2]
            if token.kind == "start" and self._xml[token.end - 2] == "/":
                self._empty(token, local)
            elif token.kind == "start":
                self._open(token, local)
            else:
                self._close(token, local)
        self._end_block()

    def _open(self, token: Token, local: str) -> None:
        if local in _SKIPPED:
            self._skipping.append(local)
        elif not token.name.startswith(self._prefix):
            return
        elif local == "t":
            self._in_text = True
        elif local == "r":
            self._hidden = False
        elif local == "tr":
            self._begin_row()
        elif local == "tc" and self._rows:
            self._begin_cell()
        elif local == "p":
            self._begin_paragraph()

    def _close(self, token: Token, local: str) -> None:
        if self._skipping and local == self._skipping[-1]:
            self._skipping.pop()
        elif not token.name.startswith(self._prefix):
            return
        elif local == "t":
            self._in_text = False
        elif local == "tr":
            self._end_row()
        elif local == "p" and not self._rows:
            self._end_block()

    def _empty(self, token: Token, local: str) -> None:
        """Elements without content: tabs, breaks and the properties of paragraphs and runs."""
        if self._skipping or not token.name.startswith(self._prefix):
            return
        if local in ("tab", "ptab"):
            self.builder.separate("\t")
        elif local in ("br", "cr"):
            self.builder.separate("\n")
        elif local == "nobreakhyphen":
            self.has_unmapped_signs = True
            self._begin(self.builder.convert("copy", "\u2011", token.start, token.end))
        elif local == "pstyle":
            self._kind = self._styles.get(_attribute(token, "val"), self._kind)
        elif local == "ilvl" and self._kind is None:
            self._kind = "list-item"
        elif local == "vanish":
            self._hidden = _attribute(token, "val") not in ("0", "false")

    def _text(self, start: int, end: int) -> None:
        at = start
        for reference in _REFERENCE.finditer(self._xml, start, end):
            self._copy(at, reference.start())
            meant = unescape(reference.group())
            self._begin(self.builder.convert("charref", meant, reference.start(), reference.end()))
            at = reference.end()
        self._copy(at, end)

    def _copy(self, start: int, end: int) -> None:
        while self._start is None and start < end and self._xml[start].isspace():
            start += 1
        if start < end:
            self._begin(self.builder.copy(start, end))

    def _begin(self, start: int) -> None:
        if self._start is None:
            self._start = start

    def _end_block(self) -> None:
        if self._start is not None:
            kind = "table-row" if self._cells > 1 else self._title(self._kind)
            self.blocks.append(Block(self._start, self.builder.length, kind))
        self._start, self._kind, self._cells = None, None, 0
        self.builder.separate("\n\n")

    def _title(self, kind: str | None) -> str | None:
        """A second title is a heading."""
        known = any(block.kind == "headline" for block in self.blocks)
        return "heading" if kind == "headline" and known else kind

    def _begin_paragraph(self) -> None:
        """Paragraphs of one cell are its lines."""
        if not self._rows:
            self._end_block()
        elif self.builder.length > self._cell_start:
            self.builder.separate("\n")

    def _begin_row(self) -> None:
        if not self._rows:
            self._end_block()
        self._rows += 1

    def _begin_cell(self) -> None:
        self._cells += self._start is not None or not self._cells
        self._cell_start = self.builder.length
        self.builder.separate("\t")

    def _end_row(self) -> None:
        self._rows = max(0, self._rows - 1)
        if not self._rows:
            self._end_block()
