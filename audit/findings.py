"""From verdicts to findings: what a person should look at, one row a reason, none twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from .model import Document, Rule
from .results import (
    AuditResult,
    Finding,
    JudgedCheck,
    JudgedFigures,
    JudgedQuantity,
    JudgedQuotation,
    Reuse,
    fingerprint,
)
from .verdicts.figures import rule_of
from .verdicts.vocabulary import against

_MARKED = ("direct", "block")


def findings_of(result: AuditResult) -> tuple[Finding, ...]:
    """Every finding of a run, ordered by document and place. A primary document's own claims make none."""
    rules = {rule.id: rule for rule in result.rules}
    documents = {document.id: document for document in result.documents}
    found = chain(
        _about_quotations(result.quotations, documents, rules),
        _about_editions(result, documents, rules["edition-changed"]),
        _unattributed(result.quotations, documents, rules["unattributed"]),
        _wanted_sources(result.quotations, documents, rules),
        _about_figures(result.figures, result.quantities, documents, rules),
        _about_checks(result.checks, rules),
        _about_reuse(result.reuse, documents, rules),
    )
    unique = {finding.id: finding for finding in found}
    return tuple(sorted(unique.values(), key=_place))


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.document_id or "", finding.start or 0, finding.rule_id, finding.id


def _about_quotations(
    quotations: Iterable[JudgedQuotation], documents: Mapping[str, Document], rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    spoken_for = _clauses_whose_marked_words_speak(quotations, rules)
    for judged in quotations:
        rule = rules.get(judged.judgement.verdict)
        if rule is None or not _is_checked(judged, documents) or judged.id in spoken_for:
            continue
        if rule.id == "uncorroborated" and judged.quotation.kind == "indirect":
            continue
        yield _about_quotation(judged, rule, documents)


def _about_quotation(judged: JudgedQuotation, rule: Rule, documents: Mapping[str, Document]) -> Finding:
    best = next((entry for entry in judged.matches if entry.id == judged.best_match_id), None)
    source = documents[best.match.document_id] if best else None
    return Finding(
        id=fingerprint("finding", rule.id, judged.id, source.id if source else ""),
        rule_id=rule.id,
        level=against(rule.level, source.facts.role) if source else rule.level,
        message=judged.judgement.reason,
        document_id=judged.document_id,
        start=judged.quotation.start,
        end=judged.quotation.end,
        quotation_id=judged.id,
        match_id=best.id if best else None,
    )


def _about_editions(result: AuditResult, documents: Mapping[str, Document], rule: Rule) -> Iterator[Finding]:
    by_id = {judged.id: judged for judged in result.quotations} if result.editions else {}
    for lost in result.editions:
        judged, source = by_id[lost.quotation_id], documents[lost.of]
        now = f"makes them {lost.present.verdict}" if lost.present else "does not hold them"
        yield Finding(
            id=fingerprint("finding", rule.id, judged.id, source.id),
            rule_id=rule.id,
            level=against(rule.level, source.facts.role),
            message=f"These words were faithful to {source.id} until it changed; its present edition {now}.",
            document_id=judged.document_id,
            start=judged.quotation.start,
            end=judged.quotation.end,
            quotation_id=judged.id,
            match_id=lost.match.id,
        )


def _is_checked(judged: JudgedQuotation, documents: Mapping[str, Document]) -> bool:
    return not judged.quotation.furniture and documents[judged.document_id].facts.role == "report"


def _clauses_whose_marked_words_speak(
    quotations: Iterable[JudgedQuotation], rules: Mapping[str, Rule]
) -> set[str]:
    """Reported clauses that hold a marked part with a finding of its own: the two make one finding."""
    return {
        siblings[judged.quotation.within].id
        for siblings in _by_document(quotations).values()
        for judged in siblings
        if judged.quotation.within is not None and judged.judgement.verdict in rules
    }


def _unattributed(
    quotations: Iterable[JudgedQuotation], documents: Mapping[str, Document], rule: Rule
) -> Iterator[Finding]:
    """Words in quotation marks that are given to nobody; a part that goes on is told with the first."""
    for judged in quotations:
        quotation = judged.quotation
        if (
            quotation.kind in _MARKED
            and quotation.speaker is None
            and judged.speaker is None
            and quotation.continues is None
            and _is_checked(judged, documents)
        ):
            yield Finding(
                id=fingerprint("finding", rule.id, judged.id),
                rule_id=rule.id,
                level=rule.level,
                message="Nobody is named as the speaker of these words.",
                document_id=judged.document_id,
                start=quotation.start,
                end=quotation.end,
                quotation_id=judged.id,
            )


def _by_document(quotations: Iterable[JudgedQuotation]) -> dict[str, list[JudgedQuotation]]:
    """Each document's quotations in its order, which `within` and `continues` count in."""
    by_document: dict[str, list[JudgedQuotation]] = defaultdict(list)
    for judged in quotations:
        by_document[judged.document_id].append(judged)
    return by_document


def _wanted_sources(
    quotations: Sequence[JudgedQuotation], documents: Mapping[str, Document], rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """One for each speaker; a marked part of reported speech waits with the clause around it."""
    waiting: dict[str, list[JudgedQuotation]] = defaultdict(list)
    held = _held_by_a_primary_source(quotations, documents)
    for judged in quotations:
        if judged.speaker is None or judged.quotation.kind == "scare" or not _is_checked(judged, documents):
            continue
        if judged.id not in held and judged.quotation.within is None:
            waiting[judged.speaker.name].append(judged)
    for name, claims in waiting.items():
        yield _wanted_source(name, claims, rules["wanted-source"])


def _held_by_a_primary_source(
    quotations: Iterable[JudgedQuotation], documents: Mapping[str, Document]
) -> set[str]:
    """Quotations that a primary source holds, with the clauses around them and the parts they go on from."""
    held: set[str] = set()
    for siblings in _by_document(quotations).values():
        for judged in siblings:
            if any(documents[entry.match.document_id].facts.role == "primary" for entry in judged.matches):
                joined = (judged.quotation.within, judged.quotation.continues)
                held |= {judged.id, *(siblings[other].id for other in joined if other is not None)}
    return held


def _wanted_source(name: str, claims: list[JudgedQuotation], rule: Rule) -> Finding:
    first = claims[0]
    places = len({claim.document_id for claim in claims})
    waiting = f"{len(claims)} claims" if len(claims) > 1 else "1 claim"
    where = f"in {places} documents" if places > 1 else f"in {first.document_id}"
    verb = "wait" if len(claims) > 1 else "waits"
    return Finding(
        id=fingerprint("finding", rule.id, name),
        rule_id=rule.id,
        level=rule.level,
        message=f"No primary source here holds the words of {name}: {waiting} {where} {verb} for it.",
        document_id=first.document_id,
        start=first.quotation.start,
        end=first.quotation.end,
        quotation_id=first.id,
    )


def _about_figures(
    pairs: Iterable[JudgedFigures],
    quantities: Iterable[JudgedQuantity],
    documents: Mapping[str, Document],
    rules: Mapping[str, Rule],
) -> Iterator[Finding]:
    by_id = {judged.id: judged for judged in quantities}
    for pair in pairs:
        rule_id = rule_of(pair.comparison)
        one, other = by_id[pair.quantity_id], by_id[pair.other_quantity_id]
        if rule_id is None or one.quantity.furniture or other.quantity.furniture:
            continue
        if documents[one.document_id].facts.role == "primary":
            one, other = other, one
        if documents[one.document_id].facts.role == "report":
            yield _about_pair(pair, one, rules[rule_id])


def _about_pair(pair: JudgedFigures, claim: JudgedQuantity, rule: Rule) -> Finding:
    return Finding(
        id=fingerprint("finding", rule.id, pair.id),
        rule_id=rule.id,
        level=rule.level,
        message=pair.comparison.reason,
        document_id=claim.document_id,
        start=claim.quantity.start,
        end=claim.quantity.end,
        quantity_id=claim.id,
        quantity_match_id=pair.id,
    )


def _about_checks(checks: Iterable[JudgedCheck], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    for check in checks:
        rule, figure = rules[check.rule_id], check.quantity
        yield Finding(
            id=fingerprint("finding", rule.id, figure.id),
            rule_id=rule.id,
            level=rule.level,
            message=check.message,
            document_id=figure.document_id,
            start=figure.quantity.start,
            end=figure.quantity.end,
            quantity_id=figure.id,
        )


def _about_reuse(
    reuse: Iterable[Reuse], documents: Mapping[str, Document], rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    for shared in reuse:
        passage = shared.passage
        if shared.furniture or documents[passage.document_id].facts.role == "primary":
            continue
        repeated = passage.document_id == passage.other_document_id
        rule = rules["repeated-passage" if repeated else "shared-passage"]
        where = "stand twice in this document" if repeated else f"also stand in {passage.other_document_id}"
        yield Finding(
            id=fingerprint("finding", rule.id, shared.id),
            rule_id=rule.id,
            level=rule.level,
            message=f"These {passage.words} words {where}.",
            document_id=passage.document_id,
            start=passage.start,
            end=passage.end,
            reuse_id=shared.id,
        )
