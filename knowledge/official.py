"""Official pages of central regulations, from the shipped table: where an office finds the text it needs."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from knowledge.download import Limits, fetch
from knowledge.errors import DocumentError
from knowledge.records import ParsedDocument

_FILE = Path(__file__).with_name("official.csv")


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """One regulation and its page at the publisher."""

    key: str
    title: str
    url: str


@lru_cache(maxsize=1)
def pages() -> dict[str, OfficialPage]:
    """Returns the pages by regulation key."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: OfficialPage(row["key"], row["title"], row["url"]) for row in csv.DictReader(file)}


def with_official_title(document: ParsedDocument) -> ParsedDocument:
    """Returns a regulation under its official title, whatever recognition made of it ("Pembangunan N9-sional")."""
    identity = document.identity
    page = pages().get(identity.key) if identity else None
    if identity is None or page is None:
        return document
    subject = page.title.partition(" tentang ")[2]
    meta = document.meta | ({"subject": subject} if "subject" in document.meta else {})
    return replace(document, title=page.title, identity=replace(identity, subject=subject), meta=meta)


def document_on(page: OfficialPage, limits: Limits) -> str:
    """Returns the address of the PDF on a regulation's official page.

    Raises:
        DocumentError: the page cannot be reached or links to no PDF.
    """
    with tempfile.TemporaryDirectory() as folder:
        text = fetch(page.url, Path(folder), limits).read_text(encoding="utf-8", errors="replace")
    links = _Links()
    links.feed(text)
    site = _site(page.url)
    for href in links.found:
        link = urljoin(page.url, href)
        if _site(link) == site and urlsplit(link).path.lower().endswith(".pdf"):
            return quote(link, safe=":/?#[]@!$&'()*+,;=%")
    raise DocumentError(
        f"{page.url}: tidak ada tautan PDF di halaman resmi itu. Unduh berkasnya dengan peramban ke DOCUMENTS_DIR, "
        "lalu jalankan: python ingest.py / No PDF on the official page; download it with a browser."
    )


def fetched(address: str, folder: Path, limits: Limits, progress: Callable[[int, int], None]) -> Path:
    """Downloads a document into a folder; a regulation's key stands for the document on its official page.

    Raises:
        DocumentError: it is neither an address nor a known key, or cannot be downloaded.
    """
    page = pages().get(address.lower())
    if page is None and "://" not in address:
        raise DocumentError(
            f"{address}: bukan alamat web, dan bukan peraturan yang halaman resminya dikenal. Lihat: python "
            "ingest.py official / Neither a web address nor a regulation of the list."
        )
    if page is None:
        return fetch(address, folder, limits, progress=progress)
    return fetch(document_on(page, limits), folder, limits, name=page.key, progress=progress)


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


class _Links(HTMLParser):
    """Collects the addresses that a page links to, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes the address of a link."""
        if tag == "a":
            self.found.extend(value for name, value in attrs if name == "href" and value)
