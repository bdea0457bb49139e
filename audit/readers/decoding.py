"""Bytes to characters: one encoding, known or assumed for a stated reason, or a clear refusal."""

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.errors import UnreadableError

# The longer marks first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Codecs of Python that are not of characters, or that would hide what the bytes are.
_NOT_TEXT = frozenset({"idna", "punycode", "undefined", "utf-7", "raw-unicode-escape", "unicode-escape"})
_UNKNOWN = "its encoding is said to be {!r}, which is unknown; save it as UTF-8"
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Western European prose has one accent or curly mark in ten bytes at most; other alphabets have eight.
_MOST_HIGH_BYTES = 0.2
# A stray control character happens in text from typesetting; binary data has one in ten.
_MOST_CONTROLS = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file without a byte order mark, and how they were found.

    `encoding` starts with the codec's name; what follows in parentheses is how it is known.
    """

    text: str
    encoding: str


def decode(data: bytes, stated: str | None = None, declared: str | None = None) -> Decoded:
    """Decode a whole file. A byte order mark wins, then what the manifest states, then the file.

    Raises `UnreadableError` where the bytes are no text, or not in the encoding that is claimed.
    """
    _refuse_known_binary(data)
    mark = next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if mark:
        return _checked(data, mark, mark)
    if stated:
        return _checked(data, codec_name(stated), f"{codec_name(stated)} (stated)")
    if declared and not _is_plainly_utf8(data, codec_name(declared)):
        return _checked(data, codec_name(declared), f"{codec_name(declared)} (declared)")
    try:
        return _checked(data, "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        _refuse_unlikely_western(data, error)
    return _checked(data, "windows-1252", "windows-1252 (assumed)")


def _is_plainly_utf8(data: bytes, declared: str) -> bool:
    """True where a declaration says so, or contradicts the bytes.

    A page whose declaration can be read byte by byte is not UTF-16. Words in a one-byte encoding
    never happen to be valid UTF-8: such a page was saved anew and kept its old declaration.
    """
    if declared.startswith("utf-"):
        return True
    if not declared.startswith(("windows-125", "cp125", "iso8859")) or data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def codec_name(label: str) -> str:
    """The codec for an encoding's label. Raises `UnreadableError` for one that nobody knows."""
    wanted = label.strip().lower()
    wanted = _table("labels").get(wanted, wanted)
    try:
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        name = "undefined"
    if name in _NOT_TEXT:
        raise UnreadableError(_UNKNOWN.format(label))
    return "windows-1252" if name == "cp1252" else name


def refuse_unstorable(text: str) -> None:
    """Raise `UnreadableError` for characters that no text has: NUL and half a surrogate pair."""
    nul = text.find("\0")
    if nul >= 0:
        raise UnreadableError(f"a NUL character stands at position {nul}; remove it")
    half = _SURROGATE.search(text)
    if half:
        raise UnreadableError(f"half of a surrogate pair stands at position {half.start()}; save it as UTF-8")


def _checked(data: bytes, codec: str, encoding: str) -> Decoded:
    try:
        text = data.decode(codec)
    except LookupError:
        raise UnreadableError(_UNKNOWN.format(codec)) from None
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        raise UnreadableError(
            f"it is not valid {encoding} at byte {error.start}; save it as UTF-8 or state its encoding"
        ) from None
    if "\0" in text:
        raise UnreadableError(_explain_nul(data))
    refuse_unstorable(text)
    if len(_CONTROL.findall(text)) > max(2, len(text) * _MOST_CONTROLS):
        raise UnreadableError("it holds binary data, not text; export its text to a .txt file")
    return Decoded(text, encoding)


def _explain_nul(data: bytes) -> str:
    """UTF-16 without a mark shows as text with NULs in every other byte."""
    head = data[:1000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for few, many, name in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        if len(head) >= 8 and many * 4 > len(head) and few == 0:
            return f'it looks like UTF-16 without a byte order mark; state encoding = "{name}" for it'
    return "it holds binary data (NUL bytes), not text; export its text to a .txt file"


def _refuse_known_binary(data: bytes) -> None:
    for signature, what in _table("signatures").items():
        if data.startswith(bytes.fromhex(signature)):
            raise UnreadableError(f"it is {what}, not text, whatever its name says; export its text")


def _refuse_unlikely_western(data: bytes, error: UnicodeDecodeError) -> None:
    """Raise unless windows-1252 is a plausible reading: a wrong guess would invent characters."""
    if b"\0" in data:
        raise UnreadableError(_explain_nul(data))
    high = len(_HIGH_BYTE.findall(data))
    in_sequences = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    if in_sequences * 2 > high:
        raise UnreadableError(f"it is UTF-8 with a broken byte at {error.start}; save it again as UTF-8")
    undefined = any(byte in data for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))
    if undefined or high > len(data) * _MOST_HIGH_BYTES:
        raise UnreadableError("its encoding is unknown; save it as UTF-8, or state its encoding")


@cache
def _table(name: str) -> dict[str, str]:
    text = files("audit.readers").joinpath("encodings.toml").read_text("utf-8")
    table: dict[str, str] = tomllib.loads(text)[name]
    return table
