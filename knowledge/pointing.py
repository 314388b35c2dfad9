"""Addresses said by what is at hand: "ayat 2", "pasal selanjutnya", "penjelasannya", "lanjut"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.locator import Locator
from knowledge.records import Kind
from knowledge.words import STOP_WORDS, word_sets, words

_FILLER = word_sets("conversation-words.txt")["place-filler"]
_GO_ON = re.compile(
    r"^(?:lanjut(?:kan|an|annya)?|terus(?:kan)?|selengkapnya|lengkapnya|isi\s+lengkapnya|sisanya|continue|go\s+on|more|next)(?:\s+(?:dong|ya|lagi|please))*\W*$",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    r"^(?:tolong\s+|coba\s+|please\s+)*(?:jelaskan|jelasin|uraikan|rincikan|explain|elaborate|detailnya|rinciannya|bunyinya|isinya)"
    r"(?:\s+(?:lagi|lebih|lanjut|rinci|detail|lengkap|dong|ya|itu|apa|secara|more|it|that|in|please|bunyinya|isinya))*\W*$",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    r"\b(?P<what>pasal|ayat|huruf|angka|article)\s+(?:yang\s+)?(?P<to>selanjutnya|berikutnya|berikut|setelahnya|sesudahnya|sebelumnya|sebelum\s*nya)\b"
    r"|\b(?P<en>next|previous)\s+(?P<part>article|paragraph)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<what>pasal|psl|ps|article|ayat|paragraph|huruf|angka|butir|poin)\.?\s*(?:ke-?\s*)?\(?(?P<value>\d{1,4}[a-z]?|[a-z]{1,2})\)?(?=\W|nya\b|$)",
    re.IGNORECASE,
)
_PART_NAMES = {
    "psl": "pasal",
    "ps": "pasal",
    "article": "pasal",
    "paragraph": "ayat",
    "butir": "angka",
    "poin": "huruf",
}
_ELUCIDATION = re.compile(
    r"^(?:apa\s+|mana\s+|bagaimana\s+)?penjelasan(?:nya)?(?:\s+(?:apa|pasal\s+itu|itu))*\W*$", re.IGNORECASE
)


def place_beside(said: str, here: Locator) -> str:
    """Returns the address that is asked for beside the one at hand, "" where something else is said."""
    if match := _NEIGHBOUR.search(said):
        return _beside(here, match)
    if _ELUCIDATION.match(said) and (pasal := here.number(Kind.PASAL)):
        return f"Penjelasan Pasal {pasal}"
    if _GO_ON.match(said):
        return _after(here)
    if _IN_FULL.match(said) and here.number(Kind.PASAL):
        return str(here.at_pasal_level())
    parts = list(_PART.finditer(said))
    if parts and _only_place(said, parts):
        return _at(here, {_PART_NAMES.get(m["what"].lower(), m["what"].lower()): m["value"] for m in parts})
    return ""


def _only_place(said: str, parts: Sequence[re.Match[str]]) -> bool:
    left = _PART.sub(" ", said)
    return all(word in _FILLER or word in STOP_WORDS for word in words(left))


def _at(here: Locator, parts: Mapping[str, str]) -> str:
    """Returns an address whose missing steps are those of the provision at hand: "ayat 2" → "Pasal 58 ayat (2)"."""
    levels = ("pasal", "ayat", "huruf", "angka")
    first = min(levels.index(name) for name in parts)
    steps = {name: here.number(Kind(name)) or "" for name in levels[:first]}
    steps |= parts
    if not steps.get("pasal"):
        return ""
    written = [f"Pasal {steps['pasal'].upper()}"]
    written += [f"ayat ({steps['ayat'].lower()})"] if steps.get("ayat") else []
    written += [f"huruf {steps['huruf'].lower()}"] if steps.get("huruf") else []
    written += [f"angka {steps['angka']}"] if steps.get("angka") else []
    return " ".join(written)


def _beside(here: Locator, match: re.Match[str]) -> str:
    what = (match["what"] or {"article": "pasal", "paragraph": "ayat"}[match["part"].lower()]).lower()
    what = _PART_NAMES.get(what, what)
    back = (match["to"] or match["en"]).lower().startswith(("sebelum", "previous"))
    return _moved(here, what, -1 if back else 1)


def _moved(here: Locator, what: str, by: int) -> str:
    """Returns the address one further or back: Pasal 58 → Pasal 59, ayat (2) → ayat (3), huruf a → huruf b."""
    value = here.number(Kind(what)) or ""
    if match := re.match(r"\d+", value):
        return _at(here, {what: str(int(match.group()) + by)}) if int(match.group()) + by > 0 else ""
    if len(value) == 1 and value.isalpha() and "a" <= chr(ord(value) + by) <= "z":
        return _at(here, {what: chr(ord(value) + by)})
    return _at(here, {"ayat": "1"}) if what == "ayat" else ""


def _after(here: Locator) -> str:
    return _moved(here, "ayat" if here.number(Kind.AYAT) else "pasal", 1)
