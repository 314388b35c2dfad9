"""What a question names that another may replace (years, regions, levels of government, rules), and replacing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import areas
from knowledge.areas import Named
from knowledge.references import mentions

_YEAR = re.compile(r"\b(?:tahun\s+)?((?:19|20)\d\d)\b(?!\s*/)", re.IGNORECASE)
_PHASE = re.compile(
    r"\b(?:tahap|gelombang|fase|phase|batch)\s*(?:ke-?\s*)?(?:\d\b|i{1,3}\b|iv\b|v\b|pertama|kedua|ketiga|keempat|satu|dua|tiga|empat)",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(?P<kind>kabupaten|kab|kota|provinsi|regency|city|province)(?:nya)?\b\.?", re.IGNORECASE)
_KINDS = {
    "kab": "kabupaten", "kabupaten": "kabupaten", "regency": "kabupaten", "kota": "kota", "city": "kota",
    "provinsi": "provinsi", "province": "provinsi",
}  # fmt: skip
# Words of one group stand in each other's place: "kalau untuk instansi pusat?" after "… Pemerintah Daerah …".
_GROUPS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"instansi\s+pusat|pemerintah(?:an)?\s+pusat|pemerintah(?:an)?\s+daerah|kementerian(?:/lembaga)?|pemda|pemprov|pemkab|pemkot",
        r"provinsi|kabupaten/kota|kabupaten|kota|desa|kelurahan|kecamatan|nasional",
        r"gubernur|bupati/wali\s?kota|bupati|wali\s?kota|kepala\s+desa|lurah|camat|menteri|presiden",
        r"orang\s+perseorangan|badan\s+usaha|badan\s+publik|korporasi",
    )
)
_FILLER = re.compile(
    r"\b(?:yang|di|dari|pada|untuk|tahun|thn|daerah|in|for|of|the|year|ya|sih|dong|min|pak|bu|kak|gan|itu|kan|dan|and|on|ones?)\b|[\s?!.,:;()\"“”'-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What a text names; `bare` tells that it names nothing else and asks nothing."""

    years: tuple[str, ...]
    named: tuple[Named, ...]
    phases: tuple[str, ...]
    kind: str
    term: str
    group: int
    rule: str
    bare: bool

    @property
    def any(self) -> bool:
        """Tells whether there is something to put in the place of what was named before."""
        return bool(self.years or self.named or self.phases or self.kind or self.term or self.rule)


def read(text: str, known: Sequence[str] = ()) -> Slots:
    """Reads what a text names; `known` are further phrases that are filler here."""
    rules = mentions(text)
    rule = text[rules[0].start : rules[0].end] if rules else ""
    left = text.replace(rule, " ") if rule else text
    spoken = _regions(left)
    spelled = left
    for n in sorted(spoken, key=lambda n: -n.start):
        left = f"{left[: n.start]} {left[n.end :]}"
    years = tuple(m[1] for m in _YEAR.finditer(left))
    phases = tuple(m.group() for m in _PHASE.finditer(left))
    left = _PHASE.sub(" ", _YEAR.sub(" ", left))
    kind = _KIND.search(left) if not spoken else None
    term, group = ("", -1) if kind else _term(left)
    left = _KIND.sub(" ", left) if kind else left.replace(term, " ") if term else left
    for phrase in known:
        left = left.replace(phrase, " ")
    return Slots(
        years,
        tuple(_from(text, spelled, n) for n in spoken),
        phases,
        _KINDS[kind["kind"].lower()] if kind else "",
        term,
        group,
        rule,
        bare=not _FILLER.sub("", left),
    )


def _regions(text: str) -> list[Named]:
    """Returns the regions and islands that a text names, in order."""
    named = [n for n in areas.spelled(text) if not n.everyday or n.typed]
    if island := areas.island(text, named):
        named = [n for n in named if not (n.start < island[2][1] and island[2][0] < n.end)]
        named.append(Named(*island[2], ()))
    return sorted(named, key=lambda n: n.start)


def _from(text: str, spelled: str, named: Named) -> Named:
    """Returns a region as it stands in the whole text."""
    said = spelled[named.start : named.end]
    start = text.find(said)
    return Named(start, start + len(said), named.areas, named.typed, named.slip, named.everyday)


def _term(text: str) -> tuple[str, int]:
    for number, group in enumerate(_GROUPS):
        if match := group.search(text):
            return match.group(), number
    return "", -1


def holds(text: str, slots: Slots) -> bool:
    """Tells whether a text names something that `slots` can take the place of."""
    named = read(text)
    return bool(
        (slots.years and named.years)
        or (slots.named and named.named)
        or (slots.phases and named.phases)
        or (slots.rule and named.rule)
        or (slots.kind and (named.named or named.kind or named.term))
        or (slots.term and named.term)
    )


def put(text: str, slots: Slots, said: str) -> str:
    """Returns a question with what `slots` (read from `said`) names in the place of what it named."""
    if slots.rule:
        text = _put_rule(text, slots.rule)
    if slots.named:
        text = _put_area(text, [said[n.start : n.end] for n in slots.named])
    elif slots.kind:
        text = _put_kind(text, slots.kind)
    elif slots.term:
        text = _put_term(text, slots.term, slots.group)
    if slots.years:
        text = _put_years(text, slots.years)
    if slots.phases:
        text = _PHASE.sub(slots.phases[0], text) if _PHASE.search(text) else _before_mark(text, slots.phases[0])
    return text


def _put_rule(text: str, rule: str) -> str:
    old = mentions(text)
    return f"{text[: old[0].start]}{rule}{text[old[0].end :]}" if old else _before_mark(text, rule)


def _put_area(text: str, names: Sequence[str]) -> str:
    """Puts regions in the place of those named; a bare name keeps the kind that was said before."""
    old = _regions(text)
    if not old:
        return _before_mark(text, " ".join(names))
    joined = " dan ".join(names)
    return f"{text[: old[0].start]}{joined}{text[old[-1].end :]}"


def _put_kind(text: str, kind: str) -> str:
    """Turns "Kota Bogor" into "Kabupaten Bogor", else "RKPD provinsi" into "RKPD kota"."""
    old = [n for n in areas.spelled(text) if any(a.kind != areas.PROVINSI for a in n.areas)]
    if old:
        named = old[-1]
        name = _KIND.sub("", text[named.start : named.end], count=1).strip()
        return f"{text[: named.start]}{kind} {name}{text[named.end :]}"
    return _put_term(text, kind, 1)


def _put_term(text: str, term: str, group: int) -> str:
    for pattern in (_GROUPS[group], *_GROUPS[:2]):
        if match := pattern.search(text):
            return f"{text[: match.start()]}{term}{text[match.end() :]}"
    return _before_mark(text, term)


def _put_years(text: str, years: Sequence[str]) -> str:
    said = ", ".join(years)
    old = list(_YEAR.finditer(text))
    if not old:
        return _before_mark(text, f"tahun {said}" if " in " not in f" {text.lower()} " else f"in {said}")
    return f"{text[: old[0].start(1)]}{said}{text[old[-1].end(1) :]}"


def _before_mark(text: str, added: str) -> str:
    """Adds words to a question, before its question mark."""
    bare = text.rstrip(" ?.!")
    return f"{bare} {added}{text[len(bare) :]}"
