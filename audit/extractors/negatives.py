"""Numbers that are no figures: parts of names, codes, addresses, telephone numbers, scores, idioms."""

from audit.extractors.ellipses import is_implied
from audit.extractors.measures import Figure
from audit.extractors.negative_words import is_idiom, is_name_word, is_pronoun_one, is_some_day
from audit.extractors.quantity_lexicons import cues, table, words
from audit.extractors.quantity_tokens import Tokens
from audit.extractors.subjects import is_plural, stands_bare
from audit.text.numbers import lexicon

_JOINERS = frozenset("-–/_#&@\\‑+.:'’")
_PARTS_OF_TWO = cues("parts_of_two")
_COMPARATIVES = cues("comparatives")
# How far on either side a headline is looked for.
_HEADLINE_REACH = 6
# A bare year, and digits without a comma this long, are the usual numbers of names.
_LONGEST_NAME_NUMBER = 4


def is_no_figure(tokens: Tokens, figure: Figure) -> bool:
    """True where a number names, numbers or locates something instead of measuring it."""
    if figure.kind == "duration" and is_some_day(tokens, figure):
        return True
    if figure.style == "words" and figure.unit is None:
        return (
            is_idiom(tokens, figure)
            or is_pronoun_one(tokens, figure)
            or is_name_word(tokens, figure)
            or _is_ordinal(tokens, figure)
        )
    if figure.kind in ("money", "percent"):
        return _is_web_address(tokens, figure)
    if is_implied(figure):
        return False
    if figure.style == "multiple":
        return False
    if figure.style == "fraction" and _is_no_fraction(tokens, figure):
        return True
    if figure.style in ("indefinite", "fraction"):
        return is_idiom(tokens, figure) or (
            figure.style == "fraction" and _is_place_of_fraction(tokens, figure)
        )
    return (
        _is_ordinal(tokens, figure)
        or _is_decade(tokens, figure)
        or _is_list_mark(tokens, figure)
        or _is_code(tokens, figure)
        or _is_numbered(tokens, figure)
        or _is_score(tokens, figure)
        or _is_telephone(tokens, figure)
        or _is_address(tokens, figure)
        or _is_attribute(tokens, figure)
        or _is_airliner(tokens, figure)
        or _is_short_year(tokens, figure)
        or _is_label(tokens, figure)
        or _is_name(tokens, figure)
    )


def _is_web_address(tokens: Tokens, figure: Figure) -> bool:
    return tokens.glued(figure.first) and tokens.word(figure.first - 1) in ("/", "=", "_", "#", "%")


def _is_no_fraction(tokens: Tokens, figure: Figure) -> bool:
    """ "9/11", "24/7", and a fraction character in the middle of a damaged word."""
    if tokens.slice(figure.first, figure.after) in table("negatives")["slashed"]:
        return True
    before = tokens.word(figure.first - 1)
    worded = tokens.is_word(figure.first - 1) or (before == "-" and tokens.is_word(figure.first))
    return tokens.glued(figure.first) and worded


def _is_place_of_fraction(tokens: Tokens, figure: Figure) -> bool:
    """ "the final third", "a third-party": a part of a game or another word, not a share."""
    if figure.hyphened and tokens.words[figure.first] in ("a", "an"):
        return True
    if tokens.words[figure.first] == "half" and tokens.word(figure.first - 1) in _PARTS_OF_TWO:
        return True
    if tokens.word(figure.after) == "of":
        return False
    if figure.after - figure.first > 1:
        return _is_ordinal_with_article(tokens, figure)
    if tokens.words[figure.first] == "half":
        shared = tokens.word(figure.after) in table("negatives")["after_half"]
        return not shared and tokens.word(figure.first - 1) not in table("negatives")["before_half"]
    return tokens.is_word(figure.first - 1)


def _is_ordinal_with_article(tokens: Tokens, figure: Figure) -> bool:
    """ "a third bridge", "a fifth year": one more of them, no share."""
    if tokens.words[figure.first] != "a" or figure.after - figure.first != 2 or figure.unit is not None:
        return False
    following = tokens.word(figure.after)
    noun = tokens.is_word(figure.after) and following not in words("function_words") | _COMPARATIVES
    return noun and tokens.words[figure.first + 1] in lexicon().ordinals and not following.endswith("ed")


def _is_code(tokens: Tokens, figure: Figure) -> bool:
    """Digits glued to letters or joined to them by a mark: "COVID-19", "G20", "A320neo", "9AB8"."""
    first, after = figure.numeral_first, figure.after
    if tokens.glued(first) and not figure.prefixed:
        before = tokens.word(first - 1)
        if tokens.is_word(first - 1) and before not in ("x",):
            return True
        if before in _JOINERS and tokens.glued(first - 1) and tokens.word(first - 2) not in ("sub", "", "("):
            return before in "-‑/_#&@\\+:.–" and not _hedge_joined(tokens, first)
        if before in ("#", "@", "_"):
            return True
    if tokens.glued(after) and _goes_on_as_code(tokens, after):
        return True
    glued_on = tokens.glued(after) and (tokens.is_word(after) or tokens.is_number(after))
    return glued_on and figure.unit is None and tokens.word(after) not in ("x", "s", "st", "nd", "rd", "th")


def _goes_on_as_code(tokens: Tokens, after: int) -> bool:
    """ "401(k)", "10/1", "7-Eleven"."""
    sign = tokens.word(after)
    if sign == "(":
        return len(tokens.word(after + 1)) == 1 and tokens.is_word(after + 1) and tokens.glued(after + 1)
    if sign == "/":
        return tokens.is_number(after + 1) and tokens.glued(after + 1)
    named = tokens.raw(after + 1)[:1].isupper() and tokens.word(after + 1) in lexicon().starters
    return sign == "-" and named and tokens.raw(after + 1)[1:].islower()


def _hedge_joined(tokens: Tokens, first: int) -> bool:
    return tokens.word(first - 2) in ("minus", "mid", "pre", "post", "non", "plus", "by", "now", "then")


def _is_numbered(tokens: Tokens, figure: Figure) -> bool:
    """ "Article 5", "page 12", "No. 3", "Channel 5", "category 4": a number that counts nothing."""
    before = figure.first - 1
    if tokens.word(before) == ".":
        before -= 1
    if tokens.word(before) in ("#", "№"):
        return True
    if tokens.word(before) not in table("negatives")["numbered"] or figure.prefixed:
        return False
    if tokens.word(before - 1) in ("this", "last", "next") and is_plural(tokens, figure.after):
        return False
    named = tokens.capitalised(before) and figure.kind == "measure" and not tokens.glued(figure.unit_first)
    return (named or figure.unit is None) and (
        figure.low < 10000 or tokens.word(before) in ("no", "number", "room", "flight")
    )


def _is_score(tokens: Tokens, figure: Figure) -> bool:
    """ "2-1", "6-4, 6-3", "3–0 win", "a 24-17 victory"."""
    first, after = figure.numeral_first, figure.after
    if _is_split(tokens, figure):
        return True
    if figure.is_range:
        return figure.unit is None and not figure.scaled and _score_context(tokens, figure)
    if tokens.words[after : after + 3] == ["-", "to", "-"] or tokens.words[max(0, first - 3) : first] == [
        "-",
        "to",
        "-",
    ]:
        return figure.unit is None
    forward = tokens.word(after) in ("-", "–") and tokens.is_number(after + 1) and tokens.glued(after)
    backward = tokens.word(first - 1) in ("-", "–") and tokens.is_number(first - 2) and tokens.glued(first)
    colon = tokens.word(after) == ":" and tokens.is_number(after + 1) and tokens.glued(after + 1)
    after_colon = tokens.word(first - 1) == ":" and tokens.is_number(first - 2) and tokens.glued(first)
    return figure.unit is None and (forward or backward or colon or after_colon)


def _is_split(tokens: Tokens, figure: Figure) -> bool:
    """ "10-of-20 shooting", "25-for-38", the tie-break in "7-6 (5)", "five 3-pointers"."""
    after = tokens.word(figure.after + 1) if figure.hyphened else ""
    if after in ("pointer", "pointers") or (after in ("of", "for") and tokens.is_number(figure.after + 3)):
        return True
    before = figure.first - 1
    bracketed = tokens.word(before) == "(" and tokens.word(figure.after) == ")"
    return bracketed and tokens.is_number(before - 1) and tokens.word(before - 2) in ("-", "–")


def _score_context(tokens: Tokens, figure: Figure) -> bool:
    if figure.high >= 1000 or tokens.word(figure.after - 2) not in ("-", "–"):
        return False
    near = (
        tokens.words[max(0, figure.first - 6) : figure.first] + tokens.words[figure.after : figure.after + 4]
    )
    if any(word in table("negatives")["score_words"] for word in near):
        return True
    return not is_plural(tokens, figure.after) and not is_plural(tokens, figure.after + 1)


def _is_telephone(tokens: Tokens, figure: Figure) -> bool:
    """Digit groups joined by hyphens or opened by a plus sign or a telephone word."""
    first = figure.numeral_first
    printed = tokens.words[first]
    if printed.isdecimal() and (len(printed) > 10 or (printed[0] == "0" and len(printed) > 1)):
        return True
    if (
        tokens.word(first - 1) == "+"
        and tokens.glued(first)
        and len(printed) <= 3
        and tokens.is_number(first + 1)
    ):
        return True
    if _after_country_code(tokens, first) or _after_area_code(tokens, first):
        return True
    near = tokens.words[max(0, first - 5) : first]
    return any(word in table("negatives")["telephone"] for word in near) and (
        len(printed) >= 3 and figure.unit is None and not is_plural(tokens, figure.after)
    )


def _is_ordinal(tokens: Tokens, figure: Figure) -> bool:
    """ "21st", and "twenty" in "twenty-first"."""
    at = figure.after
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        return figure.style == "words" and tokens.word(at + 1) in lexicon().ordinals
    return tokens.word(at) in ("st", "nd", "rd", "th") and tokens.glued(at)


def _is_decade(tokens: Tokens, figure: Figure) -> bool:
    """ "highs in the upper 60s", "in her 40s": somewhere from sixty to sixty-nine."""
    plural = tokens.word(figure.after) == "s" and tokens.glued(figure.after)
    return plural and tokens.words[figure.numeral_first].endswith("0")


def _is_list_mark(tokens: Tokens, figure: Figure) -> bool:
    """ "7. Christie" at the head of a line, a reference "[15]"."""
    before, after = tokens.word(figure.first - 1), tokens.word(figure.after)
    if before == "[" and after == "]":
        return True
    return before in ("", "\n") and after in (".", ")") and figure.low < 100 and figure.step == 1


def _is_label(tokens: Tokens, figure: Figure) -> bool:
    """ "Keeper: 4 Started well": a mark or a list number, followed by a new sentence."""
    opened = tokens.word(figure.first - 1) in (":", "\n", "") and not figure.prefixed
    following = tokens.raw(figure.after)
    if is_plural(tokens, figure.after):
        return False
    return opened and following[:1].isupper() and following[1:].islower() and figure.unit is None


def _is_attribute(tokens: Tokens, figure: Figure) -> bool:
    """ "id=\"5012\"": markup that was left in a text."""
    first, after = figure.first, figure.after
    opened = tokens.word(first - 1) == '"' and tokens.word(first - 2) == "=" and tokens.glued(first - 1)
    return opened and tokens.glued(first) and tokens.word(after) == '"'


def _is_airliner(tokens: Tokens, figure: Figure) -> bool:
    """ "the 737 Max", "787 jets", "a 757": the number of a model."""
    if tokens.words[figure.numeral_first] not in table("negatives")["airliners"]:
        return False
    after = tokens.word(figure.after)
    determined = tokens.word(figure.first - 1) in ("a", "an", "the", "old") and stands_bare(
        tokens, figure.after
    )
    return after in table("negatives")["after_an_airliner"] or determined


def _is_short_year(tokens: Tokens, figure: Figure) -> bool:
    """ "back in '16": two digits behind an apostrophe, and nothing that they count."""
    before = tokens.word(figure.first - 1)
    short = before in ("'", "’", "‘") and tokens.glued(figure.first) and not tokens.glued(figure.first - 1)
    if not short or len(tokens.words[figure.numeral_first]) != 2 or figure.unit is not None:
        return False
    return not tokens.is_word(figure.after) or tokens.word(figure.after) in words("function_words")


def _after_country_code(tokens: Tokens, at: int) -> bool:
    """ "7946" in "+44 20 7946 0000": up to four groups of digits behind a plus sign."""
    for before in range(at - 1, max(-1, at - 5), -1):
        if tokens.words[before] == "+":
            return tokens.glued(before + 1) and at - before > 1
        if not tokens.is_number(before):
            return False
    return False


def _after_area_code(tokens: Tokens, at: int) -> bool:
    """ "555111" in "0800 555111"."""
    code = tokens.word(at - 1)
    return code.isdecimal() and len(code) > 2 and code[0] == "0"


def _is_address(tokens: Tokens, figure: Figure) -> bool:
    """ "12 Station Road", "10 Downing Street", "NY 12345", "the 12345 ZIP code"."""
    if figure.unit is not None:
        return False
    after = figure.after
    if len(tokens.words[figure.numeral_first]) == 5 and tokens.word(after) in ("zip", "postcode"):
        return True
    postal = tokens.raw(figure.first - 1 - (tokens.word(figure.first - 1) == ","))
    if len(postal) == 2 and postal.isupper() and len(tokens.words[figure.numeral_first]) == 5:
        return True
    for at in range(after, after + 5):
        ordinal = tokens.word(at) in ("st", "nd", "rd", "th") and tokens.glued(at)
        if not (tokens.capitalised(at) or tokens.is_number(at) or ordinal):
            return False
        if tokens.word(at) in table("negatives")["streets"]:
            return figure.low < 100_000
    return False


def _is_name(tokens: Tokens, figure: Figure) -> bool:
    """ "iPhone 11", "Global Trends 2040", "412 Speedster": a number beside a capitalised word."""
    if (
        figure.unit is not None
        or figure.scaled
        or figure.is_range
        or "," in tokens.words[figure.numeral_first]
    ):
        return False
    printed = tokens.words[figure.numeral_first]
    before = figure.first - 1
    if "." in printed and sum(map(str.isupper, tokens.raw(before))) > 1:
        return True
    if _names(tokens, before) and len(printed) <= _LONGEST_NAME_NUMBER:
        looks_like_year = len(printed) == _LONGEST_NAME_NUMBER and printed < "2200"
        return looks_like_year or not _counts_something(tokens, figure)
    after = figure.after
    next_names = tokens.capitalised(after) and not is_plural(tokens, after)
    return (
        next_names
        and printed.isdecimal()
        and len(printed) <= _LONGEST_NAME_NUMBER
        and tokens.word(before) in ("the", "a", "an", "own", "new", "'s", "’s")
        and not is_plural(tokens, after + 1)
    )


def _names(tokens: Tokens, at: int) -> bool:
    """True where the token can be the word of a name that a number ends ("iPhone", "Model")."""
    raw = tokens.raw(at)
    if not tokens.is_word(at) or raw.islower() or tokens.word(at) in words("function_words"):
        return False
    return tokens.word(at) not in table("negatives")["sentence_openers"]


def _in_title_case(tokens: Tokens, figure: Figure) -> bool:
    """True where nearly every word around is capitalised, so that a capital says nothing."""
    near = range(max(0, figure.first - _HEADLINE_REACH), min(tokens.count, figure.after + _HEADLINE_REACH))
    long = [at for at in near if tokens.is_word(at) and len(tokens.words[at]) > 3]
    return len(long) > 2 and all(tokens.capitalised(at) for at in long)


def _counts_something(tokens: Tokens, figure: Figure) -> bool:
    """A plural noun right after the number outweighs the capital before it: "London 300 people"."""
    after = figure.after
    if tokens.capitalised(after):
        counted = is_plural(tokens, after) or is_plural(tokens, after + 1)
        return counted and _in_title_case(tokens, figure)
    return is_plural(tokens, after) or (
        is_plural(tokens, after + 1) and tokens.is_word(after) and figure.low > 12
    )
