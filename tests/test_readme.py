"""The README keeps its word: what it shows is what the commands print."""

import re
import shlex
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.command import audit

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FIGURES = ROOT / "docs" / "figures.md"
LISTED = re.findall(r"\| `(audit [^`]+)` \|", README.read_text("utf-8"))
REPORTING = ("audit report", "audit check")  # they exit 1, as the draft holds an error
REST = "...\n"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def shown() -> list[tuple[Path, str, str]]:
    """Each command of a console block, after its page, with the output that is shown under it."""
    found = []
    for page in (README, FIGURES):
        for block in CONSOLE.findall(page.read_text("utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page, command, output))
    return found


def printed(command: str, folder: Path) -> str:
    done = ran(folder, command)
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize(("page", "command", "output"), shown(), ids=[row[1] for row in shown()])
def test_a_command_prints_what_the_page_shows(
    page: Path, command: str, output: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for example in ("example", "tower"):
        shutil.copytree(ROOT / "docs" / example, tmp_path / "docs" / example)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    found = printed(command, tmp_path)
    if output.endswith(REST):
        found = "".join(found.splitlines(keepends=True)[: output.count("\n") - 1]) + REST
    if request.config.getoption("--rewrite-cases"):
        text = page.read_text("utf-8")
        page.write_text(text.replace(f"$ {command}\n{output}```", f"$ {command}\n{found}```"), "utf-8")
        return
    assert found == output


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the README's table finds what it names."""
    folder = tmp_path_factory.mktemp("project")
    example = ROOT / "docs" / "example"
    for name, document in (("drafts", "draft.md"), ("sources", "inaugural-address-1961.txt")):
        (folder / name).mkdir()
        shutil.copy(example / document, folder / name)
    shutil.copy(example / "sources.toml", folder / "sources")
    shutil.copytree(folder / "sources", folder / "speeches")
    shutil.copy(example / "draft.md", folder)
    (folder / "quotes.csv").write_text("quotation\nask what your country can do for you\n", "utf-8")
    ran(folder, "audit run drafts sources")
    shutil.copy(folder / "db" / "audit.db", folder / "old.db")
    return folder


def ran(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    name, *arguments = shlex.split(command)
    assert name == "audit"
    return audit(*arguments, folder=folder)


@pytest.mark.parametrize("command", [one for one in LISTED if not re.search("serve|--watch", one)])
def test_a_command_of_the_table_does_what_it_says(command: str, project: Path) -> None:
    with sqlite3.connect(project / "db" / "audit.db") as connection:
        ((finding,),) = connection.execute("select id from findings where level = 'error'")
    done = ran(project, command.replace("3f2a91", finding))
    assert "Traceback" not in done.stderr
    assert done.returncode == int(command.startswith(REPORTING)), done.stdout + done.stderr


def test_every_command_is_in_the_readme() -> None:
    from audit.cli import commands

    text = README.read_text("utf-8")
    assert {f"audit {name}" for name in commands.commands} <= set(re.findall(r"audit [a-z]+", text))


def test_the_readme_lists_every_verdict_as_the_vocabulary_has_it() -> None:
    from audit.verdicts import verdicts

    text = README.read_text("utf-8")
    for verdict in verdicts().values():
        assert f"| `{verdict.name}` | {verdict.means} |" in text
