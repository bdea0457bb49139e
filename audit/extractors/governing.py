"""Who governs a verb: the subject before it, next to it or across appositions and asides."""

import re

from audit.extractors.grammar import Words
from audit.extractors.mentions import Range, opens_clause, phrase_before

_LEAD_INS = frozenset("iDscg")
_APPOSITIONS = frozenset("dNPwq#")
_FLOATING = frozenset({"both", "all", "each"})
# Asides: "Smith, 58, a lawyer from Tulsa, Oklahoma, who ran, said" has five; more is no sentence.
# Of states and provinces: "N.C.", "Calif.", "DC".
_ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,3}\Z|[A-Z][a-z]{1,5}\.\Z|[A-Z]{2}\Z")
# Words: how long a relative clause between a subject and its verb may be.
_RELATIVE_WITHIN = 20
_MOST_ASIDES = 6


def explicit_subject(words: Words, verb: int, first: int) -> Range | None:
    """The subject that stands before word `verb` (the first word of the verb group), or None."""
    tags = words.tags
    before = _before_adverbs(tags, verb - 1, first)
    if before < first:
        return None
    tag = tags[before]
    if tag in "ph":
        return before, before + 1
    if tag == "m":
        reflexive = words.words[before].lower().endswith(("self", "selves"))
        return explicit_subject(words, before, first) if reflexive else None
    if tag == "T":
        return (before, before + 1) if before > first and tags[before - 1] in "NwQ)" else None
    if tag in ",-":
        asides = _Asides(words, before, first)
        return asides.whole(asides.head())
    if tag == "d" and _floats(words, before, first):
        return phrase_before(words, before - 1, first)
    return _before_relative(words, phrase_before(words, before, first), first)


def _before_relative(words: Words, phrase: Range | None, first: int) -> Range | None:
    """The official of "the official who asked for more time said", not what stands next to the verb."""
    if phrase is None:
        return None
    tags = words.tags
    verb = False
    for at in range(phrase[0] - 1, max(first, phrase[0] - _RELATIVE_WITHIN), -1):
        if tags[at] in ",;:-QT.":
            return phrase
        if tags[at] == "h" and tags[at - 1] in "Nw)":
            return phrase_before(words, at - 1, first) if verb else phrase
        verb = verb or tags[at] in "Sezx"
    return phrase


def _before_adverbs(tags: str, at: int, first: int) -> int:
    """Back over "also", "not", "has", "on Monday" to what stands before them."""
    while at > first and tags[at] in "RnxD" and tags[at - 1] not in ",-":
        at -= 2 if tags[at] == "D" and tags[at - 1] == "i" else 1
    return at - 1 if at > first and tags[at] == "D" and tags[at - 1] == "," else at


def _floats(words: Words, at: int, first: int) -> bool:
    """ "Bolton and Gorka both denounced"."""
    return words.words[at].lower() in _FLOATING and at > first and words.tags[at - 1] in "NwQ)"


class _Asides:
    """The head before the appositions and asides that end at a comma or dash, found from right to left."""

    def __init__(self, words: Words, end: int, first: int) -> None:
        self.words = words
        self.tags = words.tags
        self.mark = words.tags[end]
        self.first = first
        self.end = end
        self.at = end
        self.found: Range | None = None

    def head(self) -> Range | None:
        """The head: "Smith" of "Smith, a senior official, said"."""
        for _ in range(_MOST_ASIDES):
            opening = self.tags.rfind(self.mark, self.first, self.at)
            if opening < 0:
                return self.found or self._plain(self.first)
            if self._is_edge(opening):
                return self.found or self._plain(opening + 1)
            if self._holds_a_verb(opening):
                return self.found
            if not self._step(opening):
                return self.found
        return self.found

    def whole(self, head: Range | None) -> Range | None:
        """The head with what follows it where that is apposition only: no relative clause, no adverbial."""
        if head is None or self.mark != "," or head[1] >= self.end:
            return head
        asides = self.tags[head[1] + 1 : self.end].split(",")
        return (head[0], self.end) if all(aside[:1] in _APPOSITIONS for aside in asides) else head

    def _is_edge(self, opening: int) -> bool:
        """True where nothing can be an aside: two commas together, or the comma after a quotation."""
        empty = opening == self.at - 1 and self.at == self.end
        return empty or (self.mark == "," and self.tags[opening - 1] == "Q")

    def _holds_a_verb(self, opening: int) -> bool:
        if self.mark != "," or self.tags[opening + 1] in "hsi":
            return False
        relative = self.tags.find("h", opening + 1, self.at)
        return _finite_between(self.tags, opening + 1, self.at if relative < 0 else relative)

    def _step(self, opening: int) -> bool:
        """Takes the phrase before `opening` for the head; True where it may be an aside itself."""
        tags, comma = self.tags, self.mark == ","
        if comma and opening > self.first and tags[opening - 1] in "hp":
            self.found = (opening - 1, opening)
            return False
        phrase = phrase_before(self.words, opening - 1, self.first) if opening > self.first else None
        if phrase is None:
            if comma and tags[opening - 1] in "RD" and opening > self.first + 1:
                self.at = opening
                return True
            self.found = self.found or self._plain(opening + 1)
            return False
        relative = tags.rfind(self.mark, self.first, phrase[0])
        if comma and relative >= 0 and tags[relative + 1] in "hio" and phrase[0] > relative + 1:
            self.at = relative + 1
            return True
        before = tags[phrase[0] - 1] if phrase[0] > self.first else "."
        clause = self.found is None and opens_clause(self.words, phrase[0])
        if comma and ((before in "igG" and not clause) or self._is_led_in(phrase, before)):
            self.found = self.found or self._plain(opening + 1)
            return False
        if comma and before == "," and self._is_place(phrase):
            self.at = phrase[0]
            return True
        self.found = (phrase[0], opening)
        self.at = phrase[0]
        name_with_apposition = tags[phrase[0]] in "NP" and tags[opening + 1] in "dhwqR"
        return comma and before == "," and not name_with_apposition

    def _is_led_in(self, phrase: Range, before: str) -> bool:
        """ "As a part of the deal, Mr Smith, 44, said", "Asked if there was doubt, Mr Smith, 44, said"."""
        if self.found is None or self.tags[self.found[0]] != "N":
            return False
        preposition = self.words.words[phrase[0] - 1].lower() == "as" and self.tags[phrase[0]] == "d"
        return before in "xezbBS" or (before == "s" and preposition)

    def _is_place(self, phrase: Range) -> bool:
        """True of the "N.C." of "Jane Smith, 30, of Durham, N.C., who voted, said"."""
        name = at = phrase[0] - 2
        if not _ABBREVIATED.match(self.words.slice(*phrase)):
            return False
        while name > self.first and self.tags[name] in "N~":
            name -= 1
        return name < at and self.tags[name] in "io"

    def _plain(self, first: int) -> Range | None:
        """The phrase itself, where it is one and not a predicate: "..., Mr Smith, said"."""
        if first >= self.end or self.tags[first] in _LEAD_INS or _finite_between(self.tags, first, self.end):
            return None
        return phrase_before(self.words, self.end - 1, first)


def _finite_between(tags: str, first: int, last: int) -> bool:
    return any(
        tag in "Sxz" or (tag == "e" and at > 0 and tags[at - 1] in "Np)")
        for at, tag in enumerate(tags[first:last], first)
    )
