"""One function for each verdict, in order: the first that answers is the verdict of a match."""

import re
from collections.abc import Callable

from audit.model import Edit, Judgement
from audit.text.folding import fold_text
from audit.verdicts.context import cut_short, elided_limit, ends_in_ellipsis, starts_in_ellipsis
from audit.verdicts.evidence import WORD, Change, Evidence
from audit.verdicts.lexicon import expanded
from audit.verdicts.meaning import meaning_changed
from audit.verdicts.speakers import speakers_agree
from audit.verdicts.wording import in_marks, listed

Rule = Callable[[Evidence], Judgement | None]

# Below this share of its words word for word, and this likeness of letters, a quotation is no longer
# the source's words with edits but the same content in others.
_TOO_FEW_WORDS = 0.5
_TOO_UNLIKE = 75.0
_MOST_SHOWN = 4


def paraphrase(evidence: Evidence) -> Judgement | None:
    """Reported speech; or too little stands word for word to speak of edits."""
    shared = [part for part in evidence.shared_words if WORD.search(part)]
    shared = [part for part in shared if len(WORD.findall(part)) > 1] or shared
    shown = listed(sorted(shared, key=len, reverse=True)[:_MOST_SHOWN])
    if evidence.kind == "indirect":
        return Judgement("paraphrase", f"reported speech; the source has these words of it: {shown}")
    if _found_share(evidence) >= _TOO_FEW_WORDS or evidence.match.similarity >= _TOO_UNLIKE:
        return None
    return Judgement("paraphrase", f"only these words stand in the source: {shown}")


def _found_share(evidence: Evidence) -> float:
    """The share of the quotation's words found here, or here and in the other documents together."""
    total = max(1, len(WORD.findall(evidence.quoted)))
    others = 0
    for match in evidence.elsewhere:
        equal = sum(len(WORD.findall(edit.quoted)) for edit in match.edits if edit.op == "equal")
        others = max(others, equal)
    return min(1.0, evidence.coverage + others / total)


def misattributed(evidence: Evidence) -> Judgement | None:
    """The same words are given to another speaker in the source."""
    if speakers_agree(evidence.speaker, evidence.source_speaker) is not False:
        return None
    return Judgement(
        "misattributed",
        f"the quotation gives these words to {evidence.speaker}, the source to {evidence.source_speaker}",
    )


def spliced(evidence: Evidence) -> Judgement | None:
    """Words from two places are joined with no mark."""
    for change in evidence.unmarked:
        if change.jump and change.crosses and change.inner:
            return Judgement("spliced", _two_places(evidence, change))
        if change.crosses and change.leaves_out:
            between = in_marks(change.source)
            return Judgement("spliced", f"two sentences are joined with no mark; in between stands {between}")
    return _from_two_documents(evidence)


def _two_places(evidence: Evidence, change: Change) -> str:
    before = evidence.quoted[: change.at[0]].split()[-4:]
    behind = evidence.quoted[change.at[1] :].split()[:4]
    return (
        f"words from two places of the source are joined with no mark: {in_marks(' '.join(before))}"
        f" and {in_marks(' '.join(behind))} stand apart"
    )


def _from_two_documents(evidence: Evidence) -> Judgement | None:
    missing = [change for change in evidence.unmarked if not change.inner and len(change.quoted_words) > 3]
    for change in missing:
        if any(_holds(match.edits, change) for match in evidence.elsewhere):
            words = in_marks(change.quoted)
            return Judgement(
                "spliced", f"two documents are joined with no mark: {words} stands in another one"
            )
    return None


def _holds(edits: tuple[Edit, ...], change: Change) -> bool:
    """True where another document has most of the words that are missing here."""
    at = shared = 0
    for edit in edits:
        end = at + len(edit.quoted)
        if edit.op == "equal":
            shared += max(0, min(end, change.at[1]) - max(at, change.at[0]))
        at = end
    return shared >= 0.6 * (change.at[1] - change.at[0])


def shortened(evidence: Evidence) -> Judgement | None:
    """Words were left out with no mark, inside one sentence."""
    for change in evidence.unmarked:
        forward = change.jump and change.place[0] < change.place[1] and not change.quoted_words
        leaves_out = forward or (change.leaves_out and not change.jump)
        if leaves_out and change.inner and not evidence.is_moved(change):
            left_out = change.source.strip() or evidence.source[slice(*change.place)]
            return Judgement("shortened", f"with no mark the quotation leaves out {in_marks(left_out)}")
    return None


def altered(evidence: Evidence) -> Judgement | None:
    """Words were changed, added or moved."""
    for change in (*evidence.unmarked, *(change for change in evidence.marked if change.jump)):
        return Judgement("altered", _alteration(change, evidence.is_moved(change)))
    return None


def _alteration(change: Change, moved: bool) -> str:
    quoted, source = in_marks(change.quoted), in_marks(change.source)
    if change.jump or moved:
        return "the quotation puts the source's words in another order"
    if not change.source_words:
        return f"the quotation adds {quoted}, which the source does not have here"
    if not change.quoted_words:
        return f"the quotation leaves out {source}"
    if expanded(change.quoted_words) == expanded(change.source_words):
        return f"the quotation writes {quoted} for {source}"
    return f"the quotation has {quoted} where the source has {source}"


def elided(evidence: Evidence) -> Judgement | None:
    """Every omission is marked and every insertion is bracketed."""
    if evidence.marked:
        return Judgement("elided", _mark(evidence, evidence.marked[0]))
    if ends_in_ellipsis(evidence.quoted) and not _ends_sentence(evidence.source, evidence.last_place):
        return Judgement("elided", "the quotation marks that the sentence goes on in the source")
    if starts_in_ellipsis(evidence.quoted):
        return Judgement("elided", "the quotation marks that the sentence starts earlier in the source")
    return None


def _mark(evidence: Evidence, change: Change) -> str:
    if not change.quoted_words:
        return f"the omission is marked; the source says {in_marks(change.source)}"
    bracket = in_marks(evidence.bracket_around(change))
    if not change.source_words:
        return f"the words in brackets, {bracket}, are the editor's"
    return f"the editor's {bracket} stands for {in_marks(change.source)}"


def _ends_sentence(source: str, place: int) -> bool:
    return re.match(r"[\"'“”‘’»)\]]{0,3}(?:[.!?…]|\s*\Z)", source[place : place + 8]) is not None


def typographic(evidence: Evidence) -> Judgement | None:
    """The same words, with other characters around or in them."""
    quoted, source = _core(evidence.quoted), _core(evidence.match.text)
    if quoted == source:
        return None
    return Judgement("typographic", _typography(quoted, source))


def _core(text: str) -> str:
    """From the first word to the last, with every run of white space as one space."""
    words = list(WORD.finditer(text))
    return " ".join(text[words[0].start() : words[-1].end()].split()) if words else text.strip()


def _typography(quoted: str, source: str) -> str:
    if quoted.casefold() == source.casefold():
        return "only capitals differ"
    if fold_text(quoted) == fold_text(source):
        return "only the shapes of characters differ"
    return "only punctuation, marks, hyphens or spaces differ"


def verbatim(evidence: Evidence) -> Judgement:
    """The same words in the same order."""
    return Judgement("verbatim", "the source has these words")


RULES: tuple[Rule, ...] = (
    paraphrase,
    misattributed,
    meaning_changed,
    spliced,
    shortened,
    altered,
    elided_limit,
    cut_short,
    elided,
    typographic,
    verbatim,
)


def judge(evidence: Evidence) -> Judgement:
    """The verdict of a match, with the source's circumstances added to the reason."""
    found = next(judgement for rule in RULES if (judgement := rule(evidence)) is not None)
    reason = f"{found.reason}{_circumstances(evidence, found.verdict)}."
    return Judgement(found.verdict, reason[0].upper() + reason[1:])


def _circumstances(evidence: Evidence, verdict: str) -> str:
    if verdict in {"verbatim", "typographic", "paraphrase", "elided"}:
        return ""
    note = ""
    if evidence.original_language:
        note += (
            f"; the source was first in {evidence.original_language}, and a translation may differ in wording"
        )
    if evidence.source_role == "report" and all(evidence.names):
        note += f"; {evidence.names[0]} and {evidence.names[1]} disagree, and neither is a primary source"
    return note
