"""Reading, extracting and finding what is new, and recalling the rest: exactly what a fresh run would find.

Keys hold the engine and everything that the work looks at, so that nothing remembered is ever stale.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from .engine import engine_sha256
from .extractors import quantities, quotations
from .matching.candidates import Candidates
from .matching.matches import matches_of
from .model import Document, Match, Quantity, Quotation, Unread
from .readers import read
from .store.memory import Memory
from .store.nouns import (
    from_item,
    from_match,
    from_quantity,
    from_quotation,
    to_item,
    to_match,
    to_quantity,
    to_quotation,
)

Claimed = tuple[tuple[Quotation, ...], tuple[Quantity, ...]]

_SLOW_TO_READ = {".pdf"}
"""A PDF takes a process of its own and seconds; every other format is read as quickly as recalled."""


def items_of(path: str, root: Path, encoding: str | None, memory: Memory) -> Iterator[Document | Unread]:
    """What `readers.read` gives for this file, recalled where the same bytes were read before."""
    if Path(path).suffix.lower() not in _SLOW_TO_READ:
        return read(path, root, encoding=encoding)
    return iter(_recalled_items(path, root, encoding, memory))


def _recalled_items(path: str, root: Path, encoding: str | None, memory: Memory) -> list[Document | Unread]:
    key = _key("file", path, _file_sha256(root / path), str(encoding))
    try:
        return [to_item(plain) for plain in memory.recall(key) or ()] or _read(
            path, root, encoding, memory, key
        )
    except (TypeError, ValueError, KeyError):
        return _read(path, root, encoding, memory, key)


def _read(path: str, root: Path, encoding: str | None, memory: Memory, key: str) -> list[Document | Unread]:
    items = list(read(path, root, encoding=encoding))
    if any(isinstance(item, Document) for item in items):
        memory.keep(key, [from_item(item) for item in items])
    return items


def claims_in(document: Document, memory: Memory) -> Claimed:
    """The quotations and figures of a document, recalled where it was extracted before as it is now."""
    key = _key("claims", document.id, document.sha256, document.encoding, str(document.facts))
    recalled = _recalled_claims(document, memory, key)
    if recalled is not None:
        return recalled
    found = quotations.extract(document), quantities.extract(document)
    memory.keep(key, [list(map(from_quotation, found[0])), list(map(from_quantity, found[1]))])
    return found


def _recalled_claims(document: Document, memory: Memory, key: str) -> Claimed | None:
    """None where nothing is remembered, or what is does not stand in this document."""
    try:
        plain = memory.recall(key)
        if plain is None:
            return None
        found = tuple(map(to_quotation, plain[0])), tuple(map(to_quantity, plain[1]))
        return found if _stand_in(document.text, (*found[0], *found[1])) else None
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return None


def _stand_in(text: str, claims: Iterable[Quotation | Quantity]) -> bool:
    return all(text[claim.start : claim.end] == claim.text for claim in claims)


def matches_among(candidates: Candidates, memory: Memory) -> tuple[Match, ...]:
    """Where a quotation stands, recalled where it was looked for among the same candidates before."""
    key = _key("matches", candidates.digest().hex())
    recalled = _recalled_matches(candidates, memory, key)
    if recalled is not None:
        return recalled
    found = matches_of(candidates)
    memory.keep(key, [from_match(match) for match in found])
    return found


def _recalled_matches(candidates: Candidates, memory: Memory, key: str) -> tuple[Match, ...] | None:
    """None where nothing is remembered, or what is has other words than the quotation."""
    try:
        plain = memory.recall(key)
        if plain is None:
            return None
        texts = {source.id: source.text for source in candidates.sources}
        found = tuple(to_match(values, texts) for values in plain)
        return found if all(_is_of(candidates.quoted.text, match) for match in found) else None
    except (TypeError, ValueError, LookupError):
        return None


def _is_of(quoted: str, match: Match) -> bool:
    return "".join(edit.quoted for edit in match.edits) == quoted


def _key(*parts: str) -> str:
    return sha256("\0".join((engine_sha256(), *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = sha256()
            while block := file.read(1 << 20):
                digest.update(block)
            return digest.hexdigest()
    except OSError:
        return "unreadable"
