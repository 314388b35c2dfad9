"""When a regulation enters into force, from its closing article: "mulai berlaku pada tanggal diundangkan"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "januari", "februari pebruari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
            "november nopember", "desember",
        ), start=1)
    for month in names.split()
}  # fmt: skip
# matches "Undang-Undang ini mulai berlaku pada tanggal diundangkan", "Peraturan Menteri ini berlaku sejak 1 Juli 2020";
# not "Pada saat Undang-Undang ini mulai berlaku, …"
_BEGINS = re.compile(
    r"""(?<!saat\s)(?:Undang\W{0,2}\s?[Uu]ndang|[Pp]eraturan(?:\s+\w+){0,6}?|Pedoman(?:\s+\w+){0,3}?|Keputusan(?:\s+\w+){0,3}?)\s+ini\s+
        (?:dinyatakan\s+)?(?:mulai\s+)?ber\s?laku\s+(?P<when>(?:\w+\s+){0,3}?(?:pada|sejak|setelah|terhitung|mulai|\d)\b[^.;]{3,160})""",
    re.VERBOSE,
)
# "Pasal 45 Peraturan Menteri diundangkan. ini mulai berlaku pada tanggal": the lines of justified text out of order
_SHUFFLED = re.compile(r"\bini\s+mulai\s+berlaku\s+pada\s+tanggal\W*$")
_DAY = re.compile(r"\b(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\s+(?P<year>(?:19|20)\d\d)\b")
_DELAY = re.compile(r"\b(?P<count>\d{1,3})\s*(?:\([^)]*\)\s*)?(?P<unit>hari|bulan|tahun)\b")


def begins(text: str, dates: Mapping[str, str]) -> str | None:
    """Returns the ISO date a closing article gives, "" where it cannot be told, None when it is not about that.

    `dates` holds the dates of enactment ("issued") and promulgation ("promulgated") where they are known.
    """
    match = _BEGINS.search(text)
    if match is None:
        shuffled = "diundangkan" in text and _SHUFFLED.search(text)
        return dates.get("promulgated", "") if shuffled else None
    when = match["when"]
    if day := _DAY.search(when):
        month = MONTHS.get(day["month"].lower())
        return _iso(int(day["year"]), month, int(day["day"])) if month else ""
    start = dates.get("issued" if "ditetapkan" in when else "promulgated", "")
    if not start:
        return ""
    delay = _DELAY.search(when)
    return _later(date.fromisoformat(start), int(delay["count"]), delay["unit"]) if delay else start


def _later(start: date, count: int, unit: str) -> str:
    if unit == "hari":
        return (start + timedelta(days=count)).isoformat()
    months = start.month - 1 + count * (12 if unit == "tahun" else 1)
    # The day after the last one of a shorter month does not exist: the term then ends with the month.
    return _iso(start.year + months // 12, months % 12 + 1, min(start.day, 28))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
