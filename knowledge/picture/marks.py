"""Where a quotation stands in a text that is not quite the same: other line breaks, hyphens, ligatures, damage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

Span = tuple[int, int]

# Shorter lines are only taken exactly as they are: of a few letters nearly everything is nearly the same.
_LEAST_NEARLY = 24
_NEARLY = 85.0
# A run of a quotation's words that stands on the page although the rest does not: a line cut by the page's end.
_LEAST_RUN = 30
_BEFORE, _AFTER = '([“"‘', '.,;:)]”"’?!'


def found(text: str, quote: str) -> list[Span]:
    """Returns the stretches of the text that the quotation's lines are, in the order of the text, not overlapping."""
    page = _Page.of(text)
    spans: list[Span] = []
    after = 0
    for line in quote.splitlines():
        if not any(map(str.isalnum, line)):
            continue
        for start, end in page.find(line, after):
            spans.append(_with_signs(text, page.places[start], page.places[end - 1] + 1))
            after = end
    return _joined(spans)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text and its letters and digits in one case, each with its place in the text."""

    text: str
    letters: str
    places: list[int]

    @classmethod
    def of(cls, text: str) -> _Page:
        return cls(text, *_letters(text))

    def find(self, line: str, after: int) -> list[Span]:
        """Returns where a line stands among the letters, first behind `after`: as it is, nearly, or some of it."""
        wanted = _letters(line)[0]
        start = self._whole_words(wanted, after)
        if start >= 0:
            return [(start, start + len(wanted))]
        if len(wanted) < _LEAST_NEARLY:
            return []
        if len(wanted) <= len(self.letters):
            near = fuzz.partial_ratio_alignment(wanted, self.letters, score_cutoff=_NEARLY)
            if near:
                return [self._to_words(near.dest_start, near.dest_end)]
        return self._runs(line)

    def _whole_words(self, wanted: str, after: int) -> int:
        """Returns where the letters stand, not inside longer words where that can be helped; -1 for nowhere."""
        places = [start for begin in (after, 0) for start in self._all(wanted, begin)]
        whole = (
            start for start in places if self._to_words(start, start + len(wanted)) == (start, start + len(wanted))
        )
        return next(whole, places[0] if places else -1)

    def _all(self, wanted: str, begin: int) -> Iterator[int]:
        start = self.letters.find(wanted, begin)
        while start >= 0:
            yield start
            start = self.letters.find(wanted, start + 1)

    def _to_words(self, start: int, end: int) -> Span:
        """Widens a stretch of letters to whole words."""
        while start and self.places[start - 1] + 1 == self.places[start]:
            start -= 1
        while end < len(self.places) and self.places[end] == self.places[end - 1] + 1:
            end += 1
        return start, end

    def _runs(self, line: str) -> list[Span]:
        """Returns where the longest runs of the line's words stand, each as long as it can be."""
        words = [word for word in (_letters(one)[0] for one in line.split()) if word]
        runs: list[Span] = []
        place = 0
        while place < len(words):
            end, start, run = place, -1, ""
            while end < len(words) and (at := self.letters.find(run + words[end])) >= 0:
                start, run, end = at, run + words[end], end + 1
            if len(run) >= _LEAST_RUN:
                runs.append((start, start + len(run)))
            place = max(end, place + 1)
        return runs


def _with_signs(text: str, start: int, end: int) -> Span:
    """Takes in the bracket before a stretch and the signs right after it."""
    while start and text[start - 1] in _BEFORE:
        start -= 1
    while end < len(text) and text[end] in _AFTER:
        end += 1
    return start, end


def _letters(text: str) -> tuple[str, list[int]]:
    """Returns the letters and digits of a text in one case, and where in the text each stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
