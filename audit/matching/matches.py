"""From the likely places of a quotation to its matches, as people read them."""

from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from audit.matching.alignment import Alignment
from audit.matching.candidates import Candidates
from audit.matching.edits import edits_of, segments_of
from audit.matching.parts import accepted
from audit.matching.quoted import Quoted
from audit.matching.word_index import Source
from audit.model import Match, Rival

_LONGEST_COMPARED = 20_000

Span = tuple[int, int]


def matches_of(candidates: Candidates) -> tuple[Match, ...]:
    """Where the quotation stands, best first: one match a source that is no chance."""
    quoted, sources = candidates.quoted, candidates.sources
    found = accepted(sources, quoted, candidates.wanted(), list(candidates.places))
    return tuple(_match(sources[best.document], quoted, best, rivals) for best, rivals in found)


def _match(source: Source, quoted: Quoted, found: Alignment, rivals: Sequence[Alignment]) -> Match:
    segments = _segments(source, quoted, found)
    start, end = _hull(segments)
    parts = " ".join(source.text[first:last] for first, last in segments)
    return Match(
        source.id, start, end, source.text[start:end], segments, similarity(quoted.text, parts),
        edits_of(source, quoted, found), tuple(_rival(source, quoted, rival) for rival in rivals),
    )  # fmt: skip


def _rival(source: Source, quoted: Quoted, found: Alignment) -> Rival:
    start, end = _hull(_segments(source, quoted, found))
    text = source.text[start:end]
    return Rival(source.id, start, end, text, similarity(quoted.text, text))


def _segments(source: Source, quoted: Quoted, found: Alignment) -> tuple[Span, ...]:
    return tuple(
        (int(source.starts[first]), int(source.ends[last - 1])) for first, last in segments_of(quoted, found)
    )


def _hull(segments: Sequence[Span]) -> Span:
    return min(start for start, _ in segments), max(end for _, end in segments)


def similarity(quoted: str, source: str) -> float:
    """How alike two texts are, letter by letter, from 0 to 100; for ranking, never for judging."""
    if max(len(quoted), len(source)) > _LONGEST_COMPARED:
        return round(float(ratio(quoted.split(), source.split())), 1)
    return round(float(ratio(quoted, source)), 1)
