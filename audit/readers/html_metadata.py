"""What a page says of itself in its head: meta elements, links and JSON-LD. Data only, never run."""

import json
from collections.abc import Iterator
from typing import Any

from audit.model import Facts
from audit.readers.dates import iso_date

# A description of one article has a few kB; a whole catalogue is not about this page.
_LONGEST_JSON_LD = 500_000
_MOST_NODES = 10_000
_LONGEST_VALUE = 1_000
_ARTICLE_TYPES = ("article", "posting", "report", "webpage", "creativework")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publish-date", "publication_date", "dc.date", "date",
)  # fmt: skip
_TITLE = ("og:title", "headline", "citation_title", "dc.title", "twitter:title")
_AUTHOR = ("author", "article:author", "citation_author", "dc.creator", "parsely-author", "byl")
_PUBLISHER = ("og:site_name", "publisher", "application-name", "dc.publisher")


class PageMetadata:
    """Collects the statements of one page about itself; the first of a kind counts."""

    def __init__(self) -> None:
        self.title_element: str | None = None
        self.language: str | None = None
        self._values: dict[str, str] = {}
        self._article: dict[str, Any] = {}

    def add_meta(self, attributes: dict[str, str]) -> None:
        """A meta element."""
        for key in ("property", "name", "itemprop"):
            if key in attributes and "content" in attributes:
                self._add(attributes[key].strip().lower(), attributes["content"])

    def add_link(self, attributes: dict[str, str]) -> None:
        """A link element; only the canonical one says something of the page."""
        if "canonical" in attributes.get("rel", "").lower().split():
            self._add("canonical", attributes.get("href", ""))

    def add_time(self, attributes: dict[str, str]) -> None:
        """A time element that is marked as the date of publication."""
        if "pubdate" in attributes or "datepublished" in attributes.get("itemprop", "").lower():
            self._add("datepublished", attributes.get("datetime", ""))

    def add_json_ld(self, source: str) -> None:
        """A script of type application/ld+json. What is too large or no JSON is passed over."""
        if self._article or len(source) > _LONGEST_JSON_LD:
            return
        try:
            nodes = _nodes(json.loads(source))
            self._article = next((node for node in nodes if _is_article(node)), {})
        except (ValueError, RecursionError):
            return

    def facts(self) -> Facts:
        """What the page states, dates with the basis `metadata`."""
        published = self._published()
        return Facts(
            title=_text(self._article.get("headline")) or self._first(_TITLE),
            author=_names(self._article.get("author")) or self._author(),
            publisher=_names(self._article.get("publisher")) or self._first(_PUBLISHER),
            published=published,
            published_basis="metadata" if published else None,
            url=self._url(),
            language=self.language,
        )

    def _add(self, key: str, value: str) -> None:
        value = " ".join(value.split())
        if value and len(value) <= _LONGEST_VALUE and "\0" not in value:
            self._values.setdefault(key, value)

    def _first(self, keys: tuple[str, ...]) -> str | None:
        return next((self._values[key] for key in keys if key in self._values), None)

    def _published(self) -> str | None:
        stated = (self._values.get(_PUBLISHED[0]), _text(self._article.get("datePublished")))
        candidates = [*stated, *(self._values.get(key) for key in _PUBLISHED[1:])]
        return next((day for value in candidates if value and (day := iso_date(value))), None)

    def _author(self) -> str | None:
        names = (self._values[key] for key in _AUTHOR if key in self._values)
        return next((name for name in names if "://" not in name), None)

    def _url(self) -> str | None:
        urls = (self._values.get("canonical"), self._values.get("og:url"))
        return next((url for url in urls if url and url.lower().startswith(("http://", "https://"))), None)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document, outer ones first, as many as one page can need."""
    waiting = [data]
    for seen, node in enumerate(waiting):
        if seen > _MOST_NODES:
            return
        if isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
        elif isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    known = any(isinstance(name, str) and name.lower().endswith(_ARTICLE_TYPES) for name in names)
    return known and ("datePublished" in node or "headline" in node)


def _names(value: Any) -> str | None:
    """The names in a person, an organisation, a plain string, or a list of them."""
    people = value if isinstance(value, list) else [value]
    names = [_text(one.get("name") if isinstance(one, dict) else one) for one in people[:20]]
    return ", ".join(name for name in names if name and "://" not in name) or None


def _text(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        return None
    cleaned = " ".join(value.split())
    return cleaned if cleaned and not any("\ud800" <= c <= "\udfff" or c == "\0" for c in cleaned) else None
