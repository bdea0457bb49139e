"""Starting the publication: the database's name, its description, and errors in one sentence."""

import json
import socket
import sqlite3
from pathlib import Path

import pytest

from audit.datasette_plugin.metadata import SETTINGS
from audit.datasette_plugin.serve import publication, serve
from audit.errors import ConfigurationError, DatabaseError
from tests.publication.sample_audit import sample_audit


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_the_database_is_called_audit_whatever_its_file_is_called(tmp_path: Path) -> None:
    site = publication(sample_audit(tmp_path / "desk 4.sqlite"))
    assert list(site.databases)[-1] == "audit"
    page = await site.client.get("/audit/quotations")
    assert "Every quotation and every reported clause" in page.text


async def test_limits_hold_without_a_file_of_settings(audit_file: Path) -> None:
    site = publication(audit_file)
    assert {name: site.setting(name) for name in SETTINGS} == SETTINGS
    page = await site.client.get("/audit/paragraphs")
    assert "suggested-facets" not in page.text


async def test_a_folders_own_description_goes_first(audit_file: Path, tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text(
        json.dumps({"databases": {"audit": {"tables": {"quotations": {"description": "Ours."}}}}})
    )
    page = await publication(audit_file).client.get("/audit/quotations")
    assert "Ours." in page.text


@pytest.mark.parametrize("text", ["{", "[]", ""])
def test_a_description_that_cannot_be_used_is_said_so(audit_file: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "metadata.json").write_text(text)
    with pytest.raises(ConfigurationError, match=r"metadata\.json"):
        publication(audit_file)


def test_no_audit_to_serve_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="There is no audit at"):
        serve(tmp_path / "none.db")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("create table cakes (id)")
    with pytest.raises(DatabaseError, match="is not an audit"):
        serve(tmp_path / "other.db")


def test_a_port_in_use_is_said_so(audit_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"Port {port} .* another --port"):
            serve(audit_file, port=port)


async def test_a_database_of_another_name_is_found_by_its_tables(audit_file: Path, tmp_path: Path) -> None:
    from datasette.app import Datasette

    other = sample_audit(tmp_path / "another.db")
    page = await Datasette([str(other)]).client.get("/")
    assert "checked against" in page.text
    assert 'href="/another"' in page.text


async def test_what_may_not_be_viewed_is_not_shown(audit_file: Path) -> None:
    described = {"databases": {"audit": {"allow": {"id": "desk"}}}}
    site = publication(audit_file, described=described)
    for address in ("/", "/-/documents", "/-/search?q=harbour", "/-/download/findings.csv"):
        assert (await site.client.get(address)).status_code == 403
