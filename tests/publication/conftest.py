"""A real Datasette, of whichever version is installed, over a small audit."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from datasette import __version__
from datasette.cli import cli

from tests.publication.sample_audit import sample_audit

PROJECT = Path(__file__).parent.parent.parent
METADATA = str(PROJECT / "metadata.json")
IS_FIRST = __version__.startswith("0.")


@pytest.fixture(scope="session")
def audit_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample audit, for tests that only read it."""
    return sample_audit(tmp_path_factory.mktemp("publication") / "audit.db")


@pytest.fixture
def own_audit_file(tmp_path: Path) -> Path:
    """The sample audit, for tests that write to it."""
    return sample_audit(tmp_path / "audit.db")


def get(audit_file: Path, address: str) -> Result:
    """What `datasette audit.db -m metadata.json --get ADDRESS` prints, and its exit code."""
    configuration = [] if IS_FIRST else ["-c", METADATA]
    arguments: list[Any] = [str(audit_file), "-m", METADATA, *configuration, "--get", address]
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def sql_address(shape: str = "array") -> str:
    """Where a query of one's own is answered as JSON, up to its `sql=`."""
    return f"/audit{'' if IS_FIRST else '/-/query'}.json?_shape={shape}&sql="
