from pathlib import Path

import pytest

from audit.audited import StoredAudit
from audit.store.reading import load

from .folders import harbour


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harbour().publish(tmp_path_factory.mktemp("harbour") / "audit.db")


@pytest.fixture(scope="session")
def audit(database: Path) -> StoredAudit:
    return load(database)
