"""A time expression where it stands, with what its words say."""

from dataclasses import dataclass

from audit.extractors.calendars import Meaning
from audit.extractors.measures import Figure


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression over tokens `[first, after)`; `figure` is the number written in it."""

    first: int
    after: int
    kind: str
    meaning: Meaning
    figure: Figure | None = None
