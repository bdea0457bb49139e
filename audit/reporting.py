"""From a stored audit and a project's settings to what a report counts, and to where it is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from .audited import StoredAudit
from .errors import ConfigurationError
from .reports import REPORTS, RenderOptions, baseline
from .reports.report import TERMINAL_WIDTH
from .reports.selection import with_levels, without_suppressed
from .settings import Settings
from .store.reading import load

STANDARD_OUTPUT = Path("-")


def settled(database: Path, settings: Settings) -> StoredAudit:
    """The stored audit with the project's levels and suppressions applied, and no baseline."""
    return as_settled(load(database), settings)


def as_settled(audit: StoredAudit, settings: Settings) -> StoredAudit:
    """The audit with the project's levels and suppressions applied: its findings are what is open."""
    return without_suppressed(with_levels(audit, settings.rules), settings.suppressions, date.today())


def counted(database: Path, settings: Settings, known: Path | None, update: bool) -> StoredAudit:
    """The stored audit with the project's levels, suppressions and baseline applied.

    The baseline loses what is no longer found, which the audit then names, and takes in what is new only
    where `update` says so.
    Raises `ConfigurationError` or `DatabaseError` in one sentence.
    """
    audit = settled(database, settings)
    if known is None and settings.baseline:
        known = settings.folder / settings.baseline
    if known is None:
        if update:
            raise ConfigurationError("--update-baseline needs the file to write: --baseline FILE.")
        return audit
    entries = baseline.load(known) if known.exists() or not update else baseline.Baseline()
    present = baseline.grown(entries, audit) if update else baseline.shrunk(entries, audit)
    if present != entries or not known.exists():
        baseline.save(known, present)
    return baseline.compare(audit, present if update else entries)


def written(
    audit: StoredAudit, formats: Sequence[str], outputs: Sequence[Path], options: RenderOptions
) -> Iterator[str]:
    """Renders each format in turn: to its file where one is named, else yielded for standard output.

    Colour and width are the terminal's; a file has neither. Raises `ConfigurationError`.
    """
    if len(outputs) > len(formats):
        raise ConfigurationError("There are more --output files than --format names.")
    twice = [file for file, times in Counter(outputs).items() if times > 1 and file != STANDARD_OUTPUT]
    if twice:
        raise ConfigurationError(f"{twice[0]}: two formats cannot be written to one file.")
    by_name = {report.name: report for report in REPORTS}
    unknown = [name for name in formats if name not in by_name]
    if unknown:
        raise ConfigurationError(f'There is no format "{unknown[0]}"; there are {", ".join(by_name)}.')
    for name, output in zip_longest(formats, outputs, fillvalue=STANDARD_OUTPUT):
        report = by_name[str(name)]
        if output == STANDARD_OUTPUT:
            yield report.render(audit, options)
        else:
            on_paper = replace(options, color=False, width=TERMINAL_WIDTH)
            write(Path(output), report.render(audit, on_paper))


def write(path: Path, text: str) -> None:
    """Writes a file in UTF-8. Raises `ConfigurationError` where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
    except OSError as error:
        raise ConfigurationError(f"{path}: this file cannot be written ({error.strerror}).") from error
