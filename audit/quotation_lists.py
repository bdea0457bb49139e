"""`audit locate`: a list of quotations, or those of a draft, checked against a folder without a database."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ConfigurationError
from .locate import locate_all
from .model import Document
from .text.cells import safe_cell

COLUMNS = (
    "id",
    "quotation",
    "verdict",
    "reason",
    "document",
    "start",
    "end",
    "text",
    "segments",
    "similarity",
    "edits",
    "rivals",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One quotation to check: its id as a string, its words, and what else its row said."""

    id: str
    text: str


def quotations_of_file(path: Path, column: str | None) -> list[Asked]:
    """The quotations of a JSON Lines or CSV file, or of standard input for `-`.

    Raises `ConfigurationError` that names the file and the line where a row cannot be used.
    """
    content = _content(path)
    if column is not None or path.suffix.lower() in {".csv", ".tsv"}:
        return list(_from_table(content, path, column or "text"))
    return list(_from_json_lines(content, path))


def _content(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8."
        ) from error
    except OSError as error:
        raise ConfigurationError(f"{path}: the quotations cannot be read ({error.strerror}).") from error


def _from_json_lines(content: str, path: Path) -> Iterator[Asked]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise ConfigurationError(
                f'{path}:{number}: this line is not JSON; one {{"id", "text"}} a line.'
            ) from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ConfigurationError(
                f'{path}:{number}: this line has no "text"; one {{"id", "text"}} a line.'
            )
        yield Asked(str(row.get("id", number)), row["text"])


def _from_table(content: str, path: Path, column: str) -> Iterator[Asked]:
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    table = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        names = table.fieldnames or []
        if column not in names:
            found = ", ".join(names) or "none"
            raise ConfigurationError(
                f'{path}: there is no column "{column}"; choose one with --column (found: {found}).'
            )
        for number, row in enumerate(table, 1):
            yield Asked(row.get("id") or str(number), row[column] or "")
    except csv.Error as error:
        raise ConfigurationError(
            f"{path}:{table.line_num}: this is no CSV ({error}); mend the line."
        ) from error


def lines(documents: Sequence[Document], asked: Sequence[Asked], output_format: str) -> Iterator[str]:
    """One line a quotation, as JSON or as CSV that is safe for spreadsheets."""
    if output_format == "csv":
        yield _csv_line(COLUMNS)
    found = locate_all(documents, [(quotation.id, quotation.text) for quotation in asked])
    for quotation, row in zip(asked, found, strict=True):
        row = {**row, "quotation": quotation.text}
        yield _as_csv(row) if output_format == "csv" else json.dumps(row, ensure_ascii=False)


def _as_csv(row: dict[str, Any]) -> str:
    return _csv_line([_cell(row.get(name)) for name in COLUMNS])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return safe_cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _csv_line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()
