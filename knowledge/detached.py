"""Numbers that a layout tore off their texts, put back in front of them.

Two columns are read one after the other: "(1) (2) (1) (2)" or "3. 4." in a heap, the sentences behind it; or the
number comes behind its sentence ("… atau dalam jaringan. 15."). Each is moved to where its text starts, when the text
has just as many sentences (or list items) as the heap has numbers; else everything stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.implied import AyatCounts, implied_ayat, loose_marks
from knowledge.numbering import Mark, readings
from knowledge.sentences import AYAT_MARK, STANDING_AYAT, choose, paragraph_starts, sentence_starts, skip_blank
from knowledge.text import Text

_FIGURE = r"(?:\d|[lIt])[\dlIO]{0,2}[.,]"
_LETTER = r"[a-z][.)]"
# Two or more marks of one kind with nothing between them: "(1)\n\n(2)\n\n(1)", "3.\n4.", "a. b. c."
_HEAPS = tuple(
    re.compile(rf"(?:(?<=\n)|(?<=\s))(?P<marks>{mark}(?:\s+{mark})+)(?=\s|$)") for mark in (AYAT_MARK, _FIGURE, _LETTER)
)
# One ayat mark with a heading behind it belongs to nothing there, nor one inside a list: "meliputi: (3) a. informasi".
_STRAYS = (
    re.compile(rf"(?<=\n)(?P<marks>{AYAT_MARK})\s*\n\s*(?=(?:Pasal|BAB|Bagian|Paragraf)\b)"),
    re.compile(rf"(?<=[:;]\s)\s*(?!\(1\))(?P<marks>{AYAT_MARK})\s+(?=[a-z][.)]\s)"),
)
_MARK = re.compile(rf"{AYAT_MARK}|{_FIGURE}|{_LETTER}")
_ITEM_END = re.compile(r";\s*(?:dan/atau|dan|atau)?\s+(?=\S)")
# The numbers of a heap belong to the next articles; those without ayat among them are passed over.
_LOOK_AHEAD = 4
_LEAD = re.compile(r":\s")

# A number behind its sentence, as a converter of two columns leaves it: "… dalam jaringan. 15.", "… bersangkutan. (l)"
_TRAILING = re.compile(
    r"^(?P<text>[A-Z][^\n]{30,}?[.;:,])\s+(?P<mark>\(?[\dlItT]{1,3}[a-d]?[.)1]|\([sSoO]\)|[a-h][.)]?)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters to drop at an offset and words to put there."""

    start: int
    end: int
    words: str


def lead_with_marks(lines: Sequence[str]) -> list[str]:
    """Moves numbers from the end of their line to its start, where a document does so more than once."""
    hits = [match for line in lines if (match := _TRAILING.match(line))]
    if len(hits) < 2:
        return list(lines)
    return [f"{match['mark']} {match['text']}" if (match := _TRAILING.match(line)) else line for line in lines]


def reattach(
    text: Text, start: int, end: int, articles: Sequence[Mark], stops: Sequence[int], known: AyatCounts
) -> Text:
    """Returns the text with torn-off numbers between two offsets put back.

    `stops` are the offsets at which an article's text ends (the next article or chapter heading); `known` says what
    the rest of the document knows about the ayat of its articles.
    """
    content = text.content
    edits: list[_Edit] = []
    for pattern in _HEAPS[1:]:
        for match in pattern.finditer(content, start, end):
            edits.extend(_spread_items(content, match, _next(stops, match.end(), end)))
    edits.extend(_spread_ayat(text, start, end, articles, stops, known))
    return _edited(text, edits)


def _spread_ayat(
    text: Text, start: int, end: int, articles: Sequence[Mark], stops: Sequence[int], known: AyatCounts
) -> list[_Edit]:
    """Gives the ayat numbers of each heap to the articles that follow it on its page."""
    content = text.content
    heaps = list(_HEAPS[0].finditer(content, start, end))
    covered = {offset for heap in heaps for offset in range(heap.start(), heap.end())}
    for pattern in _STRAYS:
        heaps.extend(m for m in pattern.finditer(content, start, end) if m.start("marks") not in covered)
    heaps.sort(key=lambda heap: heap.start())
    edits: list[_Edit] = []
    taken: set[int] = set()
    for place, heap in enumerate(heaps):
        limit = heaps[place + 1].start() if place + 1 < len(heaps) else end
        limit = min(limit, _reach(text, heap.end(), end))
        spread = _spread_heap(content, heap, limit, articles, stops, taken)
        if spread is not None:
            edits.append(_Edit(heap.start("marks"), heap.end("marks"), ""))
            edits.extend(spread)
    for mark in articles:
        if mark.start not in taken:
            edits.extend(_implied(content, mark, _next(stops, mark.end, end), known))
    return edits


def _spread_heap(
    content: str, heap: re.Match[str], limit: int, articles: Sequence[Mark], stops: Sequence[int], taken: set[int]
) -> list[_Edit] | None:
    edits: list[_Edit] = []
    offset = heap.end()
    for group in _groups(heap["marks"]):
        placed = _place_group(content, group, heap.start("marks"), offset, limit, articles, stops)
        if placed is None:
            return edits or None
        starts, behind, article = placed
        offset = max(offset, behind)
        taken.add(article)
        edits.extend(_Edit(place, place, f"({label}) ") for place, label in zip(starts, group, strict=True))
    return edits


def _place_group(
    content: str,
    group: Sequence[str],
    heap: int,
    offset: int,
    limit: int,
    articles: Sequence[Mark],
    stops: Sequence[int],
) -> tuple[list[int], int, int] | None:
    """Finds the stretch of text that has as many sentences as a group has numbers; returns the starts and its end."""
    spans = []
    here = _next(stops, offset, limit)
    if group[0] != "1" or _just_begun(content, offset, articles):
        spans.append((offset, here, -offset))
    if group[0] == "1":
        ahead = [mark for mark in articles if offset <= mark.start < limit][:_LOOK_AHEAD]
        spans.extend((mark.end, _next(stops, mark.end, limit), mark.start) for mark in ahead)
    for place, (since, until, article) in enumerate(spans):
        if place == 1 and (behind := _place_behind(content, group, heap, articles)):
            return behind
        if re.match(AYAT_MARK, content[since:until].lstrip()):
            continue
        starts = sentence_starts(content, since, min(until, limit))
        if since == offset and _goes_on(content, heap, offset, starts):
            starts = starts[1:]
        if len(starts) < len(group):
            starts = _exactly(paragraph_starts(content, since, min(until, limit)), len(group))
        chosen = choose(content, starts, _numbers(group), min(until, limit))
        if chosen:
            return chosen, until, article
    return _place_behind(content, group, heap, articles)


def _exactly(starts: list[int], count: int) -> list[int]:
    return starts if len(starts) == count else []


def _goes_on(content: str, heap: int, behind: int, starts: Sequence[int]) -> bool:
    """Tells whether the words behind a heap go on with a sentence that began in front of it."""
    if not starts or content[behind : starts[0]].strip():
        return False
    before = content[max(0, heap - 40) : heap].rstrip()
    return before[-1:].isalpha() and before.rpartition("\n")[2].split()[0] not in ("Pasal", "BAB")


def _place_behind(
    content: str, group: Sequence[str], heap: int, articles: Sequence[Mark]
) -> tuple[list[int], int, int] | None:
    """Gives a group to the article in front of it: some layouts read the numbers of a page last."""
    mark = next((mark for mark in reversed(articles) if mark.end <= heap), None)
    if mark is None:
        return None
    first, last = _numbers(group)[0], _numbers(group)[-1]
    standing = list(STANDING_AYAT.finditer(content, mark.end, heap))
    if not standing:
        starts = sentence_starts(content, mark.end, heap)
        return (starts[first - 1 :], heap, mark.start) if len(starts) == last and len(group) <= last else None
    before = readings(standing[-1]["mark"].strip("(){}[] \\"), letters=False)
    starts = sentence_starts(content, standing[-1].end(), heap)[1:]
    follows = any(reading.number == first - 1 for reading in before)
    return (starts, heap, mark.start) if follows and len(starts) == len(group) else None


def _just_begun(content: str, offset: int, articles: Sequence[Mark]) -> bool:
    """Tells whether nothing but numbers stands between an article's heading and an offset."""
    heading = max((mark.end for mark in articles if mark.end <= offset), default=None)
    return heading is not None and not re.sub(AYAT_MARK, "", content[heading:offset]).strip()


def _implied(content: str, mark: Mark, end: int, known: AyatCounts) -> list[_Edit]:
    """Numbers the sentences of an article that has no ayat left; the numbers that lie about in it go."""
    starts = implied_ayat(content, mark.end, end, known.noted.get(mark.label, 0), known.cited.get(mark.label, 0))
    if not starts:
        return []
    drops = [_Edit(since, until, "") for since, until in loose_marks(content, mark.end, end)]
    return [*drops, *(_Edit(place, place, f"({number}) ") for number, place in enumerate(starts, start=1))]


def _numbers(group: Sequence[str]) -> list[int]:
    return [int(re.sub(r"\D", "", label)) for label in group]


def _spread_items(content: str, heap: re.Match[str], stop: int) -> list[_Edit]:
    """Gives list numbers to the sentences or items behind a heap, or to those in front of it where nothing follows."""
    marks = [match[0] for match in _MARK.finditer(heap["marks"])]
    if not _runs_on(marks):
        return []
    following = re.search(
        rf"(?:(?<=\n)|(?<=[;.]\s))\s*(?:{_FIGURE}|{_LETTER}|{AYAT_MARK})(?=\s)", content[heap.end() : stop]
    )
    until = heap.end() + following.start() if following else stop
    letters = marks[0][0].isalpha() and len(marks[0]) == 2
    starts = (_item_starts if letters else sentence_starts)(content, heap.end(), until)
    if len(starts) == len(marks) + 1 and _goes_on(content, heap.start("marks"), heap.end(), starts):
        starts = starts[1:]
    if len(starts) != len(marks) and not content[heap.end() : until].strip():
        lead = max(
            (match.end() for match in _LEAD.finditer(content, max(0, heap.start() - 1500), heap.start())), default=-1
        )
        starts = _item_starts(content, lead, heap.start()) if lead > 0 else []
    if len(starts) != len(marks):
        return []
    drop = _Edit(heap.start("marks"), heap.end("marks"), "")
    return [drop, *(_Edit(place, place, f"{mark} ") for place, mark in zip(starts, marks, strict=True))]


def _item_starts(content: str, start: int, end: int) -> list[int]:
    first = skip_blank(content, start, end)
    return [first, *(match.end() for match in _ITEM_END.finditer(content, first, end))] if first < end else []


def _groups(marks: str) -> list[list[str]]:
    """Splits "(1) (2) (1) (21 (3)" into its runs; a number is what can follow the one before, or begins a new run."""
    groups: list[list[str]] = []
    for match in re.finditer(AYAT_MARK, marks):
        inner = match[0].strip("(){}[] ")
        tokens = (inner,) if match[0][-1] in ")}]" else (inner[:-1], inner)
        labels = [f"{reading.number}{reading.suffix}" for token in tokens for reading in readings(token, letters=False)]
        follower = next((label for label in labels if groups and _follows(groups[-1][-1], label)), None)
        if follower:
            groups[-1].append(follower)
        elif labels:
            groups.append([labels[0]])
        else:
            return []
    return groups


def _follows(before: str, label: str) -> bool:
    first, second = int(re.sub(r"\D", "", before)), int(re.sub(r"\D", "", label))
    return second == first + 1 or (second == first and label > before)


def _runs_on(marks: Sequence[str]) -> bool:
    if marks[0][0].isalpha() and len(marks[0]) == 2:
        values = [ord(mark[0]) for mark in marks]
    else:
        values = [found[0].number if (found := readings(mark.strip(".,)"), letters=False)) else 0 for mark in marks]
    return all(after == before + 1 for before, after in pairwise(values))


def _next(stops: Sequence[int], offset: int, end: int) -> int:
    place = bisect_left(stops, offset)
    return min(stops[place], end) if place < len(stops) else end


def _reach(text: Text, offset: int, end: int) -> int:
    """Returns the end of the page that a heap stands on, of the next one where it is the last on its page."""
    until = _page_end(text, offset, end)
    if until < end and not any(map(str.isalpha, text.content[offset:until])):
        return _page_end(text, until, end)
    return until


def _page_end(text: Text, offset: int, end: int) -> int:
    place = bisect_right(text.starts, offset)
    return text.starts[place] if len(text.starts) > 1 and place < len(text.starts) else end


def _edited(text: Text, edits: Sequence[_Edit]) -> Text:
    if not edits:
        return text
    pieces: list[str] = []
    places: list[int] = []
    totals: list[int] = [0]
    done = moved = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < done:
            continue
        pieces.extend((text.content[done : edit.start], edit.words))
        moved += len(edit.words) - (edit.end - edit.start)
        places.append(edit.end)
        totals.append(moved)
        done = edit.end
    pieces.append(text.content[done:])
    starts = tuple(start + totals[bisect_right(places, start)] for start in text.starts)
    return Text("".join(pieces), starts, text.numbers)
