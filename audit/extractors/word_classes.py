"""The class of a word by lexicon, else by its shape: one letter each.

The classes are those of `lexicons/words.toml`, and: `S` `B` `G` cue verbs (see `cues.Cue`), `A` "according",
`N` a capitalised word, `P` its possessive, `w` any other word, `q` its possessive, `e` a word in -ed,
`g` one in -ing, `#` a number, `Q` a whole quotation, `.` a stop, `,` `;` `:` `(` `)`, `-` a dash,
`~` the stop of an abbreviation.
"""

from functools import cache, lru_cache

from audit.extractors.cues import load_toml, phrase_cues, single_cues

_PUNCTUATION = {
    **dict.fromkeys((".", "?", "!", "…"), "."),
    **dict.fromkeys(("—", "–", "--", "-"), "-"),
    **dict.fromkeys(("(", "["), "("),
    **dict.fromkeys((")", "]"), ")"),
    ",": ",",
    ";": ";",
    ":": ":",
    "%": "#",
}
_NAME_TAGS = "BezbR"
_NAME_WORDS = frozenset({"will", "may"})
# Distinct words whose class is remembered: more than the vocabulary of a folder of articles.
_REMEMBERED = 65536


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of `lexicons/words.toml` by its name."""
    return frozenset(load_toml("words.toml")[name].split())


@cache
def _classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, line in load_toml("words.toml")["classes"].items():
        for word in line.split():
            table.setdefault(word, tag)
    for word, cue in single_cues().items():
        if table.get(word) not in {"i", "o", "p"}:
            table[word] = cue.form
    for word, cues in phrase_cues().items():
        table.setdefault(word, cues[0].form)
    table["according"] = "A"
    return table


@lru_cache(maxsize=_REMEMBERED)
def word_class(word: str) -> str:
    """The class of one word or sign."""
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    plain = word.lower().replace("’", "'")
    first = word[0]
    tag = _classes().get(plain)
    if first.isupper():
        return _capitalised(word, plain, tag)
    if tag is not None:
        return tag
    return "#" if first.isdigit() else _by_shape(plain)


def _capitalised(word: str, plain: str, tag: str | None) -> str:
    if tag is None:
        return "P" if plain.endswith(("'s", "s'")) else "N"
    if plain in word_list("noun_like") or plain in _NAME_WORDS:
        return "N"
    if tag in _NAME_TAGS or (len(word) > 1 and word.isupper() and tag != "S"):
        return "R" if tag == "R" else "N"
    return tag


def _by_shape(plain: str) -> str:
    if plain.endswith(("'s", "s'")):
        return "q"
    if plain.endswith("n't"):
        return "x"
    if plain.endswith("ed") and len(plain) > 3 and plain not in word_list("not_past"):
        return "e"
    if plain.endswith("ing") and len(plain) > 5 and plain not in word_list("not_ing"):
        return "g"
    adverb = plain.endswith("ly") and len(plain) > 4 and plain not in word_list("not_adverbs")
    return "R" if adverb else "w"
