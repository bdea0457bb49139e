"""Who is quoted, across documents."""

from collections.abc import Mapping, Sequence

from ..model import Quotation, Speaker


def gather(
    claims: Mapping[str, Sequence[Quotation]],
) -> tuple[tuple[Speaker, ...], dict[tuple[str, int], str]]:
    """The speakers, and who of them says each quotation, by document and index."""
    names = {
        (document_id, number): quotation.speaker_name or quotation.speaker.text
        for document_id, quotations in claims.items()
        for number, quotation in enumerate(quotations)
        if quotation.speaker
    }
    return tuple(Speaker(name) for name in sorted(set(names.values()))), names
