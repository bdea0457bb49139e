"""Time expressions as TIMEX3 has them: found word by word, widened by their modifiers, joined."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from audit.extractors import timex_clock, timex_dates, timex_quarters, timex_units, timex_years
from audit.extractors.calendars import Meaning
from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.extractors.timex_quarters import with_the
from audit.extractors.timex_stretches import figure_of, summed

_Reader = Callable[[Tokens, int], TimeExpression | None]
# What is meant by these forms turns on whether the sentence looks back or ahead.
_AMOUNTS = frozenset({"money", "percent", "measure"})
_LOOKING = frozenset({"weekday", "month", "quarter", "half", "season", "holiday"})
_YEARLY = frozenset({"month", "quarter", "half", "season"})
_IN_DIGITS = (timex_clock.read_clock, timex_years.read_year, timex_years.read_short_year)
# How far a cue of past or future is looked for on either side, in tokens.
_CUE_REACH = 18
_FUTURE_CUES = frozenset(table("timex")["words"]["future_cues"])
_BEFORE_TO = frozenset(table("timex")["words"]["before_to_come"])
_PAST_CUES = frozenset(table("timex")["words"]["past_cues"])


@cache
def _readers() -> dict[str, tuple[_Reader, ...]]:
    """Which readers look at a word."""
    data = table("timex")
    index: dict[str, tuple[_Reader, ...]] = {}

    def add(words: Sequence[str], reader: _Reader) -> None:
        for word in words:
            index[word] = (*index.get(word, ()), reader)

    add(sorted(timex_dates.phrase_starters()), timex_dates.read_phrase)
    add(list(data["days"]), timex_clock.read_relative_day)
    add(list(data["weekdays"]), timex_dates.read_weekday)
    add(list(data["months"]), timex_dates.read_month)
    add(list(data["seasons"]), timex_dates.read_season)
    add(_unit_words(), timex_units.read_unit)
    add(list(data["dayparts"]), timex_clock.read_daypart)
    add(sorted(timex_clock.MOMENTS), timex_clock.read_moment)
    add(["overnight"], timex_clock.read_overnight)
    add(list(data["hours"]), timex_clock.read_clock)
    add(["half"], timex_quarters.read_half)
    add(["q", "h"], timex_quarters.read_quarter_code)
    add(list(data["sets"]), timex_units.read_set)
    add(list(data["long_words"]), timex_units.read_long)
    return index


def _unit_words() -> list[str]:
    names = list(table("timex")["units"])
    return (
        names
        + [f"{name}s" for name in names if name not in ("century", "millennium")]
        + ["centuries", "millennia"]
    )


def find(tokens: Tokens, figures: Sequence[Figure]) -> list[TimeExpression]:
    """Every time expression of the text in order, without overlap."""
    found = _stretches(tokens, figures)
    amounts = {figure.first: figure for figure in figures if figure.is_range and figure.kind in _AMOUNTS}
    readers = _readers()
    for at, word in enumerate(tokens.words):
        if word in readers:
            found.extend(_first_reading(tokens, at, readers[word]))
        elif word[-1].isdecimal():
            found.extend(_first_reading(tokens, at, _IN_DIGITS))
    found = [one for one in found if not _inside_amount(one, amounts)]
    kept = _without_overlap([_widened(tokens, expression) for expression in found])
    return [_looking(tokens, expression) for expression in _joined(tokens, kept)]


def _inside_amount(expression: TimeExpression, amounts: dict[int, Figure]) -> bool:
    """True for the "2000" of "from 2000 to 5500 rpm"."""
    amount = amounts.get(expression.first)
    return amount is not None and expression.kind == "date" and expression.after < amount.after


def _stretches(tokens: Tokens, figures: Sequence[Figure]) -> list[TimeExpression]:
    found = []
    for figure in figures:
        if figure.kind == "duration":
            expression = timex_units.read_figure(tokens, figure)
            if expression is not None:
                found.append(expression)
    return found


def _first_reading(tokens: Tokens, at: int, readers: tuple[_Reader, ...]) -> list[TimeExpression]:
    for reader in readers:
        expression = reader(tokens, at)
        if expression is not None:
            return [expression]
    return []


def _widened(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """The expression with "early", "late", "the end of", and before a stretch "about", "more than"."""
    expression = _with_hours_of(tokens, expression)
    first = expression.first
    if expression.kind in ("date", "time"):
        first = _with_early(tokens, first)
        first = _with_part_of(tokens, first)
    counted = expression.figure is not None or tokens.word(first) not in ("the", "last", "a", "an")
    if expression.kind == "duration" or (expression.meaning.form == "shifted" and counted):
        first = _with_approximation(tokens, first)
    return expression if first == expression.first else replace(expression, first=first)


def _with_early(tokens: Tokens, first: int) -> int:
    before = tokens.word(first - 1)
    if before == "-" and tokens.word(first - 2) in ("mid", "early", "late"):
        first -= 2
    elif before in ("early", "late", "earlier", "later", "mid"):
        first -= 1
    elif (
        before in ("in", "on")
        and tokens.word(first - 2) in ("early", "late", "earlier", "later")
        and tokens.word(first) in ("the", "this")
    ):
        return first - 2
    else:
        return first
    return first - (tokens.word(first - 1) == "the")


def _with_hours_of(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """ "the early hours of Saturday"."""
    first = expression.first
    hours = tokens.words[max(0, first - 3) : first]
    if hours[1:] != ["hours", "of"] or hours[0] not in ("early", "small", "wee") or not _is_day(expression):
        return expression
    first -= 3
    meaning = replace(expression.meaning, clock="MO")
    return replace(expression, first=first - (tokens.word(first - 1) == "the"), kind="time", meaning=meaning)


def _with_part_of(tokens: Tokens, first: int) -> int:
    if tokens.word(first - 1) != "of" or tokens.word(first - 2) not in cues("parts_of_a_time"):
        return first
    first -= 2
    return first - (tokens.word(first - 1) == "the")


def _with_approximation(tokens: Tokens, first: int) -> int:
    words = tokens.words
    for phrase in (
        ("more", "than"),
        ("less", "than"),
        ("fewer", "than"),
        ("at", "least"),
        ("as", "long", "as"),
        ("up", "to"),
        ("just", "over"),
        ("just", "under"),
        ("no", "more", "than"),
        ("at", "most"),
        ("close", "to"),
        ("well", "over"),
        ("a", "little", "over"),
        ("as", "many", "as"),
        ("as", "little", "as"),
        ("slightly", "more", "than"),
    ):
        if tuple(words[max(0, first - len(phrase)) : first]) == phrase:
            return first - len(phrase)
    if tokens.word(first - 1) in ("about", "around", "nearly", "almost", "approximately", "roughly", "some"):
        return first - 1
    return first


def _without_overlap(found: list[TimeExpression]) -> list[TimeExpression]:
    """Of expressions that overlap the longest, then the first."""
    kept: list[TimeExpression] = []
    for expression in sorted(found, key=lambda one: (one.first, -one.after)):
        if kept and expression.first < kept[-1].after:
            if expression.after - expression.first > kept[-1].after - kept[-1].first:
                kept[-1] = expression
        else:
            kept.append(expression)
    return kept


def _joined(tokens: Tokens, found: list[TimeExpression]) -> list[TimeExpression]:
    """Neighbours that are one expression: "8 p.m. Friday", "May of last year", "Friday at noon"."""
    joined: list[TimeExpression] = []
    for expression in found:
        pair = _pair(tokens, joined[-1], expression) if joined else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(expression)
    return joined


def _pair(tokens: Tokens, left: TimeExpression, right: TimeExpression) -> TimeExpression | None:
    between = tokens.words[left.after : right.first]
    if len(between) > 2 or left.meaning.within is not None:
        return None
    if (
        between in ([], ["of"], [","])
        and _year_of(right)
        and left.meaning.form in _YEARLY
        and left.meaning.year is None
    ):
        return replace(left, after=right.after, meaning=replace(left.meaning, within=right.meaning))
    if between == [] and _same_part(tokens, left) and right.meaning.unit == "Y" and right.meaning.shift:
        years = {"Q": 4, "M": 12, "W": 52}[left.meaning.unit] * right.meaning.shift
        return replace(left, after=right.after, meaning=replace(left.meaning, shift=years))
    owned = _of_its_year(tokens, left, right)
    if owned is not None:
        return owned
    total = _sum(left, right) if between in ([], ["and"], [","], [",", "and"]) else None
    if total is not None:
        figure = figure_of(left.figure, right.figure)
        return replace(left, after=right.after, meaning=Meaning("value", value=total), figure=figure)
    if _is_clock(left) and _is_day(right) and between in ([], ["on"], [","], ["of"]):
        return replace(left, after=right.after, meaning=replace(right.meaning, clock=left.meaning.value))
    if (
        _is_day(left)
        and _is_clock(right)
        and between in ([], ["at"], [","], [",", "at"], ["around"], ["at", "around"], ["at", "about"])
    ):
        return replace(right, first=left.first, meaning=replace(left.meaning, clock=right.meaning.value))
    if (
        left.figure is not None
        and between == ["of"]
        and right.kind == "date"
        and tokens.word(left.first) in ("the", "first", "last")
    ):
        return replace(left, after=right.after)
    return None


def _of_its_year(tokens: Tokens, left: TimeExpression, right: TimeExpression) -> TimeExpression | None:
    """ "last year's third quarter", "the 1988 third quarter", "this year's first nine months"."""
    between = tokens.words[left.after : right.first]
    owned = between in (["'s"], ["’s"])
    if not _year_of(left) or not (owned or (not between and left.meaning.form == "date")):
        return None
    if right.meaning.form in ("quarter", "half") and right.meaning.year is None:
        first = (
            left.first
            if owned or "-" in tokens.words[right.first : right.after]
            else with_the(tokens, left.first)
        )
        return replace(right, first=first, meaning=replace(right.meaning, within=left.meaning))
    part = (
        owned and right.kind == "duration" and right.figure is not None and right.first < right.figure.first
    )
    return replace(right, first=left.first) if part else None


def _sum(left: TimeExpression, right: TimeExpression) -> str | None:
    """ "24 hours and 39 minutes" is one stretch."""
    if left.kind != "duration" or right.kind != "duration":
        return None
    return summed(left.meaning.value, right.meaning.value)


def _same_part(tokens: Tokens, expression: TimeExpression) -> bool:
    """ "the same quarter" of another year, which the next words name."""
    same = "same" in tokens.words[expression.first : expression.after]
    return same and expression.meaning.form == "unit" and expression.meaning.unit in ("Q", "M", "W")


def _year_of(expression: TimeExpression) -> bool:
    meaning = expression.meaning
    return (meaning.form == "unit" and meaning.unit == "Y") or (
        meaning.form == "date" and meaning.month is None
    )


def _is_clock(expression: TimeExpression) -> bool:
    return expression.kind == "time" and expression.meaning.form == "day" and expression.meaning.shift == 0


def _is_day(expression: TimeExpression) -> bool:
    meaning = expression.meaning
    if expression.kind == "time" and expression.meaning.form == "day":
        return meaning.shift != 0
    if meaning.form == "unit":
        return meaning.unit == "D"
    whole = meaning.form in ("weekday", "holiday", "day") or (
        meaning.form in ("date", "month") and meaning.day is not None
    )
    return whole and not meaning.clock


def _looking(tokens: Tokens, expression: TimeExpression) -> TimeExpression:
    """The expression, marked where its sentence looks ahead; news looks back where nothing says so."""
    open_unit = expression.meaning.unit in ("WE", "Q") and expression.meaning.shift is None
    if not open_unit and expression.meaning.form not in _LOOKING:
        return expression
    if expression.meaning.form in ("quarter", "half") and tokens.word(expression.after) in cues(
        "half_year_figures"
    ):
        return expression
    if tokens.words[max(0, expression.first - 2) : expression.first] == ["now", "and"]:
        return replace(expression, meaning=replace(expression.meaning, forward=True))
    ahead = _ahead(tokens, expression)
    if ahead is None or (not ahead and tokens.word(expression.first - 1) in ("until", "through", "till")):
        return expression
    return replace(expression, meaning=replace(expression.meaning, forward=ahead))


def _ahead(tokens: Tokens, expression: TimeExpression) -> bool | None:
    """The nearest cue decides: what stands before the expression, else what stands after it."""
    before = range(expression.first - 1, max(-1, expression.first - _CUE_REACH), -1)
    after = range(expression.after, min(tokens.count, expression.after + _CUE_REACH))
    for reach in (before, after):
        for at in reach:
            cue = _cue(tokens, at)
            if cue is not None:
                return cue
            if tokens.words[at] in (".", ";", "\n", "?", "!") and not (
                tokens.glued(at + 1) and tokens.is_word(at - 1)
            ):
                break
    return None


def _cue(tokens: Tokens, at: int) -> bool | None:
    word = tokens.words[at]
    if word == "may" and tokens.capitalised(at):
        return None
    if word in _FUTURE_CUES or word.endswith(("'ll", "’ll")):
        return tokens.word(at - 1) not in ("originally", "initially", "once")
    if word == "to" and tokens.word(at - 1) in _BEFORE_TO:
        return True
    if tokens.word(at - 1) in ("be", "to"):
        return None
    past = word in _PAST_CUES or (word.endswith("ed") and len(word) > 4)
    return False if past else None
