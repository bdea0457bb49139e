"""Text that grows piece by piece, and with it the exact map back to the file it came from."""

from audit.model import MapKind, MapRun

_STRENGTH = {"": 0, " ": 1, "\t": 2, "\n": 3, "\n\n": 4}


class TextBuilder:
    """Builds a document's text from pieces of a decoded file, in the file's order.

    White space between pieces is announced with `separate` and written only when a piece follows:
    so no text starts or ends with it, and of several separators in a row the strongest remains.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.length = 0
        self._pieces: list[str] = []
        self._runs: list[MapRun] = []
        self._separator = ""
        self._raw_end = 0

    def copy(self, start: int, end: int) -> int:
        """Add `raw[start:end]` as it is; return where it starts in the text."""
        return self._add("copy", self.raw[start:end], start, end)

    def convert(self, kind: MapKind, text: str, start: int, end: int) -> int:
        """Add `text`, which `raw[start:end]` stands for; return where it starts in the text."""
        return self._add(kind, text, start, end)

    def separate(self, separator: str) -> None:
        """White space of this strength (space, tab, line break, paragraph break) comes next."""
        if _STRENGTH[separator] > _STRENGTH[self._separator]:
            self._separator = separator

    def text(self) -> str:
        """Everything that was added."""
        return "".join(self._pieces)

    def runs(self) -> tuple[MapRun, ...]:
        """The map: contiguous runs over the whole text, neighbours of one kind joined."""
        return tuple(self._runs)

    def _add(self, kind: MapKind, text: str, start: int, end: int) -> int:
        if not text:
            return self.length
        if self._separator and self.length:
            self._add_separator(start)
        self._separator = ""
        at = self.length
        self._append(kind, text, start, end)
        return at

    def _add_separator(self, raw_start_of_next: int) -> None:
        same = self.raw[self._raw_end : raw_start_of_next] == self._separator
        self._append("copy" if same else "space", self._separator, self._raw_end, raw_start_of_next)

    def _append(self, kind: MapKind, text: str, raw_start: int, raw_end: int) -> None:
        start, self.length = self.length, self.length + len(text)
        self._raw_end = raw_end
        self._pieces.append(text)
        if self._runs and kind in ("copy", "json"):
            last = self._runs[-1]
            if last.kind == kind and last.raw_end == raw_start:
                self._runs[-1] = MapRun(kind, last.start, self.length, last.raw_start, raw_end)
                return
        self._runs.append(MapRun(kind, start, self.length, raw_start, raw_end))


def copied(text: str) -> tuple[MapRun, ...]:
    """The map of a text that is its file, character by character."""
    return (MapRun("copy", 0, len(text), 0, len(text)),) if text else ()
