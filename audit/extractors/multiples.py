"""Multiples written as one word: "twice as many", "double the price", "has tripled"."""

from collections.abc import Iterable
from decimal import Decimal

from audit.extractors.measures import Figure
from audit.extractors.quantity_lexicons import table
from audit.extractors.quantity_tokens import Tokens


def merged(tokens: Tokens, figures: Iterable[Figure]) -> list[Figure]:
    """The figures and the multiples of a text, in order."""
    taken = list(figures)
    held = {at for figure in taken for at in range(figure.first, figure.after)}
    values = table("multiples")["values"]
    for at, word in enumerate(tokens.words):
        if word in values and at not in held and _multiplies(tokens, at):
            taken.append(_figure(at, Decimal(values[word])))
    return sorted(taken, key=lambda figure: figure.first)


def _figure(at: int, value: Decimal) -> Figure:
    return Figure(at, at + 1, at, value, value, None, "multiple", unit_first=at + 1)


def _multiplies(tokens: Tokens, at: int) -> bool:
    """True where the word says how many times as much, not how often or that there are two."""
    data = table("multiples")
    if tokens.words[at] in data["verbs"]:
        return tokens.word(at + 1) not in data["not_before"] and tokens.word(at - 1) not in ("a", "the", "an")
    if tokens.word(at + 1) == "-":
        return False
    if tokens.word(at + 1) == "as":
        return tokens.word(at + 2) in ("much", "many") or tokens.word(at + 3) == "as"
    return tokens.word(at + 1) in data["before"] or tokens.words[max(0, at - 2) : at] == ["more", "than"]
