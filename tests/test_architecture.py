"""The shape of the package, held by reading its imports."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "audit"
STAGES = ("readers", "extractors", "matching", "verdicts", "store", "reports", "exports", "datasette_plugin")
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported_modules(path: Path) -> set[str]:
    """Every module of our own that a file imports, as `stage` or `stage.module` below `audit`."""
    here = ("audit", *path.relative_to(PACKAGE).parts[:-1])
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            found |= {".".join((*base, node.module or alias.name)) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name.removeprefix("audit.") for name in found if name.startswith("audit.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_stage_never_imports_another_stage(path: Path) -> None:
    stage = path.relative_to(PACKAGE).parts[0]
    if stage in STAGES:
        others = {name for name in imported_modules(path) if name.split(".")[0] in STAGES}
        assert {name for name in others if name.split(".")[0] != stage} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_library_never_prints(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 420


def test_verification_shares_nothing_with_what_it_verifies() -> None:
    imported = imported_modules(PACKAGE / "verification.py")
    assert {name.split(".")[0] for name in imported} <= {"errors", "model"}
