"""The proof of a document against its file, written from the definition of the map alone."""

import html
import json
from pathlib import Path

from audit.model import Document


def prove(document: Document, file: Path) -> None:
    """Fails unless the runs of the map make the whole text out of the file's bytes, in order."""
    data = file.read_bytes()
    if document.line is not None:
        data = data.split(b"\n")[document.line - 1]
    prove_decoded(document, data.decode(document.encoding.split()[0]))


def prove_decoded(document: Document, raw: str) -> None:
    """The same from the decoded characters of the file, or of the record's line."""
    pieces = []
    at = raw_at = 0
    for run in document.source_map:
        assert run.start == at
        assert run.raw_start >= raw_at
        source = raw[run.raw_start : run.raw_end]
        stands_for = document.text[run.start : run.end]
        if run.kind == "space":
            assert stands_for.isspace()
            pieces.append(stands_for)
        else:
            pieces.append(_meaning(run.kind, source))
        at, raw_at = run.end, run.raw_end
    assert "".join(pieces) == document.text


def _meaning(kind: str, source: str) -> str:
    if kind == "charref":
        return html.unescape(source)
    if kind == "json":
        meaning: str = json.loads(f'"{source}"')
        return meaning
    assert kind == "copy"
    return source
