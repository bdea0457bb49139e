"""Who is quoted, across documents: one speaker with every name used, where it is certain that it is one.

A name is one speaker wherever it stands. A description ("the company", "a senior official") is one speaker
inside a document only; where several documents have it, each is told from the others by its document.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from audit.extractors.names import Name, is_origin, is_person, is_pronoun, read_name
from audit.model import Quotation, Speaker, SpeakerKind

_Key = tuple[str, int]


@dataclass(slots=True)
class _Gathered:
    """A speaker in the making."""

    kind: SpeakerKind
    names: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    claims: list[_Key] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    described: bool = False

    @property
    def name(self) -> str:
        """The name used most; of several, the longest."""
        return max(self.names, key=lambda name: (self.names[name], len(name), name))


def gather(claims: Mapping[str, Sequence[Quotation]]) -> tuple[tuple[Speaker, ...], dict[_Key, str]]:
    """The speakers, and who of them says each quotation, by document and index.

    A quotation whose speaker is not certain, such as an unresolved "he", is not in the mapping.
    """
    gathered: dict[str, _Gathered] = {}
    for document_id, quotations in claims.items():
        for number, quotation in enumerate(quotations):
            if quotation.speaker is not None:
                _add(gathered, (document_id, number), quotation)
    _join_surnames(gathered)
    gathered = _parted_by_document(gathered)
    named = sorted(((one.name, one) for one in gathered.values()), key=lambda pair: pair[0].casefold())
    names = {key: name for name, one in named for key in one.claims}
    return tuple(_speaker(one) for _, one in named), names


def _parted_by_document(gathered: Mapping[str, _Gathered]) -> dict[str, _Gathered]:
    """What only describes somebody is somebody else in every document."""
    parted: dict[str, _Gathered] = {}
    for identity, one in gathered.items():
        documents = sorted({document for document, _ in one.claims})
        if not one.described or len(documents) < 2:
            parted[identity] = one
            continue
        for document in documents:
            parted[f"{identity}\n{document}"] = replace(
                one,
                names=Counter({f"{one.name} (in {document})": 1}),
                aliases=one.aliases + one.names,
                claims=[key for key in one.claims if key[0] == document],
            )
    return parted


def _add(gathered: dict[str, _Gathered], key: _Key, quotation: Quotation) -> None:
    assert quotation.speaker is not None
    mention = " ".join(quotation.speaker.text.split())
    read = read_name(mention)
    name = quotation.speaker_name or (read.text if read is not None else None)
    if name is None or not name.strip():
        return
    kind = _kind(read, name)
    one = gathered.setdefault(_identity(name, kind), _Gathered(kind))
    one.kind = kind if one.kind == "unknown" else one.kind
    one.names[name] += 1
    one.claims.append(key)
    one.described = one.described or _is_description(mention, name, kind)
    if read is not None:
        one.titles |= read.titles
    if not is_pronoun(mention):
        one.aliases[mention] += 1


def _is_description(mention: str, name: str, kind: SpeakerKind) -> bool:
    """True of "the company", "officials"; not of "U.S. officials", "the joint statement"."""
    words = name.split()
    if kind in ("person", "country") or name[1:] != name[1:].lower():
        return False
    if len(words) == 1:
        return mention[:1].islower() or (is_person(name) and not is_origin(name))
    return not (kind == "document" and words[0] == "The" and len(words) > 2)


def _identity(name: str, kind: SpeakerKind) -> str:
    """What two mentions of one speaker share: no article, of a person's name no middle initials."""
    words = name.casefold().split()
    if len(words) > 1 and (words[0] == "the" or (kind == "document" and words[0] in ("a", "an"))):
        words = words[1:]
    if kind == "person" and len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word.rstrip(".")) > 1), words[-1]]
    return " ".join(words)


def _kind(read: Name | None, name: str) -> SpeakerKind:
    if read is not None and read.text == name:
        return read.kind
    again = read_name(name)
    return again.kind if again is not None else "unknown"


def _join_surnames(gathered: dict[str, _Gathered]) -> None:
    """A surname joins the one full name with it where a title says that both are one."""
    full: dict[str, list[_Gathered]] = {}
    for one in gathered.values():
        words = one.name.split()
        if one.kind == "person" and len(words) >= 2:
            for word in {words[0], words[-1]}:
                full.setdefault(word, []).append(one)
    for key, one in list(gathered.items()):
        candidates = full.get(one.name, [])
        if " " in one.name or len(candidates) != 1 or not (one.titles & candidates[0].titles):
            continue
        other = candidates[0]
        other.claims.extend(one.claims)
        other.aliases.update(one.aliases)
        other.aliases.update(one.names)
        del gathered[key]


def _speaker(one: _Gathered) -> Speaker:
    used = one.aliases + one.names
    aliases = sorted(used.keys() - {one.name}, key=lambda alias: (-used[alias], alias))
    return Speaker(one.name, one.kind, tuple(aliases))
