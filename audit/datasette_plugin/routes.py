"""Which address shows which page."""

from typing import Any

from .links import Links


def links_of(datasette: Any) -> Links:
    """The addresses of this server."""
    return Links(datasette.setting("base_url").rstrip("/"))


def routes() -> list[tuple[str, Any]]:
    """Patterns of addresses, and what answers there."""
    return []


def static(datasette: Any, name: str) -> str:
    """The address of a static file."""
    return links_of(datasette).static(name)


def menu(datasette: Any) -> list[dict[str, str]]:
    """What Datasette's menu offers of ours."""
    links = links_of(datasette)
    return [{"href": links.front(), "label": "Audit"}]
