"""A paragraph's text with its claims marked, as HTML that nests although claims may cross."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from audit.text.visible import visible

from .rendering import words

DEEPEST = 6
"""Claims that are marked over one character: nested deeper than this, the innermost go unmarked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark, in code points of the document. `number` is shown where it ends."""

    start: int
    end: int
    classes: str
    id: str | None = None
    number: int | None = None
    title: str = ""


def marked(text: str, start: int, end: int, marks: Iterable[Mark], named: set[str] | None = None) -> Markup:
    """`text[start:end]` with every mark that touches it.

    A mark gets its `id` where it is first seen: `named` remembers across the paragraphs of a page.
    """
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    return Markup("").join(_pieces(text, start, end, inside, set() if named is None else named))


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], named: set[str]) -> Iterator[Markup]:
    edges = sorted(
        {start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)}
    )
    opened: list[Mark] = []
    starting = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    following = 0
    active: list[Mark] = []
    for low, high in pairwise(edges):
        active = [mark for mark in active if mark.end > low]
        while following < len(starting) and starting[following].start <= low:
            active.append(starting[following])
            following += 1
        yield from _change(opened, active[:DEEPEST], named)
        opened = active[:DEEPEST]
        yield _plain(text[low:high])
        yield from _numbers(active, high)
    yield from _change(opened, [], named)


def _change(opened: Sequence[Mark], wanted: Sequence[Mark], named: set[str]) -> Iterator[Markup]:
    """Closes and opens what it takes to have exactly `wanted` open, outermost first."""
    same = 0
    while same < min(len(opened), len(wanted)) and opened[same] is wanted[same]:
        same += 1
    yield Markup("</mark>") * (len(opened) - same)
    for mark in wanted[same:]:
        yield _opening(mark, named)


def _opening(mark: Mark, named: set[str]) -> Markup:
    if mark.id is None:
        return Markup('<mark class="{}">').format(mark.classes)
    first = mark.id not in named
    named.add(mark.id)
    name = Markup(' id="c-{}"').format(mark.id) if first else ""
    return Markup('<mark class="{}" data-claim="{}"{} title="{}">').format(
        mark.classes, mark.id, name, mark.title
    )


def _numbers(active: Iterable[Mark], high: int) -> Iterator[Markup]:
    for mark in active:
        if mark.end == high and mark.number is not None:
            yield Markup('<a class="number" href="#n-{}" aria-label="note {}" data-number="{}"></a>').format(
                mark.id, mark.number, mark.number
            )


def _plain(text: str) -> Markup:
    shown = visible(text)
    if shown == text:
        return escape(text)
    return Markup("").join(map(_character_or_text, _hidden_apart(text)))


def _hidden_apart(text: str) -> Iterator[str]:
    """Runs of ordinary characters and, each alone, those that are shown as something else."""
    plain = 0
    for at, character in enumerate(text):
        if character not in "\n\t" and visible(character) != character:
            if plain < at:
                yield text[plain:at]
            yield character
            plain = at + 1
    if plain < len(text):
        yield text[plain:]


def _character_or_text(run: str) -> Markup:
    """A hidden character keeps its place in the count of positions, and shows its code."""
    if len(run) == 1 and visible(run) != run:
        return Markup('<span class="hidden-character" data-length="1">{}</span>').format(words(run))
    return escape(run)
