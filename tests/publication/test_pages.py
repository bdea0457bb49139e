"""Our own pages, over a small audit that holds every kind of row."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import pytest_asyncio

from audit.datasette_plugin.appearance import verdicts
from audit.datasette_plugin.serve import publication
from audit.exports.annotations import whole
from audit.store.reading import load
from tests.annotation_model import deviations
from tests.publication.conftest import get
from tests.publication.sample_audit import (
    EVENING_ID,
    FEE,
    HOSTILE_ID,
    MORNING_ID,
    OPEN,
    PRIMARY,
    WORKS,
    identity,
    quotation_id,
)

FEE_ID = quotation_id(MORNING_ID, FEE)
SHIPS = identity(EVENING_ID, "1,520 ships")
PAGES = (
    "/",
    "/robots.txt",
    "/-/documents",
    f"/-/read/{quote(MORNING_ID)}",
    f"/-/read/{quote(EVENING_ID)}",
    f"/-/read/{quote(HOSTILE_ID)}",
    f"/-/read/{PRIMARY}?at=40",
    f"/-/quotation/{FEE_ID}",
    f"/-/quotation/{quotation_id(MORNING_ID, WORKS)}",
    f"/-/quantity/{SHIPS}",
    "/-/figures",
    "/-/figures?relation=conflict",
    "/-/speakers",
    f"/-/speaker/{identity('the minister')}",
    "/-/wanted",
    "/-/review",
    "/-/review?status=any&level=error",
    *(
        f"/-/finding/{identity('finding', rule)}"
        for rule in ("meaning-changed", "cut-short", "conflict", "reuse")
    ),
    "/-/corrections",
    f"/-/missed?document={quote(MORNING_ID)}&start=3&end=9",
    "/-/search",
    "/-/search?q=harbour",
    "/-/download/findings.csv",
    "/-/download/quotations.json",
    f"/-/annotations/{quote(MORNING_ID)}.jsonld",
    "/-/findings.atom",
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)


@pytest_asyncio.fixture
async def site(audit_file: Path) -> AsyncIterator[Any]:
    """A client of the publication that is not signed in."""
    yield publication(audit_file).client


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_from_the_command_line(audit_file: Path, address: str) -> None:
    assert get(audit_file, address).exit_code == 0


async def test_every_page_forbids_what_it_does_not_use(site: Any) -> None:
    for address in PAGES:
        response = await site.get(address)
        assert response.headers["x-content-type-options"] == "nosniff"
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "x-audit-page" not in response.headers


async def test_no_page_has_inline_script_or_style_or_a_host_of_its_own(site: Any) -> None:
    for address in PAGES:
        response = await site.get(address)
        html = response.text if "html" in response.headers["content-type"] else ""
        bare = re.sub(r"&[a-z#0-9]+;", "", html)
        assert not [found for found in INLINE.findall(bare) if found != "javascript:"], address
        assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", bare), address


@pytest.mark.parametrize(
    "address", ["/audit", "/audit/quotations", "/-/read/nowhere.txt", "/-/quotation/none"]
)
async def test_every_other_page_is_guarded_too(site: Any, address: str) -> None:
    response = await site.get(address)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "object-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/-/read/nowhere.txt", "/-/quotation/none", "/-/quantity/none", "/-/finding/none",
                                     "/-/speaker/none", "/-/claim/none", "/-/download/texts.csv", "/-/missed?document=x"])  # fmt: skip
async def test_what_is_not_there_is_said_in_a_sentence(site: Any, address: str) -> None:
    response = await site.get(address)
    assert response.status_code == 404
    assert "There is no such" in response.text


async def test_the_reader_marks_each_claim_and_tells_it_beside_the_paragraph(site: Any) -> None:
    html = (await site.get(f"/-/read/{quote(MORNING_ID)}")).text
    assert f'id="c-{FEE_ID}"' in html
    assert f'id="n-{FEE_ID}"' in html
    marked = re.search(
        rf'<mark class="claim quotation tone-error" data-claim="{FEE_ID}"[^>]*>(.*?)</mark>', html
    )
    assert marked
    assert re.sub(r"<a.*?</a>", "", marked.group(1)) == FEE


async def test_a_document_without_its_numbers_and_tags_reads_as_it_is(site: Any) -> None:
    from html import unescape

    from tests.publication.sample_audit import MORNING

    html = (await site.get(f"/-/read/{quote(MORNING_ID)}")).text
    texts = re.findall(r'<(?:p|h2) class="text.*?>(.*?)</(?:p|h2)>', html, re.DOTALL)
    bare = [
        re.sub(r'<a class="number".*?</a>|<span class="furniture-name".*?</span>', "", text) for text in texts
    ]
    assert "\n\n".join(unescape(re.sub(r"<[^>]+>", "", text)) for text in bare) == MORNING


async def test_a_link_by_identity_leads_to_the_words(site: Any) -> None:
    response = await site.get(f"/-/claim/{FEE_ID}")
    assert response.status_code == 302
    assert response.headers["location"] == f"/-/read/{quote(MORNING_ID)}?claim={FEE_ID}#c-{FEE_ID}"


async def test_a_comparison_shows_the_word_that_was_left_out_in_its_place(site: Any) -> None:
    html = (await site.get(f"/-/quotation/{FEE_ID}")).text
    assert '<mark class="focus">do <mark class="only-source">not</mark> intend' in html
    assert "Meaning changed" in html


async def test_a_comparison_marks_the_limit_that_a_quotation_was_cut_before(site: Any) -> None:
    html = (await site.get(f"/-/quotation/{quotation_id(MORNING_ID, OPEN)}")).text
    assert '<mark class="limit">unless the survey finds damage</mark>' in html


async def test_a_family_says_who_has_which_wording(site: Any) -> None:
    html = (await site.get(f"/-/quotation/{quotation_id(MORNING_ID, OPEN)}")).text
    assert "Who says which variant" in html
    assert '<th scope="col">the joint statement</th>' in html


async def test_two_figures_stand_on_one_axis(site: Any) -> None:
    html = (await site.get(f"/-/quantity/{SHIPS}")).text
    assert html.count("<rect") >= 2
    assert "the intervals do not meet" in html


async def test_search_finds_phrases_and_treats_its_own_signs_as_words(site: Any) -> None:
    assert "Nothing holds" not in (await site.get('/-/search?q="harbour by May"')).text
    assert "Nothing holds" in (await site.get('/-/search?q="May harbour by"')).text
    for hostile in (
        '"',
        "NEAR(",
        "a OR",
        "^",
        "*",
        "text:x",
        "{a b}:c",
        "-",
        "“unclosed",
        "\x00",
        "%",
        "a" * 5000,
    ):
        assert (await site.get(f"/-/search?q={quote(hostile)}")).status_code == 200


async def test_a_spreadsheet_computes_nothing_of_a_download(site: Any) -> None:
    from audit.datasette_plugin.pages.downloads import cell

    assert [cell(value) for value in ("=1+1", "+1", "-1", "@x", " =1", "\t=1", "1-1", None, 3)] == [
        "'=1+1", "'+1", "'-1", "'@x", "' =1", "'\t=1", "1-1", None, 3,
    ]  # fmt: skip
    assert [cell(value) for value in ("|calc", "%0A=1", "\uff1d1+1", "\"=1+1")] == [
        "'|calc", "'%0A=1", "'\uff1d1+1", "'\"=1+1",
    ]  # fmt: skip
    assert (await site.get("/-/download/quotations.csv")).text.startswith("id,document_id")


async def test_annotations_select_the_exact_words(site: Any) -> None:
    from tests.publication.sample_audit import MORNING

    collection = json.loads((await site.get(f"/-/annotations/{quote(MORNING_ID)}.jsonld")).text)
    assert deviations(collection) == []
    assert collection["first"]["items"]
    for item in collection["first"]["items"]:
        words, place = item["target"]["selector"]
        assert MORNING[place["start"] : place["end"]] == words["exact"]
        assert MORNING[: place["start"]].endswith(words["prefix"])


async def test_annotations_say_what_the_exported_ones_say(audit_file: Path, site: Any) -> None:
    def said(item: dict[str, Any]) -> dict[str, Any]:
        return item | {
            "id": item.get("canonical", item["id"]),
            "canonical": None,
            "target": item["target"]["selector"],
            "body": [body | {"source": None} for body in item["body"]],
        }

    served = json.loads((await site.get(f"/-/annotations/{quote(MORNING_ID)}.jsonld")).text)
    exported = json.loads(whole(load(audit_file)))
    of_morning = [item for item in exported["first"]["items"] if "morning" in item["target"]["source"]]
    assert [said(item) for item in served["first"]["items"]] == [said(item) for item in of_morning]


async def test_every_address_that_is_handed_out_answers(site: Any) -> None:
    collection = json.loads((await site.get(f"/-/annotations/{quote(MORNING_ID)}.jsonld")).text)
    addresses = {collection["id"], *(item["id"] for item in collection["first"]["items"])}
    addresses |= {item["target"]["source"] for item in collection["first"]["items"]}
    feed = ElementTree.fromstring((await site.get("/-/findings.atom")).text)
    addresses |= {link.attrib["href"] for link in feed.iter("{http://www.w3.org/2005/Atom}link")}
    assert len(addresses) > 5
    for address in addresses:
        path = address.removeprefix("http://localhost")
        assert path.startswith("/-/")
        assert (await site.get(path)).status_code == 200, address


async def test_the_feed_is_well_formed_and_its_entries_have_lasting_names(site: Any) -> None:
    feed = ElementTree.fromstring((await site.get("/-/findings.atom")).text)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 4
    assert len({entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries}) == 4


async def test_robots_are_kept_off_facets_and_searches(site: Any) -> None:
    rules = (await site.get("/robots.txt")).text
    assert "Disallow: /*?" in rules
    assert "Disallow: /-/search" in rules


def test_every_verdict_of_the_contract_has_its_look() -> None:
    looks = verdicts()
    contract = "verbatim typographic elided elided-limit cut-short shortened spliced altered meaning-changed misattributed paraphrase ambiguous uncorroborated term not-checked conflict near unresolved update compatible agree uncompared"
    assert set(contract.split()) <= set(looks)
    assert all(look.label and look.sign and look.meaning for look in looks.values())
    assert len({look.label for look in looks.values()}) == len(looks)


async def test_a_colour_is_never_alone(site: Any) -> None:
    css = (await site.get("/-/static-plugins/source-audit/audit.css")).text
    for tone in {look.tone for look in verdicts().values()} - {"shared"}:
        assert f"mark.tone-{tone} " in css


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_are_read_easily_on_their_ground(site: Any, scheme: str) -> None:
    css = (await site.get("/-/static-plugins/source-audit/audit.css")).text
    block = css.split("@media (prefers-color-scheme: dark)")[0 if scheme == "light" else 1]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block.split("}")[0]))
    pairs = [("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("soft", "sunk"), ("paper", "accent")]
    pairs += [
        (tone, f"{tone}-wash") for tone in ("error", "warning", "note", "faithful", "open", "quiet", "shared")
    ]
    pairs += [
        ("ink", f"{tone}-wash")
        for tone in ("error", "warning", "note", "faithful", "open", "quiet", "shared")
    ]
    for words, ground in pairs:
        assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
