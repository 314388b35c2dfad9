"""What stands before the articles: title block, Menimbang, Mengingat, the enacting words."""

from __future__ import annotations

import re

from knowledge.items import parse_items
from knowledge.locator import Locator
from knowledge.records import Kind, Provision
from knowledge.text import Text, tidy

_MENIMBANG = re.compile(r"\b(?:M\s?enimbang|MENIMBANG)\b")
_MENGINGAT = re.compile(r"\b(?:M\s?engingat|MENGINGAT)\b")
_MEMUTUSKAN = re.compile(
    r"(?:D\s?engan\s+[Pp]ersetujuan|DENGAN\s+PERSETUJUAN|M\s?E\s?M\s?[UI]\s?T\s?U\s?S|Menetapkan\b)"
)


def parse_opening(text: Text, start: int, end: int) -> list[tuple[int, Provision]]:
    """Splits the opening into title block, considerations, legal bases and enacting words, with their offsets."""
    content = text.content
    cuts = [(start, Kind.PEMBUKAAN)]
    menimbang = _last_of_run(_MENIMBANG, content, start, end)
    floor = menimbang + 1 if menimbang is not None else start
    mengingat = _last_of_run(_MENGINGAT, content, floor, end)
    if menimbang is not None:
        cuts.append((menimbang, Kind.MENIMBANG))
    if mengingat is not None:
        cuts.append((mengingat, Kind.MENGINGAT))
        floor = mengingat
    if match := _MEMUTUSKAN.search(content, floor, end):
        cuts.append((match.start(), Kind.PEMBUKAAN))
    ends = [cut for cut, _ in cuts[1:]] + [end]
    pieces = []
    for (cut, kind), until in zip(cuts, ends, strict=True):
        if not content[cut:until].strip():
            continue
        pieces.append((cut, _piece(text, kind, cut, until)))
    return pieces


def _piece(text: Text, kind: Kind, start: int, end: int) -> Provision:
    locator = Locator(kind.value.capitalize())
    if kind is Kind.PEMBUKAAN:
        return Provision(kind, str(locator), tidy(text.content[start:end]), text.page(start))
    lead, children = parse_items(text.content, start, end, locator, text.page)
    return Provision(kind, str(locator), lead, text.page(start), children=children)


def _last_of_run(word: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Returns where a part starts; margin words read first ("Menimbang Menimbang Mengingat …") do not count."""
    for match in word.finditer(text, start, end):
        if re.match(
            r"\s*[:;.]?\s*(?:[a-z1][.,)]?\s|bahwa|Pasal|Undang|[1l]\.|\n)", text[match.end() : match.end() + 40]
        ):
            return match.start()
    return None
