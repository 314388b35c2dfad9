"""Provisions → passages: one Pasal or one section each, cut at its own joints where it is too long."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from knowledge.records import Kind, ParsedDocument, Passage, Provision, Unit

# Longer provisions are cut between ayat or list items. Passages of about a Pasal retrieve best; the
# limit keeps a definition list or a table from drowning its own words.
MAX_CHARACTERS = 2_400

_HEADINGS = {Kind.BUKU, Kind.BAB, Kind.BAGIAN, Kind.PARAGRAF, Kind.HEADING}
_WHOLE = {Kind.PASAL, Kind.MENIMBANG, Kind.MENGINGAT, Kind.PEMBUKAAN, Kind.PENUTUP}
# What is left of "Pasal 5 Ayat (1) Cukup jelas. Ayat (2) Cukup jelas." when nothing is said.
_SAYS_NOTHING = re.compile(r"cukup\s+jelas|\b(?:pasal|ayat|huruf|angka)\s*\(?\w{1,4}\)?|[\W_]+", re.IGNORECASE)
_LONGEST_NOTHING = 600


def build(document: ParsedDocument, name: str) -> list[Passage]:
    """Returns the passages of a document in reading order; ids are the same for the same text at the same place."""
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for provision, path in _retrievable(document.provisions, ()):
        units = tuple(_units(provision))
        for part in _parts(units):
            key = hashlib.sha1("\n".join([name, provision.locator, *(u.text for u in part)]).encode()).hexdigest()[:16]
            repeats = seen[key] = seen.get(key, -1) + 1
            passages.append(
                Passage(
                    id=f"{key}-{repeats}" if repeats else key,
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
    """Yields each provision that becomes passages, with the headings above it."""
    for provision in provisions:
        if provision.kind in _WHOLE or not provision.children:
            if provision.kind not in _HEADINGS or provision.kind is Kind.HEADING:
                yield provision, path
            continue
        containers = [c for c in provision.children if _is_container(c)]
        if provision.kind in _HEADINGS or containers:
            inner = (*path, _heading(provision))
            own = [c for c in provision.children if not _is_container(c)]
            if own or (provision.kind not in _HEADINGS and provision.text):
                yield _without(provision, own), path
            yield from _retrievable(containers, inner)
        else:
            yield provision, path


def _is_container(provision: Provision) -> bool:
    return provision.kind in _HEADINGS | _WHOLE | {Kind.PENJELASAN, Kind.LAMPIRAN}


def _without(provision: Provision, children: Sequence[Provision]) -> Provision:
    return Provision(
        provision.kind, provision.locator, provision.text, provision.page, provision.heading, tuple(children)
    )


def _heading(provision: Provision) -> str:
    text = " ".join((provision.heading or provision.text or provision.locator).split())
    return text if text.lower().startswith(provision.locator.lower()) else f"{provision.locator} {text}".strip()


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
