"""Sentences in these tests are marked by `quantity_marks`, which lies beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
