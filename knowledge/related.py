"""Questions to ask next: bank questions on what was cited, beside it, or near to what was asked.

A bank question stands on the very passage that answers it, so that it leads there is known without asking it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from knowledge.bank import BankEntry
from knowledge.catalog import Catalog, IndexedPassage
from knowledge.locator import parse_locator
from knowledge.records import Answer, Citation
from knowledge.words import is_english, stems

MOST = 3
# What a button of a phone shows, and a question that still says what it is about.
_LONGEST, _SHORTEST = 90, 15
# Two questions that share this much of their words ask the same.
_SAME = 0.5
# In the order in which they read well under an answer.
_STYLES = ("synonym", "situation", "short", "english", "colloquial", "")
_MOST_CITED = 2


def related(found: Answer, catalog: Catalog, near: Iterable[BankEntry] = ()) -> tuple[str, ...]:
    """Returns up to three further questions for an answer; `near` are bank questions like the one that was asked."""
    entries = chain(_cited(found.citations, catalog), near, _beside(found.citations, catalog))
    return tuple(distinct(found.question, found.language, entries))


def distinct(question: str, language: str, entries: Iterable[BankEntry]) -> list[str]:
    """Returns up to three questions in a language that differ from a question and from one another."""
    kept: list[str] = []
    said = [set(stems(question))]
    for entry in entries:
        text = entry.question
        own = set(stems(text))
        if not _SHORTEST <= len(text) <= _LONGEST or is_english(text) is not (language == "en"):
            continue
        if any(_alike(own, other) > _SAME for other in said):
            continue
        kept.append(text)
        said.append(own)
        if len(kept) == MOST:
            break
    return kept


def _cited(citations: Sequence[Citation], catalog: Catalog) -> Iterator[BankEntry]:
    """Yields the questions on the cited provisions, those on another ayat or item first."""
    for cited in citations[:_MOST_CITED]:
        questions = [q for part in _parts(catalog, cited) for q in catalog.questions_of(part.passage.id)]
        yield from sorted(questions, key=lambda q: (q.locator == cited.locator, *_order(q)))


def _beside(citations: Sequence[Citation], catalog: Catalog) -> Iterator[BankEntry]:
    """Yields the questions on what follows and goes before the first cited provision."""
    for cited in citations[:1]:
        places = catalog.locators(cited.document)
        here = next((p.passage.locator for p in _parts(catalog, cited)), "")
        if here in places:
            at = places.index(here)
            for place in (*places[at + 1 : at + 2], *places[max(at - 1, 0) : at]):
                questions = [q for p in catalog.at(cited.document, place) for q in catalog.questions_of(p.passage.id)]
                yield from sorted(questions, key=_order)


def _parts(catalog: Catalog, cited: Citation) -> list[IndexedPassage]:
    pasal = str(parse_locator(cited.locator).at_pasal_level())
    return catalog.at(cited.document, pasal) or catalog.at(cited.document, cited.locator)


def _order(entry: BankEntry) -> tuple[int, str]:
    return _STYLES.index(entry.style) if entry.style in _STYLES else len(_STYLES), entry.id


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)
