"""Exports hand an audit to other tools: one module a format, each a pure function from the audit to text."""

from .annotations import ANNOTATIONS
from .claim_review import CLAIM_REVIEW
from .export import Export
from .tables import CSV

EXPORTS: tuple[Export, ...] = (ANNOTATIONS, CSV, CLAIM_REVIEW)
"""Every format, in the order in which help lists them."""

__all__ = ["EXPORTS", "Export"]
