"""The question bank: what people ask, and the provision that answers it.

A bank file is named after a regulation's key (`perpres-95-2018.jsonl`) or, for guidance, after the
document with a prefix (`panduan-quick-win.jsonl`, `regulasi-panduan-uu-23-2014.jsonl`). Each line holds
`question`, `locator` and `style`. A bank question finds its provision; it is never quoted as law.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import LinkError
from knowledge.locator import parse_locator

if TYPE_CHECKING:
    from knowledge.catalog import Catalog, IndexedPassage

_GUIDANCE_PREFIXES = ("panduan-", "regulasi-")


@dataclass(frozen=True, slots=True)
class BankEntry:
    """A question and where it is answered; `passage` is set once it is attached."""

    id: str
    key: str
    question: str
    locator: str
    style: str
    passage: str = ""


def load(folders: Iterable[Path]) -> list[BankEntry]:
    """Reads every bank file of the folders.

    Raises:
        LinkError: naming the file and line that cannot be read.
    """
    return [entry for folder in folders for path in sorted(folder.glob("*.jsonl")) for entry in read_file(path)]


def fingerprint(folders: Iterable[Path]) -> str:
    """Returns a digest that changes when any bank file does."""
    digest = hashlib.sha256()
    for path in (path for folder in folders for path in sorted(folder.glob("*.jsonl"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def read_file(path: Path) -> list[BankEntry]:
    """Reads one bank file, its key taken from the file's name."""
    key = path.stem
    for prefix in _GUIDANCE_PREFIXES:
        key = key.removeprefix(prefix) if path.stem.startswith(prefix) else key
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            entries.append(entry(key, row["question"], row["locator"], row.get("style", "")))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise LinkError(
                f"{path.name} baris {number}: perlu question dan locator. / Needs a question and a locator."
            ) from None
    return entries


def entry(key: str, question: str, locator: str, style: str = "") -> BankEntry:
    """Makes an entry with its stable id."""
    digest = hashlib.sha1("\n".join([key, locator, question]).encode()).hexdigest()[:16]
    return BankEntry(digest, key, question, locator, style)


def attach(entries: Sequence[BankEntry], catalog: Catalog) -> tuple[list[BankEntry], dict[str, tuple[int, int]]]:
    """Joins entries to the passages that are indexed.

    Returns the attached entries, and for each indexed document that has entries (attached, not attached).
    """
    by_key: dict[str, list[BankEntry]] = defaultdict(list)
    for item in entries:
        by_key[item.key].append(item)
    attached: dict[str, BankEntry] = {}
    counts: dict[str, tuple[int, int]] = {}
    for key, group in by_key.items():
        # An annex may be a document of its own with the key of its regulation.
        documents = catalog.named(key)
        places = [_places(catalog.of(document)) for document in documents]
        found = [replace(e, passage=p) for e in group if (p := _first_place(places, e.locator))]
        attached.update((e.id, e) for e in found)
        if documents:
            counts[documents[0]] = (len(found), len(group) - len(found))
    return list(attached.values()), counts


def passage_at(passages: Iterable[IndexedPassage], locator: str) -> IndexedPassage | None:
    """Returns the passage of one document that holds a locator, None when none does."""
    return _place(_places(passages), locator)


def _first_place(documents: Sequence[dict[str, list[IndexedPassage]]], locator: str) -> str:
    found = (part.passage.id for places in documents if (part := _place(places, locator)))
    return next(found, "")


def _places(passages: Iterable[IndexedPassage]) -> dict[str, list[IndexedPassage]]:
    places: dict[str, list[IndexedPassage]] = defaultdict(list)
    for item in passages:
        places[item.passage.locator.lower()].append(item)
    return places


def _place(places: dict[str, list[IndexedPassage]], locator: str) -> IndexedPassage | None:
    """Returns the passage that holds a locator, None when none does."""
    pasal = str(parse_locator(locator).at_pasal_level())
    parts = places.get(pasal.lower()) or places.get(locator.lower()) or _near(places, locator)
    for item in parts:
        if any(unit.locator.lower().startswith(locator.lower()) for unit in item.passage.units):
            return item
    return parts[0] if parts else None


def _near(places: dict[str, list[IndexedPassage]], locator: str) -> list[IndexedPassage]:
    """Finds a heading that the converter of another copy wrote a little differently."""
    folded = "".join(c for c in locator.lower() if c.isalnum())
    for place, items in places.items():
        other = "".join(c for c in place if c.isalnum())
        if len(folded) > 7 and (other.startswith(folded) or other.endswith(folded)):
            return items
    return []
