"""The sentences of an article, and which ayat each of them can be.

Drafting writes one sentence an ayat. Where numbers are lost, the sentences remain, and each cites only ayat in front
of its own ("sebagaimana dimaksud pada ayat (1)").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"(?<=[A-Za-z)\d”\"])\.\s+(?=[A-Z“\"({])")
_ABBREVIATED = re.compile(r"\b(?:No|Rp|Dr|Ir|Prof|Jl|Jln|dkk|dsb|dll|tgl|[A-Z])$")
_OTHERS_AYAT = re.compile(
    r"Pasal\s\S{1,5}\s+ayat\s?\(\S{1,4}(?:(?:\s?,|\s?,?\s(?:dan|atau|sampai\sdengan|serta|dan/atau))\s+ayat\s?\(\S{1,4})*"
)
_OWN_AYAT = re.compile(r"\bayat\s?\((\d{1,2})[)l1]")


def sentence_starts(content: str, start: int, end: int) -> list[int]:
    """Returns where the sentences of a stretch start."""
    first = skip_blank(content, start, end)
    if first >= end:
        return []
    starts = [first]
    for match in _SENTENCE.finditer(content, first, end):
        if not _ABBREVIATED.search(content[max(first, match.start() - 6) : match.start()]):
            starts.append(match.end())
    return starts


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
