"""What a run says at its end: what was audited, what came of it, and what to do next."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pipeline import Summary

_DEFAULT_DATABASE = Path("db/audit.db")
_LEVELS = ("error", "warning", "note")


def summary_text(summary: "Summary") -> str:
    """A few lines for the person who ran the audit."""
    return "\n".join(_lines(summary))


def _lines(summary: "Summary") -> Iterator[str]:
    checked = summary.checked
    done = "Nothing has changed since the audit of" if summary.unchanged else "Audited"
    yield (
        f"{done} {_counted(summary.documents, 'document')}: {_counted(checked.quoted, 'quotation')}, "
        f"{_counted(checked.reported, 'reported statement')}, {_counted(checked.figures, 'figure')}."
    )
    if summary.unread:
        yield f"Not read: {_counted(len(summary.unread), 'input')}; the audit is not complete."
    if checked.verdicts:
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in _by_count(checked.verdicts))
        yield f"Verdicts: {verdicts}."
    yield f"Findings: {_findings(summary.findings)}."
    if summary.corrections:
        fates = ", ".join(f"{count} {fate}" for fate, count in _by_count(summary.corrections))
        yield f"Corrections: {fates}."
    option = "" if summary.database == _DEFAULT_DATABASE else f" --db {summary.database}"
    yield f"Stored in {summary.database}. Next:"
    option = "" if summary.database == _DEFAULT_DATABASE else f" --db {summary.database}"
    report, serve = f"audit report{option}", f"audit serve{option} --open"
    yield f"  {report:<{len(serve)}}   what to look at, worst first"
    yield f"  {serve}   read, compare and review it in the browser"


def _findings(counts: Mapping[str, int]) -> str:
    found = [_counted(counts[level], level) for level in _LEVELS if counts.get(level)]
    return ", ".join(found) or "none"


def _by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
