"""Find and judge the same quotations with several tools, in one run, and write the table.

    python -m tests.benchmarks.compare_tools [--write docs/comparison.md]

A tool that is not installed is left out. krokai, gtrex and quotecheck are no dependencies: install them
beside this package in an environment of their own.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from audit.locate import locate_all
from audit.model import Document

from .generated import ALTERATIONS, FAITHFUL, TAMPERED, Case, Prose

SIZES = (250_000, 1_000_000)
CASES = 100
# Tools that take more than this for a quotation are not run on the larger text.
PATIENCE_MS = 1_500
CLEAN = {"verbatim", "typographic", "elided", "elided-limit", "cut-short"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool says of a quotation; `clean` and positions are None where it does not say."""

    document: str | None = None
    start: int | None = None
    end: int | None = None
    clean: bool | None = None


Tool = Callable[[dict[str, str], list[str]], tuple[float, list[Answer]]]


def timed(ask: Callable[[str], Answer], quotations: list[str]) -> tuple[float, list[Answer]]:
    started = time.process_time()
    answers = [ask(quotation) for quotation in quotations]
    return time.process_time() - started, answers


def source_audit(documents: dict[str, str], quotations: list[str]) -> tuple[float, list[Answer]]:
    """This package; the time includes making the index."""
    started = time.process_time()
    sources = [Document(name, name, text, ()) for name, text in documents.items()]
    rows = list(locate_all(sources, [(str(number), text) for number, text in enumerate(quotations)]))
    answers = [Answer(row["document"], row["start"], row["end"], row["verdict"] in CLEAN) for row in rows]
    return time.process_time() - started, answers


def rapidfuzz_brute_force(documents: dict[str, str], quotations: list[str]) -> tuple[float, list[Answer]]:
    """The best `partial_ratio_alignment` over all documents; 85 and more counts as found, 100 as clean."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    lowered = {name: text.lower() for name, text in documents.items()}

    def ask(quotation: str) -> Answer:
        best, answer = 85.0, Answer(clean=False)
        for name, text in lowered.items():
            found = partial_ratio_alignment(quotation.lower(), text, score_cutoff=best)
            if found is not None and found.score > best:
                best = found.score
                answer = Answer(name, found.dest_start, found.dest_end, found.score == 100.0)
        return answer

    return timed(ask, quotations)


def gtrex(documents: dict[str, str], quotations: list[str]) -> tuple[float, list[Answer]]:
    """Its cascade on each document: where it verifies, or aligns best (0.7 and more); clean is grounded as it is."""
    from gtrex import Policy, Repairer  # type: ignore[import-not-found]

    cascades = {name: Repairer(text, Policy(repair_threshold=0.85)) for name, text in documents.items()}

    def ask(quotation: str) -> Answer:
        best, answer = 0.7, Answer(clean=False)
        for name, cascade in cascades.items():
            found = cascade.repair(quotation)
            if found.before.grounded:
                return Answer(name, found.before.start, found.before.end, True)
            aligned = found.alignment
            if aligned is not None and aligned.score > best:
                best, answer = aligned.score, Answer(name, aligned.start, aligned.end, False)
        return answer

    return timed(ask, quotations)


def quotecheck(documents: dict[str, str], quotations: list[str]) -> tuple[float, list[Answer]]:
    """Each document in turn; the most similar; it gives where a match begins and no end."""
    from quotecheck import check  # type: ignore[import-not-found]

    def ask(quotation: str) -> Answer:
        best, answer = 0.0, Answer(clean=False)
        for name, text in documents.items():
            found = check(quotation, text)
            if found.similarity > best:
                best = found.similarity
                answer = Answer(name, found.offset, found.offset + len(quotation), found.ok)
            if found.ok:
                break
        return answer

    return timed(ask, quotations)


def krokai(documents: dict[str, str], quotations: list[str]) -> tuple[float, list[Answer]]:
    """Its corpus of files and its verdicts; it names the file and gives no positions."""
    from krokai.corpus import Corpus  # type: ignore[import-not-found]
    from krokai.verdicts import CLEAN as KROKAI_CLEAN  # type: ignore[import-not-found]
    from krokai.verify import check  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder:
        for name, text in documents.items():
            Path(folder, f"{name}.txt").write_text(text, "utf-8")
        with redirect_stdout(StringIO()):
            corpus = Corpus([folder], quiet=True)

        def ask(quotation: str) -> Answer:
            verdict, path, _ = check(quotation, corpus)
            return Answer(Path(path).stem if path else None, clean=verdict in KROKAI_CLEAN)

        return timed(ask, quotations)


TOOLS: dict[str, Tool] = {
    "source-audit": source_audit, "rapidfuzz, brute force": rapidfuzz_brute_force, "gtrex": gtrex,
    "quotecheck": quotecheck, "krokai": krokai,
}  # fmt: skip


def row(name: str, cases: list[Case], seconds: float, answers: list[Answer]) -> str:
    pairs = list(zip(cases, answers, strict=True))
    there = [(case, answer) for case, answer in pairs if case.document]
    nowhere = [answer for case, answer in pairs if not case.document]
    tampered = [answer for case, answer in pairs if case.alteration in TAMPERED]
    faithful = [answer for case, answer in pairs if case.alteration in FAITHFUL]
    places = "–" if name == "krokai" else f"{sum(_overlaps(*pair) for pair in there)} of {len(there)}"
    cells = (
        name,
        f"{sum(answer.document == case.document for case, answer in there)} of {len(there)}",
        places,
        f"{sum(answer.document is not None for answer in nowhere)} of {len(nowhere)}",
        f"{sum(bool(answer.clean) for answer in tampered)} of {len(tampered)}",
        f"{sum(not answer.clean for answer in faithful)} of {len(faithful)}",
        f"{1000 * seconds / len(cases):.2f}",
    )
    return "| " + " | ".join(cells) + " |"


def _overlaps(case: Case, answer: Answer) -> bool:
    if answer.document != case.document or answer.start is None or answer.end is None:
        return False
    shared = min(case.end, answer.end) - max(case.start, answer.start)
    return shared >= 0.8 * (max(case.end, answer.end) - min(case.start, answer.start))


def table(characters: int, skipped: set[str]) -> list[str]:
    prose = Prose()
    documents = prose.documents(characters)
    cases = prose.cases(documents, CASES)
    lines = [
        "",
        f"## {len(cases)} quotations in {len(documents)} documents of {characters / 1e6:g} million characters",
        "",
        "| tool | right document | right place | nowhere, yet found | tampered, called clean "
        "| faithful, not called clean | ms a quotation |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, tool in TOOLS.items():
        if name in skipped:
            continue
        try:
            seconds, answers = tool(documents, [case.text for case in cases])
        except ImportError:
            skipped.add(name)
            continue
        lines.append(row(name, cases, seconds, answers))
        if 1000 * seconds / len(cases) > PATIENCE_MS:
            skipped.add(name)
    return lines


def report() -> str:
    skipped: set[str] = set()
    lines = [line for size in SIZES for line in table(size, skipped)]
    kinds = "\n".join(f"- {name}: {how.__doc__}" for name, how in ALTERATIONS.items() if name != "nowhere")
    return INTRODUCTION + "\n" + kinds + "\n" + "\n".join(lines) + "\n"


INTRODUCTION = """# Side by side with other tools

Written by

    python -m tests.benchmarks.compare_tools --write docs/comparison.md

in one run on one core, in an environment where krokai, gtrex and quotecheck are installed beside this
package (`pip install krokai gtrex quotecheck`; they are no dependencies, and one that is missing is left out).

The text is generated (`tests/benchmarks/generated.py`): the same on every machine, with the word frequencies of
everyday English, and no real sentence in it. It favours nobody's training, and it has no grammar: what
the tools make of conditions and of cut-off clauses it cannot show. There are ten kinds of quotations, as many
of each, 8 to 40 words: nine altered in a known way, and one that stands nowhere. "Faithful" are those
verbatim, in other typography, elided with a mark and with a bracketed word; "tampered" are those shortened with
no mark, with a word exchanged, with a "not" or with another number.

A place is right where the located span overlaps the true one by 0.8. Time is processor time; that of
source-audit includes making the index, which the others do not have. krokai names a file and gives no positions,
and is made for quotations in legal filings; quotecheck gives where a match begins; a tool that took more than a
second and a half for a quotation on the smaller text was not run on the larger. How each tool was
asked is in `tests/benchmarks/compare_tools.py`.
"""


def main() -> None:
    text = report()
    if "--write" in sys.argv:
        Path(sys.argv[sys.argv.index("--write") + 1]).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
