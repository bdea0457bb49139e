"""Passages laid out for a terminal or a log: wrapped lines with marks under the words that matter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model import Level
from ..text.visible import one_line, width
from .excerpt import Change, Piece

LEVEL_STYLES: dict[Level, str] = {"error": "1;31", "warning": "1;33", "note": "1;36"}
_MARK = "^"


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours, where they are wanted."""

    on: bool

    def style(self, text: str, codes: str) -> str:
        """`text` in the style of these SGR codes."""
        return f"\x1b[{codes}m{text}\x1b[0m" if self.on and text else text

    def bold(self, text: str) -> str:
        """`text` in bold."""
        return self.style(text, "1")

    def faint(self, text: str) -> str:
        """`text` in the background."""
        return self.style(text, "2")

    def level(self, text: str, level: Level) -> str:
        """`text` in the colour of its level."""
        return self.style(text, LEVEL_STYLES[level])

    def change(self, change: Change) -> str:
        """A difference with its marks: `[-only quoted-]`, `{+only in the source+}`."""
        text = one_line(change.text)
        if change.side == "quoted":
            return self.style(f"[-{text}-]", "31")
        return self.style(f"{{+{text}+}}", "32") if change.side == "source" else text


def marked_rows(pieces: Sequence[Piece], columns: int) -> Iterator[tuple[str, str]]:
    """The pieces in rows of at most `columns`, each with a row of marks under its marked words."""
    cells = [(character, piece.marked) for piece in pieces for character in one_line(piece.text)]
    for row in _rows(cells, columns):
        text = "".join(character for character, _ in row).rstrip()
        marks = "".join((_MARK if marked else " ") * width(character) for character, marked in row)
        yield text, marks[: width(text)].rstrip()


def wrapped(words: Iterable[str], columns: int) -> list[str]:
    """Whole words in lines of at most `columns`; a word that is longer has a line of its own."""
    lines: list[str] = [""]
    for word in words:
        if lines[-1] and width(lines[-1]) + 1 + width(word) > columns:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _rows(cells: Sequence[tuple[str, bool]], columns: int) -> Iterator[list[tuple[str, bool]]]:
    row: list[tuple[str, bool]] = []
    used = 0
    for word in _words(cells):
        needed = sum(width(character) for character, _ in word)
        if row and used + needed > columns:
            yield row
            row, used = [], 0
            word = word[1:] if word[0][0] == " " else word
        row += word
        used += needed
    if row:
        yield row


def _words(cells: Sequence[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """Words with their spaces before them; a run without spaces is cut where a line must end."""
    word: list[tuple[str, bool]] = []
    for cell in cells:
        if (cell[0] == " " and word and word[-1][0] != " ") or len(word) >= _LONGEST_WORD:
            yield word
            word = []
        word.append(cell)
    if word:
        yield word


_LONGEST_WORD = 40
"""Characters after which a run without spaces may be broken: Chinese, addresses, hostile text."""
