"""What a figure counts: the noun phrase after it, without its determiner, as a span of tokens."""

from audit.extractors import hedges
from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table, units, words
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.units import singular
from audit.text.numbers import lexicon

Span = tuple[int, int]

# Longer strings of words than this are no longer one thing.
_LONGEST_SUBJECT = 6
_DETERMINERS = cues("determiners")
_CLOSING = words("function_words") - cues("counted_verbs") - {"of"}
_NOT_ADVERBS = cues("not_adverbs") | words("nouns")
_DEFINITE = frozenset({"the", "these", "those", "all"})
# Tokens after "and" in which the noun of both adjectives must come.
_LONGEST_SECOND_ADJECTIVE = 5
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that"})
_BEFORE_A_WHOLE = cues("before_a_whole")
_BEFORE_A_NUMBER = cues("before_a_number")
_PLURAL_ENDS = ("children", "women", "people")
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
_SINGULAR_IN_S = cues("singular_in_s")
_SETS = frozenset(table("timex")["sets"])
_SPANS = frozenset(table("timex")["units"]) | frozenset(table("timex")["seasons"]) | {"season", "term"}


def counted(tokens: Tokens, figure: Figure) -> Span | None:
    """The thing counted by a figure, or measured of ("30 per cent of its income": "income")."""
    at = figure.after
    if figure.kind in ("percent", "money", "measure", "duration", "ratio"):
        return _measured_of(tokens, at)
    if figure.kind == "age":
        return _person_before(tokens, figure.first)
    if figure.hyphened and tokens.word(at + 1) == "strong":
        return noun_phrase(tokens, at + 2, single=True)
    if figure.hyphened and tokens.word(at + 1) not in ("plus", "odd", "ish"):
        return (at + 1, at + 2)
    hedging = hedges.after_figure(tokens, at + 2 * figure.hyphened)
    at = hedging.after if hedging is not None else at + 2 * figure.hyphened
    if tokens.word(at) in _ARTICLES and figure.style not in ("fraction", "multiple"):
        return None
    if _dates_what_is_before(tokens, at, first=figure.first):
        return None
    return _counted_at(tokens, figure, at)


def _counted_at(tokens: Tokens, figure: Figure, at: int) -> Span | None:
    """What is counted where the words of it may begin at `at`."""
    if figure.style == "fraction" and not figure.is_range and tokens.word(at) not in _BEFORE_A_WHOLE:
        halved = tokens.words[figure.after - 1] == "half" and tokens.word(at) in ("a", "an")
        return noun_phrase(tokens, at + 1, single=True) if halved else None
    if figure.style in ("fraction", "indefinite", "multiple") or tokens.word(at) == "of":
        return _partitive(tokens, at)
    if tokens.word(at) in ("x", "×", "by") and tokens.is_number(at + 1):
        at += 2
    if tokens.word(figure.first - 1) == "or" and tokens.word(at) not in words("nouns") and figure.low <= 2:
        return _noun_before(tokens, figure.first - 1)
    one = figure.high == 1 and figure.low == 1
    at = _past_size(tokens, _past_adverb(tokens, _skip(tokens, at)))
    if tokens.word(at) == "times":
        return _with_rate(tokens, (at, at + 1))
    if tokens.word(at) in cues("comparatives") and not _noun_follows(tokens, at):
        return None
    if tokens.word(at) in cues("people_by_state") and tokens.word(figure.first - 1) in _DEFINITE:
        return noun_phrase(tokens, at, single=one) or (at, at + 1)
    phrase = noun_phrase(tokens, at, single=one)
    if one:
        return _with_rate(tokens, phrase)
    return _with_rate(tokens, _of_several(tokens, _without_verb(tokens, figure, phrase)))


def _past_adverb(tokens: Tokens, at: int) -> int:
    """ "carefully chosen villages", "truly odd questions": an adverb is no part of what is counted."""
    adverb = tokens.word(at).endswith("ly") and tokens.word(at) not in _NOT_ADVERBS
    if adverb and tokens.word(at + 1) == "-" and tokens.glued(at + 1) and _noun_follows(tokens, at + 2):
        return at + 3
    return at + (adverb and _noun_follows(tokens, at))


def _past_size(tokens: Tokens, at: int) -> int:
    """ "two 12.3-inch screens": what one of them measures is no part of what is counted."""
    sized = tokens.is_number(at) and tokens.word(at + 1) == "-" and tokens.is_word(at + 2)
    return at + 3 if sized and _noun_follows(tokens, at + 2) else at


def _of_several(tokens: Tokens, span: Span | None) -> Span | None:
    """The nearest noun of "two rivals’ plans" and "2,500 signature threshold": it is what is many."""
    if span is None:
        return None
    first, after = span
    for at in range(first + 1, after):
        if tokens.words[at] in ("'", "’") and is_plural(tokens, at - 1):
            return first, at
    whole = after - first == 2 and tokens.is_word(after - 1) and not tokens.glued(after - 1)
    return (first, first + 1) if whole and _is_compound_of_one(tokens, first) else span


def _is_compound_of_one(tokens: Tokens, first: int) -> bool:
    """True where a unit in the singular tells the size of one thing: "point lead", "signature threshold"."""
    return tokens.word(first) in cues("sizing_nouns") and not is_plural(tokens, first + 1)


def _person_before(tokens: Tokens, at: int) -> Span | None:
    """ "the name, 22,": the name that an age stands behind."""
    last = first = at - 1 if tokens.word(at - 1) in (",", "(") else at
    while first > last - _LONGEST_SUBJECT and tokens.is_word(first - 1) and tokens.capitalised(first - 1):
        first -= 1
    return (first, last) if first < last < at else None


def _noun_before(tokens: Tokens, at: int) -> Span | None:
    """ "a day or two", "another cup or two": what is counted stands before the "or"."""
    named = tokens.is_word(at - 1) and tokens.word(at - 1) not in words("function_words")
    return (at - 1, at) if named else None


def _without_verb(tokens: Tokens, figure: Figure, span: Span | None) -> Span | None:
    """ "7 million read it", "the two regret that": a verb stands where the counted thing is left out."""
    if span is None or any(
        is_plural(tokens, at) or not tokens.raw(at).islower() for at in range(*span) if tokens.is_word(at)
    ):
        return span
    if tokens.word(span[1] - 1).endswith("ing") and span[1] - span[0] == 1:
        return None
    if tokens.word(span[1]) in cues("after_a_verb"):
        return (span[0], span[1] - 1) if span[1] - span[0] > 1 else None
    definite = figure.style == "words" and tokens.word(figure.first - 1) in ("the", "these", "those")
    return None if definite else span


def _with_rate(tokens: Tokens, span: Span | None) -> Span | None:
    """ "nine thousand cars per day", "200 people a week": a rate counts things in a time."""
    if span is None or tokens.word(span[1]) not in ("per", "a", "an"):
        return span
    timed = singular(tokens.word(span[1] + 1)) in units()["time"] or tokens.word(span[1]) == "per"
    return (span[0], span[1] + 2) if timed and tokens.is_word(span[1] + 1) else span


def _measured_of(tokens: Tokens, at: int) -> Span | None:
    if tokens.word(at) not in ("of", "in"):
        return None
    span = noun_phrase(tokens, _skip(tokens, at + 1), single=False)
    if span is None or tokens.word(at) == "of":
        return span
    named = all(tokens.capitalised(position) or tokens.is_number(position) for position in range(*span))
    return None if named or tokens.word(span[0]) in lexicon().ordinals else span


def _partitive(tokens: Tokens, at: int) -> Span | None:
    """ "a third of the population", "one of the oldest ships", "dozens more people"."""
    if tokens.word(at) == "of":
        at += 1
    at = _skip(tokens, at)
    if tokens.word(at) in _BEFORE_A_NUMBER and _numeral_at(tokens, at + 1):
        at += 1
    at = _past_adverb(tokens, _skip(tokens, at + 1) if _numeral_at(tokens, at) else at)
    span = noun_phrase(tokens, at, single=False)
    if span is not None and tokens.words[span[1] - 1] in ("'s", "’s") and _numeral_at(tokens, span[1]):
        return noun_phrase(tokens, _past_numeral(tokens, span[1]), single=False)
    return _without_owner(tokens, span)


def _past_numeral(tokens: Tokens, at: int) -> int:
    """Behind the number of "the island's 12 million readers"."""
    while _numeral_at(tokens, at) or tokens.word(at) in lexicon().scales:
        at += 1
    return at


def _numeral_at(tokens: Tokens, at: int) -> bool:
    return tokens.is_number(at) or tokens.word(at) in lexicon().starters


def _without_owner(tokens: Tokens, span: Span | None) -> Span | None:
    """ "one of the town's harbours": "harbours"."""
    if span is None:
        return None
    owners = [at for at in range(*span) if tokens.words[at] in ("'s", "’s", "'", "’")]
    return (owners[-1] + 1, span[1]) if owners and owners[-1] + 1 < span[1] else span


def _skip(tokens: Tokens, at: int) -> int:
    end = at + 3
    while at < end and tokens.word(at) in _DETERMINERS and tokens.raw(at) != "New":
        at += 1
    return at


def noun_phrase(tokens: Tokens, at: int, single: bool) -> Span | None:
    """The noun phrase from `at`: up to its first plural noun, or up to what cannot belong to it."""
    first, last = at, None
    for position in range(at, min(tokens.count, at + 2 * _LONGEST_SUBJECT)):
        word = tokens.words[position]
        if word in ("-", "‑", "&", "/") and tokens.glued(position) and tokens.glued(position + 1):
            continue
        if not _belongs(tokens, position, first) and not _coordinated(tokens, position, first):
            break
        if single and position > first and is_plural(tokens, position) and not tokens.capitalised(position):
            break
        last = position
        if not single and is_plural(tokens, position) and not _compound_goes_on(tokens, position):
            break
        if position - first >= _LONGEST_SUBJECT:
            break
    return None if last is None else (first, last + 1)


def _coordinated(tokens: Tokens, at: int, first: int) -> bool:
    """ "public and private schools", "masked and hooded traffic wardens": adjectives of one noun."""
    if tokens.words[at] not in ("and", "or", "but") or at == first or is_plural(tokens, at - 1):
        return False
    for position in range(at + 1, at + 1 + _LONGEST_SECOND_ADJECTIVE):
        hyphen = tokens.word(position) in ("-", "‑") and tokens.glued(position)
        named = tokens.is_word(position) and tokens.word(position) not in words("function_words")
        if not (named or hyphen) or _numeral_at(tokens, position):
            return False
        if position > at + 1 and is_plural(tokens, position):
            return True
    return False


def _belongs(tokens: Tokens, at: int, first: int) -> bool:
    word = tokens.words[at]
    if tokens.is_number(at):
        model = tokens.capitalised(at - 1) != tokens.capitalised(at + 1)
        return at > first and model
    if not tokens.is_word(at) or word in ("'s", "’s"):
        owner = word in ("'s", "’s") or (word in ("'", "’") and tokens.words[at - 1].endswith("s"))
        return owner and at > first and tokens.glued(at)
    if word == "s" and tokens.glued(at):
        return at > first
    if _dates_what_is_before(tokens, at, first):
        return False
    if (
        word in words("function_words")
        and tokens.word(at - 1) != "-"
        and not (word in _SETS and _noun_follows(tokens, at))
        and not (word in cues("counted_participles") and _is_adjective_here(tokens, at, first))
        and not (word in cues("counted_verbs") and _is_noun_here(tokens, at, first))
        and not (tokens.capitalised(at) and word in ("us", "it", "may", "will", "all"))
    ):
        return False
    if at == first:
        if word.endswith("ly") and word not in cues("not_adverbs"):
            return False
        if _is_participle(word) and not _noun_follows(tokens, at) and not _coordinated(tokens, at + 1, first):
            return False
        return not (word.endswith("ing") and len(word) > 5 and tokens.word(at + 1) in _ARTICLES)
    return not _looks_like_verb(tokens, at)


def _is_noun_here(tokens: Tokens, at: int, first: int) -> bool:
    """ "300 runs", "two tax rises", "640 total votes": verbs that are nouns beside a number."""
    if at == first:
        return True
    return tokens.words[at].endswith("s") and not is_plural(tokens, at - 1)


def _is_adjective_here(tokens: Tokens, at: int, first: int) -> bool:
    """ "a choice of six paid holidays", but not "Six paid fines"."""
    return at == first and is_plural(tokens, at + 1) and not tokens.begins_sentence(at - 1)


def _dates_what_is_before(tokens: Tokens, at: int, first: int) -> bool:
    """ "40 runs last season": the time is no part of what is counted."""
    return at > first and tokens.word(at) in ("last", "next") and singular(tokens.word(at + 1)) in _SPANS


def _looks_like_verb(tokens: Tokens, at: int) -> bool:
    """Past tenses and gerunds after a noun: "four eggs boiled", "two men wearing"."""
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
    if _is_participle(word):
        return not after_hyphen and not _noun_follows(tokens, at)
    return word.endswith("ing") and len(word) > 5 and not after_hyphen and is_plural(tokens, at - 1)


def _is_participle(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4) or word in cues("participles")


def _noun_follows(tokens: Tokens, at: int) -> bool:
    following = tokens.word(at + 1)
    return tokens.is_word(at + 1) and following not in words("function_words")


def is_plural(tokens: Tokens, at: int) -> bool:
    """True where the token looks like a plural noun."""
    word = tokens.word(at)
    if word in words("nouns") or word.endswith(_PLURAL_ENDS):
        return True
    if word == "s":
        return tokens.glued(at) and tokens.is_number(at - 1)
    raw = tokens.raw(at)
    if len(raw) > 2 and raw[-1] == "s" and raw[:-1].isupper():
        return True
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL) and word not in _SINGULAR_IN_S
    )


def stands_bare(tokens: Tokens, at: int) -> bool:
    """True where nothing at `at` can be what the number before it counts."""
    if not tokens.is_word(at):
        return not tokens.is_number(at) and not (tokens.glued(at) and tokens.word(at) in "-–/:’'(")
    timed = tokens.word(at) in ("last", "this", "next") and singular(tokens.word(at + 1)) in _SPANS
    return timed or tokens.word(at) in _CLOSING


def _compound_goes_on(tokens: Tokens, at: int) -> bool:
    """True where a plural only describes the next noun: "sales jobs", "sports cars", "women's teams"."""
    if tokens.word(at + 1) in ("'s", "’s", "'", "’") and tokens.glued(at + 1):
        return True
    following = tokens.word(at + 1)
    if following in ("-", "‑") and tokens.glued(at + 1):
        return True
    if tokens.word(at) in ("people", "men", "women", "children", "police"):
        return tokens.word(at) == "police" and is_plural(tokens, at + 1)
    noun_next = is_plural(tokens, at + 1) and following not in words("function_words")
    if noun_next and tokens.is_word(at + 1) and tokens.word(at + 2) not in cues("after_a_verb"):
        return True
    noun = (
        tokens.is_word(at + 1)
        and following not in words("function_words")
        and not following.endswith(("ed", "ing"))
    )
    return tokens.capitalised(at) and noun and (is_plural(tokens, at + 1) or is_plural(tokens, at + 2))
