"""Definitions and abbreviations, mined from the texts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.catalog import Definition
from knowledge.locator import parse_locator
from knowledge.records import Kind, ParsedDocument, Provision

# "1. Sistem Pemerintahan Berbasis Elektronik yang selanjutnya disingkat SPBE adalah …" matches;
# "Kepala Daerah adalah …" matches; "(2) Ketentuan sebagaimana dimaksud pada ayat (1) adalah …" must not.
_DEFINES = re.compile(
    r"""^(?:[^\w"“]*(?:\d{1,3}[.)]|[a-z][.)]|\(\d+\w?\))\s*)?      # its number, as printed
        (?P<term>[A-Z"“][^.;:]{1,160}?)
        (?P<aliases>(?:,?\s+(?:dan\s+|atau\s+)?(?:yang\s+)?selanjutnya\s+(?:disebut|disingkat)(?:\s+(?:dengan|sebagai))?\s+[^,;:.]{2,120}?)*)
        ,?\s+(?:adalah|ialah|yaitu)\s+(?P<meaning>\S.{8,})""",
    re.VERBOSE | re.DOTALL,
)
_ALIAS = re.compile(
    r"selanjutnya\s+(?:disebut|disingkat)(?:\s+(?:dengan|sebagai))?\s+(?P<alias>[^,;:.]{2,120}?)"
    r"(?=,?\s+(?:dan\s+|atau\s+)?(?:yang\s+)?selanjutnya|,?\s*$)",
    re.DOTALL,
)
# "Yang dimaksud dengan "asas kepastian hukum" adalah …", the elucidation's way.
_ELUCIDATES = re.compile(
    r"""[Yy]ang\s+dimaksud\s+dengan\s+["“”'’]{0,2}(?P<term>[^"“”'’.;:]{2,100}?)["“”'’]{0,2},?\s+(?:adalah|ialah|yaitu)\s+\S""",
)
_NOT_A_TERM = re.compile(r"\b(?:sebagaimana|dimaksud|ayat|pasal|huruf|ketentuan|tersebut|ini|yang)\b", re.IGNORECASE)
_IN_GLOSSARY = re.compile(
    r"\b(?:glosari\w*|istilah|singkatan|akronim|glossary|abbreviations?|acronyms?)\b", re.IGNORECASE
)
# "APEKSI adalah Asosiasi Pemerintah Kota Seluruh Indonesia.", "CSR atau TJSLP adalah …": an acronym spelled out
_SPELLS_OUT = re.compile(
    r"(?:^|[;,]\s+|\batau\s+|\bdan\s+)(?P<short>(?=[\w-]*[A-Z][\w-]*[A-Z])[A-Z][\w-]{1,11})(?:\s+atau\s+\S+)?,?\s+(?:semula\s+)?"
    r"(?:adalah|ialah|is|means|stands\s+for)\s+(?P<term>[^.;(]{6,120})"
)
_GLOSSARY_HEADER = re.compile(r"^\W*(?:istilah|singkatan|akronim|term|abbreviation)\b", re.IGNORECASE)


def mine(document: ParsedDocument, name: str) -> list[Definition]:
    """Returns the definitions of a document: its Pasal 1, its elucidation, its glossary tables."""
    found: list[Definition] = []
    for provision in document.walk():
        if _is_of_the_first_article(provision.locator):
            found.extend(_defined(provision, name))
        elif provision.locator.startswith("Penjelasan"):
            found.extend(_elucidated(provision, name))
        elif provision.kind is Kind.PARAGRAPH and _IN_GLOSSARY.search(f"{document.title} {provision.locator}"):
            found.extend(_spelled_out(provision, name))
        elif provision.kind is Kind.TABLE and _GLOSSARY_HEADER.match(provision.text):
            found.extend(_listed(provision, name))
    return found


def _is_of_the_first_article(locator: str) -> bool:
    place = parse_locator(locator)
    article = (place.quoted or place).at_pasal_level()
    return str(article) == "Pasal 1"


def _defined(provision: Provision, name: str) -> Iterator[Definition]:
    match = _DEFINES.match(provision.text.strip())
    if match is None:
        return
    term = _tidy(match["term"])
    if _NOT_A_TERM.search(term):
        return
    aliases = [_tidy(m["alias"]) for m in _ALIAS.finditer(match["aliases"] or "")] or [""]
    for alias in aliases:
        yield Definition(term, alias, name, provision.locator, provision.page, provision.text.strip())


def _elucidated(provision: Provision, name: str) -> Iterator[Definition]:
    for match in _ELUCIDATES.finditer(provision.text):
        term = _tidy(match["term"])
        if not _NOT_A_TERM.search(term):
            yield Definition(term, "", name, provision.locator, provision.page, provision.text.strip())


def _spelled_out(provision: Provision, name: str) -> Iterator[Definition]:
    text = provision.text.strip()
    for match in _SPELLS_OUT.finditer(text):
        yield Definition(_tidy(match["term"]), match["short"], name, provision.locator, provision.page, text)


def _listed(table: Provision, name: str) -> Iterator[Definition]:
    for row in table.children:
        cells = [cell.strip(" *`") for cell in row.text.strip().strip("|").split("|")]
        if len(cells) >= 2 and cells[0] and cells[1]:
            alias = cells[1] if len(cells) > 2 else ""
            yield Definition(cells[0], alias, name, row.locator, row.page, row.text.strip())


def _tidy(term: str) -> str:
    return " ".join(term.split()).strip(" \"“”'’,^")
