"""From an address to its picture: the page of the file it was read from, else the provision as a card."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from knowledge.catalog import Catalog
from knowledge.errors import DocumentError
from knowledge.locator import parse_locator
from knowledge.picture.card import card
from knowledge.picture.draw import page_png
from knowledge.read.archive import unpack
from knowledge.records import DocumentEntry, PageImage, Passage, PictureKind, Unit
from knowledge.sources import INSIDE, sha256_of

_DRAWN = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}


def page_image(catalog: Catalog, document: str, locator: str, quote: str = "") -> PageImage | None:
    """Returns a picture of the page that a provision stands on, the quotation marked; None where it is not indexed.

    Without a quotation the provision's own words are marked. A file without pages, or one that is gone, was
    changed since it was indexed or cannot be drawn, gives a card of the provision; `kind` tells which.
    """
    known = catalog.document(document)
    parts = _at(catalog, document, locator)
    if known is None or not parts:
        return None
    entry = known[0]
    unit = _unit(parts, locator, quote)
    marked = quote or unit.text
    kind = PictureKind.CARD
    if unit.page is not None and _has_drawn_pages(entry):
        kind, png = _page(entry, unit.page, marked)
        if png:
            return PageImage(document, entry.title, unit.locator, unit.page, png, kind)
    shown = next((part for part in parts if unit in part.units), parts[0])
    source = f"{entry.title}, {unit.locator}" + (f", hlm. {unit.page}" if unit.page is not None else "")
    png = card(shown.locator, shown.path, _whole(parts), quote, source)
    return PageImage(document, entry.title, unit.locator, unit.page, png, kind)


def _at(catalog: Catalog, document: str, locator: str) -> list[Passage]:
    exact = catalog.at(document, locator)
    found = exact or catalog.at(document, str(parse_locator(locator).at_pasal_level()))
    return [part.passage for part in found]


def _unit(parts: Sequence[Passage], locator: str, quote: str) -> Unit:
    """Returns the unit that the quotation begins in, else the one at the address."""
    units = [unit for part in parts for unit in part.units]
    first = next((line.strip() for line in quote.splitlines() if line.strip()), "")
    quoted = [unit for unit in units if first and first in unit.text]
    named = [unit for unit in quoted or units if unit.locator == locator]
    return (named or quoted or units)[0]


def _whole(parts: Sequence[Passage]) -> str:
    """Returns a provision's words without the heading line that the card has as its title."""
    text = "\n".join(part.text for part in parts)
    first, _, rest = text.partition("\n")
    return rest if rest and first.strip().casefold() == parts[0].locator.casefold() else text


def _has_drawn_pages(entry: DocumentEntry) -> bool:
    name = entry.source.partition(INSIDE)[2] or entry.source
    return Path(name).suffix.lower() in _DRAWN


def _page(entry: DocumentEntry, number: int, quote: str) -> tuple[PictureKind, bytes | None]:
    """Returns the page of the file that was indexed, or why there is none."""
    file = Path(entry.source.partition(INSIDE)[0])
    try:
        if sha256_of(file) != entry.sha256.partition(INSIDE)[0]:
            return PictureKind.FILE_CHANGED, None
    except OSError:
        return PictureKind.FILE_GONE, None
    png = _inside(file, entry.source.partition(INSIDE)[2], number, quote)
    return (PictureKind.PAGE, png) if png else (PictureKind.NOT_DRAWN, None)


def _inside(file: Path, member: str, number: int, quote: str) -> bytes | None:
    """Draws the page of a file, or of one that lies in an archive."""
    if not member:
        return page_png(file, number, quote)
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = [one for one in unpack(file, Path(folder)) if one.name == member]
        except (DocumentError, OSError):
            return None
        return page_png(found[0], number, quote) if found else None
