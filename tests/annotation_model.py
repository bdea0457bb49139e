"""What https://www.w3.org/TR/annotation-model/ asks of the annotations that we hand out."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
    "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
KEYS = {
    "AnnotationCollection": {"@context", "id", "type", "label", "creator", "generator", "total", "first"},
    "AnnotationPage": {"id", "type", "startIndex", "items", "partOf", "next"},
    "Annotation": {"id", "canonical", "type", "motivation", "creator", "created", "body", "target"},
    "TextualBody": {"type", "purpose", "value", "format", "language"},
    "SpecificResource": {"type", "purpose", "source", "selector"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
    "Person": {"type", "name"},
    "Software": {"id", "type", "name"},
}
"""The properties of each class that are used here; a name outside the model would be dropped in silence."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+|[^\s<>\"{}|\\^`:]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def deviations(collection: dict[str, Any]) -> list[str]:
    """What a collection does otherwise than the model asks, a sentence each."""
    items = collection["first"]["items"]
    found = [*_of_nodes(collection), *(said for item in items for said in _of_annotation(item))]
    if collection["@context"] != "http://www.w3.org/ns/anno.jsonld":
        found.append("the context is not the model's")
    if collection["type"] != "AnnotationCollection" or collection["total"] != len(items):
        found.append("the collection does not count its annotations")
    found += [
        f"{name} names two" for name, count in Counter(item["id"] for item in items).items() if count > 1
    ]
    return found


def _of_nodes(node: Any) -> Iterator[str]:
    """What any object may say, its IRIs, and all that it holds."""
    if isinstance(node, list):
        for one in node:
            yield from _of_nodes(one)
    elif isinstance(node, dict):
        if node["type"] not in KEYS or not set(node) <= KEYS[node["type"]]:
            yield f"a {node['type']} has {sorted(set(node) - KEYS.get(node['type'], set()))}"
        for name in ("id", "canonical", "source"):
            if name in node and not _IRI.fullmatch(node[name]):
                yield f"{node[name]} is no IRI"
        for one in node.values():
            yield from _of_nodes(one)


def _of_annotation(item: dict[str, Any]) -> Iterator[str]:
    purposes = {item["motivation"], *(body["purpose"] for body in item["body"])}
    if item["type"] != "Annotation" or not purposes <= MOTIVATIONS:
        yield f"{item['id']} is no annotation of a known motivation"
    if "created" in item and not _MOMENT.fullmatch(item["created"]):
        yield f"{item['created']} is no moment in UTC"
    if isinstance(item["target"], str) and not _IRI.fullmatch(item["target"]):
        yield f"{item['target']} is no IRI"
    resources = [one for one in (*item["body"], item["target"]) if isinstance(one, dict)]
    for selectors in (one["selector"] for one in resources if "selector" in one):
        kinds = [one["type"] for one in selectors]
        if kinds != ["TextQuoteSelector", "TextPositionSelector"]:
            yield f"{item['id']} selects by {kinds}"
