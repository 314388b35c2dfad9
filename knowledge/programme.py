"""The programme as data: its steps, the readiness questions, and which region took part when.

The files are `langkah.yaml`, `kesiapan.yaml` and `daerah.csv` beside the guidance documents; a file of the same name
in the office's own documents takes their place, so that an admin changes them without touching code.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from knowledge.errors import DocumentError
from knowledge.settings import SHIPPED_DOCUMENTS, load_settings

T = TypeVar("T")

FOLDER = "data"
NEAR = 0.82
"""Likeness above which a misspelt region is taken to be meant ("Bojonegro")."""
# "Kabupaten Sleman", "kab. sleman", "Kota Bandung", "kodya Bandung"
RANK = re.compile(r"^\s*(?:(?P<kabupaten>kab(?:upaten)?\b\.?)|(?P<kota>kota(?:madya)?\b|kodya\b))\s*", re.IGNORECASE)
NICKNAMES = {
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
    "yogya": "yogyakarta",
    "solo": "surakarta",
    "tangsel": "tangerang selatan",
    "kukar": "kutai kartanegara",
    "muba": "musi banyuasin",
    "lotim": "lombok timur",
    "sby": "surabaya",
    "bdg": "bandung",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Indonesian and English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Section:
    """Where it is written: a guidance document and a heading in it."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class Task:
    """One point of a checklist."""

    id: str
    text: Wording


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the programme: what is required, what to prepare, which regulations apply.

    `regulations` holds the keys by which regulations are named ("perpres-95-2018").
    """

    id: str
    title: Wording
    summary: Wording
    checklist: tuple[Task, ...]
    regulations: tuple[str, ...]
    source: Section


@dataclass(frozen=True, slots=True)
class ReadinessQuestion:
    """A question of the self-check; `advice` is what a "no" leads to."""

    id: str
    element: str
    question: Wording
    advice: Wording
    source: Section


@dataclass(frozen=True, slots=True)
class Participation:
    """One entry of a list: a region, a year, and how it took part ("terpilih", "contoh", "dipertentangkan" …)."""

    region: str
    province: str
    year: int
    phase: str
    how: str
    note: str
    document: str


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything the guided features walk through."""

    steps: tuple[Step, ...]
    questions: tuple[ReadinessQuestion, ...]
    participations: tuple[Participation, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Returns the years that have a list."""
        return tuple(sorted({one.year for one in self.participations}))

    def regions(self, name: str) -> list[str]:
        """Returns the regions that a name may mean: all of that name, else the most alike, else none."""
        rank, bare = _rank_and_name(name)
        if not bare:
            return []
        known: dict[str, list[str]] = {}
        for region in dict.fromkeys(one.region for one in self.participations):
            known.setdefault(_rank_and_name(region)[1], []).append(region)
        found = known.get(bare) or [
            region for near in difflib.get_close_matches(bare, known, n=2, cutoff=NEAR) for region in known[near]
        ]
        return [region for region in found if not rank or _rank_and_name(region)[0] == rank] or found

    def of(self, region: str) -> list[Participation]:
        """Returns the entries of a region, by year."""
        return sorted((one for one in self.participations if one.region == region), key=lambda one: one.year)


def load_programme(folders: Sequence[Path] | None = None) -> Programme:
    """Reads the programme's files; each from the first folder that has it.

    Raises:
        DocumentError: naming the file that is missing or cannot be used.
    """
    searched = list(folders) if folders is not None else [load_settings().documents_dir, SHIPPED_DOCUMENTS]
    return Programme(
        tuple(_read(_find("langkah.yaml", searched), _steps)),
        tuple(_read(_find("kesiapan.yaml", searched), _questions)),
        tuple(_read(_find("daerah.csv", searched), _participations)),
    )


def _rank_and_name(name: str) -> tuple[str, str]:
    match = RANK.match(name)
    bare = " ".join(re.sub(r"[^\w\s]", " ", name[match.end() :] if match else name).lower().split())
    rank = ("kabupaten" if match["kabupaten"] else "kota") if match else ""
    return rank, NICKNAMES.get(bare, bare)


def _find(name: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        for path in (folder / FOLDER / name, folder / name):
            if path.is_file():
                return path
    raise DocumentError(f"{name} tidak ditemukan di folder dokumen / is missing from the documents' folder {FOLDER}")


def _read(path: Path, read: Callable[[str], list[T]]) -> list[T]:
    """Reads a file, and names it where it is not as it should be."""
    try:
        found = read(path.read_text(encoding="utf-8"))
    except KeyError as error:
        raise DocumentError(f"{path}: isian {error} tidak ada / entry {error} is missing") from error
    except (ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0]
        raise DocumentError(f"{path}: tidak dapat dibaca / cannot be used: {reason}") from error
    if not found:
        raise DocumentError(f"{path}: kosong / is empty")
    return found


def _steps(text: str) -> list[Step]:
    return [
        Step(
            id=str(entry["id"]),
            title=Wording(**entry["title"]),
            summary=Wording(**entry["summary"]),
            checklist=tuple(Task(str(one["id"]), Wording(**one["text"])) for one in entry["checklist"]),
            regulations=tuple(map(str, entry["regulations"])),
            source=Section(**entry["source"]),
        )
        for entry in yaml.safe_load(text)["steps"]
    ]


def _questions(text: str) -> list[ReadinessQuestion]:
    return [
        ReadinessQuestion(
            id=str(entry["id"]),
            element=str(entry["element"]),
            question=Wording(**entry["question"]),
            advice=Wording(**entry["advice"]),
            source=Section(**entry["source"]),
        )
        for entry in yaml.safe_load(text)["questions"]
    ]


def _participations(text: str) -> list[Participation]:
    return [
        Participation(
            region=row["region"],
            province=row["province"],
            year=int(row["year"]),
            phase=row["phase"],
            how=row["how"],
            note=row["note"],
            document=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    ]
