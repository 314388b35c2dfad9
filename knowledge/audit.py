"""The gate before a new version of the index is served: what must not be wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from knowledge.catalog import Catalog
from knowledge.generation import Generation

# A document that loses or doubles more of its articles than this, and more than a few, was read wrongly.
_MOST_LOST = 0.1
_FEW = 2
# Removing more than half of many documents is a folder that was not mounted, not a decision.
_MOST_REMOVED = 0.5
_MANY = 5
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Change:
    """How the articles of a document differ from the version before."""

    document: str
    before: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def is_damage(self) -> bool:
        """Tells whether so much changed that the text was hardly meant to."""
        return max(len(self.lost), len(self.doubled)) > max(_FEW, _MOST_LOST * self.before)

    def __str__(self) -> str:
        said = [f"{len(self.lost)} Pasal hilang ({_some(self.lost)})"] if self.lost else []
        said += [f"{len(self.doubled)} Pasal ganda ({_some(self.doubled)})"] if self.doubled else []
        return f"{' dan '.join(said)} dibanding versi sebelumnya"


def changes(new: Catalog, old: Catalog, documents: Collection[str]) -> dict[str, Change]:
    """Returns for documents that are in both versions what became of their articles, those without a loss left out."""
    found = {}
    for name in documents:
        before, after = old.articles(name), new.articles(name)
        lost = tuple(place for place in before if place not in after)
        doubled = tuple(place for place, times in after.items() if times > max(before.get(place, 1), 1))
        if before and (lost or doubled):
            found[name] = Change(name, len(before), lost, doubled)
    return found


def problems(
    generation: Generation, *, expected: Collection[str], before: Collection[str], changed: Collection[Change]
) -> list[str]:
    """Returns why a new version must not be served, empty when it may.

    `expected` are the documents that should be in it, `before` those of the version that is served.
    """
    return [
        *generation.problems(),
        *_documents(generation.catalog, set(expected)),
        *_removed(set(before), set(expected)),
        *(f"{change.document}: {change}" for change in changed if change.is_damage),
    ]


def _documents(catalog: Catalog, expected: set[str]) -> Iterator[str]:
    there = {entry.name: entry for entry in catalog.documents()}
    if missing := sorted(expected - set(there)):
        yield f"{len(missing)} dokumen hilang: {_some(missing)}"
    if extra := sorted(set(there) - expected):
        yield f"{len(extra)} dokumen tidak dikenal: {_some(extra)}"
    for entry in there.values():
        if not entry.passages:
            yield f"{entry.name}: tidak ada satu bagian pun"


def _removed(before: set[str], expected: set[str]) -> Iterator[str]:
    gone = sorted(before - expected)
    if len(gone) >= _MANY and len(gone) > _MOST_REMOVED * len(before):
        yield (
            f"{len(gone)} dari {len(before)} dokumen akan dihapus: {_some(gone)}; apakah semua folder tersambung? "
            "/ Are all folders mounted?"
        )


def _some(names: Collection[str]) -> str:
    shown = ", ".join(list(names)[:_SHOWN])
    return f"{shown}, …" if len(names) > _SHOWN else shown
