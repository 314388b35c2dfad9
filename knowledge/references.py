"""Names of regulations as laws and officials write them: "UU 23/2014", "Perpres No. 95 Th 2018", "UU Pemda"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.kinds import MINISTRIES, REGIONAL, kind_matches
from knowledge.numbering import readings
from knowledge.words import STOP_WORDS, stem, words

_FIGURE = r"[0-9OoQDIil|!LtTJZzSsGgbBq]"
# matches "2008", "2O08", "20ll", "20 0 6", "rgg4"; the century may be as damaged as the rest
_YEAR = rf"[12lIiLr]\s?[09OoQgGq](?:\s?{_FIGURE}){{2}}(?![0-9A-Za-z])"
# "Peraturan Menteri Keuangan REPUBLIK INDONESIA Nomor"; "Peraturan Menteri Pendidikan, KEBUDAYAAN, RISET Nomor"
_BETWEEN = re.compile(r"(?:\s+(?:republik\s+indonesia(?:\s+serikat)?|r\.?i\b\.?))?", re.IGNORECASE)
_REST_OF_OFFICE = re.compile(
    r"(?:[\s,/]+(?:dan|[A-Z][a-z]+|&)){0,9}?(?=\s*,?\s*(?:N\s?o\s?m\s?o\s?r|No)\b)(?!.{0,90}\btentang\b.{0,90}(?:Nomor|No)\b)"
)
_LABEL = r"(?:n\s?o\s?m\s?o\s?r|no|number|nmr|num)(?![a-z])\s*[.:,]?\s*(?:nomor\b\s*)?"
# "Nomor 95 Tahun 2018", "Nomor I1 Tah un 2Oo8", "No. KM. 21 Tahun 2001", "No. 23 of 2014": after the word figures
# may be damaged
_LABELLED = re.compile(
    rf"""\s*,?\s*(?:{_LABEL})(?:(?:KM|PM|KP|P)[.\s]\s?)?
        (?P<number>(?-i:{_FIGURE}(?:\s?[0-9OIlL]|{_FIGURE}){{0,2}}[A-Z]?)(?:\s?Prp)?(?![0-9A-Za-z]))
        (?:\s*(?:/|,?\s*t[a-z:.\s]{{1,7}}?\s*\.?|\s+of\b|\s)\s*(?P<year>{_YEAR}))?""",
    re.VERBOSE | re.IGNORECASE,
)
# "26/PER/M.KOMINFO/5/2007", "Nomor: 02/PRT/M/2016", "Nomor P.51/MENLHK/SETJEN/KUM.1/6/2016"
_SLASHED = re.compile(
    rf"""\s*,?\s*(?:{_LABEL})?(?:P\.)?(?P<number>[0-9OIl]{{1,4}}(?:\s?/\s?[A-Za-z.]+(?:\s?/\s?[A-Za-z0-9.]+)*))
        \s?/\s?(?P<year>(?:19|20|2O)[0-9OIlL]{{2}})\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "95/2018", "5 tahun 2018", "23 2014": without the word they begin with a figure
_BARE = re.compile(
    rf"""\s*(?P<number>\d[0-9OIl]{{0,2}}[A-Z]?)(?![0-9A-Za-z])
        (?:\s*(?:/|,?\s*(?:tahun|thn|th|of)\b\.?|\s)\s*(?P<year>{_YEAR}))?""",
    re.VERBOSE | re.IGNORECASE,
)
# "Peraturan Pemerintah Tahun 1950 No. 13": the year first, as until 1955
_YEAR_FIRST = re.compile(
    rf"\s*(?:tahun\s+)?(?P<year>{_YEAR})\s+(?:nomor|no)\b\s*\.?\s*(?P<number>\d{{1,3}})\b", re.IGNORECASE
)
# "Undang-Undang Nomor 5 Tahun 1956 DAN NOMOR 6 TAHUN 1956"
_ANOTHER = re.compile(r"\s*(?:,|,?\s*dan|,?\s*serta|,?\s*jo\.?|,?\s*juncto)(?=\s+(?:nomor|no)\b)", re.IGNORECASE)
# The gazette's year follows in brackets: "(Lembaran Negara Republik Indonesia Tahun 2016 Nomor 114, …"
_GAZETTE = re.compile(rf"[^()]{{0,330}}?\([^()]{{0,60}}?[Tt]ah?\s?un\s+(?P<year>{_YEAR})\s+N\w*\s?\w*\s+\S")
_FIRST_YEAR, _LAST_YEAR = 1945, 2045
_NICKNAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A regulation named in a text at `start:end`; number and year may be missing, then `following` are the words next.

    `years` are all that a damaged year can mean, likeliest first; one year where it is printed well.
    """

    kind: str
    number: str
    year: int | None
    region: str
    following: tuple[str, ...]
    start: int
    end: int
    years: tuple[int, ...] = ()

    @property
    def full_kind(self) -> str:
        """Returns the kind with the region that keys name it by: "perda-singkawang", "perda-jawabarat"."""
        place = [word for word in self.region.split() if word not in ("provinsi", "kabupaten", "kota")]
        return f"{self.kind}-{''.join(place)}" if place else self.kind

    @property
    def key(self) -> str:
        """Returns "perpres-95-2018", "" unless kind, number and year are all there."""
        if not (self.number and self.year) or self.kind == "uud":
            return ""
        number = self.number.split("/")[0].lstrip("0") or "0"
        return f"{self.full_kind}-{number}-{self.year}".lower()


def mentions(text: str, *, latest: int | None = None) -> list[Mention]:
    """Returns the regulations named in a text, in order; overlapping readings keep the longest kind.

    `latest` is the year of the text itself: no rule names a later one, so a damaged year is read below it.
    """
    found: list[Mention] = []
    for match, kind in kind_matches(text):
        region = (match.groupdict().get("region") or "").strip()
        tail = _tail(text, match.end(), kind)
        if tail is None:
            # "UU Pemda", "perpres spbe": the words after the kind are a nickname to be matched with titles.
            following = tuple(words(text[match.end() : match.end() + 90]))[:_NICKNAME_WORDS]
            rest = (*words(region), *following) if region else following
            found.append(Mention(kind, "", None, "", rest, match.start(), match.end()))
            continue
        start = match.start()
        while tail is not None:
            found.append(_mention(text, tail, kind, region.lower(), start, latest))
            more = _ANOTHER.match(text, tail.end())
            tail = _LABELLED.match(text, more.end()) if more else None
            start = more.end() if more else start
    return found


def _tail(text: str, start: int, kind: str) -> re.Match[str] | None:
    start = _end_of(_BETWEEN, text, start)
    for pattern in (_YEAR_FIRST, _SLASHED, _LABELLED, _BARE):
        if match := pattern.match(text, start):
            return match
    if kind.startswith(("permen", "kepmen", "per")) and (rest := _REST_OF_OFFICE.match(text, start)):
        start = _end_of(_BETWEEN, text, rest.end())
        return _SLASHED.match(text, start) or _LABELLED.match(text, start)
    return None


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _mention(text: str, tail: re.Match[str], kind: str, region: str, start: int, latest: int | None) -> Mention:
    gazette = _GAZETTE.match(text, tail.end())
    if kind in ("permen", "kepmen"):
        # "Peraturan Menteri Komunikasi dan Informatia Nomor: 30/PERM/M.KOMINFO/11/2006": the number names the office
        parts = re.split(r"[/.]", tail["number"].lower())
        kind += next((office for office in MINISTRIES if office in parts), "")
    years = _possible_years(tail["year"], gazette["year"] if gazette else None, latest or _LAST_YEAR)
    return Mention(kind, _number(tail["number"]), years[0] if years else None, region, (), start, tail.end(), years)


def _number(printed: str) -> str:
    """Returns a number with misread figures mended: "2O" → "20", "I1" → "11"; what follows a slash stays."""
    first, slash, rest = "".join(printed.split()).partition("/")
    if first.lower().endswith("prp"):
        return f"{_number(first[:-3])}prp"
    if first.isdigit():
        return first + slash + rest
    found = [reading for reading in readings(first) if not reading.suffix or first[:-1].isdigit()]
    return (f"{found[0].number}{found[0].suffix}" if found else first) + slash + rest


def _possible_years(printed: str | None, gazette: str | None, latest: int) -> tuple[int, ...]:
    """Returns the years meant; where the figures are damaged, that of the gazette printed behind it goes first."""
    possible = [year for year in _years(printed or "") if year <= latest]
    if printed and "".join(printed.split()).isdigit() and possible:
        return (possible[0],)
    published = [year for year in _years(gazette or "") if year <= latest + 1]
    near = [year for year in published if not possible or year in possible or abs(year - possible[0]) == 1]
    return tuple(dict.fromkeys([*near, *possible])) if printed else ()


def _years(printed: str) -> list[int]:
    """Returns the years that figures can mean, likeliest first: "2OOg" is 2009 or 2008, "2077" can only be 2017."""
    token = "".join(printed.split())
    if token[:1] == "r":
        token = f"1{token[1:]}"
    spellings = [token, token.replace("g", "8"), f"{token[:2]}{token[2:].replace('7', '1', 1)}"]
    numbers = [r.number for spelling in spellings for r in readings(spelling, letters=False)]
    return [number for number in dict.fromkeys(numbers) if _FIRST_YEAR <= number <= _LAST_YEAR]


# How offices are written in short names; the others are capitalised ("Permendagri", "Perbssn" → "Peraturan BSSN").
_SHORT = {
    "permenpanrb": "Permen PANRB", "permenpupr": "Permen PUPR", "permenatrbpn": "Permen ATR/BPN",
    "permenlhk": "Permen LHK", "permenesdm": "Permen ESDM", "permenppn": "Permen PPN", "permenbumn": "Permen BUMN",
    "permenkp": "Permen KP",
    "permenko-ekon": "Permenko Perekonomian", "pedoman-menpanrb": "Pedoman Menteri PANRB", "uudrt": "UU Darurat",
    "kepmenpanrb": "Kepmen PANRB", "perbssn": "Peraturan BSSN", "perbrin": "Peraturan BRIN", "perbig": "Peraturan BIG",
    "perbps": "Peraturan BPS", "perbkn": "Peraturan BKN", "perlkpp": "Peraturan LKPP", "peranri": "Peraturan ANRI",
    "perbnpb": "Peraturan BNPB", "perki": "Peraturan Komisi Informasi", "perwako": "Perwali",
}  # fmt: skip


def name_of(key: str) -> str:
    """Returns a key as people write it: "perpres-95-2018" → "Perpres 95/2018", "perda-singkawang-5-2013"."""
    match = re.fullmatch(r"(?P<kind>[a-z-]+?)-(?P<number>\d+\w*)-(?P<year>\d{4})", key)
    if match is None:
        return key
    kind = match["kind"]
    office = next((spelled for spelled in sorted(_SHORT, key=len, reverse=True) if kind == spelled), "")
    first, _, rest = kind.partition("-")
    shown = _SHORT[office] if office else _SHORT.get(first, first.upper() if len(first) <= 3 else first.capitalize())
    number = match["number"].replace("prp", " Prp")
    region = "" if office else " ".join(map(str.capitalize, rest.split("-")))
    return " ".join(part for part in (shown, region, f"{number}/{match['year']}") if part)


@dataclass(frozen=True, slots=True)
class Name:
    """What an indexed document can be called: its kind, number, year and the stems of its title."""

    document: str
    kind: str
    number: str
    year: int | None
    subject: tuple[str, ...]
    initials: str


class Register:
    """The names of all indexed documents, to tell which one a mention means."""

    def __init__(self, identities: Iterable[tuple[str, str, str, int | None, str]]) -> None:
        """Takes (document, kind, number, year, title) rows."""
        self._names = [self._name(*row) for row in identities]

    @staticmethod
    def _name(document: str, kind: str, number: str, year: int | None, title: str) -> Name:
        subject = title.lower().partition(" tentang ")[2] or title.lower()
        content = [w for w in words(subject) if w not in STOP_WORDS and w not in {"antara", "nomor", "tahun"}]
        return Name(
            document,
            kind,
            number.split("/")[0].lstrip("0"),
            year,
            tuple(stem(w) for w in content),
            "".join(w[0] for w in content if not w.isdigit()),
        )

    def resolve(self, mention: Mention, full: dict[str, str] | None = None) -> list[str]:
        """Returns the documents a mention can mean, likeliest first; `full` spells abbreviations out."""
        kind = mention.full_kind
        same = [n for n in self._names if n.kind == kind or n.kind.startswith((f"{mention.kind}-", mention.kind))]
        if mention.number:
            number = mention.number.split("/")[0].lstrip("0")
            return [
                n.document
                for n in sorted(same, key=lambda n: (n.kind != kind, -(n.year or 0)))
                if n.number == number
                and (mention.year is None or n.year == mention.year)
                and (n.kind == kind or mention.kind in {"permen", *REGIONAL})
            ]
        scored = [(self._likeness(n, mention.following, full or {}), n) for n in same]
        best = max((score for score, _ in scored), default=0.0)
        return [n.document for score, n in scored if score >= 0.5 and score > best - 0.05]

    @staticmethod
    def _likeness(name: Name, following: Sequence[str], full: dict[str, str]) -> float:
        """Returns how well the words after a kind name this title, from 0 to 1."""
        if not following:
            return 0.0
        if len(following[0]) >= 2 and following[0] == name.initials:
            return 1.0
        said: list[str] = []
        best = 0.0
        for word in following:
            spelled = full.get(word, word)
            said.extend(stem(w) for w in words(spelled) if w not in STOP_WORDS)
            shared = len(set(said) & set(name.subject))
            if said and shared:
                best = max(best, 2 * shared / (len(set(said)) + len(set(name.subject))))
        return best
