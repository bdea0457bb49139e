"""Figures of one document that cannot be right together, or alone.

Parts that do not add up to their total, and percentages that no whole number of the stated group can
give: the GRIM test (Brown and Heathers, 2017, "granularity-related inconsistency of means"). Each
check speaks only where the sentence itself says how its figures hang together.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ..model import Document, Quantity
from ..text.segments import sentences_of

Ends = tuple[Decimal, Decimal]
Placed = tuple[int, Quantity]

_TOTAL_RULE, _SHARE_RULE = "total-mismatch", "impossible-percentage"
_TIME_KINDS = frozenset({"date", "time", "set"})
# Longer lists are tables; and the text between a figure and what belongs to it is short.
_MOST_PARTS, _LONGEST_JOINT, _LONGEST_ASIDE = 12, 80, 60
# A sum that is half the total, or twice, is no slip of adding: the figures are of different things.
_PLAUSIBLE = 2
# What may stand between two parts of a list: "12 men, 10 women and 7 children".
_JOINT = re.compile(r"[^,;:.()]{0,40}(?:,\s|\sand\s|\splus\s|,\sand\s)[^,;:.()0-9]{0,15}\Z")
# "Of the seven judges" at the beginning of a clause, and "of the judges" after their share.
_OF_THE = re.compile(r"(?:\A|[.;:!?\n]\s?\"?)\s?Of (?:the |its |their |those |these |our |all )?\Z")
_OF_THEM = re.compile(r" of (?:the|these|those|its|their) ([a-z]{3,30})\b")
_LONGEST_LEAD = 12
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """What one document's own figures get wrong; `places` are indices into its quantities, worst first."""

    rule_id: str
    message: str
    places: tuple[int, ...]


def check_figures(document: Document, quantities: Sequence[Quantity]) -> tuple[FigureCheck, ...]:
    """What is wrong with a document's figures taken by themselves, in order of position.

    The quantities carry their licensed intervals, which say how exact each figure is.
    """
    with localcontext(prec=60):
        found = [
            check
            for sentence in _by_sentence(document, quantities)
            if len(sentence) <= 4 * _MOST_PARTS
            for check in _of_sentence(document.text, sentence)
        ]
    return tuple(sorted(found, key=lambda check: (check.places, check.rule_id)))


def _by_sentence(document: Document, quantities: Sequence[Quantity]) -> Iterator[list[Placed]]:
    starts = [start for start, _ in sentences_of(document)]
    groups: dict[int, list[Placed]] = {}
    for place, quantity in enumerate(quantities):
        exact = quantity.low is not None and quantity.high is not None and quantity.kind not in _TIME_KINDS
        if exact and not quantity.furniture:
            groups.setdefault(bisect_right(starts, quantity.start), []).append((place, quantity))
    yield from groups.values()


def _of_sentence(text: str, figures: list[Placed]) -> Iterator[FigureCheck]:
    yield from _totals(text, figures)
    yield from _shares_of_groups(text, figures)
    yield from _stated_fractions(text, figures)
    yield from _too_large(text, figures)


# --- parts and totals


def _totals(text: str, figures: list[Placed]) -> Iterator[FigureCheck]:
    for first in range(len(figures)):
        parts = _list_from(text, figures, first)
        if len(parts) < 2 or (first and _continues(text, figures, first)):
            continue
        yield from _total_before(text, figures, first, parts)
        yield from _total_after(text, figures, first + len(parts), parts)
        yield from _remainder(text, parts)


def _list_from(text: str, figures: list[Placed], first: int) -> list[Placed]:
    """The figures of one kind and unit from `first` on that are joined as a list."""
    parts = [figures[first]]
    for following in figures[first + 1 : first + 1 + _MOST_PARTS]:
        if not _joined(text, parts[-1][1], following[1]):
            break
        parts.append(following)
    return parts


def _continues(text: str, figures: list[Placed], first: int) -> bool:
    """Whether a list began before; "30, 20 of them men and 15 women" begins after its total."""
    if _names(text[figures[first][1].end : figures[first + 1][1].start], "partial"):
        return False
    if _is_whole_of(text, figures[first - 1][1]):
        return False
    return _joined(text, figures[first - 1][1], figures[first][1])


def _joined(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    same = (one.kind, one.unit, one.aspect) == (other.kind, other.unit, other.aspect)
    if not same or len(between) > _LONGEST_JOINT or _names(between, "total_before", "exhaustive"):
        return False
    return _JOINT.fullmatch(between) is not None


def _total_before(text: str, figures: list[Placed], first: int, parts: list[Placed]) -> Iterator[FigureCheck]:
    if not first or not _same_measure(figures[first - 1][1], parts[0][1]):
        return
    total = figures[first - 1]
    between = text[total[1].end : parts[0][1].start]
    if len(between) > _LONGEST_JOINT or ";" in between or between.lower().rstrip().endswith("between"):
        return
    last = first + len(parts)
    told = between.rstrip().endswith(":") or _names(between, "exhaustive")
    if told and not _goes_on(text, parts[-1][1], figures[last:]):
        yield from _sum_check(total, parts, partial=False)
    elif (
        _names(between, "partial")
        or _names(text[parts[0][1].end : parts[1][1].start], "partial")
        or ("," in between and _is_whole_of(text, total[1]))
    ):
        yield from _sum_check(total, parts, partial=True)


def _is_whole_of(text: str, total: Quantity) -> bool:
    """ "Of the 40 visitors, 12 came from Asia": some of the parts follow, or all."""
    return _OF_THE.search(text[max(0, total.start - _LONGEST_LEAD) : total.start]) is not None


def _goes_on(text: str, last: Quantity, after: Sequence[Placed]) -> bool:
    """Whether the list has parts that were not counted: further figures, or "and a child"."""
    stop = after[0][1].start if after else last.end + _LONGEST_JOINT
    tail = text[last.end : min(stop, last.end + _LONGEST_JOINT)].partition("\n")[0].partition(". ")[0]
    return any(_same_measure(last, figure) for _, figure in after) or _names(tail, "unnumbered")


def _total_after(text: str, figures: list[Placed], after: int, parts: list[Placed]) -> Iterator[FigureCheck]:
    if after >= len(figures) or not _same_measure(figures[after][1], parts[0][1]):
        return
    total = figures[after]
    between = text[parts[-1][1].end : total[1].start]
    behind = text[total[1].end : total[1].end + _LONGEST_ASIDE // 2]
    told = _names(between, "total_before") or _names(behind, "total_after")
    if len(between) <= _LONGEST_JOINT and told and not _names(between, "running", "partial"):
        yield from _sum_check(total, parts, partial=False)


def _remainder(text: str, parts: list[Placed]) -> Iterator[FigureCheck]:
    """Shares of one whole: the last is "the remaining"."""
    last = parts[-1][1]
    lead = text[parts[-2][1].end : last.start]
    if last.kind != "percent" or not _names(lead, "remaining") or not all(_plain(part) for _, part in parts):
        return
    low, high = _added(parts)
    if low > _HUNDRED or high < _HUNDRED:
        message = (
            f"{_shown(parts)} come to {_digits(_value_sum(parts))} per cent, and the last is called the rest."
        )
        yield FigureCheck(_SHARE_RULE, message, (parts[-1][0], *(place for place, _ in parts[:-1])))


def _sum_check(total: Placed, parts: list[Placed], *, partial: bool) -> Iterator[FigureCheck]:
    low, high = _added(parts)
    least, most = _ends(total[1])
    plain = all(_plain(figure) for _, figure in (total, *parts))
    if not plain or not least < high * _PLAUSIBLE or not low < most * _PLAUSIBLE:
        return
    if low > most or (high < least and not partial):
        verb = "add up to more than that" if partial else "do not add up to it"
        message = (
            f"The total is “{total[1].text}”, and its parts {verb}: "
            f"{_shown(parts)} make {_digits(_value_sum(parts))}."
        )
        yield FigureCheck(_TOTAL_RULE, message, (total[0], *(place for place, _ in parts)))


def _same_measure(one: Quantity, other: Quantity) -> bool:
    return (one.kind, one.unit) == (other.kind, other.unit)


# --- percentages


def _shares_of_groups(text: str, figures: list[Placed]) -> Iterator[FigureCheck]:
    """ "45 per cent of the 37 members" is no whole number of members."""
    for first, second in pairwise(figures):
        joint = text[first[1].end : second[1].start].lower().split()
        if joint[:1] == ["of"] and len(joint) <= 3 and set(joint) <= _cues()["share_joint"]:
            yield from _share_check(first, second)
        elif _group_before(text, first[1], second[1]) or _group_again(text, figures, first[1], second[1]):
            yield from _share_check(second, first)


def _share_check(share: Placed, group: Placed) -> Iterator[FigureCheck]:
    size = _whole(group[1]) if share[1].kind == "percent" and _plain(share[1]) else None
    if size is None or _gives(_ends(share[1]), size):
        return
    nearest = _nearest_shares(share[1], size)
    message = f"“{share[1].text}” of {_digits(size)} is no whole number: {nearest} are the nearest."
    yield FigureCheck(_SHARE_RULE, message, (share[0], group[0]))


def _group_before(text: str, group: Quantity, share: Quantity) -> bool:
    """ "Of the seven judges on the panel, 45 percent were": the share right after the comma."""
    between, after = text[group.end : share.start], _next_word(text, share)
    aside = between.endswith(", ") and between.count(",") == 1 and len(between) <= _LONGEST_JOINT
    return aside and _is_whole_of(text, group) and after not in _cues()["after_other_share"]


def _group_again(text: str, figures: list[Placed], group: Quantity, share: Quantity) -> bool:
    """ "12 patients, … 38 percent of the patients": the group is named again, and is the only one."""
    again = _OF_THEM.match(text, share.end)
    named = again[1].lower() if again else None
    alike = [figure for _, figure in figures if named and named in _counted(figure)]
    return len(alike) == 1 and alike[0] is group and len(text[group.end : share.start]) <= _LONGEST_JOINT


def _counted(figure: Quantity) -> list[str]:
    return figure.subject.text.lower().split() if figure.kind == "count" and figure.subject else []


def _next_word(text: str, figure: Quantity) -> str:
    return (text[figure.end : figure.end + _LONGEST_ASIDE].lower().split() or [""])[0]


def _stated_fractions(text: str, figures: list[Placed]) -> Iterator[FigureCheck]:
    """ "12 of the 37 members (40 per cent)": the fraction says another percentage."""
    for part, whole, share in zip(figures, figures[1:], figures[2:], strict=False):
        joint = " ".join(text[part[1].end : whole[1].start].lower().split())
        size, count = _whole(whole[1]), _whole(part[1])
        if (
            joint not in _cues()["fraction_joint"]
            or not size
            or count is None
            or not _aside(text, whole[1], share[1])
        ):
            continue
        low, high = _ends(share[1])
        said = count * _HUNDRED / size
        if not low <= said <= high:
            right = f"{_digits(count)} of {_digits(size)} is {_digits(round(said, 1))} per cent"
            message = f"{right}, not “{share[1].text}”."
            yield FigureCheck(_SHARE_RULE, message, (share[0], part[0], whole[0]))


def _aside(text: str, whole: Quantity, share: Quantity) -> bool:
    """Whether the percentage is the fraction again, in brackets or after ", or"."""
    between = text[whole.end : share.start]
    opened = between.rstrip()
    if share.kind != "percent" or not _plain(share) or len(between) > _LONGEST_ASIDE:
        return False
    return (opened.endswith("(") and opened.count("(") == 1) or opened.endswith((", or", "— or", "– or"))


def _too_large(text: str, figures: list[Placed]) -> Iterator[FigureCheck]:
    for place, share in figures:
        if share.kind != "percent" or share.low is None or share.low <= _HUNDRED:
            continue
        after = text[share.end : share.end + _LONGEST_ASIDE].lower().split()
        before = text[max(0, share.start - _LONGEST_ASIDE) : share.start].lower()
        if after[:1] == ["of"] and _first_group(after[1:]):
            message = f"“{share.text}” is more than all of the {_first_group(after[1:])}."
            yield FigureCheck(_SHARE_RULE, message, (place,))
        elif set(before.split()[-3:]) & _cues()["falls"] and not _names(before, "below_zero"):
            yield FigureCheck(_SHARE_RULE, f"Nothing falls by more than all of it: “{share.text}”.", (place,))


def _first_group(words: list[str]) -> str | None:
    """The group right after "of", articles and one adjective passed over."""
    for word in words[:3]:
        plain = word.strip(".,;:()”’\"'")
        if plain in _cues()["groups"]:
            return plain
        if plain != word:
            return None
    return None


def _gives(share: Ends, size: Decimal) -> bool:
    """Whether some whole number of `size` is a percentage within `share`."""
    least = (share[0] * size / _HUNDRED).to_integral_value(ROUND_CEILING)
    return least * _HUNDRED / size <= share[1]


def _nearest_shares(share: Quantity, size: Decimal) -> str:
    middle = ((share.low or 0) + (share.high or 0)) / Decimal(2) * size / _HUNDRED
    below, above = (middle.to_integral_value(mode) for mode in (ROUND_FLOOR, ROUND_CEILING))
    said = [f"{_digits(count)} ({_digits(round(count * _HUNDRED / size, 1))} %)" for count in (below, above)]
    return " and ".join(said)


# --- numbers and words


def _plain(quantity: Quantity) -> bool:
    return quantity.hedge == "=" and quantity.hedge_text is None and quantity.low == quantity.high


def _whole(quantity: Quantity) -> Decimal | None:
    """The size of an exact count; None for what is rounded, hedged or no count."""
    low, high = _ends(quantity)
    exact = quantity.kind == "count" and _plain(quantity) and low == high and low > 0
    return low if exact and low == low.to_integral_value() else None


def _ends(quantity: Quantity) -> Ends:
    low, high = quantity.licensed_low, quantity.licensed_high
    if low is None or high is None:
        low, high = quantity.low, quantity.high
    return low or Decimal(0), high or Decimal(0)


def _added(parts: list[Placed]) -> Ends:
    ends = [_ends(part) for _, part in parts]
    return sum((low for low, _ in ends), Decimal(0)), sum((high for _, high in ends), Decimal(0))


def _value_sum(parts: list[Placed]) -> Decimal:
    return sum((part.low or Decimal(0) for _, part in parts), Decimal(0))


def _shown(parts: list[Placed]) -> str:
    texts = [f"“{part.text}”" for _, part in parts]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def _digits(number: Decimal) -> str:
    return f"{number.normalize():,f}" if number else "0"


def _names(between: str, *lists: str) -> bool:
    """Whether a short text holds a cue of one of the lists as whole words."""
    said = f" {' '.join(re.findall(r'[a-z]+|[:;]', between.lower()))} "
    return any(f" {cue} " in said for name in lists for cue in _cues()[name])


@cache
def _cues() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("audit.verdicts").joinpath("figure_cues.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}
