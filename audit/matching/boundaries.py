"""Where exactly a part ends: words that fit on either side of an omission go where the marks say."""

from dataclasses import replace

from audit.matching.alignment import Alignment
from audit.matching.chaining import Block
from audit.matching.quoted import Quoted
from audit.matching.word_index import Source


def as_quoted(source: Source, quoted: Quoted, found: Alignment) -> Alignment:
    """The alignment over all words of the quotation, its parts cut where the quotation marks it."""
    blocks = [part for block in found.blocks for part in _without_brackets(quoted, block)]
    for number in range(1, len(blocks)):
        left, right = blocks[number - 1], blocks[number]
        if left.end == right.at and right.place > left.place_end:
            blocks[number - 1], blocks[number] = _slid(source, quoted, left, right)
    return replace(found, blocks=tuple(block for block in blocks if block.length))


def _without_brackets(quoted: Quoted, block: Block) -> list[Block]:
    """A block over the quotation's own words, cut where a bracket stands between them."""
    first, last = quoted.own[block.at], quoted.own[block.at + block.length - 1]
    if last - first == block.length - 1:
        return [block._replace(at=first)]
    parts: list[Block] = []
    for step in range(block.length):
        at = quoted.own[block.at + step]
        if parts and parts[-1].at + parts[-1].length == at:
            parts[-1] = parts[-1]._replace(length=parts[-1].length + 1)
        else:
            parts.append(Block(at, block.place + step, 1))
    return parts


def _slid(source: Source, quoted: Quoted, left: Block, right: Block) -> tuple[Block, Block]:
    """Move the cut between two parts to an ellipsis, else to where the source has a stop or a comma."""
    cuts = [0]
    end, keys = left.place_end, source.keys
    while len(cuts) <= left.length - 1 and keys[end - len(cuts)] == keys[right.place - len(cuts)]:
        cuts.append(-len(cuts))
    step = 0
    while (
        step < right.length - 1 and keys[right.place + step] == keys[end + step] and end + step < right.place
    ):
        step += 1
        cuts.append(step)
    if len(cuts) == 1:
        return left, right
    best = max(
        cuts,
        key=lambda cut: (quoted.omitted[right.at + cut], _is_natural(source, quoted, left, cut), cut == 0),
    )
    return (
        left._replace(length=left.length + best),
        Block(right.at + best, right.place + best, right.length - best),
    )


def _is_natural(source: Source, quoted: Quoted, left: Block, cut: int) -> bool:
    """True where more than a space follows the left part's last word in the source."""
    place = left.place_end + cut
    if place >= len(source.starts) or place < 1:
        return False
    return bool(source.starts[place] - source.ends[place - 1] > 1)
