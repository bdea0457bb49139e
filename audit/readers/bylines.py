"""Who wrote a piece and when, as a byline or a dateline prints it."""

import re
from collections.abc import Sequence

from audit.readers.cues import folded, phrases, word_set
from audit.readers.dates import first_date, is_only_a_date

_PARTICLES = {
    "de",
    "del",
    "della",
    "der",
    "van",
    "von",
    "bin",
    "ibn",
    "al",
    "el",
    "la",
    "le",
    "du",
    "da",
    "dos",
    "y",
}
_CUT = re.compile(r"\s*(?:[|•·/;(\[\n]|\s[-–—]\s|(?<=\w),\s(?=\d)|\d)")
_JOINT = re.compile(r",?\s+(?:and|&|und|et|y)\s+|,\s+")
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_MOST_BYLINE_WORDS = 14
_FOOTNOTE_SIGNS = "*†‡¹²³ "
# "BEIJING, Feb. 4, 2022 (Xinhua) —": a place in capitals or a list of places, then an agency or a dash.
_PLACE = r"[A-Z][A-Z.'’ -]{2,30}"
_DATELINE = re.compile(
    rf"{_PLACE}(?:,\s|\s)[^()—–/\n]{{0,60}}?\s{{0,2}}"
    r"(?:(?:\([^)\n]{2,40}\)|/[\w ]{2,30}/)\s{0,2}(?:[-–—]{1,2}\s?)?|[-–—]{1,2}\s)"
)
_BARE_DATELINE = re.compile(rf"{_PLACE}(?:,\s[\w. ]{{1,40}}){{0,3}}(?:\s\([^)\n]{{2,40}}\))?")


def is_byline(line: str) -> bool:
    """True for "By NAME", with or without office, outlet and date, and for no sentence."""
    match = _BY.match(line)
    if match is None or line.endswith((".", "!", "?", ":")):
        return False
    cut = _CUT.search(line, match.end())
    words = line[match.end() : cut.start() if cut else None].replace(",", " ").split()
    return 0 < len(words) <= _MOST_BYLINE_WORDS and all(_is_capitalised(word) for word in words)


def authors(line: str) -> list[str]:
    """The names on a byline, as printed: "Authors: A B and C D*" gives two."""
    rest = _after_label(line, phrases("author", "labels"))
    if rest is None:
        return []
    cut = _CUT.search(rest)
    names = [
        part.strip(_FOOTNOTE_SIGNS).rstrip(".,")
        for part in _JOINT.split(rest[: cut.start()] if cut else rest)
    ]
    kept: list[str] = []
    for name in names:
        if not _is_name(name):
            break
        kept.append(name)
    return kept


def enumerated(names: Sequence[str]) -> str:
    """The names as one would write them: "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def published(line: str) -> str | None:
    """The publication date on a byline: one that it calls so, or the only date beside a name."""
    labels = sorted(phrases("published", "labels"), key=len, reverse=True)
    lowered = folded(line)
    for label in labels:
        at = re.search(rf"(?<!\w){re.escape(label)}\b", lowered)
        if at and not lowered[: at.start()].rstrip().endswith(("last", "up")):
            found = first_date(line[at.end() : at.end() + 80])
            return found[0] if found else None
    if authors(line) and "updated" not in lowered and "modified" not in lowered:
        found = first_date(line)
        return found[0] if found else None
    return None


def holds_name_or_date(text: str) -> bool:
    """True where words after a byline's label are a name or a date, and not a sentence."""
    return first_date(text) is not None or bool(authors("by " + text)) or is_only_a_date(text)


def is_dateline(line: str) -> bool:
    """True for a place in capitals, with a date or an agency, that is a whole line."""
    return _BARE_DATELINE.fullmatch(line) is not None and ("(" in line or first_date(line) is not None)


def dateline_date(paragraph: str) -> str | None:
    """The date with a year in the dateline that a paragraph starts with."""
    match = _DATELINE.match(paragraph[:160])
    found = first_date(match.group()) if match else None
    return found[0] if found else None


def _after_label(line: str, labels: tuple[str, ...]) -> str | None:
    lowered = folded(line)
    for label in sorted(labels, key=len, reverse=True):
        if lowered.startswith(label) and lowered[len(label) : len(label) + 1] in (":", " ", "\n"):
            return line[len(label) :].lstrip(": \n")
    return None


def _is_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 6 or any(
        folded(word).strip(".,") in word_set("author", "offices") for word in words
    ):
        return False
    return all(_is_capitalised(word) for word in words) and words[-1][0].isupper()


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or word.lower() in _PARTICLES or word.lower() in ("and", "&", "for", "of", "the")
