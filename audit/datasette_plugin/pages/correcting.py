"""Corrections: what a person knows better than the extraction, kept and applied by every later run."""

from ..evidence import in_context
from ..marking import Mark
from ..visits import Page, Visit

ON_A_PAGE = 200

_CORRECTIONS = """
select corrections.*, quotations.text as quoted, quantities.text as figure, documents.title, documents.path,
  correction_outcomes.fate, correction_outcomes.reason
from corrections
  left join quotations on quotations.id = corrections.quotation_id
  left join quantities on quantities.id = corrections.quantity_id
  left join documents on documents.id = corrections.document_id
  left join correction_outcomes on correction_outcomes.correction_id = corrections.id
order by corrections.id desc limit :most
"""


def corrections(visit: Visit) -> Page:
    """Every correction, the latest first, with what it acts on."""
    rows = visit.rows(_CORRECTIONS, most=ON_A_PAGE)
    withdrawn = {row["value"] for row in rows if row["kind"] == "withdrawn"}
    return Page("corrections.html", {"corrections": rows, "withdrawn": withdrawn})


def missed(visit: Visit) -> Page:
    """A claim that the extraction missed: the words selected in the reader, to be confirmed."""
    row = visit.document(visit.arguments.get("document", ""))
    text = visit.text(row["id"])
    start = visit.number("start", most=len(text))
    end = visit.number("end", least=start, most=len(text))
    html = in_context(text, start, end, [Mark(start, end, "focus")], visit.window)
    names = visit.rows("select name from speakers order by name limit 300")
    context = {
        "document": row,
        "start": start,
        "end": end,
        "text": text[start:end],
        "html": html,
        "names": names,
    }
    return Page("missed.html", context)
