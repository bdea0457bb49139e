"""Whatever a folder has been through, its audit is the one that a fresh run over it makes."""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from audit import remembering
from audit.audited import StoredAudit
from audit.matching.candidates import Candidates
from audit.model import Match
from audit.pipeline import run
from audit.reports import REPORTS, RenderOptions
from audit.store.reading import load
from audit.store.schema import TABLES
from tests.benchmarks.generated import ALTERATIONS, Prose

SPEAKERS = ("the minister", "Ms Weatherby", "the harbour board", "a spokesman")
NUMBERED = "The port handled {ships} ships in 20{year}, {share} per cent more than the year before."


def unwatched(_stage: str, items: Iterable[Any], _total: int, /) -> Iterator[Any]:
    return iter(items)


class Newsroom:
    """A folder of generated documents that quote each other, and what can happen to them."""

    def __init__(self, folder: Path, seed: int, documents: int, characters: int) -> None:
        folder.mkdir()
        self.folder, self.characters = folder, characters
        self.prose = Prose(seed)
        self.random = random.Random(seed)
        self.texts: dict[str, str] = {}
        for _ in range(documents):
            self.add()

    def change(self) -> None:
        """One of the things that happen to a folder between two runs."""
        happens: list[Callable[[], None]] = [
            self.edit, self.edit, self.quote, self.add, self.delete, self.rename, self.swap, self.describe,
        ]  # fmt: skip
        self.random.choice(happens)()

    def add(self) -> None:
        name = f"d{self.random.randrange(1000):03}.txt"
        self._write(name, self.prose.document(self.characters))
        self.quote()

    def edit(self) -> None:
        """A word more, a word less or another number."""
        name = self._any()
        words = self.texts[name].split(" ")
        at = self.random.randrange(len(words))
        words[at : at + self.random.randint(0, 2)] = self.random.choice(
            [[], ["not"], ["37"], ["more", "ships"]]
        )
        self._write(name, " ".join(words))

    def quote(self) -> None:
        """Somebody is quoted with what another document says, more or less."""
        name, source = self._any(), self._any()
        words = [word for word in self.texts[source].replace("\n", " ").split(" ") if word]
        first = self.random.randrange(max(1, len(words) - 12))
        kept = words[first : first + self.random.randint(3, 30)]
        alteration = self.random.choice([one for one in ALTERATIONS if one != "nowhere"])
        quoted = ALTERATIONS[alteration](self.prose, kept) if len(kept) > 8 else " ".join(kept)
        figures = NUMBERED.format(
            ships=self.random.randint(90, 110) * 10,
            year=self.random.randint(20, 22),
            share=self.random.randint(3, 5),
        )
        said = f"“{quoted},” {self.random.choice(SPEAKERS)} said. {figures}"
        self._write(
            name,
            f"{said}\n\n{self.texts[name]}"
            if self.random.random() < 0.5
            else f"{self.texts[name]}\n\n{said}",
        )

    def delete(self) -> None:
        if len(self.texts) > 2:
            name = self._any()
            del self.texts[name]
            (self.folder / name).unlink()

    def rename(self) -> None:
        text = self.texts[name := self._any()]
        self.delete()
        if name not in self.texts:
            self._write(f"r{self.random.randrange(1000):03}.txt", text)

    def swap(self) -> None:
        """Two documents take each other's names."""
        one, other = self._any(), self._any()
        texts = self.texts[one], self.texts[other]
        self._write(other, texts[0])
        self._write(one, texts[1])

    def describe(self) -> None:
        """The manifest says something else."""
        role = self.random.choice(["primary", "report"])
        entry = f'[documents."{self._any()}"]\nrole = "{role}"\nspeaker = "{self.random.choice(SPEAKERS)}"\n'
        (self.folder / "sources.toml").write_text(entry, "utf-8")

    def _any(self) -> str:
        return self.random.choice(sorted(self.texts))

    def _write(self, name: str, text: str) -> None:
        self.texts[name] = text
        (self.folder / name).write_text(text, "utf-8")


def audit(newsroom: Newsroom, database: Path) -> dict[str, Any]:
    """Everything that a run over the folder stores, but for when it ran, and every report of it."""
    run([newsroom.folder], database, unwatched)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("update runs set started = '', finished = ''")
        connection.commit()
        found = {table.name: connection.execute(f"select * from {table.name}").fetchall() for table in TABLES}
        found["_memory"] = connection.execute("select * from _memory").fetchall()
    stored = load(database)
    return {**found, **{report.name: rendered(stored, report.name) for report in REPORTS}}


def rendered(stored: StoredAudit, name: str) -> str:
    (report,) = [one for one in REPORTS if one.name == name]
    return report.render(stored, RenderOptions())


def forget_all_but_the_memory(database: Path) -> None:
    """What only a history has, such as earlier editions, is not what is compared here."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table in TABLES:
            connection.execute(f"delete from {table.name}")


@pytest.mark.parametrize(
    ("seed", "documents", "characters", "changes"),
    [*((seed, 4, 500, 4) for seed in range(6)), (8, 30, 1_000, 2)],
)
def test_an_audit_is_the_same_as_a_fresh_one_after_any_history(
    seed: int, documents: int, characters: int, changes: int, tmp_path: Path
) -> None:
    newsroom = Newsroom(tmp_path / "folder", seed, documents, characters)
    audit(newsroom, tmp_path / "audit.db")
    for number in range(changes):
        newsroom.change()
        forget_all_but_the_memory(tmp_path / "audit.db")
        assert audit(newsroom, tmp_path / "audit.db") == audit(newsroom, tmp_path / f"fresh{number}.db")


def test_what_a_change_does_not_touch_is_not_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: list[str] = []
    find = remembering.matches_of

    def noted(candidates: Candidates) -> tuple[Match, ...]:
        looked_for.append(candidates.quoted.text)
        return find(candidates)

    monkeypatch.setattr(remembering, "matches_of", noted)
    newsroom = Newsroom(tmp_path / "folder", 1, documents=40, characters=1_000)
    audit(newsroom, tmp_path / "audit.db")
    at_first = len(looked_for)
    newsroom.quote()
    audit(newsroom, tmp_path / "audit.db")
    assert 0 < len(looked_for) - at_first < at_first / 3
