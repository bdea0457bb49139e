"""Words of a paragraph with a one-letter class each (`word_classes.py`), enough to see subjects and verbs.

A paragraph is a string of classes, so shapes of sentences are found with plain linear patterns.
"""

import re
from dataclasses import dataclass, field

from audit.extractors.homographs import settle
from audit.extractors.marks import Marked
from audit.extractors.word_classes import word_class
from audit.text.segments import is_abbreviation

_WORD = re.compile(
    r"[^\W_](?:\w|[-.'’&/](?=\w)|(?<=\d),(?=\d))*(?:(?<=s)['’](?=\s))?|[,;:.?!()\[\]…—–%]|--|(?<=\s)-(?=\s)"
)
_BEFORE_TIME = frozenset({"last", "this", "next", "past", "earlier", "late", "early"})
_ENDING_STOP = ".?!…"
_OPEN_ENDINGS = ",?!—–-…"
_STOPS = re.compile(r"[.Q]")
_ATTACHED = re.compile(r"S?[dNPwq#o~p]{0,9}(?:\([^)]{0,6}\))?(?:,[^.,;]{1,14},)?R{0,2}(?:[Se]|x{1,2}R?S)")
_SAID_ONLY = re.compile(r"[dNPwq#~p]{1,6}S[D]?\.")
_NAME_SAID = re.compile(r"[dNPwq#~]{1,8}S|S[dNPp]")
# Characters: a quotation so long is a sentence of its own even where its closing comma was forgotten.
_LONG_QUOTATION = 40
# Words: no sentence that a person wrote is longer; a hostile one is read in pieces, so time stays linear.
_LONGEST_SENTENCE = 400


@dataclass(slots=True)
class Words:
    """A paragraph as words: positions, classes, and which quotation a `Q` stands for."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tags: str = ""
    quotes: dict[int, int] = field(default_factory=dict)

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` up to word `last`, not included."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def words_of(text: str, start: int, end: int, marked: list[tuple[int, Marked]]) -> Words:
    """The words of `text[start:end]`; each of the numbered quotations becomes one `Q`."""
    found = Words(text)
    tags: list[str] = []
    at = start
    for number, quote in marked:
        _add_words(found, tags, at, max(at, quote.outer_start))
        found.quotes[len(tags)] = number
        found.starts.append(max(start, quote.outer_start))
        found.ends.append(min(end, quote.outer_end))
        found.words.append("")
        tags.append("Q")
        at = min(end, quote.outer_end)
    _add_words(found, tags, at, end)
    settle(found.words, tags)
    found.tags = "".join(tags)
    return found


def _add_words(found: Words, tags: list[str], start: int, end: int) -> None:
    starts, ends, words = found.starts, found.ends, found.words
    for match in _WORD.finditer(found.text, start, end):
        word = match.group()
        at, after = match.span()
        tag = word_class(word)
        if word == "." and ends and ends[-1] == at and _is_inner_stop(found.text, words[-1], after):
            tag = "~"
            if len(words[-1]) == 1:
                tags[-1] = "N"
        if tag == "t":
            tag = _time_class(words, tags)
        starts.append(at)
        ends.append(after)
        words.append(word)
        tags.append(tag)


def _time_class(words: list[str], tags: list[str]) -> str:
    """ "week" is a date in "last week" and "Tuesday morning", else a noun."""
    if tags and (tags[-1] == "D" or words[-1].lower() in _BEFORE_TIME):
        tags[-1] = "D"
        return "D"
    return "w"


def _is_inner_stop(text: str, word: str, after: int) -> bool:
    if len(word) >= 3 and word[-2] == "." and word[-1].isupper():
        return True
    following = text[after : after + 2].lstrip()
    return bool(following) and (following[0] in ",;:" or is_abbreviation(word, following[0]))


def sentence_ranges(words: Words) -> list[tuple[int, int]]:
    """The sentences as ranges of words; a quotation inside a sentence does not end it."""
    ranges: list[tuple[int, int]] = []
    first = 0
    tags = words.tags
    for stop in _STOPS.finditer(tags):
        after = stop.start() + 1
        if after > first and _ends_sentence(words, after - 1):
            while after < len(tags) and tags[after] in ".)":
                after += 1
            ranges.append((first, after))
            first = after
    if first < len(tags):
        ranges.append((first, len(tags)))
    return [piece for sentence in ranges for piece in _pieces(*sentence)]


def _pieces(first: int, last: int) -> list[tuple[int, int]]:
    return [(at, min(last, at + _LONGEST_SENTENCE)) for at in range(first, last, _LONGEST_SENTENCE)]


def _ends_sentence(words: Words, at: int) -> bool:
    tags = words.tags
    if at + 1 >= len(tags):
        return True
    if tags[at + 1] in ",;:-)" or words.text[words.starts[at + 1]].islower():
        return False
    return tags[at] != "Q" or _quotation_ends_sentence(words, at)


def _quotation_ends_sentence(words: Words, at: int) -> bool:
    stop = _last_sign(words, at, _ENDING_STOP)
    if stop not in _ENDING_STOP:
        return False
    return not (_SAID_ONLY if stop == "." else _ATTACHED).match(words.tags, at + 1)


def _last_sign(words: Words, quote: int, signs: str) -> str:
    """The last letter of a quotation, or the last of these signs."""
    text, at = words.text, words.ends[quote] - 1
    while at > words.starts[quote] and not text[at].isalnum() and text[at] not in signs:
        at -= 1
    return text[at]


def ends_open(words: Words, quote: int) -> bool:
    """True of a quotation that its sentence goes on after: it ends with a comma, a question, a dash."""
    sign = _last_sign(words, quote, _OPEN_ENDINGS + ".")
    if sign in _OPEN_ENDINGS or (sign == "." and _SAID_ONLY.match(words.tags, quote + 1)):
        return True
    if quote + 1 < len(words.tags) and words.tags[quote + 1] in ",-":
        return True
    long = words.ends[quote] - words.starts[quote] > _LONG_QUOTATION
    return long and _NAME_SAID.match(words.tags, quote + 1) is not None
