"""Quantities and time expressions of a document: number, unit, hedge, what is counted, period.

The layers look at one list of tokens, each in its own module: numerals, measures (units and
ranges), ages, timex, negatives, hedges, subjects, aspects, periods, ranks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from audit.extractors import (
    ages,
    aspects,
    ellipses,
    hedges,
    measures,
    multiples,
    negatives,
    numerals,
    periods,
    ranges,
    ranks,
    subjects,
    timex,
)
from audit.extractors.calendars import anchor
from audit.extractors.hedges import Hedging
from audit.extractors.measures import Figure
from audit.extractors.noun_ellipses import AMOUNTS, SaidBefore, shares_with_next
from audit.extractors.quantity_lexicons import cues
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.time_expressions import TimeExpression
from audit.model import Document, Hedge, Passage, Quantity, QuantityKind
from audit.text.segments import sentences_of

_Span = tuple[int, int]
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_RATIO_AFTER = cues("after_times")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One document while it is read: its tokens, its sentences and its dates."""

    document: Document
    tokens: Tokens
    sentences: list[tuple[int, int]]
    furniture: list[tuple[int, int]]
    times: list[TimeExpression]
    dates: periods.Dates

    def sentence_bounds(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence that token `at` stands in."""
        position = self.tokens.starts[at]
        index = bisect_right(self.sentences, position, key=lambda span: span[0]) - 1
        start, end = self.sentences[index] if index >= 0 else (0, len(self.document.text))
        return self.tokens.index_at(start), self.tokens.index_at(end)

    def is_furniture(self, start: int) -> bool:
        """True where the position stands in what belongs to the page."""
        index = bisect_right(self.furniture, start, key=lambda span: span[0]) - 1
        return index >= 0 and start < self.furniture[index][1]

    def passage(self, first: int, after: int) -> Passage:
        """The text over tokens `[first, after)`."""
        return self.document.passage(self.tokens.starts[first], self.tokens.ends[after - 1])


def extract(document: Document) -> tuple[Quantity, ...]:
    """Every quantity and every time expression of a document, in order of position."""
    tokens = Tokens(document.text)
    figures = ranges.join_ranges(
        tokens, [measures.measure(tokens, numeral) for numeral in numerals.find(tokens)]
    )
    figures = ages.recognised(tokens, multiples.merged(tokens, figures))
    figures = ellipses.completed(tokens, figures)
    skipped = _web_addresses(tokens)
    times = [time for time in timex.find(tokens, figures) if not _inside(time.first, skipped)]
    times = _without_rates(times, figures)
    reading = _reading(document, tokens, times)
    kept = [
        figure
        for figure in _unclaimed(figures, times)
        if not _inside(figure.first, skipped) and not negatives.is_no_figure(tokens, figure)
    ]
    rows = [_time_row(reading, time) for time in times]
    rows += _figure_rows(reading, kept)
    rows += _rank_rows(reading, kept)
    return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.kind)))


def _reading(document: Document, tokens: Tokens, times: list[TimeExpression]) -> _Reading:
    facts = document.facts
    basis = facts.published_basis
    dates = periods.Dates(tokens, times, anchor(facts.published) if basis else None, basis)
    furniture = [(paragraph.start, paragraph.end) for paragraph in document.paragraphs if paragraph.furniture]
    return _Reading(document, tokens, sentences_of(document), furniture, times, dates)


def _web_addresses(tokens: Tokens) -> list[tuple[int, int]]:
    spans = (match.span() for match in _WEB_ADDRESS.finditer(tokens.text))
    return [(tokens.index_at(start), tokens.index_at(end)) for start, end in spans]


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def _unclaimed(figures: Iterable[Figure], times: list[TimeExpression]) -> list[Figure]:
    """The figures whose number no time expression holds; what they are divided by may be one."""
    starts = [time.first for time in times]
    kept: list[Figure] = []
    for figure in figures:
        if kept and figure.first < kept[-1].after:
            continue
        last = max(figure.unit_first, figure.numeral_first + 1) - 1
        index = bisect_right(starts, last) - 1
        if index < 0 or times[index].after <= figure.numeral_first:
            kept.append(figure)
    return kept


def _without_rates(times: list[TimeExpression], figures: Iterable[Figure]) -> list[TimeExpression]:
    """The time expressions without the "an hour" of "$15 an hour", which is part of a unit."""
    rates = [(figure.first, figure.after) for figure in figures if " per " in (figure.unit or "")]
    return [time for time in times if time.kind != "set" or not _inside(time.first, rates)]


def _figure_rows(reading: _Reading, figures: list[Figure]) -> list[Quantity]:
    counted = _subjects(reading, figures)
    hedgings = _hedgings(reading.tokens, figures, counted)
    return [_figure_row(reading, *row) for row in zip(figures, hedgings, counted, strict=True)]


def _subjects(reading: _Reading, figures: list[Figure]) -> list[_Span | None]:
    """What each figure counts, also where it is said only once for several."""
    found: list[_Span | None] = []
    said = SaidBefore(reading.tokens, lambda at: reading.sentence_bounds(at)[0])
    for figure, counted in zip(figures, _own_or_shared(reading.tokens, figures), strict=True):
        subject = counted or said.noun_of(figure)
        said.keep(figure, subject)
        found.append(subject)
    return found


def _own_or_shared(tokens: Tokens, figures: list[Figure]) -> list[_Span | None]:
    """What stands behind each figure, or behind the next that it is joined with."""
    found: list[_Span | None] = []
    following: Figure | None = None
    for figure in reversed(figures):
        subject = _subject(tokens, figure)
        if subject is None and following is not None and shares_with_next(tokens, figure, following):
            subject = found[-1]
        found.append(subject)
        following = figure
    return found[::-1]


def _hedgings(tokens: Tokens, figures: list[Figure], counted: list[_Span | None]) -> list[Hedging | None]:
    """The hedge of each figure: before it, behind it or what it counts, or at what it converts."""
    found: list[Hedging | None] = []
    for figure, subject in zip(figures, counted, strict=True):
        hedging = hedges.find(tokens, figure.first, figure.after)
        if hedging is None and subject is not None and subject[0] >= figure.after:
            hedging = hedges.behind_what_is_counted(tokens, subject[1])
        if hedging is None and found and _converts(tokens, figures[len(found) - 1], figure):
            hedging = found[-1]
        found.append(hedging)
    return found


def _subject(tokens: Tokens, figure: Figure) -> _Span | None:
    """What a figure counts, or what its amount is said of."""
    subject = subjects.counted(tokens, figure)
    if subject is None and figure.unit is not None and figure.kind in AMOUNTS:
        return aspects.metric(tokens, figure)
    return subject


def _converts(tokens: Tokens, figure: Figure, conversion: Figure) -> bool:
    """True for "(13 km)" after "about 8 miles": the hedge holds for both."""
    between = tokens.words[figure.after : conversion.first]
    return "(" in between and len(between) <= 4 and not any(word in ".;,)" for word in between)


def _figure_row(
    reading: _Reading, figure: Figure, hedging: Hedging | None, subject: tuple[int, int] | None
) -> Quantity:
    tokens = reading.tokens
    kind, unit = _kind_and_unit(tokens, figure)
    dated = periods.dating(
        tokens, figure.first, figure.after, reading.dates, reading.sentence_bounds(figure.first)
    )
    period = reading.dates.period_of(dated) if dated is not None else None
    span = reading.passage(figure.first, figure.after)
    return Quantity(
        kind=kind,
        start=span.start,
        end=span.end,
        text=span.text,
        low=_plain(figure.low),
        high=_plain(figure.high),
        step=_plain_step(figure.step),
        unit=unit,
        hedge=hedging.hedge if hedging else "=",
        hedge_text=tokens.slice(hedging.first, hedging.after) if hedging else None,
        aspect=aspects.aspect(tokens, figure),
        subject=reading.passage(*subject) if subject is not None else None,
        timex=_age_timex(figure),
        period=reading.passage(dated.first, dated.after) if dated is not None else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_basis=period.basis if period else None,
        furniture=reading.is_furniture(span.start),
    )


def _plain(value: Decimal) -> Decimal:
    """Without a scale's trailing zeros or an exponent: 2.5E6 is 2500000, not 2500000.0."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _plain_step(step: Decimal | None) -> Decimal | None:
    return None if step is None else _plain(step)


def _kind_and_unit(tokens: Tokens, figure: Figure) -> tuple[QuantityKind, str | None]:
    if figure.kind == "money":
        return "money", figure.unit
    if figure.kind == "percent":
        return "percent", figure.unit
    if figure.kind == "age":
        return "age", figure.unit
    if figure.kind == "ratio":
        return "ratio", figure.unit
    if figure.kind in ("measure", "duration"):
        return ("measure" if figure.kind == "measure" else "duration"), figure.unit
    if figure.style in ("fraction", "multiple"):
        return "ratio", None
    if tokens.word(figure.after) == "times" and tokens.word(figure.after + 1) in _RATIO_AFTER:
        return "ratio", "time"
    return "count", None


def _age_timex(figure: Figure) -> str | None:
    if figure.kind != "age" or figure.low != figure.high or figure.low != figure.low.to_integral_value():
        return None
    letter = {"year": "Y", "month": "M", "week": "W", "day": "D"}.get((figure.unit or "").split(" ")[0])
    return f"P{int(figure.low)}{letter}" if letter else None


def _time_row(reading: _Reading, time: TimeExpression) -> Quantity:
    """A row of its own for a time expression, with the number that is written in it."""
    figure = time.figure
    hedging = hedges.find(reading.tokens, figure.first, figure.after) if figure is not None else None
    period = reading.dates.period_of(time)
    span = reading.passage(time.first, time.after)
    hedge: Hedge = hedging.hedge if hedging is not None else "="
    kind: QuantityKind = {"date": "date", "time": "time", "set": "set"}.get(time.kind, "duration")  # type: ignore[assignment]
    return Quantity(
        kind=kind,
        start=span.start,
        end=span.end,
        text=span.text,
        low=_plain(figure.low) if figure else None,
        high=_plain(figure.high) if figure else None,
        step=_plain_step(figure.step) if figure else None,
        unit=figure.unit if figure else None,
        hedge=hedge,
        hedge_text=reading.tokens.slice(hedging.first, hedging.after) if hedging else None,
        timex=period.timex,
        period_start=period.start,
        period_end=period.end,
        period_basis=period.basis,
        furniture=reading.is_furniture(span.start),
    )


def _rank_rows(reading: _Reading, figures: list[Figure]) -> list[Quantity]:
    rows = []
    for rank in ranks.find(reading.tokens):
        if _overlaps_time(reading, rank):
            continue
        number = Decimal(rank.number) if rank.number is not None else None
        span = reading.passage(rank.first, rank.after)
        rows.append(
            Quantity(
                kind="ordinal" if number is not None else "rank",
                start=span.start,
                end=span.end,
                text=span.text,
                low=number,
                high=number,
                aspect="rank",
                subject=reading.passage(*rank.subject) if rank.subject is not None else None,
                furniture=reading.is_furniture(span.start),
            )
        )
    return rows


def _overlaps_time(reading: _Reading, rank: ranks.Rank) -> bool:
    """True where the ordinal is part of a date ("the first quarter"), not of a ranking."""
    index = bisect_right(reading.dates.firsts, rank.first + 1) - 1
    return index >= 0 and reading.times[index].after > rank.first + 1
