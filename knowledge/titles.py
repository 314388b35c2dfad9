"""Titles in capitals, set as one writes them in running text."""

from __future__ import annotations

import re

from knowledge.numbering import readings

# Words that a title writes small; "Dalam Negeri" and "Luar Negeri" are names.
_SMALL = frozenset({
    "dan", "atas", "di", "ke", "dari", "dalam", "tentang", "untuk", "pada", "yang", "oleh", "kepada", "dengan", "atau",
    "bagi", "serta", "terhadap", "sebagai", "antara", "dan/atau",
})  # fmt: skip
_NAMES = (("dalam Negeri", "Dalam Negeri"), ("-Undangan", "-undangan"))
_CITED = re.compile(
    r"\b(?P<of>N[Oo][Mm][Oo][Rr])\s+(?P<number>\S{1,5})\s+(?P<in>T[Aa][Hh][Uu][Nn])\s+(?P<year>\S{4})(?!\S)"
)


def capitalised(words: str, text: str = "") -> str:
    """Returns a title in capitals with the usual ones only; abbreviations that the text uses stay."""
    if sum(map(str.islower, words)) > 0.3 * len(words):
        return words[:1].upper() + words[1:]
    title = " ".join(_cased(word, place, text) for place, word in enumerate(words.split()))
    for wrong, right in _NAMES:
        title = title.replace(wrong, right)
    return title


def repaired(words: str) -> str:
    """Returns a title with the numbers of the regulations that it cites repaired ("NOMOR I1 TAHUN 2OO8")."""
    return _CITED.sub(_repair, words)


def _repair(match: re.Match[str]) -> str:
    number, year = readings(match["number"]), readings(match["year"], letters=False)
    if not number or not year:
        return match[0]
    return f"{match['of']} {number[0].number}{number[0].suffix} {match['in']} {year[0].number}"


def _cased(word: str, place: int, text: str) -> str:
    letters = "".join(filter(str.isalpha, word))
    if letters.lower() in _SMALL and place:
        return word.lower()
    # "(PERSERO) PT BIO FARMA": what the text also writes in capitals among small words is an abbreviation.
    used = rf"[a-z] \(?{re.escape(letters)}\b(?! [A-Z]{{2}})"
    if 2 <= len(letters) <= 6 and word.isupper() and re.search(used, text):
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
