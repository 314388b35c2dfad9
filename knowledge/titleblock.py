"""What a regulation is called: kind, number, year and subject from its title block, whatever recognition did to it."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher

from knowledge.numbering import readings
from knowledge.records import Identity
from knowledge.titles import capitalised, repaired

# Kinds by their printed names, the longer names first: (capitals of the name, short kind, name in running text).
_KINDS = (
    ("PERATURANPE[A-Z]{1,8}TAHPENGGANTIUNDANGUNDANG", "perppu", "Peraturan Pemerintah Pengganti Undang-Undang"),
    ("UNDANGUNDANGDARURAT", "uudrt", "Undang-Undang Darurat"),
    ("UNDANGUNDANG", "uu", "Undang-Undang"),
    ("PERATURANPE[A-Z]{1,8}TAH", "pp", "Peraturan Pemerintah"),
    ("PERATURANPRES[A-Z]{0,3}DEN?", "perpres", "Peraturan Presiden"),
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
    ("LINGKUNGANHIDUP", "lhk"), ("AGRARIA", "atrbpn"), ("DESA", "desa"), ("PENDIDIKAN", "dikbud"),
    ("PERHUBUNGAN", "hub"),
    ("KETENAGAKERJAAN", "naker"), ("SOSIAL", "sos"), ("PERTANIAN", "tan"), ("PERDAGANGAN", "dag"),
    ("PERINDUSTRIAN", "perin"), ("ENERGI", "esdm"), ("PARIWISATA", "par"), ("AGAMA", "ag"), ("KELAUTAN", "kp"),
    ("SIBER", "bssn"), ("RISETDANINOVASI", "brin"), ("INFORMASIGEOSPASIAL", "big"), ("KEPEGAWAIANNEGARA", "bkn"),
    ("PENANGGULANGANBENCANA", "bnpb"), ("KEBIJAKANPENGADAAN", "lkpp"), ("ARSIPNASIONAL", "anri"),
    ("ADMINISTRASINEGARA", "lan"), ("INFORMASI", "ki"),
)  # fmt: skip
_REGIONAL = frozenset({"perda", "qanun", "pergub", "perbup", "perwako", "kepgub", "kepbup", "kepwako"})
_OF_OFFICES = frozenset({"permen", "kepmen", "inmen", "perka", "perban", "perlem", "perkom", "pedoman-men", "se"})

# How much of the start of a text can be its title block.
_OPENING = 6000
_NUMBER = re.compile(
    r"""(?:N|I\{|lt?\\I|IV)\s?[O0Q]\s?M\s?[O0QC]\s?R\s*[:.]?\s*(?P<number>.{1,50}?)\s*
        T\s?A\s?H\s?[UV]\s?N\s*[:.^']*\s*(?P<year>[0-9OoIlLTtSZ!|](?:\s?[0-9OoIlLTtSZ!|]){3})(?![A-Za-z0-9])""",
    re.VERBOSE,
)
# "NOMOR 26 IPER/M.KOMINFOI 5/2007", "NOMOR : 02/PRT/M/2016"
_SLASHED = re.compile(r"N\s?O\s?M\s?[O0Q]\s?R\s*[:.]?\s*(?P<number>[\w.-]{1,6}\s?[/I]\s?[\w./ -]{3,40}?(?:19|20)\d\d)")
_ABOUT = re.compile(r"T\s?E\s?N\s?T\s?A\s?N\s?G\b\s*:?\s*", re.IGNORECASE)
_SUBJECT_END = re.compile(
    r"""\bDENGAN\s?RA[HT]?MAT | \bDengan\s+[Rr]ahmat | \b(?:Menimbang|MENIMBANG|Mengingat|MENGINGAT|Membaca)\b
      | \bMENTERI\b.{0,90}REPUBLIK\s+INDONESIA\s?, | \b(?:PRES\S{0,4}DEN?|Presiden)\s+(?:REPUBLIK|Republik)
      | \b(?:BUPATI|WALI\s?KOTA|GUBERNUR|KEPALA)\b[^a-z]{3,50}, | \bMEMUTUSKAN | \bBAB\s+I\b | \bPasal\s+1\b
      | \bbahwa\b | \bSALINAN\b | \bUMUM\b:? | \bMenetapkan\b
      | (?<=[A-Z])\s(?:UNDANG\W?UNDANG|PERATURAN\s\w+)\sREPUBLIK\s""",
    re.VERBOSE,
)
# The last consideration names the regulation in normal capitals: "perlu menetapkan Peraturan Presiden tentang …;"
_CONSIDERED = re.compile(
    r"""(?:menetapkan|membentuk|dibentuk|ditetapkan|mengeluarkan)\s+(?:suatu\s)?(?:Peraturan|Undang|Keputusan|Qanun|Instruksi)
        [^;]{0,120}?\s[Tt]entang\s+(?P<subject>[^;]{4,500}?)\s*[;.]""",
    re.VERBOSE,
)
# What stands before the name of another regulation, in capitals without blanks.
_CITING = re.compile(r"(?:ATAS|TENTANG|PELAKSANAAN|PENCABUTAN|DENGAN|DALAM|PERUBAHAN|KEDUA|KETIGA)$")
# A letter that recognition took for a figure or sign within a word ("N9-sional", "l,embaga").
_DAMAGED = re.compile(r"[A-Za-z]\d|\d-?[a-z]|[a-z],[a-z]|[\\{}|^]")
_SPACED = re.compile(r"(?:\b\w\s){5,}")
# Two spellings of one subject agree in this share of their letters.
_ALIKE = 0.8
_EARLIEST, _LATEST = 1945, 2035


def identify(opening: str, name: str, years: Collection[int] = ()) -> Identity | None:
    """Reads the title block at the start of a text; falls back on the file's name ("pp-59-2022").

    `years` are years that the closing names; they tell which reading of a damaged one is right.
    """
    named = _from_name(name)
    head = _head(opening)
    found = _kind(head)
    if found is None:
        return Identity(named.kind, named.number, named.year, _subject(head, 0)) if named else None
    kind, start = found
    number, year, behind = _number_and_year(head, start, years)
    subject = _subject(head, behind or start)
    if named and _same_kind(named.kind, kind):
        spelled = number if "/" in number else named.number
        return Identity(named.kind, spelled, named.year, subject)
    if not number or year is None:
        return Identity(named.kind, named.number, named.year, subject) if named else None
    return Identity(kind, number, year, subject)


def title_of(identity: Identity, opening: str) -> str:
    """Returns the readable title, "Peraturan Presiden Nomor 95 Tahun 2018 tentang …", with normal capitals."""
    name = _NAMES.get(identity.kind) or _printed_name(opening) or _NAMES.get(_root(identity.kind), identity.kind)
    slashed = "/" in identity.number and str(identity.year) in identity.number
    numbered = f"{name} Nomor {identity.number}" + ("" if slashed else f" Tahun {identity.year}")
    return f"{numbered} tentang {identity.subject}" if identity.subject else numbered


def unnumbered_title(opening: str) -> str:
    """Returns the title of a regulation whose number was left out: "Peraturan Menteri … tentang …"."""
    head = _head(opening)
    found = _kind(head)
    name = _printed_name(opening) or (_NAMES.get(_root(found[0]), "") if found else "")
    subject = _subject(head, found[1] if found else 0)
    return f"{name} tentang {capitalised(subject)}" if name and subject else ""


def _head(opening: str) -> str:
    return " ".join(re.sub(r"[#*]+", " ", opening[:_OPENING]).split())


_NAMES = {kind: name for _, kind, name in _KINDS}


def _from_name(name: str) -> Identity | None:
    match = re.fullmatch(
        r"(?P<kind>[a-z]+(?:-[a-z]+)*)-(?P<number>\d+[a-z]?)-(?P<year>(?:19|20)\d\d)(?:-.*)?", name.lower()
    )
    return Identity(match["kind"], match["number"], int(match["year"]), "") if match else None


def _same_kind(named: str, found: str) -> bool:
    return named == found or _root(named)[:3] == _root(found)[:3]


def _root(kind: str) -> str:
    """Returns the kind in general: "permen" of "permendagri", "perda" of "perda-singkawang"."""
    roots = [root for root in _NAMES if kind.startswith(root)]
    return max(roots, key=len, default=kind.split("-")[0])


def _kind(head: str) -> tuple[str, int] | None:
    """Returns the short kind and where its name begins: the first name of a kind that a number follows."""
    places = [place for place, letter in enumerate(head) if "A" <= letter <= "Z"]
    letters = "".join(head[place] for place in places)
    hits = []
    for rank, (printed, kind, _) in enumerate(_KINDS):
        for match in re.finditer(printed, letters):
            if _CITING.search(letters, max(0, match.start() - 20), match.start()):
                continue
            numbered = "NOM" in letters[match.end() : match.end() + 120] or "/" in head[places[match.start()] :][:200]
            hits.append((not numbered, match.start(), rank, kind, match.end()))
    if not hits:
        return None
    _, start, _, kind, end = min(hits)
    return _shortened(kind, letters[end : end + 120]), places[start]


def _shortened(kind: str, rest: str) -> str:
    rest = rest.split("NOM")[0]
    if kind in _REGIONAL:
        region = re.sub(r"^(?:DAERAH)?(?:PROVINSI|PROPINSI|KABUPATEN|KOTA)?(?:DAERAH)?", "", rest)
        return f"{kind}-{region.lower()}" if region else kind
    if kind in _OF_OFFICES:
        office = next((short for part, short in _OFFICES if part in rest), "")
        return f"per{office}" if kind in ("perka", "perban", "perlem", "perkom") and office else f"{kind}{office}"
    return kind


def _printed_name(opening: str) -> str:
    """Returns the name of the kind as printed, in normal capitals: "Peraturan Menteri Dalam Negeri"."""
    head = " ".join(opening[:1500].split())
    match = re.search(
        r"((?:PERATURAN|KEPUTUSAN|INSTRUKSI|PEDOMAN|SURAT EDARAN|QANUN)\b[A-Z ,/-]*?)(?:\s+REPUBLIK\s+\S+)?\s+NOM", head
    )
    if not match:
        return ""
    words = re.sub(r"\s+REPUBLIK\s+INDONESIA.*", "", match[1])
    doubled = re.fullmatch(r"(.{6,}?)\s+\1", words)
    return capitalised(doubled[1] if doubled else words) if len(words) < 120 else ""


def _number_and_year(head: str, start: int, years: Collection[int]) -> tuple[str, int | None, int]:
    about = _ABOUT.search(head, start)
    end = about.start() if about else len(head)
    if match := _NUMBER.search(head, start, end):
        number, year = _clean_number(match["number"]), read_year(match["year"], years)
        if number and year:
            return number, year, match.end()
    if match := _SLASHED.search(head, start, end):
        number = "".join(match["number"].split())
        number = re.sub(r"(?<=\d)I(?=PER|KEP|PRT)", "/", number).replace("KOMINFOI", "KOMINFO/")
        return number, int(number[-4:]), match.end()
    return "", None, 0


def _clean_number(token: str) -> str:
    token = token.strip(" .:'^`\"")
    if re.fullmatch(r"\d{1,4}[A-Z]?", token):
        return token
    if "/" in token:
        return "".join(token.split())
    found = readings(token) if len(token) <= 6 else ()
    return f"{found[0].number}{found[0].suffix}" if found else ""


def read_year(token: str, known: Collection[int] = ()) -> int | None:
    """Returns the year that a printed one stands for ("2OL9" is 2019, "2078" is 2018), best one of the known."""
    token = "".join(token.split())[:4]
    options = [reading.number for reading in readings(token, letters=False)]
    options.extend(int(token.replace("7", "1")) for _ in [0] if token.isdigit())
    possible = [year for year in options if _EARLIEST <= year <= _LATEST]
    return next((year for year in possible if year in known), possible[0] if possible else None)


def _subject(head: str, start: int) -> str:
    about = _ABOUT.search(head, start)
    printed = ""
    if about:
        end = _SUBJECT_END.search(head, about.end())
        printed = head[about.end() : end.start() if end else about.end() + 300]
        printed = repaired(printed.strip(" .,;:"))
    considered = [match["subject"] for match in _CONSIDERED.finditer(head)]
    if considered:
        spelled = repaired(considered[-1].strip(" .,;:"))
        if not printed or _SPACED.search(printed):
            return spelled
        if _likeness(printed, spelled) >= _ALIKE and (_DAMAGED.search(printed) or not _DAMAGED.search(spelled)):
            return spelled
    return printed if len(printed) <= 600 else printed[:600].rpartition(" ")[0]


def _likeness(first: str, second: str) -> float:
    one, other = ("".join(filter(str.isalnum, words)).lower()[:300] for words in (first, second))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
