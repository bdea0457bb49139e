"""HTML: the text that a browser shows, each character with its place in the page's source."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from audit.model import Facts, Unread
from audit.readers.decoding import decode
from audit.readers.html_metadata import PageMetadata
from audit.readers.html_tokens import Token, Unclosed, tokens
from audit.readers.kinds import Block
from audit.readers.layout import plain_blocks
from audit.readers.reading import Reading
from audit.readers.source_map import TextBuilder

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s{0,9}<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([\w.-]{1,40})")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# The standard looks for a declaration in the first 1,024 bytes.
_DECLARATION_WITHIN = 1_024
_REFERENCE = re.compile(r"&(?:#[0-9]{1,20};?|#[xX][0-9a-fA-F]{1,20};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_WHITE = " \t\n\r\f"
_NOT_SHOWN = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
# An end tag that crosses more open inline elements than this is not what anybody wrote by hand.
_DEEPEST_INLINE = 64
# Old pages indent by blockquote: where nearly all text is in one, it quotes nobody.
_MOST_QUOTED = 0.8


@cache
def _elements() -> dict[str, Any]:
    data = tomllib.loads(files("audit.readers").joinpath("html_elements.toml").read_text("utf-8"))
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in data.items()}


def read_html(data: bytes, encoding: str | None) -> Reading:
    """Read the bytes of a page. Raises `UnreadableError` where they are no text.

    Scripts, styles, templates and what stands for something else are not text. A hidden block is
    kept as a paragraph of its own kind; hidden words inside a paragraph are left out, as the
    sentence reads without them.
    """
    decoded = decode(data, stated=encoding, declared=_declared_charset(data))
    page = _Page(decoded.text)
    page.read()
    text = page.builder.text()
    blocks = _settled(text, page.blocks)
    facts = _with_title(page.metadata, text, blocks)
    return Reading(text, page.builder.runs(), tuple(blocks), decoded.encoding, facts, tuple(page.problems))


def _declared_charset(data: bytes) -> str | None:
    head = data[:_DECLARATION_WITHIN]
    match = _XML_DECLARED.match(head) or _DECLARED.search(_COMMENT.sub(b"", head))
    return match[1].decode("ascii", "replace") if match else None


@dataclass(frozen=True, slots=True)
class _Context:
    """What the open elements make of the text inside them."""

    kind: str | None = None
    furniture: bool = False
    hidden: bool = False
    skipped: bool = False
    in_article: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    block: bool
    context: _Context
    start: int


class _Page:
    """One pass over the tokens of a page, with the elements that are open."""

    def __init__(self, page: str) -> None:
        self.builder = TextBuilder(page)
        self.blocks: list[tuple[Block, _Context]] = []
        self.metadata = PageMetadata()
        self.problems: list[Unread] = []
        self._page = page
        self._stack: list[_Open] = []
        self._open: Counter[str] = Counter()
        self._block_start: int | None = None
        self._block_context = _Context()
        self._cell_at: int | None = None
        self._line_breaks = 0

    def read(self) -> None:
        for token in tokens(self._page, _elements()["raw"]):
            if isinstance(token, Unclosed):
                self._note_unclosed(token)
            elif token.kind == "text":
                self._text(token)
            elif token.kind == "raw":
                self._raw(token)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token)
        self._end_block()
        swallowed = next((entry for entry in self._stack if entry.context.skipped), None)
        if swallowed and swallowed.name != "head":
            self._note_unclosed(Unclosed(swallowed.start, f"<{swallowed.name}>"))

    @property
    def _context(self) -> _Context:
        return self._stack[-1].context if self._stack else _Context()

    def _text(self, token: Token) -> None:
        if self._stack and self._stack[-1].name == "head" and self._page[token.start : token.end].strip():
            self._pop()
        context = self._context
        if context.skipped:
            return
        at = token.start
        for reference in _REFERENCE.finditer(self._page, token.start, token.end):
            meant = unescape(reference.group())
            if meant == reference.group():
                continue
            self._words(at, reference.start(), context)
            self._reference(meant, reference.start(), reference.end(), context)
            at = reference.end()
        self._words(at, token.end, context)

    def _words(self, start: int, end: int, context: _Context) -> None:
        if context.kind in ("pre", "code"):
            self._preformatted(start, end, context)
            return
        at = start
        for words in _WORDS.finditer(self._page, start, end):
            if words.start() > at:
                self.builder.separate(" ")
            self._begin_block(self.builder.copy(words.start(), words.end()), context)
            at = words.end()
        if at < end:
            self.builder.separate(" ")

    def _preformatted(self, start: int, end: int, context: _Context) -> None:
        if self._block_start is None:
            while start < end and self._page[start] in _WHITE:
                start += 1
        if start < end:
            self._begin_block(self.builder.copy(start, end), context)

    def _reference(self, meant: str, start: int, end: int, context: _Context) -> None:
        if not meant.strip(_WHITE):
            self.builder.separate(" " if meant else "")
        else:
            self._begin_block(self.builder.convert("charref", meant, start, end), context)

    def _raw(self, token: Token) -> None:
        content = self._page[token.start : token.end]
        if token.name == "title" and self.metadata.title_element is None and not self._open["svg"]:
            self.metadata.title_element = " ".join(unescape(content[:1_000]).split()) or None
        elif token.name == "script" and "ld+json" in token.attributes.get("type", "").lower():
            self.metadata.add_json_ld(content)

    def _start(self, token: Token) -> None:
        elements = _elements()
        self._describe_page(token)
        if token.name == "br":
            self._break_line()
        if self._stack and self._stack[-1].name == "head" and token.name not in elements["in_head"]:
            self._pop()
        if token.name in elements["raw"]:
            return
        block = token.name in elements["blocks"]
        if block and not self._context.skipped:
            self._end_what_this_ends(token.name)
            self._part(token.name)
        if token.name not in elements["void"]:
            self._push(_Open(token.name, block, _inside(token, block, self._context), token.start))

    def _end(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._break_line()
        elif name in _elements()["blocks"]:
            if name not in ("td", "th") and not self._context.skipped:
                self._end_block()
            self._pop_to(name)
        else:
            self._pop_inline(name)

    def _describe_page(self, token: Token) -> None:
        if token.name == "meta":
            self.metadata.add_meta(token.attributes)
        elif token.name == "link":
            self.metadata.add_link(token.attributes)
        elif token.name == "time":
            self.metadata.add_time(token.attributes)
        elif token.name == "html" and 2 <= len(token.attributes.get("lang", "")) <= 35:
            self.metadata.language = token.attributes["lang"].strip()

    def _part(self, name: str) -> None:
        """Part what comes from what was before: the cells of a row by tabs, all else by paragraphs."""
        if name in ("td", "th") and self._block_start is not None:
            self._cell_at = self.builder.length
            self.builder.separate("\t")
        else:
            self._end_block()

    def _break_line(self) -> None:
        """One break ends a line, two in a row a paragraph."""
        self._line_breaks += 1
        if self._line_breaks > 1:
            self._end_block()
        else:
            self.builder.separate("\n")

    def _begin_block(self, start: int, context: _Context) -> None:
        self._line_breaks = 0
        if self._block_start is None:
            self._block_start, self._block_context = start, context

    def _end_block(self) -> None:
        if self._block_start is not None:
            context = self._block_context
            has_cells = self._cell_at is not None and self.builder.length > self._cell_at
            kind = context.kind or ("table-row" if has_cells else None)
            block = Block(self._block_start, self.builder.length, kind, context.furniture)
            self.blocks.append((block, context))
        self._block_start, self._cell_at, self._line_breaks = None, None, 0
        self.builder.separate("\n\n")

    def _push(self, entry: _Open) -> None:
        self._stack.append(entry)
        self._open[entry.name] += 1

    def _pop(self) -> str:
        name = self._stack.pop().name
        self._open[name] -= 1
        return name

    def _pop_to(self, name: str) -> None:
        while self._open[name]:
            if self._pop() == name:
                return

    def _pop_inline(self, name: str) -> None:
        """Close an inline element, but never a block around it."""
        if not self._open[name]:
            return
        for depth, entry in enumerate(reversed(self._stack)):
            if entry.name == name:
                for _ in range(depth + 1):
                    self._pop()
                return
            if depth >= _DEEPEST_INLINE or (entry.block and not entry.context.skipped):
                return

    def _end_what_this_ends(self, name: str) -> None:
        """Close paragraphs, items and cells whose end tag was left out."""
        while True:
            nearest = next((e for e in self._stack[:-9:-1] if e.block), None)
            if nearest is None:
                return
            if nearest.name != "p" and name not in _elements()["ended_by"].get(nearest.name, ()):
                return
            self._pop_to(nearest.name)

    def _note_unclosed(self, unclosed: Unclosed) -> None:
        line = self._page.count("\n", 0, unclosed.start) + 1
        reason = f"{unclosed.what} on line {line} never ends, so what follows it is not shown; mend the page"
        self.problems.append(Unread("", reason))


def _inside(token: Token, block: bool, outer: _Context) -> _Context:
    """The context inside an element that starts here."""
    elements = _elements()
    name, attributes = token.name, token.attributes
    shown = "hidden" not in attributes and not _NOT_SHOWN.search(attributes.get("style", "")[:2_000])
    shown = shown and not (name == "dialog" and "open" not in attributes)
    skipped = outer.skipped or name in elements["skipped"] or (not shown and not block)
    if (name, block, shown) in (
        ("p", True, True),
        ("span", False, True),
        ("a", False, True),
    ) and not attributes:
        return outer
    in_article = outer.in_article or name in ("article", "main") or attributes.get("role") == "main"
    hidden = outer.hidden or not shown
    furniture = outer.furniture or hidden or _is_furniture(name, attributes, outer)
    kind = _kind(name, outer)
    if hidden:
        kind = "hidden"
    elif furniture and not outer.furniture:
        kind = "navigation"
    return _Context(kind, furniture, hidden, skipped, in_article)


def _kind(name: str, outer: _Context) -> str | None:
    """The innermost element decides, but a quotation, a caption and furniture hold all they have."""
    if outer.kind == "block-quotation" and name in ("footer", "cite"):
        return "byline"
    if outer.kind == "navigation" and name == "h1":
        return "h1"
    if outer.kind in ("block-quotation", "caption", "navigation", "hidden", "byline"):
        return outer.kind
    if outer.kind == "pre" and name in ("code", "samp", "kbd"):
        return "code"
    kind: str | None = _elements()["kinds"].get(name, outer.kind)
    return kind


def _is_furniture(name: str, attributes: dict[str, str], outer: _Context) -> bool:
    elements = _elements()
    if name in elements["furniture"] or attributes.get("role", "").lower() in elements["furniture_roles"]:
        return True
    if name in elements["outer_furniture"]:
        return outer.kind != "block-quotation" and not outer.in_article
    if name in elements["never_furniture"]:
        return False
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()[:1_000].split()
    return any(one in elements["furniture_names"] for one in names)


def _settled(text: str, found: list[tuple[Block, _Context]]) -> list[Block]:
    """The blocks, when all is known: one headline, no page that is all furniture or all quotation."""
    blocks = _with_headline(found)
    blocks = [block for one in blocks for block in _without_pre(text, one)]
    if not any(_is_piece(block) for block in blocks):
        blocks = [replace(b, kind=None, furniture=False) if b.kind == "navigation" else b for b in blocks]
    shown = sum(block.end - block.start for block in blocks if not block.furniture)
    quoted = sum(block.end - block.start for block in blocks if block.kind == "block-quotation")
    if quoted > shown * _MOST_QUOTED and quoted:
        blocks = [replace(b, kind=None) if b.kind == "block-quotation" else b for b in blocks]
    return blocks


def _is_piece(block: Block) -> bool:
    return not block.furniture and block.kind not in ("headline", "heading", "caption")


def _with_headline(found: list[tuple[Block, _Context]]) -> list[Block]:
    """Of several h1, the first inside the article, else the first outside the page's furniture."""
    titles = [(block, context) for block, context in found if block.kind == "h1"]
    ranked = sorted(titles, key=lambda title: (not title[1].in_article, title[1].furniture))
    headline = ranked[0][0] if ranked else None
    blocks = []
    for block, context in found:
        if block is headline:
            block = replace(block, kind="headline", furniture=False)
        elif block.kind == "h1":
            block = replace(block, kind="navigation" if context.furniture else "heading")
        blocks.append(block)
    return blocks


def _without_pre(text: str, block: Block) -> list[Block]:
    """Preformatted text is laid out like plain text; only code stays one block."""
    if block.kind == "code":
        end = block.start + len(text[block.start : block.end].rstrip())
        return [replace(block, end=end)]
    if block.kind != "pre":
        return [block]
    return [replace(part, furniture=block.furniture) for part in plain_blocks(text, block.start, block.end)]


def _with_title(metadata: PageMetadata, text: str, blocks: list[Block]) -> Facts:
    facts = metadata.facts()
    headline = next((text[b.start : b.end] for b in blocks if b.kind == "headline"), None)
    title = facts.title or (" ".join(headline.split()) if headline else metadata.title_element)
    return replace(facts, title=title)
