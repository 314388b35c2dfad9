"""Where the articles of a regulation start: candidates by their look, chosen by their order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.numbering import Candidate, Mark, align, readings

# matches "Pasal 12", "PASAL 1", "Pasal2l", "Pasal.47", "Pasd 72", "PasaJ2TA", "Pasa] 8", "Pasa-l 15", "Pasal 1 1",
# "Pasal 1OO"
_PASAL = re.compile(
    r"""(?<![A-Za-z])(?:[PF][aA]\s?[sS5]\s?[aA][-\s]?[lI1J7d!i\]|}t]|pasal|Pasd)\s?[.,]?\s*
        (?P<number>
            [0-9OIilTtLSZBg!|][0-9OoIil|!LTtSsZBgq]{0,3}
            (?:\s[0-9OlIi]{1,2}(?=[\s.]|[A-H](?![A-Za-z]))){0,2}
            (?:\s?[A-H](?![A-Za-z])|[A-Z]{1,2}(?![A-Za-z])|(?<=\d)El?)?
        )(?![A-Za-z0-9])""",
    re.VERBOSE,
)
# Words in front of a mention: "sebagaimana dimaksud dalam Pasal 5", "Pasal 4 dan Pasal 5", "Ketentuan Pasal 1 diubah".
_MENTION_BEFORE = re.compile(
    r"""(?:\b(?:dalam|pada|dan|atau|sampai|dengan|serta|menurut|ketentuan|yakni|yaitu|antara|dari|ke|oleh|isi|bunyi|judul
        |rumusan|penjelasan|setelah|sesudah|sebelum|melanggar|berdasarkan|terhadap|melalui|untuk|di|maksud|dimaksud|sebagai
        |memenuhi|lampiran|kecuali|oleh|huruf\s\S{1,2}|ayat\s?\(\S{1,4}\)|angka\s\S{1,3})|[,/(“"])\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:…'’](?:\s*[\"“])?\s*$|\b(?:ttd\.?|jelas)\s*$")
_PUNCTUATION = frozenset(',/(“"')
_HEADING_BEFORE = re.compile(r"(?:\b[A-Z][\w/,()-]*|\b(?:dan|atau|di|ke|dalam|untuk|atas|dengan|pada|yang|serta))\s*$")
# Words behind a mention: "Pasal 5 ayat (2)", "Pasal 5 dan", "Pasal 5 diubah", "Pasal 5 Undang-Undang".
_MENTION_AFTER = re.compile(
    r"""\s*(?:[;)/”"]|,(?!\s[A-Z](?!asal)|\d\b)|(?:ayat|huruf|angka|dan|atau|sampai|s\.d|serta|diubah|dihapus|dicabut|tetap|berbunyi|disisipkan|ditambah
        |menjadi|sebagaimana|Undang\S{0,2}\s?Undang\s+(?!ini\b|tentang\b)|UU\s(?!ini)|Peraturan\s\w+\sNomor|ini\b|tersebut|juncto|jo\b)\b)""",
    re.VERBOSE,
)
_AYAT_AFTER = re.compile(r"\s?\.?\s*[({]\s?[1lI2]\s?[)}l1t]")
_JELAS_AFTER = re.compile(r"\s*(?:[Cc]ukup\s?\^?j|Ayat\s?[({]|Huruf\s?a\b|Yang\sdimaksud)")
_CAPITAL_AFTER = re.compile(r"\s?\.?\s*(?:[A-Z“\"]|[1a][.)]\s)")
_DOTS_AFTER = re.compile(r"[\s,^]*(?:\.[\s^]*\.|…)")
_LONE = re.compile(r"[ \t.]*(?:\n|$)")
_LINE_MARK = re.compile(r"(?:^|\n)[ \t]*(?:[#*•-]+[ \t]*)?$")

# How far in front of a heading the words that decide stand.
_WINDOW = 28

# A heading repeated within so many characters, without a word between, is one heading.
_DOUBLE = 80
_WORDS = re.compile(r"[A-Za-z]{3}")

# What it costs to believe that an article is missing: little against a heading of its own line.
GAP = 0.8
# New wordings of another law's articles jump over all that stay unchanged.
GAP_OF_AMENDMENTS = 0.01


def candidates(text: str, start: int, end: int) -> list[Candidate]:
    """Returns every place between two offsets that may be the heading of an article."""
    found = []
    for match in _PASAL.finditer(text, start, end):
        meanings = readings(match["number"])
        if not meanings:
            continue
        found.append(Candidate(match.start(), match.end(), meanings, _score(text, match.start(), match.end(), start)))
    return found


def find_articles(text: str, start: int, end: int, gap: float = GAP) -> list[Mark]:
    """Returns the article headings between two offsets that make the best sequence."""
    found = candidates(text, start, end)
    return _with_doubles(text, align(found, gap), found)


def _with_doubles(text: str, marks: Sequence[Mark], found: Sequence[Candidate]) -> list[Mark]:
    """Stretches a heading over its double, where a page break printed it twice with nothing but numbers between."""
    places = {candidate.start: place for place, candidate in enumerate(found)}
    stretched = []
    for mark in marks:
        place = places[mark.start]
        start, end = mark.start, mark.end
        for other in (found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None):
            if other and any(reading.key == (mark.number, mark.suffix) for reading in other.readings):
                between = text[min(other.end, end) : max(other.start, start)]
                if len(between) < _DOUBLE and not _WORDS.search(between):
                    start, end = min(start, other.start), max(end, other.end)
        stretched.append(Mark(start, end, mark.number, mark.suffix))
    return stretched


def _score(text: str, start: int, end: int, floor: int) -> float:
    before = text[max(floor, start - _WINDOW) : start]
    after = text[end : end + 40]
    return _score_before(before) + _score_after(after) + _score_line(before, after)


def _score_before(before: str) -> float:
    if not before.strip() or _SENTENCE_END.search(before):
        return 2.0
    if _MENTION_BEFORE.search(before):
        return -4.0 if before.rstrip()[-1] in _PUNCTUATION else -6.0
    if _HEADING_BEFORE.search(before):
        return 0.5
    return -1.0


def _score_after(after: str) -> float:
    if _DOTS_AFTER.match(after):
        return -4.0
    if _AYAT_AFTER.match(after) or _JELAS_AFTER.match(after):
        return 4.0
    if _MENTION_AFTER.match(after):
        return -5.0
    if _CAPITAL_AFTER.match(after):
        return 1.5
    return -2.0


def _score_line(before: str, after: str) -> float:
    """Returns the weight of a line's start and of a line of its own."""
    score = 0.0
    if _LINE_MARK.search(before):
        score += 2.0
        if _LONE.match(after):
            score += 3.0
    return score
