"""What the catalogue holds of a passage, a definition and a change, beside the records that travel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.records import Passage


@dataclass(frozen=True, slots=True)
class Definition:
    """A term as one regulation defines it; `short` is its abbreviation or ""."""

    term: str
    short: str
    document: str
    locator: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`document` does something to the regulation `target` (a key such as "pp-34-2009").

    `relation` is a verb of relations.py ("mengubah", "mencabut", …). `provision` narrows the target to some of its
    provisions ("Pasal 27, Pasal 28 ayat (2)"); `locator` is where `document` says so. `by` is the key of the
    regulation that does it where that is another one, of which `document` only tells. `subject` is what the target
    is about and `since` the ISO date from which it holds, "" where the text does not say.
    """

    document: str
    relation: str
    target: str
    provision: str
    locator: str
    page: int | None
    text: str
    by: str = ""
    subject: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage with what ranking needs of it: its stems and the token ids of the bundled embedder."""

    passage: Passage
    stems: str
    tokens: npt.NDArray[np.int32]
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What ranking reads of a passage; `path` is the JSON list of the headings above it."""

    id: str
    document: str
    locator: str
    path: str
    stems: str
    tokens: npt.NDArray[np.int32]


def fold(term: str) -> str:
    """Returns a term as the definition index compares it: lower case, letters and digits only."""
    return "".join(c for c in term.lower() if c.isalnum())
