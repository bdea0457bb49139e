"""The block of keys that Markdown files of many tools start with, as far as it is plain."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from audit.model import Facts
from audit.readers.dates import iso_date

_KEY = re.compile(r"([A-Za-z][\w -]{0,60}?)\s{0,3}:(?:\s(.*)|$)")
_ITEM = re.compile(r"\s{0,8}-\s(.*)")
_COMMENT = re.compile(r"\s#.*")
# Nobody writes more keys than this; without a limit a file that starts with a rule would be searched whole.
_MOST_LINES = 200
_TITLE = ("title", "headline")
_AUTHOR = ("author", "authors", "byline", "by")
_PUBLISHED = ("published", "date", "publish_date", "pubdate", "date_published", "published_at")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the block ends in the file, and what it states."""

    end: int
    facts: Facts


def front_matter(text: str) -> FrontMatter | None:
    """The block between `---` or `+++` lines at the very start, or None where there is none."""
    fence = text[:3]
    if fence not in ("---", "+++"):
        return None
    lines = text.splitlines(keepends=True)[: _MOST_LINES + 2] if len(text) < 100_000 else _first_lines(text)
    if not lines or lines[0].strip() != fence:
        return None
    closing = {fence, "..."} if fence == "---" else {fence}
    end = next((i for i in range(1, len(lines)) if lines[i].strip() in closing), None)
    if end is None:
        return None
    content = lines[1:end]
    values = _yaml_like(content) if fence == "---" else _toml(content)
    if values is None:
        return None
    return FrontMatter(sum(map(len, lines[: end + 1])), _facts(values))


def _first_lines(text: str) -> list[str]:
    return text[:100_000].splitlines(keepends=True)[: _MOST_LINES + 2]


def _yaml_like(lines: list[str]) -> dict[str, str] | None:
    """Keys with plain values or lists of them; None where a line is neither."""
    values: dict[str, str] = {}
    key = None
    for line in lines:
        match = _KEY.match(line.rstrip())
        if match:
            key = match[1].strip().lower()
            values.setdefault(key, ", ".join(_plain(match[2] or "")))
        elif key and (item := _ITEM.match(line.rstrip())):
            values[key] = ", ".join([*filter(None, [values[key]]), *_plain(item[1])])
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return None
    return values


def _plain(value: str) -> Iterator[str]:
    """The value without quotation marks; the items of a list in brackets."""
    value = value.strip()
    inner = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
    for one in inner:
        one = one.strip()
        if len(one) > 1 and one[0] == one[-1] and one[0] in "\"'":
            one = one[1:-1]
        else:
            one = _COMMENT.sub("", one).strip()
        if one and one not in ("|", ">", "null", "~"):
            yield one


def _toml(lines: list[str]) -> dict[str, str] | None:
    try:
        data = tomllib.loads("".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    flat = {key.lower(): value if isinstance(value, list) else [value] for key, value in data.items()}
    return {key: ", ".join(str(one) for one in value) for key, value in flat.items()}


def _facts(values: dict[str, str]) -> Facts:
    def first(keys: tuple[str, ...]) -> str | None:
        return next((values[key] for key in keys if values.get(key)), None)

    day = iso_date(first(_PUBLISHED) or "")
    url = first(("url", "canonical_url", "source_url", "link"))
    return Facts(
        title=first(_TITLE),
        author=first(_AUTHOR),
        publisher=first(("publisher", "site", "publication")),
        published=day,
        published_basis="metadata" if day else None,
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
        language=first(("lang", "language")),
    )
