"""What a mention of a speaker names: the person without title and apposition, or a thing, and its kind."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.extractors.cues import load_toml
from audit.extractors.word_classes import word_class
from audit.model import SpeakerKind

PRONOUNS = frozenset(
    {
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "who",
        "which",
        "that",
        "whom",
        "him",
        "her",
        "them",
        "his",
        "their",
    }
    | {"its", "our", "my", "your", "himself", "herself", "themselves", "itself", "me", "us"}
)
_GROUP_STARTS = frozenset(
    {"both", "all", "some", "many", "several", "most", "others", "those", "few", "two", "three"}
)
_HEAD_ENDS = re.compile(r",|\(|—|–| - | who | which | that | of | from | in | at | for | on | with ")
_TOKEN = re.compile(r"[^\W_][\w.'’&-]*")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady"})
_ATTRIBUTES = frozenset({"democrat", "republican", "independent", "libertarian", "tory", "then-gov", "gop"})
# Mentions that are remembered: a folder's speakers come again and again.
_REMEMBERED = 16384
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Name:
    """A mention, read: the `text` that names it, its kind, and whether it is a personal name.

    `words` are the words of a personal name, `titles` the title words before it, in lower case.
    """

    text: str
    kind: SpeakerKind
    words: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_toml("names.toml")[key].split())


@cache
def _country_names() -> frozenset[str]:
    return frozenset(load_toml("names.toml")["country_names"])


def is_pronoun(mention: str) -> bool:
    """True of a mention that says nothing but "he", "who", "they’re"."""
    word = re.split(r"['’]", mention.strip())[0]
    return word.lower() in PRONOUNS and (len(word) == 1 or not word.isupper())


@lru_cache(maxsize=_REMEMBERED)
def read_name(mention: str) -> Name | None:
    """What a mention names, or None for a pronoun."""
    if is_pronoun(mention):
        return None
    head = _HEAD_ENDS.split(mention.strip())[0].strip().removesuffix("’s").removesuffix("'s")
    tokens = _TOKEN.findall(head)
    if not tokens:
        return None
    plain = " ".join(tokens).lower()
    both = _joined(head)
    if both is not None:
        return both
    if plain.removeprefix("the ") in _words("countries") or plain in _country_names():
        return Name(_without_article(" ".join(tokens)), "country")
    personal = _personal_words(tokens)
    if personal:
        titles = frozenset(token.lower().rstrip(".") for token in tokens[: len(tokens) - len(personal)])
        return Name(" ".join(personal), "person", tuple(personal), titles & _words("titles"))
    return _thing(mention.strip(), tokens)


def _joined(head: str) -> Name | None:
    """ "China and Russia", "President Xi Jinping and President Vladimir Putin": two that speak together."""
    first, joint, second = head.removeprefix("both ").removeprefix("Both ").partition(" and ")
    if not joint or " and " in second:
        return None
    names = [read_name(first), read_name(second)]
    kinds = {name.kind for name in names if name is not None}
    if len([name for name in names if name]) < 2 or not kinds <= {"person", "country"}:
        return None
    return Name(" and ".join(name.text for name in names if name), "group")


def _personal_words(tokens: list[str]) -> list[str]:
    """The personal name that ends a phrase: "Chinese Foreign Minister Wang Yi" has "Wang Yi"."""
    found: list[str] = []
    for token in reversed(tokens):
        plain = token.lower().rstrip(".")
        if not token[0].isupper() and not (found and plain in _words("particles")):
            break
        if found and (
            plain in _words("titles")
            or plain in _words("origins")
            or token.endswith(("’s", "'s", "s’", "s'"))
        ):
            break
        found.insert(0, token)
    while found and not found[0][0].isupper():
        found.pop(0)
    while len(found) > 1 and _is_attribute(found[0]):
        found.pop(0)
    plains = [token.lower().rstrip(".") for token in found]
    if len(found) == 1 and len(tokens) > 1 and tokens[-2].lower().rstrip(".") in _HONORIFICS:
        return found
    if not found or len(found) > 4 or plains[0] in _ARTICLES | _GROUP_STARTS:
        return []
    organisation = any(plain in _words("organisations") for plain in plains)
    acronym = found[-1].isupper() and len(found[-1]) > 1
    thing = plains[-1] in _words("titles") | _words("origins") | _words("documents") | _words("people")
    plural = (
        len(found) == 1 and plains[0].endswith("s") and plains[0][:-1] in _words("people") | _words("origins")
    )
    if organisation or acronym or thing or plural:
        return []
    return found if tokens[0].lower() not in _ARTICLES or len(found) > 1 or found != tokens[1:] else []


def _is_attribute(token: str) -> bool:
    """ "Texas-based", "Democrat", "And": capitalised, but no part of a name."""
    plain = token.lower()
    compound = "-" in token and token.rpartition("-")[2].islower()
    return compound or plain in _ATTRIBUTES or word_class(plain) in "dpmhTiocsxn"


def _thing(mention: str, tokens: list[str]) -> Name:
    plains = [token.lower().rstrip(".") for token in tokens]
    text = _without_article(" ".join(tokens)) if plains[0] == "the" else " ".join(tokens)
    head = plains[-1]
    if head in _words("documents"):
        return Name(_from(mention, text), "document")
    if (
        plains[0] in _GROUP_STARTS
        or head in {"people", "men", "women", "police"}
        or (head.endswith("s") and head.rstrip("s") in _words("people"))
    ):
        return Name(text, "group")
    capital_head = tokens[-1][0].isupper() and len(tokens) > 1
    if (head in _words("people") or head in _words("titles")) and not capital_head:
        return Name(text, "unknown")
    if any(plain in _words("organisations") for plain in plains) or any(
        token.isupper() and len(token) > 1 for token in tokens
    ):
        return Name(text, "organisation")
    if tokens[-1][0].islower() and head.endswith("s") and not head.endswith("ss"):
        return Name(text, "group")
    return Name(text, "unknown")


def _from(mention: str, text: str) -> str:
    """A document keeps what tells it from others: "letter from the mayor"."""
    tail = mention.split(",")[0]
    at = tail.find(text)
    longer = tail[at:] if at >= 0 else text
    return longer.strip() if len(longer) <= 80 else text


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    text = rest if first.lower() == "the" and rest else text
    return text[:1].upper() + text[1:]
