"""How long pages take while another process asks for them: `python tests/benchmarks/publication_load.py`.

Makes an audit of 2,000 documents and 60,000 quotations, serves it, and sends a bounded number of requests
over the loopback address. Prints the table of docs/publication.md.
"""

import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.publication.large_audit import large_audit

REQUESTS = 30
PAGES = {
    "front page": "/",
    "document": "/-/read/news/01000.txt",
    "comparison": "/-/quotation/qnews-01000.txt-3",
    "finding": "/-/finding/{finding}",
    "figure": "/-/quantity/nnews-01000.txt-4",
    "findings, page 40": "/-/review?page=40",
    "speaker": "/-/speaker/s3",
    "search": "/-/search?q=harbour",
    "table of quotations": "/audit/quotations",
}


@contextmanager
def served(database: Path) -> Iterator[str]:
    """The address of `audit serve`, in a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from audit.cli import main; main()",
        "serve",
        "--port",
        "0",
        "--db",
        str(database),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = re.search(r"http://[^/]+", server.stderr.readline())
        assert address is not None
        try:
            yield address.group()
        finally:
            server.send_signal(signal.SIGINT)


def times(address: str) -> list[float]:
    """Milliseconds of each request."""
    taken = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        with urllib.request.urlopen(address) as answer:
            answer.read()
        taken.append(1000 * (time.perf_counter() - started))
    return taken


def main() -> None:
    """Measures and tells."""
    out = sys.stdout
    with tempfile.TemporaryDirectory() as folder:
        database = large_audit(Path(folder) / "large.db")
        with sqlite3.connect(database) as connection:
            finding = connection.execute(
                "select id from findings where level = 'warning' limit 1 offset 900"
            ).fetchone()[0]
        with served(database) as base:
            first = time.perf_counter()
            urllib.request.urlopen(base).read()
            out.write(f"first request after the start: {1000 * (time.perf_counter() - first):.0f} ms\n\n")
            out.write("| page | median ms | slowest of twenty ms |\n|---|---|---|\n")
            for name, path in PAGES.items():
                taken = times(base + path.format(finding=finding))
                out.write(f"| {name} | {median(taken):.0f} | {quantiles(taken, n=20)[-1]:.0f} |\n")


if __name__ == "__main__":
    main()
