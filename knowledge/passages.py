"""Provisions → passages: one Pasal or one section each, cut at its own joints where it is too long."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.records import Kind, ParsedDocument, Passage, Provision, Unit

# Longer provisions are cut between ayat or list items. Passages of about a Pasal retrieve best; the
# limit keeps a definition list or a table from drowning its own words.
MAX_CHARACTERS = 2_400
_LONGEST_HEADING = 160

# Only a heading line of their own: nothing to retrieve without what stands below.
_STRUCTURE = {Kind.BUKU, Kind.BAB, Kind.BAGIAN, Kind.PARAGRAF}
_FOR_THEMSELVES = _STRUCTURE | {
    Kind.HEADING,
    Kind.PASAL,
    Kind.MENIMBANG,
    Kind.MENGINGAT,
    Kind.PEMBUKAAN,
    Kind.PENUTUP,
    Kind.PENJELASAN,
    Kind.LAMPIRAN,
}
# What is left of "Pasal 5 Ayat (1) Cukup jelas. Ayat (2) Cukup jelas." when nothing is said.
_SAYS_NOTHING = re.compile(r"cukup\s*jelas|\b(?:pasal|ayat|huruf|angka)\s*\(?\w{1,4}\)?|[\W_]+", re.IGNORECASE)
_LONGEST_NOTHING = 600


def build(document: ParsedDocument, name: str) -> list[Passage]:
    """Returns the passages of a document in reading order; ids are the same for the same text at the same place."""
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for provision, path in _retrievable(document.provisions, ()):
        units = tuple(_units(provision))
        for part in _parts(units):
            passages.append(
                Passage(
                    id=_identify(name, provision.locator, part, seen),
                    document=name,
                    title=document.title,
                    locator=provision.locator,
                    page=part[0].page,
                    kind=provision.kind,
                    path=path,
                    units=tuple(part),
                )
            )
    return passages


def renamed(passages: Sequence[Passage], name: str) -> list[Passage]:
    """Returns all passages of a document as they are when the document has another name."""
    seen: dict[str, int] = {}
    return [replace(p, document=name, id=_identify(name, p.locator, p.units, seen)) for p in passages]


def _identify(name: str, locator: str, units: Sequence[Unit], seen: dict[str, int]) -> str:
    """Returns the id of a passage, numbered where the same text stands at the same place again."""
    key = hashlib.sha1("\n".join([name, locator, *(u.text for u in units)]).encode()).hexdigest()[:16]
    repeats = seen[key] = seen.get(key, -1) + 1
    return f"{key}-{repeats}" if repeats else key


def is_empty_elucidation(passage: Passage) -> bool:
    """Tells whether an elucidation says nothing but "Cukup jelas": kept to be read, never worth finding."""
    text = passage.text
    if not passage.locator.startswith("Penjelasan") or len(text) > _LONGEST_NOTHING:
        return False
    return not _SAYS_NOTHING.sub("", text)


def context(passage: Passage, lead: str = "") -> str:
    """Returns what travels with a passage into the indexes: title, headings above it, and its lead-in."""
    return "\n".join(part for part in (passage.title, *passage.path, lead) if part)


def _retrievable(provisions: Sequence[Provision], path: tuple[str, ...]) -> Iterator[tuple[Provision, tuple[str, ...]]]:
    """Yields each provision that becomes passages, with the headings above it.

    What stands inside one and is retrieved for itself (a Pasal in a BAB, the new wording of a Pasal inside an
    amending act's own, a section in a section) is taken out of it and follows.
    """
    for provision in provisions:
        own, nested = _split(provision)
        if own.children or (own.text.strip() and provision.kind not in _STRUCTURE):
            yield own, path
        yield from _retrievable(nested, (*path, _heading(provision)))


def _split(provision: Provision) -> tuple[Provision, list[Provision]]:
    """Returns a provision without what is retrieved for itself, and that."""
    kept: list[Provision] = []
    nested: list[Provision] = []
    for child in provision.children:
        if child.kind in _FOR_THEMSELVES:
            nested.append(child)
        else:
            own, deeper = _split(child)
            kept.append(own)
            nested.extend(deeper)
    if not nested:
        return provision, []
    return replace(provision, children=tuple(kept)), nested


def _heading(provision: Provision) -> str:
    """Returns what a provision is called as a heading of others: "BAB III RENCANA …", "Pasal I", a section's title."""
    if provision.kind not in _STRUCTURE and provision.kind is not Kind.HEADING:
        return provision.heading[:_LONGEST_HEADING] or provision.locator
    text = " ".join((provision.heading or provision.text or provision.locator).split())[:_LONGEST_HEADING]
    own = " ".join(provision.locator.split()[-2:])
    return text if own.lower() in text.lower() else f"{provision.locator} {text}"


def _units(provision: Provision, depth: int = 0) -> Iterator[Unit]:
    if provision.text.strip():
        yield Unit(provision.locator, provision.text.strip(), provision.page, provision.kind, depth)
    for child in provision.children:
        yield from _units(child, depth + 1)


def _parts(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Cuts units into runs of at most MAX_CHARACTERS, between units of the shallowest list there is."""
    if not units:
        return
    if sum(len(u.text) for u in units) <= MAX_CHARACTERS:
        yield list(units)
        return
    joint = min((u.depth for u in units[1:]), default=0)
    blocks: list[list[Unit]] = []
    for unit in units:
        if blocks and unit.depth > joint:
            blocks[-1].append(unit)
        else:
            blocks.append([unit])
    part: list[Unit] = []
    size = 0
    for block in blocks:
        length = sum(len(u.text) for u in block)
        if part and size + length > MAX_CHARACTERS:
            yield part
            part, size = [], 0
        part.extend(block)
        size += length
    if part:
        yield part
