"""How reasons quote: short, on one line, in the documents' own words."""

_LONGEST = 90
# An opening mark that the words do not close is the source's own, and would stand doubled.
_OPENING = {"“": "”", "‘": "’", '"': '"', "«": "»", "„": "“"}


def in_marks(text: str) -> str:
    """`text` on one line in marks, without the stop that ends it, the middle of a long one left out."""
    line = " ".join(text.split()).strip(" ,;:")
    if line.endswith(".") and line.count(".") == 1:
        line = line[:-1]
    if line[:1] in _OPENING and _OPENING[line[0]] not in line[1:]:
        line = line[1:]
    if len(line) > _LONGEST:
        half = _LONGEST // 2
        line = f"{line[:half].rstrip()} … {line[-half:].lstrip()}"
    return f"“{line}”"


def listed(words: list[str]) -> str:
    """Each in marks, joined for a sentence."""
    marked = [in_marks(word) for word in words]
    if len(marked) < 2:
        return "".join(marked)
    return ", ".join(marked[:-1]) + " and " + marked[-1]
