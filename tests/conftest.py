"""What every test can use: cases whose expected output is a file, and the flag that rewrites it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No test asserts a time: a busy machine must not make an example fail.
settings.register_profile("audit", deadline=None)
settings.load_profile("audit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-cases", action="store_true", help="write what comes out as what is expected")


@pytest.fixture
def expect_file(request: pytest.FixtureRequest) -> Callable[[Path, Any], None]:
    """Compare with the JSON in a file, or with `--rewrite-cases` write it there for a person to read."""

    def compare(path: Path, actual: Any) -> None:
        if request.config.getoption("--rewrite-cases"):
            path.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", "utf-8")
        assert json.loads(path.read_text("utf-8")) == json.loads(json.dumps(actual))

    return compare
