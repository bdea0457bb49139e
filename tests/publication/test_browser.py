"""The publication in a real browser: reading, stepping, comparing, deciding, searching, refused writes.

Skipped where no browser is installed, unless `AUDIT_BROWSER` is `required` (as it is in CI).
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.pipeline import run
from tests.publication.conftest import PROJECT

REQUIRED = os.environ.get("AUDIT_BROWSER") == "required"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

try:
    from playwright.sync_api import Browser, Page, expect, sync_playwright
except ImportError:
    if REQUIRED:
        raise
    pytest.skip("playwright is not installed", allow_module_level=True)
if BROWSER is None and not REQUIRED:
    pytest.skip("no Chromium is installed", allow_module_level=True)

SEED = "000_0c49961f96213048.txt"
OTHER_SEED = "004_76bfda626fbce4bc.txt"
STATEMENT = """Statement of the ministry

The survey of the northern harbour will not be finished before the end of the next winter season. Democracy is exercised in all spheres of public life as part of a nation-wide process, unless the law says otherwise.

Trade through the northern harbour reached 1,250 ships in 2021.
"""
REPORT = """What was said

“The survey of the northern harbour will be finished before the end of the next winter season,” the ministry said.

Trade through the northern harbour reached 1,520 ships in 2021.

<script>document.title = "hostile"</script> The minister said: “It is {{7*7}} and safe \u202egnp.exe\u202c today, we promise.”
"""
LIST = "A long list\n\n" + "\n\n".join(
    " ".join(f"He said “item{number} of{number}”." for number in range(first, first + 10))
    for first in range(0, 2_500, 10)
)


def every_item(stage: str, items: Any, total: int) -> Any:
    """A run without progress."""
    return iter(items)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds and two sources of our own, audited."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(PROJECT / "seeds", folder / "seeds")
    (folder / "seeds" / "statement.txt").write_text(STATEMENT, "utf-8")
    (folder / "seeds" / "report.txt").write_text(REPORT + "\n" + "A very long paragraph. " * 9_000, "utf-8")
    (folder / "seeds" / "list.txt").write_text(LIST, "utf-8")
    with (folder / "seeds" / "sources.toml").open("a") as manifest:
        manifest.write('\n[documents."statement.txt"]\nrole = "primary"\npublished = 2022-02-04\n')
    run([folder / "seeds"], folder / "fact check.db", every_item)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The link that `audit serve` prints; Datasette runs as a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from audit.cli import main; main()",
        "serve",
        "--port",
        "0",
        "--db",
        str(folder / "fact check.db"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        try:
            yield re.search(r"http://\S+", line).group()  # type: ignore[union-attr]
        finally:
            server.send_signal(signal.SIGINT)
            server.stderr.read()
    assert server.returncode == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, address: str) -> Any:
    """The cookies of whoever opened the link."""
    context = browser.new_context()
    context.new_page().goto(address)
    return context.storage_state()


@pytest.fixture
def base(address: str) -> str:
    return re.match(r"http://[^/]+", address).group()  # type: ignore[union-attr]


@pytest.fixture
def page(browser: Browser, signed_in: Any, base: str) -> Iterator[Page]:
    """A page of the reviewer that may say nothing on its console."""
    context = browser.new_context(storage_state=signed_in, base_url=base)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture
def stranger(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base)
    yield context.new_page()
    context.close()


def finding_of(folder: Path, verdict: str) -> str:
    with sqlite3.connect(folder / "fact check.db") as connection:
        found: str = connection.execute(
            "select id from findings where rule_id = ? and status <> 'gone'", (verdict,)
        ).fetchone()[0]
        return found


def test_the_front_page_leads_to_the_gravest_finding(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("checked against")
    page.locator(".finding-link").first.click()
    expect(
        page.get_by_role("heading", name="As quoted").or_(page.get_by_role("heading", name="As stated"))
    ).to_be_visible()


def test_the_reader_is_stepped_through_by_keyboard(page: Page) -> None:
    page.goto(f"/-/read/{SEED}")
    page.keyboard.press("j")
    first = page.locator(".note.here").get_attribute("data-claim")
    assert first
    assert page.url.endswith(f"#c-{first}")
    expect(page.locator(f'mark[data-claim="{first}"]').first).to_have_class(re.compile("here"))
    page.keyboard.press("j")
    assert page.locator(".note.here").get_attribute("data-claim") != first
    page.keyboard.press("k")
    assert page.locator(".note.here").get_attribute("data-claim") == first
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/-/(quotation|quantity|read)/.*|{first}"))


def test_what_is_filtered_away_is_stepped_over(page: Page) -> None:
    page.goto(f"/-/read/{SEED}")
    page.get_by_label("Figures and dates").uncheck()
    expect(page.locator(".note.quantity").first).to_be_hidden()
    for _ in range(6):
        page.keyboard.press("j")
        assert "quantity" not in (page.locator(".note.here").get_attribute("class") or "")


def test_a_link_to_a_passage_is_followed_to_its_words(page: Page, folder: Path) -> None:
    with sqlite3.connect(folder / "fact check.db") as connection:
        claim, words = connection.execute(
            "select id, text from quotations where text like 'as long as China%'"
        ).fetchone()
    page.goto(f"/-/claim/{claim}")
    mark = page.locator(f"#c-{claim}")
    expect(mark).to_be_in_viewport()
    assert (mark.text_content() or "").startswith(words[:40])


def test_a_long_document_is_stepped_through_from_part_to_part(page: Page) -> None:
    page.goto("/-/read/list.txt")
    expect(page.locator("article")).not_to_contain_text("item1500 ")
    page.keyboard.press("k")
    last = page.locator(".note.here").get_attribute("data-claim")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(r"\?part=1#c-"))
    first = page.locator(".note.here").get_attribute("data-claim")
    expect(page.locator(".note").first).to_have_attribute("data-claim", str(first))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(rf"\?part=0#c-{last}"))
    page.get_by_role("link", name="Next part").first.click()
    expect(page.get_by_role("link", name="Part 2", exact=True).first).to_have_attribute(
        "aria-current", "page"
    )


def test_a_link_opens_the_part_of_a_long_document_that_holds_the_words(page: Page, folder: Path) -> None:
    with sqlite3.connect(folder / "fact check.db") as connection:
        (claim,) = connection.execute("select id from quotations where text like 'item2300 %'").fetchone()
    page.goto(f"/-/claim/{claim}")
    expect(page.locator(f"#c-{claim}")).to_be_in_viewport()
    expect(page.locator(f"#n-{claim}")).to_have_class(re.compile("here"))


def test_a_changed_meaning_is_seen_side_by_side(page: Page, folder: Path) -> None:
    page.goto(f"/-/finding/{finding_of(folder, 'meaning-changed')}")
    expect(page.locator(".side").first).to_contain_text("harbour will be finished")
    expect(
        page.locator(".side mark:is(.only-source, .left-out)", has_text=re.compile("^ ?not ?$"))
    ).to_be_visible()


def test_a_decision_is_made_by_keyboard_and_taken_back(page: Page, folder: Path) -> None:
    finding = finding_of(folder, "meaning-changed")
    page.goto(f"/-/finding/{finding}")
    page.keyboard.press("1")
    page.get_by_label("Note").fill("The “not” was lost.")
    page.get_by_label("Evidence").fill("https://example.org/statement")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice.done")).to_contain_text("Confirmed")
    assert finding not in page.url.split("?")[0]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".notice.done")).to_contain_text("Taken back")
    page.goto(f"/-/finding/{finding}")
    expect(page.locator(".history li")).to_have_count(2)
    expect(page.locator(".history")).to_contain_text("The “not” was lost.")


def test_words_that_were_missed_are_selected_and_kept_exactly(page: Page, folder: Path) -> None:
    page.goto("/-/read/report.txt")
    page.evaluate("""() => {
      const text = [...document.querySelectorAll('.text')].find((element) => element.textContent.includes('minister'));
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      let node; while ((node = walker.nextNode()) && !node.data.includes('today')) {}
      const at = node.data.indexOf('today');
      const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 5);
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    page.get_by_role("link", name="This was missed").click()
    expect(page.locator("mark.focus")).to_have_text("today")
    page.get_by_label("Who says it").fill("the minister")
    page.get_by_role("button", name="Add this quotation").click()
    with sqlite3.connect(folder / "fact check.db") as connection:
        assert connection.execute("select kind, text, value from corrections").fetchall() == [
            ("missed claim", "today", "the minister")
        ]


def test_search_finds_words_in_texts_and_quotations(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type('"hegemony will not win"')
    page.keyboard.press("Enter")
    expect(page.locator("mark.hit").first).to_have_text(re.compile("hegemony", re.IGNORECASE))


def test_a_stranger_reads_and_cannot_write(stranger: Page, folder: Path, base: str) -> None:
    finding = finding_of(folder, "meaning-changed")
    stranger.goto(f"/-/finding/{finding}")
    expect(stranger.get_by_role("button", name=re.compile("Record"))).to_have_count(0)
    answer = stranger.request.post(f"{base}/-/review", form={"finding_id": finding, "decision": "fixed"})
    assert answer.status == 403


def test_another_site_cannot_write_with_the_reviewers_cookies(page: Page, folder: Path, base: str) -> None:
    finding = finding_of(folder, "meaning-changed")
    answer = page.request.post(
        f"{base}/-/review",
        form={"finding_id": finding, "decision": "fixed"},
        headers={"origin": "https://elsewhere.example"},
    )
    assert answer.status == 403


def test_a_hostile_document_is_text(page: Page) -> None:
    page.goto("/-/read/report.txt")
    assert page.title() == "What was said"
    expect(page.locator("article")).to_contain_text('<script>document.title = "hostile"</script>')
    expect(page.locator("article")).to_contain_text("{{7*7}}")
    expect(page.locator(".hidden-character").first).to_have_text("<U+202E>")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/-/read/{SEED}",
        "/-/read/list.txt?part=1",
        "/-/review",
        "/-/figures",
        "/-/speakers",
        "/-/wanted",
        "/-/documents",
        "/-/search?q=world",
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_its_window_and_is_named(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    assert page.evaluate("document.documentElement.lang") == "en"
    unnamed = page.evaluate("""() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')]
      .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).map((e) => e.outerHTML)""")
    assert unnamed == []
    twice = page.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.filter((id, at) => ids.indexOf(id) !== at); }"
    )
    assert twice == []
    assert page.evaluate("['main', 'header', 'footer', 'nav'].every((name) => document.querySelector(name))")
