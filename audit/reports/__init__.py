"""Reports print a stored audit: one module a format, each a pure function from the audit to text."""

from .json import JSON
from .markdown import MARKDOWN
from .report import RenderOptions, Report
from .text import TEXT

REPORTS: tuple[Report, ...] = (TEXT, MARKDOWN, JSON)
"""Every format, in the order in which help lists them."""

__all__ = ["REPORTS", "RenderOptions", "Report"]
