"""`python -m audit.datasette_plugin [DIRECTORY]` writes `metadata.json` and the example questions there."""

import sys
from pathlib import Path

from .metadata import write

write(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
