"""The report as one self-contained page: no script, nothing loaded, light and dark, fit for printing."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from ..audited import StoredAudit
from ..text.visible import one_line
from .digest import (
    ABOUT_NO_PLACE,
    by_speaker,
    counted,
    current_documents,
    headline,
    next_steps,
    spoken_rules,
    stated_figures,
    verdict_counts,
    verdict_of_levels,
    without_source,
)
from .excerpt import difference, excerpt, shortened
from .report import RenderOptions, Report


def render(audit: StoredAudit, options: RenderOptions) -> str:
    """The whole page."""
    return _template().render(
        audit=audit,
        headline=headline(audit),
        levels=verdict_of_levels(audit),
        documents=current_documents(audit),
        speakers=by_speaker(audit),
        figures=stated_figures(audit),
        rules=spoken_rules(audit),
        verdicts=verdict_counts(audit),
        steps=next_steps(audit),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["words"] = words
    environment.filters["counted"] = counted
    environment.filters["shortened"] = shortened
    environment.globals["excerpt"] = excerpt
    environment.globals["difference"] = difference
    environment.globals["without_source"] = without_source
    environment.globals["ABOUT_NO_PLACE"] = ABOUT_NO_PLACE
    return environment.from_string(files("audit.reports").joinpath("report.html").read_text("utf-8"))


def words(text: str | None) -> Markup:
    """Foreign text: hidden characters shown, markup escaped, its direction kept to itself."""
    return Markup("<bdi>{}</bdi>").format(escape(one_line(text or "")))


HTML = Report(
    "html",
    "For reading, printing and passing on: one page that needs nothing else.",
    "text/html; charset=utf-8",
    ".html",
    render,
)
