"""Long official titles as people cite them: "Peraturan Presiden Nomor 95 Tahun 2018 tentang …" → "Perpres 95/2018"."""

import re

SHORT_KINDS = {
    "undang-undang": "UU",
    "peraturan pemerintah pengganti undang-undang": "Perppu",
    "peraturan pemerintah": "PP",
    "peraturan presiden": "Perpres",
    "instruksi presiden": "Inpres",
    "keputusan presiden": "Keppres",
    "peraturan menteri dalam negeri": "Permendagri",
    "peraturan menteri komunikasi dan informatika": "Permenkominfo",
    "peraturan menteri pendayagunaan aparatur negara dan reformasi birokrasi": "Permen PANRB",
    "peraturan menteri keuangan": "PMK",
    "peraturan menteri": "Permen",
    "peraturan badan siber dan sandi negara": "Peraturan BSSN",
    "peraturan daerah": "Perda",
    "peraturan wali kota": "Perwali",
    "peraturan walikota": "Perwali",
    "peraturan bupati": "Perbup",
}
TITLE = re.compile(
    r"""^\s*(?P<kind>[A-Za-z][A-Za-z ().-]*?)      # "Peraturan Presiden"
        (?:\s+Republik\s+Indonesia)?
        \s+(?:Nomor|No\.?)\s+(?P<number>[\w./-]+)  # "Nomor 95", "Nomor 02/PRT/M/2016"
        (?:\s+Tahun\s+(?P<year>\d{4}))?            # matches in "Nomor 95 Tahun 2018", not in "Tahun 2017 di Makassar"
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches the start of "Peraturan Wali Kota Singkawang", "Peraturan Daerah Kabupaten Sleman"
REGIONAL = re.compile(r"^peraturan (?:daerah|wali ?kota|bupati)(?= )", re.IGNORECASE)
LONGEST = 70
ADDRESS = re.compile(r"(?:BUKU|BAB|Bagian|Paragraf|Pasal|ayat|huruf|angka|Lampiran|Penjelasan|Menimbang|Mengingat)\b")


def short_title(title: str) -> str:
    """Returns the title as a memo cites it; a title that is not a regulation's is only shortened."""
    match = TITLE.match(title)
    if match is None:
        return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rsplit(' ', 1)[0]}…"
    kind = " ".join(match["kind"].split())
    kind = SHORT_KINDS.get(kind.lower()) or REGIONAL.sub(lambda found: SHORT_KINDS[found[0].lower()], kind)
    year = match["year"]
    return f"{kind} {match['number']}" + (f"/{year}" if year and not match["number"].endswith(year) else "")


def place_in(title: str, locator: str) -> str:
    """Returns "Perpres 95/2018 Pasal 5 ayat (2)", and a heading behind a comma: "Enam dimensi, Quick win"."""
    return f"{short_title(title)}{between(locator)}{locator}"


def between(locator: str) -> str:
    """Returns what stands between a title and a place in it."""
    return " " if ADDRESS.match(locator) else ", "


def is_regulation(title: str) -> bool:
    """Tells whether a title is a regulation's: kind, number and year."""
    match = TITLE.match(title)
    return match is not None and match["year"] is not None
