"""How the kinds of regulations are written: "Peraturan Menteri Dalam Negeri", "permendagri", "UU", "Undang- Undang"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# How a kind is written → its short name (as in keys and file names). The longest spelling at a place wins.
MINISTRIES = {
    "dagri": r"dalam\s+negeri|dagri|mendagri",
    "kominfo": r"komunikasi\s+(?:dan|&)\s+informatika|kominfo|menkominfo",
    "komdigi": r"komunikasi\s+dan\s+digital|komdigi",
    "panrb": r"pendayagunaan\s+aparatur\s+negara(?:,?\s+dan\s+reformasi\s+birokrasi)?"
    r"|pan(?:\s?-?rb)?|menpan(?:\s?-?rb)?",
    "pupr": r"pekerjaan\s+umum(?:\s+dan\s+perumahan\s+rakyat)?|pupr?|menpupr",
    "kes": r"kesehatan|kes|menkes",
    "dikbud": r"pendidikan(?:,?\s+dan\s+kebudayaan)?|dikbud(?:ristek)?",
    "ristekdikti": r"riset,?\s+teknologi,?\s+dan\s+pendidikan\s+tinggi|ristekdikti",
    "hub": r"perhubungan|hub|menhub",
    "kumham": r"hukum\s+dan\s+hak\s+asasi\s+manusia|hukum\s+dan\s+ham|kumham|menkumham",
    "ppn": r"perencanaan\s+pembangunan\s+nasional(?:/kepala\s+badan\s+perencanaan\s+pembangunan\s+nasional)?"
    r"|ppn|bappenas",
    "atrbpn": r"agraria\s+dan\s+tata\s+ruang(?:/kepala\s+badan\s+pertanahan\s+nasional)?|atr(?:/?bpn)?",
    "lhk": r"lingkungan\s+hidup(?:\s+dan\s+kehutanan)?|lhk",
    "sos": r"sosial|sos|mensos",
    "desa": r"desa(?:,?\s+pembangunan\s+daerah\s+tertinggal,?\s+dan\s+transmigrasi)?|desa\s+pdtt",
    "naker": r"ketenagakerjaan|tenaga\s+kerja(?:\s+dan\s+transmigrasi)?|naker(?:trans)?",
    "esdm": r"energi\s+dan\s+sumber\s+daya\s+mineral|esdm",
    "tan": r"pertanian|tan|mentan",
    "dag": r"perdagangan|dag|mendag",
    "perin": r"perindustrian|perin|menperin",
    "kp": r"kelautan\s+dan\s+perikanan|kp",
    "ko-ekon": r"koordinator\s+bidang\s+perekonomian|ko-?\s?ekon(?:omian)?|ko\s+perekonomian",
    "bumn": r"badan\s+usaha\s+milik\s+negara|bumn",
    "par": r"pariwisata|par|parekraf",
    "ag": r"agama|ag",
}
_BODIES = {
    "bssn": r"siber\s+dan\s+sandi\s+negara|bssn",
    "brin": r"riset\s+dan\s+inovasi\s+nasional|brin",
    "big": r"informasi\s+geospasial|big",
    "bps": r"pusat\s+statistik|bps",
    "bkn": r"kepegawaian\s+negara|bkn",
    "lkpp": r"kebijakan\s+pengadaan\s+barang(?:/|\s+dan\s+)jasa\s+pemerintah|lkpp",
    "anri": r"arsip\s+nasional(?:\s+republik\s+indonesia)?|anri",
    "bnpb": r"nasional\s+penanggulangan\s+bencana|bnpb",
    "ki": r"komisi\s+informasi|ki",
}
_REGION = r"(?P<region>(?:(?:provinsi|kabupaten|kota)\s+)?[a-z]+(?:\s(?!nomor|no\b|tahun|tentang)[a-z]+)?)"
_UNDANG = r"undang\s?[-–.¬_]?\s?undang"

_FIXED: tuple[tuple[str, str], ...] = (
    (rf"peraturan\s+pemerintah\s+peng?ganti\s+{_UNDANG}|perp+u", "perppu"),
    (rf"{_UNDANG}\s+dasar(?:\s+negara\s+republik\s+indonesia)?|uud(?:\s+nri)?", "uud"),
    (rf"{_UNDANG}\s+darurat|uu\s?drt", "uudrt"),
    (rf"{_UNDANG}|uu", "uu"),
    (r"peraturan\s+pemerintah|pp", "pp"),
    (r"peraturan\s+presiden|perpres", "perpres"),
    (r"keputusan\s+presiden|keppres", "keppres"),
    (r"instruksi\s+presiden|inpres", "inpres"),
    (r"peraturan\s+menteri\s+keuangan|pmk|permenkeu", "permenkeu"),
    (r"surat\s+edaran|se", "se"),
    (r"presidential\s+regulation(?!\s+perpres)", "perpres"),
    (r"government\s+regulation(?!\s+pp\b)", "pp"),
    (r"law(?=\s+(?:no\.?\s|number|\d))", "uu"),
    (
        r"pedoman\s+menteri\s+(?:pendayagunaan\s+aparatur\s+negara(?:\s+dan\s+reformasi\s+birokrasi)?|pan\s?-?rb)"
        r"|pedoman\s+menpan\s?-?rb",
        "pedoman-menpanrb",
    ),
)
REGIONAL = frozenset({"perda", "perwako", "perbup", "pergub"})


def _kinds() -> list[tuple[re.Pattern[str], str]]:
    spelled = [
        *(
            (rf"(?:peraturan\s+menteri(?:\s+negara)?|permen)\s*(?:{names})|per(?:{names})", f"permen{short}")
            for short, names in MINISTRIES.items()
        ),
        *(
            (rf"(?:keputusan\s+menteri(?:\s+negara)?|kepmen)\s*(?:{names})", f"kepmen{short}")
            for short, names in MINISTRIES.items()
        ),
        *(
            (rf"(?:peraturan(?:\s+kepala)?(?:\s+badan|\s+lembaga)?|perka|per)\s*(?:{names})", f"per{short}")
            for short, names in _BODIES.items()
        ),
        *_FIXED,
        (rf"(?:peraturan\s+daerah|perda)\s+{_REGION}", "perda"),
        (rf"(?:peraturan\s+wali\s?kota|perwali|perwako)\s+{_REGION}", "perwako"),
        (rf"(?:peraturan\s+bupati|perbup)\s+{_REGION}", "perbup"),
        (rf"(?:peraturan\s+gubernur|pergub)\s+{_REGION}", "pergub"),
        (r"peraturan\s+daerah|perda", "perda"),
        (r"peraturan\s+menteri|permen", "permen"),
        (r"peraturan\s+wali\s?kota|perwali|perwako", "perwako"),
        (r"peraturan\s+bupati|perbup", "perbup"),
    ]
    return [(re.compile(rf"(?:{pattern})(?![A-Za-z])", re.IGNORECASE), kind) for pattern, kind in spelled]


_KINDS = _kinds()
# Where a name can begin at all; only there are the many spellings tried.
_BEGINS = re.compile(
    r"\b(?:undang|uud?|p(?:er|p(?![a-z])|mk)|kep(?:utusan|men|pres)|in(?:struksi|pres)|surat|se(?![a-z])|pedoman|presidential|government|law(?=\s))",
    re.IGNORECASE,
)


def kind_matches(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yields each kind written in a text with its short name, the longest spelling at a place."""
    end = 0
    for begin in _BEGINS.finditer(text):
        if begin.start() < end:
            continue
        longest: tuple[re.Match[str], str] | None = None
        for pattern, kind in _KINDS:
            match = pattern.match(text, begin.start())
            if match and (longest is None or match.end() > longest[0].end()):
                longest = match, kind
        if longest:
            end = longest[0].end()
            yield longest
