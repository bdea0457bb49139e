"""Number words that are no figures: idioms, the pronoun "one", "one day", and number words in names."""

from functools import cache

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.subjects import is_plural, stands_bare

_CLOSING = words("function_words") - cues("counted_verbs")


@cache
def _idioms() -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Idioms by their number word: how many words stand before it, and the whole phrase."""
    index: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for phrase in table("negatives")["idioms"]:
        before, _, rest = phrase.partition("*")
        parts = (*before.split(), *rest.split())
        index.setdefault(rest.split()[0], []).append((len(before.split()), parts))
    return index


def is_idiom(tokens: Tokens, figure: Figure) -> bool:
    """Whether the number is part of a fixed phrase of `negatives.toml`: "zero-sum", "at one point"."""
    for before, parts in _idioms().get(tokens.words[figure.numeral_first], ()):
        begin = figure.numeral_first - before
        if begin >= 0 and tuple(tokens.words[begin : begin + len(parts)]) == parts:
            return True
    return False


def is_pronoun_one(tokens: Tokens, figure: Figure) -> bool:
    """ "One" that stands for a person or a thing, and not for a number of something."""
    if figure.low != 1 or tokens.words[figure.numeral_first] != "one" or figure.hyphened:
        return False
    before, after = tokens.word(figure.first - 1), tokens.word(figure.after)
    if after == "of":
        return before in table("negatives")["before_one_of"] or tokens.word(figure.after + 1) in (
            "them",
            "us",
            "you",
        )
    if before in table("negatives")["before_pronoun_one"]:
        return True
    if after in ("“", '"', "‘"):
        return False
    if _is_verb_of_one(tokens, figure.after):
        return True
    ends = not tokens.is_word(figure.after) or after in _CLOSING
    return ends or after in ("'s", "’s") or after.endswith("ly")


def _is_verb_of_one(tokens: Tokens, at: int) -> bool:
    """ "one wonders", "one admits that": a word in "s" that no noun follows."""
    named = tokens.capitalised(at) or tokens.word(at) in words("nouns") or not is_plural(tokens, at)
    return not named and (not tokens.is_word(at + 1) or tokens.word(at + 1) in words("function_words"))


def is_some_day(tokens: Tokens, figure: Figure) -> bool:
    """ "One day we will", "left one night in spring": no day is counted."""
    named = tokens.words[figure.first : figure.after] in (["one", "day"], ["one", "night"])
    before = tokens.word(figure.first - 1)
    return named and before not in cues("before_one_day") and before not in cues("before_over_a_time")


def is_name_word(tokens: Tokens, figure: Figure) -> bool:
    """ "One China", "Big Four", "Formula One", "the Group of Seven": number words in names."""
    first, after = figure.numeral_first, figure.after
    if not tokens.capitalised(first):
        return False
    behind_dash = tokens.word(first - 1) in ("-", "–", "—") and not tokens.glued(first)
    if behind_dash or tokens.begins_sentence(first):
        named = tokens.capitalised(after) and not is_plural(tokens, after) and after - first == 1
        return named and (figure.low == 1 or stands_bare(tokens, after + 1))
    opening = tokens.word(first - 1) in ("the", "a", "an", "of") and not tokens.capitalised(after)
    return not opening or tokens.word(first - 2) in ("group", "gang", "chapter")
