"""Questions for a person's name ("siapa Mendagri saat itu?"), and passages that give one."""

from __future__ import annotations

import re
from collections.abc import Callable

_OFFICE = (
    r"menteri|mendagri|menkominfo|menkomdigi|menpan\w*|presiden|gubernur|bupati|wali\s?kota|direktur\s+jenderal|dirjen"
    r"|sekretaris\s+(?:daerah|jenderal)|sekda|kepala\s+dinas|kadis|ketua|minister|president|governor|mayor|regent"
)
# "siapa Mendagri yang …", "who was the minister"; not "siapa yang menetapkan", "siapa saja menteri yang"
_ASKS_NAME = re.compile(
    rf"\b(?:siapa(?:kah)?\s+(?:nama\s+|sih\s+)?|who\s+(?:is|was)\s+(?:the\s+)?)(?:{_OFFICE})\b", re.IGNORECASE
)
_NAMED = re.compile(rf"\b(?i:{_OFFICE})(?P<after>(?:\s+(?:dan\s+)?[A-Z][\w.’']*){{1,6}})")
# An inverse document frequency from which on a capitalised word behind an office is a name: "Tjahjo", not "Negeri".
_RARE = 6.0


def asks_name(text: str) -> bool:
    """Tells whether a question asks who held an office."""
    return _ASKS_NAME.search(text) is not None


def names_someone(text: str, rarity: Callable[[str], float]) -> bool:
    """Tells whether a text gives the name of someone in an office; `rarity` is a word's inverse document frequency."""
    return any(
        word[:1].isupper() and rarity(word.strip(".’'").lower()) >= _RARE
        for match in _NAMED.finditer(text)
        for word in match["after"].split()
    )
