"""Headings, lists and tables: the structure of annexes, circulars, guidelines, reports and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.locator import Locator, Step
from knowledge.records import Kind, Provision
from knowledge.text import Text, tidy

_MARKDOWN = re.compile(r"(?P<level>#{1,6})\s+(?P<words>.+)")
_BAB = re.compile(r"B\s?A\s?B\s+(?P<number>[IVXLC]{1,7})\b\.?\s*(?P<words>.*)")
# matches "A. Latar Belakang", "B.1. Kaidah Penulisan", "I.A. KUESIONER", "IV. DOMAIN LAYANAN SPBE"; not "a. bahwa"
_LETTERED = re.compile(r"(?P<mark>(?:[IVX]{1,4}|[A-Z])(?:\.(?:[A-Z]|\d{1,2}))*\.)\s*(?P<words>[A-Z][^.;:]{2,140})[.:]?")
_NAMED = re.compile(r"(?P<words>(?:INDIKATOR\s+\d{1,3}|FORMULIR\s+\d[\d.]*|(?:Tabel|TABEL)\s+\d[\d.]*\.?\s.{3,150}))")
_LIST = re.compile(r"(?:[-*•▪➢❖]\s+)?(?P<mark>\(?(?:[a-z]{1,2}|\d{1,3})[.)])\s+(?P<words>.*)")
_BULLET = re.compile(r"[-*•▪➢❖]\s+(?P<words>.*)")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_SENTENCE_END = re.compile(r"[.;:!?]$")


@dataclass(slots=True)
class _Section:
    """A heading while its content grows."""

    level: int
    words: str
    locator: Locator
    start: int
    children: list[Provision] = field(default_factory=list)


def parse_outline(text: Text, start: int, end: int, base: Locator) -> tuple[Provision, ...]:
    """Returns the sections, paragraphs, list items and tables between two offsets."""
    return _Outline(text, base).read(start, end)


class _Outline:
    """Reads lines one after the other and keeps the open sections."""

    def __init__(self, text: Text, base: Locator) -> None:
        self._text = text
        self._root = _Section(0, "", base, 0)
        self._open = [self._root]
        self._paragraph: list[tuple[int, str]] = []
        self._table: list[tuple[int, str]] = []
        self._chapter_waits = False

    def read(self, start: int, end: int) -> tuple[Provision, ...]:
        offset = start
        for line in self._text.content[start:end].split("\n"):
            self._line(offset, line.strip())
            offset += len(line) + 1
        self._flush()
        while len(self._open) > 1:
            self._close()
        return tuple(self._root.children)

    def _line(self, offset: int, line: str) -> None:
        if line.startswith("|"):
            self._end_paragraph()
            self._table.append((offset, line))
            return
        self._end_table()
        if not line:
            self._end_paragraph(at_blank=True)
            return
        heading = _heading(line)
        if heading:
            self._heading(offset, *heading)
        elif self._chapter_waits and line == line.upper() and re.search("[A-Z]{3}", line):
            self._open[-1].words = f"{self._open[-1].words} {tidy(line)}"
        else:
            self._chapter_waits = False
            if _LIST.fullmatch(line) or _BULLET.fullmatch(line):
                self._end_paragraph()
            self._paragraph.append((offset, line))

    def _heading(self, offset: int, level: int, words: str, chapter: str) -> None:
        self._flush()
        while len(self._open) > 1 and self._open[-1].level >= level:
            self._close()
        parent = self._open[-1].locator
        if chapter:
            locator = Locator(parent.part, (Step(Kind.BAB, chapter),))
        else:
            locator = Locator(parent.part, parent.steps, words)
        self._open.append(_Section(level, words, locator, offset))
        self._chapter_waits = bool(chapter)

    def _close(self) -> None:
        section = self._open.pop()
        kind = Kind.BAB if section.locator.steps and not section.locator.heading else Kind.HEADING
        page = self._text.page(section.start)
        children = tuple(section.children)
        built = Provision(kind, str(section.locator), section.words, page, heading=section.words, children=children)
        self._open[-1].children.append(built)

    def _flush(self) -> None:
        self._end_paragraph()
        self._end_table()

    def _end_paragraph(self, at_blank: bool = False) -> None:
        if not self._paragraph:
            return
        if at_blank and not _SENTENCE_END.search(self._paragraph[-1][1]) and not self._is_markdown():
            return
        offset = self._paragraph[0][0]
        words = tidy("\n".join(line for _, line in self._paragraph))
        self._paragraph.clear()
        if words:
            self._add(_kind(words), offset, words)

    def _is_markdown(self) -> bool:
        return self._text.numbers == (None,)

    def _end_table(self) -> None:
        if not self._table:
            return
        offset = self._table[0][0]
        header, rows = _rows(self._table)
        locator = str(self._open[-1].locator)
        page = self._text.page(offset)
        children = tuple(Provision(Kind.ROW, locator, words, self._text.page(place)) for place, words in rows)
        self._open[-1].children.append(Provision(Kind.TABLE, locator, header, page, children=children))
        self._table.clear()

    def _add(self, kind: Kind, offset: int, words: str) -> None:
        section = self._open[-1]
        section.children.append(Provision(kind, str(section.locator), words, self._text.page(offset)))


def _heading(line: str) -> tuple[int, str, str] | None:
    """Returns level, words and chapter number of a heading line, None for any other line."""
    markdown = _MARKDOWN.fullmatch(line)
    words = markdown["words"].strip() if markdown else line
    if match := _BAB.fullmatch(words):
        return 1, tidy(words), match["number"]
    if match := _LETTERED.fullmatch(words):
        level = 2 + match["mark"].strip(".").count(".")
        return level, tidy(words), ""
    if _NAMED.fullmatch(words):
        return 5, tidy(words), ""
    if markdown:
        return len(markdown["level"]) + 1, tidy(words), ""
    return None


def _kind(words: str) -> Kind:
    match = _LIST.match(words)
    if not match:
        return Kind.PARAGRAPH
    return Kind.HURUF if match["mark"].strip("(.)").isalpha() else Kind.ANGKA


def _rows(lines: Sequence[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Returns a table's header and its rows, cells joined by " | "; a row that only continues the one above joins it."""
    rows: list[tuple[int, list[str]]] = []
    header = 1 if len(lines) > 1 and _RULE.fullmatch(lines[1][1]) else 0
    for offset, line in lines:
        if _RULE.fullmatch(line):
            continue
        cells = [tidy(cell.replace("<br>", " ").replace("<br/>", " ")) for cell in line.strip("|").split("|")]
        if rows and len(rows) > header and cells and not cells[0] and len(cells) == len(rows[-1][1]):
            above = rows[-1][1]
            rows[-1] = (rows[-1][0], [f"{old} {new}".strip() for old, new in zip(above, cells, strict=True)])
        elif any(cells):
            rows.append((offset, cells))
    joined = [(offset, " | ".join(cells).strip(" |")) for offset, cells in rows]
    return (joined[0][1], joined[1:]) if header and joined else ("", joined)
