"""Makes the pictures of the README: `python docs/img/make.py [FOLDER]` audits FOLDER and photographs it.

Needs Chromium and the `browser` extra. The comparison shown is that of the gravest finding.
"""

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
COMMAND = [sys.executable, "-c", "from audit.cli import main; main()"]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SIZE = {"width": 1240, "height": 780}
GRAVEST = """
select findings.id, findings.document_id from findings join matches on matches.id = findings.match_id
where findings.quotation_id is not null
order by case findings.level when 'error' then 0 when 'warning' then 1 else 2 end,
  case findings.rule_id when 'meaning-changed' then 0 when 'cut-short' then 1 else 2 end, findings.id
"""


def main(folder: Path) -> None:
    """Audits, serves, photographs."""
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "audit.db"
        subprocess.run([*COMMAND, "run", str(folder), "--db", str(database)], check=True, capture_output=True)
        with sqlite3.connect(database) as connection:
            finding, document = connection.execute(GRAVEST).fetchone()
        command = [*COMMAND, "serve", "--port", "0", "--db", str(database)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=temporary) as server:
            assert server.stderr is not None
            link = re.search(r"http://\S+", server.stderr.readline())
            assert link is not None
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
                photograph(
                    browser,
                    link.group(),
                    {"reader": f"/-/read/{document}", "comparison": f"/-/finding/{finding}"},
                )
                browser.close()
            server.send_signal(signal.SIGINT)


def photograph(browser: Browser, link: str, pages: dict[str, str]) -> None:
    """One picture a page, in light colours; in the dark ones too for the reader."""
    base = re.match(r"http://[^/]+", link).group()  # type: ignore[union-attr]
    signed_in = browser.new_context()
    signed_in.new_page().goto(link)
    for name, path in pages.items():
        context = browser.new_context(
            storage_state=signed_in.storage_state(), viewport=SIZE, device_scale_factor=1.5
        )
        page = context.new_page()
        page.goto(base + path)
        page.screenshot(path=HERE / f"{name}.png")
        context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/example"))
