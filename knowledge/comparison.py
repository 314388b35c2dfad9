"""Questions for a difference ("beda Dewan dan Tim Pelaksana"): its two sides, each asked about in full."""

from __future__ import annotations

import re

from knowledge.question import Question

_FILLER = (
    r"(?:apa(?:kah|\s+saja|\s+sih)?|sih|itu|ya|min|pak|bu|the|what(?:\s+is|\s+are|'s)?|is|are|tolong|jelaskan|sebutkan"
    r"|antara)"
)
# "beda X dan Y", "apa perbedaan antara X dengan Y?", "what is the difference between X and Y"
_BETWEEN = re.compile(
    rf"""^(?:{_FILLER}\s+)*(?:(?:per)?beda(?:an)?(?:nya)?|selisih|perbandingan(?:nya)?|bandingkan|differences?|compare)\s+
         (?:(?:utama|pokok|antara|dari|between|of)\s+)*(?P<one>.+?)\s+(?:dan|dengan|dgn|sama|vs\.?|versus|and|with)\s+(?P<other>.+?)[\s?.!]*$""",
    re.VERBOSE | re.IGNORECASE,
)
# "X dan Y bedanya apa?", "X sama Y apa bedanya"
_BEHIND = re.compile(
    r"""^(?P<one>.+?)\s+(?:dan|dengan|dgn|sama|vs\.?|versus|and)\s+(?P<other>.+?)\s+(?:itu\s+)?(?:apa\s+)?(?:(?:per)?beda(?:an)?nya|beda)
         (?:\s+(?:apa|dimana|di\s+mana|gimana|sih|ya|itu|min))*[\s?.!]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?:\s+{_FILLER})+$", re.IGNORECASE)
_LONGEST_SIDE = 8


def sides(question: Question) -> tuple[str, str] | None:
    """Returns the two sides of a question for a difference, what they share said in both; None for another question."""
    match = _BETWEEN.match(question.formal) or _BEHIND.match(question.formal)
    if match is None:
        return None
    one, other = (_TRAILING.sub("", match[side]).strip(" ,?") for side in ("one", "other"))
    if not one or not other or max(len(one.split()), len(other.split())) > _LONGEST_SIDE:
        return None
    return _completed(one, other)


def _completed(one: str, other: str) -> tuple[str, str]:
    """Returns both sides with what only one of them says of both.

    "dinas tipe A", "tipe B" → "dinas tipe A", "dinas tipe B"; "urusan wajib", "pilihan" → "urusan wajib", "urusan
    pilihan"; "wajib", "pilihan dalam urusan daerah" stays as it is.
    """
    first, second = one.split(), other.split()
    folded = [word.lower() for word in first]
    opening = second[0].lower()
    if opening in folded:
        return one, " ".join([*first[: folded.index(opening)], *second])
    if len(second) == 1 and len(first) > 1 and second[0].islower():
        return one, " ".join([*first[:-1], *second])
    return one, other
