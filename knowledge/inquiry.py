"""What a question wants to know of a regulation's fate: in force, amended, revoked, by which, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from knowledge.commencement import MONTHS
from knowledge.question import Question
from knowledge.references import Mention
from knowledge.words import stem, stems, words


class Wants(StrEnum):
    """The kinds of questions about the graph of changes."""

    IN_FORCE = "in force"
    REVOKED_BY = "revoked by"
    AMENDED_BY = "amended by"
    REVOKES = "revokes"
    AMENDS = "amends"
    BASES = "bases"
    IMPLEMENTERS = "implementers"
    HISTORY = "history"
    DIFFERENCE = "difference"
    BEGINS = "begins"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about a regulation's fate.

    `about` is the regulation asked for, `other` a second one that is named ("apakah PP 59/2022 mencabut PP 34/2009?").
    `ordinal` is 2 for "perubahan kedua", -1 for the last one, 0 for all. `rest` are the stems that are not about
    changes: the subject, or a sign that something else is asked. `as_source` tells that the regulation is only where
    to look.
    """

    wants: Wants
    about: Mention | None
    other: Mention | None = None
    ordinal: int = 0
    on: date | None = None
    rest: tuple[str, ...] = ()
    as_source: bool = False


_HISTORY = re.compile(r"\b(?:riwayat|sejarah|kronologi|history|jejak\s+perubahan)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"\b(?:beda(?:nya)?|perbedaan(?:nya)?|perbandingan|bandingkan|compare|differences?|what\s+changed"
    r"|apa\s+yang\s+(?:ber|di)ubah\s+(?:dari|pada|dalam))\b",
    re.IGNORECASE,
)
_TWO_STATES = re.compile(
    r"\b(?:sebelum|sesudah|setelah|lama|baru|terbaru|before|after|old|new|versi|diubah|perubahan|amendment|berubah)\b",
    re.IGNORECASE,
)
_BASES = re.compile(
    r"\b(?:dasar|landasan)\s+(?:hukum|yuridis|pembentukan|penetapan)(?:nya)?\b|\bkonsideran(?:s|nya)?\b|\blegal\s+bas[ie]s\b"
    r"|\bdibuat\s+atas\s+dasar\b",
    re.IGNORECASE,
)
_IMPLEMENTERS = re.compile(
    r"\b(?:aturan|peraturan(?:\s+\w+)?|ketentuan|pp|perpres|permen\w*|regulasi)\s+(?:pelaksana(?:an)?(?:nya)?|turunan(?:nya)?)\b"
    r"|\b(?:aturan|peraturan|regulasi)\s+(?:apa\s+)?(?:saja\s+)?yang\s+melaksanakan\b|\bturunan(?:nya)?\s+(?:dari\s+)?(?:uu|undang|pp|perpres)"
    r"|\bimplement(?:ing|s)?\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\b(?:kapan|tanggal\s+berapa|when|since)\b.{0,80}?\b(?:berlaku(?:nya)?|diundangkan|disahkan|ditetapkan|force|effective|enacted"
    r"|promulgated|effect)\b|\b(?:berlaku(?:nya)?|diundangkan|disahkan|ditetapkan)\s+(?:sejak\s+|mulai\s+|pada\s+)?(?:kapan|tanggal\s+berapa)\b",
    re.IGNORECASE,
)
_REVOKING = re.compile(
    r"""\b(?:di|men)?cabut\b|\bpencabut(?:an)?\b|\btidak\s+(?:lagi\s+)?berlaku\b|\bberlaku\s+(?:tidak|kah|atau|ga\b|nggak|enggak|gak)|\bmasih\s+(?:\w+\s+)?(?:berlaku
        |dipakai|digunakan|acuan|pedoman|relevan|valid|sah|hidup|eksis)|\bberlakukah\b|\b(?:di|meng)ganti(?:kan)?\b|\bganti(?:nya)?\b|\bpengganti(?:nya)?\b
        |\bstatus(?:nya)?\b|\b(?:sudah|udah|telah)\s+(?:mati|kadaluarsa|kedaluwarsa|usang)\b|\brepeal(?:s|ed|ing)?\b|\brevo(?:ke[sd]?|cation|king)\b
        |\breplac(?:es?|ed|ing)\b|\bsuperse(?:de[sd]?)\b|\bin\s+force\b|\bstill\s+(?:\w+\s+)?(?:valid|appl(?:y|ies|icable)|effective|used|current)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AMENDING = re.compile(
    r"\b(?:di|meng)?ubah\b|\bberubah\b|\bperubahan(?:nya)?\b|\b(?:di|me)?revisi(?:nya)?\b|\bamend(?:s|ed|ing|ments?)?\b|\bdiperbarui\b|\bperbaikan(?:nya)?\b"
    r"|\bchang(?:e|es|ed)\b|\bmodif(?:y|ies|ied)\b|\bdirubah\b|\bmerubah\b"
    r"|\b(?:di|meng)hapus(?:kan)?\b|\b(?:disisipkan|menyisipkan)\b"
    r"|\b(?:di|meng)hapus(?:kan)?\b|\b(?:di|me(?:ny)?)si(?:si|)pkan\b",
    re.IGNORECASE,
)
# "masih berlaku atau sudah diubah": asks whether it is in force
_RATHER_REVOKED = re.compile(r"\b(?:masih|still)\b|cabut|\brepeal|\brevok", re.IGNORECASE)
_REVOKED = re.compile(r"cabut|\b(?:di|meng|peng)?ganti|\brepeal|\brevok|\breplac", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:apa|mana|oleh|dengan|which|what|by)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(r"\b(?:apakah|masih|still)\b", re.IGNORECASE)
# What is in force on a day: "UU ITE yang berlaku per 1 Januari 2020", "Pasal 27 UU ITE per 1 Januari 2020"
_HOLDS = re.compile(r"\bberlaku|\bforce\b|\bvalid\b|\bpasal\b|\barticle\b|\bbunyi", re.IGNORECASE)
_ACTIVE = re.compile(
    r"""\b(?:mencabut|menggantikan|mengganti|mengubah|merubah|merevisi|menghapus|menyisipkan
        |(?:repeal|revoke|replace|supersede|amend|change|modif)(?:s|ies|y|e)?
        |(?<!was\s)(?<!were\s)(?<!been\s)(?<!is\s)(?<!are\s)(?:repealed|revoked|replaced|superseded|amended|changed))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "dicabut OLEH PP 59/2022", "yang dihapus PP 13/2017", "repealed by PP 59/2022": what is named is the doer
_PASSIVE = r"di(?:cabut|ubah|rubah|ganti(?:kan)?|revisi|hapus|sisipkan)"
_BY = re.compile(
    rf"""\b(?:(?:{_PASSIVE}|repealed|revoked|replaced|amended|changed|superseded)\s+(?:oleh|dengan|by|through)
        |yang\s+{_PASSIVE})\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ENGLISH = re.compile(
    r"\b(?:which|what|when|is|was|has|does|still|(?:amend|revok|repeal|replac)\w*|legal|implementing|history|articles?)\b",
    re.IGNORECASE,
)
_INDONESIAN = re.compile(
    r"\b(?:apa|apakah|yang|mana|masih|sudah|oleh|dengan|pasal|kapan|dasar|aturan|peraturan|riwayat|per|dan|atas)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|been|has|have)\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:menurut|berdasarkan|dalam|di|pada|sesuai(?:\s+dengan)?|under|according\s+to|in|per)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_ORDINALS = (
    "pertama|first|kesatu", "kedua|second", "ketiga|third", "keempat|fourth", "kelima|fifth", "keenam|sixth",
    "ketujuh|seventh", "kedelapan|eighth", "kesembilan|ninth", "kesepuluh|tenth",
)  # fmt: skip
_ORDINAL = re.compile(
    r"\b(?:perubahan|revisi|amandemen)(?:nya)?\s+(?:yang\s+)?(?P<id>ke\w+|pertama|terakhir|terbaru)\b|\b(?P<en>first|second|third|fourth|fifth|last|latest)\s+amendment\b",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b(?:per|pada|sampai|hingga|as\s+of|on|in|sebelum|before|di)\s+(?:tanggal\s+|tgl\s+|tahun\s+|year\s+)?(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{'|'.join(MONTHS)}|january|february"
    r"|march|may|june|july|august|october|december)\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10, "december": 12,
}  # fmt: skip


def _word_lists() -> dict[str, frozenset[str]]:
    """Reads the words beside this module: [generic] is no name, [status] says nothing but the question itself."""
    lists: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_name("status-words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            lists.setdefault(name, []).extend(line.split())
    return {name: frozenset(found) for name, found in lists.items()}


_LISTS = _word_lists()
_GENERIC = _LISTS["generic"]
_VOCABULARY = frozenset(map(stem, _LISTS["status"]))


def read(question: Question) -> Inquiry | None:
    """Reads a question about a regulation's fate, None when it is about something else."""
    text = question.formal
    named = [m for m in question.mentions if m.number or (m.following and m.following[0] not in _GENERIC)]
    wants = _wants(text, named)
    if wants is None:
        return None
    about = _object(text, named, wants)
    other = next((m for m in named if m is not about), None)
    bare = _without(text, named)
    return Inquiry(
        wants=wants,
        about=about,
        other=other,
        ordinal=_ordinal(text),
        on=_on(bare),
        rest=tuple(s for s in dict.fromkeys(stems(bare)) if s not in _VOCABULARY and not s.isdigit()),
        as_source=bool(about and _SOURCE.search(text[: about.start])),
    )


def _wants(text: str, named: list[Mention]) -> Wants | None:
    for pattern, wants in ((_HISTORY, Wants.HISTORY), (_BASES, Wants.BASES), (_IMPLEMENTERS, Wants.IMPLEMENTERS)):
        if pattern.search(text):
            return wants
    if _DIFFERENCE.search(text) and _TWO_STATES.search(text):
        return Wants.DIFFERENCE
    revoking, amending = _REVOKING.search(text), _AMENDING.search(text)
    if not revoking and not amending:
        return _dated(text, named)
    does = _is_doer(text, named)
    if amending and not (revoking and _RATHER_REVOKED.search(text)):
        return Wants.AMENDS if does else Wants.AMENDED_BY
    if does:
        return Wants.REVOKES
    by_which = _REVOKED.search(text) and _WHICH.search(text) and not _YES_OR_NO.search(text)
    return Wants.REVOKED_BY if by_which else Wants.IN_FORCE


def _dated(text: str, named: list[Mention]) -> Wants | None:
    if _BEGINS.search(text):
        return Wants.BEGINS
    return Wants.IN_FORCE if _on(_without(text, named)) and _HOLDS.search(text) else None


def _is_doer(text: str, named: list[Mention]) -> bool:
    """Tells whether the regulation named is the one that amends or revokes, not the one it is done to."""
    if not named:
        return False
    first = named[0]
    if _BY.search(text[: first.start]):
        return True
    if len(named) > 1 and _BY.search(text[: named[1].start]):
        return False
    verb = _ACTIVE.search(text)
    if verb is None or verb.start() < first.start:
        return False
    # "was PP 18/2016 amended?", "has UU ITE been changed?"
    return not (verb.group().lower().endswith("ed") and _AUXILIARY.search(text[: verb.start()]))


def _object(text: str, named: list[Mention], wants: Wants) -> Mention | None:
    """Returns the regulation asked for; "PP 34/2009 dicabut oleh PP 59/2022" asks for the first."""
    if not named:
        return None
    if len(named) > 1 and wants in (Wants.AMENDED_BY, Wants.REVOKED_BY, Wants.IN_FORCE):
        verb = _ACTIVE.search(text)
        if verb and named[0].start < verb.start() < named[1].start:
            return named[1]
    return named[0]


def language(question: Question) -> str:
    """Returns the language of the answer; "which regulations amended PP 10/2010?" is too short for the usual test."""
    is_english = _ENGLISH.search(question.formal) and not _INDONESIAN.search(question.formal)
    return "en" if is_english else question.language


def _without(text: str, named: list[Mention]) -> str:
    for mention in reversed(named):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _ordinal(text: str) -> int:
    match = _ORDINAL.search(text)
    if match is None:
        return 0
    word = (match["id"] or match["en"]).lower()
    if word in ("terakhir", "terbaru", "last", "latest"):
        return -1
    return next((n for n, spelled in enumerate(_ORDINALS, 1) if word in spelled.split("|")), 0)


def _on(text: str) -> date | None:
    """Returns the day a question asks about: "per 1 Januari 2020"; a year stands for its last day."""
    match = _ON.search(text)
    if match is None:
        return None
    month = (match["month"] or "").lower()
    number = MONTHS.get(month) or _ENGLISH_MONTHS.get(month)
    try:
        if number:
            return date(int(match["year"]), number, int(match["day"] or 1))
        return date(int(match["year"]), 12, 31)
    except ValueError:
        return None


def names_subject(rest: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Returns the stems of a question that a regulation's title does not account for."""
    said = {stem(word) for word in words(title)}
    return tuple(word for word in rest if word not in said)
