"""Who may decide, what is kept, what is refused, and that a run and a reviewer do not lose each other's work."""

import asyncio
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from audit.datasette_plugin.headers import LARGEST_BODY
from audit.datasette_plugin.serve import publication
from audit.pipeline import run
from tests.publication.conftest import IS_FIRST
from tests.publication.sample_audit import FEE, MORNING, MORNING_ID, PRIMARY, identity, quotation_id

FINDING = identity("finding", "meaning-changed")
CLAIM = quotation_id(MORNING_ID, FEE)
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Reviewer:
    """Whoever opened the link that `audit serve` prints."""

    def __init__(self, audit: Path, **described: Any) -> None:
        self.audit = audit
        self.site = publication(audit, **described)
        self.site.root_enabled = True
        self.cookies = {"ds_actor": self.site.sign({"a": {"id": "root"}}, "actor")}

    async def send(
        self,
        address: str,
        headers: dict[str, str] | None = None,
        page: str = f"/-/finding/{FINDING}",
        **form: str,
    ) -> Any:
        """Sends a form of ours as a browser does, with the token that the page carries."""
        cookies = dict(self.cookies)
        if IS_FIRST:
            shown = await self.site.client.get(page, cookies=cookies)
            cookies["ds_csrftoken"] = shown.cookies.get("ds_csrftoken") or ""
            form["csrftoken"] = shown.text.split('name="csrftoken" value="')[1].split('"')[0]
        return await self.site.client.post(
            address, content=urlencode(form), cookies=cookies, headers=FORM | (headers or {})
        )

    async def decide(self, claim: str) -> Any:
        """Signs a quotation off."""
        return await self.send(
            "/-/review", page=f"/-/quotation/{claim}", quotation_id=claim, decision="confirmed"
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the file holds now."""
        with sqlite3.connect(self.audit) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def reviewer(own_audit_file: Path) -> Reviewer:
    return Reviewer(own_audit_file)


async def test_a_decision_is_kept_and_the_next_finding_offered(reviewer: Reviewer) -> None:
    answer = await reviewer.send(
        "/-/review",
        finding_id=FINDING,
        decision="confirmed",
        note="Checked.",
        evidence="p. 4",
        reviewer="Desk",
    )
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/-/finding/")
    assert FINDING not in answer.headers["location"]
    assert reviewer.rows("select finding_id, decision, note, evidence, reviewer from reviews") == [
        (FINDING, "confirmed", "Checked.", "p. 4", "Desk")
    ]
    assert reviewer.rows(f"select status from findings where id = '{FINDING}'") == [("confirmed",)]
    page = await reviewer.site.client.get(answer.headers["location"], cookies=reviewer.cookies)
    assert "Undo" in page.text


async def test_undo_is_a_later_entry(reviewer: Reviewer) -> None:
    await reviewer.send("/-/review", finding_id=FINDING, decision="dismissed")
    await reviewer.send("/-/review", finding_id=FINDING, decision="withdrawn")
    assert reviewer.rows("select decision from reviews order by id") == [("dismissed",), ("withdrawn",)]
    assert reviewer.rows(f"select status from findings where id = '{FINDING}'") == [("open",)]


async def test_a_claim_without_a_finding_is_signed_off(reviewer: Reviewer) -> None:
    claim = quotation_id("news/evening.txt", "We want a harbour that works.")
    answer = await reviewer.send("/-/review", quotation_id=claim, decision="confirmed")
    assert answer.headers["location"].startswith(f"/-/quotation/{claim}")
    assert reviewer.rows("select quotation_id from reviews") == [(claim,)]


@pytest.mark.parametrize(("form", "status"), [
    ({"finding_id": FINDING, "decision": "approved"}, 400),
    ({"finding_id": FINDING}, 400),
    ({"decision": "confirmed"}, 400),
    ({"finding_id": FINDING, "quotation_id": CLAIM, "decision": "confirmed"}, 400),
    ({"finding_id": "nothing", "decision": "confirmed"}, 404),
    ({"finding_id": FINDING, "decision": "confirmed", "status": "fixed"}, 400),
    ({"finding_id": FINDING, "decision": "confirmed", "note": "x" * 4001}, 413),
    ({"finding_id": FINDING, "decision": "confirmed", "note": "a\x00b"}, 400),
    ({"finding_id": FINDING, "decision": "confirmed", "note": "x" * LARGEST_BODY}, 413),
])  # fmt: skip
async def test_what_is_not_understood_is_refused_whole(
    reviewer: Reviewer, form: dict[str, str], status: int
) -> None:
    answer = await reviewer.send("/-/review", **form)
    assert answer.status_code == status
    assert reviewer.rows("select * from reviews") == []


async def test_a_stranger_may_not_write(reviewer: Reviewer) -> None:
    reviewer.cookies = {}
    answer = await reviewer.site.client.post(
        "/-/review", content=urlencode({"finding_id": FINDING, "decision": "fixed"}), headers=FORM
    )
    assert answer.status_code == 403
    assert reviewer.rows("select * from reviews") == []


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
                                     {"sec-fetch-site": "same-site"}, {"origin": "https://elsewhere.example"}, {"origin": "null"}])  # fmt: skip
async def test_another_site_may_not_write(reviewer: Reviewer, headers: dict[str, str]) -> None:
    answer = await reviewer.send("/-/review", headers=headers, finding_id=FINDING, decision="fixed")
    assert answer.status_code == 403
    assert reviewer.rows("select * from reviews") == []


async def test_a_form_without_its_token_is_refused(reviewer: Reviewer) -> None:
    if not IS_FIRST:
        pytest.skip("Datasette 1.0 asks for the request's origin and knows no token")
    answer = await reviewer.site.client.post(
        "/-/review",
        content=urlencode({"finding_id": FINDING, "decision": "fixed"}),
        cookies=reviewer.cookies,
        headers=FORM,
    )
    assert answer.status_code == 403


async def test_nobody_writes_to_a_publication_that_is_read_only(own_audit_file: Path) -> None:
    reader = Reviewer(own_audit_file, read_only=True)
    page = await reader.site.client.get(f"/-/finding/{FINDING}", cookies=reader.cookies)
    assert "Your name" not in page.text
    answer = await reader.site.client.post(
        "/-/review", content=urlencode({"finding_id": FINDING, "decision": "fixed"}), headers=FORM
    )
    assert answer.status_code == 403


async def test_the_configuration_can_name_a_reviewer(own_audit_file: Path) -> None:
    described = {"plugins": {"source-audit": {"allow-review": {"id": "desk"}}}}
    desk = Reviewer(own_audit_file, described=described)
    desk.cookies = {"ds_actor": desk.site.sign({"a": {"id": "desk"}}, "actor")}
    assert (await desk.send("/-/review", finding_id=FINDING, decision="fixed")).status_code == 302
    assert desk.rows("select reviewer from reviews") == [("desk",)]


async def test_a_decision_waits_for_a_run_that_is_publishing(reviewer: Reviewer) -> None:
    publishing = sqlite3.connect(reviewer.audit, check_same_thread=False, isolation_level=None)
    publishing.execute("begin immediate")
    publishing.execute("update documents set title = 'A new title' where id = ?", (PRIMARY,))

    def finish() -> None:
        time.sleep(0.4)
        publishing.execute("commit")

    thread = threading.Thread(target=finish)
    thread.start()
    answer = await asyncio.wait_for(reviewer.send("/-/review", finding_id=FINDING, decision="confirmed"), 20)
    thread.join()
    assert answer.status_code == 302
    assert reviewer.rows("select decision from reviews") == [("confirmed",)]
    assert reviewer.rows(f"select title from documents where id = '{PRIMARY}'") == [("A new title",)]


async def test_corrections_are_kept_with_what_finds_them_again(reviewer: Reviewer) -> None:
    start = MORNING.index("the minister said")
    answers = [
        await reviewer.send("/-/correct", kind="speaker", quotation_id=CLAIM, value="the joint statement"),
        await reviewer.send("/-/correct", kind="no claim", quotation_id=CLAIM, note="a nickname"),
        await reviewer.send("/-/correct", kind="missed claim", document_id=MORNING_ID, start=str(start), end=str(start + 12)),
        await reviewer.send("/-/correct", kind="never compare", quantity_id=identity(MORNING_ID, "$145 billion"), other_quantity_id=identity(PRIMARY, "$145 billion")),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [302] * 4
    kept = reviewer.rows("select kind, document_id, text, value from corrections order by id")
    assert kept[0] == ("speaker", MORNING_ID, FEE, "the joint statement")
    assert kept[2] == ("missed claim", MORNING_ID, "the minister", None)
    around = (MORNING[max(0, start - 40) : start], MORNING[start + 12 : start + 52])
    assert reviewer.rows("select prefix, suffix from corrections where id = 3") == [around]
    page = await reviewer.site.client.get("/-/corrections")
    assert page.text.count("waits for the next run") == 4


async def test_a_correction_is_taken_back_by_a_later_one(reviewer: Reviewer) -> None:
    await reviewer.send("/-/correct", kind="no claim", quotation_id=CLAIM)
    assert (await reviewer.send("/-/correct", kind="withdrawn", value="7")).status_code == 404
    assert (await reviewer.send("/-/correct", kind="withdrawn", value="1")).status_code == 302
    kept = reviewer.rows("select kind, value from corrections order by id")
    assert kept == [("no claim", None), ("withdrawn", "1")]


@pytest.mark.parametrize("form", [
    {"kind": "rename", "quotation_id": CLAIM}, {"kind": "speaker", "quotation_id": CLAIM}, {"kind": "no claim"},
    {"kind": "missed claim", "document_id": MORNING_ID, "start": "5", "end": "5"},
    {"kind": "missed claim", "document_id": MORNING_ID, "start": "5", "end": "99999"},
    {"kind": "missed claim", "document_id": "nowhere", "start": "0", "end": "3"},
    {"kind": "same claim", "quantity_id": "a", "other_quantity_id": "b"},
])  # fmt: skip
async def test_a_correction_that_acts_on_nothing_is_refused(reviewer: Reviewer, form: dict[str, str]) -> None:
    assert (await reviewer.send("/-/correct", **form)).status_code in {400, 404}
    assert reviewer.rows("select * from corrections") == []


async def test_reviews_and_a_run_at_the_same_time_keep_each_others_work(tmp_path: Path) -> None:
    folder, database = tmp_path / "folder", tmp_path / "audit.db"
    folder.mkdir()
    (folder / "first.txt").write_text("The minister said: “We want a harbour that works for all of us.”\n")
    run([folder], database, lambda stage, items, total: iter(items))
    reviewer = Reviewer(database)
    with sqlite3.connect(database) as connection:
        claim = connection.execute("select id from quotations").fetchone()[0]
    runs = threading.Thread(target=_run_again, args=(folder, database, 4))
    runs.start()
    decided = 0
    while runs.is_alive() or decided < 3:
        answer = await reviewer.decide(claim)
        assert answer.status_code == 302
        decided += 1
    runs.join()
    assert reviewer.rows("select count(*) from reviews") == [(decided,)]
    assert reviewer.rows("select count(*) from documents where is_current") == [(5,)]
    assert reviewer.rows("select count(*) from runs") == [(5,)]


def _run_again(folder: Path, database: Path, times: int) -> None:
    for number in range(times):
        (folder / f"more {number}.txt").write_text(
            f"The mayor said: “This is statement number {number} of the year.”\n"
        )
        run([folder], database, lambda stage, items, total: iter(items))


async def test_a_correction_is_shown_where_it_acts_after_the_next_run(tmp_path: Path) -> None:
    folder, database = tmp_path / "folder", tmp_path / "audit.db"
    folder.mkdir()
    text = "The minister said: “We want a harbour that works for all of us.” Nobody doubts it.\n"
    (folder / "first.txt").write_text(text)
    run([folder], database, lambda stage, items, total: iter(items))
    reviewer = Reviewer(database)
    claim = reviewer.rows("select id from quotations")[0][0]
    form = {"kind": "speaker", "quotation_id": claim, "value": "The mayor"}
    await reviewer.send("/-/correct", page=f"/-/quotation/{claim}", **form)
    waiting = (await reviewer.site.client.get(f"/-/quotation/{claim}")).text
    assert "waits for the next run" in waiting
    run([folder], database, lambda stage, items, total: iter(items))
    shown = (await reviewer.site.client.get(f"/-/quotation/{claim}")).text
    assert '<span class="status">applied</span>' in shown
    assert "The mayor" in shown
    reader = (await reviewer.site.client.get("/-/read/first.txt")).text
    assert '<span class="status">corrected</span>' in reader
