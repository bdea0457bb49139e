"""What a draft says right around a quotation: a limit that it gives there is not kept from the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Quotation
from audit.text.segments import sentences

# Characters of the draft's sentence that are read on either side.
_REACH = 240
# The next part of an interrupted quotation comes among so many quotations behind it: only quotations
# inside the reporter's words stand between the two.
_NEXT = 6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A draft's words around a quotation.

    `earlier` and `later` are the other parts of an interrupted quotation, joined; `before` and
    `behind` the words of its sentence on either side, the reporter's and quoted ones.
    """

    earlier: str = ""
    later: str = ""
    before: str = ""
    behind: str = ""


def surroundings(text: str, quotations: Sequence[Quotation], number: int) -> Surroundings:
    """What stands around the quotation `number` of a document's quotations, which are in order."""
    quotation = quotations[number]
    return Surroundings(
        " ".join(_earlier(quotations, number)),
        " ".join(_later(quotations, number)),
        _before(text, quotation),
        _behind(text, quotation),
    )


def _earlier(quotations: Sequence[Quotation], number: int) -> list[str]:
    found: list[str] = []
    before = quotations[number].continues
    while before is not None and before < number:
        number, before = before, quotations[before].continues
        found.insert(0, quotations[number].text)
    return found


def _later(quotations: Sequence[Quotation], number: int) -> list[str]:
    found: list[str] = []
    following: int | None = number
    while following is not None:
        behind = range(following + 1, min(following + 1 + _NEXT, len(quotations)))
        following = next((place for place in behind if quotations[place].continues == following), None)
        if following is not None:
            found.append(quotations[following].text)
    return found


def _before(text: str, quotation: Quotation) -> str:
    window = text[max(0, quotation.start - _REACH) : quotation.start].rpartition("\n\n")[2]
    spans = sentences(window)
    return window[spans[-1][0] :] if spans else window


def _behind(text: str, quotation: Quotation) -> str:
    if quotation.text.rstrip().endswith((".", "!", "?")):
        return ""
    window = text[quotation.end : quotation.end + _REACH].partition("\n\n")[0]
    spans = sentences(window)
    return window[: spans[0][1]] if spans else window
