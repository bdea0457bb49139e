"""Ordinals and rankings as whole phrases: "Moscow's biggest trading partner", "the first in two years"."""

from dataclasses import dataclass
from functools import cache

from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.subjects import noun_phrase
from audit.text.numbers import lexicon, ordinal_value

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# "ranked second", "finished third": the place stands alone behind these.
_RANKING = frozenset(
    {"ranked", "ranks", "ranking", "finished", "finishes", "finishing", "placed", "came", "comes", "standing"}
)
_OWNERS = frozenset({"its", "his", "her", "their", "our", "my", "your"})
# A phrase that goes on further than this says more than the rank.
_LONGEST_TAIL = 14
_LONGEST_COMPLEMENT = 9


@dataclass(frozen=True, slots=True)
class Rank:
    """A ranking over tokens `[first, after)`; `number` is the place where an ordinal names it."""

    first: int
    after: int
    number: int | None
    subject: tuple[int, int] | None


@cache
def _superlatives() -> frozenset[str]:
    return frozenset(table("ranks")["superlatives"])


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(lexicon().ordinals)


def find(tokens: Tokens) -> list[Rank]:
    """Every ranking of the text in order, without overlap."""
    found: list[Rank] = []
    superlatives, ordinals = _superlatives(), _ordinals()
    for at, word in enumerate(tokens.words):
        rank = None
        if word in superlatives or word in ("most", "least"):
            rank = _superlative(tokens, at)
        elif word in ordinals or word in ("st", "nd", "rd", "th"):
            rank = _ordinal(tokens, at)
        if rank is not None and (not found or rank.first >= found[-1].after):
            found.append(rank)
    return found


def _superlative(tokens: Tokens, at: int) -> Rank | None:
    """ "the world's second-largest economy", "the most powerful", "the fewest since 1969"."""
    after = at + 1
    if tokens.words[at] in ("most", "least"):
        if not _adjective(tokens, after):
            return None
        after += 1
    number, lead = _ordinal_lead(tokens, at)
    first = _determined(tokens, lead)
    if first is None or tokens.words[max(0, first - 2) : first] == ["one", "of"]:
        return None
    return _phrase(tokens, first, after, number)


def _adjective(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return tokens.is_word(at) and word.endswith(
        ("ful", "ous", "ive", "ant", "ent", "ble", "al", "ic", "ed", "ing", "ive", "ary")
    )


def _ordinal_lead(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """ "second-", "third ", "10th-" before a superlative."""
    before = at - 1 - (tokens.word(at - 1) == "-")
    if tokens.word(before) in ("st", "nd", "rd", "th") and tokens.glued(before):
        return ordinal_value(tokens.words[before - 1] + tokens.words[before]), before - 1
    if tokens.word(before) in _ordinals():
        return ordinal_value(tokens.words[before]), before
    return None, at


def _determined(tokens: Tokens, first: int) -> int | None:
    """Where the phrase begins: at its article, or at the owner whose rank it is."""
    before = tokens.word(first - 1)
    if before == "the" or before in _OWNERS:
        return first - 1
    if before not in _POSSESSIVES:
        return None
    owner = first - 2
    while (
        owner > 0
        and tokens.capitalised(owner)
        and tokens.capitalised(owner - 1)
        and tokens.is_word(owner - 1)
        and first - owner < 6
    ):
        owner -= 1
    return owner - (tokens.word(owner - 1) == "the") if tokens.is_word(owner) else None


def _ordinal(tokens: Tokens, at: int) -> Rank | None:
    """ "the first in two years", "the second straight year", "its 40th anniversary"."""
    suffix = tokens.words[at] in ("st", "nd", "rd", "th")
    if suffix and not (tokens.glued(at) and tokens.is_number(at - 1)):
        return None
    first = at - 1 if suffix else at
    number = ordinal_value("".join(tokens.words[first : at + 1]))
    begin = _determined(tokens, first)
    if begin is None and tokens.word(first - 1) in _RANKING and number is not None:
        return Rank(first, at + 1, number, None)
    several = tokens.is_number(at + 1) or tokens.word(at + 1) in lexicon().starters - {"a"}
    no_place = several or tokens.word(at + 1) in ("-", "half", "quarter", "century", "of")
    if no_place or number is None or begin is None:
        return None
    return _phrase(tokens, begin, at + 1, number)


def _phrase(tokens: Tokens, first: int, after: int, number: int | None) -> Rank | None:
    subject = noun_phrase(tokens, _behind_in_person(tokens, after), single=False)
    end = subject[1] if subject is not None else after
    end = _with_tail(tokens, _past_complement(tokens, end))
    if end == after and number is not None and subject is None:
        return None
    return Rank(first, end, number, subject)


def _behind_in_person(tokens: Tokens, at: int) -> int:
    """ "the first in-person meeting": an adjective that is no tail of the rank."""
    for adjective in (["in", "person"], ["in", "-", "person"]):
        if tokens.words[at : at + len(adjective)] == adjective:
            return at + len(adjective)
    return at


def _past_complement(tokens: Tokens, end: int) -> int:
    """Over "between the two leaders" to the stretch behind it, where there is one."""
    if tokens.word(end) not in cues("complements_of_a_rank"):
        return end
    for at in range(end + 1, min(tokens.count, end + _LONGEST_COMPLEMENT)):
        if tokens.words[at] in ("in", "since") and _with_tail(tokens, at) > at:
            return at
        if not tokens.is_word(at) and tokens.words[at] not in "-'’":
            break
    return end


def _with_tail(tokens: Tokens, end: int) -> int:
    """The stretch that the rank holds for: "in two years", "since December 1969", "of all time"."""
    if tokens.word(end) == "at" and tokens.words[end : end + 5] == ["at", "this", "point", "in", "time"]:
        end += 5
    if tokens.word(end) == "since":
        return _since(tokens, end)
    if tokens.words[end : end + 3] == ["of", "all", "time"] or tokens.words[end : end + 3] == [
        "in",
        "the",
        "world",
    ]:
        return end + 3
    if tokens.word(end) in ("in", "for", "on"):
        for at in range(end + 1, min(tokens.count, end + 6)):
            if tokens.words[at] in cues("ranked_over"):
                return at + 1
            if not (tokens.is_word(at) or tokens.is_number(at)):
                break
    return end


def _since(tokens: Tokens, at: int) -> int:
    end = at + 1
    while end < min(tokens.count, at + _LONGEST_TAIL):
        word = tokens.words[end]
        named = tokens.capitalised(end) or tokens.is_number(end)
        if not named and word not in cues("since_words"):
            break
        end += 1
    while end > at + 1 and tokens.words[end - 1] in words("function_words") | {"and", "of", "the", "at"}:
        end -= 1
    return end if end > at + 1 else at
