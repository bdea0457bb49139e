"""Foreign text in GitHub's Markdown: no link, image, mention, formula or markup comes of it."""

import re

from ..text.visible import one_line

_SPECIAL = re.compile(r"[&<>`*_\[\]{}|~\\$^]|:(?=//)|(?i:(?<=www))\.")
_MENTION = re.compile(r"@|#(?=\d)|:(?=[a-z+-][\w+-]{0,40}:)|(?<=GH)-(?=\d)")
_STARTS_A_BLOCK = re.compile(r"^\s*(?:[-+=#]|\d{1,9}[.)](?=\s|$))")
_BACKTICKS = re.compile("`+")
_ZERO_WIDTH_SPACE = "&#8203;"


def inline(text: str) -> str:
    """`text` as words of a sentence, a list or a table cell."""
    line = one_line(text)
    split = _MENTION.sub(lambda found: f"{found.group()}\0", line)
    safe = _SPECIAL.sub(lambda found: _entity(found.group()), split).replace("\0", _ZERO_WIDTH_SPACE)
    return _STARTS_A_BLOCK.sub(lambda found: found.group()[:-1] + _entity(found.group()[-1]), safe)


def code_cell(text: str) -> str:
    """`text` in the type of code, for table cells, where a code span cannot hold every character."""
    return f"<code>{inline(text)}</code>"


def code(text: str) -> str:
    """`text` as a code span, in which nothing is markup; not for table cells."""
    line = one_line(text) or " "
    marks = "`" * (_longest_run(line) + 1)
    space = " " if line[0] == "`" or line[-1] == "`" or line.strip() == "" else ""
    return f"{marks}{space}{line}{space}{marks}"


def fenced(lines: list[str], language: str = "") -> list[str]:
    """The lines as a fenced block; each is made visible first."""
    shown = [one_line(line) for line in lines]
    fence = "`" * max(3, max((_longest_run(line) for line in shown), default=0) + 1)
    return [fence + language, *shown, fence]


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
