"""Do two names of speakers mean the same one? Only names that share nothing disagree."""

from audit.verdicts.evidence import WORD
from audit.verdicts.lexicon import plain

# Titles and small words, which two different people share.
_TITLES_IN_ORDER = """
mr mrs ms miss dr prof professor sir dame lord lady president minister prime foreign secretary chancellor
general chairman chairwoman chair director spokesman spokeswoman spokesperson senator judge king queen
the a an of and for former state councilor councillor deputy vice chief executive officer ceo governor
mayor representative
"""
_TITLES = frozenset(_TITLES_IN_ORDER.split())


def speakers_agree(first: str | None, second: str | None) -> bool | None:
    """True where two names share a telling word, False where they share none, None where one is unknown."""
    if not first or not second:
        return None
    left, right = _telling(first), _telling(second)
    if not left or not right:
        return None
    return (
        bool(left & right)
        or _initials(first) == "".join(sorted(right))
        or _initials(second) == "".join(sorted(left))
    )


def _telling(name: str) -> frozenset[str]:
    described = name.partition(" (in ")[0]  # "The company (in report.txt)": a file's name is no speaker's
    words = (plain(word).removesuffix("'s") for word in WORD.findall(described))
    return frozenset(word for word in words if word not in _TITLES and (len(word) > 1 or word.isdigit()))


def _initials(name: str) -> str:
    """Initials of a name of several words, as its abbreviation would be."""
    words = [plain(word) for word in WORD.findall(name) if plain(word) not in {"the", "of", "and", "for"}]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
