"""What a question asks: its language, the rule and place it names, the kind of answer it wants, its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.errors import QuestionError
from knowledge.locator import Locator, parse_locator
from knowledge.references import Mention, mentions
from knowledge.words import formal, is_english, stems, unique

# Longer texts are pasted documents, not questions; Telegram itself allows 4,096.
MAX_CHARACTERS = 4_000


class Asks(StrEnum):
    """The kind of answer a question wants."""

    LOOKUP = "lookup"
    DEFINITION = "definition"
    STATUS = "status"
    LIST = "list"
    WHO = "who"
    WHEN = "when"
    HOW_MUCH = "how_much"
    YES_NO = "yes_no"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `formal` is the text with slips and chat spellings mended; `stems` its words."""

    text: str
    language: str
    formal: str
    asks: Asks
    stems: tuple[str, ...]
    locator: Locator | None = None
    mentions: tuple[Mention, ...] = ()
    term: str = ""
    documents: tuple[str, ...] = field(default=())


# "pasal 5 ayat (2) huruf a", "psl 12 (3)", "pasal 27B ayat 2", "pasal 1 angka 5"
_PLACE = re.compile(
    r"""\b(?P<elucidation>penjelasan\s+)?(?:pasal|psl\.?|ps\.?)\s*(?P<pasal>\d{1,4}\s?[a-z]?|[ivx]{1,4})\b
        (?:[\s,]*(?:ayat\s*\(?|\()\s*(?P<ayat>\d{1,2}[a-z]?)\s*\)?)?
        (?:[\s,]*(?:huruf|hrf)\s*(?P<huruf>[a-z]{1,2})\b\.?)?
        (?:[\s,]*angka\s*(?P<angka>\d{1,3}))?""",
    re.VERBOSE | re.IGNORECASE,
)
# "ayat (2) huruf b pasal 5", "angka 3 pasal 1": the other way round
_REVERSED = re.compile(
    r"""\b(?:ayat\s*\(?(?P<ayat>\d{1,2}[a-z]?)\)?)?(?:[\s,]*huruf\s+(?P<huruf>[a-z]{1,2})\b)?(?:[\s,]*angka\s+(?P<angka>\d{1,3}))?
        [\s,]*(?:dari\s+|dalam\s+|pada\s+)?pasal\s*(?P<pasal>\d{1,4}\s?[a-z]?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ENGLISH_PLACE = re.compile(
    r"\barticle\s*(?P<pasal>\d{1,4}[a-z]?)(?:[\s,]*(?:paragraph|para|verse)?\s*\(?(?P<ayat>\d{1,2})\)?)?", re.IGNORECASE
)
_ANNEX = re.compile(r"\blampiran\s*(?P<annex>[ivx]{1,4}|\d{1,2})?\b", re.IGNORECASE)

_DEFINITION = (
    # "yang dimaksud rahasia jabatan itu apa ya"
    re.compile(
        r"^(?:apa\s+)?(?:yang\s+)?(?:dimaksud(?:kan)?|maksud(?:nya)?|arti(?:nya)?|definisi(?:nya)?|pengertian(?:nya)?)\s+"
        r"(?:dengan\s+|dari\s+)?(?P<term>.{2,80}?)\s+(?:itu\s+)?apa(?:an)?(?:\s+(?:ya|sih|itu|min|pak|bu|kak))*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"""^(?:jelaskan\s+|sebutkan\s+|tolong\s+|mohon\s+)*(?:apa(?:kah)?\s+)?(?:itu\s+|sih\s+|yang\s+)*(?:yang\s+)?
            (?:dimaksud(?:kan)?\s+(?:dengan|dgn|oleh)|di\s?maksud\s+dengan|definisi(?:\s+dari)?|pengertian(?:\s+dari)?
              |arti(?:nya)?(?:\s+(?:dari|kata|istilah))?|maksud(?:nya)?(?:\s+dari)?|kepanjangan(?:nya)?(?:\s+(?:dari|dr))?
              |singkatan(?:\s+dari)?|(?<=apa\s)itu|(?<=apa\s)sih)\s+(?:istilah\s+)?(?P<term>.+)$""",
        re.VERBOSE | re.IGNORECASE,
    ),
    re.compile(r"^apa(?:kah)?\s+(?:itu|sih)\s+(?P<term>.+)$", re.IGNORECASE),
    re.compile(
        r"^(?P<term>.{2,80}?)\s+(?:itu\s+(?:apa|adalah\s+apa)|(?:itu\s+)?(?:singkatan|kepanjangan)(?:nya)?(?:\s+dari)?\s+apa|artinya(?:\s+apa)?|"
        r"maksudnya(?:\s+apa)?|(?:adalah|definisinya|pengertiannya)(?:\s+apa)?)(?:\s+(?:ya|sih|min|pak|bu|kak))*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:what\s+(?:is|are|does)|define|definition\s+of|meaning\s+of|explain)\s+(?:meant\s+by\s+|the\s+(?:definition|meaning)\s+of\s+|an?\s+|the\s+)?"
        r"(?P<term>.{2,60}?)(?:\s+(?:mean|stand\s+for))?$",
        re.IGNORECASE,
    ),
)
_ASKS = (
    (
        Asks.STATUS,
        r"masih\s+berlaku|berlaku\s+(?:tidak|kah|atau)|(?:sudah|telah|apakah|kapan)\s+(?:di)?(?:cabut|ubah|ganti)|dicabut|mencabut|diubah\s+(?:dengan|oleh|apa)"
        r"|perubahan(?:nya)?\s+(?:dari|atas|apa)|digantikan|menggantikan|diganti|pengganti|riwayat|still\s+(?:valid|in\s+force)|repeal|amended|revoked|replaced",
    ),
    (
        Asks.LIST,
        r"apa\s+saja|siapa\s+saja|mana\s+saja|sebutkan|daftar|list\b|what\s+are|which\s+.*s\b|jenis|unsur|tahapan|syarat",
    ),
    (
        Asks.WHO,
        r"\b(?:siapa|oleh\s+siapa|pejabat\s+mana|perangkat\s+daerah\s+mana|instansi\s+mana|lembaga\s+mana|who|whose|whom)\b",
    ),
    (Asks.WHEN, r"\b(?:kapan|tanggal\s+berapa|sejak|batas\s+waktu|paling\s+lambat|tenggat|when|deadline|how\s+soon)\b"),
    (Asks.HOW_MUCH, r"\b(?:berapa|jumlah|besaran|persen|how\s+(?:many|much|long|often|big|large))\b"),
    (
        Asks.YES_NO,
        r"^(?:apakah|boleh|bolehkah|bisa|bisakah|dapatkah|wajibkah|haruskah|is|are|does|do|can|must|may|should)\b|(?:boleh|bisa|wajib|perlu|harus)\s+tidak\b",
    ),
)
# "…, dan kapan …", "… serta siapa yang …", "…? Berapa …": another question begins
_JOINS = re.compile(
    r"""\?\s+(?=\S+\s+\S)|,?\s+(?:dan|serta|lalu|sedangkan|and)\s+(?=(?:\S+\s+){0,2}?
        (?:berapa|brp|kapan|siapa|apakah|bagaimana|gimana|di\s?mana|mana|apa\s+(?:saja|yang)|who|when|what|how|which)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# "… dokumen apa dan diintegrasikan ke dokumen apa": both sides ask, the word that asks comes late
_MAY_JOIN = re.compile(r",?\s+(?:dan|serta|lalu|sedangkan|and)\s+", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?:apa(?:kah|\s+saja)?|siapa|kapan|berapa|brp|bagaimana|gimana|mana|mengapa|kenapa|who|what|when|which|how)\b"
    r"|^(?:may|can|is|are|does|do|must|boleh|bisa)\b",
    re.IGNORECASE,
)
_MOST_PARTS = 3
_ASKS_COMPILED = tuple((asks, re.compile(pattern, re.IGNORECASE)) for asks, pattern in _ASKS)
_TRAILING = re.compile(r"(?:\s+(?:ya|sih|min|pak|bu|kak|gan|dong|tolong|mohon|itu|apa))+$|[\s?!.,]+$", re.IGNORECASE)


def understand(text: str, spelled: Callable[[str], str] = str) -> Question:
    """Reads a question; `spelled` mends what is misspelled in it.

    Raises:
        QuestionError: it is empty, without any letter or digit, or far too long.
    """
    text = " ".join(text.split())
    if not any(c.isalnum() for c in text):
        raise QuestionError(
            "Tuliskan pertanyaan dengan kata-kata, misalnya: apa syarat ikut smart city? / "
            "Please put the question in words."
        )
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"Pertanyaan terlalu panjang ({len(text):,} huruf, paling banyak {MAX_CHARACTERS:,}); ringkas menjadi satu "
            f"pertanyaan. / The question is too long; please shorten it.".replace(",", ".")
        )
    written = spelled(formal(text))
    named = tuple(mentions(written))
    place = _place(written)
    term = _term(written)
    return Question(
        text=text,
        language="en" if is_english(text) else "id",
        formal=written,
        asks=_asks(written, place, term),
        stems=tuple(unique(stems(written))),
        locator=place,
        mentions=named,
        term=term,
    )


def parts(question: Question) -> list[Question]:
    """Returns the questions joined in one ("berapa lama berlaku dan kapan diperbarui?"), itself when it is one.

    A part that names no regulation means the one that another part names.
    """
    pieces = next(
        (found for joins in (_JOINS, _MAY_JOIN) if len(found := _asking_pieces(joins, question.formal)) > 1),
        [question.formal],
    )
    if len(pieces) < 2 or question.locator is not None or len(pieces) > _MOST_PARTS:
        return [question]
    read = [understand(piece) for piece in pieces]
    return [replace(part, language=question.language, mentions=part.mentions or question.mentions) for part in read]


def _asking_pieces(joins: re.Pattern[str], text: str) -> list[str]:
    """Returns the pieces of a text that each ask something of their own; what does not ask stays with its neighbour."""
    pieces: list[str] = []
    starts = [0, *(m.end() for m in joins.finditer(text))]
    ends = [*(m.start() for m in joins.finditer(text)), len(text)]
    begun = 0
    for n, end in enumerate(ends):
        piece = text[begun:end]
        if _ASKING.search(piece) and any(not _ASKING.fullmatch(w) for w in stems(piece)):
            pieces.append(piece.strip(" ,?"))
            begun = starts[n + 1] if n + 1 < len(starts) else len(text)
    if pieces and begun < len(text):
        pieces[-1] = text[text.rindex(pieces[-1]) :].strip(" ,?")
    return pieces


def _asks(text: str, place: Locator | None, term: str) -> Asks:
    if _ASKS_COMPILED[0][1].search(text):
        return Asks.STATUS
    if place is not None:
        return Asks.LOOKUP
    if term:
        return Asks.DEFINITION
    return next((asks for asks, pattern in _ASKS_COMPILED if pattern.search(text)), Asks.FREE)


def _place(text: str) -> Locator | None:
    for pattern in (_PLACE, _ENGLISH_PLACE):
        match = pattern.search(text)
        if match is None:
            continue
        parts = match.groupdict()
        if not parts.get("ayat") and not parts.get("huruf") and (back := _REVERSED.search(text)):
            parts = {**parts, **{k: v for k, v in back.groupdict().items() if v}}
        return parse_locator(_written(parts))
    if (match := _ANNEX.search(text)) and match["annex"]:
        return parse_locator(f"Lampiran {match['annex'].upper()}")
    return None


def _written(parts: dict[str, str | None]) -> str:
    pasal = "".join((parts["pasal"] or "").split()).upper()
    steps = [f"Penjelasan Pasal {pasal}" if parts.get("elucidation") else f"Pasal {pasal}"]
    if ayat := parts.get("ayat"):
        steps.append(f"ayat ({ayat.lower()})")
    if huruf := parts.get("huruf"):
        steps.append(f"huruf {huruf.lower()}")
    if angka := parts.get("angka"):
        steps.append(f"angka {angka}")
    return " ".join(steps)


def _term(text: str) -> str:
    """Returns the term whose definition is asked for, "" when none is."""
    bare = text
    while True:
        for pattern in _DEFINITION:
            if match := pattern.match(bare):
                return _trimmed(match["term"]).strip(" \"'“”?.,")
        shorter = _TRAILING.sub("", bare)
        if shorter == bare:
            return ""
        bare = shorter


def _trimmed(text: str) -> str:
    while (shorter := _TRAILING.sub("", text)) != text:
        text = shorter
    return text
