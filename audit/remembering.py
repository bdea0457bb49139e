"""Reading, extracting and finding what is new, and recalling the rest: exactly what a fresh run would find.

Keys hold the engine and everything that the work looks at, so that nothing remembered is ever stale.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from .engine import engine_sha256
from .extractors import quantities, quotations
from .matching.candidates import Candidates
from .matching.figure_claims import FigureClaim, figure_claims
from .matching.matches import matches_of
from .model import Document, Match, Passage, Quantity, Quotation, Unread
from .readers import read
from .store.memory import Memory
from .store.nouns import noun, plain

Claimed = tuple[tuple[Quotation, ...], tuple[Quantity, ...]]

_SLOW_TO_READ = {".pdf"}
"""A PDF takes a process of its own and seconds; every other format is read as quickly as recalled."""
_Items = tuple[tuple[Document | None, Unread | None], ...]
"""What was read, each item in the place of its kind."""


def items_of(path: str, root: Path, encoding: str | None, memory: Memory) -> Iterator[Document | Unread]:
    """What `readers.read` gives for this file, recalled where the same bytes were read before."""
    if Path(path).suffix.lower() not in _SLOW_TO_READ:
        return read(path, root, encoding=encoding)
    return iter(_recalled_items(path, root, encoding, memory))


def _recalled_items(path: str, root: Path, encoding: str | None, memory: Memory) -> list[Document | Unread]:
    key = _key("file", path, _file_sha256(root / path), str(encoding))
    recalled = _recalled(_Items, memory, key, lambda items: all(any(item) for item in items))
    if recalled is not None:
        return [document or unread for document, unread in recalled]
    items = list(read(path, root, encoding=encoding))
    if any(isinstance(item, Document) for item in items):
        memory.keep(
            key, plain([(item, None) if isinstance(item, Document) else (None, item) for item in items])
        )
    return items


def claims_in(document: Document, memory: Memory) -> Claimed:
    """The quotations and figures of a document, recalled where it was extracted before as it is now."""
    key = _document_key("claims", document)
    recalled: Claimed | None = _recalled(
        Claimed, memory, key, lambda found: _stand_in(document.text, (*found[0], *found[1]))
    )
    if recalled is not None:
        return recalled
    found = quotations.extract(document), quantities.extract(document)
    memory.keep(key, plain(found))
    return found


def figure_claims_in(
    document: Document, figures: Sequence[Quantity], memory: Memory
) -> tuple[FigureClaim, ...]:
    """What a document says around its figures, recalled where it was read before with the same figures."""
    key = _document_key("figure claims", document, repr(figures))
    recalled: tuple[FigureClaim, ...] | None = _recalled(
        tuple[FigureClaim, ...], memory, key, lambda claims: _are_of(document, figures, claims)
    )
    if recalled is not None:
        return _with_sentences(document, recalled)
    found = figure_claims(document, figures)
    memory.keep(key, plain([replace(claim, sentence=_place_of(claim.sentence)) for claim in found]))
    return found


def _place_of(sentence: Passage) -> Passage:
    """A sentence without its words: a table may be one, and every figure of it would keep it whole."""
    return replace(sentence, text="")


def _with_sentences(document: Document, claims: Sequence[FigureClaim]) -> tuple[FigureClaim, ...]:
    """The claims with their sentences' words, one sentence for all its figures."""
    places = {claim.sentence for claim in claims}
    sentences = {place: document.passage(place.start, place.end) for place in places}
    return tuple(replace(claim, sentence=sentences[claim.sentence]) for claim in claims)


def matches_among(candidates: Candidates, memory: Memory) -> tuple[Match, ...]:
    """Where a quotation stands, recalled where it was looked for among the same candidates before."""
    key = _key("matches", candidates.digest().hex())
    recalled: tuple[Match, ...] | None = _recalled(
        tuple[Match, ...], memory, key, lambda found: not found or _are_among(candidates, found)
    )
    if recalled is not None:
        return recalled
    matches = matches_of(candidates)
    memory.keep(key, plain(matches))
    return matches


def _recalled(kind: Any, memory: Memory, key: str, is_right: Callable[[Any], bool]) -> Any:
    """The noun that is remembered; None where nothing is, or what is no such noun or not right."""
    try:
        value = memory.recall(key)
        found = noun(kind, value)
        return found if found is not None and is_right(found) else None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError):
        return None


def _stand_in(text: str, passages: Iterable[Quotation | Quantity | Match]) -> bool:
    return all(text[passage.start : passage.end] == passage.text for passage in passages)


def _are_of(document: Document, figures: Sequence[Quantity], claims: Sequence[FigureClaim]) -> bool:
    return all(
        claim.document_id == document.id and claim.quantity == figures[claim.place] for claim in claims
    )


def _are_among(candidates: Candidates, matches: Sequence[Match]) -> bool:
    texts = {source.id: source.text for source in candidates.sources}
    return all(
        _stand_in(texts[match.document_id], [match])
        and "".join(edit.quoted for edit in match.edits) == candidates.quoted.text
        for match in matches
    )


def _document_key(work: str, document: Document, *more: str) -> str:
    return _key(work, document.id, document.sha256, document.encoding, str(document.facts), *more)


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
