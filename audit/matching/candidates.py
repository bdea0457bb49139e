"""A quotation and all that decides where it stands, frozen: what is found is a function of this alone.

Nothing of the folder is in it but the sources that share enough with the quotation, and how rare the
shared words are: other documents may come and go, and what was found before is found again.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from audit.matching.chaining import Wanted
from audit.matching.neighbourhoods import Neighbourhoods
from audit.matching.quoted import Quoted
from audit.matching.rarity import Bits
from audit.matching.word_index import Source


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a quotation's words tell, alone (`bits`) and behind the one before (`behind`), and likely places.

    `chance` are the bits that two texts share by chance somewhere in the folder. `places` number
    `sources`, which stand in the folder's order.
    """

    quoted: Quoted
    bits: Bits
    behind: Bits
    chance: float
    sources: tuple[Source, ...]
    places: Neighbourhoods

    def digest(self) -> bytes:
        """A hash of everything in it: the same for the same search, whatever else the folder holds."""
        text = self.quoted.text.encode("utf-8", "surrogatepass")
        places = self.places
        sizes = [len(text), len(self.bits), len(self.sources), len(places), len(places.runs), self.chance]
        head = np.array(sizes, dtype=np.float64).tobytes()
        sources = [source.digest for source in self.sources]
        columns = (self.quoted.keys, self.bits, self.behind, places.documents, places.bits, places.sizes)
        arrays = [column.tobytes() for column in (*columns, places.runs)]
        return sha256(b"".join((head, text, *sources, *arrays))).digest()

    def wanted(self) -> Wanted:
        """The quotation as the aligner needs it."""
        quoted = self.quoted
        return Wanted(
            keys=quoted.keys.tolist(),
            single=self.bits.tolist(),
            behind=np.concatenate(([0.0], np.cumsum(self.behind, dtype=np.float64))).tolist(),
            text=quoted.text,
            starts=[quoted.starts[word] for word in quoted.own],
            ends=[quoted.ends[word] for word in quoted.own],
            chance=self.chance,
            marks=quoted.marks,
        )
