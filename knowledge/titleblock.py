"""What a regulation is called: kind, number, year and subject from its title block, whatever recognition did to it."""

from __future__ import annotations

import re
from datetime import date

from knowledge.numbering import readings
from knowledge.records import Identity

# Kinds by their printed names, the longer names first: (name without blanks, short kind, name in running text).
_KINDS = (
    ("PERATURANPEMERINTAHPENGGANTIUNDANGUNDANG", "perppu", "Peraturan Pemerintah Pengganti Undang-Undang"),
    ("UNDANGUNDANGDARURAT", "uudrt", "Undang-Undang Darurat"),
    ("UNDANGUNDANG", "uu", "Undang-Undang"),
    ("PERATURANPEMERINTAH", "pp", "Peraturan Pemerintah"),
    ("PERATURANPRESIDEN", "perpres", "Peraturan Presiden"),
    ("KEPUTUSANPRESIDEN", "keppres", "Keputusan Presiden"),
    ("INSTRUKSIPRESIDEN", "inpres", "Instruksi Presiden"),
    ("PERATURANMENTERI", "permen", "Peraturan Menteri"),
    ("KEPUTUSANMENTERI", "kepmen", "Keputusan Menteri"),
    ("INSTRUKSIMENTERI", "inmen", "Instruksi Menteri"),
    ("SURATEDARAN", "se", "Surat Edaran"),
    ("PERATURANDAERAH", "perda", "Peraturan Daerah"),
    ("QANUN", "qanun", "Qanun"),
    ("PERATURANGUBERNUR", "pergub", "Peraturan Gubernur"),
    ("PERATURANBUPATI", "perbup", "Peraturan Bupati"),
    ("PERATURANWALIKOTA", "perwako", "Peraturan Wali Kota"),
    ("KEPUTUSANGUBERNUR", "kepgub", "Keputusan Gubernur"),
    ("KEPUTUSANBUPATI", "kepbup", "Keputusan Bupati"),
    ("KEPUTUSANWALIKOTA", "kepwako", "Keputusan Wali Kota"),
    ("PERATURANKEPALA", "perka", "Peraturan Kepala"),
    ("PERATURANBADAN", "perban", "Peraturan Badan"),
    ("PERATURANLEMBAGA", "perlem", "Peraturan Lembaga"),
    ("PERATURANKOMISI", "perkom", "Peraturan Komisi"),
    ("PEDOMANMENTERI", "pedoman-men", "Pedoman Menteri"),
)
# Ministries and agencies as file names shorten them; a part of the name is enough.
_OFFICES = (
    ("DALAMNEGERI", "dagri"), ("KOMUNIKASIDANINFORMATIKA", "kominfo"), ("KOMUNIKASIDANDIGITAL", "komdigi"),
    ("PENDAYAGUNAANAPARATUR", "panrb"), ("PEKERJAANUMUM", "pupr"), ("PERENCANAANPEMBANGUNAN", "ppn"),
    ("KOORDINATORBIDANGPEREKONOMIAN", "ko-ekon"), ("KEUANGAN", "keu"), ("KESEHATAN", "kes"), ("HUKUMDANHAK", "kumham"),
    ("LINGKUNGANHIDUP", "lhk"), ("AGRARIA", "atrbpn"), ("DESA", "desa"), ("PENDIDIKAN", "dikbud"), ("PERHUBUNGAN", "hub"),
    ("KETENAGAKERJAAN", "naker"), ("SOSIAL", "sos"), ("PERTANIAN", "tan"), ("PERDAGANGAN", "dag"),
    ("PERINDUSTRIAN", "perin"), ("ENERGI", "esdm"), ("PARIWISATA", "par"), ("AGAMA", "ag"), ("KELAUTAN", "kp"),
    ("SIBER", "bssn"), ("RISETDANINOVASI", "brin"), ("INFORMASIGEOSPASIAL", "big"), ("KEPEGAWAIANNEGARA", "bkn"),
    ("PENANGGULANGANBENCANA", "bnpb"), ("KEBIJAKANPENGADAAN", "lkpp"), ("ARSIPNASIONAL", "anri"),
    ("ADMINISTRASINEGARA", "lan"), ("INFORMASI", "ki"),
)  # fmt: skip
_REGIONAL = frozenset({"perda", "qanun", "pergub", "perbup", "perwako", "kepgub", "kepbup", "kepwako"})
_OF_OFFICES = frozenset({"permen", "kepmen", "inmen", "perka", "perban", "perlem", "perkom", "pedoman-men", "se"})

_LETTERS_ONLY = re.compile(r"[^A-Z]+")
_NUMBER = re.compile(
    r"N\s?O\s?M\s?[O0Q]\s?R\s*[:.]?\s*(?P<number>[^\n]{1,60}?)\s*(?:\n|\s)\s*T\s?A\s?H\s?U\s?N\s*[:.]?\s*(?P<year>[0-9OoIlLTtSZ !|]{4,7})(?![A-Za-z])",
)
_SLASHED = re.compile(
    r"N\s?O\s?M\s?[O0Q]\s?R\s*[:.]?\s*(?P<number>[\w.\s-]{1,8}\s?[/I]\s?[\w./ -]{3,40}?(?:19|20)\d\d)"
)
_ABOUT = re.compile(r"T\s?E\s?N\s?T\s?A\s?N\s?G\b\s*:?\s*", re.IGNORECASE)
_SUBJECT_END = re.compile(
    r"""\bDENGAN\s?RA[HT]?MAT|\bMenimbang|\bMENIMBANG|\bMENTERI\b.{0,90}REPUBLIK\s+INDONESIA\s?,|\bPRES\S{0,4}DEN?\s+REPUBLIK
        |\b(?:BUPATI|WALI\s?KOTA|GUBERNUR|KEPALA)\b[^a-z]{3,50},|\bDengan\s+Rahmat|\bBAB\s+I\b|\bPasal\s+1\b|\bMEMUTUSKAN|\n\s*\#|\bbahwa\b
        |\n\s*\n\s*(?=[A-Z][a-z])|\bSALINAN\b""",
    re.VERBOSE,
)
_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            ("januari",), ("februari", "pebruari"), ("maret",), ("april",), ("mei",), ("juni",), ("juli",), ("agustus",),
            ("september",), ("oktober",), ("november", "nopember"), ("desember",),
        ), start=1)
    for month in names
}  # fmt: skip
_DATED = re.compile(
    r"(?P<act>Ditetapkan|Disahkan|Diundangkan)\s+di\s+[\w .]{3,40}?\s*,?\s*[Pp]ada\s+tanggal\s*:?\s*(?P<day>[\dOIlLT]{1,2})\s+(?P<month>[A-Za-z]{3,9})\s+(?P<year>[\dOoIlLTtSZ ]{4,6})",
)
_GAZETTE = re.compile(
    r"\b(?P<name>LEMBARAN|BERITA)\s+(?P<of>NEGARA|DAERAH)[^\n]{0,60}?TAHUN\s+(?P<year>\S{4})\s+NOMOR\s+(?P<number>[\dOIl]{1,4})",
)

# Words that a title writes small, and abbreviations that it does not.
_SMALL = frozenset(
    "dan atas di ke dari dalam tentang untuk pada yang oleh kepada dengan atau bagi serta terhadap sebagai antara".split()  # noqa: SIM905
)


def identify(opening: str, name: str) -> Identity | None:
    """Reads the title block at the start of a text; falls back on the file's name ("pp-59-2022")."""
    named = _from_name(name)
    found = _kind(opening)
    if found is None:
        return named
    kind, after = found
    number, year, number_end = _number_and_year(opening, after)
    subject = _subject(opening, number_end or after)
    if named and named.kind.split("-")[0][:3] == kind.split("-")[0][:3]:
        kind = named.kind
        number, year = (number or named.number), (named.year or year)
    if not number or year is None:
        return Identity(named.kind, named.number, named.year, subject) if named else None
    return Identity(kind, number, year, subject)


def title_of(identity: Identity, opening: str, text: str = "") -> str:
    """Returns the readable title, "Peraturan Presiden Nomor 95 Tahun 2018 tentang …", with normal capitals."""
    name = _full_name(opening) or _NAMES.get(identity.kind.split("-")[0], identity.kind)
    slashed = "/" in identity.number and str(identity.year) in identity.number
    numbered = f"{name} Nomor {identity.number}" + ("" if slashed else f" Tahun {identity.year}")
    return f"{numbered} tentang {capitalised(identity.subject, text)}" if identity.subject else numbered


def dates(closing: str) -> dict[str, str]:
    """Returns the ISO dates of enactment and promulgation, and the gazette, where they are printed."""
    found: dict[str, str] = {}
    for match in _DATED.finditer(closing):
        month = _MONTHS.get(match["month"].lower())
        year, day = _year(match["year"]), readings(match["day"])
        key = "promulgated" if match["act"] == "Diundangkan" else "issued"
        if month and year and day and key not in found:
            try:
                found[key] = date(year, month, day[0].number).isoformat()
            except ValueError:
                continue
    if match := _GAZETTE.search(closing):
        number, year = readings(match["number"]), _year(match["year"])
        if number and year:
            found["gazette"] = f"{match['name'].title()} {match['of'].title()} {year} Nomor {number[0].number}"
    return found


def capitalised(words: str, text: str = "") -> str:
    """Returns a title in capitals with the usual ones only; abbreviations that the text uses stay."""
    if sum(map(str.islower, words)) > 0.3 * len(words):
        return words
    return " ".join(_cased(word, place, text) for place, word in enumerate(words.split()))


def _cased(word: str, place: int, text: str) -> str:
    letters = "".join(filter(str.isalpha, word))
    if letters.lower() in _SMALL and place:
        return word.lower()
    if (
        2 <= len(letters) <= 6
        and word.isupper()
        and re.search(rf"[a-z] \(?{re.escape(letters)}\b(?! [A-Z]{{2}})", text)
    ):
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)


_NAMES = {kind: name for _, kind, name in _KINDS}


def _from_name(name: str) -> Identity | None:
    match = re.fullmatch(
        r"(?P<kind>[a-z]+(?:-[a-z]+)*)-(?P<number>\d+[a-z]?)-(?P<year>(?:19|20)\d\d)(?:-.*)?", name.lower()
    )
    return Identity(match["kind"], match["number"], int(match["year"]), "") if match else None


def _kind(opening: str) -> tuple[str, int] | None:
    """Returns the short kind and the offset behind its name, from the first line of capitals that names one."""
    for match in re.finditer(r"(?:[A-Z][A-Z\s./,‘’'’!-]{3,}[A-Z])", opening):
        letters = _LETTERS_ONLY.sub("", match[0])
        for printed, kind, _ in _KINDS:
            place = letters.find(printed)
            if 0 <= place <= 60:
                return _shortened(kind, letters[place + len(printed) :]), match.start()
    return None


def _shortened(kind: str, rest: str) -> str:
    rest = rest.split("NOMOR")[0]
    if kind in _REGIONAL:
        region = re.sub(r"^(?:DAERAH)?(?:PROVINSI|PROPINSI|KABUPATEN|KOTA)?(?:DAERAH)?", "", rest)
        return f"{kind}-{region.lower()}" if region else kind
    if kind in _OF_OFFICES:
        office = next((short for part, short in _OFFICES if part in rest), "")
        return f"per{office}" if kind in ("perka", "perban", "perlem", "perkom") and office else f"{kind}{office}"
    return kind


def _full_name(opening: str) -> str:
    """Returns the name of the kind in running text, "Peraturan Menteri Dalam Negeri"."""
    head = " ".join(opening[:1500].split())
    match = re.search(
        r"((?:UNDANG\W?\s?UNDANG|PERATURAN|KEPUTUSAN|INSTRUKSI|PEDOMAN|SURAT EDARAN|QANUN)\b[A-Z ,/-]*?)(?:\s+REPUBLIK\s+\S+)?\s+N\s?O\s?M\s?[O0]\s?R\b",
        head,
    )
    if not match:
        return ""
    words = re.sub(r"\s+REPUBLIK\s+INDONESIA.*", "", match[1])
    doubled = re.fullmatch(r"(.{6,}?)\s+\1", words)
    return capitalised(doubled[1] if doubled else words) if len(words) < 120 else ""


def _number_and_year(opening: str, start: int) -> tuple[str, int | None, int]:
    window = opening[start : start + 1500]
    about = _ABOUT.search(window)
    head = window[: about.start()] if about else window
    if match := _NUMBER.search(head):
        number, year = _clean_number(match["number"]), _year(match["year"])
        if number and year:
            return number, year, start + match.end()
    if match := _SLASHED.search(head):
        number = re.sub(r"\s", "", match["number"])
        number = re.sub(r"(?<=\d)I(?=PER|KEP|PRT)", "/", number).replace("KOMINFOI", "KOMINFO/")
        return number, int(number[-4:]), start + match.end()
    return "", None, 0


def _clean_number(token: str) -> str:
    token = token.strip(" .:")
    if re.fullmatch(r"\d{1,4}[A-Z]?", token):
        return token
    if "/" in token:
        return re.sub(r"\s", "", token)
    found = readings(token) if len(token) <= 6 else ()
    return f"{found[0].number}{found[0].suffix}" if found else ""


def _year(token: str) -> int | None:
    for reading in readings("".join(token.split())[:4], letters=False):
        if 1945 <= reading.number <= 2100:
            return reading.number
    return None


def _subject(opening: str, start: int) -> str:
    window = opening[start : start + 1500]
    match = _ABOUT.search(window)
    if not match:
        return ""
    words = window[match.end() :]
    end = _SUBJECT_END.search(words)
    words = words[: end.start()] if end else words[:200].split("\n\n")[0]
    words = " ".join(re.sub(r"[#*]+", " ", words).split()).strip(" .,;:")
    return words if len(words) <= 600 else words[:600].rsplit(" ", 1)[0]
