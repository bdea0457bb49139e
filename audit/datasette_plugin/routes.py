"""Which address shows which page."""

from typing import Any

from datasette import NotFound

from . import writing
from .links import Links
from .pages import (
    annotations,
    comparison,
    correcting,
    downloads,
    figures,
    front,
    lists,
    reader,
    reviewing,
    searching,
)
from .visits import Answer, Elsewhere, Visit, shown


def links_of(datasette: Any) -> Links:
    """The addresses of this server."""
    return Links(datasette.setting("base_url").rstrip("/"))


def routes() -> list[tuple[str, Any]]:
    """Patterns of addresses, and what answers there. A document's identity may hold anything, slashes too."""
    review_list = shown(reviewing.queue)

    async def review(datasette: Any, request: Any) -> Any:
        return await (writing.review if request.method == "POST" else review_list)(datasette, request)

    return [
        (r"^/$", shown(front.front)),
        (r"^/robots\.txt$", shown(downloads.robots)),
        (r"^/-/documents$", shown(lists.documents)),
        (r"^/-/read/(?P<document>.+)$", shown(reader.document)),
        (r"^/-/quotation/(?P<quotation>[^/]+)$", shown(comparison.quotation)),
        (r"^/-/quantity/(?P<quantity>[^/]+)$", shown(figures.quantity)),
        (r"^/-/claim/(?P<claim>[^/]+)$", shown(_claim)),
        (r"^/-/figures$", shown(figures.figures)),
        (r"^/-/speakers$", shown(lists.speakers)),
        (r"^/-/speaker/(?P<speaker>.+)$", shown(lists.speaker)),
        (r"^/-/wanted$", shown(lists.wanted)),
        (r"^/-/review$", review),
        (r"^/-/finding/(?P<finding>[^/]+)$", shown(reviewing.finding)),
        (r"^/-/corrections$", shown(correcting.corrections)),
        (r"^/-/missed$", shown(correcting.missed)),
        (r"^/-/correct$", writing.correct),
        (r"^/-/search$", shown(searching.search)),
        (r"^/-/download/(?P<table>[a-z]+)\.(?P<format>csv|json)$", shown(downloads.table)),
        (r"^/-/annotations/(?P<document>.+)\.jsonld$", shown(annotations.annotations)),
        (r"^/-/findings\.atom$", shown(downloads.feed)),
    ]


def _claim(visit: Visit) -> Answer:
    """A passage by its claim's identity alone, in the document where it stands now."""
    claim = visit.names["claim"]
    place = visit.row(
        "select document_id, start from quotations where id = :id union all "
        "select document_id, start from quantities where id = :id",
        id=claim,
    )
    if place is None:
        raise NotFound("There is no such claim in this audit: a later run may have found it changed.")
    return Elsewhere(visit.links.claim(place["document_id"], claim, place["start"]))


def static(datasette: Any, name: str) -> str:
    """The address of a static file."""
    return links_of(datasette).static(name)


def menu(datasette: Any) -> list[dict[str, str]]:
    """What Datasette's menu offers of ours."""
    links = links_of(datasette)
    pages = {
        "Audit": links.front(),
        "Documents": links.page("documents"),
        "Findings": links.page("review"),
        "Figures": links.page("figures"),
        "Speakers": links.page("speakers"),
        "Wanted sources": links.page("wanted"),
        "Search": links.page("search"),
    }
    return [{"href": address, "label": label} for label, address in pages.items()]
