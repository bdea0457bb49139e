"""The text of a PDF's pages, read in a process of its own that may take so much and no more.

Run as `python -m audit.readers.pdf_pages PAGES SECONDS BYTES CHARACTERS`: a PDF on standard input,
one JSON object on standard output, `{"pages": [{"text", "label"}]}` or `{"problem"}`.
"""

import json
import sys
from typing import Any

_NOT_INSTALLED = 'PDF needs one more package; install it with: pip install "source-audit[pdf]"'
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD of PDFium


def main(arguments: list[str]) -> None:
    """Read the PDF on standard input within the limits that are given."""
    pages, seconds, memory, characters = map(int, arguments)
    _limit(seconds, memory)
    answer = _read(sys.stdin.buffer.read(), pages, characters)
    sys.stdout.write(json.dumps(answer))


def _limit(seconds: int, memory: int) -> None:
    """Caps that the system holds; where it has none (Windows), only the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):
        return


def _read(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    try:
        import pypdfium2 as pdfium
    except ImportError:
        return {"problem": _NOT_INSTALLED}
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            return {"problem": "it is protected by a password; save it without one"}
        return {"problem": "it is no PDF, or a damaged one; print it to a new PDF"}
    if len(document) > most_pages:
        return {
            "problem": f"it has {len(document)} pages, more than the {most_pages} that are read; split it"
        }
    pages: list[dict[str, str]] = []
    total = 0
    for index in range(len(document)):
        text = document[index].get_textpage().get_text_range()
        total += len(text)
        if total > most_characters:
            return {"problem": f"it has more than {most_characters:,} characters; split it"}
        pages.append({"text": text, "label": document.get_page_label(index)})
    return {"pages": pages}


if __name__ == "__main__":
    main(sys.argv[1:])
