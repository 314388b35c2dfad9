"""Which regulation changes, revokes or carries out which, read from the texts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.catalog import Relation
from knowledge.records import Kind, ParsedDocument, Provision
from knowledge.references import mentions

_AMENDS = re.compile(r"\bperubahan\s+(?:ke\w+\s+|pertama\s+)?atas\b", re.IGNORECASE)
_REVOKES = re.compile(r"\b(?:dicabut|dinyatakan\s+tidak\s+berlaku|tidak\s+berlaku\s+lagi)\b", re.IGNORECASE)
_STILL = re.compile(r"dinyatakan\s+(?:masih\s+)?tetap\s+berlaku|sepanjang\s+tidak\s+bertentangan", re.IGNORECASE)
_CARRIES_OUT = re.compile(r"\b(?:melaksanakan|pelaksanaan)\s+(?:ketentuan\s+)?(?:Pasal|pasal|Undang|Peraturan)")
_PROVISION = re.compile(r"\bPasal\s+\d+\w?(?:\s+ayat\s*\(\d+\w?\))?")
_QUOTE = 600


def mine(document: ParsedDocument, name: str) -> list[Relation]:
    """Returns the edges that leave a document, each once for one target and place."""
    found: dict[tuple[str, str, str, str], Relation] = {}
    own = document.identity.key if document.identity else ""
    if not own:
        return []
    for relation in (*_title(document, name), *_texts(document, name)):
        if relation.target and relation.target != own:
            found.setdefault((relation.relation, relation.target, relation.provision, relation.locator), relation)
    return list(found.values())


def _title(document: ParsedDocument, name: str) -> Iterator[Relation]:
    match = _AMENDS.search(document.title)
    if match is None:
        return
    for mention in mentions(document.title[match.end() :])[:1]:
        yield Relation(name, "mengubah", mention.key, "", "Judul", None, document.title)


def _texts(document: ParsedDocument, name: str) -> Iterator[Relation]:
    for provision in document.provisions:
        yield from _inside(provision, name, "")


def _inside(provision: Provision, name: str, lead: str) -> Iterator[Relation]:
    """Walks down; `lead` is the sentence a list item completes ("Pada saat … berlaku: a. … dicabut")."""
    text = provision.text
    if provision.locator.startswith("Penjelasan"):
        return
    whole = " ".join(part.text for part in provision.walk()) if provision.kind is Kind.PASAL else ""
    if provision.kind is Kind.PASAL and _REVOKES.search(whole) and not _STILL.search(whole):
        yield from _targets(provision, name, whole, "mencabut")
        return
    if provision.kind is Kind.PASAL and _REVOKES.search(whole):
        for part in provision.walk():
            if _REVOKES.search(part.text) and not _STILL.search(part.text):
                yield from _targets(part, name, f"{lead} {part.text}", "mencabut")
        return
    if provision.locator.startswith("Menimbang") and _CARRIES_OUT.search(text):
        yield from _targets(provision, name, text, "melaksanakan")
    elif provision.locator.startswith("Mengingat"):
        yield from _targets(provision, name, text, "merujuk")
    for child in provision.children:
        yield from _inside(child, name, text)


def _targets(provision: Provision, name: str, text: str, relation: str) -> Iterator[Relation]:
    for mention in mentions(text):
        before = text[max(0, mention.start - 60) : mention.start]
        places = _PROVISION.findall(before) if relation != "merujuk" else []
        if relation == "mencabut" and re.search(r"(?:diubah|perubahan)\s[^.;]{0,40}$", before, re.IGNORECASE):
            continue  # "sebagaimana telah diubah dengan Undang-Undang …": the amendment of what is revoked
        yield Relation(
            name, relation, mention.key, places[-1] if places else "", provision.locator, provision.page, text[:_QUOTE]
        )
