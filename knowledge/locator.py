"""Addresses inside a document, written and read as Indonesian drafting does: "Pasal 12 ayat (3) huruf b angka 2"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.records import Kind

Number = tuple[int, int, str]
SortKey = tuple[tuple[int, Number], tuple[tuple[int, Number], ...], str]

_WORDS = {
    Kind.BUKU: "BUKU",
    Kind.BAB: "BAB",
    Kind.BAGIAN: "Bagian",
    Kind.PARAGRAF: "Paragraf",
    Kind.PASAL: "Pasal",
    Kind.AYAT: "ayat",
    Kind.HURUF: "huruf",
    Kind.ANGKA: "angka",
}
_KINDS = {word.lower(): kind for kind, word in _WORDS.items()}
_RANKS = {kind: rank for rank, kind in enumerate(_WORDS)}

# In the order in which a regulation has them; an annex or elucidation follows the text it belongs to.
PARTS = ("Pembukaan", "Menimbang", "Mengingat", "", "Penutup", "Penjelasan Umum", "Penjelasan", "Lampiran")

# matches "Lampiran II Pasal 3", "Penjelasan Umum"; not "Lampiran I. Pendahuluan" (there "I. …" is a heading)
_PART = re.compile(
    r"""(?P<part>Penjelasan(?:\s+Umum)?|Pembukaan|Menimbang|Mengingat|Penutup
        |Lampiran(?:\s+(?P<annex>[IVXLC]+|\d{1,3}|[A-Z])(?=\s|$))?)(?=\s|$)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL = r"""(?:pertama|ke\s?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)
    (?:\s(?:belas|puluh(?:\s(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan))?))?)"""
# matches "Pasal 13A", "ayat (2a)", "ayat 3", "huruf aa", "Bagian Kedua Belas"; not "Pasal demi Pasal"
_STEP = re.compile(
    rf"""(?:
        (?P<kind>BUKU|BAB|Paragraf|Bagian)\s+(?P<head>{_ORDINAL}|[IVXLC]+[A-Z]?|\d{{1,3}}[A-Z]?)
      | (?P<pasal>Pasal)\s+(?P<article>\d{{1,4}}\s?[A-Z]{{0,2}}|[IVXLC]+)
      | (?P<ayat>ayat)\s*(?:\(\s?(?P<inside>\d{{1,3}}[a-z]?)\s?\)|(?P<bare>\d{{1,3}}[a-z]?))
      | (?P<huruf>huruf)\s+(?P<letter>[a-z]{{1,2}})
      | (?P<angka>angka)\s+(?P<figure>\d{{1,3}}[a-z]?)
    )(?=[\s,;.)]|$)[,;]?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7,
    "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10, "kesebelas": 11,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One level of an address: a kind of provision and its number as written, "13A", "2a", "III", "Kesatu"."""

    kind: Kind
    number: str

    def __str__(self) -> str:
        number = f"({self.number})" if self.kind is Kind.AYAT else self.number
        return f"{_WORDS[self.kind]} {number}"


@dataclass(frozen=True, slots=True)
class Locator:
    """The complete address of a provision: a part of the document, numbered steps, a heading.

    `part` is empty for the articles themselves, else one of `PARTS` (an annex with its number: "Lampiran II").
    `heading` is what follows where a text has headings and no numbers.
    """

    part: str = ""
    steps: tuple[Step, ...] = ()
    heading: str = ""

    def __str__(self) -> str:
        pieces = [self.part, *map(str, self.steps), self.heading]
        return " ".join(piece for piece in pieces if piece)

    def child(self, kind: Kind, number: str) -> Locator:
        """Returns the address one step below."""
        return Locator(self.part, (*self.steps, Step(kind, number)))

    def number(self, kind: Kind) -> str | None:
        """Returns the number of the first step of this kind, None where there is none."""
        return next((step.number for step in self.steps if step.kind is kind), None)

    def at_pasal_level(self) -> Locator:
        """Returns the address of the article that this lies in, the quoted one inside a quotation.

        An address without one stays as it is.
        """
        places = [position for position, step in enumerate(self.steps) if step.kind is Kind.PASAL]
        return Locator(self.part, self.steps[: places[-1] + 1]) if places else self

    @property
    def quoted(self) -> Locator | None:
        """Returns the address in the law that is quoted: "Pasal 1" of "Pasal 17 angka 1 Pasal 1"; else None."""
        places = [position for position, step in enumerate(self.steps) if step.kind is Kind.PASAL]
        return Locator(self.part, self.steps[places[-1] :]) if len(places) > 1 else None

    @property
    def sort_key(self) -> SortKey:
        """Returns a key that puts addresses into the order of the document; headings sort by their text."""
        name, _, annex = self.part.partition(" ") if self.part.startswith("Lampiran") else (self.part, "", "")
        rank = PARTS.index(name) if name in PARTS else len(PARTS)
        steps = tuple((_RANKS[step.kind], _in_order(step)) for step in self.steps)
        return (rank, _number(annex)), steps, self.heading

    def __lt__(self, other: Locator) -> bool:
        return self.sort_key < other.sort_key


@lru_cache(maxsize=65536)
def parse_locator(text: str) -> Locator:
    """Reads an address; what is neither part nor numbered step at its end is taken as a heading."""
    text = " ".join(text.split())
    part, position = "", 0
    if match := _PART.match(text):
        name = match["part"].split()
        part = " ".join([name[0].capitalize(), *(word.capitalize() for word in name[1:])])
        if match["annex"]:
            part = f"Lampiran {match['annex'].upper()}"
        position = match.end()
    steps: list[Step] = []
    while match := _STEP.match(text, position):
        steps.append(_step(match))
        position = match.end()
    return Locator(part, tuple(steps), text[position:])


def contains(outer: Locator, inner: Locator) -> bool:
    """Tells whether `inner` is `outer` or lies inside it, as far as the addresses alone can tell."""
    if not _same_part(outer.part, inner.part):
        return False
    if outer.heading:
        return outer.steps == inner.steps and outer.heading.casefold() == inner.heading.casefold()
    return inner.steps[: len(outer.steps)] == outer.steps


def roman(numeral: str) -> int:
    """Returns the value of a Roman numeral up to CCC; raises ValueError for anything else."""
    values = [_ROMAN.get(letter, 0) for letter in numeral.upper()]
    if not values or 0 in values:
        raise ValueError(f"not a Roman numeral: {numeral!r}")
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _step(match: re.Match[str]) -> Step:
    if match["kind"]:
        kind = _KINDS[match["kind"].lower()]
        head = match["head"]
        return Step(kind, head.upper() if kind in (Kind.BUKU, Kind.BAB) else head.title() if len(head) > 3 else head)
    if match["pasal"]:
        return Step(Kind.PASAL, match["article"].replace(" ", "").upper())
    if match["ayat"]:
        return Step(Kind.AYAT, (match["inside"] or match["bare"]).lower())
    if match["huruf"]:
        return Step(Kind.HURUF, match["letter"].lower())
    return Step(Kind.ANGKA, match["figure"].lower())


def _same_part(outer: str, inner: str) -> bool:
    return outer == inner or (outer in ("Lampiran", "Penjelasan") and inner.startswith(f"{outer} "))


def _in_order(step: Step) -> Number:
    if step.kind is Kind.HURUF:
        return len(step.number), 0, step.number
    if step.kind is Kind.BAGIAN:
        return _ordinal(step.number), 0, step.number
    return _number(step.number)


def _ordinal(words: str) -> int:
    first, *rest = words.lower().split()
    value = _ORDINALS.get(first, 0)
    if rest[:1] == ["belas"]:
        value += 10
    elif rest[:1] == ["puluh"]:
        value = value * 10 + (_ORDINALS.get(f"ke{rest[1]}", 0) if len(rest) > 1 else 0)
    return value


def _number(text: str) -> Number:
    """Returns a sortable value of "13A", "III", "XA", "IV"; the inserted ones follow the plain ones."""
    if match := re.fullmatch(r"(\d+)([A-Za-z]*)", text):
        return int(match[1]), 0, match[2]
    if match := re.fullmatch(r"([IVXLC]+)([A-Z]*)", text):
        return roman(match[1]), 1, match[2]
    return 0, 0, text
