"""Settings of a project, and how a slip in them is shown."""

from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.settings import Settings, load

WHOLE = """\
paths = ["drafts", "sources"]
db = "db/audit.db"
format = "markdown"
fail-on = "warning"
baseline = "audit-baseline.json"

[rules]
altered = "error"
uncorroborated = "off"

[[suppress]]
rule = "cut-short"
path = "drafts/*.md"
words = "the quay is safe"
reason = "the limit is quoted in the next line"
until = 2027-01-31
"""


def written(folder: Path, content: str, name: str = "audit.toml") -> Path:
    file = folder / name
    file.write_text(content, "utf-8")
    return file


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = load(written(tmp_path, WHOLE))
    (suppression,) = settings.suppressions
    assert settings.paths == ("drafts", "sources")
    assert (settings.database, settings.formats, settings.fail_on) == (
        "db/audit.db",
        ("markdown",),
        "warning",
    )
    assert settings.baseline == "audit-baseline.json"
    assert settings.rules == {"altered": "error", "uncorroborated": "off"}
    assert (suppression.rule, suppression.until, suppression.kind) == ("cut-short", "2027-01-31", "manifest")
    assert settings.folder == tmp_path


def test_the_settings_of_pyproject_stand_in_their_own_table(tmp_path: Path) -> None:
    file = written(tmp_path, '[project]\nname = "x"\n[tool.audit]\nfail-on = "never"\n', "pyproject.toml")
    assert load(file).fail_on == "never"
    assert load(start=tmp_path).fail_on == "never"


def test_the_nearest_folder_upward_settles_it(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    written(tmp_path, 'fail-on = "note"\n')
    assert load(start=inner).fail_on == "note"
    written(inner, 'fail-on = "never"\n')
    assert load(start=inner).fail_on == "never"


def test_a_search_ends_at_the_repository(tmp_path: Path) -> None:
    written(tmp_path, 'fail-on = "note"\n')
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert load(start=tmp_path / "repository") == Settings()


def test_a_pyproject_without_our_table_settles_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    written(tmp_path, "[tool.ruff]\n", "pyproject.toml")
    assert load(start=tmp_path) == Settings()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (
            'paths = ["a"]\nfail_on = "warning"\n',
            'audit.toml:2: there is no setting "fail_on"; did you mean "fail-on"?\n'
            '    2 | fail_on = "warning"\n'
            "      | ^^^^^^^",
        ),
        (
            'fail-on = "loud"\n',
            'audit.toml:1: "fail-on" must be one of: error, warning, note, never.\n'
            '    1 | fail-on = "loud"\n'
            "      | ^^^^^^^",
        ),
        (
            '[rules]\n\nalterd = "error"\n',
            'audit.toml:3: there is no rule "alterd"; did you mean "altered"?\n'
            '    3 | alterd = "error"\n'
            "      | ^^^^^^",
        ),
        (
            '[rules]\naltered = 3\n',
            'audit.toml:2: "altered" must be one of: error, warning, note, off.\n'
            "    2 | altered = 3\n"
            "      | ^^^^^^^",
        ),
        (
            '[[suppress]]\nrule = "altered"\nreason = "x"\n[[suppress]]\nrule = "altered"\n',
            'audit.toml:4: a suppression needs a reason: reason = "why this finding does not count".\n'
            "    4 | [[suppress]]\n"
            "      | ^^^^^^^^^^^^",
        ),
        (
            '[[suppress]]\nrule = "altered"\nreason = "x"\nuntil = "soon"\n',
            'audit.toml:4: "until" must be a date: until = 2027-01-31.\n'
            '    4 | until = "soon"\n'
            "      | ^^^^^",
        ),
        (
            '[[suppress]]\nreason = "x"\n',
            "audit.toml:1: a suppression must say which rule or which finding (id) it is for.\n"
            "    1 | [[suppress]]\n"
            "      | ^^^^^^^^^^^^",
        ),
        (
            "paths = [\n",
            "audit.toml:1: this is not TOML: Invalid value.\n"
            "    1 | paths = [\n"
            "      |          ^",
        ),
        (
            'x = 1\nfail-on = = "error"\n',
            "audit.toml:2: this is not TOML: Invalid value.\n"
            '    2 | fail-on = = "error"\n'
            "      |           ^",
        ),
        (
            'baseline = 7\n',
            'audit.toml:1: "baseline" must be a text in quotation marks.\n'
            "    1 | baseline = 7\n"
            "      | ^^^^^^^^",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_shown_where_it_stands(tmp_path: Path, content: str, shown: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load(written(tmp_path, content))
    assert str(raised.value) == f"{tmp_path}/{shown}"


def test_a_key_inside_a_long_string_is_not_taken_for_the_slip(tmp_path: Path) -> None:
    content = 'db = """\nfail_on = 1\n"""\nfail_on = 1\n'
    with pytest.raises(ConfigurationError, match=r"audit\.toml:4: "):
        load(written(tmp_path, content))


def test_hidden_characters_of_the_file_are_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load(written(tmp_path, 'x = "\u202e\x9b"\n'))
    assert "<U+202E><U+009B>" in str(raised.value)


@pytest.mark.parametrize(
    ("data", "said"), [(b"\xff\xfe", "is not UTF-8 text"), (None, "cannot be opened")]
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, data: bytes | None, said: str) -> None:
    file = tmp_path / "audit.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(ConfigurationError, match=said):
        load(file)


def test_messages_name_the_file_as_it_is_seen_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a report is the same on every machine, and gives no folder of anybody's away."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "audit.toml").write_text('[[suppress]]\nrule = "altered"\nreason = "so it stands"\n')
    monkeypatch.chdir(tmp_path)
    (rule,) = load().suppressions
    assert rule.where == "audit.toml:1"
    (tmp_path / "audit.toml").write_text("fail_on = 1\n")
    with pytest.raises(ConfigurationError, match=r"^audit\.toml:1: there is no setting"):
        load()
    monkeypatch.chdir(tmp_path / "drafts")
    with pytest.raises(ConfigurationError, match=r"^\.\./audit\.toml:1: "):
        load()
