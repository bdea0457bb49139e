"""Does the meaning turn on a change? Negations, numbers, dates, names, quantifiers, modals, opposites.

Each check takes a change and answers with a sentence that names the words, or None.
"""

import re
from collections import Counter
from collections.abc import Callable

from audit.model import Judgement
from audit.verdicts.context import bound_before
from audit.verdicts.evidence import WORD, Change, Evidence
from audit.verdicts.figures_in_words import is_sign, is_uncertain, numbers_said, units_said
from audit.verdicts.lexicon import CLASSES, are_opposites, expanded, lexicon, limits, months, plain, turning
from audit.verdicts.names import is_month_of_may, names
from audit.verdicts.wording import in_marks, listed

# An omission up to this long reaches the words around it with every word it has; a longer one has
# clauses of its own, and only its outer words and a condition at its start reach out.
_SHORT = 5
_REACH = 2
# More words than this in brackets are an editor's explanation, whose own "not" says nothing of the sentence.
_EXPLAINS = 3
_SHARES = ("percent", "percentage point")
_BRACKETED_CLASSES = ("negation", "condition", "modal", "quantifier")
# Words at an edge of the quotation that still count as added to what was found.
_EDGE_WORDS = 3
# A name is of so many words at most, within so many characters.
_NAME_WORDS, _SUBJECT = 2, 60
_NEXT_WORD = re.compile(r"\s*[a-z]")
_EXACT = "says how far the figure may be off"


def meaning_changed(evidence: Evidence) -> Judgement | None:
    """A negation, number, date, name, quantifier or modal was lost, added or changed."""
    for change in evidence.unmarked:
        swapped = _other_subject(evidence, change)
        if swapped:
            return Judgement("meaning-changed", swapped)
        sides = _sides(change)
        if sides is None:
            continue
        for check in _CHECKS:
            reason = check(evidence, change, *sides)
            if reason:
                return Judgement("meaning-changed", reason)
    bracketed = (_bracketed(evidence, change) for change in evidence.marked)
    reason = next(filter(None, (*bracketed, _bound_left_out(evidence))), None)
    return Judgement("meaning-changed", reason) if reason else None


def _bound_left_out(evidence: Evidence) -> str | None:
    """A quotation that begins with a figure, whose bound the source says right before."""
    bound = bound_before(evidence)
    return bound and f"the quotation leaves out {in_marks(bound)} right before its figure: it {_EXACT}"


def _other_subject(evidence: Evidence, change: Change) -> str | None:
    """A name that ends right before an omission and so comes to say or do what another one did."""
    if change.quoted_words or not change.inner or not _NEXT_WORD.match(evidence.quoted, change.at[1]):
        return None
    before = max(0, change.at[0] - _SUBJECT)
    ours = _name_at_end(evidence.quoted, before, change.at[1], evidence.source)
    start = max(0, change.place[1] - _SUBJECT, change.place[0])
    theirs = _name_at_end(evidence.source, start, change.place[1], evidence.source)
    if not ours or not theirs or ours[-1] == theirs[-1]:
        return None
    left, right = (in_marks(" ".join(name)) for name in (ours, theirs))
    return f"the quotation gives to {left} what the source says of {right}"


def _name_at_end(text: str, start: int, end: int, known_in: str) -> list[str]:
    """The words of the name that `text[start:end]` ends with; none where a comma closes an aside."""
    words = list(WORD.finditer(text, start, end))[-_NAME_WORDS:]
    if not words or text[words[-1].end() : end].strip() or not names(text, *words[-1].span(), known_in):
        return []
    return names(text, words[0].start(), end, known_in)


def _bracketed(evidence: Evidence, change: Change) -> str | None:
    """A few words in brackets on which the meaning turns; a name for a pronoun or an aside is none."""
    words = len(change.quoted_words)
    if not 0 < words <= _EXPLAINS or len(change.source_words) > _SHORT:
        return None
    reversed_ = _reversed(evidence, change, change.quoted, change.source)
    return reversed_ or _turned_by_bracket(change) or _figure_in_bracket(evidence, change)


def _turned_by_bracket(change: Change) -> str | None:
    ours, theirs = _words_of(change.quoted), _words_of(change.source)
    for name in _BRACKETED_CLASSES:
        said, meant = turning(ours, name), turning(theirs, name)
        added, lost = [*(said - meant)], [*(meant - said)]
        fewer = said.total() < meant.total()
        if added and not fewer and not (theirs and _fits_in(name, added, lost)):
            return _exchanged(name, added, lost, change)
    return None


def _fits_in(name: str, added: list[str], lost: list[str]) -> bool:
    """True for words in brackets that fit what was said into the reporter's sentence.

    Of how many there are may stand for "they"; "would" is the past tense of "will" or of a plain verb.
    """
    if name == "modal" and lost:
        return lexicon().backshifts >= {*zip(added, lost, strict=False)}
    return not lost and (name == "quantifier" or added == ["would"])


def _figure_in_bracket(evidence: Evidence, change: Change) -> str | None:
    """A number in brackets that stands for another number."""
    both = numbers_said(change.quoted) and numbers_said(change.source)
    return _figures(evidence, change, change.quoted, change.source) if both else None


def _sides(change: Change) -> tuple[str, str] | None:
    """The words of both sides on which the meaning may turn; None where they lie between two parts."""
    words = len(change.quoted_words)
    if not words and (change.jump or change.crosses) and len(change.source_words) > _SHORT:
        return None
    if not change.inner and not change.source and words > _EDGE_WORDS:
        return None
    if change.jump or (change.crosses and words):
        return (change.quoted, "") if change.leaves_out or change.jump else (change.quoted, change.source)
    if change.leaves_out and len(change.source_words) > _SHORT:
        return change.quoted, _outer(change)
    return change.quoted, change.source


def _outer(change: Change) -> str:
    """Of a long omission: its outer words, and the condition that it begins with."""
    words = change.source_words
    ends = words[:_REACH] + words[-_REACH:]
    kept = [word for word in ends if plain(word) in limits().hidden or plain(word).endswith("n't")]
    return " ".join(kept)


def _turns(evidence: Evidence, change: Change, quoted: str, source: str) -> str | None:
    """A turning word lost, added or exchanged."""
    left, right = _words_of(quoted), _words_of(source)
    if is_month_of_may(evidence.quoted, *change.at):
        left = [word for word in left if word != "may"]
    if is_month_of_may(evidence.source, *change.place):
        right = [word for word in right if word != "may"]
    classes: list[str] = []
    added: list[str] = []
    lost: list[str] = []
    for name in CLASSES:
        ours, theirs = turning(left, name), turning(right, name)
        if ours == theirs or (name == "negation" and ours.total() == theirs.total()):
            continue
        classes.append(name)
        added += ours - theirs
        lost += theirs - ours
    return _exchanged(classes[0], added, lost, change) if classes else None


def _words_of(text: str) -> list[str]:
    return expanded(text.replace("’", "'").translate(_SEPARATORS).split())


_SEPARATORS = str.maketrans(dict.fromkeys('.,;:!?…"“”„«»()[]—–-/‘', " "))


def _exchanged(name: str, ours: list[str], theirs: list[str], change: Change) -> str:
    why = lexicon().why[name]
    if ours and theirs:
        return f"the quotation says {listed(ours)} where the source says {listed(theirs)}: the word {why}"
    if ours:
        return f"the quotation adds {listed(ours)}, which the source does not say here: it {why}"
    around = f" of {in_marks(change.source)}" if len(change.source_words) > 1 else ""
    return f"the quotation leaves out {listed(theirs)}{around}: it {why}"


def _figures(evidence: Evidence, change: Change, quoted: str, source: str) -> str | None:
    """A number lost, added or changed; the same number in other characters is the same."""
    if _is_moved_date(evidence, change):
        return None
    ours, theirs = numbers_said(quoted), numbers_said(source)
    left, right = Counter(value for value, _ in ours), Counter(value for value, _ in theirs)
    if left == right:
        return _signs(evidence, change)
    said = [words for value, words in ours if value not in right]
    meant = [words for value, words in theirs if value not in left]
    if not said + meant:
        said, meant = [words for _, words in ours], [words for _, words in theirs]
    swapped = _swapped(evidence, said + meant)
    if swapped:
        return f"the quotation has the numbers {listed(swapped)} swapped"
    if all(is_uncertain(words) for words in said + meant) and not (said and meant):
        return None
    if said and meant:
        return f"the quotation says {listed(said)} where the source says {listed(meant)}"
    if said:
        return f"the quotation adds the number {listed(said)}"
    return f"the quotation leaves out the number {listed(meant)}"


def _swapped(evidence: Evidence, changed: list[str]) -> list[str]:
    """Two numbers or more that both texts have, in another order; empty where nothing but these differ."""
    ours = numbers_said(evidence.quoted)
    theirs = [value for value, _ in numbers_said(evidence.match.text)]
    if not changed or Counter(value for value, _ in ours) != Counter(theirs):
        return []
    return [words for (value, words), there in zip(ours, theirs, strict=True) if value != there]


def _is_moved_date(evidence: Evidence, change: Change) -> bool:
    """True for the day or month of a date that both texts have, in another order."""
    words = [plain(word) for word in change.quoted_words + change.source_words]
    return evidence.is_moved(change) and all(word in months() or word.isdigit() for word in words)


def _signs(evidence: Evidence, change: Change) -> str | None:
    """A minus, an accountant's parenthesis or a currency sign lost, added or changed."""
    if not is_sign(change.quoted + change.source):
        return None
    ours = units_said("".join(edit.quoted for edit in evidence.match.edits))
    theirs = units_said("".join(edit.source for edit in evidence.match.edits))
    if units_said(change.quoted + change.source) and ours == theirs:
        return None
    said, meant = change.quoted.strip(), change.source.strip()
    if said and meant:
        return f"the quotation writes a figure with {in_marks(said)} where the source has {in_marks(meant)}"
    verb = "adds" if said else "leaves out"
    return f"the quotation {verb} the sign {in_marks(said or meant)} of a figure"


def _shares(evidence: Evidence, change: Change, quoted: str, source: str) -> str | None:
    """Percent for percentage points, or either left out of a figure or put to one."""
    ours, theirs = units_said(quoted), units_said(source)
    if all(ours[unit] == theirs[unit] for unit in _SHARES) or evidence.is_moved(change):
        return None
    if ours and theirs:
        return f"the quotation says {in_marks(quoted)} where the source says {in_marks(source)}"
    verb = "adds" if ours else "leaves out"
    return f"the quotation {verb} {in_marks(quoted if ours else source)}, the unit of a figure"


def _named(evidence: Evidence, change: Change, quoted: str, source: str) -> str | None:
    """A name lost, added or exchanged for another."""
    if (change.crosses and not change.quoted_words) or _is_moved_date(evidence, change):
        return None
    ours = names(evidence.quoted, *change.at, evidence.source)
    theirs = names(evidence.source, *change.place, evidence.source) if source else []
    if change.leaves_out and len(change.source_words) > _SHORT:
        theirs = []
    left, right = {plain(name) for name in ours}, {plain(name) for name in theirs}
    if left == right:
        return None
    said = [name for name in ours if plain(name) not in right]
    meant = [name for name in theirs if plain(name) not in left]
    if said and meant:
        return f"the quotation names {listed(said)} where the source names {listed(meant)}"
    if said:
        return f"the quotation adds the name {listed(said)}"
    return f"the quotation leaves out the name {listed(meant)}"


def _reversed(evidence: Evidence, change: Change, quoted: str, source: str) -> str | None:
    """A word exchanged for its opposite."""
    left, right = _words_of(quoted), _words_of(source)
    if len(left) > _SHORT or len(right) > _SHORT:
        return None
    for ours in left:
        for theirs in right:
            if ours not in right and theirs not in left and are_opposites(ours, theirs):
                return f"the quotation says {in_marks(ours)}, the source its opposite, {in_marks(theirs)}"
    return None


_CHECKS: tuple[Callable[[Evidence, Change, str, str], str | None], ...] = (
    _reversed,
    _turns,
    _figures,
    _shares,
    _named,
)
