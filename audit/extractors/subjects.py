"""What a figure counts: the noun phrase after it, without its determiner, as a span of tokens."""

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import words
from audit.extractors.quantity_tokens import Tokens

Span = tuple[int, int]

# Longer strings of words than this are no longer one thing.
_LONGEST_SUBJECT = 6
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "your",
        "my",
        "these",
        "those",
        "this",
        "that",
        "all",
        "such",
        "some",
        "any",
        "other",
        "more",
        "additional",
        "further",
        "extra",
        "new",
        "of",
    }
)
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
_SINGULAR_IN_S = frozenset(
    {
        "gas",
        "bus",
        "plus",
        "news",
        "texas",
        "paris",
        "christmas",
        "perhaps",
        "sometimes",
        "always",
        "across",
        "versus",
        "kansas",
        "wales",
        "james",
        "charles",
    }
)


def counted(tokens: Tokens, figure: Figure) -> Span | None:
    """The thing counted by a figure, or measured of ("60 per cent of its revenue": "revenue")."""
    at = figure.after
    if figure.kind in ("percent", "money", "measure", "duration"):
        return _measured_of(tokens, at)
    if figure.hyphened:
        at += 1
    elif figure.style in ("fraction", "indefinite") or tokens.word(at) == "of":
        return _partitive(tokens, at)
    one = figure.high == 1 and figure.low == 1
    return noun_phrase(tokens, _skip(tokens, at), single=one)


def _measured_of(tokens: Tokens, at: int) -> Span | None:
    if tokens.word(at) not in ("of", "in"):
        return None
    return noun_phrase(tokens, _skip(tokens, at + 1), single=True)


def _partitive(tokens: Tokens, at: int) -> Span | None:
    """ "a third of the population", "one of the largest dinosaurs", "dozens more people"."""
    if tokens.word(at) == "of":
        at += 1
    return noun_phrase(tokens, _skip(tokens, at), single=False)


def _skip(tokens: Tokens, at: int) -> int:
    end = at + 3
    while at < end and tokens.word(at) in _DETERMINERS:
        at += 1
    return at


def noun_phrase(tokens: Tokens, at: int, single: bool) -> Span | None:
    """The noun phrase from `at`: up to its first plural noun, or up to what cannot belong to it."""
    first, last = at, None
    for position in range(at, min(tokens.count, at + 2 * _LONGEST_SUBJECT)):
        word = tokens.words[position]
        if word in ("-", "‑", "&", "/") and tokens.glued(position) and tokens.glued(position + 1):
            continue
        if not _belongs(tokens, position, first):
            break
        last = position
        if not single and is_plural(tokens, position) and not _compound_goes_on(tokens, position):
            break
        if position - first >= _LONGEST_SUBJECT:
            break
    return None if last is None else (first, last + 1)


def _belongs(tokens: Tokens, at: int, first: int) -> bool:
    word = tokens.words[at]
    if tokens.is_number(at):
        return at > first and tokens.capitalised(at - 1) and not tokens.capitalised(at + 1)
    if not tokens.is_word(at) or word in ("'s", "’s"):
        return bool(word in ("'s", "’s") and at > first)
    if word == "s" and tokens.glued(at):
        return at > first
    if word in words("function_words") and not (
        tokens.capitalised(at) and word in ("us", "it", "may", "will", "all")
    ):
        return False
    return not (at > first and _looks_like_verb(tokens, at))


def _looks_like_verb(tokens: Tokens, at: int) -> bool:
    """Past tenses and gerunds after a noun: "four fillets cooked", "two men wearing"."""
    word = tokens.words[at]
    if tokens.capitalised(at):
        return False
    after_hyphen = tokens.words[at - 1] in ("-", "‑")
    if (
        word.endswith("ly")
        and len(word) > 4
        and word not in ("family", "assembly", "supply", "monopoly", "ally")
    ):
        return not tokens.is_word(at + 1) or is_plural(tokens, at - 1)
    if word.endswith("ed") and len(word) > 4:
        return not after_hyphen and not _noun_follows(tokens, at)
    return word.endswith("ing") and len(word) > 5 and not after_hyphen and is_plural(tokens, at - 1)


def _noun_follows(tokens: Tokens, at: int) -> bool:
    following = tokens.word(at + 1)
    return tokens.is_word(at + 1) and following not in words("function_words")


def is_plural(tokens: Tokens, at: int) -> bool:
    """True where the token looks like a plural noun."""
    word = tokens.word(at)
    if word in words("nouns"):
        return True
    if word == "s":
        return tokens.glued(at) and tokens.is_number(at - 1)
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL) and word not in _SINGULAR_IN_S
    )


def _compound_goes_on(tokens: Tokens, at: int) -> bool:
    """True where a plural only describes the next noun: "sales jobs", "sports cars", "women's teams"."""
    if tokens.word(at + 1) in ("'s", "’s", "'", "’") and tokens.glued(at + 1):
        return True
    following = tokens.word(at + 1)
    if following in ("-", "‑") and tokens.glued(at + 1):
        return True
    if tokens.word(at) in ("people", "men", "women", "children", "police"):
        return tokens.word(at) == "police" and is_plural(tokens, at + 1)
    return tokens.capitalised(at) and tokens.capitalised(at + 1) and is_plural(tokens, at + 1)
