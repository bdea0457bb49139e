"""Text as a cell of a table: no spreadsheet calculates it."""

import re

from .visible import one_line

_FORMULA = re.compile(r"^[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")


def computes(text: str) -> bool:
    """True where a spreadsheet would calculate a cell with this text, or pass it to another program."""
    return _FORMULA.match(text) is not None


def safe_cell(text: str) -> str:
    """`text` on one line; where a spreadsheet would calculate it, an apostrophe stands before it."""
    line = one_line(text)
    return f"'{line}" if computes(line) else line
