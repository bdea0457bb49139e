"""What a project copies into its CI works, and `docs/ci.md` shows what it really prints."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "ci.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture
def shell(tmp_path: Path) -> Any:
    """Runs a script in an empty folder with the example, with `audit` on the path; what it printed and its code."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "audit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m audit "$@"\n')
    command.chmod(0o755)
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "docs" / "example", folder / "docs" / "example")

    def run(script: str, **environment: str) -> tuple[str, int]:
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", **environment},
        )  # fmt: skip
        return ran.stdout, ran.returncode

    run.folder = folder  # type: ignore[attr-defined]
    return run


def shown(marker: str, page: str) -> str:
    """The block that follows a marker."""
    found = re.search(rf"<!-- {re.escape(marker)} -->\n```\w+\n(.*?)```", page, re.DOTALL)
    assert found, marker
    return found[1]


def with_block(page: str, marker: str, text: str) -> str:
    """The page with another text in the block that follows a marker."""
    return (
        page.replace(f"\n{shown(marker, page)}```", f"\n{text}```", 1)
        if shown(marker, page)
        else re.sub(rf"(<!-- {re.escape(marker)} -->\n```\w+\n)", lambda found: found[1] + text, page)
    )


@pytest.fixture
def expect_block(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare with the block of the page behind a marker, or with `--rewrite-cases` write it there."""

    def compare(marker: str, text: str) -> None:
        page = PAGE.read_text("utf-8")
        if request.config.getoption("--rewrite-cases"):
            PAGE.write_text(with_block(page, marker, text), "utf-8")
            return
        assert text == shown(marker, page)

    return compare


def test_the_page_shows_what_its_commands_print(shell: Any, request: pytest.FixtureRequest) -> None:
    page, code = PAGE.read_text("utf-8"), 0
    for block in CONSOLE.findall(page):
        printed = ""
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command = part.split("\n", 1)[0]
            text, after = shell(command.replace("$?", str(code)))
            code = code if command.startswith("echo $?") else after
            printed += f"$ {command}\n{text}"
        if request.config.getoption("--rewrite-cases"):
            PAGE.write_text(
                PAGE.read_text("utf-8").replace(f"```console\n{block}```", f"```console\n{printed}```"),
                "utf-8",
            )
        else:
            assert printed == block


WATCH = """
cp -r docs/example speech
audit run speech --watch > watched.txt 2>&1 &
for try in $(seq 200); do grep -q Watching watched.txt && break; sleep 0.1; done
sed -i 's/“ask what/“ask not what/' speech/draft.md
for try in $(seq 200); do grep -q 'Findings now' watched.txt && break; sleep 0.1; done
kill -INT %1 || true
wait
sed -n '/^Watching/,/^Findings now/p' watched.txt
"""


def test_the_page_shows_what_watching_prints(shell: Any, expect_block: Callable[[str, str], None]) -> None:
    printed, _ = shell(f"set -m\n{WATCH}")  # else bash keeps the interrupt from what it runs beside it
    printed = printed[printed.index("Watching") :]
    expect_block("printed while watching", printed)


def action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def audited_by_the_action(shell: Any, tmp_path: Path, **inputs: str) -> dict[str, str]:
    """Runs the action's own step as GitHub would, and tells everything that it left behind."""
    (step,) = [step for step in action()["runs"]["steps"] if step.get("id") == "audit"]
    temporary = tmp_path / "runner"
    temporary.mkdir(exist_ok=True)
    files = {"GITHUB_STEP_SUMMARY": temporary / "summary.md", "GITHUB_OUTPUT": temporary / "output"}
    for file in files.values():
        file.write_text("")
    given = {name: str(declared["default"]) for name, declared in action()["inputs"].items()} | inputs
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    printed, code = shell(
        step["run"],
        RUNNER_TEMP=str(temporary),
        **{name: str(file) for name, file in files.items()},
        **environment,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return {
        "printed": printed, "code": str(code), "summary": files["GITHUB_STEP_SUMMARY"].read_text("utf-8"), **outputs
    }  # fmt: skip


def test_the_action_annotates_summarises_and_writes_sarif(
    shell: Any, tmp_path: Path, expect_block: Callable[[str, str], None]
) -> None:
    found = audited_by_the_action(shell, tmp_path, paths="docs/example")
    assert (found["code"], found["exit-code"]) == ("0", "1")
    assert json.loads(Path(found["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    head = "\n".join(found["summary"].splitlines()[:12]) + "\n"
    expect_block("printed by the action", found["printed"])
    expect_block("summary of the action", head)


def test_the_action_passes_its_inputs_on(shell: Any, tmp_path: Path) -> None:
    paths = "docs/example/draft.md\n\ndocs/example/inaugural-address-1961.txt\n"
    found = audited_by_the_action(shell, tmp_path, paths=paths, **{"fail-on": "never", "db": "kept/audit.db"})
    assert found["exit-code"] == "0"
    assert (shell.folder / "kept" / "audit.db").is_file()
    assert "draft.md" in found["printed"]


def test_the_action_takes_its_paths_from_the_settings(shell: Any, tmp_path: Path) -> None:
    (shell.folder / "audit.toml").write_text('paths = ["docs/example"]\n')
    assert audited_by_the_action(shell, tmp_path)["exit-code"] == "1"


@pytest.mark.parametrize(
    "inputs",
    [
        {"paths": "docs/nowhere"},
        {"paths": "docs/example; touch hacked"},
        {"paths": "$(touch hacked)"},
        {"paths": "--help"},
        {"paths": "docs/example", "baseline": "nowhere.json"},
    ],
)
def test_what_the_action_cannot_follow_is_exit_2_and_no_command(
    shell: Any, tmp_path: Path, inputs: dict[str, str]
) -> None:
    found = audited_by_the_action(shell, tmp_path, **inputs)
    assert found["exit-code"] == "2"
    assert "sarif" not in found
    assert not (shell.folder / "hacked").exists()


def test_every_input_of_the_action_is_used_and_every_one_that_is_used_is_declared() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(action()["inputs"])
    workflow = yaml.safe_load(shown("a test reads this workflow", PAGE.read_text("utf-8")))
    (used,) = [step for step in workflow["jobs"]["audit"]["steps"] if "source-audit" in step["uses"]]
    assert set(used["with"]) <= set(action()["inputs"])


def test_the_gitlab_job_writes_every_report_that_it_promises(
    shell: Any, expect_block: Callable[[str, str], None]
) -> None:
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text("utf-8"))["source-audit"]
    _, code = shell("\n".join(job["script"]), **{**job["variables"], "AUDIT_PATHS": "docs/example"})
    assert code == 1
    written = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((shell.folder / name).stat().st_size for name in written)
    first = json.loads((shell.folder / "gl-code-quality-report.json").read_text("utf-8"))[0]
    text = json.dumps(first, ensure_ascii=False, indent=2) + "\n"
    expect_block("first entry of the code quality report", text)


def hooks() -> dict[str, Any]:
    return {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.mark.parametrize(("hook", "code"), [("audit", 0), ("audit-warnings", 1)])
def test_a_hook_passes_what_is_below_its_level(shell: Any, hook: str, code: int) -> None:
    shell("sed -i 's/“ask what/“ask not what/' docs/example/draft.md")
    printed, found = shell(f"{hooks()[hook]['entry']} docs/example")
    assert found == code
    assert "warning: cut-short" in printed


def test_the_page_shows_what_a_hook_prints(shell: Any, expect_block: Callable[[str, str], None]) -> None:
    """The frame is the one that pre-commit 4 puts around a hook's name and output."""
    hook = hooks()["audit"]
    report, code = shell(f"{hook['entry']} docs/example")
    head = "\n".join(report.splitlines()[:10])
    printed = f"{hook['name']:.<73}Failed\n- hook id: audit\n- exit code: {code}\n\n{head}\n"
    expect_block("head of what pre-commit prints", printed)


def test_a_hook_looks_at_every_format_that_is_read() -> None:
    from audit.readers import READERS

    for hook in hooks().values():
        suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
        assert all(re.search(hook["files"], f"drafts/a{suffix}") for suffix in suffixes)
        assert re.search(hook["files"], "drafts/sources.toml")
        assert not re.search(hook["files"], "setup.py")
