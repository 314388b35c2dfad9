"""What an amending act's instruction does to which provisions: "Di antara Pasal 13 dan Pasal 14 disisipkan …"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge.numbering import readings
from knowledge.verbs import AMENDS, DELETES, INSERTS

# matches "5", "13A", "l42A", "1 6A", "11El" (11B), "SA" (5A)
_NUMBER = (
    r"(?:(?:[0-9OIlLTt!|]|S(?=[A-H]))(?:\s?[0-9OIlL!|]){0,3}"
    r"(?:\s?[A-Z](?![a-z])|[A-Z][lI13](?![a-z])|[A-Za-z])?)(?![0-9A-Za-z])"
)
# matches "Pasal 5", "pasai l42A", the "4B" of "Pasal 4A dan 4B", "Bab VA"; "penjelasan" says that only that changes
_PLACE = re.compile(
    rf"""(?P<elucidation>[Pp]enjelasan)
       | [Pp]a-?s(?:[ai][lifI1]|d)\s+(?:(?:sebagai\s+)?berikut\s?:\s+)?(?P<pasal>{_NUMBER})
       | (?:(?<=,)|(?<=\bdan))\s(?P<bare>\d{{1,3}}\s?[A-H]?)(?=\s*(?:,|dan\b|sehingga|yang|$))
       | (?P<chapter>B[Aa][Bb])\s+(?P<roman>[IVXL]+[A-Z]?)(?![A-Za-z])
       | (?P<annex>[Ll]ampiran(?:\s+[IVX]+(?![A-Za-z]))?)""",
    re.VERBOSE,
)
_VERB = re.compile(
    r"""\b(?:(?P<insert>d\s?isisi[pl]kan|ditambah(?:kan)?|[Mm]enambah(?:kan)?|[Mm]enyisipkan)
       | (?P<delete>dihapus(?:kan)?|dicabut|dihilangkan|[Mm]enghapus(?:kan)?|[Mm]encabut)
       | (?P<change>d[i!]\s?[ur]+\s?bah|dirobah|diganti|[Mm]engubah|[Mm]engganti|dibaca|disempurnakan)
       | (?P<new>berbunyi)
       | (?P<noun>dengan\s+perubahan)
       | (?P<keep>tetap))\b""",
    re.VERBOSE,
)
_SMALLER = re.compile(r"\b(?:ayat|huruf|angka|butir|alinea|kalimat|frasa|kata)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:pa-?sa[li]|bab|paragraf|bagian|ketentuan)\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:ya[kl]ni|yaitu|dijadikan|ialah|berupa|menjadi)\b")
_NAMED_END = re.compile(r"\b(?:sehingga|dalam|tentang|di\s?antara|diantara|berbunyi)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[Dd]\s?i\s?antara\b")
# matches "disisipkan 2 (dua) pasal", "3 [tiga) Pasal": the word is safer than the figure
_COUNT = re.compile(
    r"[\[(]\s?(satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\s?[\])]\s+(?:buah\s+)?[Pp]a"
)
_COUNTED = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_RANGE = re.compile(r"\s*(?:sampai\s+(?:dengan\s+)?|s\.?d\.?\s+|hingga\s+)")
_QUOTES = re.compile(
    r"\b(?:sehingga|yang)\b[^.;]{0,80}?\bberbunyi\b|\b(?:sebagai|seperti)\s+berikut\b(?!\s?:\s\d+\s+d)|[“”\"]"
)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One effect of an instruction: a verb and the provision of the amended law, a range being one string."""

    verb: str
    provision: str


def changes(instruction: str, quoted: Iterable[str] = ()) -> list[Change]:
    """Returns what an instruction does; `quoted` are the addresses of the articles whose new wording follows it.

    They help to read damaged numbers ("Pasal 168" is 16B where an article 16B follows), and those that the sentence
    fails to name are changed all the same.
    """
    following = list(dict.fromkeys(quoted))
    quotes = _QUOTES.search(instruction)
    sentence = instruction[: quotes.end() if quotes else _LONGEST]
    found: dict[str, str] = {}
    start = 0
    for verb in _VERB.finditer(sentence):
        if verb["insert"]:
            provisions, kind = _inserted(sentence, start, verb, following)
        else:
            provisions, kind = _affected(sentence, start, verb, following)
        for provision in provisions:
            found.setdefault(provision, kind)
        start = verb.end()
    inserting = INSERTS in found.values()
    for locator in following:
        found.setdefault(locator, INSERTS if inserting and locator[-1].isalpha() else AMENDS)
    return [Change(verb, provision) for provision, verb in found.items()]


def _affected(sentence: str, start: int, verb: re.Match[str], following: Collection[str]) -> tuple[list[str], str]:
    """Returns what a verb changes or deletes: the places before it, or behind it where it stands first."""
    span = sentence[start : verb.start()]
    if verb["keep"]:
        return [], AMENDS
    if verb["new"]:
        # "sehingga Pasal 5 berbunyi"; in "di antara Pasal 4 dan Pasal 5 …, yang berbunyi" nothing is named.
        return places(span.partition("sehingga")[2], following), AMENDS
    if verb["noun"]:
        # "Ketentuan Pasal 27 tetap dengan perubahan penjelasan ayat (1) dan ayat (3)"
        only = "Penjelasan " if "penjelasan" in sentence[verb.end() :] else ""
        return [only + address.removeprefix(only) for address in places(sentence, following)], AMENDS
    if verb.group().istitle() and not _PLACE.search(span):
        span = sentence[verb.end() :].partition("sehingga")[0]
    if not verb["delete"] or _SMALLER.search(span):
        return places(span, following), AMENDS  # "ayat (9) Pasal 94 dihapus": the article stays
    return places(span, following), DELETES


def _inserted(sentence: str, start: int, verb: re.Match[str], following: Collection[str]) -> tuple[list[str], str]:
    """Returns the new articles, or the article that gets a new ayat."""
    before, behind = sentence[start : verb.start()], sentence[verb.end() :]
    new = _NEW.search(behind)
    what = behind[: new.start()] if new else behind[:60]
    if not _WHOLE.search(what) or _SMALLER.search(what):
        return (places(before, following) or places(behind, following))[-1:], AMENDS
    named = behind[new.end() :] if new else behind
    end = _NAMED_END.search(named)
    between = _BETWEEN.search(before) or _BETWEEN.search(behind)
    neighbours = places((before if _BETWEEN.search(before) else behind)[between.end() :], ()) if between else []
    first = _next(neighbours[0]) if neighbours and neighbours[0].startswith("Pasal") else ""
    if first and (count := _COUNT.search(what)):
        counted = [first]
        while len(counted) <= _COUNTED.index(count[1]):
            counted.append(_next(counted[-1]))
        if not following or set(counted) & set(following):
            return counted, INSERTS
    return _in_order(named[: end.start()] if end else named, following, first), INSERTS


def places(span: str, following: Collection[str] = ()) -> list[str]:
    """Returns the provisions named in a span, ranges as one: "Pasal 6 sampai dengan Pasal 18"."""
    found: list[str] = []
    elucidation = False
    last = 0
    for match in _PLACE.finditer(span):
        if match["elucidation"]:
            elucidation = True
            continue
        written = _address(match, following)
        if not written:
            continue
        if elucidation and not match["annex"]:
            written = f"Penjelasan {written}"
        elucidation = False
        if found and _RANGE.fullmatch(span[last : match.start()]):
            found[-1] += f" sampai dengan {written}"
        else:
            found.append(written)
        last = match.end()
    return list(dict.fromkeys(found))


def _in_order(span: str, following: Collection[str], expected: str) -> list[str]:
    """Returns inserted articles; they run on from 13A, which mends "Pasal 168" and "Pasal 25El"."""
    found: list[str] = []
    for match in _PLACE.finditer(span):
        if match["chapter"]:
            found.append(_address(match, following))
        elif token := match["pasal"] or match["bare"]:
            clean = re.fullmatch(r"\d+[A-Z]", "".join(token.split())) is not None
            possible = [f"Pasal {r.number}{r.suffix}" for r in readings(token)]
            kept = [address for address in possible if address in (expected, *following)]
            written = kept[0] if kept else possible[0] if clean or not expected else expected
            found.append(written)
            expected = _next(written)
    return list(dict.fromkeys(found))


def _next(address: str) -> str:
    """Returns the article inserted behind one: Pasal 13 → Pasal 13A → Pasal 13B."""
    if address[-1:].isdigit():
        return f"{address}A"
    return f"{address[:-1]}{chr(ord(address[-1]) + 1)}" if address else ""


def _address(match: re.Match[str], following: Collection[str]) -> str:
    if match["annex"]:
        return " ".join(match["annex"].split()).replace("lampiran", "Lampiran")
    if match["chapter"]:
        return f"BAB {match['roman']}"
    possible = [f"Pasal {r.number}{r.suffix}" for r in readings(match["pasal"] or match["bare"])]
    return next((address for address in possible if address in following), possible[0] if possible else "")
