"""What a person corrects on a page is applied by the next run: the form, the run and the page, for real."""

from pathlib import Path

from tests.corrections.folder import Folder
from tests.publication.test_writing import Reviewer

DRAFT = (
    "The harbour plan\n\nThe mayor called the plan “a gift to the whole city”. It was a long evening, and "
    "nobody will lose a berth over this, she added.\n"
)
MISSED = "nobody will lose a berth over this"


async def test_a_speaker_and_a_missed_quotation_go_from_the_form_into_the_next_audit(tmp_path: Path) -> None:
    folder = Folder(tmp_path, draft=DRAFT)
    folder.audit()
    known = str(folder.quotation("a gift")["id"])
    editor = Reviewer(folder.database)
    page = f"/-/quotation/{known}"
    sent = await editor.send(
        "/-/correct", page=page, kind="speaker", quotation_id=known, value="The council", reviewer="An editor"
    )
    assert sent.status_code == 302
    start = DRAFT.index(MISSED)
    sent = await editor.send(
        "/-/correct", page=page, kind="missed claim", document_id="draft.txt", start=str(start),
        end=str(start + len(MISSED)), value="The mayor", reviewer="An editor",
    )  # fmt: skip
    assert sent.status_code == 302
    folder.write("draft.txt", f"A first line that is new.\n\n{DRAFT}")
    folder.audit()
    assert folder.rows("select fate from correction_outcomes") == [{"fate": "applied"}] * 2
    assert folder.quotation("a gift")["attribution_rule"] == "correction"
    assert folder.quotation(MISSED)["text"] == MISSED
    shown = await editor.site.client.get("/-/corrections", cookies=editor.cookies)
    assert "The speaker was corrected by An editor" in shown.text
    read = await editor.site.client.get("/-/read/draft.txt")
    assert f"c-{folder.quotation(MISSED)['id']}" in read.text
