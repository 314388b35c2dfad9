"""Omnibus acts: among articles of their own, in Arabic numbers, some that amend another law each.

"Pasal 17 Beberapa ketentuan dalam Undang-Undang Nomor 26 Tahun 2007 … diubah sebagai berikut: 1. Ketentuan Pasal 1
diubah …" → "Pasal 17" → "Pasal 17 angka 1" (the instruction) → "Pasal 17 angka 1 Pasal 1" (the law's new wording). The
own articles count through the act; what is quoted begins anew with each law.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from knowledge.amendment import Instruction, find_instructions, named_by, quoted_articles
from knowledge.articles import GAP, candidates
from knowledge.body import Body, article, spans
from knowledge.headings import Heading, find_headings, nest
from knowledge.items import parse_items
from knowledge.locator import Locator, Step
from knowledge.numbering import Candidate, Mark, align
from knowledge.records import Kind, Provision
from knowledge.recovery import recover
from knowledge.text import Text, tidy

# What stands behind the heading of an article that amends a law: "Beberapa ketentuan dalam Undang-Undang Nomor 26",
# "Ketentuan Pasal 48 dalam Undang-Undang Nomor 11"; not "Ketentuan dalam Undang-Undang ini".
_LEAD = re.compile(
    r"""\s?\.?\s*(?:\(1\)\s*)?(?:Beberapa\s+ketentuan|Ketentuan\s+Pasal[^.;:]{1,80}?)\s+(?:(?:dalam|pada)\s+)?
        (?:Undang|Peraturan)(?:\S*\s+){1,4}?(?:Nomor|No\.?|\d{1,3}\s+Tahun)\s""",
    re.VERBOSE,
)
_CHANGED = re.compile(r"\bdi\s?ubah\b")
_LEAD_LENGTH = 1500
_QUOTES_BEFORE = re.compile(r"(?:berikut|berbunyi|berbunyi\s+sebagai|menjadi)\s*:?\s*[\"“]?\s*$")
# Two such articles make an omnibus act; one alone closes many a law.
_LEAST = 2
_FOR_A_LEAD, _AGAINST_QUOTED, _AGAINST_NAMED = 8.0, 10.0, 6.0


def is_omnibus(text: str, start: int, end: int) -> bool:
    """Tells whether several articles with Arabic numbers amend a law each."""
    leads = [found for found in candidates(text, start, end) if _leads(text, found.end, end)]
    numbers = {reading.number for found in leads for reading in found.readings[:1]}
    return len(numbers) >= _LEAST


def parse_omnibus(text: Text, start: int, end: int) -> Body:
    """Reads chapters, own articles, and in those that amend a law its new wording."""
    content = text.content
    own = _own(content, start, end)
    headings = _own_headings(content, start, end, own)
    placed = []
    for mark, until in spans(own, headings, end):
        build = _amending if _leads(content, mark.end, end) else article
        placed.append((mark.start, build(text, mark, until)))
    first = min([end, *(heading.start for heading in headings), *(mark.start for mark in own)])
    return Body(nest(headings, placed, end, text), own, first)


def landmarks(text: str, start: int, end: int) -> tuple[list[Mark], list[int]]:
    """Returns all articles, own and quoted, and the offsets at which their text ends."""
    own = _own(text, start, end)
    headings = _own_headings(text, start, end, own)
    articles, cuts = list(own), {end, *(mark.start for mark in own), *(heading.start for heading in headings)}
    for mark, until in spans(own, headings, end):
        if _leads(text, mark.end, end):
            instructions, quoted = _inside(text, mark, until)
            articles.extend(quoted)
            cuts.update(_starts(instructions, quoted))
    return sorted(articles, key=lambda mark: mark.start), sorted(cuts)


def _leads(text: str, offset: int, end: int) -> bool:
    lead = _LEAD.match(text, offset)
    return lead is not None and _CHANGED.search(text, lead.end(), min(end, lead.end() + _LEAD_LENGTH)) is not None


def _own(text: str, start: int, end: int) -> list[Mark]:
    """Returns the act's own articles: those that count through, and neither follow "berbunyi" nor are named before."""
    instructions = find_instructions(text, start, end)
    starts = [piece.start for piece in instructions]
    found = []
    for candidate in candidates(text, start, end):
        score = candidate.score
        if _leads(text, candidate.end, end):
            score += _FOR_A_LEAD
        elif _QUOTES_BEFORE.search(text[max(start, candidate.start - 30) : candidate.start]):
            score -= _AGAINST_QUOTED
        elif place := bisect_right(starts, candidate.start):
            instruction = instructions[place - 1]
            # Before its sentence ends an instruction quotes nothing: "10. Pasal 56 dihapus. Paragraf 3 … Pasal 21".
            named = named_by(text, instruction) if candidate.start >= instruction.sentence_end - 1 else frozenset()
            score -= _AGAINST_NAMED * any(reading.key in named for reading in candidate.readings)
        plain = tuple(reading for reading in candidate.readings if not reading.suffix)
        if plain:
            found.append(Candidate(candidate.start, candidate.end, plain, score))
    return _with_lost(text, start, end, align(found, GAP))


def _with_lost(text: str, start: int, end: int, own: Sequence[Mark]) -> list[Mark]:
    """Adds own articles whose headings are buried or damaged; not where another law is quoted, which has its own."""
    numbers = {mark.number for mark in own}
    if numbers >= set(range(1, max(numbers, default=0))):
        return list(own)
    kept = list(own)
    for mark in recover(text, start, end, own, find_headings(text, start, end, own)):
        before = max((other for other in own if other.start < mark.start), key=lambda other: other.start, default=None)
        if mark.number not in numbers and not (before and _leads(text, before.end, end)):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def _own_headings(text: str, start: int, end: int, own: Sequence[Mark]) -> list[Heading]:
    """Returns the act's own chapter headings: of those behind an amending article, the ones behind all it quotes."""
    found = find_headings(text, start, end, own)
    ends = [*(mark.start for mark in own[1:]), end]
    kept = [heading for heading in found if not own or heading.start < own[0].start]
    for mark, until in zip(own, ends, strict=True):
        since = mark.end
        if _leads(text, mark.end, end):
            instructions, quoted = _inside(text, mark, until)
            since = max(_starts(instructions, quoted), default=mark.end)
        kept.extend(heading for heading in found if since <= heading.start < until)
    return kept


def _inside(text: str, mark: Mark, until: int) -> tuple[list[Instruction], list[Mark]]:
    instructions = find_instructions(text, mark.end, until)
    # The lead itself ("Ketentuan Pasal 48 dalam Undang-Undang … diubah") is the article's, not one of its instructions.
    instructions = [piece for piece in instructions if text[mark.end : piece.words].strip(" .\n\t")]
    return instructions, quoted_articles(text, mark.end, until, instructions)


def _starts(instructions: Sequence[Instruction], quoted: Sequence[Mark]) -> list[int]:
    return [*(piece.start for piece in instructions), *(mark.start for mark in quoted)]


def _amending(text: Text, mark: Mark, until: int) -> Provision:
    """Builds an article that amends a law: its lead, its instructions, and the articles that they quote."""
    content = text.content
    locator = Locator(steps=(Step(Kind.PASAL, mark.label),))
    instructions, quoted = _inside(content, mark, until)
    quoted = [piece for piece in quoted if piece.start > mark.end]
    first = min([until, *_starts(instructions, quoted)])
    until_instruction = instructions[0].start if instructions else until
    children = list(_quoted(text, [m for m in quoted if m.start < until_instruction], until_instruction, locator))
    for number, instruction in enumerate(instructions, start=1):
        inner = [piece for piece in quoted if instruction.start < piece.start < instruction.end]
        place = locator.child(Kind.ANGKA, str(max(number, instruction.number)))
        children.append(_instruction(text, instruction, inner, place))
    words = f"Pasal {mark.label} {tidy(content[mark.end : first])}".strip()
    return Provision(Kind.PASAL, str(locator), words, text.page(mark.start), children=tuple(children))


def _instruction(text: Text, instruction: Instruction, inner: Sequence[Mark], place: Locator) -> Provision:
    first = min([instruction.end, *(mark.start for mark in inner)])
    below: tuple[Provision, ...] = tuple(_quoted(text, inner, instruction.end, place))
    lead = tidy(text.content[instruction.words : first])
    if not inner:
        lead, below = parse_items(text.content, instruction.words, first, place, text.page)
    words = f"{place.steps[-1].number}. {lead}".strip()
    return Provision(Kind.ANGKA, str(place), words, text.page(instruction.start), children=below)


def _quoted(text: Text, marks: Sequence[Mark], end: int, above: Locator) -> list[Provision]:
    return [article(text, mark, stop, above=above) for mark, stop in spans(marks, (), end)]
