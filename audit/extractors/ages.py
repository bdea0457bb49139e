"""Ages: "Roth, 48,", "a 48-year-old", "aged 48", "three months old"."""

from collections.abc import Iterable
from dataclasses import replace

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.subjects import is_plural

# Nobody in the news is older; a larger number between commas is something else.
_OLDEST_PERSON = 120
_AGE_LEADS = frozenset({"aged", "age", "ages"})
_AFTER_BARE_AGE = frozenset(
    {"when", "and", "by", "at", "raising", "for", "in", "but", "or", "while", "years", "on", "compared"}
)
_BEING = frozenset({"was", "is", "be"})
_PERSONS = frozenset({"he", "she", "i"})
_OLDER = (["and", "older"], ["or", "older"], ["and", "younger"], ["or", "younger"])
_TURNING = frozenset({"turn", "turns", "turned", "turning"})


def recognised(tokens: Tokens, figures: Iterable[Figure]) -> list[Figure]:
    """The figures, those that are ages marked as such."""
    return [_aged(tokens, figure) or figure for figure in figures]


def _aged(tokens: Tokens, figure: Figure) -> Figure | None:
    if figure.kind == "duration":
        return _unit_old(tokens, figure)
    if figure.unit is not None or figure.scaled or figure.low > _OLDEST_PERSON or figure.low < 1:
        return None
    if tokens.word(figure.after) == "yo" or (
        tokens.word(figure.after) == "y" and tokens.word(figure.after + 1) == "."
    ):
        return _as_age(figure, figure.first, figure.after + 1)
    if tokens.words[figure.after : figure.after + 2] in _OLDER:
        return _as_age(figure, figure.first, figure.after)
    return _after_age_word(tokens, figure) or _said_of_a_person(tokens, figure) or _apposition(tokens, figure)


def _said_of_a_person(tokens: Tokens, figure: Figure) -> Figure | None:
    """ "she was 73 when", "life expectancy is around 73": a bare number after a person or a life."""
    before, following = tokens.words[max(0, figure.first - 12) : figure.first], tokens.word(figure.after)
    goes_on = tokens.glued(figure.after) and following in "-–/:"
    if goes_on or figure.style == "fraction":
        return None
    if tokens.is_word(figure.after) and following not in _AFTER_BARE_AGE:
        bounded = _closes(following) and _people_under(before)
        return _as_age(figure, figure.first, figure.after) if bounded else None
    youngest = before[-1:] != [] and before[-1] in _BEING and before[-2:-1] in (["youngest"], ["oldest"])
    lived = (
        youngest
        or "expectancy" in before
        or _average_age(before)
        or _people_under(before)
        or _died_at(before)
    )
    person = before[-1:] != [] and before[-1] in _BEING and bool(_PERSONS & set(before[-3:-1]))
    return _as_age(figure, figure.first, figure.after) if lived or person else None


def _unit_old(tokens: Tokens, figure: Figure) -> Figure | None:
    """ "48 years old", "48-year-old", "three months of age"; people as well as bedrock."""
    at = figure.after + (tokens.word(figure.after) in ("-", "‑"))
    if tokens.word(at) in ("old", "olds"):
        return replace(figure, kind="age", unit=f"{figure.unit} of age", after=at + 1)
    if tokens.words[at : at + 2] == ["of", "age"]:
        return replace(figure, kind="age", unit=f"{figure.unit} of age", after=at + 2)
    return None


def _after_age_word(tokens: Tokens, figure: Figure) -> Figure | None:
    """ "aged 48", "at age 48", "the age of 21", "turned 40"."""
    before = figure.first - 1
    if tokens.word(before) == "of" and tokens.word(before - 1) in ("age", "ages"):
        return _as_age(figure, figure.first, figure.after)
    if (
        tokens.word(before) in ("between", "from", "over", "under", "about")
        and tokens.word(before - 1) in _AGE_LEADS
    ):
        return _as_age(figure, figure.first, figure.after)
    if tokens.word(before) in _AGE_LEADS:
        return _as_age(figure, before, figure.after)
    following = tokens.word(figure.after)
    ends = not tokens.is_word(figure.after) or following in cues("after_an_age") or _closes(following)
    return _as_age(figure, figure.first, figure.after) if tokens.word(before) in _TURNING and ends else None


def _closes(word: str) -> bool:
    return word in words("function_words") and word != "of"


def _died_at(before: list[str]) -> bool:
    """ "she died at 88", "dead at 91"."""
    if before[-1:] != ["at"] or len(before) < 3 or before[-3] in ("of", "the"):
        return False
    return before[-2] in ("died", "dies", "dead", "dying")


def _average_age(before: list[str]) -> bool:
    """ "the average age of members was 52"."""
    return before[-1:] != [] and before[-1] in _BEING and "age" in before


def _people_under(before: list[str]) -> bool:
    """ "voters under 30", "children younger than 5": the people before the bound say that it is an age."""
    if before[-1:] in (["under"], ["over"]):
        return before[-2:-1] != [] and before[-2] in cues("people_of_an_age")
    return before[-2:] in (["younger", "than"], ["older", "than"])


def _apposition(tokens: Tokens, figure: Figure) -> Figure | None:
    """ "Roth, 48, said", "Roth, then 44,": a number between commas after a name."""
    comma = figure.first - 1 - (tokens.word(figure.first - 1) in ("then", "now"))
    if (
        figure.style != "digits"
        or figure.step != 1
        or figure.is_range
        or tokens.word(comma) not in (",", "(")
    ):
        return None
    named = tokens.word(comma - 1) == ")" or (
        tokens.is_word(comma - 1)
        and (tokens.capitalised(comma - 1) or _someone_described(tokens, comma, figure.after))
    )
    month = _is_month_or_day(tokens, comma - 1)
    closed = tokens.word(figure.after) in ("", "\n", ",", ")", ".", ";", "—")
    if not named or month or not closed or figure.low < 2 or _list_goes_on(tokens, figure.after):
        return None
    return _as_age(figure, figure.first, figure.after)


def _someone_described(tokens: Tokens, comma: int, after: int) -> bool:
    """ "his brother, 29", "a rookie guard, 20, blocked"."""
    if tokens.word(comma - 2) in cues("before_a_relative"):
        return True
    singular = not is_plural(tokens, comma - 1) and tokens.word(after) == ","
    return singular and tokens.is_word(comma - 2) and tokens.word(comma - 3) in ("a", "an")


def _is_month_or_day(tokens: Tokens, at: int) -> bool:
    """True for "in May, 60", not for the surname of "Theresa May, 60"."""
    times = table("timex")
    surname = tokens.capitalised(at - 1) and tokens.is_word(at - 1) and not tokens.begins_sentence(at - 1)
    surname = surname or (tokens.capitalised(at - 1) and tokens.word(at - 1) not in words("function_words"))
    return tokens.word(at) in times["weekdays"] or (tokens.word(at) in times["months"] and not surname)


def _list_goes_on(tokens: Tokens, at: int) -> bool:
    following = at + 1 + (tokens.word(at + 1) == "and")
    return tokens.is_number(following)


def _as_age(figure: Figure, first: int, after: int) -> Figure:
    return replace(figure, kind="age", unit="year of age", first=first, after=after)
