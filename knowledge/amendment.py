"""Amending acts: their own articles are Roman, their instructions numbered; the new wording inside is another law's.

"Pasal I" → "Pasal I angka 3" (the instruction: "Di antara Pasal 13 dan Pasal 14 disisipkan …") → "Pasal 13A".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.articles import GAP_OF_AMENDMENTS, candidates
from knowledge.body import Body, article, spans
from knowledge.headings import find_headings, nest
from knowledge.items import parse_items
from knowledge.locator import Locator, Step
from knowledge.numbering import Candidate, Key, Mark, Reading, align, readings
from knowledge.records import Kind, Provision
from knowledge.text import Text, tidy

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# matches "Pasal I", "Pasal l", "Pasal 1", "Pasal II", "Pasal I1", "Pasal ll"
_OWN = re.compile(r"(?<![A-Za-z])(?:Pasal|PASAL)\s+(?P<number>[IVXl1|!]{1,4})(?![A-Za-z0-9])")
_CHANGES = re.compile(r"\b(?:diubah|dirubah|perubahan|[Mm]engubah|disempurnakan|ditambah|disisipkan|dihapus)\b")
_TITLE = re.compile(r"P\s?E\s?R\s?U\s?B\s?A\s?H\s?A\s?N\b|\b[Pp]erubahan\b")
_BEGINS = re.compile(
    r"\s*(?:Beberapa\s+ketentuan|Ketentuan|[Mm]e(?:ng|r)ubah|D\s?i\s?antara|[Mm]enambah|[Mm]engganti)\b"
)
_IN_FORCE = re.compile(
    r"\b(?:mulai\s+berlaku|berlaku\s+surut|Pada\s+saat|Dengan\s+berlakunya|Ketentuan)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?:[.;:…”\"“]|\bjelas)\s*$")

_QUOTED_BEFORE = re.compile(r"\b(?:berikut|berbunyi|sebagai|menjadi)\s*:?\s*[\"“]?\s*$")

# How an instruction begins: "3. Di antara Pasal 13 dan Pasal 14", "Ketentuan ayat (4) Pasal 5", "7. Pasal 12 dihapus".
_INSTRUCTION = re.compile(
    r"""(?:(?<=\n)|(?<=[.;:”"'’]\s)|(?<=[.;:])|(?<=\s)(?=\d{1,2}\s?\.?\s+(?:Ketentuan|Di\s?antara)\s))[ \t]*
        (?P<number>(?:\d|[lItT])[\dlIOoTt]?\s?\d?\s?[.,):]?|[A-Z]\.)?\s*
        (?P<words>(?:
            Ketentuan\s+(?:dalam\s+)?(?:[Aa]yat|Pasal|[Hh]uruf|[Aa]ngka|B[Aa][Bb]|Bagian|Paragraf|Lampiran
                |[Pp]enjelasan|[Jj]udul|sub|Subbagian|pada|butir|mengenai\s+B[Aa][Bb])
          | D\s?i\s?antara\s+(?:Pasal|ayat|huruf|angka|B[Aa][Bb]|Bagian|Paragraf|ketentuan)
          | (?:Setelah|Sesudah|Sebelum|Diantara|Di\s+bawah)\s+(?:ketentuan\s+)?
                (?:Pasal|ayat|huruf|angka|B[Aa][Bb]|Bagian|Paragraf|judul)
          | (?:Penjelasan|Judul|Substansi|Rumusan|Nama|Bunyi|Semua\s+kata|Kata|Frasa|Istilah|Dalam|Pada)\s+(?:atas\s+)?
                (?:Pasal|ayat|huruf|B[Aa][Bb]|Bagian|Paragraf|Lampiran|Umum|judul|ketentuan|kata|frasa|seluruh|angka)
          | (?:Pasal\s+\d+\s?[A-Z]?|B[Aa][Bb]\s+[IVXL]+[A-Z]?|Lampiran\s?[IVX]*|Bagian\s+\w+|Ayat\s+\(\w+\)|Huruf\s+\w)
                \s+(?:(?:ayat|huruf|angka|dan|Pasal|Bab|BAB)\s\S+\s+(?:dan\s+\S+\s+\S+\s+)?)?
                (?:diubah|dihapus|dicabut|ditambah|diganti|tetap|disisipkan|dibaca|berbunyi)
          | (?:Mengubah|Menambah|Menghapus|Mengganti|Menyisipkan|Mencabut)\s+
        ))""",
    re.VERBOSE,
)
_VERB = re.compile(
    r"\b(?:diubah|dihapus|disisipkan|ditambah|ditambahkan|dicabut|berbunyi|diganti|tetap|tercantum|dibaca|diberi|dirubah|menjadi)"
)
_QUOTE = re.compile(
    r"(?:berbunyi|(?:sebagai|seperti)\s+ber\s?i\s?k\S{1,5}?|menjadi|tercantum\s+dalam\s+\w+)\s*:?(?:\s+|(?<=:))"
)
_NAMED = re.compile(
    r"(?:[Pp]a-?s?a\S{1,2}(?:\s+berikut\s?:)?|,|dan)\s?(?P<number>\d[\dOIlT!]{0,3}(?:\s?[A-H](?![A-Za-z])|[A-Z]l?(?![A-Za-z]))?)(?!\w)"
)
# "Di antara Pasal 13 dan Pasal 14 disisipkan 1 (satu) pasal, yakni Pasal 13A": the first two only say where.
_INSERTED = re.compile(r"\b(?:disisipkan|ditambahkan?)\b.{0,60}?\b(?:yakni|yaitu)\b", re.DOTALL)
# A heading behind words whose last one a justified line lost: "Ketentuan Pasal berikut: 6 diubah sehingga berbunyi
# sebagai Pasal 6".
_MISPLACED_QUOTE = re.compile(r"\bberbunyi\s+sebagai\s+$")
_QUOTED_HEADING = 7.0
# An instruction names what it changes within this many characters.
_SENTENCE = 700


@dataclass(frozen=True, slots=True)
class Instruction:
    """One numbered change: its number, where it stands, and where its own sentence ends."""

    number: int
    start: int
    words: int
    sentence_end: int
    end: int


def is_amending(text: str, body: int, closing: int) -> bool:
    """Tells whether a regulation changes another one in Roman articles of its own."""
    own = find_own(text, body, closing)
    if not own:
        return False
    if len(own) > 1:
        return True
    return _TITLE.search(text, 0, own[0].start) is not None and _BEGINS.match(text, own[0].end) is not None


def find_own(text: str, start: int, end: int) -> list[Mark]:
    """Returns the amending act's own articles: Pasal I, II and so on."""
    found: list[Mark] = []
    for match in _OWN.finditer(text, start, end):
        before = text[max(start, match.start() - 30) : match.start()]
        if before.strip() and not _SENTENCE_END.search(before) and not before.rstrip(" \t#").endswith("\n"):
            continue
        if found and _QUOTED_BEFORE.search(before):
            continue  # "sehingga berbunyi sebagai berikut: Pasal 11" is no Pasal II
        ahead = text[match.end() : match.end() + 1600]
        value = _roman_value(match["number"])
        if not found:
            if value == 1 and _CHANGES.search(ahead):
                found.append(Mark(match.start(), match.end(), 1))
        elif value == len(found) + 1 and (_IN_FORCE.search(ahead[:400]) or _CHANGES.search(ahead[:600])):
            found.append(Mark(match.start(), match.end(), value))
    return found


def parse_amendment(text: Text, start: int, end: int) -> Body:
    """Reads the Roman articles with their instructions and the articles quoted in them."""
    own = find_own(text.content, start, end)
    ends = [mark.start for mark in own[1:]] + [end]
    placed = [(mark.start, _own_article(text, mark, until)) for mark, until in zip(own, ends, strict=False)]
    return Body(placed, own, own[0].start if own else end)


def landmarks(text: str, start: int, end: int) -> tuple[list[Mark], list[int]]:
    """Returns the quoted articles, and the offsets at which their text ends: headings and instructions included."""
    own = find_own(text, start, end)
    articles: list[Mark] = []
    cuts = {mark.start for mark in own} | {end}
    for mark, until in zip(own, [*(mark.start for mark in own[1:]), end], strict=True):
        instructions = find_instructions(text, mark.end, until)
        quoted = quoted_articles(text, mark.end, until, instructions)
        headings = find_headings(text, mark.end, until, quoted)
        articles.extend(quoted)
        cuts.update(piece.start for piece in instructions)
        cuts.update(mark.start for mark in quoted)
        cuts.update(heading.start for heading in headings)
    return articles, sorted(cuts)


def own_label(mark: Mark) -> str:
    """Returns the Roman number of an amending act's own article."""
    return _ROMAN[mark.number - 1]


def _own_article(text: Text, mark: Mark, end: int) -> Provision:
    content = text.content
    locator = Locator(steps=(Step(Kind.PASAL, own_label(mark)),))
    instructions = find_instructions(content, mark.end, end)
    quoted = quoted_articles(content, mark.end, end, instructions)
    if not instructions and not quoted:
        lead, children = parse_items(content, mark.end, end, locator, text.page)
    else:
        first = min([piece.start for piece in instructions] + [piece.start for piece in quoted])
        lead = tidy(content[mark.end : first])
        children = _children(text, locator, instructions, quoted, end)
    words = f"Pasal {own_label(mark)} {lead}".strip()
    return Provision(Kind.PASAL, str(locator), words, text.page(mark.start), children=children)


def _children(
    text: Text, locator: Locator, instructions: Sequence[Instruction], quoted: Sequence[Mark], end: int
) -> tuple[Provision, ...]:
    content = text.content
    early = [mark for mark in quoted if not instructions or mark.start < instructions[0].start]
    until = instructions[0].start if instructions else end
    children = [article(text, mark, stop) for mark, stop in spans(early, [], until)]
    for instruction in instructions:
        inner = [mark for mark in quoted if instruction.start < mark.start < instruction.end]
        headings = find_headings(content, instruction.sentence_end, instruction.end, inner)
        placed = [(mark.start, article(text, mark, stop)) for mark, stop in spans(inner, headings, instruction.end)]
        first = min([instruction.end, *(mark.start for mark in inner), *(heading.start for heading in headings)])
        own = locator.child(Kind.ANGKA, str(instruction.number))
        nested = nest(headings, placed, instruction.end, text)
        lead, items = parse_items(content, instruction.words, first, own, text.page)
        if nested:
            lead, items = tidy(content[instruction.words : first]), ()
        words = f"{instruction.number}. {lead}".strip()
        below = (*items, *(piece for _, piece in nested))
        children.append(Provision(Kind.ANGKA, str(own), words, text.page(instruction.start), children=below))
    return tuple(children)


def find_instructions(text: str, start: int, end: int) -> list[Instruction]:
    """Returns the instructions in order; a number that recognition lost or damaged follows from its neighbours."""
    starts = [match for match in _INSTRUCTION.finditer(text, start, end) if _changes_something(text, match, end)]
    found: list[Instruction] = []
    for place, match in enumerate(starts):
        until = starts[place + 1].start() if place + 1 < len(starts) else end
        expected = found[-1].number + 1 if found else 1
        number = _instruction_number(match["number"], expected)
        sentence = _sentence_end(text, match.start("words"), until)
        found.append(Instruction(number, match.start(), match.start("words"), sentence, until))
    return found


def _changes_something(text: str, match: re.Match[str], end: int) -> bool:
    sentence = text[match.start("words") : min(end, match.start("words") + _SENTENCE)]
    verb = _VERB.search(sentence)
    stop = re.search(r"\.\s+[A-Z(]|\n\s*\n\s*\(", sentence)
    return verb is not None and (stop is None or verb.start() < stop.start())


def _instruction_number(printed: str | None, expected: int) -> int:
    if not printed:
        return expected
    values = [reading.number for reading in readings(printed.strip(" .,):"), letters=False)]
    if not values or expected in values or not expected <= min(values) <= expected + 9:
        return expected
    return min(values)


def _sentence_end(text: str, start: int, end: int) -> int:
    """Returns where the quoted new wording begins, or the end of an instruction without one."""
    match = _QUOTE.search(text, start, min(end, start + _SENTENCE))
    while match:
        following = _QUOTE.search(text, match.end(), min(end, match.end() + 60))
        if not following:
            return match.end()
        match = following
    return min(end, start + _SENTENCE)


def quoted_articles(text: str, start: int, end: int, instructions: Sequence[Instruction]) -> list[Mark]:
    """Returns the articles of the amended law: in order over the whole act, best those that an instruction names."""
    found: list[Candidate] = []
    starts = [piece.start for piece in instructions]
    for candidate in candidates(text, start, end):
        place = bisect_right(starts, candidate.start) - 1
        instruction = instructions[place] if place >= 0 and candidate.start < instructions[place].end else None
        if instruction and candidate.start < instruction.sentence_end - 1:
            continue
        named = named_by(text, instruction) if instruction else frozenset()
        chosen = tuple(_favoured(reading, named) for reading in _with_lost_letters(candidate.readings, named))
        score = candidate.score - (1.0 if named else 3.0)
        if _MISPLACED_QUOTE.search(text, max(start, candidate.start - 30), candidate.start):
            score += _QUOTED_HEADING
        found.append(Candidate(candidate.start, candidate.end, chosen, score))
    return align(found, GAP_OF_AMENDMENTS)


def named_by(text: str, instruction: Instruction) -> frozenset[Key]:
    """Returns the articles whose new wording an instruction announces."""
    start, end = instruction.words, instruction.sentence_end
    inserted = _INSERTED.search(text, start, end)
    keys: set[Key] = set()
    for match in _NAMED.finditer(text, inserted.end() if inserted else start, end):
        keys.update(reading.key for reading in readings(match["number"]) if not inserted or reading.suffix)
    return frozenset(keys)


def _with_lost_letters(found: Sequence[Reading], named: frozenset[Key]) -> list[Reading]:
    """Adds the inserted articles whose letter the heading lost ("Pasal 65 ,4." for 65A)."""
    numbers = {reading.number for reading in found if not reading.suffix}
    lost = [Reading(number, suffix, 2.0) for number, suffix in sorted(named) if suffix and number in numbers]
    known = {reading.key for reading in found}
    return [*found, *(reading for reading in lost if reading.key not in known)]


def _favoured(reading: Reading, named: frozenset[Key]) -> Reading:
    return Reading(reading.number, reading.suffix, reading.cost - 4.0) if reading.key in named else reading


def _roman_value(token: str) -> int:
    token = token.replace("l", "I").replace("1", "I").replace("|", "I").replace("!", "I")
    return _ROMAN.index(token) + 1 if token in _ROMAN else 0
