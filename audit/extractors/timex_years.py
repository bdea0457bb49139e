"""Dates in digits: years, decades and numeric dates."""

from datetime import date

from audit.extractors.calendars import Meaning
from audit.extractors.quantity_lexicons import table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.subjects import is_plural, stands_bare
from audit.extractors.time_expressions import TimeExpression

_FIRST_YEAR, _LAST_YEAR = 1500, 2199
# Four digits in this range are a year almost wherever they stand; outside it something must say so.
_LIKELY_YEARS = range(1900, 2051)
# A plural after one of these says nothing against a year ("2018 sales"); papers write "2,018 people".
_RECENT_YEARS = range(1985, 2031)
_YEAR_PREFIXES = frozenset({"mid", "post", "pre", "early", "late", "ex"})
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "a", "this", "our", "my", "'s", "’s"})
_SEPARATORS = frozenset("-/.–")


def plain_year(tokens: Tokens, at: int) -> int | None:
    """The year that four digits at `at` can be."""
    word = tokens.word(at)
    if len(word) != 4 or not (word.isascii() and word.isdecimal()):
        return None
    return int(word) if _FIRST_YEAR <= int(word) <= _LAST_YEAR else None


def read_year(tokens: Tokens, at: int) -> TimeExpression | None:
    """A year, a decade or a numeric date that begins with these digits."""
    if tokens.words[at : at + 3] == ["9", "/", "11"] and tokens.glued(at + 2) and not tokens.glued(at + 3):
        return TimeExpression(at, at + 3, "date", Meaning("date", 2001, 9, 11))
    numeric = read_numeric_date(tokens, at)
    if numeric is not None:
        return numeric
    decade = _decade(tokens, at)
    if decade is not None:
        return decade
    year = plain_year(tokens, at)
    if year is None or not _year_stands(tokens, at, year):
        return None
    meaning = Meaning("date", year)
    first = at
    if tokens.word(at - 1) in ("fiscal", "calendar") or (tokens.word(at - 1) == "year"):
        first = at - 1
        if tokens.word(first - 1) in ("fiscal", "calendar", "financial"):
            first -= 1
        if tokens.word(first - 1) == "the":
            first -= 1
    after = at + 1
    if (
        tokens.word(after) in ("fiscal", "calendar", "financial", "school", "academic")
        and tokens.word(after + 1) == "year"
    ):
        first, after = first - (tokens.word(first - 1) == "the"), after + 2
    return TimeExpression(first, after, "date", meaning)


def read_short_year(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "the crash of '87", "in '88"."""
    word = tokens.words[at]
    marked = tokens.word(at - 1) in ("'", "’", "‘") and tokens.glued(at)
    if (
        not marked
        or len(word) != 2
        or tokens.word(at - 2) not in table("timex")["words"]["year_leads"] + ["and"]
    ):
        return None
    if tokens.glued(at + 1) and (tokens.is_word(at + 1) or tokens.word(at + 1) in "'’-%"):
        return None
    return TimeExpression(at - 1, at + 1, "date", Meaning("date", _full_year(int(word))))


def _decade(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "the 1990s", "the '90s"."""
    word = tokens.words[at]
    apostrophe = tokens.word(at + 1) in ("'s", "’s") and tokens.word(at - 1) == "the"
    if not (tokens.word(at + 1) == "s" and tokens.glued(at + 1)) and not apostrophe:
        return None
    first = at
    if len(word) == 2 and word[1] == "0" and tokens.word(at - 1) in ("'", "’", "‘"):
        value, first = ("20" if word[0] < "2" else "19") + word[0], at - 1
    elif len(word) == 2 and word[1] == "0" and word[0] > "1" and _second_decade(tokens, at):
        value = "19" + word[0]
    elif len(word) == 4 and word[3] == "0" and _FIRST_YEAR <= int(word) <= _LAST_YEAR:
        value = word[:3] if word[2] != "0" or word[:2] != "19" else "190"
    else:
        return None
    if tokens.word(first - 1) in ("early", "late", "mid"):
        return TimeExpression(first, at + 2, "date", Meaning("value", value=value))
    return TimeExpression(
        first - (tokens.word(first - 1) == "the"), at + 2, "date", Meaning("value", value=value)
    )


def _second_decade(tokens: Tokens, at: int) -> bool:
    """ "the 70s", and "40s" in "the 1930s and 40s"."""
    listed = tokens.word(at - 1) in ("and", "or") and tokens.word(at - 2) == "s" and tokens.glued(at - 2)
    return listed or tokens.word(at - 1) == "the"


def _year_stands(tokens: Tokens, at: int, year: int) -> bool:
    """True where four digits are a year and not an amount, a part of a name or of a longer number."""
    before = tokens.word(at - 1)
    if _joined_to_code(tokens, at) or _unit_sign_follows(tokens, at):
        return False
    if before in table("timex")["words"]["year_leads"]:
        return True
    if tokens.is_word(at - 1) and tokens.capitalised(at - 1) and not tokens.begins_sentence(at - 1):
        return year in _RECENT_YEARS and is_plural(tokens, at + 1)
    return year in _LIKELY_YEARS and _not_counting(tokens, at, year)


def _joined_to_code(tokens: Tokens, at: int) -> bool:
    """True for "TPP-2018", "x2010": the digits belong to what stands before them."""
    before = tokens.word(at - 1)
    if not tokens.glued(at):
        return False
    if before in "-/–":
        return not (tokens.is_number(at - 2) or tokens.word(at - 2) in _YEAR_PREFIXES)
    return before not in "([“\"—'‘©’"


def _unit_sign_follows(tokens: Tokens, at: int) -> bool:
    following = tokens.word(at + 1)
    return tokens.glued(at + 1) and ((tokens.is_word(at + 1) and following != "s") or following in "%°″_@")


def _not_counting(tokens: Tokens, at: int, year: int) -> bool:
    before = tokens.word(at - 1)
    if before in table("timex")["words"]["not_year_after"]:
        return _set_beside_a_year(tokens, at, year)
    determined = before in _DETERMINERS or year in _RECENT_YEARS
    return determined or not is_plural(tokens, at + 1) or tokens.capitalised(at + 1)


def _set_beside_a_year(tokens: Tokens, at: int, year: int) -> bool:
    """ "rather than 2018", "around 2002": a round number would be a count."""
    lead = tokens.words[max(0, at - 2) : at]
    if lead[-1:] == ["than"]:
        return lead[0] in ("rather", "later", "earlier", "sooner", "other")
    return lead[-1:] in (["about"], ["around"]) and year % 10 != 0 and stands_bare(tokens, at + 1)


def read_numeric_date(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "2016-11-07", "11/7/2016", "07.11.2016"; day and month the American way where both fit."""
    parts, after = _numeric_parts(tokens, at)
    if parts is None or (
        tokens.glued(at) and tokens.word(at - 1) in ("-", "/", "_", ".", "$", "£", "€", "+")
    ):
        return None
    if tokens.glued(after) and (tokens.word(after) in "-/_%" or tokens.is_word(after)):
        return None
    year, month, day = _ordered(parts)
    if month > 12 and day <= 12:
        month, day = day, month
    if not is_date(year, month, day):
        return None
    return TimeExpression(at, after, "date", Meaning("date", year, month, day))


def _ordered(parts: list[str]) -> tuple[int, int, int]:
    if len(parts[0]) == 4:
        return int(parts[0]), int(parts[1]), int(parts[2])
    year = int(parts[2]) if len(parts[2]) == 4 else _full_year(int(parts[2]))
    return year, int(parts[0]), int(parts[1])


def _full_year(two_digits: int) -> int:
    return (2000 if two_digits < 39 else 1900) + two_digits


def _numeric_parts(tokens: Tokens, at: int) -> tuple[list[str] | None, int]:
    word = tokens.words[at]
    if len(word) == 8 and word.isdecimal() and word[:2] in ("19", "20"):
        return [word[:4], word[4:6], word[6:]], at + 1
    if word.count(".") == 2 and "," not in word:
        parts = word.split(".")
        return (parts if _date_like(parts) else None), at + 1
    separator = tokens.word(at + 1)
    whole = separator in _SEPARATORS and tokens.word(at + 3) == separator
    if not whole or not all(tokens.glued(position) for position in range(at + 1, at + 5)):
        return None, at
    parts = [tokens.word(at), tokens.word(at + 2), tokens.word(at + 4)]
    return (parts if _date_like(parts) else None), at + 5


def _date_like(parts: list[str]) -> bool:
    if not all(part.isascii() and part.isdecimal() for part in parts):
        return False
    lengths = tuple(len(part) for part in parts)
    if lengths[0] == 4:
        return lengths[1] <= 2 and lengths[2] <= 2 and _FIRST_YEAR <= int(parts[0]) <= _LAST_YEAR
    return lengths[0] <= 2 and lengths[1] <= 2 and lengths[2] in (2, 4)


def is_date(year: int, month: int, day: int) -> bool:
    """True where the calendar has such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
