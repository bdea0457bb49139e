"""Text as a cell of a table: no spreadsheet calculates it."""

import re

from .visible import one_line

_FORMULA = re.compile(r"^[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")


def safe_cell(text: str) -> str:
    """`text` on one line; where a spreadsheet would calculate it, an apostrophe stands before it."""
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) else line
