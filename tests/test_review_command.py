"""`audit review`: what waits, what was decided, and deciding, from the command line."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from audit.audited import SuppressionRule
from audit.errors import ConfigurationError
from audit.reporting import settled
from audit.reviewing import following, next_step
from audit.settings import Settings
from audit.store.reviews import Decision, record
from tests.command import audit
from tests.corrections.folder import Folder

SPEECH = "Remarks at the harbour\n\nWe do not intend to close the harbour before the winter. Thank you.\n"
DRAFT = (
    "The harbour\n\n“We do intend to close the harbour before the winter,” the minister said.\n\n"
    "The mayor called it “a gift to the whole city”. The port handled 2,431 containers.\n"
)


def audited(path: Path) -> Folder:
    made = Folder(path, speech=SPEECH, draft=DRAFT)
    made.write("sources.toml", '[documents."speech.txt"]\nrole = "primary"\nspeaker = "The minister"\n')
    made.audit()
    return made


@pytest.fixture(scope="module")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """For tests that record nothing."""
    return audited(tmp_path_factory.mktemp("review"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return audited(tmp_path)


def review(folder: Folder, *arguments: str) -> tuple[int, str, str]:
    ran = audit(
        "review", *arguments, "--db", "audit.db", folder=folder.database.parent, AUDIT_REVIEWER="The desk"
    )
    return ran.returncode, ran.stdout, ran.stderr


def gravest(folder: Folder) -> str:
    ((finding),) = folder.rows("select id from findings where rule_id = 'meaning-changed'")
    return str(finding["id"])


def test_the_list_names_each_open_finding_worst_first_and_says_how_to_decide(undecided: Folder) -> None:
    code, out, _ = review(undecided)
    assert code == 0
    first = out.splitlines()[0]
    assert gravest(undecided).startswith(first.split()[0])
    assert "draft.txt:3:2: error: meaning-changed:" in first
    assert "“" not in out.splitlines()[1]
    assert f"audit review {first.split()[0]} --decision confirmed|dismissed|needs-source|fixed" in out


def test_a_decision_is_recorded_signed_and_followed_by_the_next_step(folder: Folder) -> None:
    key = gravest(folder)
    code, out, _ = review(
        folder, key[:8], "--decision", "confirmed", "--note", "the recording says not", "--evidence",
        "https://example.org/recording", "--by", "An editor",
    )  # fmt: skip
    assert code == 0
    assert out.startswith(f"Recorded by An editor: the finding {key} is confirmed.\nNext: audit review ")
    assert folder.rows("select finding_id, decision, note, evidence, reviewer from reviews") == [
        {"finding_id": key, "decision": "confirmed", "note": "the recording says not",
         "evidence": "https://example.org/recording", "reviewer": "An editor"}
    ]  # fmt: skip
    assert folder.rows("select status from findings where id = :id", id=key) == [{"status": "confirmed"}]


WORDS = SuppressionRule("manifest", "said in jest", "audit.toml:1", words="a gift to the whole city")
RULE = SuppressionRule("manifest", "not ours", "audit.toml:1", rule="meaning-changed")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(suppressions=(WORDS,)),
        Settings(suppressions=(RULE,)),
        Settings(rules={"meaning-changed": "note", "uncorroborated": "error"}),
        Settings(rules={"uncorroborated": "off"}),
    ],
)
def test_what_comes_next_is_what_follows_in_the_whole_list(undecided: Folder, settings: Settings) -> None:
    listed = settled(undecided.database, settings)
    ids = [str(row["id"]) for row in undecided.rows("select id from findings")]
    assert len(ids) > 2
    for decided in (*ids, "gone"):
        expected = following(listed, decided)
        said = next_step(undecided.database, settings, decided)
        if expected is None:
            assert said == "No other finding waits for a decision."
        else:
            assert said == f"Next: audit review {expected.id[:6]}  ({expected.label}: {expected.rule.id})"


def test_a_later_entry_takes_a_decision_back_and_the_history_keeps_both(folder: Folder) -> None:
    key = gravest(folder)
    review(folder, key, "--decision", "dismissed", "--note", "a slip of the transcript")
    assert "meaning-changed" not in review(folder)[1]
    review(folder, key, "--decision", "withdrawn")
    assert folder.rows("select status from findings where id = :id", id=key) == [{"status": "open"}]
    _, out, _ = review(folder, key)
    assert [line.split("  ")[1].split("  ")[0] for line in out.splitlines()[-2:]] == [
        "dismissed by The desk: a slip of the transcript",
        "withdrawn by The desk",
    ]
    assert review(folder, "--history")[1].splitlines() == out.splitlines()[-2:]


def test_a_claim_without_a_finding_can_be_signed_off(folder: Folder) -> None:
    key = str(folder.figure("2,431")["id"])
    code, out, _ = review(folder, key, "--decision", "confirmed")
    assert (code, out.splitlines()[0]) == (0, f"Recorded by The desk: the figure {key} is confirmed.")
    assert folder.rows("select quantity_id from reviews") == [{"quantity_id": key}]


def test_a_claim_with_a_finding_is_decided_on_by_the_finding(undecided: Folder) -> None:
    quotation = str(undecided.quotation("do intend")["id"])
    code, _, error = review(undecided, quotation, "--decision", "confirmed")
    assert code == 2
    assert f"finding {gravest(undecided)}" in error
    assert undecided.rows("select * from reviews") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ffffffffffffffff", "--decision", "fixed"), 'no finding or claim has the id "ffffffffffffffff"'),
        (("%", "--decision", "fixed"), 'no finding or claim has the id "%"'),
        (("", "--decision", "fixed"), "An empty id names nothing"),
        (
            ("KEY", "--decision", "maybe"),
            "choose one of confirmed, dismissed, needs-source, fixed, withdrawn",
        ),
        (("KEY", "--decision", "fixed", "--note", "x" * 4_001), "longer than 4,000 characters"),
        (("KEY", "--decision", "fixed", "--by", " "), "Nobody signs"),
        (("--decision", "fixed"), "Say what you decide on"),
        (("KEY", "--note", "why"), "add --decision"),
    ],
)
def test_what_is_not_understood_is_refused_in_one_sentence(
    undecided: Folder, arguments: tuple[str, ...], says: str
) -> None:
    given = [gravest(undecided) if one == "KEY" else one for one in arguments]
    code, _, error = review(undecided, *given)
    assert (code, says in error, "Traceback" in error) == (2, True, False)
    assert undecided.rows("select * from reviews") == []


def test_a_beginning_that_several_ids_share_is_refused_with_their_names(tmp_path: Path) -> None:
    # Of 17 ids in hexadecimal digits, two begin alike.
    said = "".join(f"“Ship {number} left the harbour before noon,” he said.\n\n" for number in range(17))
    folder = Folder(tmp_path, draft=said)
    folder.audit()
    beginnings = [str(row["id"])[0] for row in folder.rows("select id from quotations")]
    shared = max(beginnings, key=beginnings.count)
    with pytest.raises(ConfigurationError, match="write more of the id"):
        record(folder.database, shared, Decision("fixed", "An editor"))


def test_there_must_be_an_audit_to_decide_on(tmp_path: Path) -> None:
    refused = audit("review", "--db", "none.db", folder=tmp_path)
    assert (refused.returncode, "none.db" in refused.stderr) == (2, True)
    assert not (tmp_path / "none.db").exists()


def test_a_decision_waits_while_a_run_publishes(folder: Folder) -> None:
    key = gravest(folder)
    publishing = sqlite3.connect(folder.database, isolation_level=None, check_same_thread=False)
    publishing.execute("begin immediate")
    started = threading.Event()

    def finish() -> None:
        started.wait(10)
        time.sleep(0.2)
        publishing.execute("commit")

    other = threading.Thread(target=finish)
    other.start()
    started.set()
    record(folder.database, key, Decision("confirmed", "An editor"))
    other.join()
    publishing.close()
    folder.write("draft.txt", DRAFT + "\nA last line.\n")
    folder.audit()
    assert folder.rows("select status from findings where id = :id", id=key) == [{"status": "confirmed"}]


def test_hostile_notes_stay_text_in_a_terminal(folder: Folder) -> None:
    review(folder, gravest(folder), "--decision", "confirmed", "--note", "fine\n##[error]no \u202etxet")
    out = review(folder, "--history")[1]
    assert len(out.splitlines()) == 1
    assert "\u202e" not in out
    assert "##[error]" not in out
