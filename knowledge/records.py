"""The frozen records that travel between the stages: pages, provisions, passages, hits, answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page, before any structure is known.

    `number` is 1-based, None where the format has no pages. `quality` is the mean confidence of the
    character recognition from 0 to 1, None for a page that was not scanned.
    """

    number: int | None
    text: str
    quality: float | None = None


class Kind(StrEnum):
    """What a provision is, in the terms of Indonesian drafting (UU 12/2011, Lampiran II)."""

    PEMBUKAAN = "pembukaan"
    MENIMBANG = "menimbang"
    MENGINGAT = "mengingat"
    BUKU = "buku"
    BAB = "bab"
    BAGIAN = "bagian"
    PARAGRAF = "paragraf"
    PASAL = "pasal"
    AYAT = "ayat"
    HURUF = "huruf"
    ANGKA = "angka"
    PENUTUP = "penutup"
    PENJELASAN = "penjelasan"
    LAMPIRAN = "lampiran"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Provision:
    """One addressable piece of a document and what it contains.

    `text` is the provision's own cleaned wording including its mark ("(2) …", "a. …"), without its
    children; for headings it is the heading line(s). `locator` is the complete address as drafting
    writes it ("Pasal 5 ayat (2) huruf a"); BAB, Bagian and Paragraf carry their path as heading
    ("BAB III"). `page` is where the text starts.
    """

    kind: Kind
    locator: str
    text: str
    page: int | None = None
    heading: str = ""
    children: tuple[Provision, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Yields this provision and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a regulation is called, whatever its file is named.

    `kind` is the short lower-case kind used in file names ("uu", "pp", "perpres", "permendagri", "perda-singkawang"),
    empty for guidance. `number` is as cited ("95", "02/PRT/M/2016").
    """

    kind: str
    number: str
    year: int | None
    subject: str

    @property
    def key(self) -> str:
        """Returns "perpres-95-2018", the key by which the bank and relations name a regulation."""
        number = self.number.split("/")[0].lstrip("0") or self.number
        return f"{self.kind}-{number}-{self.year}".lower() if self.kind and self.year else ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its structure: the top-level provisions in reading order."""

    title: str
    identity: Identity | None
    provisions: tuple[Provision, ...]
    meta: dict[str, str] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Yields every provision in reading order."""
        for provision in self.provisions:
            yield from provision.walk()


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece that an answer quotes: an ayat, a list item, a sentence block, a table row."""

    locator: str
    text: str
    page: int | None
    kind: Kind
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: usually one Pasal or one section, with the units it is made of.

    `id` is stable for the same text at the same address of the same document. `path` holds the
    headings above it, outermost first. `text` is what the units say, joined by line breaks.
    """

    id: str
    document: str
    title: str
    locator: str
    page: int | None
    kind: Kind
    path: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def text(self) -> str:
        """Returns the verbatim wording, one unit a line."""
        return "\n".join(unit.text for unit in self.units)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, best first; `score` is comparable within one result list only."""

    passage: Passage
    score: float
    locator: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered source of an answer; `quote` is verbatim from the document at `locator`."""

    document: str
    title: str
    locator: str
    page: int | None
    quote: str
    url: str | None = None


class AnswerKind(StrEnum):
    """How an answer is to be read; all but the first are ways of not answering."""

    ANSWER = "answer"
    NOT_FOUND = "not_found"
    OUT_OF_SUBJECT = "out_of_subject"
    FALSE_PREMISE = "false_premise"
    WHICH = "which"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question.

    `lead` is the direct answer, one or two sentences or a list, plain text with [1] marks into
    `citations`. `suggestions` are questions to ask next: the choices of a `WHICH`, the nearest
    answerable ones of an abstention. `related` are further questions and `see_also` provisions
    ("perpres-95-2018", "Pasal 7") that the cited ones refer to.
    """

    question: str
    kind: AnswerKind
    language: str
    lead: str
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    see_also: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0

    @property
    def abstained(self) -> bool:
        """Tells whether the documents did not give an answer."""
        return self.kind is not AnswerKind.ANSWER


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the same conversation and what it was answered with."""

    question: str
    citations: tuple[Citation, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One indexed document as the catalogue lists it.

    `status` is "berlaku", "diubah", "dicabut" or "" where nothing is known.
    """

    name: str
    title: str
    kind: str
    year: int | None
    pages: int
    passages: int
    pasal: int
    sha256: str
    source: str
    status: str = ""
    url: str | None = None
    issued: date | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A whole provision to read, with its neighbours in the same document (locators, or None)."""

    document: str
    title: str
    locator: str
    page: int | None
    path: tuple[str, ...]
    text: str
    previous: str | None
    next: str | None


class PictureKind(StrEnum):
    """What a picture shows: the page itself, or a card and why; the last three are failures to show the page."""

    PAGE = "page"
    CARD = "card"
    FILE_GONE = "file_gone"
    FILE_CHANGED = "file_changed"
    NOT_DRAWN = "not_drawn"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture to check a provision by: PNG, or JPEG where that would be too large to send.

    `page` is None where the format has none.
    """

    document: str
    title: str
    locator: str
    page: int | None
    picture: bytes
    kind: PictureKind


@dataclass(frozen=True, slots=True)
class Effect:
    """What an indexed document does to a regulation: `verb` is "mengubah", "mencabut" or "melaksanakan"."""

    document: str
    title: str
    verb: str
    locator: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A regulation by its key ("perpres-95-2018"), its title where it is indexed, and what is done to it."""

    key: str
    title: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something an admin did: when (ISO 8601, UTC), who ("shell budi", "telegram 5001"), what, to what, and its end."""

    at: str
    who: str
    what: str
    detail: str = ""
    result: str = ""
