"""Names of regulations as laws and officials write them: "UU 23/2014", "Perpres No. 95 Th 2018", "UU Pemda"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.words import STOP_WORDS, stem, words

# How a kind is written → its short name (as in keys and file names). Longest spelling first when matching.
_MINISTRIES = {
    "dagri": "dalam negeri|dagri|mendagri",
    "kominfo": r"komunikasi (?:dan|&) informatika|kominfo|menkominfo",
    "komdigi": r"komunikasi dan digital|komdigi",
    "panrb": r"pendayagunaan aparatur negara(?:,? dan reformasi birokrasi)?|pan(?:\s?-?rb)?|menpan(?:\s?-?rb)?",
    "pupr": r"pekerjaan umum(?: dan perumahan rakyat)?|pupr?|menpupr",
    "kes": r"kesehatan|kes|menkes",
    "dikbud": r"pendidikan(?:,? dan kebudayaan)?|dikbud",
    "hub": r"perhubungan|hub|menhub",
    "kumham": r"hukum dan hak asasi manusia|hukum dan ham|kumham|menkumham",
    "ppn": r"perencanaan pembangunan nasional(?:/kepala badan perencanaan pembangunan nasional)?|ppn|bappenas",
    "atrbpn": r"agraria dan tata ruang(?:/kepala badan pertanahan nasional)?|atr(?:/?bpn)?",
    "lhk": r"lingkungan hidup(?: dan kehutanan)?|lhk",
    "sos": r"sosial|sos|mensos",
    "desa": r"desa(?:,? pembangunan daerah tertinggal,? dan transmigrasi)?|desa pdtt",
    "naker": r"ketenagakerjaan|naker",
    "esdm": r"energi dan sumber daya mineral|esdm",
    "tan": r"pertanian|tan|mentan",
    "dag": r"perdagangan|dag|mendag",
    "perin": r"perindustrian|perin|menperin",
    "kp": r"kelautan dan perikanan|kp",
    "ko-ekon": r"koordinator bidang perekonomian|ko-?\s?ekon(?:omian)?|ko perekonomian",
    "par": r"pariwisata|par|parekraf",
    "ag": r"agama|ag",
}
_BODIES = {
    "bssn": "siber dan sandi negara|bssn",
    "brin": "riset dan inovasi nasional|brin",
    "big": "informasi geospasial|big",
    "bps": "pusat statistik|bps",
    "bkn": "kepegawaian negara|bkn",
    "lkpp": r"kebijakan pengadaan barang(?:/| dan )jasa pemerintah|lkpp",
    "anri": "arsip nasional(?: republik indonesia)?|anri",
    "bnpb": "nasional penanggulangan bencana|bnpb",
    "ki": "komisi informasi|ki",
}
_REGION = r"(?P<region>(?:(?:provinsi|kabupaten|kota)\s+)?[a-z]+(?:\s(?!nomor|no\b|tahun|tentang)[a-z]+)?)"

_FIXED: tuple[tuple[str, str], ...] = (
    (r"peraturan pemerintah pengganti undang\s?-?\s?undang|perp+u", "perppu"),
    (r"undang\s?-?\s?undang dasar(?: negara republik indonesia)?|uud(?: nri)?", "uud"),
    (r"undang\s?-?\s?undang|uu", "uu"),
    (r"peraturan pemerintah|pp", "pp"),
    (r"peraturan presiden|perpres", "perpres"),
    (r"keputusan presiden|keppres", "keppres"),
    (r"instruksi presiden|inpres", "inpres"),
    (r"peraturan menteri keuangan|pmk|permenkeu", "permenkeu"),
    (r"surat edaran|se", "se"),
    (
        r"pedoman menteri (?:pendayagunaan aparatur negara dan reformasi birokrasi|panrb)|pedoman menpanrb",
        "pedoman-menpanrb",
    ),
)


def _kinds() -> list[tuple[re.Pattern[str], str]]:
    spelled = [
        *(
            (rf"(?:peraturan menteri|permen)\s*(?:{names})|per(?:{names})", f"permen{short}")
            for short, names in _MINISTRIES.items()
        ),
        *((rf"(?:keputusan menteri|kepmen)\s*(?:{names})", f"kepmen{short}") for short, names in _MINISTRIES.items()),
        *(
            (rf"(?:peraturan(?: kepala)?(?: badan| lembaga)?|perka|per)\s*(?:{names})", f"per{short}")
            for short, names in _BODIES.items()
        ),
        *_FIXED,
        (rf"(?:peraturan daerah|perda)\s+{_REGION}", "perda"),
        (rf"(?:peraturan wali\s?kota|perwali|perwako)\s+{_REGION}", "perwako"),
        (rf"(?:peraturan bupati|perbup)\s+{_REGION}", "perbup"),
        (rf"(?:peraturan gubernur|pergub)\s+{_REGION}", "pergub"),
        (r"peraturan daerah|perda", "perda"),
        (r"peraturan menteri|permen", "permen"),
        (r"peraturan wali\s?kota|perwali|perwako", "perwako"),
        (r"peraturan bupati|perbup", "perbup"),
    ]
    return [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind) for pattern, kind in spelled]


_KINDS = _kinds()
# "nomor 95 tahun 2018", "95/2018", "no.59 thn 2020", "02/PRT/M/2016", "23 2014", "Nomor 11 Tahun 2O08" (digits misread)
_NUMBER = re.compile(
    r"""\s*(?:(?:nomor|no|nmr|num)\b\s*[.:]?\s*)?
        (?P<number>[0-9OIl]{1,3}[A-Z]?(?:\s?/\s?[A-Za-z.]+(?:\s?/\s?[A-Za-z0-9.]+)*(?=\s?/\s?(?:19|20|2O)[0-9OIlL]{2}))?)\b
        (?:\s*(?:/|,?\s*(?:tahun|thn|th)\b\.?|\s)\s*(?P<year>(?:19|20|2O)[0-9OIlLTS]{2})\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = str.maketrans("OoIilLTtSs", "0011117755")
_NICKNAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A regulation named in a text at `start:end`; number and year may be missing, then `words` follow the kind."""

    kind: str
    number: str
    year: int | None
    region: str
    following: tuple[str, ...]
    start: int
    end: int

    @property
    def key(self) -> str:
        """Returns "perpres-95-2018", "" unless kind, number and year are all there."""
        if not (self.number and self.year):
            return ""
        number = self.number.split("/")[0].lstrip("0") or "0"
        kind = f"{self.kind}-{self.region.split()[-1]}" if self.region else self.kind
        return f"{kind}-{number}-{self.year}".lower()


def mentions(text: str) -> list[Mention]:
    """Returns the regulations named in a text, in order; overlapping readings keep the longest kind."""
    found: list[Mention] = []
    for match, kind in _kind_matches(text):
        tail = _NUMBER.match(text, match.end())
        region = (match.groupdict().get("region") or "").strip()
        if tail is None:
            # "UU Pemda", "perpres spbe": the words after the kind are a nickname to be matched with titles.
            following = tuple(words(text[match.end() : match.end() + 90]))[:_NICKNAME_WORDS]
            rest = (*words(region), *following) if region else following
            found.append(Mention(kind, "", None, "", rest, match.start(), match.end()))
            continue
        year = tail["year"]
        found.append(
            Mention(
                kind,
                _repaired("".join(tail["number"].split())),
                int(year.translate(_DIGITS)) if year else None,
                region.lower(),
                (),
                match.start(),
                tail.end(),
            )
        )
    return found


def _repaired(number: str) -> str:
    """Returns a number with misread digits mended: "2O", "I1"; what follows a slash is letters and stays."""
    first, slash, rest = number.partition("/")
    return first.translate(_DIGITS) + slash + rest


def _kind_matches(text: str) -> Iterator[tuple[re.Match[str], str]]:
    matches = [(m, kind) for pattern, kind in _KINDS for m in pattern.finditer(text)]
    end = -1
    for match, kind in sorted(matches, key=lambda item: (item[0].start(), -item[0].end())):
        if match.start() >= end:
            yield match, kind
            end = match.end()


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
        kind = f"{mention.kind}-{mention.region.split()[-1]}" if mention.region else mention.kind
        same = [n for n in self._names if n.kind == kind or n.kind.startswith((f"{mention.kind}-", mention.kind))]
        if mention.number:
            number = mention.number.split("/")[0].lstrip("0")
            return [
                n.document
                for n in sorted(same, key=lambda n: (n.kind != kind, -(n.year or 0)))
                if n.number == number
                and (mention.year is None or n.year == mention.year)
                and (n.kind == kind or mention.kind in {"permen", "perda", "perwako", "perbup"})
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
