"""What an article is made of: ayat, huruf, angka, as nested lists whose numbers run on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.locator import Locator
from knowledge.numbering import Candidate, Mark, align, readings
from knowledge.records import Kind, Provision
from knowledge.text import tidy

# matches "(1)", "(2a)", "(21 Standar" (2), "(l)" (1), "(41", "{3)", "( 1)", "(s)" (5), "(4t" (4)
_AYAT = re.compile(
    r"""(?<![\w)])[({]\s?(?P<number>[0-9lIiOoSstTa|!]{1,3}?\s?[a-d]?)\s?(?P<close>[)}\]]|(?<=[\dl])[1lItf](?=\s))""",
    re.VERBOSE,
)
_MENTION = re.compile(r"(?:\b(?:ayat|dan|atau|sampai\sdengan|huruf|angka|pasal|s\.d\.)|[,/])\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:…)]\s*$")
_CAPITAL = re.compile(r"\s*[A-Z“\"‘']")
_LOWER = re.compile(r"\s*[a-z]")

# matches "a.", "b)", "aa.", "1.", "12)", "1O.", "ll.", "t2.", "6a."; at a line's start or behind a stop
_ITEM = re.compile(
    r"""(?<![\w(/.,-])(?:
        (?P<letter>[a-z]{1,2})(?P<after_letter>[.)])(?=\s|$|[A-Za-z]{3})
      | (?P<figure>[\dlIOtTL][\dlIOoTtL]{0,2}(?:\s\d(?=[.,)]\s))?[a-d]?)(?P<after_figure>[.),])(?=\s|$|[A-Za-z])
    )""",
    re.VERBOSE,
)
_ITEM_MENTION = re.compile(
    r"(?:\b(?:huruf|angka|nomor|pasal|ayat|butir|tahun|no|dan huruf|s\.d|rp|bab|bagian|paragraf|lampiran)\.?)\s*$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?:[.;:,…]|\b(?:dan|atau|dan/atau|serta|berikut))[\s^]*$|(?:^|\n)[ \t]*(?:[#*•-]+[ \t]*)?$")
_LINE = re.compile(r"(?:^|\n)[ \t]*(?:[#*•-]+[ \t]*)?$")

_AYAT_GAP = 2.0


@dataclass(slots=True)
class _Node:
    """A provision while it grows."""

    kind: Kind
    locator: Locator
    start: int
    text: str = ""
    children: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class _OpenList:
    """A list that may go on: its style ("a.", "1)"), its last number, and the node that holds it."""

    style: str
    last: int
    owner: _Node
    item: _Node


PageAt = Callable[[int], int | None]


def parse_items(text: str, start: int, end: int, locator: Locator, page: PageAt) -> tuple[str, tuple[Provision, ...]]:
    """Splits the text between two offsets into ayat and lists.

    Returns what stands before the first of them and the provisions; together they hold every word.
    """
    ayat = find_ayat(text, start, end)
    if not ayat:
        return _lists(text, start, end, locator, page)
    children = []
    for place, mark in enumerate(ayat):
        until = ayat[place + 1].start if place + 1 < len(ayat) else end
        own = locator.child(Kind.AYAT, mark.label)
        lead, inner = _lists(text, mark.end, until, own, page)
        words = f"({mark.label}) {lead}".strip()
        children.append(Provision(Kind.AYAT, str(own), words, page(mark.start), children=inner))
    return tidy(text[start : ayat[0].start]), tuple(children)


def find_ayat(text: str, start: int, end: int) -> list[Mark]:
    """Returns the ayat marks of one article."""
    found = []
    for match in _AYAT.finditer(text, start, end):
        meanings = readings(match["number"], letters=False)
        if meanings:
            found.append(Candidate(match.start(), match.end(), meanings, _ayat_score(text, match, start)))
    return align(found, _AYAT_GAP) if found else []


def _ayat_score(text: str, match: re.Match[str], floor: int) -> float:
    before = text[max(floor, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 12]
    if _MENTION.search(before):
        return -6.0
    score = 2.0 if not before.strip() or _SENTENCE_END.search(before) else -1.0
    if _LINE.search(before):
        score += 2.0
    if _CAPITAL.match(after):
        score += 2.0
    elif _LOWER.match(after):
        score -= 2.0
    return score


def _lists(text: str, start: int, end: int, locator: Locator, page: PageAt) -> tuple[str, tuple[Provision, ...]]:
    """Splits a stretch of text into nested lists; returns the words before the first item and the items."""
    root = _Node(Kind.PARAGRAPH, locator, start)
    current, done = root, start
    open_lists: list[_OpenList] = []
    for match in _ITEM.finditer(text, start, end):
        placed = _place(text, match, start, root, open_lists)
        if placed is None:
            continue
        current.text += text[done : match.start()]
        current, done = placed, match.end()
    current.text += text[done:end]
    return tidy(root.text), tuple(_provision(child, page) for child in root.children)


def _place(text: str, match: re.Match[str], floor: int, root: _Node, open_lists: list[_OpenList]) -> _Node | None:
    """Finds the list that an item goes on with, or opens a new one; None where the mark is no item."""
    before = text[max(floor, match.start() - 24) : match.start()]
    if _ITEM_MENTION.search(before) or not _BREAK.search(before):
        return None
    kind = Kind.HURUF if match["letter"] else Kind.ANGKA
    style = ("a" if match["letter"] else "1") + (match["after_letter"] or match["after_figure"]).replace(",", ".")
    token = match["letter"] or match["figure"]
    for depth in range(len(open_lists) - 1, -1, -1):
        opened = open_lists[depth]
        if opened.style == style and (label := _follows(token, kind, opened.last)):
            del open_lists[depth + 1 :]
            node = _Node(kind, opened.owner.locator.child(kind, label), match.start(), _mark(label, style))
            opened.owner.children.append(node)
            opened.last, opened.item = _value(label, kind), node
            return node
    label = _follows(token, kind, 0)
    if label is None or (any(opened.style == style for opened in open_lists) and not _LINE.search(before)):
        return None
    owner = open_lists[-1].item if open_lists else root
    node = _Node(kind, owner.locator.child(kind, label), match.start(), _mark(label, style))
    owner.children.append(node)
    open_lists.append(_OpenList(style, 1, owner, node))
    return node


def _follows(token: str, kind: Kind, last: int) -> str | None:
    """Returns the label of an item if it can follow number `last`, else None."""
    if kind is Kind.HURUF:
        value = _value(token, kind)
        return token if value in (last + 1, last + 2) and (last or value == 1) else None
    for reading in readings(token, letters=False):
        if (reading.suffix and reading.number == last) or (not reading.suffix and reading.number == last + 1):
            return f"{reading.number}{reading.suffix}"
    return None


def _value(label: str, kind: Kind) -> int:
    if kind is Kind.ANGKA:
        return int(re.sub(r"\D", "", label))
    value = ord(label[0]) - ord("a") + 1
    return value if len(label) == 1 else (value if label[0] == label[-1] else 1000) + 26


def _mark(label: str, style: str) -> str:
    return f"{label}{style[-1]} "


def _provision(node: _Node, page: PageAt) -> Provision:
    children = tuple(_provision(child, page) for child in node.children)
    return Provision(node.kind, str(node.locator), tidy(node.text), page(node.start), children=children)
