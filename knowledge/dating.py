"""The dates and the gazette that a regulation's closing prints."""

from __future__ import annotations

import re
from datetime import date

from knowledge.numbering import readings
from knowledge.titleblock import read_year

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari", "februari pebruari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
         "november nopember", "desember"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# "Ditetapkan di Jakarta pada tanggal 2 Oktober 2Ol9", "Diundangkan di Jakarta pada tansgal 5 April 2017"
_DATED = re.compile(
    r"""(?P<act>Ditetapkan|Disahkan|Disyahkan|Diundangkan)\s+(?:di\s+[\w .,-]{3,40}?\s*,?\s*)?
        [Pp]ada\s+tan\S{2}al\s*:?\s*(?P<day>[\dOIlLTt]{1,2})\s+(?P<month>[A-Za-z]{3,9})\s*(?P<year>[\dOoIlLTtSZ]{4}|\d\s?\d{3})""",
    re.VERBOSE,
)
_GAZETTE = re.compile(
    r"""\b(?P<name>LEMBARAN|BERITA)\s+(?P<of>NEGARA|DAERAH)[^\n]{0,60}?TAHUN\s+(?P<year>\S{4})\s+NOMOR\s+
        (?P<number>[\dOIl]{1,4})""",
    re.VERBOSE,
)


def dates(closing: str) -> dict[str, str]:
    """Returns ISO dates of enactment ("issued") and promulgation, and the gazette, where they are printed."""
    found: dict[str, str] = {}
    for match in _DATED.finditer(closing):
        key = "promulgated" if match["act"] == "Diundangkan" else "issued"
        written = _iso(match["day"], match["month"], match["year"])
        if written and key not in found:
            found[key] = written
    years = {int(value[:4]) for value in found.values()}
    if printed := _GAZETTE.search(closing):
        number, year = readings(printed["number"]), read_year(printed["year"], years)
        if number and year:
            found["gazette"] = f"{printed['name'].title()} {printed['of'].title()} {year} Nomor {number[0].number}"
    return found


def years(found: dict[str, str]) -> frozenset[int]:
    """Returns the years that dates and gazette name."""
    return frozenset(int(year) for value in found.values() for year in re.findall(r"\b(?:19|20)\d\d\b", value))


def _iso(day: str, month: str, year: str) -> str:
    days, number, chosen = readings(day), _MONTHS.get(month.lower()), read_year(year)
    if not days or not number or not chosen:
        return ""
    try:
        return date(chosen, number, days[0].number).isoformat()
    except ValueError:
        return ""
