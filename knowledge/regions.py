"""The parts of a regulation in their order: opening, body, closing, elucidation, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.articles import candidates

_MEMUTUSKAN = re.compile(r"M\s?E\s?M\s?[UI]\s?T\s?U\s?S\S{0,3}\s?K?\S{0,2}A\s?N?\s?\S{0,3}\s?:?")
_MENETAPKAN = re.compile(r"Menetapkan\s*:?")
# The formula that ends the articles: "Agar setiap orang mengetahuinya", "Agar supaya setiap orang dapat mengetahuinya".
_AGAR = re.compile(
    r"\bAgar\s*,?\s+(?:supaya\s+)?(?:se\w{2,5}|se\w{2,5}\s+orang|semua|\S{1,8}\s+orang)\s+.{0,60}?(?:menge|tahui|peng|mem|ora|menempa)",
    re.DOTALL | re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:Ditetapkan|Disahkan|Disyahkan|Diundangkan|DITETAPKAN|DISAHKAN)\s+(?:di|DI)\b.{0,60}?(?:tanggal|TANGGAL)",
    re.DOTALL,
)
_ENDS = re.compile(
    r"memerintah|\b(?:Di\s?(?:tetap|sah|syah|undang)kan|DITETAPKAN|DISAHKAN)\s+(?:di|DI)\b|LEMBARAN\s+NEGARA|ttd\b"
)
_CLOSING_LENGTH = 700
_GAZETTE = re.compile(r"(?:LEMBARAN|BERITA)\S*\s+(?:NEGARA|DAERAH).{0,80}?NOMOR\s*[:.]?\s*\S{1,6}", re.DOTALL)
_PENJELASAN = re.compile(
    r"""P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\s*
        (?:A\s?T\s?A\s?S|U\s?M\s?U\s?M|\W{0,4}(?:RANCANGAN|PERATURAN|UNDANG|MENGENAI|TENTANG))\b""",
    re.VERBOSE,
)
_PENJELASAN_LINE = re.compile(r"(?:^|\n)[ \t#*]*P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N[ \t.:]*(?=\n)")
_UMUM = re.compile(r"(?:^|(?<=\s))(?:[I1lLA]\s?[.,]?\s*)?U\s?M\s?U\s?M\b(?=\s*[.:]?\s*(?:[A-Z0-9]|\d))")
_DEMI_PASAL = re.compile(
    r"(?:(?:\b[I1lHLT]{1,3}\s?[.,]?|\bB\s?\.|\b2\s?\.)\s*)?P\s?A\s?S\s?A\s?L\s*D\s?E\s?M\s?I\s*P\s?A\s?S\s?A\s?L|(?:\b[I1l]{2}\s?[.,]?\s*)?Pasal\s+[Dd]emi\s+[Pp]asal"
)
_JELAS = re.compile(r"[Cc]ukup\s*\^?j\s?elas")
# matches "LAMPIRAN I PERATURAN …", "LAMPIRAN UNDANG–UNDANG …"; not "Contoh: LAMPIRAN I LAMPIRAN II"
_LAMPIRAN = re.compile(
    r"""\bL\s?A\s?M\s?P\s?I\s?R\s?A\s?N\s*(?P<number>[IVX1l]{1,5}|\d{1,2})?[\s.:]*
        (?=(?:(?:KEPUTUSAN|INSTRUKSI|QANUN)\b|PERATURAN|UNDANG|SURAT|Peraturan\s+(?:Menteri|Badan|Presiden|Pemerintah|Daerah|Bupati|Wali|Gubernur)))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Annex:
    """One Lampiran: its number as printed ("II", empty for a single one) and where it stands."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Regions:
    """Offsets into a text; a part that is missing has its start equal to its end."""

    body: int
    closing: int
    elucidation: int
    articles_elucidated: int
    elucidation_end: int
    annexes: tuple[Annex, ...]


def find_regions(text: str) -> Regions:
    """Finds the parts of a regulation; a text without articles is all opening."""
    body = _body_start(text)
    closing = _closing_start(text, body)
    annexes = _annex_starts(text, closing)
    elucidation, pasal = _elucidation(text, closing, annexes)
    starts = sorted([start for _, start in annexes] + ([elucidation] if elucidation is not None else []))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=False))
    if elucidation is None:
        elucidation = elucidation_end = pasal = len(text)
    else:
        elucidation_end = ends[elucidation]
    closing = min(closing, *starts) if starts else closing
    return Regions(
        body, closing, elucidation, pasal, elucidation_end,
        tuple(Annex(number, start, ends[start]) for number, start in annexes),
    )  # fmt: skip


def closing_end(text: str, regions: Regions) -> int:
    """Returns where the closing (signatures, gazette) ends and the first appendix begins."""
    return min([regions.elucidation, len(text), *(annex.start for annex in regions.annexes)])


def _body_start(text: str) -> int:
    """Returns the offset behind the enacting words; articles cited before it are the constitution's."""
    match = _MEMUTUSKAN.search(text)
    if match and (following := re.search(r"MEMUTUSKAN\s*:?", text[match.end() : match.end() + 400])):
        return match.end() + following.end()
    if match:
        return match.end()
    enacting = _MENETAPKAN.search(text)
    return enacting.end() if enacting and enacting.start() < 20000 else 0


def _closing_start(text: str, body: int) -> int:
    # UU 12/2011 Pasal 81 begins "Agar setiap orang mengetahuinya" too, but no signature follows it.
    agar = next((match for match in _AGAR.finditer(text, body) if _ends(text, match.end())), None)
    signed = _SIGNED.search(text, body)
    found = [match.start() for match in (agar, signed) if match]
    return min(found) if found else len(text)


def _ends(text: str, offset: int) -> bool:
    return offset + _CLOSING_LENGTH >= len(text) or _ENDS.search(text, offset, offset + _CLOSING_LENGTH) is not None


def _annex_starts(text: str, closing: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for match in _LAMPIRAN.finditer(text, closing):
        number = (match["number"] or "").replace("l", "I").replace("1", "I")
        before = text[max(0, match.start() - 30) : match.start()]
        if re.search(r"(?:[Cc]ontoh|dalam|pada|Judul)\W*$", before) or any(number == other for other, _ in found):
            continue
        found.append((number, match.start()))
    return found


def _elucidation(text: str, closing: int, annexes: list[tuple[str, int]]) -> tuple[int | None, int]:
    """Returns where the elucidation starts and where its article part starts."""
    limit = annexes[0][1] if annexes else len(text)
    for pattern in (_PENJELASAN, _PENJELASAN_LINE):
        if match := pattern.search(text, closing):
            return match.start(), _demi_pasal(text, match.end(), len(text))
    demi = _DEMI_PASAL.search(text, closing)
    if demi is None and len(_JELAS.findall(text, closing)) < 2:
        return None, len(text)
    floor = _behind_signatures(text, closing, demi.start() if demi else limit)
    umum = _UMUM.search(text, floor, demi.start() if demi else limit)
    if umum:
        return umum.start(), demi.start() if demi else _first_article(text, umum.end(), limit)
    if demi:
        return floor, demi.start()
    start = _first_article(text, floor, limit)
    return (start, start) if start < limit else (None, len(text))


def _demi_pasal(text: str, start: int, end: int) -> int:
    match = _DEMI_PASAL.search(text, start, end)
    return match.start() if match else _first_article(text, start, end)


def _first_article(text: str, start: int, end: int) -> int:
    strong = (candidate.start for candidate in candidates(text, start, end) if candidate.score >= 4.0)
    return next(strong, end)


def _behind_signatures(text: str, closing: int, end: int) -> int:
    """Returns the offset behind the gazette's number or the last signature formula."""
    place = closing
    for pattern in (_SIGNED, _GAZETTE):
        for match in pattern.finditer(text, closing, end):
            place = max(place, match.end())
    return place
