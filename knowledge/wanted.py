"""What kind of fact a question wants, whether a text holds one, and what no regulation would tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.words import STOP_WORDS, stem, words

_I = re.IGNORECASE
_HOW_MUCH = re.compile(r"\b(?:berapa|how\s+(?:much|many|long|often))\b", _I)
_NUMBER_WORDS = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta "
    "one two three four five six seven eight nine ten"
)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_MONEY_ASKED = re.compile(
    r"\b(?:harga|biaya|tarif|gaji|honor\w*|upah|ongkos|insentif|tunjangan|uang|sewa|denda|anggaran|pagu|retribusi|iuran|hadiah|rupiah"
    r"|cost|fee|price|salary|allowance|budget|fine|much)(?:nya)?\b",
    _I,
)
# What is a price however it is asked for; "dendanya?" may be three times another, "biayanya?" borne by someone.
_PRICE = re.compile(r"\b(?:harga|gaji|honor|upah|ongkos|salary|price)(?:nya)?\b", _I)
_ASKING = re.compile(
    r"\b(?:apa(?:kah)?|siapa|kapan|bagaimana|mengapa|kenapa|mana|boleh|bisa|wajib|what|who|when|where|why|how|which)\b",
    _I,
)
# What a question asks for → what a text that tells it holds
_KINDS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "number": (_HOW_MUCH, re.compile(rf"\d|\b(?:{'|'.join(_NUMBER_WORDS.split())})\b", _I)),
    "clock": (
        re.compile(r"\b(?:jam|pukul)\s+berapa|\b(?:buka|tutup)\b|what\s+time", _I),
        re.compile(r"\bpukul\b|\b\d\d[.:]\d\d\b|\bWIB\b", _I),
    ),
    "contact": (
        re.compile(
            r"\b(?:no|nomor)\s*(?:telepon|telp|hp|wa|whatsapp|kontak)|\be-?mail\b|\balamat\b|\blink\b|\bphone\b|\burl\b|\bcontact\b",
            _I,
        ),
        re.compile(r"@|http|www\.|\d{6,}|\bJl\b|\bJalan\s+[A-Z]"),
    ),
    "duration": (
        re.compile(r"\bberapa\s+lama\b|\bhow\s+long\b", _I),
        re.compile(r"\b(?:hari|bulan|tahun|minggu|jam|menit|days?|months?|years?|weeks?|hours?)\b", _I),
    ),
    "who": (
        re.compile(r"\b(?:siapa|who|whom)\b", _I),
        re.compile(
            r"\b(?:menteri|kepala|bupati|wali\s?kota|gubernur|presiden|pejabat|ketua|sekretaris|direktur|camat|lurah|panitia|pimpinan"
            r"|dprd?|dpd|bpk|lembaga|badan|instansi|kementerian|kominfo|komdigi|dinas|dewan|komisi|komite|forum|tim|perangkat|opd|inspektorat"
            r"|pemerintah|pengadilan|akademisi|praktisi|asesor|penyelenggara|pengelola|setiap\s+orang|pemohon|penduduk|anggota"
            r"|minister|ministry|head|mayor|regent|governor|president|council|team|agency|committee|experts?|members?|government)\b"
            r"|\b(?:tn|ir|dr|h)\.\s",
            _I,
        ),
    ),
    "date": (
        re.compile(r"\b(?:kapan|when)\b", _I),
        re.compile(
            rf"\b\d{{1,2}}\s+(?:{_MONTHS})|\b(?:19|20)\d\d\b|paling\s+la(?:mbat|ma)|tanggal|dalam\s+jangka\s+waktu|\bsetelah\b|\bsebelum\b",
            _I,
        ),
    ),
}
_MONEY = re.compile(
    r"\bRp|\brupiah\b|\bjuta\b|\bmiliar|\btriliun|%|\bpersen|perseratus|\)\s+kali\b|\bmillion|\bbillion", _I
)
# "sekarang", "minggu lalu": what changes from day to day stands in no regulation
_NOW = re.compile(
    r"\b(?:sekarang|skrg|saat\s+ini|hari\s+ini|besok|kemarin|tadi|semalam|barusan|baru\s+dilantik|sejak\s+pagi"
    r"|(?:minggu|bulan|tahun|musim|periode)\s+(?:ini|lalu|depan)|akan\s+datang|current(?:ly)?|today|tomorrow|yesterday"
    r"|(?:this|last|next)\s+(?:year|month|week))\b",
    _I,
)
# "buatkan", "klik", "resep": asks for a service and not for what is ruled
_SERVICE = re.compile(
    r"\b(?:buatkan|bikinkan|tuliskan|draft?|translate|terjemahkan|hitung(?:kan)?|klik|tombol|instal\w*|me-?reset|reset|download"
    r"|unduh|login|password|kata\s+sandi|contoh\s+surat|menurut(?:mu|\s+kamu)|rekomendasi|tips|resep|recipe|joke)\b",
    _I,
)
_ABROAD = re.compile(
    r"\b(?:singapura|singapore|malaysia|thailand|filipina|philippines|vietnam|jepang|japan\w*|korea|cina|china|india|australia|amerika|usa"
    r"|inggris|england|eropa|europe\w*|gdpr|jerman|germany|belanda|netherlands|prancis|france|dubai|arab|brunei|timor\s+leste|rusia|turki)\b",
    _I,
)
_HOW_TO = re.compile(r"^(?:bagaimana|cara|how\s+(?:do|can)\s+i)\b.*\bcara\b|^cara\b|^how\s+(?:do|can)\s+i\b", _I)
_WHY = re.compile(r"\b(?:kenapa|mengapa|why|sejak\s+kapan|since\s+when|apa\s+alasan)\b", _I)
CUES: Mapping[str, re.Pattern[str]] = {
    "now": _NOW, "service": _SERVICE, "abroad": _ABROAD, "how_to": _HOW_TO, "why": _WHY, "how_much": _HOW_MUCH
}  # fmt: skip
"""Ways of asking, by what they tell of a question."""

# Offices, each with the names it goes by: what a text rules for one of them it does not rule for another.
_OFFICES = tuple(
    re.compile(rf"\b(?:{names})(?:nya)?\b", _I)
    for names in (
        r"kepala\s+daerah|bupati|wali\s?kota|gubernur",
        r"kepala\s+(?:dinas|opd|skpd|(?:organisasi\s+)?perangkat\s+daerah|satuan\s+kerja\s+perangkat\s+daerah)|kadis",
        r"kepala\s+desa|kades",
        r"sekretaris\s+daerah|sekda",
        r"sekretaris\s+desa|perangkat\s+desa",
        r"camat",
        r"lurah",
        r"presiden",
        r"dprd|dewan\s+perwakilan\s+rakyat\s+daerah",
        r"staf\s+ahli",
        r"tenaga\s+ahli",
        r"guru|dosen",
        r"dokter",
    )
)

# "berapa kecamatan", "berapa jumlah anggota": what is counted
_COUNTED = re.compile(
    r"\b(?:berapa|how\s+many)\s+(?:jumlah\s+|banyak\s+|besar(?:an)?\s+|total\s+)?(?P<what>[a-z]+)", _I
)
_NOT_COUNTED = frozenset(
    words("lama banyak besar besaran jumlah kali usia batas total nilai persen rupiah saja biaya tarif harga many much")
)
# "siapa fotografer", "font apa", "what dress code": the word that says what kind of thing is asked for
_FOCUS = re.compile(
    r"\b(?:berapa|siapa(?:\s+(?:nama|saja))?|what(?:\s+is\s+the|\s+are\s+the)?|which|how\s+many|kapan|when(?:\s+(?:is|was|does)\s+the)?"
    r"|apa(?:\s+(?:saja|jenis|nama|isi))?)\s+(?:jumlah\s+|banyak\s+|besar(?:an)?\s+|lama\s+|kali\s+|yang\s+)?(?P<after>\w{3,})"
    r"|^(?P<before>\w{3,})\s+(?:\w+\s+)?apa\b",
    _I,
)
# "apa yang dimuat", "siapa menetapkan": what is done, and not a kind of thing
_VERB = re.compile(r"(?:di|me|ber|ter)\w{4,}$")
_FIGURES = frozenset(_NUMBER_WORDS.split())
KINDS = ("money", *_KINDS)


def lacking(question: str, text: str) -> dict[str, float]:
    """Returns for each of `KINDS` of fact 1 where a question asks for one and a text holds none, else 0."""
    found = {
        kind: float(asked.search(question) is not None and not held.search(text))
        for kind, (asked, held) in _KINDS.items()
    }
    return {"money": float(wants_money(question) and not _MONEY.search(text)), **found}


def holding(question: str, lacking: Mapping[str, float]) -> float:
    """Returns 1 where a question asks for a kind of fact that a text has, by what it lacks, else 0."""
    asked = {kind for kind, (pattern, _) in _KINDS.items() if pattern.search(question)}
    return float(bool(asked) and not any(lacking.values()))


def wants_money(question: str) -> bool:
    """Tells whether a question asks for an amount: "gajinya berapa?", "harga tiket?", not "siapa menetapkan tarif?"."""
    how_much = _MONEY_ASKED.search(question) and _HOW_MUCH.search(question)
    return bool(how_much or asks_price(question))


def asks_price(text: str) -> bool:
    """Tells whether what is named asks for its amount without asking: "harga tiketnya?"."""
    return _PRICE.search(text) is not None and not _ASKING.search(text)


def unpriced(question: str, text: str) -> bool:
    """Tells whether a question asks what something costs where a text names neither an amount nor that cost."""
    # As written and not by stems: "penghargaan" is no "harga".
    asked = {match.group().lower().removesuffix("nya") for match in _MONEY_ASKED.finditer(question)}
    return wants_money(question) and not _MONEY.search(text) and not asked & set(words(text))


def counted(question: str, text: str) -> float:
    """Returns 1 where a text gives a number of what a question counts ("berapa kecamatan"), -1 where not, else 0."""
    match = _COUNTED.search(question)
    if match is None or match["what"].lower() in STOP_WORDS | _NOT_COUNTED:
        return 0.0
    what = stem(match["what"].lower())
    said = [(word, stem(word)) for word in words(text)]
    for n, (_, found) in enumerate(said):
        if found == what and any(
            w.isdigit() or w in _FIGURES for w, _ in [*said[max(0, n - 5) : n], *said[n + 1 : n + 4]]
        ):
            return 1.0
    return -1.0


def office_absent(question: str, text: str) -> float:
    """Returns 1 where a question names an office and a text none that it names ("gaji kepala dinas"), else 0."""
    asked = [names for names in _OFFICES if names.search(question)]
    return float(bool(asked) and not any(names.search(text) for names in asked))


def focus(question: str) -> str:
    """Returns the stem of the word that says what kind of thing is asked for, "" where none does."""
    match = _FOCUS.search(question)
    word = ((match["after"] or match["before"]) if match else "").lower()
    return "" if word in _NOT_COUNTED or not word or _VERB.match(word) else stem(word)
