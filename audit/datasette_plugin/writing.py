"""Reviews and corrections are written here and nowhere else; what is not understood is refused whole.

A write waits for a run that is publishing, and adds one row: neither loses the other's work.
"""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from datasette import Forbidden, Response

from audit import decisions

from .headers import LARGEST_BODY
from .links import Links
from .pages.reviewing import next_after
from .visits import Page, Visit, answered, audit_database, reviewer_name

KINDS = ("speaker", "missed claim", "no claim", "same claim", "never compare", "withdrawn")

MILLISECONDS_TO_WAIT = 8_000
"""How long a decision waits while a run publishes: its transaction takes seconds at most."""

LONGEST = {**decisions.LONGEST, "value": 300, "text": 20_000}
"""Characters of each field; identities are looked up and need no bound of their own."""

AROUND = 40
"""Characters before and after its words that a correction keeps, to be found again by."""

_ABOUT = {"finding_id": "findings", "quotation_id": "quotations", "quantity_id": "quantities"}
_REVIEW_FIELDS = {"finding_id", "quotation_id", "quantity_id", "decision", "note", "evidence", "reviewer"}
_CORRECTION_FIELDS = {"kind", "document_id", "quotation_id", "quantity_id", "other_quantity_id", "start",
                      "end", "text", "value", "note", "reviewer"}  # fmt: skip
_PLACE = ("document_id", "start", "end", "text")
_CARRIED = {"csrftoken", "back"}


class Refusal(Exception):  # noqa: N818  it is told to a person as a page
    """Why something was not written, in one sentence, and the status that says so to programs."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status


async def review(datasette: Any, request: Any) -> Response:
    """Records a decision, then offers the next finding that waits."""
    return await _written(datasette, request, _REVIEW_FIELDS, _review)


async def correct(datasette: Any, request: Any) -> Response:
    """Records a correction, then shows where it acts."""
    return await _written(datasette, request, _CORRECTION_FIELDS, _correction)


async def _written(datasette: Any, request: Any, fields: set[str], write: Any) -> Response:
    try:
        address = await _write(datasette, request, fields, write)
    except Refusal as refusal:
        told = Page("told.html", {"title": "Not recorded", "message": str(refusal)}, refusal.status)
        return await answered(datasette, request, lambda _: told)
    return Response.redirect(address)


async def _write(datasette: Any, request: Any, fields: set[str], write: Any) -> str:
    database = await audit_database(datasette)
    if request.method != "POST":
        raise Refusal("A decision is sent with its form.", 405)
    reviewer = await reviewer_name(datasette, request, database)
    if reviewer is None:
        raise Forbidden(
            "Only the person who started this server, or whom its configuration names, may write here."
        )
    _require_same_site(request)
    given = _form(await request.post_body(), fields)
    given["reviewer"] = given.get("reviewer") or reviewer
    links = Links(datasette.setting("base_url").rstrip("/"), database.name)
    try:
        address = await database.execute_write_fn(
            lambda connection: _in_transaction(connection, given, links, write)
        )
    except sqlite3.OperationalError as error:
        raise Refusal(
            f"The audit cannot be written at this moment ({error}). Go back and send it again.",
            503,
        ) from error
    return str(address)


def _in_transaction(connection: sqlite3.Connection, given: dict[str, str], links: Links, write: Any) -> str:
    connection.execute(f"pragma busy_timeout = {MILLISECONDS_TO_WAIT}")
    nested = connection.in_transaction
    if not nested:
        connection.execute("begin immediate")
    try:
        address: str = write(connection, given, links)
    except BaseException:
        if not nested:
            connection.rollback()
        raise
    if not nested:
        connection.commit()
    return address


def _require_same_site(request: Any) -> None:
    """A form of ours comes from our own pages, whatever Datasette itself checks in this version."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise Refusal("This was sent from another site.", 403)
    if site is None and origin is not None and urlsplit(origin).netloc != request.host:
        raise Refusal("This was sent from another site.", 403)


def _form(body: bytes, fields: set[str]) -> dict[str, str]:
    if len(body) > LARGEST_BODY:
        raise Refusal("What was sent is too large for a decision.", 413)
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=40, strict_parsing=bool(body)
        )
    except ValueError as error:
        raise Refusal("What was sent is not a form.") from error
    given = {name: value.strip().replace("\r\n", "\n") for name, value in pairs}
    if len(given) < len(pairs) or not set(given) <= fields | _CARRIED:
        raise Refusal("The form has a field that is not known here.")
    for name, value in given.items():
        _require_fitting(name, value)
    return {name: value for name, value in given.items() if value}


def _require_fitting(name: str, value: str) -> None:
    if len(value) > LONGEST.get(name, 600):
        raise Refusal(f"The {name} is longer than {LONGEST.get(name, 600)} characters.", 413)
    if not decisions.is_text(value):
        raise Refusal(f"The {name} holds characters that are no text.")


def _review(connection: sqlite3.Connection, given: Mapping[str, str], links: Links) -> str:
    about = [(name, given[name]) for name in _ABOUT if name in given]
    if len(about) != 1:
        raise Refusal("A decision is about one finding, one quotation or one figure.")
    (column, key), decision = about[0], given.get("decision", "")
    if decision not in decisions.DECISIONS:
        raise Refusal("Choose what you decide: confirmed, dismissed, needs a source, or fixed.")
    _require_known(connection, _ABOUT[column], key)
    entry = _insert(connection, "reviews", {
        column: key, "decision": decision, "note": given.get("note"), "evidence": given.get("evidence"),
        "reviewer": given["reviewer"], "created": _now(),
    })  # fmt: skip
    return _after(connection, column, key, decision, entry, links)


def _after(
    connection: sqlite3.Connection, column: str, key: str, decision: str, entry: int, links: Links
) -> str:
    """The next open finding; the same page where a decision was taken back or no finding waits."""
    if column == "finding_id" and decision != "withdrawn":
        visit = Visit(connection, links, reviewer="")
        following = next_after(visit, key)
        if following:
            return f"{links.finding(following)}?done={entry}"
    page = links.page(f"{column.removesuffix('_id')}/{quote(key, safe='')}")
    return f"{page}?done={entry}"


def _correction(connection: sqlite3.Connection, given: Mapping[str, str], links: Links) -> str:
    kind = given.get("kind", "")
    if kind not in KINDS:
        raise Refusal("Choose what is to be corrected.")
    row: dict[str, Any] = {name: given.get(name) for name in _CORRECTION_FIELDS}
    back = _complete(connection, kind, row, links)
    _insert(connection, "corrections", row | _surroundings(connection, row) | {"created": _now()})
    return f"{back}{'&' if '?' in back else '?'}corrected=1"


def _surroundings(connection: sqlite3.Connection, row: Mapping[str, Any]) -> dict[str, str | None]:
    """What stands around the words that a correction is about."""
    if row["start"] is None or row["document_id"] is None:
        return {}
    sql = "select text from texts where document_id = ?"
    text: str = connection.execute(sql, (row["document_id"],)).fetchone()[0]
    start, end = row["start"], row["end"]
    return {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}


def _complete(connection: sqlite3.Connection, kind: str, row: dict[str, Any], links: Links) -> str:
    """Fills in what makes a correction findable again after the texts change; returns the page it acts on."""
    if kind == "withdrawn":
        _require_known(connection, "corrections", row["value"] or "")
        return links.page("corrections")
    if kind == "missed claim":
        return _missed_claim(connection, row, links)
    if kind in {"same claim", "never compare"}:
        return _pair_of_figures(connection, row, links)
    if kind == "speaker" and not row["value"]:
        raise Refusal("Say who speaks.")
    table, column = ("quotations", "quotation_id") if row["quotation_id"] else ("quantities", "quantity_id")
    claim = _require_known(connection, table, row[column] or "")
    row |= {column: claim[column] for column in _PLACE}
    return links.quotation(claim["id"]) if table == "quotations" else links.quantity(claim["id"])


def _missed_claim(connection: sqlite3.Connection, row: dict[str, Any], links: Links) -> str:
    text = connection.execute(
        "select text from texts where document_id = ?", (row["document_id"],)
    ).fetchone()
    try:
        start, end = int(row["start"] or ""), int(row["end"] or "")
    except ValueError as error:
        raise Refusal("Select the words that were missed.") from error
    if text is None or not 0 <= start < end <= len(text[0]) or text[0][start:end].strip() == "":
        raise Refusal("Those words do not stand in that document.")
    row |= {"start": start, "end": end, "text": text[0][start:end]}
    return links.place(row["document_id"], start)


def _pair_of_figures(connection: sqlite3.Connection, row: dict[str, Any], links: Links) -> str:
    claim = _require_known(connection, "quantities", row["quantity_id"] or "")
    other = _require_known(connection, "quantities", row["other_quantity_id"] or "")
    if claim["id"] == other["id"]:
        raise Refusal("A figure is not compared with itself.")
    row |= {column: claim[column] for column in _PLACE}
    return links.quantity(claim["id"])


def _require_known(connection: sqlite3.Connection, table: str, key: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(f"select * from {table} where id = ?", (key,)).fetchone()
    if row is None:
        raise Refusal("What this is about is not in the audit: a later run may have changed it.", 404)
    return row


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(f":{name}" for name in row)
    cursor = connection.execute(f'insert into "{table}" ({columns}) values ({marks})', dict(row))
    return int(cursor.lastrowid or 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
