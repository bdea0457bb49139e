"""source-audit: checks quotations and figures against their sources, and shows the evidence."""

__version__ = "0.1.0"
