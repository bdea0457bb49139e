"""What a figure is in its sentence: a level, a change, a share or a forecast; and what it is of."""

from functools import cache

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens
from audit.model import Aspect

Span = tuple[int, int]
_CHANGE_NOUNS = cues("change_nouns_after")
# Words that tell a change only right before the figure, or of a percentage.
_AMOUNT_VERBS = cues("amount_verbs")
_LOOSE_CHANGES = cues("loose_changes") | _AMOUNT_VERBS
_VERB_REACH = 4
_FORECAST_REACH = 10
_LONGEST_METRIC = 10


@cache
def _changes() -> frozenset[str]:
    return frozenset(table("aspects")["change"])


@cache
def _forecasts() -> frozenset[str]:
    return frozenset(table("aspects")["forecast"])


def aspect(tokens: Tokens, figure: Figure) -> Aspect:
    """The role of a figure. The base of a change ("from 310 to 340") is no level of its own time."""
    if figure.change_base:
        return "change"
    if _forecast(tokens, figure.first) or _said_of_the_future(tokens, figure.after):
        return "forecast"
    if _change(tokens, figure):
        return "change"
    shared = figure.kind == "percent" or figure.style == "fraction"
    return "share" if shared and tokens.word(figure.after) == "of" else "level"


def _forecast(tokens: Tokens, first: int) -> bool:
    for at in range(first - 1, max(-1, first - _FORECAST_REACH), -1):
        word = tokens.words[at]
        if word in (".", ";", ",", "\n"):
            return False
        if word in _forecasts() and _looks_ahead(tokens, at):
            return True
    return False


def _looks_ahead(tokens: Tokens, at: int) -> bool:
    """False for the month of May, and for "set a price" and "due in part to"."""
    word = tokens.words[at]
    if word == "may":
        return not tokens.capitalised(at) or tokens.begins_sentence(at)
    return word not in ("set", "due", "likely", "poised") or tokens.word(at + 1) in ("to", "for")


def _said_of_the_future(tokens: Tokens, after: int) -> bool:
    """ "8,500 troops would be sent": the verb stands behind what is counted."""
    for at in range(after, min(tokens.count, after + _VERB_REACH + 2)):
        if tokens.words[at] in ("will", "would", "shall"):
            return True
        if not tokens.is_word(at) or tokens.words[at] in words("function_words"):
            return False
    return False


def _change(tokens: Tokens, figure: Figure) -> bool:
    after = figure.after
    if tokens.word(after) in _CHANGE_NOUNS or tokens.word(after + 1) in cues("change_nouns"):
        return True
    for at in range(figure.first - 1, max(-1, figure.first - _VERB_REACH), -1):
        word = tokens.words[at]
        if word in ("to", "at", "from") or not tokens.is_word(at):
            return False
        if word in _LOOSE_CHANGES:
            adjacent = at == figure.first - 1 and word not in _AMOUNT_VERBS
            return adjacent or (
                figure.kind == "percent" and (word in _AMOUNT_VERBS or word in ("up", "down"))
            )
        if word in _changes():
            return True
    return False


def metric(tokens: Tokens, figure: Figure) -> Span | None:
    """What an amount is said of: the subject of its verb ("bilateral trade reaching $145 billion")."""
    at = figure.first - 1
    verbs = frozenset(table("aspects")["measuring"]) | _changes()
    for _ in range(_VERB_REACH + 2):
        if at < 0 or not tokens.is_word(at):
            return None
        if tokens.words[at] in verbs:
            return _phrase_before(tokens, at)
        at -= 1
    return None


def _phrase_before(tokens: Tokens, at: int) -> Span | None:
    """The subject that ends before a verb and its auxiliaries: "sales to farms", "bilateral trade"."""
    last = at - 1
    while last >= 0 and tokens.words[last] in table("aspects")["auxiliaries"]:
        last -= 1
    first = last
    while first >= 0 and last - first < _LONGEST_METRIC and _in_subject(tokens, first):
        first -= 1
    begin = first + 1
    while begin < last and not _nominal(tokens, begin):
        begin += 1
    overlong = first >= 0 and _in_subject(tokens, first)
    named = begin <= last and _nominal(tokens, begin) and _nominal(tokens, last)
    return (begin, last + 1) if named and not overlong else None


def _in_subject(tokens: Tokens, at: int) -> bool:
    """Nouns, articles and the prepositions that hang one noun on another."""
    word = tokens.words[at]
    linking = word in cues("inside_a_subject")
    return linking or _nominal(tokens, at) or word in ("'s", "’s")


def _nominal(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word == "-":
        return tokens.glued(at) and tokens.glued(at + 1)
    nominal = tokens.is_word(at) and word not in ("'s", "’s") and not word.endswith("ed")
    return nominal and word not in words("function_words")
