"""Suppressions written beside the words they are for, as a comment in the document itself:

    <!-- audit: ignore uncorroborated until 2027-01-31: the recording is with the editor -->

It holds for the paragraph that it stands in, or for the next one where it stands alone on its line.
A comment that says no reason, or names no rule, suppresses nothing, and a sentence says so.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .audited import SuppressionRule
from .model import Document, Paragraph
from .rules import rule_ids

_OPENS, _CLOSES = "<!--", "-->"
_LONGEST = 2_000
"""Characters of a comment that are looked at; a reason is a sentence."""
_DIRECTIVE = re.compile(r"\s*audit:\s*ignore\b([^:]{0,300})(?::(.*))?", re.DOTALL)
_UNTIL = re.compile(r"\buntil\s+(\S+)\s*$")
_HOW = '<!-- audit: ignore RULE: reason -->, with "until 2027-01-31" before the colon if it expires'


@dataclass(frozen=True, slots=True)
class InlineSuppressions:
    """What a document's comments say, and a sentence for each that cannot be followed."""

    rules: tuple[SuppressionRule, ...]
    problems: tuple[str, ...]


def recorded(
    documents: Iterable[Document], root: Path, stated: Iterable[SuppressionRule] = ()
) -> dict[str, list[Any]]:
    """The suppressions of a run as its settings keep them (JSON): `stated` in manifests, then inline ones.

    Inline ones are read from the files below `root`; one that is gone since, or is no text, has none.
    """
    found = [inline_suppressions(document, _bytes(document, root)) for document in documents]
    rules = [*stated, *(rule for one in found for rule in one.rules)]
    rows = [{**asdict(rule), "span": rule.span and list(rule.span)} for rule in rules]
    problems = [problem for one in found for problem in one.problems]
    return {"suppressions": rows, "suppression_problems": problems} if rows or problems else {}


def _bytes(document: Document, root: Path) -> bytes:
    try:
        is_text = document.media_type.startswith("text/") and document.line is None
        return (root / document.path).read_bytes() if is_text else b""
    except OSError:
        return b""


def inline_suppressions(document: Document, data: bytes) -> InlineSuppressions:
    """The suppressions in the comments of a document that is one file with these bytes."""
    if b"audit:" not in data or document.line is not None:
        return InlineSuppressions((), ())
    raw = data.decode(document.encoding.split()[0], "replace")
    found = list(_directives(document, raw))
    return InlineSuppressions(
        tuple(one for one in found if isinstance(one, SuppressionRule)),
        tuple(one for one in found if isinstance(one, str)),
    )


def _directives(document: Document, raw: str) -> Iterator[SuppressionRule | str]:
    opening = raw.find(_OPENS)
    while opening >= 0:
        closing = raw.find(_CLOSES, opening)
        if closing < 0:
            return
        words = raw[opening + len(_OPENS) : min(closing, opening + _LONGEST)]
        directive = _DIRECTIVE.match(words)
        if directive:
            yield from _rules(document, raw, opening, closing + len(_CLOSES), directive)
        opening = raw.find(_OPENS, closing)


def _rules(
    document: Document, raw: str, start: int, end: int, directive: re.Match[str]
) -> Iterator[SuppressionRule | str]:
    where = f"{document.path}:{raw.count(chr(10), 0, start) + 1}"
    until = _UNTIL.search(directive[1])
    names = directive[1][: until.start() if until else None].replace(",", " ").split()
    reason = " ".join((directive[2] or "").split())
    problem = _problem(names, reason, until[1] if until else None)
    paragraph = _paragraph(document, _meant(raw, start, end))
    problem = problem or (None if paragraph else "no paragraph follows it")
    if paragraph is None or problem:
        yield f"{where}: this comment suppresses nothing, {problem}; write {_HOW}."
        return
    for name in names:
        yield SuppressionRule(
            kind="inline",
            rule=name,
            path=document.path,
            span=(paragraph.start, paragraph.end),
            reason=reason,
            until=until[1] if until else None,
            where=where,
        )


def _problem(names: list[str], reason: str, until: str | None) -> str | None:
    unknown = [name for name in names if name not in rule_ids()]
    if unknown or not names:
        return f'there is no rule "{unknown[0]}"' if unknown else "it names no rule"
    if not reason:
        return "it gives no reason"
    try:
        date.fromisoformat(until or "2000-01-01")
    except ValueError:
        return f'"{until}" is no date'
    return None


def _meant(raw: str, start: int, end: int) -> int:
    """The raw position that a comment speaks of: itself, or what follows where it is alone on its line."""
    line_start = raw.rfind("\n", 0, start) + 1
    line_end = raw.find("\n", end)
    line_end = len(raw) if line_end < 0 else line_end
    alone = not raw[line_start:start].strip() and not raw[end:line_end].strip()
    return end if alone else line_start


def _paragraph(document: Document, raw_position: int) -> Paragraph | None:
    """The paragraph that holds the first text at or after a position of the file."""
    runs = document.source_map
    at = bisect_right(runs, raw_position, key=lambda run: run.raw_end)
    for run in runs[at:]:
        inside = max(0, raw_position - run.raw_start) if run.kind == "copy" else 0
        rest = document.text[run.start + inside : run.end]
        if run.kind != "space" and rest.strip():
            position = run.end - len(rest.lstrip())
            return next((one for one in document.paragraphs if one.start <= position < one.end), None)
    return None
