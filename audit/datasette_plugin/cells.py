"""Cells of Datasette's own tables: identities link to our pages, verdicts wear their badge."""

import re
from typing import Any

from markupsafe import Markup

from audit.text.visible import HIDDEN, visible

from .appearance import verdict, verdicts
from .links import Links

_DIFFERENCE = re.compile(r"(?:[^<>]|</?(?:ins|del)>)*")
"""All that `word_diff_html` makes: text and two tags without attributes, harmless wherever it comes from."""

_MOST_SHOWN = 600
_MOST_SEEN = 10_000


def rendered(value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """The cell's HTML, or None where Datasette's own will do."""
    if not isinstance(value, str) or not value:
        return None
    links = Links(datasette.setting("base_url").rstrip("/"))
    if column in {"verdict", "relation"} and value in verdicts():
        return _badge(value)
    if column.startswith(("word_diff_html(", "difference")) and _DIFFERENCE.fullmatch(value):
        return Markup('<span class="audit-difference">{}</span>').format(Markup(value))
    address = _address(value, column, table, links)
    if address:
        return _link(address, value)
    return _seen(value) if HIDDEN.search(value, 0, _MOST_SEEN) else None


def _address(value: str, column: str, table: str | None, links: Links) -> str | None:
    if column in {"document_id", "other_document_id", "quoted_in", "found_in"} and "," not in value:
        return links.document(value)
    if column in {"quotation_id", "source_quotation_id"} or (table, column) == ("quotations", "id"):
        return links.quotation(value)
    if column in {"quantity_id", "other_quantity_id"} or (table, column) == ("quantities", "id"):
        return links.quantity(value)
    if column == "speaker_id":
        return links.speaker(value)
    if column == "finding_id" or (table, column) == ("findings", "id"):
        return links.finding(value)
    return None


def _seen(value: str) -> Markup:
    """Text with what hides or reorders it made visible, as on our own pages."""
    rest = "…" if len(value) > _MOST_SEEN else ""
    return Markup("{}{}").format(visible(value[:_MOST_SEEN]), rest)


def _link(address: str, value: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, visible(value[:_MOST_SHOWN]))


def _badge(name: str) -> Markup:
    look = verdict(name)
    return Markup('<span class="audit-badge audit-{}" title="{}">{} {}</span>').format(
        look.tone, look.meaning, look.sign, name
    )
