"""Documents in tests are files in a folder, read as the pipeline reads them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.model import Document, Unread
from audit.readers import read

sys.path.insert(0, str(Path(__file__).parent))

Write = Callable[..., list[Document | Unread]]


@pytest.fixture
def read_file(tmp_path: Path) -> Write:
    """Write a file and read it: `read_file("a.html", "<p>Hello")`."""

    def write(name: str, content: str | bytes, **options: object) -> list[Document | Unread]:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return list(read(name, tmp_path, **options))  # type: ignore[arg-type]

    return write


@pytest.fixture
def document(read_file: Write) -> Callable[..., Document]:
    """Write a file and give the one document that it is."""

    def write(name: str, content: str | bytes, **options: object) -> Document:
        [item] = read_file(name, content, **options)
        assert isinstance(item, Document), item
        return item

    return write


@pytest.fixture
def reason(read_file: Write) -> Callable[..., str]:
    """Write a file that cannot be read and give the reason."""

    def write(name: str, content: str | bytes, **options: object) -> str:
        [item] = read_file(name, content, **options)
        assert isinstance(item, Unread), item
        return item.reason

    return write
