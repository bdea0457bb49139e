"""A text as words, numbers and marks with their places, cut in one pass.

Everything that recognises quantities looks at these lists and never at the text again, so that
every span it answers is a span of the text.
"""

import re
from bisect import bisect_left

# A possessive "'s" is its own token, because "today" in "today's" is a time expression by itself.
# Dotted abbreviations ("p.m.", "U.S.") are one token; the power in "km²" is one of its own.
# A line break is a token: nothing crosses it.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|(?<![\w.])\.\d+"
    r"|(?<!\w)(?:[^\W\d_]\.){2,6}"
    r"|[^\W\d_²³]+(?:['’](?!s\b)[^\W\d_²³]+)?"
    r"|['’]s\b"
    r"|\n"
    r"|\S"
)

LINE_BREAK = "\n"


class Tokens:
    """The tokens of one text: `words` lower-cased, `starts` and `ends` as code points."""

    __slots__ = ("count", "ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            self.words.append(match.group().lower())
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.count = len(self.words)

    def raw(self, at: int) -> str:
        """The token as printed; empty outside the text."""
        return self.text[self.starts[at] : self.ends[at]] if 0 <= at < self.count else ""

    def word(self, at: int) -> str:
        """The lower-cased token; empty outside the text."""
        return self.words[at] if 0 <= at < self.count else ""

    def glued(self, at: int) -> bool:
        """True where token `at` follows the one before with nothing between."""
        return 0 < at < self.count and self.starts[at] == self.ends[at - 1]

    def capitalised(self, at: int) -> bool:
        """True where the token begins with a capital letter."""
        return 0 <= at < self.count and self.text[self.starts[at]].isupper()

    def is_number(self, at: int) -> bool:
        """True where the token is written in digits."""
        return 0 <= at < self.count and self.text[self.ends[at] - 1].isdecimal()

    def is_word(self, at: int) -> bool:
        """True where the token is made of letters."""
        return 0 <= at < self.count and self.text[self.starts[at]].isalpha()

    def begins_sentence(self, at: int) -> bool:
        """True where token `at` is the first word of a sentence, a line or a quotation."""
        before = self.word(at - 1)
        while before and before in "\"“”'‘’([-—–•*":
            at -= 1
            before = self.word(at - 1)
        return before in ("", LINE_BREAK, ".", "!", "?", ":", ";", "…")

    def index_at(self, position: int) -> int:
        """The first token that starts at or after a code point."""
        return bisect_left(self.starts, position)

    def slice(self, first: int, after: int) -> str:
        """The text from token `first` up to, and without, token `after`."""
        return self.text[self.starts[first] : self.ends[after - 1]]
