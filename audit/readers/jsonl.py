"""JSON Lines: one document `{"id", "text", ...}` a line, its text taken unchanged."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from audit.errors import UnreadableError
from audit.model import Document, Facts, MapRun, Unread
from audit.readers.dates import iso_date
from audit.readers.decoding import refuse_unstorable
from audit.readers.kinds import describe
from audit.readers.layout import plain_blocks
from audit.readers.reading import Source, too_large

_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPES = re.compile(r"(?:\\(?:u[0-9a-fA-F]{4}|.))+")
# A wrapped text has an escape every 70 characters; runs of their own for each would double a database.
_WORTH_A_COPY = 1_000
_DECODER = json.JSONDecoder()
_TEXTUAL_FACTS = ("title", "publisher", "author", "url", "speaker", "language")


@dataclass(frozen=True, slots=True)
class _Record:
    """The keys of one line, and where the characters of its text start inside the line."""

    values: dict[str, Any]
    text_start: int
    text_end: int


def read_json_lines(source: Source) -> Iterator[Document | Unread]:
    """Each record as a document, each line that is none as `Unread` with its number."""
    seen: dict[str, int] = {}
    try:
        with source.location.open("rb") as file:
            for number, line in _lines(file, source.limits.document_bytes):
                yield from _read_line(source, line, number, seen)
    except OSError as error:
        raise UnreadableError(f"it cannot be opened ({error.strerror}); check its permissions") from None
    if not seen and source.location.stat().st_size == 0:
        raise UnreadableError("it is empty; remove it or exclude it")


def _lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes]]:
    """Lines without their line feed. One beyond the limit comes cut at it, and its rest is skipped."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(1 << 20)
        yield number, line.removesuffix(b"\n")


def _read_line(source: Source, line: bytes, number: int, seen: dict[str, int]) -> Iterator[Document | Unread]:
    if not line.strip():
        return
    try:
        if len(line) > source.limits.document_bytes:
            raise UnreadableError(too_large(len(line), source.limits))
        codec = "utf-8-sig" if number == 1 and line.startswith(b"\xef\xbb\xbf") else "utf-8"
        raw = _decode(line, codec)
        record = _parse(raw)
        document = replace(
            _document(source, raw, record, number),
            encoding=codec,
            sha256=hashlib.sha256(line).hexdigest(),
            byte_length=len(line),
        )
        if document.id in seen:
            taken = seen[document.id]
            raise UnreadableError(f'its id "{document.id}" is taken by line {taken}; make ids unique')
    except UnreadableError as error:
        yield Unread(source.path, f"line {number}: {error}")
        return
    seen[document.id] = number
    yield document
    stated = record.values.get("published")
    if stated is not None and document.facts.published_basis != "record":
        shown = json.dumps(stated)[:60]
        yield Unread(source.path, f"line {number}: published is {shown}, not a date; write 2022-02-04")


def _decode(line: bytes, codec: str) -> str:
    try:
        return line.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"it is not valid UTF-8 at byte {error.start}; JSON Lines are UTF-8") from None


def _document(source: Source, raw: str, record: _Record, number: int) -> Document:
    identity = record.values.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or identity == "":
        raise UnreadableError('it has no "id"; give each record a string of its own')
    text = record.values.get("text")
    if not isinstance(text, str):
        raise UnreadableError('it has no "text"; each record needs its text as a string')
    refuse_unstorable(text)
    refuse_unstorable(str(identity))
    if not text.strip():
        raise UnreadableError('its "text" is empty; remove the record')
    paragraphs, own = describe(text, plain_blocks(text))
    return Document(
        id=str(identity),
        path=source.path,
        text=text,
        paragraphs=paragraphs,
        facts=_facts(record.values).filled_from(own),
        source_map=_runs(raw, record),
        line=number,
    )


def _facts(values: dict[str, Any]) -> Facts:
    known = {key: _storable(values.get(key)) for key in _TEXTUAL_FACTS}
    published = values.get("published")
    day = iso_date(published) if isinstance(published, str) else None
    role = "primary" if values.get("role") == "primary" else "report"
    return Facts(**known, role=role, published=day, published_basis="record" if day else None)  # type: ignore[arg-type]


def _storable(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        refuse_unstorable(value)
    except UnreadableError:
        return None
    return value.strip()


def _parse(raw: str) -> _Record:
    """One JSON object, read key by key to learn where its text stands."""
    try:
        return _parse_object(raw)
    except (ValueError, RecursionError, IndexError):
        raise UnreadableError('it is no JSON object; write {"id": ..., "text": ...} on one line') from None


def _parse_object(raw: str) -> _Record:
    values: dict[str, Any] = {}
    text_span = (0, 0)
    at = _after(raw, 0, "{")
    while raw[at] != "}" or values:
        key, at = _DECODER.raw_decode(raw, _expect(raw, at, '"'))
        at = _after(raw, at, ":")
        start = at
        value, at = _DECODER.raw_decode(raw, at)
        if key in values and key in ("id", "text"):
            raise UnreadableError(f'it has the key "{key}" twice; keep one')
        values[key] = value
        text_span = (start + 1, at - 1) if key == "text" else text_span
        at = _skip(raw, at)
        if raw[at] == "}":
            break
        at = _after(raw, at, ",")
    if _skip(raw, at + 1) != len(raw):
        raise ValueError("characters after the object")
    return _Record(values, *text_span)


def _skip(raw: str, at: int) -> int:
    space = _SPACE.match(raw, at)
    return space.end() if space else at


def _expect(raw: str, at: int, sign: str) -> int:
    at = _skip(raw, at)
    if raw[at] != sign:
        raise ValueError(f"{sign} is missing")
    return at


def _after(raw: str, at: int, sign: str) -> int:
    return _skip(raw, _expect(raw, at, sign) + 1)


def _runs(raw: str, record: _Record) -> tuple[MapRun, ...]:
    """Long stretches without escapes are copies; what lies between them is one run of JSON."""
    runs: list[MapRun] = []
    begin = at = record.text_start
    for escapes in _ESCAPES.finditer(raw, record.text_start, record.text_end):
        if escapes.start() - at >= _WORTH_A_COPY:
            _add_run(runs, raw, begin, at)
            _add_run(runs, raw, at, escapes.start())
            begin = escapes.start()
        at = escapes.end()
    _add_run(runs, raw, begin, at)
    _add_run(runs, raw, at, record.text_end)
    return tuple(runs)


def _add_run(runs: list[MapRun], raw: str, raw_start: int, raw_end: int) -> None:
    """Add `raw[raw_start:raw_end]`: a copy where it holds no escape."""
    if raw_start == raw_end:
        return
    source = raw[raw_start:raw_end]
    at = runs[-1].end if runs else 0
    if "\\" not in source:
        runs.append(MapRun("copy", at, at + len(source), raw_start, raw_end))
    else:
        text: str = json.loads(f'"{source}"')
        runs.append(MapRun("json", at, at + len(text), raw_start, raw_end))
