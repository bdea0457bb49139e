"""Documents made in a line, and the words of an edit's side."""

from collections.abc import Callable

import pytest

from audit.model import Document, Facts, Role
from audit.text.words import words


def document(name: str, text: str, role: Role = "report") -> Document:
    return Document(name, f"{name}.txt", text, (), Facts(role=role))


@pytest.fixture
def documents() -> Callable[..., list[Document]]:
    """Documents by name: `documents(speech="...", article="...")`."""

    def make(**texts: str) -> list[Document]:
        return [document(name, text) for name, text in texts.items()]

    return make


def keys(text: str) -> list[int]:
    return words(text).keys.tolist()
