"""Hostile text made visible: characters that hide, reorder or command are shown as what they are.

A C0 control becomes its picture (U+241B for escape), every other hidden character its code
(`<U+202E>`). What a reader would see is never changed. The report formats pass all foreign text
through here before their own escaping.
"""

import re
import unicodedata
from functools import cache

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
"""Characters that a reader does not see as they are, tabs and line breaks apart."""
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])[ \t\r\n]*")
_RUNNER_COMMAND = re.compile(r"##(?=[\w.]{0,20}\[)|(?m:^\s*::)")
_JOINERS = "\u200c\u200d"
_PARAGRAPH_SIGN = " ¶ "


def visible(text: str) -> str:
    """`text` with hidden characters shown; tabs, line feeds and carriage returns stay.

    The two zero-width joiners stay between letters that are not ASCII: Persian, the Indic scripts and
    emoji are written with them.
    """
    return HIDDEN.sub(_shown, text)


def one_line(text: str) -> str:
    """`visible(text)` on one line: breaks become a paragraph sign, tabs a space."""
    return visible(_LINE_BREAK.sub(_PARAGRAPH_SIGN, text).replace("\t", " "))


def log_safe(output: str) -> str:
    """Finished output in which no CI runner finds a command (`::error::`, `##[error]`, `##vso[...]`)."""
    return _RUNNER_COMMAND.sub(lambda found: found.group()[:-1] + " " + found.group()[-1], output)


def width(text: str) -> int:
    """How many terminal columns a visible line takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if character in _JOINERS and _joins(match.string, match.start()):
        return character
    if character < "\x20":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else f"<U+{ord(character):04X}>"


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after) and not (before.isascii() or after.isascii())
