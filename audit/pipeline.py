"""The order of the stages: files to documents to claims to matches to verdicts to one stored audit."""

import gc
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from . import __version__
from .comparing import Claims, QuotationJudge, checked_figures, claims_of, families_of, judged_figures, reused
from .corrections import corrected, with_comparisons
from .declarations import DeclaredFigures
from .editions import once_faithful
from .engine import engine_sha256
from .errors import ConfigurationError, UnreadableError
from .extractors import quotations, speakers
from .findings import findings_of
from .manifest import Manifest, load_manifests
from .model import Document, Passage, Quotation, Speaker, Unread
from .quotation_lists import Asked
from .readers import Inputs, discover, unique
from .remembering import claims_in, figure_claims_in, items_of, matches_among
from .results import AuditResult, Correction, Edition
from .rules import rules
from .store.editions import earlier_editions
from .store.memory import Memory
from .store.memory import load as load_memory
from .store.publishing import RunRecord, now, publish
from .store.rows import Row, quantity_row, quotation_row
from .store.state import (
    CheckedClaims,
    StoredRun,
    checked_claims,
    corrections_sha256,
    newest_run,
    stored_corrections,
)
from .suppressions import recorded

Item = TypeVar("Item")
# SQLite's files beside a database.
_OWN_ENDINGS = ("", "-journal", "-wal", "-shm")


class Progress(Protocol):
    """Shows that the items of a stage go by."""

    def __call__(self, stage: str, items: Iterable[Item], total: int, /) -> Iterator[Item]:
        """The items unchanged, counted."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: counts for a person, inputs that could not be read, notes on the manifest."""

    database: Path
    documents: int
    checked: CheckedClaims
    findings: Mapping[str, int]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...]
    unchanged: bool = False
    corrections: Mapping[str, int] = field(default_factory=dict)


def run(paths: Sequence[Path], database: Path, progress: Progress) -> Summary:
    """Audit the documents below `paths` and publish the result in `database`.

    Raises `ConfigurationError` for a path or manifest that cannot be followed, `DatabaseError`
    where the result cannot be stored; the audit before it is then unchanged.
    """
    started = now()
    inputs, manifest = _inputs(paths, database)
    memory = load_memory(database)
    documents, unread = _read(inputs, manifest, progress, memory)
    notes = tuple(manifest.unused(name for document in documents for name in (document.path, document.id)))
    corrections = stored_corrections(database)
    corpus = _corpus(documents, unread, manifest.declared)
    made_by = {
        "engine": engine_sha256(),
        "corrections": corrections_sha256(corrections),
        **recorded(documents, inputs.root, manifest.suppressions),
    }
    stored = newest_run(database)
    if stored and (stored.corpus_sha256, stored.settings) == (corpus, made_by):
        return _stored_summary(database, stored, notes)
    editions = earlier_editions(database, {document.id: document.sha256 for document in documents})
    root = Path(os.path.relpath(inputs.root, database.resolve().parent)).as_posix()
    with _without_collector():
        result = audited(documents, unread, progress, corrections, manifest.declared, memory, editions)
        publish(database, result, RunRecord(started, __version__, made_by, root, corpus), memory)
    return _summary(database, result, notes)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nobody looks for cycles meanwhile: nouns have none, and there are millions to look through."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def audited(
    documents: Sequence[Document],
    unread: Sequence[Unread],
    progress: Progress,
    corrections: Sequence[Correction] = (),
    declared: Sequence[DeclaredFigures] = (),
    memory: Memory | None = None,
    editions: Sequence[Edition] = (),
) -> AuditResult:
    """Everything that can be said of these documents. Total: a document that fails becomes `Unread`.

    `corrections` and `declared` pairs of figures go before what the extractors and the matching find.
    What was extracted and found before is recalled from `memory`; `editions` are earlier ones of
    documents.
    """
    memory = memory or Memory()
    extracted, failed = _extracted(documents, progress, memory)
    known_better = corrected(extracted, corrections, declared)
    claims, known_speakers = _with_speakers(known_better.claims)
    judge = QuotationJudge(claims, partial(matches_among, memory=memory))
    total = sum(len(one.quotations) for one in claims)
    judged = tuple(progress("Comparing quotations", judge.judged(), total))
    judged_quantities, figures = judged_figures(
        claims, known_better.declared, partial(figure_claims_in, memory=memory)
    )
    result = AuditResult(
        documents=tuple(one.document for one in claims),
        unread=(*unread, *failed),
        speakers=known_speakers,
        quotations=judged,
        quantities=judged_quantities,
        figures=figures,
        checks=tuple(checked_figures(claims, judged_quantities)),
        reuse=tuple(reused([one.document for one in claims], judge.words)),
        families=families_of(judged, claims),
        findings=(),
        rules=rules(),
        corrections=with_comparisons(known_better, figures),
        editions=once_faithful(judged, claims, editions),
    )
    return replace(result, findings=findings_of(result))


def extracted(paths: Sequence[Path], kind: str, unread: list[Unread]) -> Iterator[Row]:
    """The claims of one kind in these files, as rows of their table, document by document.

    What could not be read is added to `unread`.
    """
    inputs, manifest = _inputs(paths)
    unread.extend(inputs.unread)
    for item in _items(inputs, manifest, _unwatched, Memory()):
        if isinstance(item, Unread):
            unread.append(item)
            continue
        claims, failed = _extracted([manifest.describe(item)], _unwatched, Memory())
        unread.extend(failed)
        yield from _quotation_rows(claims[0]) if kind == "quotations" else _quantity_rows(claims[0])


def _quotation_rows(claims: Claims) -> Iterator[Row]:
    for quotation_id, quotation in zip(claims.quotation_ids, claims.quotations, strict=True):
        row = quotation_row(quotation_id, claims.document.id, quotation, claims.quotation_ids)
        yield {**row, "speaker": quotation.speaker_name or (quotation.speaker and quotation.speaker.text)}


def _quantity_rows(claims: Claims) -> Iterator[Row]:
    for quantity_id, quantity in zip(claims.quantity_ids, claims.quantities, strict=True):
        yield quantity_row(quantity_id, claims.document.id, quantity)


def quotations_of_draft(path: Path) -> list[Asked]:
    """The marked quotations of a draft, each with its place as its id.

    Raises `UnreadableError` where the draft cannot be read.
    """
    (item,) = _items(*_inputs([path]), _unwatched, Memory())
    if isinstance(item, Unread):
        raise UnreadableError(f"{item.path}: {item.reason}.")
    return [
        Asked(f"{item.id}:{quotation.start}-{quotation.end}", quotation.text)
        for quotation in quotations.extract(item)
        if quotation.kind in ("direct", "mixed", "block") and not quotation.furniture
    ]


def documents_of(paths: Sequence[Path]) -> tuple[list[Document], list[Unread]]:
    """The documents below `paths`, with what manifests beside them state, and what could not be read."""
    inputs, manifest = _inputs(paths)
    return _read(inputs, manifest, _unwatched, Memory())


def _unwatched(_stage: str, items: Iterable[Item], _total: int) -> Iterator[Item]:
    return iter(items)


def _inputs(paths: Sequence[Path], database: Path | None = None) -> tuple[Inputs, Manifest]:
    """What is below the paths; the audit's own `database` and the files beside it are no inputs."""
    found = discover(paths)
    manifest = load_manifests(found.manifests, found.root)
    own = {Path(f"{database.resolve()}{ending}") for ending in _OWN_ENDINGS} if database else set()
    inputs = found.without(lambda path: manifest.excludes(path) or found.root / path in own)
    if not inputs.files and not inputs.unread:
        named = ", ".join(str(path) for path in paths)
        raise ConfigurationError(f"{named}: there are no documents here; name a folder that holds some.")
    return inputs, manifest


def _read(
    inputs: Inputs, manifest: Manifest, progress: Progress, memory: Memory
) -> tuple[list[Document], list[Unread]]:
    documents: list[Document] = []
    unread = list(inputs.unread)
    for item in _items(inputs, manifest, progress, memory):
        if isinstance(item, Document):
            documents.append(manifest.describe(item))
        else:
            unread.append(item)
    return documents, unread


def _items(
    inputs: Inputs, manifest: Manifest, progress: Progress, memory: Memory
) -> Iterator[Document | Unread]:
    return unique(
        item
        for path in progress("Reading documents", inputs.files, len(inputs.files))
        for item in items_of(path, inputs.root, manifest.encoding(path), memory)
    )


def _extracted(
    documents: Sequence[Document], progress: Progress, memory: Memory
) -> tuple[list[Claims], list[Unread]]:
    claims: list[Claims] = []
    failed: list[Unread] = []
    for document in progress("Extracting claims", documents, len(documents)):
        try:
            claims.append(claims_of(document, *claims_in(document, memory)))
        except Exception as error:  # a defect of an extractor must not end a run over a thousand files
            failed.append(
                Unread(
                    document.id, f"its claims could not be extracted ({type(error).__name__}); report this"
                )
            )
            claims.append(claims_of(document, (), ()))
    return claims, failed


def _with_speakers(claims: Sequence[Claims]) -> tuple[list[Claims], tuple[Speaker, ...]]:
    known, names = speakers.gather(
        {one.document.id: [_as_mentioned(quotation) for quotation in one.quotations] for one in claims}
    )
    by_name = {speaker.name: speaker for speaker in known}
    return [
        replace(
            one,
            speakers=tuple(
                by_name.get(names.get((one.document.id, number), "")) for number in range(len(one.quotations))
            ),
        )
        for one in claims
    ], known


def _as_mentioned(quotation: Quotation) -> Quotation:
    """A speaker whom a correction names and no word near mentions counts as if their name stood there."""
    if quotation.speaker is not None or quotation.speaker_name is None:
        return quotation
    return replace(quotation, speaker=Passage(quotation.start, quotation.start, quotation.speaker_name))


def _corpus(
    documents: Sequence[Document], unread: Sequence[Unread], declared: Sequence[DeclaredFigures]
) -> str:
    """One hash over every input and what is known of it."""
    lines = [f"{document.id}\t{document.sha256}\t{document.facts}" for document in documents]
    lines += [f"{item.path}\t{item.reason}" for item in unread]
    lines += [str(pair) for pair in declared]
    return sha256("\n".join(lines).encode("utf-8", "backslashreplace")).hexdigest()


def _stored_summary(database: Path, stored: StoredRun, notes: tuple[str, ...]) -> Summary:
    return Summary(
        database, stored.documents, checked_claims(database), stored.findings, stored.unread,
        (*notes, *stored.not_applied), unchanged=True, corrections=stored.corrections,
    )  # fmt: skip


def _summary(database: Path, result: AuditResult, notes: tuple[str, ...]) -> Summary:
    return Summary(
        database,
        len(result.documents),
        checked_claims(database),
        Counter(finding.level for finding in result.findings),
        result.unread,
        (*notes, *(one.reason for one in result.corrections if one.fate == "not-applied")),
        corrections=Counter(one.fate for one in result.corrections),
    )
