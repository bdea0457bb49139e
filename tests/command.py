"""The command as a person calls it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


def audit(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `audit` in a folder; what it prints is kept, and its exit code is the caller's to judge."""
    return subprocess.run(
        [sys.executable, "-m", "audit", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=120,
    )
