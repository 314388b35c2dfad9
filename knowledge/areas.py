"""Regions of Indonesia: their names in a text, as people write them, and which region a table cell means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from knowledge.words import STOP_WORDS

KABUPATEN, KOTA, PROVINSI = "kabupaten", "kota", "provinsi"
_ISLAND = "pulau"
_TABLE = Path(__file__).with_name("areas.tsv")
_WORD = re.compile(r"[^\W_]+")
_KINDS = {
    **dict.fromkeys(("kab", "kabupaten", "pemkab"), (KABUPATEN,)),
    **dict.fromkeys(("kota", "kotamadya", "kodya", "pemkot"), (KOTA,)),
    **dict.fromkeys(("prov", "provinsi", "propinsi", "pemprov"), (PROVINSI,)),
}
# "Sleman Regency", "the City of Malang"; not "smart city Bandung".
_ENGLISH = {"regency": (KABUPATEN,), "city": (KOTA,), "municipality": (KOTA,), "province": (PROVINSI,)}
# "kab. dan kota Bogor", "Kab/Kota Bogor": both kinds are meant.
_JOINS = {"dan", "atau"}
# "Kab. Kep. Mentawai", "Ogan Komering Ulu Sel."
_SPELLED = {"kep": "kepulauan", "sel": "selatan"}
_MOST_WORDS = 6
# A slip or two in a name: "slemam", "banjarmsin". Below these, other regions and everyday words begin to match;
# names without their kind need more, as there is no other sign that a region is meant.
_LIKE_TYPED, _LIKE_BARE = 82, 88
_SHORTEST_TYPED, _SHORTEST_BARE = 4, 6
_LONGEST_CELL = 60
# Names that are words of their own: without Kota or Kabupaten they are a region only where nothing else is said.
_EVERYDAY = frozenset(
    ("batu", "batang", "serang", "pati", "puncak", "buru", "metro", "landak", "lebak", "bone", "ende", "solo", "kendal")
)


@dataclass(frozen=True, slots=True)
class Area:
    """A province, a kabupaten or a kota, named as the Kemendagri code list names it."""

    kind: str
    name: str
    province: str

    @property
    def title(self) -> str:
        """Returns "Kabupaten Sleman"."""
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Named:
    """Where a text names a region, and the regions that the name can mean.

    `typed` tells that its kind is said ("Kab. Bandung"), `slip` that the name was misspelled, `everyday` that it is
    also a common word ("batu").
    """

    start: int
    end: int
    areas: tuple[Area, ...]
    typed: bool = False
    slip: bool = False
    everyday: bool = False


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[Area, ...]]:
    """Returns folded name or other name → the regions called so."""
    names: dict[str, tuple[Area, ...]] = {}
    for kind, name, province, *others in _rows():
        if kind == _ISLAND:
            continue
        area = Area(kind, name, province)
        for spelled in (name, *(others[0].split(", ") if others else ())):
            key = "".join(_WORD.findall(spelled.lower()))
            names[key] = tuple(dict.fromkeys((*names.get(key, ()), area)))
    return names


@lru_cache(maxsize=1)
def _islands() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Returns name or other name of an island, in lower case → its name and its provinces."""
    islands = {}
    for kind, name, inside, *others in _rows():
        if kind == _ISLAND:
            for spelled in (name, *(others[0].split(", ") if others else ())):
                islands[spelled.lower()] = (name, tuple(inside.split("|")))
    return islands


@lru_cache(maxsize=1)
def name_words() -> frozenset[str]:
    """Returns every word that stands in the name of a region or island, in lower case."""
    return frozenset(word for _, *spelled in _rows() for word in _WORD.findall(" ".join(spelled).lower()))


def _rows() -> list[list[str]]:
    return [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()]


def island(text: str, taken: Sequence[Named]) -> tuple[str, tuple[str, ...], tuple[int, int]] | None:
    """Returns an island that a text names beside the regions already `taken`: its name, its provinces, and where.

    A name that is a province too ("Papua") is the island where it stands alone.
    """
    for spelled, (name, inside) in _islands().items():
        for match in re.finditer(rf"\b{spelled}\b", text, re.IGNORECASE):
            here = [n for n in taken if n.start < match.end() and match.start() < n.end]
            if all(n.end - n.start == len(spelled) for n in here):
                return name, inside, match.span()
    return None


@lru_cache(maxsize=500)
def spelled(text: str) -> tuple[Named, ...]:
    """Returns the regions that a text names, in order; a bare name with a slip is none."""
    return tuple(find(text))


def find(text: str, known: Callable[[str], bool] = lambda _: True) -> list[Named]:
    """Returns the regions that a text names, in order.

    A bare name is looked for with slips only where each of its words is not `known` as a word of the documents.
    """
    tokens = [(_SPELLED.get(m.group().lower(), m.group().lower()), m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        named, used = _at(tokens, at, known)
        if named:
            found.append(named)
        at += used
    return found


@lru_cache(maxsize=5_000)
def surely(text: str) -> frozenset[Area]:
    """Returns the regions that a text names with their kind, spelled right."""
    return frozenset(area for named in spelled(text) if named.typed and not named.slip for area in named.areas)


@lru_cache(maxsize=20_000)
def read(cell: str) -> Area | None:
    """Returns the one region that a table cell names and nothing else: "Pemerintah Kab. Sleman", "Jawa Timur"."""
    if len(cell) > _LONGEST_CELL or not any(c.isalpha() for c in cell):
        return None
    bare = re.sub(r"^\W*(?:pemerintah(?:\s+daerah)?\s+)?", "", cell, flags=re.IGNORECASE)
    found = spelled(bare)
    if len(found) != 1 or bare[: found[0].start].strip() or bare[found[0].end :].strip(" .*"):
        return None
    areas = found[0].areas
    if len(areas) > 1:
        areas = tuple(a for a in areas if a.kind == PROVINSI)
    return areas[0] if len(areas) == 1 else None


def _at(tokens: Sequence[tuple[str, int, int]], at: int, known: Callable[[str], bool]) -> tuple[Named | None, int]:
    """Returns what is named from a token on, and how many tokens that took."""
    kinds, taken = _kinds(tokens, at)
    whole = _exact(tokens, at) if taken else None
    for areas, count, slip in _candidates(tokens, at + taken, kinds, known):
        if whole and whole[1] > taken + count:
            break
        behind = _ENGLISH.get(tokens[at + taken + count][0]) if at + taken + count < len(tokens) else None
        if not kinds and behind and (narrowed := _of_kind(areas, behind)):
            areas, kinds, count = narrowed, behind, count + 1
        last = at + taken + count - 1
        everyday = not kinds and count == 1 and tokens[last][0] in _EVERYDAY
        return Named(tokens[at][1], tokens[last][2], areas, bool(kinds), slip, everyday), taken + count
    if whole:
        return Named(tokens[at][1], tokens[at + whole[1] - 1][2], whole[0]), whole[1]
    return None, max(taken, 1)


def _kinds(tokens: Sequence[tuple[str, int, int]], at: int) -> tuple[tuple[str, ...], int]:
    """Returns the kinds said before a name ("kab/kota"), and how many tokens say it."""
    if tokens[at][0] in _ENGLISH and at + 1 < len(tokens) and tokens[at + 1][0] == "of":
        return _ENGLISH[tokens[at][0]], 2
    kinds: tuple[str, ...] = ()
    taken = 0
    while at + taken < len(tokens):
        word = tokens[at + taken][0]
        if word in _KINDS:
            kinds = (*kinds, *_KINDS[word])
        elif not (kinds and word in _JOINS):
            break
        taken += 1
    return kinds, taken


def _exact(tokens: Sequence[tuple[str, int, int]], at: int) -> tuple[tuple[Area, ...], int] | None:
    """Returns the regions whose name begins with the word for a kind itself ("Kotabaru", "Kotamobagu")."""
    for count in range(min(_MOST_WORDS, len(tokens) - at), 1, -1):
        if areas := _names().get("".join(word for word, *_ in tokens[at : at + count])):
            return areas, count
    return None


def _candidates(
    tokens: Sequence[tuple[str, int, int]], at: int, kinds: Sequence[str], known: Callable[[str], bool]
) -> Iterator[tuple[tuple[Area, ...], int, bool]]:
    """Yields (regions, words used, whether misspelled) from a token on: exact names first, the longest first."""
    most = min(_MOST_WORDS, len(tokens) - at)
    spans = [(count, [word for word, *_ in tokens[at : at + count]]) for count in range(most, 0, -1)]
    for count, said in spans:
        if areas := _of_kind(_names().get("".join(said), ()), kinds):
            yield areas, count, False
    slips = [(score, areas, count) for count, said in spans for score, areas in _slips(said, kinds, known)]
    if slips:
        _, areas, count = max(slips, key=lambda slip: slip[0])
        yield areas, count, True


def _slips(
    said: Sequence[str], kinds: Sequence[str], known: Callable[[str], bool]
) -> Iterator[tuple[float, tuple[Area, ...]]]:
    word = "".join(said)
    shortest, least = (_SHORTEST_TYPED, _LIKE_TYPED) if kinds else (_SHORTEST_BARE, _LIKE_BARE)
    if len(word) < shortest or any(w in STOP_WORDS for w in said) or (not kinds and any(map(known, said))):
        return
    choices = _choices(tuple(kinds))
    if best := process.extractOne(word, choices.keys(), scorer=fuzz.ratio, score_cutoff=least):
        yield best[1], choices[best[0]]


@lru_cache(maxsize=16)
def _choices(kinds: tuple[str, ...]) -> dict[str, tuple[Area, ...]]:
    """Returns the names that a slip may stand for."""
    return {key: areas for key, all_ in _names().items() if len(key) > 3 and (areas := _of_kind(all_, kinds))}


def _of_kind(areas: Sequence[Area], kinds: Sequence[str]) -> tuple[Area, ...]:
    return tuple(area for area in areas if not kinds or area.kind in kinds)
