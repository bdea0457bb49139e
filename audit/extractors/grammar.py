"""Words of a paragraph with a one-letter class each, enough to see subjects and verbs.

The classes are those of `lexicons/words.toml`, and: `S` `B` `G` cue verbs (see `cues.Cue`), `A` "according",
`N` a capitalised word, `P` its possessive, `w` any other word, `q` its possessive, `e` a word in -ed,
`g` one in -ing, `#` a number, `Q` a whole quotation, `.` a stop, `,` `;` `:` `(` `)`, `-` a dash,
`~` the stop of an abbreviation.
A paragraph is a string of classes, so shapes of sentences are found with plain linear patterns.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from audit.extractors.cues import load_toml, load_words, phrase_cues, single_cues
from audit.extractors.marks import Marked
from audit.text.segments import is_abbreviation

_WORD = re.compile(r"[^\W_](?:\w|[-.'’&/](?=\w))*(?:(?<=s)['’](?=\s))?|[,;:.?!()\[\]…—–%]|--|(?<=\s)-(?=\s)")
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", ".": ".", "?": ".", "!": ".", "…": ".", "(": "(", ")": ")", "[": "(", "]": ")",
    "—": "-", "–": "-", "--": "-", "-": "-", "%": "#",
}  # fmt: skip
_NOT_PAST = frozenset(
    "need indeed speed hundred seed feed breed bleed red bed shed kindred sacred naked wed".split()
)
_NOT_ING = frozenset(
    "thing something nothing anything everything king spring morning evening meeting building wing ring string hearing"
    " briefing filing wedding beijing ceiling wording funding training king beginning being".split()
)
_BEFORE_TIME = frozenset({"last", "this", "next", "past", "earlier", "late", "early"})
_NAME_TAGS = "BezbR"
_NAME_WORDS = frozenset({"will", "may"})
_ENDING_STOP = ".?!…"
_ATTACHED = re.compile(r"S?[dNPwq#o~p]{0,9}(?:\([^)]{0,6}\))?(?:,[^.,;]{1,14},)?[xR]{0,2}[Se]")
_SAID_ONLY = re.compile(r"[dNPwq#~p]{1,6}S[D]?\.")


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


@cache
def _classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, line in load_toml("words.toml")["classes"].items():
        for word in line.split():
            table.setdefault(word, tag)
    for word, cue in single_cues().items():
        if table.get(word) not in {"i", "o", "p"}:
            table[word] = cue.form
    for word, cues in phrase_cues().items():
        table.setdefault(word, cues[0].form)
    table["according"] = "A"
    return table


@lru_cache(maxsize=65536)
def word_class(word: str) -> str:
    """The class of one word by lexicon, else by its shape."""
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    plain = word.lower().replace("’", "'")
    first = word[0]
    tag = _classes().get(plain)
    if first.isupper():
        return _capitalised(word, plain, tag)
    if tag is not None:
        return tag
    return "#" if first.isdigit() else _by_shape(plain)


def _capitalised(word: str, plain: str, tag: str | None) -> str:
    if plain.endswith(("'s", "s'")) and tag is None:
        return "P"
    if tag is not None and plain in _noun_like():
        return "N"
    if (
        tag is None
        or tag in _NAME_TAGS
        or plain in _NAME_WORDS
        or (len(word) > 1 and word.isupper() and tag != "S")
    ):
        return "N" if tag != "R" else "R"
    return tag


def _by_shape(plain: str) -> str:
    if plain.endswith(("'s", "s'")):
        return "q"
    if plain.endswith("n't"):
        return "x"
    if plain.endswith("ed") and len(plain) > 3 and plain not in _NOT_PAST:
        return "e"
    if plain.endswith("ing") and len(plain) > 5 and plain not in _NOT_ING:
        return "g"
    return "R" if plain.endswith("ly") and len(plain) > 4 else "w"


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
    _settle_nouns(found.words, tags)
    found.tags = "".join(tags)
    return found


def _settle_nouns(words: list[str], tags: list[str]) -> None:
    """Words that are a verb or a noun ("report", "claims", "plans") become nouns where only a noun can stand."""
    last = len(tags) - 1
    for at, tag in enumerate(tags):
        if tag == "N" and (at == 0 or tags[at - 1] in ".Q") and at < last and tags[at + 1] not in "NPS":
            tags[at] = _at_the_start(words[at])
            continue
        if tag not in "BbzSGg" or at == 0:
            continue
        before = tags[at - 1]
        following = tags[at + 1] if at < last else "."
        if tag == "S" or tag == "z":
            if before == "N" and following in ".," and _after_quotation(tags, at):
                continue
            if words[at].lower() == "states" and before not in "pR":
                tags[at] = "w"
            elif before == "w" and tag == "S" and words[at].lower() in _mostly_nouns():
                tags[at] = "w"
            elif following == "T" and before not in "dPq":
                continue
            elif words[at].lower() in _noun_like() and (
                before in "dPqo#" or following in "oi.,Sexz)" and before != "p"
            ):
                tags[at] = "w"
        elif tag in "Gg":
            if before in "dPq" and following in "Toi.,xSe":
                tags[at] = "w"
        elif tag == "B" and words[at].lower() not in plain_nouns():
            continue
        elif before in "dPqoA#" or (before == "i" and words[at - 1].lower() != "to"):
            tags[at] = "w"
        elif before in "wNge" and not _plural(words[at - 1]):
            tags[at] = "w"
        elif (before == "w" and following in "oi.,Sexz)" and tag == "B") or (
            before in "Q," and following == "N"
        ):
            tags[at] = "w"


def _after_quotation(tags: list[str], at: int) -> bool:
    """True in “...,” X notes."""
    for position in range(at - 1, max(-1, at - 9), -1):
        if tags[position] == "Q":
            return True
        if tags[position] not in "NwdP~oq,D()":
            return False
    return False


def _plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss")) or word.lower() in {
        "people",
        "men",
        "women",
        "police",
        "media",
    }


def _at_the_start(word: str) -> str:
    """The class of a word that is capitalised because its sentence begins."""
    tag = word_class(word.lower()) if word[1:].islower() else "N"
    return tag if tag in "gGeR" else "N"


@cache
def plain_nouns() -> frozenset[str]:
    """Plain verb forms that are as often nouns: "report", "claim"."""
    return frozenset(load_toml("words.toml")["plain_nouns"].split())


@cache
def _mostly_nouns() -> frozenset[str]:
    return _noun_like() - frozenset(load_toml("words.toml")["verbs_after_nouns"].split())


@cache
def _noun_like() -> frozenset[str]:
    return frozenset(load_toml("words.toml")["noun_like"].split())


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
    following = text[after : after + 2].lstrip()
    return bool(following) and (following[0] in ",;:" or is_abbreviation(word, following[0]))


# Words: no sentence that a person wrote is longer; a hostile one is read in pieces, so time stays linear.
_LONGEST_SENTENCE = 400
_STOPS = re.compile(r"[.Q]")


def sentence_ranges(words: Words) -> list[tuple[int, int]]:
    """The sentences as ranges of words; a quotation inside a sentence does not end it."""
    ranges: list[tuple[int, int]] = []
    first = 0
    tags = words.tags
    for stop in _STOPS.finditer(tags):
        after = stop.start() + 1
        if after <= first:
            continue
        if _ends_sentence(words, after - 1):
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
    following = words.text[words.starts[at + 1]]
    if tags[at + 1] in ",;:-)" or following.islower():
        return False
    if tags[at] == "Q":
        return _quotation_ends_sentence(words, at)
    return True


def _quotation_ends_sentence(words: Words, at: int) -> bool:
    last = words.ends[at] - 1
    while last > words.starts[at] and not words.text[last].isalnum() and words.text[last] not in _ENDING_STOP:
        last -= 1
    stop = words.text[last]
    if stop not in _ENDING_STOP:
        return False
    return not (_SAID_ONLY if stop == "." else _ATTACHED).match(words.tags, at + 1)


TITLES = load_words("titles.txt")


# Characters: a quotation so long is a sentence of its own even where its closing comma was forgotten.
_LONG_QUOTATION = 40
_NAME_SAID = re.compile(r"[dNPwq#~]{1,8}S|S[dNPp]")
_OPEN_ENDINGS = ",?!—–-…"


def ends_open(words: Words, quote: int) -> bool:
    """True of a quotation that its sentence goes on after: it ends with a comma, a question, a dash."""
    at = words.ends[quote] - 1
    text = words.text
    while at > words.starts[quote] and not text[at].isalnum() and text[at] not in _OPEN_ENDINGS:
        at -= 1
    if text[at] in _OPEN_ENDINGS or (text[at] == "." and _SAID_ONLY.match(words.tags, quote + 1)):
        return True
    if quote + 1 < len(words.tags) and words.tags[quote + 1] in ",-":
        return True
    long = words.ends[quote] - words.starts[quote] > _LONG_QUOTATION
    return long and _NAME_SAID.match(words.tags, quote + 1) is not None
