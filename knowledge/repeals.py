"""Clauses by which a regulation ends others, as a whole or single provisions, whatever shape the sentence has.

Pada saat … mulai berlaku, Peraturan Pemerintah Nomor 34 Tahun 2009 … dicabut dan dinyatakan tidak berlaku.
Pada saat … mulai berlaku: a. Undang-Undang …; b. Pasal 5 dan Pasal 6 Undang-Undang …; dicabut dan …
Dengan mencabut: 1. Undang-undang …
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.numbering import readings
from knowledge.references import Mention
from knowledge.verbs import PARTLY

# matches "dicabut dan dinyatakan tidak berlaku", "dinyatakan tidak berlaku lagi"; not "tidak berlaku bagi"
_ENDS = re.compile(
    r"""\b(?:(?P<strong>di\s?cabut\W{1,3}(?:dan\s+|serta\s+)?(?:dinyat\w*\W{1,2})?(?:ti\s?dak\s+(?:mem)?ber\s?laku(?:\s+lagi)?)?
              |(?:dinyat\w*|menjadi)\W{1,2}(?:di\s?cabut|ti\s?dak\s+ber\s?laku(?:\s+lagi)?|gugur)
              |ti\s?dak\s+berlaku\s+lagi)
          |(?P<active>[Mm]encabut))
        (?!\s*(?:bagi|untuk|apabila|jika|dalam\s+hal|status|hak|izin|oleh\s+(?:Menteri|Pe)))""",
    re.VERBOSE,
)
_KEEPS = re.compile(r"\b(?:dinyat\w*\s+)?(?:masih\s+)?tetap\s+(?:ber\s?laku|diakui|sah|dapat)|\bmasih\s+berlaku\b")
# Only a rule's entry into force ends another: elsewhere "dicabut" is about permits and cards.
_ENTERS = re.compile(
    r"\bber\s?laku(?:nya)?\b|\bditetapkannya\b|\bdiundangkan(?:nya)?\b|\bdikeluarkannya\b|\bterhitung\b|\b[Mm]encabut\b|\bdibubarkannya\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z)\]])(?<!\bNo)(?<!\bNr)(?<!\btbl)(?<!\b[a-z])\.\s+(?=[A-Z(])")
_HEADING = re.compile(r"\s*(?:Pasal\s+\w{1,5}\s+)+(?:\(\w{1,3}\)\s*)?")
# "(Lembaran Negara … Nomor 4696)"; recognition loses the closing bracket: "… Nomor 46961 sebagaimana telah diubah"
_INSIDE = r"(?:(?!\bsebagaimana\b|\bdicabut\b|\bdinyatakan\b)[^();])"
_GAZETTE = re.compile(rf"\((?=[^()]{{12}})(?:{_INSIDE}|\([^();]*\))*\)?")
_AMENDED_BY = re.compile(
    r"\b(?:di\s?[ur]+\s?bah|dirobah|perubahan|ditambah|disempurnakan)\b[^;:]{0,90}?\b(?:dengan|oleh)(?:\s*:)?\s*(?:\W?[\da-z]{1,2}[.)]\s*)?$",
    re.IGNORECASE,
)
# What a name is part of when these words stand before it: another rule's title, its implementing rules, a ground.
_OTHERWISE = re.compile(
    r"""\b(?:atas|(?:perubahan|tambahan|penambahan)(?:\s+(?:atas|ke\w+))?|pelaksana(?:an)?(?:nya)?(?:\s+dari)?|penetapan|pengesahan|perpanjangan|penundaan|pencabutan|berlakunya|mengubah
        |dengan|pada|berdasarkan|menurut|oleh|terhadap|untuk|kepada|dari|bagi|sesuai|tunduk|menggantikan|mengganti|dimaksud\s+dalam
        |sebagai|adalah|melalui)\s*["“'(\[]?$""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTAINED = re.compile(
    r"\b(?:diatur|tercantum|ditetapkan|dimuat|termuat|terdapat|ketentuan[^.;:]{0,160})\s*(?:di\s+)?(?:dalam|pada|dengan|berdasarkan)\s*$"
    r"|\bmengenai\b[^.;:]{0,160}\bdalam\s*$",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\bsepanjang\s+(?:mengenai|mengatur|menyangkut|yang|terkait|berkaitan|tidak)|\bkhusus(?:nya)?\s+(?:mengenai|yang|Pasal)|\bkecuali\b|\byang\s+mengatur\b",
    re.IGNORECASE,
)
_DETAIL = r"(?:ayat\s*\(\s?\w+\s?[)1l]?|huruf\s+[a-z]{1,2}\b|angka\s?\d+\b)"
_DIGITS = r"(?:\d\s\d(?=\s+ayat)|[\dIlLtO]{0,2}\d[\dIlLtO]{0,3})"
_PLACE = (
    rf"(?:[Pp]asa[li1]\s*{_DIGITS}\s?[A-Z]?\b(?:\s*,?\s*(?:dan\s+|sampai\s+dengan\s+)?{_DETAIL})*"
    r"|B[Aa][Bb]\s+[IVXL]+|Lampiran(?:\s+[IVX]+\b)?)"
)
_EACH_PLACE = re.compile(_PLACE)
# "dimaksud DALAM Pasal 5, Undang-Undang …": not a provision of what follows
_ELSEWHERE = re.compile(
    r"(?<!diatur )(?<!tercantum )(?<!termuat )\b(?:dalam|pada|menurut|berdasarkan|oleh|dengan)\s+(?:ketentuan\s+)?$",
    re.IGNORECASE,
)
# "status sebagaimana dimaksud DALAM PASAL 3 Peraturan Pemerintah …": what is ended is not the regulation
_OF_ANOTHER = re.compile(rf"\b(?:dimaksud|ditentukan)\s+(?:dalam|pada)\s+(?:ketentuan\s+)?{_PLACE}\s*$", re.IGNORECASE)
# "tentang PERUBAHAN Pasal 18 Undang-Undang Nomor 62 Tahun 1958": the title of another rule
_IN_A_TITLE = re.compile(
    r"\btentang\s+(?:perubahan|penambahan|pelaksanaan|penjelasan)(?:\s+(?:atas|ke\w+))?\s*$", re.IGNORECASE
)
# "dinyatakan tidak berlaku lagi terhadap Perusahaan …", "… sepanjang mengatur batas usia pensiun"
_ONLY_FOR = re.compile(r"\W*(?:lagi\W*)?(?:terhadap|bagi|untuk|sepanjang|khusus)\b", re.IGNORECASE)
# What may stand between a list of provisions and the name: "dan", "dari", limits; never a new clause.
_NEW_CLAUSE = re.compile(r"\b(?:maka|bahwa|ber\s?laku|ini|yaitu|adalah|wajib|dapat)\b")
_UP_TO = re.compile(r"\s*(?:sampai\s+(?:dengan\s+)?|s\.?d\.?\s+)")


@dataclass(frozen=True, slots=True)
class Ended:
    """A regulation that a clause ends; `provision` is empty for the whole of it."""

    mention: Mention
    provision: str


def ended(text: str, named: Sequence[Mention], starts: Callable[[int], int]) -> Iterator[Ended]:
    """Yields the regulations that a text ends.

    `named` are the regulations mentioned in it, `starts` tells for an offset where the sentence or list that it
    belongs to begins at the earliest (an ayat is not continued by the next).
    """
    if not _ENTERS.search(text):
        return
    verbs = sorted([*_ENDS.finditer(text), *_KEEPS.finditer(text)], key=lambda match: match.start())
    for position, verb in enumerate(verbs):
        if verb.re is not _ENDS:
            continue
        previous = verbs[position - 1].end() if position else 0
        start = max(previous, starts(verb.start()), _sentence_start(text, verb.start()), heading_end(text))
        end = verb.start()
        if verb["active"] or re.match(r"\s*:", text[verb.end() :]):
            start = verb.end()
            end = verbs[position + 1].start() if position + 1 < len(verbs) else len(text)
        scope = [mention for mention in named if start <= mention.start < end]
        partly = bool(_ONLY_FOR.match(text[verb.end() : verb.end() + 30]))
        yield from _in_scope(text, start, end, scope, PARTLY if partly else "")


def heading_end(text: str) -> int:
    """Returns where the words of an article begin behind its own "Pasal 5 (1)"."""
    heading = _HEADING.match(text)
    return heading.end() if heading else 0


def _sentence_start(text: str, before: int) -> int:
    """Returns where the sentence of a verb begins; the items of a list end with a semicolon and go on."""
    last = 0
    for match in _SENTENCE.finditer(text, 0, before):
        last = match.end()
    return last


def _in_scope(text: str, start: int, end: int, scope: Sequence[Mention], limit: str) -> Iterator[Ended]:
    last = start
    for place, mention in enumerate(scope):
        before = _GAZETTE.sub(" ", text[last : mention.start])
        until = scope[place + 1].start if place + 1 < len(scope) else end
        after = _GAZETTE.sub(" ", text[mention.end : until])
        last = mention.end
        provision = _role(before, after)
        if provision is not None and mention.key:
            yield Ended(mention, provision or limit)


def _role(before: str, after: str) -> str | None:
    """Returns what of a named regulation is ended: "" for all, its provisions, None when it is named otherwise."""
    if _AMENDED_BY.search(before):
        return None
    if provisions := provisions_before(before):
        first = _EACH_PLACE.search(before)
        return None if first and _IN_A_TITLE.search(before[: first.start()]) else provisions
    if _OF_ANOTHER.search(before):
        return None
    if _CONTAINED.search(before):
        return PARTLY
    if _OTHERWISE.search(before.rstrip()):
        return None
    return PARTLY if _LIMITED.search(after) and not re.search(r"\btentang\b[^;]*\bkecuali\b", after) else ""


def provisions_before(text: str) -> str:
    """Returns the provisions of a regulation listed in front of its name, "Pasal 18, Pasal 21 ayat (2)", or ""."""
    tail = re.split(r"[;:]", text)[-1]
    for match in _EACH_PLACE.finditer(tail):
        if not _ELSEWHERE.search(tail[: match.start()]) and not _NEW_CLAUSE.search(tail[match.end() :]):
            return ", ".join(listed(tail[match.start() :]))
    return ""


def listed(text: str) -> list[str]:
    """Returns each provision that a text lists, a range as one: "Pasal 314 sampai dengan Pasal 412"."""
    found: list[str] = []
    last = 0
    for match in _EACH_PLACE.finditer(text):
        written = _tidy(match.group())
        if found and _UP_TO.fullmatch(text[last : match.start()]):
            found[-1] += f" sampai dengan {written}"
        else:
            found.append(written)
        last = match.end()
    return found


def _tidy(place: str) -> str:
    """Returns a place as locators are written: "pasal 232 ayat (ll" → "Pasal 232 ayat (11)"."""
    place = re.sub(rf"^[Pp]asa[li1]\s*({_DIGITS})\s?", lambda m: f"Pasal {_figure(m[1])}", " ".join(place.split()))
    place = re.sub(r"(?<=Pasal )(\d+)(?=ayat|huruf|angka|dan\b|sampai|,)", r"\1 ", place)
    return re.sub(r"ayat\s*\(\s?(\w+?)\s?(?:[)1l]|$)", lambda m: f"ayat ({_figure(m[1])})", place)


def _figure(printed: str) -> str:
    found = readings(printed, letters=False)
    return f"{found[0].number}{found[0].suffix}" if found and not printed.isdigit() else printed


def amended_by(before: str) -> bool:
    """Tells whether what stands before a name makes it an amendment: "sebagaimana telah diubah terakhir dengan"."""
    return _AMENDED_BY.search(_GAZETTE.sub(" ", before)) is not None
