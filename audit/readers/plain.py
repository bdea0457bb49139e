"""Plain text: every character is kept as it stands, but for a byte order mark."""

from audit.model import Facts
from audit.readers.decoding import decode
from audit.readers.layout import plain_blocks
from audit.readers.reading import Reading
from audit.readers.source_map import copied


def read_plain(data: bytes, encoding: str | None) -> Reading:
    """Read the bytes of a text file. Raises `UnreadableError` where they are no text."""
    decoded = decode(data, stated=encoding)
    text = decoded.text
    return Reading(text, copied(text), tuple(plain_blocks(text)), decoded.encoding, Facts())
