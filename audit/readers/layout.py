"""Paragraphs of plain text, whatever its author used to part them: blank lines, lines or indents."""

import re
from dataclasses import dataclass
from itertools import pairwise

from audit.readers.kinds import Block

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_BULLET = re.compile(r"(?:[•▪◦‣●○■·]|[-*+](?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*\S")
_ENDS_SENTENCE = ".!?:;…。！？\"'”’»)]"
# Hand-wrapped text is 60 to 80 columns wide; typewriter and mail conventions stay below 130.
_WIDEST_WRAP = 130
_NARROWEST_WRAP = 40
# A line is full where the next word would not have fitted; ragged editors leave a fifth unused.
_FULL = 0.8
# In wrapped prose nearly every break inside a paragraph is at a full line; in lists and verse few are.
_SHARE_OF_FULL_LINES = 0.6


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int
    new_block: bool


def plain_blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The paragraphs of `text[start:end]`, trimmed; list items are told by their bullets.

    Blank lines part paragraphs. A single line break parts them too, unless the text is wrapped by
    hand, which is judged by where its lines break.
    """
    lines = _lines(text, start, len(text) if end is None else end)
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    begin = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _parts(text, lines[index - 1], lines[index], width):
            blocks.append(_block(text, lines[begin], lines[index - 1]))
            begin = index
    return blocks


def is_bullet(line: str) -> bool:
    """True for a line that starts as an item of a list does."""
    return _BULLET.match(line) is not None


def _lines(text: str, start: int, end: int) -> list[_Line]:
    """The lines that are not blank; `new_block` where a blank line or form feed stands before."""
    lines: list[_Line] = []
    previous_end = start
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        content = line.strip()
        if not content:
            continue
        at = match.start() + len(line) - len(line.lstrip())
        parted = not lines or _has_blank_line(text[previous_end : match.start()])
        lines.append(_Line(at, at + len(content), at - match.start(), parted))
        previous_end = match.end()
    return lines


def _has_blank_line(between: str) -> bool:
    if "\f" in between or "\u2029" in between:
        return True
    breaks = between.count("\n") or between.count("\r") or len(between.strip(" \t\u00a0"))
    return breaks > 1


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which the text is wrapped by hand, or 0 where it is not."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.new_block]
    if not pairs:
        return 0
    lengths = sorted(first.end - first.start + first.indent for first, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(_is_full(text, first, second, width) for first, second in pairs)
    open_ended = sum(text[first.end - 1] not in _ENDS_SENTENCE for first, _ in pairs)
    wrapped = full >= len(pairs) * _SHARE_OF_FULL_LINES and open_ended * 2 >= len(pairs)
    return width if wrapped else 0


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    space = text.find(" ", following.start, following.end)
    next_word = (space if space >= 0 else following.end) - following.start
    return line.indent + line.end - line.start + 1 + next_word >= width * _FULL


def _parts(text: str, line: _Line, following: _Line, width: int) -> bool:
    """True where a paragraph ends between these lines."""
    if following.new_block:
        return True
    goes_on = text[line.end - 1] not in _ENDS_SENTENCE and width and _is_full(text, line, following, width)
    if _BULLET.match(text, following.start, following.end):
        return not goes_on
    if text[following.start].islower() and (text[line.end - 1].isalpha() or text[line.end - 1] in ",-"):
        return False
    if not width:
        return True
    if following.indent >= line.indent + 2 and text[line.end - 1] in _ENDS_SENTENCE:
        return True
    return not _is_full(text, line, following, width)


def _block(text: str, first: _Line, last: _Line) -> Block:
    listed = _BULLET.match(text, first.start, first.end) and text[first.start] != "*"
    return Block(first.start, last.end, "list-item" if listed else None)
