"""Reports print a stored audit: one module a format, each a pure function from the audit to text."""

from .csv import CSV
from .github import GITHUB
from .gitlab import GITLAB
from .html import HTML
from .json import JSON
from .junit import JUNIT
from .markdown import MARKDOWN
from .report import RenderOptions, Report
from .sarif import SARIF
from .text import TEXT

REPORTS: tuple[Report, ...] = (TEXT, MARKDOWN, HTML, JSON, SARIF, JUNIT, GITHUB, GITLAB, CSV)
"""Every format, in the order in which help lists them."""

__all__ = ["REPORTS", "RenderOptions", "Report"]
