"""What a person may decide and write about it, on the command line and on the pages alike."""

from collections.abc import Mapping
from types import MappingProxyType

DECISIONS = ("confirmed", "dismissed", "needs-source", "fixed", "withdrawn")
"""What a review may decide; `withdrawn` takes the reviewer's earlier decision back."""

LONGEST: Mapping[str, int] = MappingProxyType({"note": 4_000, "evidence": 2_000, "reviewer": 120})
"""Characters of what a person may write."""


def is_text(written: str) -> bool:
    """False where it holds control characters other than a line feed and a tab."""
    return not any(ord(character) < 32 and character not in "\n\t" for character in written)
