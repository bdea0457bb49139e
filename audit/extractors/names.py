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
    | {"what", "there", "its", "our", "my", "your", "himself", "herself", "themselves", "itself", "me", "us"}
)
_GROUP_STARTS = frozenset(
    {"both", "all", "some", "many", "several", "most", "others", "those", "few", "two", "three"}
)
_ASIDES = re.compile(r",(?!\d)|\(|—|–| - | who | which | that ")
_HEAD_ENDS = re.compile(
    _ASIDES.pattern + r"| (?:of|from|in|at|for|on|with|to|about|by|nor|like|supporting|against|familiar) "
)
# "about 300 people" are 300 people; "two days after the mayor said": it is the mayor who said.
_ROUGHLY = re.compile(r"\A(?:close to|up to|more than|less than|fewer than|at least|as many as|about) ", re.I)
_TIMED = re.compile(
    r"\A(?:[\w’'-]+ ){0,3}(?:years?|months?|weeks?|days?|hours?|minutes?|moments|long|shortly|soon|just)"
    r" (?:before|after) ",
    re.I,
)
_OF_A_PROPER_NAME = re.compile(
    r"(?: (?:of|for|on)(?: the)? [A-Z0-9][\w.’'&-]{0,30}(?: (?:and )?[A-Z][\w.’'&-]{0,30}){0,5}){0,3}"
)
# Characters: a longer description is cut before its first preposition.
_LONGEST_DESCRIPTION = 60
_STAND_ALONE = frozenset({"both", "all", "some", "many", "several", "most", "others", "few", "neither"})
_TOKEN = re.compile(r"[^\W_][\w.'’&-]*")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady"})
_ORDINALS = frozenset({"II", "III", "IV", "VI"})
_ATTRIBUTES = frozenset({"democrat", "republican", "independent", "libertarian", "tory", "then-gov", "gop"})
# Mentions that are remembered: a folder's speakers come again and again.
_REMEMBERED = 16384
# "The tall, 71-year-old diplomat" is one description.
_BETWEEN_ADJECTIVES = re.compile(r"\A((?:the|a|an) [\w’'-]{1,30}),(?= \d{1,3}-year-old )", re.I)
# Characters: no word of a name is longer. "the Council on Trade's Executive Director Jane Smith" is a person.
_TITLED_AT_THE_END = re.compile(r"\b([A-Z][a-z]{1,20}) [A-Z][\w’'-]{1,25}(?: [A-Z]\.)? [A-Z][\w.’'-]{0,25}\Z")
_SITES = (".com", ".org", ".net")
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


def is_person(noun: str) -> bool:
    """True of a noun for people: "spokesman", "President", "critics"."""
    plain = noun.lower()
    people = _words("people") | _words("titles") | _words("groups")
    return plain in people or (plain.endswith("s") and plain[:-1] in people)


def is_origin(noun: str) -> bool:
    """True of people of a party or a country: "Republicans", "Americans"."""
    plain = noun.lower()
    return bool({plain, plain.removesuffix("s")} & (_words("origins") | _ATTRIBUTES))


def is_pronoun(mention: str) -> bool:
    """True of a mention that says nothing but "he", "who", "they’re"."""
    word = re.split(r"['’]", mention.strip())[0]
    return word.lower() in PRONOUNS and (len(word) == 1 or not word.isupper())


@lru_cache(maxsize=_REMEMBERED)
def read_name(mention: str) -> Name | None:
    """What a mention names, or None for a pronoun."""
    if is_pronoun(mention):
        return None
    mention = _offices().sub(r"\1 ", _TIMED.sub("", " ".join(mention.split())))
    mention = _BETWEEN_ADJECTIVES.sub(r"\1", mention)
    head = _HEAD_ENDS.split(_ROUGHLY.sub("", mention))[0].strip()
    head = head.removesuffix("’s").removesuffix("'s")
    tokens = _TOKEN.findall(head)
    if not tokens or (head == mention and _names_nobody(tokens)) or _is_time(tokens):
        return None
    titled = _TITLED_AT_THE_END.search(mention) if len(tokens) > 4 or head != mention else None
    if titled is not None and titled.group(1).lower() in _words("titles"):
        found = _personal_words(_TOKEN.findall(titled.group()))
        if len(found) > 1:
            return Name(" ".join(found), "person", tuple(found), frozenset({titled.group(1).lower()}))
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
    return _thing(mention, tokens)


@cache
def _offices() -> re.Pattern[str]:
    """ "Secretary of State" before a name, which goes on after it."""
    offices = "|".join(load_toml("names.toml")["offices"])
    return re.compile(rf"\b([Ss]ecretary|[Mm]inister) (?:of|for) (?:the )?(?i:{offices}) (?=[A-Z])")


def _is_time(tokens: list[str]) -> bool:
    """ "last week", "that night", "Super Tuesday": no name and no description of anybody."""
    word = tokens[-1].lower()
    time = word_class(word) in "tD" or word_class(word.removesuffix("s")) == "t"
    return time and (tokens[-1].islower() or word not in _words("first_names"))


def _names_nobody(tokens: list[str]) -> bool:
    """ "there", "55 percent", "another", the "Q" and "A" of an interview: no name and no description."""
    if len(tokens) > 1:
        return tokens[0][0].isdigit() and tokens[1:] in (["percent"], ["per", "cent"])
    word = tokens[0]
    plain = word.lower()
    if plain in _STAND_ALONE:
        return False
    return len(plain) == 1 or plain in _words("nobody") or word_class(word) in "pmhTiocsxnR#d"


def _without_verb(tokens: list[str]) -> list[str]:
    """ "Fox News moderators came", "170 researchers compiling": what follows the noun is no part of it."""
    kept = tokens
    while len(kept) > 2 and _is_verb_after(kept[-2], kept[-1]):
        kept = kept[:-1]
    return kept


def _is_verb_after(before: str, word: str) -> bool:
    if not word.islower() or "-" in word or word_class(before) not in "wN":
        return False
    tag = word_class(word)
    return tag == "e" or (tag == "g" and before.endswith("s") and not before.endswith("ss"))


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
    found = _capitalised_at_the_end(tokens)
    if len(found) == 1 and len(tokens) > 1 and tokens[-2].lower().rstrip(".") in _HONORIFICS:
        return found
    if not found or len(found) > 4 or _names_a_thing(found):
        return []
    return found if tokens[0].lower() not in _ARTICLES or len(found) > 1 or found != tokens[1:] else []


def _capitalised_at_the_end(tokens: list[str]) -> list[str]:
    """The capitalised words and particles that end a phrase, after its last title or nationality."""
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
    return found


def _names_a_thing(found: list[str]) -> bool:
    """True of an organisation, an acronym, a role, a group, or words that end in no name: "PM The"."""
    plains = [token.lower().rstrip(".") for token in found]
    if plains[0] in _ARTICLES | _GROUP_STARTS or (len(found) > 1 and word_class(plains[-1]) in "dpTicso"):
        return True
    organisation = any(plain in _words("organisations") for plain in plains)
    acronym = found[-1].isupper() and len(found[-1]) > 1 and found[-1] not in _ORDINALS
    acronym = acronym or " ".join(plains) in _words("organisation_names") or plains[-1].endswith(_SITES)
    thing = plains[-1] in _words("titles") | _words("origins") | _words("documents") | _words("people")
    surname = len(found) > 1 and (plains[-1] in _words("surnames") or len(found[-2]) == 2)
    plural = len(found) == 1 and (
        plains[0] in _words("groups")
        or (plains[0].endswith("s") and plains[0][:-1] in _words("people") | _words("origins"))
    )
    return organisation or acronym or (thing and not surname) or plural


def _is_attribute(token: str) -> bool:
    """ "Texas-based", "Democrat", "And": capitalised, but no part of a name."""
    plain = token.lower()
    compound = "-" in token and token.rpartition("-")[2].islower()
    return compound or plain in _ATTRIBUTES or word_class(plain) in "dpmhTiocsxn"


def _thing(mention: str, tokens: list[str]) -> Name:
    noun = _without_verb(tokens)
    plains = [token.lower().rstrip(".") for token in noun]
    kind = _kind_of_thing(noun, plains)
    described = mention if noun == tokens else " ".join(noun)
    common = not noun[-1][0].isupper() or (len(noun) == 1 and kind in ("group", "document"))
    return Name(_description(described, noun) if common else _proper_name(described, noun), kind)


def _kind_of_thing(tokens: list[str], plains: list[str]) -> SpeakerKind:
    head = plains[-1]
    if head in _words("documents"):
        return "document"
    if (
        plains[0] in _GROUP_STARTS
        or plains[0][0].isdigit()
        or head in _words("groups")
        or (head.endswith("s") and head.rstrip("s") in _words("people"))
    ):
        return "group"
    capital_head = tokens[-1][0].isupper() and len(tokens) > 1
    if (head in _words("people") or head in _words("titles")) and not capital_head:
        return "unknown"
    known = _words("organisations") | _words("organisation_names")
    acronym = any(token.isupper() and len(token) > 1 for token in tokens)
    if acronym or head.endswith(_SITES) or any(plain in known for plain in plains):
        return "organisation"
    plural = tokens[-1][0].islower() and head.endswith("s") and not head.endswith("ss")
    return "group" if plural else "unknown"


def _proper_name(mention: str, tokens: list[str]) -> str:
    """The name without its article, with "of Appeals for the 3rd Circuit"."""
    start, end = _span(mention, tokens)
    tail = _OF_A_PROPER_NAME.match(mention, end)
    return _without_article(mention[start : tail.end() if tail else end])


def _description(mention: str, tokens: list[str]) -> str:
    """A description with all that tells it from others: "the former secretary of state"."""
    start, end = _span(mention, tokens)
    whole = _ASIDES.split(mention[start:])[0].strip()
    whole = whole if len(whole) <= _LONGEST_DESCRIPTION else mention[start:end]
    return whole[:1].upper() + whole[1:]


def _span(mention: str, tokens: list[str]) -> tuple[int, int]:
    end = mention.find(tokens[0])
    start = end - (mention[max(0, end - 1) : end] in {"“", '"'})
    for token in tokens:
        end = mention.find(token, end) + len(token)
    return start, end


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    text = rest if first.lower() == "the" and rest else text
    return text[:1].upper() + text[1:]
