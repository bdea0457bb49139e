"""Is a text English? Attribution reads English only; marks are read in every language."""

import re
from functools import cache

from audit.extractors.cues import load_toml
from audit.model import Document

# Characters that are looked at: enough to know a language, and the same for every document.
_SAMPLE = 2500
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufdff]")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT_SHARE = 0.3


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(line.split()) for name, line in load_toml("languages.toml")["function_words"].items()
    }


def is_english(document: Document) -> bool:
    """True unless the document says or its function words show that it is in another language."""
    if document.facts.language:
        return document.facts.language.lower().startswith("en")
    sample = document.text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters and len(_OTHER_SCRIPT.findall(sample)) / letters > _OTHER_SCRIPT_SHARE:
        return False
    words = _WORD.findall(sample.lower())
    counts = {name: sum(map(known.__contains__, words)) for name, known in _function_words().items()}
    english = counts.pop("english")
    return max(counts.values()) <= english
