"""Figures in tests are written as they would be printed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
