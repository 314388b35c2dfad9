"""Headings, lists and tables: the structure of annexes, circulars, guidelines, reports and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.headings import SMALL_WORDS
from knowledge.locator import Locator, Step, roman
from knowledge.numbering import Candidate, Reading, align
from knowledge.records import Kind, Provision
from knowledge.tables import is_row, rows
from knowledge.text import Text, tidy

_MARKDOWN = re.compile(r"(?P<level>#{1,6})\s+(?P<words>.+)")
_BAB = re.compile(r"B\s?A\s?B\s+(?P<number>[IVXLC]{1,7})\b\.?\s*(?P<words>.*)")
# matches "A. Latar Belakang", "BB. PEMBAGIAN URUSAN" (behind "Z."), "B.1. Kaidah Penulisan", "I.A. KUESIONER",
# "IV. DOMAIN LAYANAN SPBE"; not "a. bahwa"
_LETTERED = re.compile(
    r"(?P<mark>(?:[IVX]{1,4}|[A-Z]|([A-HJ-UWYZ])\2)(?:\.(?:[A-Z]|\d{1,2}))*\.)\s*(?P<words>[A-Z(][^;]{2,170})"
)
# A mark that the layout set on a line of its own, above or beside its title.
_MARK_ALONE = re.compile(r"(?:[A-Z]|[IVX]{1,4})(?:\.(?:[A-Z]|\d{1,2}))*\.|\(?(?:[a-z]|\d{1,2})[.)]")
# Who signs an annex stands below its last section, not in it.
_OFFICE = re.compile(r"(?:MENTERI|PRESIDEN|GUBERNUR|BUPATI|WALI\s?KOTA|KEPALA\s[A-Z]+)\b[A-Z ]*,")
_NAMED = re.compile(r"(?P<words>INDIKATOR\s+\d{1,3}|(?:Tabel|TABEL)\s+\d[\d.]*\.?\s[A-Z(].{3,150})")
_FORM = re.compile(r"(?:FORMULIR|CONTOH\s+FORMAT|FORMAT)\s+\d[\d.]*")
_LIST = re.compile(r"(?:[-*•▪➢❖]\s+)?(?P<mark>\(?(?:[a-z]{1,2}|\d{1,3})[.)])\s+(?P<words>.*)")
_BULLET = re.compile(r"[-*•▪➢❖]\s+(?P<words>.*)")
# The columns of a table below a title: "NO SUB URUSAN PEMERINTAH PUSAT", "SKALA BOBOT".
_TABLE_HEAD = re.compile(r"(?:NO\.?|SKALA|INDIKATOR)\s+[A-Z&]")
_SENTENCE_END = re.compile(r"[.;:!?]$")
_LETTER_GAP = 1.0
# A heading that fills its line may go on in the next.
_LONG_LINE = 48


@dataclass(slots=True)
class _Section:
    """A heading while its content grows."""

    level: int
    words: str
    locator: Locator
    start: int
    children: list[Provision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading line says: its level, its words, the number of a chapter, the Roman part that a letter is in."""

    level: int
    words: str
    chapter: str = ""
    part: str = ""


def parse_outline(text: Text, start: int, end: int, base: Locator) -> tuple[Provision, ...]:
    """Returns the sections, paragraphs, list items and tables between two offsets."""
    lines = list(_joined_marks(_lines(text.content, start, end)))
    outline = _Outline(text, base, _lettered_headings(lines))
    for offset, line in lines:
        outline.take(offset, line)
    return outline.close()


class _Outline:
    """Takes lines one after the other and keeps the open sections."""

    def __init__(self, text: Text, base: Locator, lettered: dict[int, str]) -> None:
        self._text = text
        self._lettered = lettered
        self._root = _Section(0, "", base, 0)
        self._open = [self._root]
        self._paragraph: list[tuple[int, str]] = []
        self._table: list[tuple[int, str]] = []
        # What the last heading may still get: "capitals" (a chapter's title), "line" (the rest of a long title).
        self._waits = ""

    def take(self, offset: int, line: str) -> None:
        """Reads the next line."""
        if is_row(line):
            self._end_paragraph()
            self._table.append((offset, line))
            return
        self._end_table()
        if not line:
            self._end_paragraph(at_blank=True)
            self._waits = "" if self._waits == "line" else self._waits
        elif heading := _heading(line, self._lettered.get(offset)):
            self._begin(offset, heading)
        elif self._goes_on(line):
            self._lengthen(line)
        else:
            self._waits = ""
            if _LIST.fullmatch(line) or _BULLET.fullmatch(line) or _OFFICE.fullmatch(line):
                self._end_paragraph()
            self._paragraph.append((offset, line))

    def close(self) -> tuple[Provision, ...]:
        """Ends everything that is open and returns the top level."""
        self._end_paragraph()
        self._end_table()
        while len(self._open) > 1:
            self._end_section()
        return tuple(self._root.children)

    def _begin(self, offset: int, heading: _Heading) -> None:
        self._end_paragraph()
        while len(self._open) > 1 and self._open[-1].level >= heading.level:
            self._end_section()
        parent = self._open[-1].locator
        if heading.chapter:
            locator = Locator(parent.part, (Step(Kind.BAB, heading.chapter),))
        else:
            named = f"{heading.part}.{heading.words}" if heading.part else heading.words
            locator = Locator(parent.part, parent.steps, named)
        self._open.append(_Section(heading.level, heading.words, locator, offset))
        self._waits = "capitals" if heading.chapter else "line" if len(heading.words) >= _LONG_LINE else ""

    def _goes_on(self, line: str) -> bool:
        """Tells whether a line belongs to the heading above it."""
        if self._waits == "capitals":
            return line == line.upper() and re.search("[A-Z]{3}", line) is not None
        words = line.rstrip(".").partition("(")[0].strip()
        title = _is_title(words) if words else line.startswith("(")
        if _TABLE_HEAD.match(line):
            return False
        return self._waits == "line" and len(line) < _LONG_LINE + 10 and title and not _LIST.fullmatch(line)

    def _lengthen(self, line: str) -> None:
        section = self._open[-1]
        section.words = f"{section.words} {tidy(line)}"
        if heading := section.locator.heading:
            section.locator = Locator(section.locator.part, section.locator.steps, f"{heading} {tidy(line)}")

    def _end_section(self) -> None:
        section = self._open.pop()
        kind = Kind.BAB if section.locator.steps and not section.locator.heading else Kind.HEADING
        page = self._text.page(section.start)
        built = Provision(kind, str(section.locator), section.words, page, section.words, tuple(section.children))
        self._open[-1].children.append(built)

    def _end_paragraph(self, *, at_blank: bool = False) -> None:
        if not self._paragraph:
            return
        # Plain text has blank lines inside sentences; only Markdown means them.
        if at_blank and self._text.numbers != (None,) and not _SENTENCE_END.search(self._paragraph[-1][1]):
            return
        offset = self._paragraph[0][0]
        words = tidy("\n".join(line for _, line in self._paragraph))
        self._paragraph.clear()
        if words:
            section = self._open[-1]
            piece = Provision(_kind(words), str(section.locator), words, self._text.page(offset))
            section.children.append(piece)

    def _end_table(self) -> None:
        if not self._table:
            return
        header, body = rows(self._table)
        locator = str(self._open[-1].locator)
        children = tuple(Provision(Kind.ROW, locator, words, self._text.page(place)) for place, words in body)
        page = self._text.page(self._table[0][0])
        self._open[-1].children.append(Provision(Kind.TABLE, locator, header, page, children=children))
        self._table.clear()


def _heading(line: str, part: str | None) -> _Heading | None:
    """Reads a heading; `part` is the Roman part that a lettered line lies in, None where the line is no such one."""
    markdown = _MARKDOWN.fullmatch(line)
    words = markdown["words"].strip() if markdown else line
    if match := _BAB.fullmatch(words):
        return _Heading(1, tidy(words), match["number"])
    if (match := _LETTERED.fullmatch(words)) and (markdown or part is not None):
        return _Heading(2 + bool(part) + match["mark"].strip(".").count("."), tidy(words), part=part or "")
    if _FORM.fullmatch(words):
        return _Heading(1, tidy(words))
    if _NAMED.fullmatch(words):
        return _Heading(5, tidy(words))
    return _Heading(len(markdown["level"]) + 1, tidy(words)) if markdown else None


def _lettered_headings(lines: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Returns the offsets of lines that head a section by a letter or Roman number, by each chapter's order.

    With each stands the Roman number of the part that it lies in, empty where there are no parts.
    """
    chosen: dict[int, str] = {}
    letters: list[Candidate] = []
    part = ""

    def settle() -> None:
        chosen.update((mark.start, part) for mark in align(letters, _LETTER_GAP))
        letters.clear()

    for offset, line in lines:
        if _BAB.fullmatch(line.lstrip("# ")):
            settle()
            part = ""
        match = _LETTERED.fullmatch(line)
        if not match:
            continue
        mark = match["mark"].rstrip(".")
        if _opens_part(mark, match["words"], part, letters):
            settle()
            part, chosen[offset] = mark, ""
        elif "." in mark:
            chosen[offset] = part if mark[1] == "." and mark[0] not in "IVX" else ""
        elif number := _alphabetical(mark):
            letters.append(Candidate(offset, offset, (Reading(number, "", 0.0),), _title_score(match["words"])))
    settle()
    return chosen


def _opens_part(mark: str, words: str, part: str, letters: Sequence[Candidate]) -> bool:
    """Tells whether a mark in front of capitals is a Roman number behind the one of the part before it.

    "V" is one behind "IV" and "I" in front of all parts; "I" behind "H" is a letter.
    """
    if "." in mark or words != words.upper() or not set(mark) <= set("IVX"):
        return False
    before, value = roman(part) if part else 0, roman(mark)
    if _alphabetical(mark) is None:
        return value > before
    return value == before + 1 and all(found.readings[0].number != ord(mark) - 65 for found in letters)


def _title_score(words: str) -> float:
    score = 2.5 if _is_title(words) else -1.0
    return score - 1.0 if words.rpartition(" ")[2].lower() in SMALL_WORDS else score


def _alphabetical(mark: str) -> int | None:
    """Returns the place of a heading's letter in the alphabet, 27 for "AA"; None for what is no such letter."""
    if len(mark) == 1:
        return ord(mark) - 64
    return 26 + ord(mark[0]) - 64 if len(mark) == 2 and mark[0] == mark[1] and mark not in ("II", "XX", "VV") else None


def _is_title(words: str) -> bool:
    """Tells whether words are set like a title: capitals, small words between, no full stop."""
    tokens = [token for token in words.split() if token[0].isalpha()]
    if not tokens or words[-1] in ".,;:" or len(tokens) > 22:
        return False
    large = [token for token in tokens if token.lower() not in SMALL_WORDS]
    return bool(large) and sum(token[0].isupper() for token in large) >= 0.7 * len(large)


def _lines(content: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    offset = start
    for line in content[start:end].split("\n"):
        yield offset, line.strip()
        offset += len(line) + 1


def _joined_marks(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Puts a heading's mark that stands alone ("A.") in front of the next line."""
    waiting: tuple[int, str] | None = None
    for offset, line in lines:
        if waiting is None:
            if _MARK_ALONE.fullmatch(line):
                waiting = (offset, line)
            else:
                yield offset, line
        elif line:
            if _MARK_ALONE.fullmatch(line):  # a heap of numbers
                yield waiting
                waiting = (offset, line)
                continue
            yield waiting[0], f"{waiting[1]} {line}"
            waiting = None
    if waiting:
        yield waiting


def _kind(words: str) -> Kind:
    match = _LIST.match(words)
    if not match:
        return Kind.PARAGRAPH
    return Kind.HURUF if match["mark"].strip("(.)").isalpha() else Kind.ANGKA
