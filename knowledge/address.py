"""Finds the provision that a written address means, in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.locator import Locator, parse_locator
from knowledge.records import Kind, ParsedDocument, Provision

# A heading may be cited by its first words; fewer letters than this say too little.
_LEAST_LETTERS = 4


class Addresses:
    """The address table of a document: exact addresses, and headings as people write them."""

    def __init__(self, document: ParsedDocument) -> None:
        self._exact: dict[str, Provision] = {}
        self._headings: list[tuple[Locator, str, Provision]] = []
        for provision in document.walk():
            self._exact.setdefault(provision.locator.casefold(), provision)
            if provision.heading or provision.kind in (Kind.TABLE, Kind.LAMPIRAN):
                self._add_heading(provision)

    def find(self, address: str) -> Provision | None:
        """Returns the provision at an address ("Pasal 5 ayat 2", "Lampiran I", "BAB IV B.1."), if there is one."""
        wanted = parse_locator(address)
        exact = self._exact.get(str(wanted).casefold())
        if exact is not None:
            return exact
        if wanted.heading or not wanted.number(Kind.PASAL):
            return self._by_heading(wanted)
        return self._elsewhere(wanted)

    def nearest(self, address: str) -> Provision | None:
        """Returns the provision at an address or, where it is not there, the article or part around it."""
        wanted = parse_locator(address)
        if (found := self.find(address)) is not None:
            return found
        steps = wanted.steps
        while len(steps) > 1:
            steps = steps[:-1]
            if (around := self.find(str(Locator(wanted.part, steps)))) is not None:
                return around
        return None

    def _add_heading(self, provision: Provision) -> None:
        locator = parse_locator(provision.locator)
        self._headings.append((locator, _squashed(locator.heading or provision.heading), provision))
        if provision.heading and locator.heading and provision.heading != locator.heading:
            self._headings.append((locator, _squashed(provision.heading), provision))

    def _by_heading(self, wanted: Locator) -> Provision | None:
        letters = _squashed(wanted.heading)
        if not letters:
            return self._annex(wanted)
        best: tuple[int, Provision] | None = None
        for locator, heading, provision in self._fitting(wanted):
            if heading == letters:
                return provision
            shorter = min(len(heading), len(letters))
            alike = heading.startswith(letters) or (letters.startswith(heading) and shorter >= _LEAST_LETTERS)
            if (
                alike
                and (best is None or shorter > best[0])
                and (shorter >= _LEAST_LETTERS or locator.heading[:1].isupper())
            ):
                best = (shorter, provision)
        return best[1] if best else None

    def _fitting(self, wanted: Locator) -> Iterator[tuple[Locator, str, Provision]]:
        for locator, heading, provision in self._headings:
            same_part = wanted.part in ("", locator.part) or locator.part.startswith(f"{wanted.part} ")
            if same_part and (not wanted.steps or locator.steps[: len(wanted.steps)] == wanted.steps):
                yield locator, heading, provision

    def _annex(self, wanted: Locator) -> Provision | None:
        """Returns the only annex for "Lampiran I", the first for "Lampiran"."""
        annexes = [
            piece for locator, _, piece in self._headings if locator.part.startswith("Lampiran") and not locator.steps
        ]
        if wanted.steps or not wanted.part.startswith("Lampiran") or not annexes:
            return None
        numbered = wanted.part != "Lampiran"
        return annexes[0] if not numbered or (len(annexes) == 1 and annexes[0].locator == "Lampiran") else None

    def _elsewhere(self, wanted: Locator) -> Provision | None:
        """Returns the note on an article whose text the document leaves unchanged (UU 19/2016 on Pasal 27)."""
        if wanted.part:
            return None
        return self._exact.get(str(Locator("Penjelasan", wanted.steps)).casefold())


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
