"""Cells of Datasette's own tables."""

from types import SimpleNamespace

import pytest

from audit.datasette_plugin.cells import rendered

DATASETTE = SimpleNamespace(setting=lambda _name: "/")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("safe \u202egnp.exe", "safe &lt;U+202E&gt;gnp.exe"),
        ("\x1b[31mred <b>", "␛[31mred &lt;b&gt;"),
    ],
)
def test_what_hides_or_reorders_text_is_seen(value: str, shown: str) -> None:
    assert str(rendered(value, "text", "quotations", DATASETTE)) == shown


def test_plain_text_is_left_to_datasette() -> None:
    assert rendered("plain <b> text", "text", "quotations", DATASETTE) is None
