"""Two copies of one regulation: when files hold the same, and which of them is the better text."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.catalog import Catalog
from knowledge.reading import Reading
from knowledge.words import stems

# Share of the smaller vocabulary that both have. Copies through other converters or character recognition have 0.97
# and more; a law and its neighbours 0.65 at most; a badly recognised scan keeps three quarters of its words.
_SAME_WORDS = 0.72
# Share of the fewer articles that both have; an annex published as a file of its own has none.
_SAME_ARTICLES = 0.5
# A text counts as more complete when it has so many times the other's words.
_LARGER = 1.03


@dataclass(frozen=True, slots=True)
class Copy:
    """What is compared of a document: its articles, gaps and stems, and whether its pages are known."""

    name: str
    origin: str
    sha256: str
    articles: frozenset[str]
    gaps: int
    paged: bool
    stems: frozenset[str]

    @classmethod
    def of(cls, item: Reading) -> Copy:
        """Describes what was read from a file."""
        return cls(
            item.source.name,
            item.source.origin,
            item.source.sha256,
            frozenset(p.locator for p in item.passages if p.locator.startswith("Pasal ")),
            len(item.document.gaps),
            item.pages > 0,
            frozenset(stems(" ".join(p.text for p in item.passages))),
        )

    @classmethod
    def held(cls, catalog: Catalog, name: str) -> Copy:
        """Describes a document of a catalogue."""
        found = catalog.document(name)
        assert found is not None
        entry = found[0]
        return cls(
            name,
            entry.source,
            entry.sha256,
            frozenset(catalog.articles(name)),
            len(entry.gaps),
            entry.pages > 0,
            frozenset(catalog.stems_of(name)),
        )

    @property
    def complete(self) -> int:
        """Returns how many articles there are, a gap counting as one that is lost."""
        return len(self.articles) - self.gaps


def is_copy(one: Copy, other: Copy) -> bool:
    """Tells whether two documents of one key or name are the same text."""
    if bool(one.articles) != bool(other.articles):
        return False
    shared = _shared(one.articles, other.articles) if one.articles else 1.0
    return shared >= _SAME_ARTICLES and _shared(one.stems, other.stems) >= _SAME_WORDS


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def why_better(one: Copy, other: Copy) -> str | None:
    """Returns why the first copy is the better one, None when it is not."""
    if one.complete != other.complete:
        if one.complete < other.complete:
            return None
        if one.gaps < other.gaps:
            return f"lebih lengkap: {one.gaps} celah, yang lain {other.gaps}"
        return f"lebih lengkap: {len(one.articles)} Pasal, yang lain {len(other.articles)}"
    if one.paged != other.paged:
        return "nomor halamannya diketahui" if one.paged else None
    if len(one.stems) > _LARGER * len(other.stems):
        return "teksnya lebih lengkap"
    return None
