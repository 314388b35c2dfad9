"""Attaching a question to a provision: the address is checked first, then kept; from a line, a CSV file or the chat."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import bank
from knowledge.catalog import Catalog
from knowledge.errors import LinkError, QuestionError
from knowledge.index import Index
from knowledge.links import LINKED, Link, make
from knowledge.locator import parse_locator
from knowledge.question import understand

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = ("question", "document", "locator")
_EXPORTED = ("id", *COLUMNS, "kind", "by", "at", "attached")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to be linked to a provision of a document; `line` is where it stands in a file, 0 elsewhere."""

    question: str
    document: str
    locator: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as it is listed: `document` is the one that holds its provision now, "" where none does."""

    link: Link
    document: str

    @property
    def is_attached(self) -> bool:
        """Tells whether its provision is indexed."""
        return bool(self.document)


def check(wanted: Wanted, catalog: Catalog, by: str) -> Link:
    """Makes the link that is wanted.

    Raises:
        LinkError: the document or the provision is not there, or there is no question.
    """
    try:
        question = understand(wanted.question).text
    except QuestionError as error:
        raise LinkError(str(error)) from None
    document = _document(catalog, wanted.document)
    locator = _locator(catalog, document, wanted.locator)
    found = catalog.document(document)
    return make((found[2] if found else "") or document, question, locator, LINKED, by)


def check_all(wanted: Sequence[Wanted], catalog: Catalog, by: str) -> list[Link]:
    """Makes all links that are wanted.

    Raises:
        LinkError: naming the first line that cannot be linked.
    """
    links = []
    for one in wanted:
        try:
            links.append(check(one, catalog, by))
        except LinkError as error:
            raise LinkError(f"Baris {one.line}: {error}" if one.line else str(error)) from None
    return links


def listed(links: Sequence[Link], catalog: Catalog) -> list[Linked]:
    """Returns links with the documents that hold their provisions."""
    attached, _ = bank.attach([link.entry for link in links], catalog)
    passages = {e.id: e.passage for e in attached}
    documents = {p.passage.id: p.passage.document for p in catalog.passages(sorted(set(passages.values())))}
    return [Linked(link, documents.get(passages.get(link.id, ""), "")) for link in links]


def unattached(links: Sequence[Link], index: Index) -> tuple[str, ...]:
    """Returns the links whose provision is not in an index, a line each."""
    if not links or not index.pointer():
        return ()
    with index.catalog() as catalog:
        found = listed(links, catalog)
    return tuple(f"{one.link.key} {one.link.locator}: {one.link.question}" for one in found if not one.is_attached)


def read_csv(path: Path) -> list[Wanted]:
    """Reads lines of question, document, locator; a first line may name the columns, in any order.

    Raises:
        LinkError: naming the line that is not one.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise LinkError(f"{path}: tidak dapat dibaca sebagai teks UTF-8. / Cannot be read as UTF-8 text.") from None
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    return list(_rows(path.name, csv.reader(io.StringIO(text), delimiter=separator, strict=True)))


def _rows(name: str, reader: Reader) -> Iterator[Wanted]:
    places: list[int] = list(range(len(COLUMNS)))
    number = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if number == 1 and set(COLUMNS) <= {cell.lower() for cell in cells}:
                places = [[cell.lower() for cell in cells].index(column) for column in COLUMNS]
            elif any(cells):
                if len(cells) <= max(places) or not all(cells[place] for place in places):
                    raise _broken(name, number)
                question, document, locator = (_unguarded(cells[place]) for place in places)
                yield Wanted(question, document, locator, number)
            number = reader.line_num + 1
    except csv.Error:
        raise _broken(name, number) from None


def _broken(name: str, number: int) -> LinkError:
    return LinkError(
        f"{name} baris {number}: perlu tiga kolom: pertanyaan, dokumen, lokator. Tidak ada yang ditautkan. / "
        f"Line {number} needs three columns: question, document, locator. Nothing was linked."
    )


def write_csv(path: Path, links: Iterable[Linked]) -> None:
    """Writes links so that `read_csv` reads them back and a spreadsheet opens them."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(_EXPORTED)
        for one in links:
            link = one.link
            row = (link.id, link.question, one.document or link.key, link.locator, link.kind, link.by, link.at)
            writer.writerow([*map(guarded, row), "ya" if one.is_attached else "tidak"])


def guarded(cell: str) -> str:
    """Returns a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) != cell[1:] else cell


def _document(catalog: Catalog, name: str) -> str:
    """Returns the indexed document of a name or of a regulation's key."""
    given = name.strip().lower()
    if catalog.document(given) is not None:
        return given
    if named := catalog.named(given):
        return named[0]
    raise LinkError(
        f"Tidak ada dokumen {name} dalam indeks. Lihat: python ingest.py list / There is no such document in the index."
    )


def _locator(catalog: Catalog, document: str, text: str) -> str:
    """Returns the locator of a provision as the document writes it; "psl 12 (3)" is understood, too."""
    given = " ".join(text.split())
    parsed = parse_locator(given)
    if parsed.heading and any(c.isdigit() for c in given):
        short = understand(given).locator
        parsed = short if short is not None and catalog.at(document, str(short.at_pasal_level())) else parsed
    locator = str(parsed)
    parts = catalog.of(document)
    places = [part.passage.locator for part in parts] + [u.locator for part in parts for u in part.passage.units]
    exact = next((place for place in places if place.lower() == locator.lower()), None)
    inside = exact or (locator if any(place.lower().startswith(f"{locator.lower()} ") for place in places) else None)
    if inside is not None:
        return inside
    near = bank.passage_at(parts, locator) if not parsed.steps else None
    if near is not None:
        return near.passage.locator
    raise LinkError(
        f"Tidak ada {text} dalam {document}. Lihat: python ingest.py show {document} / "
        f"There is no such provision in the document."
    )
