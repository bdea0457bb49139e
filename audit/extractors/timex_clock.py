"""Times of day: clock times, noon and midnight, and the parts of a day."""

from dataclasses import replace

from audit.extractors.calendars import Meaning
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression

_PART_SHIFTS = {
    "last": -1, "previous": -1, "next": 1, "following": 1, "this": 0, "that": 0, "the": 0, "same": 0,
    "early": 0, "late": 0, "mid": 0,
}  # fmt: skip
_MORNING = frozenset({"am", "a.m.", "a.m"})
_AFTERNOON = frozenset({"pm", "p.m.", "p.m"})
_PART_LEADS = cues("before_a_daypart")
_HALVES = frozenset({"morning", "afternoon", "evening"})
_BEFORE_HOURS = frozenset(table("timex")["words"]["before_hours"])
# The moments of a day that have a name.
MOMENTS: dict[str, str] = table("timex")["moments"]
_FROM_THERE = frozenset({"previous", "following", "that", "the", "same", "in", "by", "at"})


def read_clock(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "9:15 PM EDT", "5pm", "10.45pm", "17:30", "seven o'clock"."""
    hour, minute, after = _hour_and_minute(tokens, at)
    if hour is None or (
        tokens.glued(at)
        and tokens.word(at - 1) in ("$", "£", "€", "-", ".", ":", "/", "+")
        and not _dash_joins(tokens, at)
    ):
        return None
    half = _half_of_day(tokens, after)
    if half is not None:
        after, hour = half[0], _by_half(hour, half[1])
    elif tokens.word(after) in ("o'clock", "o’clock"):
        after += 1
    elif _in_daypart(tokens, at, after):
        hour, after = _by_half(hour, "am" if tokens.word(after + 2) == "morning" else "pm"), after + 3
    elif ":" not in tokens.words[at:after] and not _zone(tokens, after):
        return None
    if hour is None or hour > 24 or minute > 59:
        return None
    after += _zone(tokens, after)
    clock = f"{hour:02d}:{minute:02d}" if minute or ":" in tokens.words[at:after] else f"{hour:02d}"
    return TimeExpression(at, after, "time", Meaning("day", shift=0, value=clock, relative=True))


def _in_daypart(tokens: Tokens, at: int, after: int) -> bool:
    """ "at 8 in the morning"."""
    named = tokens.words[after : after + 2] == ["in", "the"] and tokens.word(after + 2) in _HALVES
    return named and tokens.word(at - 1) in _BEFORE_HOURS


def _dash_joins(tokens: Tokens, at: int) -> bool:
    return tokens.word(at - 1) == "-" and tokens.is_number(at - 2)


def _hour_and_minute(tokens: Tokens, at: int) -> tuple[int | None, int, int]:
    word = tokens.words[at]
    if "." in word:
        hour, _, minute = word.partition(".")
        if (
            len(hour) <= 2
            and len(minute) == 2
            and hour.isdecimal()
            and minute.isdecimal()
            and _half_of_day(tokens, at + 1)
        ):
            return int(hour), int(minute), at + 1
        return None, 0, at
    if not (word.isascii() and word.isdecimal()):
        value = table("timex")["hours"].get(word)
        return value, 0, at + 1
    if len(word) > 2:
        return (
            (int(word[:2]), int(word[2:]), at + 1)
            if len(word) == 4 and _zone(tokens, at + 1) and int(word[:2]) < 24
            else (None, 0, at)
        )
    if tokens.word(at + 1) == ":" and _two_digits(tokens, at + 2):
        after = at + 3
        if tokens.word(after) == ":" and _two_digits(tokens, after + 1):
            after += 2
        return int(word), int(tokens.words[at + 2]), after
    return int(word), 0, at + 1


def _two_digits(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return len(word) == 2 and word.isdecimal() and tokens.glued(at) and tokens.glued(at - 1)


def _half_of_day(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """The position after "am" or "pm", and which it is."""
    word = tokens.word(at)
    if word in _MORNING:
        return at + 1, "am"
    if word in _AFTERNOON:
        return at + 1, "pm"
    if word in ("a", "p") and tokens.word(at + 1) == "." and tokens.word(at + 2) == "m":
        return at + 3 + (tokens.word(at + 3) == "."), word + "m"
    if word == "noon":
        return at + 1, "pm"
    return None


def _by_half(hour: int, half: str) -> int | None:
    if hour > 12:
        return hour if hour < 24 else None
    return hour % 12 + (12 if half == "pm" else 0)


def _zone(tokens: Tokens, at: int) -> int:
    """How many tokens a time zone takes: "EDT", "GMT", "local time", "Eastern time"."""
    if tokens.word(at) == "(" and _zone(tokens, at + 1) and tokens.word(at + 2) == ")":
        return 0
    if tokens.word(at) in table("timex")["words"]["time_zones"] and tokens.raw(at).isupper():
        return 1
    if tokens.word(at + 1) == "time" and tokens.word(at) in cues("zones_before_time"):
        return 2
    return 0


def read_moment(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "noon" and "midnight", and after a preposition "dawn"."""
    word = tokens.words[at]
    clock = MOMENTS[word]
    if tokens.word(at + 1) == "-" or (clock.isalpha() and not _moment_stands(tokens, at)):
        return None
    return TimeExpression(at, at + 1, "time", Meaning("day", shift=0, value=clock, relative=True))


def _moment_stands(tokens: Tokens, at: int) -> bool:
    before = tokens.word(at - 1)
    return before in ("at", "before", "after", "until", "by", "since", "from", "to", "and") and (
        not tokens.is_word(at + 1) or tokens.word(at + 1) not in ("of", "patrol", "raid", "raids")
    )


def read_overnight(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "fell overnight", and not "an overnight success": the night before."""
    following = tokens.word(at + 1)
    if tokens.is_word(at + 1) and following not in table("timex")["words"]["after_overnight"]:
        return None
    return TimeExpression(at, at + 1, "time", Meaning("day", shift=-1, value="NI"))


def read_daypart(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "this morning", "last night", "yesterday evening", "the morning of …", "every night"."""
    word = tokens.words[at]
    part = table("timex")["dayparts"][word]
    before = tokens.word(at - 1)
    if before == "-" and tokens.word(at - 2) in ("mid", "late", "early") and tokens.glued(at):
        return TimeExpression(at - 2, at + 1, "time", Meaning("day", shift=0, value=part, relative=True))
    if tokens.word(at + 1) == "'s" or before not in _PART_LEADS or tokens.capitalised(at):
        return None
    if before in ("every", "each"):
        return TimeExpression(at - 1, at + 1, "set", Meaning("value", value=f"XXXX-XX-XXT{part}"))
    if before == "all":
        value = "P1D" if part == "NI" else f"PT1{part}"
        return TimeExpression(at - 1, at + 1, "duration", Meaning("value", value=value))
    if before == "at" and word == "night":
        return TimeExpression(at, at + 1, "time", Meaning("day", shift=0, value=part, relative=True))
    shift = _PART_SHIFTS.get(before)
    if shift is None:
        return None
    first = _with_the(tokens, at - 1)
    if word.endswith("s") and before == "the":
        return TimeExpression(first, at + 1, "set", Meaning("value", value=f"XXXX-XX-XXT{part}"))
    meaning = Meaning("day", shift=shift, value=part, relative=before in _FROM_THERE)
    return TimeExpression(first, at + 1, "time", meaning)


def _with_the(tokens: Tokens, at: int) -> int:
    return at - (tokens.word(at - 1) == "the")


def read_relative_day(tokens: Tokens, at: int) -> TimeExpression | None:
    """ "today", "yesterday morning", "tonight", "the day before yesterday"."""
    word = tokens.words[at]
    shift = table("timex")["days"][word]
    if word == "tonight":
        return TimeExpression(at, at + 1, "time", Meaning("day", shift=0, value="NI"))
    if word == "today" and tokens.capitalised(at) and tokens.raw(at - 1) == "USA":
        return None
    for lead, move in (("before", -1), ("after", 1)):
        if tokens.words[max(0, at - 3) : at] == ["the", "day", lead]:
            return TimeExpression(at - 3, at + 1, "date", Meaning("day", shift=shift + move))
    expression = TimeExpression(at, at + 1, "date", Meaning("day", shift=shift))
    part = table("timex")["dayparts"].get(tokens.word(at + 1))
    if part is None:
        return expression
    return replace(expression, after=at + 2, kind="time", meaning=Meaning("day", shift=shift, value=part))
