"""Who governs a verb: the subject before it, across appositions, or the one it shares with a verb before."""

from audit.extractors.grammar import Words
from audit.extractors.mentions import Range, phrase_before

_LEAD_INS = frozenset("iDscg")


def explicit_subject(words: Words, verb: int, first: int) -> Range | None:
    """The subject that stands before word `verb` (the first word of the verb group), or None."""
    tags = words.tags
    before = verb - 1
    while before > first and tags[before] in "RnxD" and tags[before - 1] not in ",-":
        before -= 2 if tags[before] == "D" and tags[before - 1] == "i" else 1
    if before < first:
        return None
    verb = before + 1
    if before < first:
        return None
    tag = tags[before]
    if tag == "m" and words.words[before].lower().endswith(("self", "selves")) and before > first:
        return explicit_subject(words, before, first)
    if tag in "pm":
        return (before, verb) if tag == "p" else None
    if tag == "h":
        return before, verb
    if (
        tag == "d"
        and words.words[before].lower() in {"both", "all", "each"}
        and before > first
        and tags[before - 1] in "NwQ)"
    ):
        return phrase_before(words, before - 1, first)
    if tag == "T":
        return (before, verb) if before > first and tags[before - 1] in "NwQ)" else None
    if tag in ",-":
        return _across(words, before, first)
    return phrase_before(words, before, first)


def _across(words: Words, comma: int, first: int) -> Range | None:
    """The head before an apposition or aside that ends at word `comma`."""
    tags = words.tags
    mark = tags[comma]
    at = comma
    head: Range | None = None
    for _ in range(6):
        opening = tags.rfind(mark, first, at)
        if opening < 0:
            return head or _without_verb(words, first, comma)
        if (opening == at - 1 and at == comma) or (tags[opening - 1] == "Q" and mark == ","):
            return head or _without_verb(words, opening + 1, comma)
        if mark == "," and _finite_between(tags, opening + 1, at) and tags[opening + 1] not in "hsi":
            return head
        candidate = phrase_before(words, opening - 1, first) if opening > first else None
        if candidate is None:
            if tags[opening - 1] in "RD" and opening > first + 1 and mark == ",":
                at = opening
                continue
            return head or _without_verb(words, opening + 1, comma)
        before = tags[candidate[0] - 1] if candidate[0] > first else "."
        relative = tags.rfind(mark, first, candidate[0])
        if mark == "," and relative >= 0 and tags[relative + 1] in "hi" and candidate[0] > relative + 1:
            at = relative + 1
            continue
        if before in "isgG" and mark == ",":
            return head or _without_verb(words, opening + 1, comma)
        head = (candidate[0], opening)
        if mark != "," or before != mark:
            return head
        if tags[candidate[0]] in "NP" and tags[opening + 1] in "dhwqR":
            return head
        at = candidate[0]
    return head


def _finite_between(tags: str, first: int, last: int) -> bool:
    return any(
        tag in "Sxz" or (tag == "e" and at > 0 and tags[at - 1] in "Np)")
        for at, tag in enumerate(tags[first:last], first)
    )


def _without_verb(words: Words, first: int, last: int) -> Range | None:
    """The phrase between two commas, where it is one and not a predicate: "..., Mr Smith, said"."""
    tags = words.tags
    if first >= last or tags[first] in _LEAD_INS or _finite_between(tags, first, last):
        return None
    return phrase_before(words, last - 1, first)
