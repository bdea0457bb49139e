"""One box over texts, quotations, figures and speakers."""

import re
import sqlite3
from typing import Any

from markupsafe import Markup

from ..rendering import words
from ..visits import Page, Visit

MOST = 25
"""Results of each kind on the page; a search for a common word is narrowed, not paged."""

LONGEST = 300
_TERM = re.compile(r'"([^"]{1,300})"|(\S{1,300})')
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private characters that mark a hit in a snippet; no font shows them, and a text's own are dropped."""

_TEXTS = f"""
select paragraphs.document_id, paragraphs.start, documents.title, documents.path,
  snippet(paragraphs_fts, 0, '{_OPEN}', '{_CLOSE}', ' … ', 40) as snippet
from paragraphs_fts join paragraphs on paragraphs.rowid = paragraphs_fts.rowid
  join documents on documents.id = paragraphs.document_id
where paragraphs_fts match :query order by rank limit :most
"""
_QUOTATIONS = f"""
select quotations.id, quotations.verdict, quotations.document_id, documents.title, documents.path,
  coalesce(speakers.name, quotations.speaker_text) as speaker,
  snippet(quotations_fts, 0, '{_OPEN}', '{_CLOSE}', ' … ', 40) as snippet
from quotations_fts join quotations on quotations.rowid = quotations_fts.rowid
  join documents on documents.id = quotations.document_id
  left join speakers on speakers.id = quotations.speaker_id
where quotations_fts match :query and quotations.furniture = 0 order by rank limit :most
"""
_QUANTITIES = f"""
select quantities.id, quantities.verdict, quantities.document_id, documents.title, documents.path,
  quantities.subject_text, quantities.period_text,
  snippet(quantities_fts, 0, '{_OPEN}', '{_CLOSE}', ' … ', 40) as snippet
from quantities_fts join quantities on quantities.rowid = quantities_fts.rowid
  join documents on documents.id = quantities.document_id
where quantities_fts match :query and quantities.furniture = 0 order by rank limit :most
"""
_SPEAKERS = """
select speakers.id, speakers.name, speakers.kind, count(quotations.id) as quotations
from speakers left join quotations on quotations.speaker_id = speakers.id
where speakers.name like :pattern escape '\\' or speakers.aliases like :pattern escape '\\'
group by speakers.id order by quotations desc, speakers.name limit :most
"""


def search(visit: Visit) -> Page:
    """What holds all the words of `?q=`; words between double quotation marks stand together."""
    asked = visit.arguments.get("q", "").strip()[:LONGEST]
    query = full_text_query(asked)
    results = _results(visit, asked, query) if query else {}
    found = sum(len(rows) for rows in results.values())
    return Page(
        "search.html", {"asked": asked, "results": results, "found": found, "most": MOST, "snippet": snippet}
    )


def full_text_query(asked: str) -> str:
    """Every term quoted, so that no character commands the search; empty where nothing can be searched."""
    terms = [phrase or word for phrase, word in _TERM.findall(asked.replace("“", '"').replace("”", '"'))]
    searchable = [term.replace('"', "") for term in terms if any(map(str.isalnum, term))]
    return " ".join(f'"{term}"' for term in searchable)


def snippet(text: str) -> Markup:
    """A snippet with its hits marked."""
    shown = words(text)
    return Markup(str(shown).replace(_OPEN, "<mark class=hit>").replace(_CLOSE, "</mark>"))


def _results(visit: Visit, asked: str, query: str) -> dict[str, list[sqlite3.Row]]:
    pattern = asked.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    asked_for: dict[str, tuple[str, dict[str, Any]]] = {
        "speakers": (_SPEAKERS, {"pattern": f"%{pattern}%"}),
        "quotations": (_QUOTATIONS, {"query": query}),
        "quantities": (_QUANTITIES, {"query": query}),
        "texts": (_TEXTS, {"query": query}),
    }
    return {name: visit.rows(sql, most=MOST, **values) for name, (sql, values) in asked_for.items()}
