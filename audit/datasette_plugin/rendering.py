"""Templates to HTML: everything that comes from a document passes here as text."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from audit.text.visible import visible

from . import appearance
from .links import Links
from .metadata import questions


def words(text: object) -> Markup:
    """Foreign text as HTML: escaped, with hidden and reordering characters shown as what they are."""
    return escape(visible(str(text))) if text is not None else Markup("")


def shortened(text: object, most: int = 160) -> Markup:
    """Foreign text cut at a word, with an ellipsis where something is left out."""
    whole = " ".join(str(text or "").split())
    if len(whole) <= most:
        return words(whole)
    return words(whole[:most].rsplit(" ", 1)[0] + " …")


def sentence(text: object) -> Markup:
    """Text with a capital at its start, as a sentence has, unless it starts with a file's name."""
    told = text if isinstance(text, Markup) else words(text or "")
    return told[:1].upper() + told[1:] if str(told).partition(" ")[0].isalpha() else told


def grouped(number: object) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}".replace(",", "\u202f") if isinstance(number, int) else str(number)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{grouped(number)} {one if number == 1 else many or one + 's'}"


def document_name(row: Any) -> str:
    """What a document is called: its title, else its path."""
    return str(row["title"] or row["path"])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"words": words, "sentence": sentence, "shortened": shortened, "grouped": grouped}
    environment.globals |= {
        "verdict_of": appearance.verdict,
        "level_of": appearance.level,
        "status_of": appearance.status,
        "counted": counted,
        "document_name": document_name,
        "questions": questions,
    }
    return environment


def rendered(
    template: str, links: Links, reviewer: str | None, token: str, context: Mapping[str, Any]
) -> str:
    """The page. `reviewer` is None where nobody may write."""
    page = _environment().get_template(f"audit/{template}")
    return page.render({"links": links, "reviewer": reviewer, "token": token, **context})
