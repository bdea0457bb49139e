"""Which engine made an audit: the tool's own code and word lists, and the libraries that decide with it."""

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_FILES = {".py", ".toml", ".txt", ".sql"}
_LIBRARIES = ("diff-match-patch", "numpy", "pypdfium2", "rapidfuzz")
"""Another version of one of these may read or align otherwise."""


@cache
def engine_sha256() -> str:
    """One hash over the code, the word lists and the libraries: a change of any changes what is found."""
    package = Path(__file__).parent
    files = sorted(file for file in package.rglob("*") if file.suffix in _FILES and file.is_file())
    digest = sha256("\0".join(f"{name} {_version(name)}" for name in _LIBRARIES).encode())
    for file in files:
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
