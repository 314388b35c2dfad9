"""The sentences of an article, and which ayat each of them can be.

Drafting writes one sentence an ayat. Where numbers are lost, the sentences remain, and each cites only ayat in front
of its own ("sebagaimana dimaksud pada ayat (1)").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# An ayat's number as it stands, damaged ones included: "(1)", "(2a)", "(21", "(4t", "{3)", "(2\\"; as a part of others.
AYAT_MARK = r"[({]\s?[0-9lIiOoSsT]{1,2}?[a-d]?\s?(?:[)}\]]|(?<=[\dl])[1lItf\\])"
# An ayat that still has its number: at the start of a sentence, and a sentence behind it.
STANDING_AYAT = re.compile(rf"(?:^|\n|[.;:]\s)\s*(?P<mark>{AYAT_MARK})\s*(?=[A-Z“\"])")

_SENTENCE = re.compile(r"(?<=[A-Za-z)\d”\"])\.\s+(?=[A-Z“\"({]|\d{1,2}\s[A-Z][a-z])")
_WORD = re.compile(r"[A-Za-z]{3}")
# A paragraph ends above a line that begins a sentence, where the line before is shorter than this share of the longest.
_SHORT = 0.75
_LINES = re.compile(r"[^\n]+")
_BEGINS = re.compile(r"[A-Z][a-z]+\s+\w+")
_GOES_ON = re.compile(r"\b(?:dan|atau|serta|yang|di|ke|dari|dalam|pada|dengan|oleh|untuk|sebagai|tentang)$")
_ABBREVIATED = re.compile(r"\b(?:No|Rp|Dr|Ir|Prof|Jl|Jln|dkk|dsb|dll|tgl|[A-Z])$")
# "a. Menteri", "; 2. Badan": the full stop of a list mark ends no sentence, the one of "pada huruf a. Menteri" does.
_LIST_MARK = re.compile(r"(?:^|[\s;:])(?:[a-z]|\d{1,2})$")
_NAMED_MARK = re.compile(r"\b(?:huruf|angka|butir|nomor|pasal|tahun)\s+\w{1,2}$", re.IGNORECASE)
_OTHERS_AYAT = re.compile(
    r"Pasal\s\S{1,5}\s+ayat\s?\(\S{1,4}(?:(?:\s?,|\s?,?\s(?:dan|atau|sampai\sdengan|serta|dan/atau))\s+ayat\s?\(\S{1,4})*"
)
_OWN_AYAT = re.compile(r"\bayat\s?\((\d{1,2})[)l1]")


def sentence_starts(content: str, start: int, end: int) -> list[int]:
    """Returns where the sentences of a stretch start."""
    first = skip_blank(content, start, end)
    if first >= end:
        return []
    # What begins small goes on with a sentence, or with a list, from in front of the stretch.
    starts = [] if content[first].islower() else [first]
    for match in _SENTENCE.finditer(content, first, end):
        before = content[max(first, match.start() - 12) : match.start()]
        if not _ABBREVIATED.search(before) and not (_LIST_MARK.search(before) and not _NAMED_MARK.search(before)):
            starts.append(match.end())
    ends = [*starts[1:], end]
    return [place for place, until in zip(starts, ends, strict=bool(starts)) if _WORD.search(content, place, until)]


def paragraph_starts(content: str, start: int, end: int) -> list[int]:
    """Returns where sentences start, and where lines do behind a short line that lacks its full stop."""
    starts = sentence_starts(content, start, end)
    lines = list(_LINES.finditer(content, start, end))
    longest = max((len(line[0]) for line in lines), default=0)
    for before, line in pairwise(lines):
        # A line of one word is a justified line that fell apart, not the end of a paragraph.
        short = len(before[0]) < _SHORT * longest and before[0][-1:].islower() and before[0].count(" ") > 1
        if short and _BEGINS.match(line[0]) and not _GOES_ON.search(before[0]):
            starts.append(line.start())
    return sorted(set(starts))


def choose(content: str, starts: Sequence[int], numbers: Sequence[int], end: int) -> list[int]:
    """Returns the sentences that some numbers belong to: each cites only ayat in front of its own."""
    if len(starts) == len(numbers):
        return list(starts)
    if len(starts) < len(numbers):
        return []
    ends = [*starts[1:], end]
    worth = [
        [_worth(content, place, until, number, first=not index) for number in numbers]
        for index, (place, until) in enumerate(zip(starts, ends, strict=True))
    ]
    # best[k]: the most that the first k numbers can earn so far, with the sentences they took
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *[(-99.0, ())] * len(numbers)]
    for index, place in enumerate(starts):
        for count in range(min(index + 1, len(numbers)), 0, -1):
            value = best[count - 1][0] + worth[index][count - 1]
            if value > best[count][0] and (index or count == 1):
                best[count] = (value, (*best[count - 1][1], place))
    value, chosen = best[len(numbers)]
    return list(chosen) if value > 0 and chosen and chosen[0] == starts[0] else []


def _worth(content: str, start: int, end: int, number: int, *, first: bool) -> float:
    cited = own_ayat(content, start, end)
    value = 1.0 if first or content[start - 1] == "\n" else 0.0
    if any(other >= number for other in cited):
        return -9.0
    return value + (1.0 if number - 1 in cited else 0.5 if cited else 0.0)


def own_ayat(content: str, start: int, end: int) -> list[int]:
    """Returns the ayat of its own article that a stretch cites; "Pasal 5 ayat (1) dan ayat (2)" is another's."""
    own = _OTHERS_AYAT.sub("", content[start:end])
    return [int(match[1]) for match in _OWN_AYAT.finditer(own)]


def skip_blank(content: str, start: int, end: int) -> int:
    """Returns the offset of the first character that is no blank."""
    while start < end and content[start].isspace():
        start += 1
    return start
