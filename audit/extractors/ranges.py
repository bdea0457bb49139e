"""Two figures that are one: ranges, shares of a whole, and the ends of a change, which stay two."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import cues, table
from audit.extractors.quantity_tokens import Tokens

_TWO_SIDES = (["by"], ["x"], ["×"], ["-", "by", "-"], ["±"])
_DASHES = frozenset("-–—~−")
# How far the ends of a change may stand apart, in tokens: "from $52 a year ago to $47".
_CHANGE_REACH = 7
# How far before "from" its verb may stand.
_VERB_REACH = 9
# How far before the shares of two sides the verb of the contest may stand.
_VOTE_REACH = 8
# What shares are told of: "one in five", "3 in 100".
_BASES = frozenset([*range(2, 13), 20, 25, 30, 40, 50, 60, 100, 1000, 10_000, 100_000, 1_000_000])
# "rose 8 to 2,310 points" is no range: the ends of a real one are of a kind.
_WIDEST_SHARED_RANGE = 5


def join_ranges(tokens: Tokens, figures: Sequence[Figure]) -> list[Figure]:
    """The figures with each printed range as one; the ends of a change stay two figures."""
    joined: list[Figure] = []
    for figure in figures:
        before = joined[-1] if joined else None
        if before is not None and _base_of_change(tokens, before, figure):
            before = _shared_scale(before, figure)
            joined[-1] = replace(
                before,
                change_base=True,
                unit=before.unit or figure.unit,
                kind=figure.kind if before.unit is None else before.kind,
            )
            if figure.unit is None and before.unit is not None and not before.prefixed:
                figure = replace(figure, unit=before.unit, kind=before.kind)
            joined.append(figure)
            continue
        if before is not None and _ends_a_change_of_range(tokens, before, figure):
            figure = replace(figure, unit=before.unit, kind=before.kind)
        elif before is not None and _falling_pair(tokens, before, figure):
            joined[-1] = before = replace(before, unit=figure.unit, kind=figure.kind)
        elif before is not None and _shares_unit(tokens, before, figure):
            joined[-1] = replace(before, unit=figure.unit, kind=figure.kind)
        range_ = _range(tokens, before, figure) if before is not None else None
        if range_ is not None:
            joined[-1] = range_
        else:
            joined.append(figure)
    return joined


def _range(tokens: Tokens, first: Figure, second: Figure) -> Figure | None:
    share = _share(tokens, first, second)
    if share is not None:
        return share
    if first.is_range or not _connected(tokens, first, second):
        return None
    if first.unit is not None and second.unit is not None and not _same_unit(first, second):
        return None
    if first.kind == "duration" and second.unit is None:
        return None
    first = _shared_scale(first, second)
    if first.kind == "percent" and second.unit is None and second.high > first.low * _WIDEST_SHARED_RANGE:
        return None
    if first.kind == second.kind == "percent" and _vote(tokens, first, second):
        return None
    if first.low >= second.high or _is_change_amount(tokens, first, second):
        return None
    return replace(
        second,
        first=first.first,
        numeral_first=first.numeral_first,
        low=first.low,
        is_range=True,
        unit=second.unit or first.unit,
        kind=second.kind if second.unit else first.kind,
        prefixed=first.prefixed or second.prefixed,
        step=_coarser(first.step, second.step),
        style="digits" if "digits" in (first.style, second.style) else second.style,
    )


def _vote(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "lost the valley 38 percent to 57 percent": the shares of two sides."""
    before = tokens.words[max(0, first.first - _VOTE_REACH) : first.first]
    sides = tokens.word(first.after) == "to" and tokens.words[first.after - 1] not in ("-", "–")
    return sides and not {"from", "between"} & set(before[-2:]) and bool(cues("contested") & set(before))


def _same_unit(first: Figure, second: Figure) -> bool:
    return first.unit == second.unit or (second.unit or "").startswith(f"{first.unit} per ")


def _coarser(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _connected(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """True where the words between the two figures make them the ends of a range."""
    between = _unhyphened(tokens.words[first.after : second.first])
    if len(between) != 1:
        return len(between) == 3 and between[0] == between[2] == "-" and between[1] == "to"
    link = between[0]
    if link in _DASHES:
        return _dash_connects(tokens, first, second)
    if link == "and":
        return "between" in tokens.words[max(0, first.first - 3) : first.first]
    if link == "or":
        return first.unit is None and _is_range_by_or(first, second, [link])
    return link in ("to", "through", "till")


def _unhyphened(between: list[str]) -> list[str]:
    """ "5- to 10-year-olds" joins its numbers as "5 to 10" does."""
    return between[1:] if len(between) == 2 and between[0] in ("-", "‑") else between


def _dash_connects(tokens: Tokens, first: Figure, second: Figure) -> bool:
    if tokens.word(first.after) == "—" and not tokens.glued(second.first):
        return False
    tight = tokens.glued(first.after) == tokens.glued(second.first) and not first.hyphened
    if not tokens.glued(second.first) and first.style != second.style:
        return False
    chained = tokens.word(second.after) in _DASHES and tokens.is_number(second.after + 1)
    chained = chained or (tokens.word(first.first - 1) in _DASHES and tokens.is_number(first.first - 2))
    return tight and not chained and (first.low > 0 or second.unit is not None)


def _shared_scale(first: Figure, second: Figure) -> Figure:
    """ "3-4bn": the scale of the second end is that of the first, where that keeps them in order."""
    bare = not first.scaled and (first.unit is None or first.prefixed)
    if not bare or not second.scaled or first.mantissa >= second.mantissa or not second.mantissa:
        return first
    factor = second.high / second.mantissa if not second.is_range else Decimal(1)
    step = None if first.step is None else first.step * factor
    return replace(first, low=first.low * factor, high=first.high * factor, step=step, scaled=True)


def _is_change_amount(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "rose 8 to 2,310 points", "rose by $5 billion to $90 billion": amount and level."""
    if tokens.word(first.after) != "to" or _after_from(tokens, first) is not None:
        return False
    before = tokens.words[max(0, first.first - 3) : first.first]
    if before[-1:] in (["up"], ["down"]) and first.style == "words" and second.style == "digits":
        return True
    if not any(word in table("aspects")["change"] or word == "by" for word in before):
        return False
    own_unit = first.unit is not None and not first.kind == second.kind == "percent"
    return own_unit or second.high > first.low * _WIDEST_SHARED_RANGE


def _after_from(tokens: Tokens, figure: Figure) -> int | None:
    """The token "from" that opens before a figure, over a hedge ("from up to 90 miles")."""
    for at in range(figure.first - 1, max(-1, figure.first - 5), -1):
        if tokens.words[at] == "from":
            return at
        if tokens.words[at] in ".,;:\n" or tokens.is_number(at):
            return None
    return None


def _part_of(tokens: Tokens, part: Figure, whole: Figure) -> bool:
    """ "3 million of the 9 million euros": the part has the unit of the whole."""
    between = tokens.words[part.after : whole.first]
    if part.unit is not None or part.style == "fraction" or whole.kind not in ("money", "measure"):
        return False
    return between == ["of"] or (
        len(between) == 2 and between[0] == "of" and between[1] in ("the", "its", "their")
    )


def _shares_unit(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """True where the unit of the second figure is that of the first, and they are no range."""
    return any(holds(tokens, first, second) for holds in (_lists, _part_of, _sides))


def _lists(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "13 and 7 percent", "6 and 8 feet": two figures of one unit."""
    between = tokens.words[first.after : second.first]
    alike = first.style == second.style and not first.is_range and not first.hyphened
    opened = "between" in tokens.words[max(0, first.first - 3) : first.first]
    joined = _unhyphened(between) in (["and"], ["or"]) and not opened
    listed = joined and alike and first.unit is None and not second.prefixed
    kinds = ("percent", "measure", "duration") if between[:1] == ["-"] else ("percent", "measure")
    return listed and second.kind in kinds and not _is_range_by_or(first, second, between)


def _is_range_by_or(first: Figure, second: Figure, between: list[str]) -> bool:
    """ "4 or 5 percent" is one figure with two ends."""
    return between == ["or"] and 2 * (second.low - first.low) <= first.low + 1


def _sides(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "10 by 12 feet", "8 x 10 inches": two lengths of one unit."""
    between = tokens.words[first.after : second.first]
    return first.unit is None and second.kind == "measure" and between in _TWO_SIDES


def _ends_a_change_of_range(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "from about 31-33 mpg to 40"."""
    linked = tokens.words[first.after : second.first] == ["to"] and first.is_range and first.unit is not None
    return linked and second.unit is None and not first.prefixed and _after_from(tokens, first) is not None


def _falling_pair(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "ahead by 53 to 47 percent": two figures of one unit, and no range."""
    linked = tokens.words[first.after : second.first] == ["to"] and first.unit is None and not first.is_range
    return linked and second.kind == "percent" and first.style == second.style and first.low > second.high


def _share(tokens: Tokens, first: Figure, second: Figure) -> Figure | None:
    """ "one in five", "nine out of ten": a ratio of two counts."""
    between = [word for word in tokens.words[first.after : second.first] if word != "-"]
    if between not in (["in"], ["out", "of"], ["in", "every"]) or first.unit is not None:
        return None
    whole = second.low == second.high and second.low == second.low.to_integral_value() and first.low >= 1
    plain = first.unit is None and second.unit is None and not first.is_range and not first.prefixed
    if not (whole and plain and first.low < second.low) or second.low not in _BASES:
        return None
    share = first.low / second.low
    return replace(
        second,
        first=first.first,
        numeral_first=first.numeral_first,
        low=share,
        high=share,
        step=None,
        style="fraction",
        is_range=True,
    )


def _base_of_change(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """True where "from FIRST to SECOND" tells a change and not a range."""
    gap = second.first - first.after
    opening = _after_from(tokens, first)
    if opening is not None and _falls(tokens, first, second):
        return True
    if not first.low and tokens.words[first.after : second.first] == ["to"]:
        return False
    if opening is None or not 0 < gap <= _CHANGE_REACH or first.change_base:
        return False
    if tokens.word(opening + 1) == "the" and gap == 1:
        return False
    between = tokens.words[first.after : second.first]
    if "to" not in between or "\n" in between or ";" in between or not _compatible(first, second):
        return False
    return _change_verb_before(tokens, opening) and not _another_end_follows(tokens, first, second)


def _falls(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "from 36,000 feet to 10,000": a range does not begin with its higher end."""
    linked = tokens.words[first.after : second.first] == ["to"] and not first.change_base
    return linked and first.unit is not None and second.unit is None and first.low > second.high


def _compatible(first: Figure, second: Figure) -> bool:
    return (
        first.unit is None
        or second.unit is None
        or first.unit.split(" per ")[0] == second.unit.split(" per ")[0]
    )


def _change_verb_before(tokens: Tokens, opening: int) -> bool:
    changes = table("aspects")["change"]
    if tokens.word(opening - 1) in cues("ranging"):
        return False
    for at in range(opening - 1, max(-1, opening - _VERB_REACH), -1):
        word = tokens.words[at]
        if word in changes:
            return True
        if word in ".;\n" and not tokens.is_number(at + 1):
            return False
    return False


def _another_end_follows(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """ "from 6 to 9 per cent to 2 to 4 per cent": the change is between two ranges."""
    adjacent = second.first - first.after == 1
    return adjacent and tokens.word(second.after) == "to" and _figure_starts(tokens, second.after + 1)


def _figure_starts(tokens: Tokens, at: int) -> bool:
    return tokens.is_number(at) or (tokens.word(at) in ("$", "€", "£") and tokens.is_number(at + 1))
