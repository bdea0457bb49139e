"""Check a list of quotations against documents, without a database: the library behind `audit locate`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.matching.index import SourceIndex
from audit.model import Document, Match
from audit.verdicts import Evidence, JudgedPlace, judge, settle

Row = dict[str, Any]


def locate_all(documents: Sequence[Document], quotes: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """A row for each quotation `(id, text)`, in order, with where it stands and what was made of it.

    Keys: id, document (None where it is nowhere), start, end, text, segments, verdict, reason,
    similarity, edits, rivals (other places that fit about as well). Positions are code points.
    """
    index = SourceIndex(documents)
    by_id = {document.id: document for document in documents}
    found = index.locate_many([text for _, text in quotes])
    for (name, text), matches in zip(quotes, found, strict=True):
        yield _row(name, text, matches, by_id)


def _row(name: str, quoted: str, matches: tuple[Match, ...], documents: Mapping[str, Document]) -> Row:
    places = [_judged(quoted, match, matches, documents[match.document_id]) for match in matches]
    settled = settle(quoted, "direct", False, places)
    row: Row = {
        "id": name, "document": None, "start": None, "end": None, "text": None, "segments": [],
        "verdict": settled.judgement.verdict, "reason": settled.judgement.reason, "similarity": 0.0,
        "edits": [], "rivals": [],
    }  # fmt: skip
    if settled.best is not None:
        row.update(_place(matches, settled.best))
    return row


def _judged(quoted: str, match: Match, matches: tuple[Match, ...], document: Document) -> JudgedPlace:
    others = tuple(other for other in matches if other is not match)
    facts = document.facts
    evidence = Evidence(
        quoted, match, document.text, source_role="primary", original_language=facts.original_language,
        elsewhere=others,
    )  # fmt: skip
    return JudgedPlace(match, judge(evidence), facts.role)


def _place(matches: tuple[Match, ...], best: int) -> Row:
    match = matches[best]
    rivals = [
        {
            "document": rival.document_id,
            "start": rival.start,
            "end": rival.end,
            "similarity": rival.similarity,
        }
        for rival in match.rivals
    ]
    rivals += [
        {
            "document": other.document_id,
            "start": other.start,
            "end": other.end,
            "similarity": other.similarity,
        }
        for number, other in enumerate(matches)
        if number != best
    ]
    return {
        "document": match.document_id, "start": match.start, "end": match.end, "text": match.text,
        "segments": [list(segment) for segment in match.segments], "similarity": match.similarity,
        "edits": [{"op": edit.op, "quoted": edit.quoted, "source": edit.source} for edit in match.edits],
        "rivals": rivals,
    }  # fmt: skip
