"""Lists of what the audit holds: documents, speakers, one speaker's words, wanted sources."""

from collections import defaultdict
from typing import Any

from datasette import NotFound

from ..functions import folded
from ..remembering import remembered
from ..visits import Page, Visit, pages_of
from .front import DOCUMENTS, SPEAKERS, with_widths

ON_A_PAGE = 100
MOST_OF_A_SPEAKER = 500
"""Quotations of one speaker that are shown at once; the rest are in the table that the page links."""

_SAID = """
select quotations.*, documents.title, documents.path, documents.role, documents.published
from quotations join documents on documents.id = quotations.document_id
where quotations.speaker_id = :id and quotations.furniture = 0 and quotations.within is null
order by documents.published is null, documents.published, quotations.document_id, quotations.start
limit :most
"""


def documents(visit: Visit) -> Page:
    """Every current document, those with the gravest findings first."""
    page = visit.number("page", least=1, most=100_000)
    total = visit.value("select count(*) from documents where is_current")
    rows = visit.rows(f"{DOCUMENTS} limit :most offset :after", most=ON_A_PAGE, after=(page - 1) * ON_A_PAGE)
    unread = visit.rows("select path, reason from unread order by path limit 200")
    listed = {"page": page, "pages": pages_of(total, ON_A_PAGE), "total": total}
    return Page("documents.html", {"documents": rows, "unread": unread, **listed})


def speakers(visit: Visit) -> Page:
    """Everyone who is quoted, most quoted first."""
    page = visit.number("page", least=1, most=100_000)
    total = visit.value("select count(*) from speakers where id in (select speaker_id from quotations)")
    rows = visit.rows(f"{SPEAKERS} limit :most offset :after", most=ON_A_PAGE, after=(page - 1) * ON_A_PAGE)
    listed = {"page": page, "pages": pages_of(total, ON_A_PAGE), "total": total}
    return Page("speakers.html", {"speakers": with_widths(rows, "quotations"), **listed})


def speaker(visit: Visit) -> Page:
    """All that a speaker is quoted as saying, variants of one quotation together."""
    row = visit.row("select * from speakers where id = :id", id=visit.names["speaker"])
    if row is None:
        raise NotFound("There is no such speaker in this audit.")
    said = visit.rows(_SAID, id=row["id"], most=MOST_OF_A_SPEAKER)
    groups: dict[str, list[Any]] = defaultdict(list)
    for quotation in said:
        groups[quotation["family_id"] or folded(quotation["text"]) or quotation["id"]].append(quotation)
    context = {
        "speaker": row,
        "groups": sorted(groups.values(), key=lambda group: -len(group)),
        "said": len(said),
        "documents": len({quotation["document_id"] for quotation in said}),
        "names": visit.rows(
            "select speaker_text as name, count(*) as count from quotations "
            "where speaker_id = :id and speaker_text is not null group by 1 order by 2 desc, 1 limit 12",
            id=row["id"],
        ),
        "most": MOST_OF_A_SPEAKER,
    }
    return Page("speaker.html", context)


def wanted(visit: Visit) -> Page:
    """What to go and find, by how many claims wait for it."""
    return Page("wanted.html", remembered(visit, _wanted))


def _wanted(visit: Visit) -> dict[str, Any]:
    rows = visit.rows(
        "select * from wanted_sources order by speaker_id is null, claims desc, source limit 300"
    )
    examples = {
        row["speaker_id"]: visit.rows(
            "select id, text, document_id, kind from quotations where speaker_id = :id and furniture = 0 "
            "and kind <> 'scare' and within is null order by document_id, start limit 3",
            id=row["speaker_id"],
        )
        for row in rows[:60]
        if row["speaker_id"]
    }
    return {"wanted": with_widths(rows, "claims"), "examples": examples}
