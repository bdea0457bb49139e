"""The publication: pages, templates, static files and SQL functions that Datasette shows an audit with.

It reads the database and nothing else, on public plugin hooks only, in Datasette 0.65 and 1.0.
"""

from .hooks import *  # noqa: F403  Datasette finds hooks, templates and static files in one package
