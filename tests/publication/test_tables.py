"""Datasette's own pages of an audit: described, bounded, and the same in both versions."""

import json
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.datasette_plugin import bounded_functions, metadata
from audit.datasette_plugin.functions import FUNCTIONS
from tests.publication.conftest import PROJECT, get, sql_address

DESCRIBED = {
    name: table
    for name, table in metadata.metadata()["databases"]["audit"]["tables"].items()
    if "hidden" not in table
}
QUESTIONS = metadata.questions()
PLAIN, BOUNDED = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
bounded_functions.register(BOUNDED)


def tables_and_views(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Every table and view that people see, with its columns."""
    named = connection.execute(
        "select name from sqlite_master where type in ('table', 'view') "
        "and name not like '%\\_fts%' escape '\\' and name not like 'sqlite%' and name not like '\\_%' escape '\\'"
    ).fetchall()
    return {name: [row[1] for row in connection.execute(f'pragma table_info("{name}")')] for (name,) in named}


def test_every_table_view_and_column_is_described(audit_file: Path) -> None:
    with sqlite3.connect(audit_file) as connection:
        for name, columns in tables_and_views(connection).items():
            assert DESCRIBED[name]["description"]
            assert sorted(DESCRIBED[name]["columns"]) == sorted(columns), name


def test_every_facet_is_counted_by_an_index(audit_file: Path) -> None:
    with sqlite3.connect(audit_file) as connection:
        views = {name for (name,) in connection.execute("select name from sqlite_master where type = 'view'")}
        for name, described in DESCRIBED.items():
            indexed = {
                connection.execute(f'pragma index_info("{row[1]}")').fetchone()[2]
                for row in connection.execute(f'pragma index_list("{name}")')
            }
            assert name in views or set(described.get("facets", [])) <= indexed, name


def test_the_files_beside_the_package_are_those_that_it_makes() -> None:
    for path, text in metadata.written().items():
        assert (PROJECT / path).read_text("utf-8") == text, (
            f"run `python -m audit.datasette_plugin` for {path}"
        )
    assert len(list((PROJECT / "db/queries").glob("*.sql"))) == len(QUESTIONS)


@pytest.mark.parametrize("name", sorted(DESCRIBED))
def test_every_table_and_view_is_a_page(audit_file: Path, name: str) -> None:
    page = get(audit_file, f"/audit/{name}")
    assert page.exit_code == 0
    assert DESCRIBED[name]["description"].split(":")[0].split("`")[0][:30] in page.output


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_is_a_page_and_an_answer(audit_file: Path, question: metadata.Question) -> None:
    assert get(audit_file, f"/audit/{question.name}?words=harbour").exit_code == 0
    with sqlite3.connect(audit_file) as connection:
        answer = connection.execute(
            (PROJECT / f"db/queries/{question.name}.sql").read_text("utf-8"),
            {"words": "harbour"} if ":words" in question.sql else {},
        )
        assert answer.fetchone() is not None or question.name in {
            "unattributed_quotations",
            "contested_words",
        }


@pytest.mark.parametrize("sql", ["select zeroblob(900000000)", "select hex(zeroblob(900000000))",
                                 "select zeroblob(1500000) from paragraphs, paragraphs, paragraphs",
                                 "with recursive n(x) as (select 'x' union all select x || x from n) select length(x) from n"])  # fmt: skip
def test_no_query_takes_the_machine(audit_file: Path, sql: str) -> None:
    refused = get(audit_file, sql_address("objects") + quote(sql))
    assert refused.exit_code == 1 or json.loads(refused.output)["rows"] == []
    assert len(refused.output) < 10_000


SLOW = (
    "select printf('%.*c', 900000000, 'x')",
    "select printf('%900000000d', 1)",
    "select format('%0999999d', 1)",
    "select instr(hex(zeroblob(900000)), hex(zeroblob(450000)) || '1')",
    "select length(replace(hex(zeroblob(900000)), hex(zeroblob(450000)) || '1', ''))",
    "select length(trim(hex(zeroblob(900000)), 'fedcba987654321' || hex(zeroblob(450000))))",
)


def test_no_function_of_sqlite_runs_on_where_no_clock_is_looked_at(audit_file: Path) -> None:
    for sql in SLOW:
        assert get(audit_file, sql_address() + quote(sql)).exit_code == 0


TEXTS = st.one_of(
    st.none(),
    st.integers(-999, 999),
    st.text("ab é%* ", max_size=8),
    st.binary(max_size=4).filter(lambda value: value.isascii() and 0 not in value),
)


@given(st.sampled_from(["instr({0}, {1})", "replace({0}, {1}, {2})", "trim({0})", "trim({0}, {1})", "ltrim({0}, {1})", "rtrim({0}, {1})",
                        "printf('%s|%5d|%-4s|%%', {0}, 12, {1})", "printf({0})", "printf('%*d', 4, 7)"]), TEXTS, TEXTS, TEXTS)  # fmt: skip
def test_functions_in_the_place_of_sqlites_answer_as_they_do(
    call: str, one: object, two: object, three: object
) -> None:
    values = (one, two, three)
    sql = f"select {call.format('?1', '?2', '?3')}, ?1, ?2, ?3"
    assert BOUNDED.execute(sql, values).fetchone() == PLAIN.execute(sql, values).fetchone()


def test_the_longest_text_is_still_read(audit_file: Path) -> None:
    text = json.loads(
        get(
            audit_file, sql_address() + quote("select text from texts order by length(text) desc limit 1")
        ).output
    )
    assert text[0]["text"].endswith("deadline.") or len(text[0]["text"]) > 100


@pytest.mark.parametrize(("sql", "answer"), [
    ("similarity('We WANT it', 'we want it')", 100.0),
    ("word_diff('do intend to', 'do not intend to')", "do {+not +}intend to"),
    ("word_diff_html('a <b>', 'a <i>')", "a &lt;<del>b</del><ins>i</ins>&gt;"),
    ("folded('Ünder “one”')", "under"),
    ("word_count('It’s two words, or five')", 5),
    ("passage('abcdef', 2, 4)", "cd"),
    ("sentence_around('One. Two is here. Three.', 9, 11)", "Two is here."),
    ("similarity(null, 'x')", None),
    ("word_count(12)", None),
])  # fmt: skip
def test_functions_answer_in_sql(audit_file: Path, sql: str, answer: object) -> None:
    got = json.loads(get(audit_file, sql_address() + quote(f"select {sql} as answer")).output)[0]["answer"]
    assert got == answer or (isinstance(answer, str) and str(got).startswith(answer))


def test_every_function_has_a_sentence_that_says_what_it_does() -> None:
    assert all(function.description.endswith(".") for function in FUNCTIONS)
