"""The real texts of regulations as the proof of the guides reads them, apart from the reading that they prove.

Recognition slips are read as what they stand for, and articles whose heading a file lost are cut from their place.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from knowledge.locator import Locator, parse_locator
from knowledge.parse import parse
from knowledge.read import read
from knowledge.records import Kind, ParsedDocument, Provision

ROOT = Path(__file__).resolve().parents[2]
CORE = Path(os.environ.get("CORPUS_DIR", ROOT.parent / "shared" / "corpus")) / "core"
# What recognition puts for a figure: "2OO9", "l4", "1O".
SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


@dataclass(frozen=True, slots=True)
class Article:
    """What the text of a regulation holds at one Pasal: its words and the numbers of its ayat."""

    text: str
    ayat: frozenset[str] = frozenset()


@dataclass(slots=True)
class Regulation:
    """A real text, article by article, with its parts before and after them."""

    articles: dict[str, Article] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=64)
def regulation_text(key: str) -> Regulation:
    """Reads a real text; the articles whose heading the file lost are cut from the text between their neighbours."""
    path = next(CORE.glob(f"{key}.*"), None)
    if path is None:
        return Regulation(longest_stretches(bulk_text(key)))
    pages = read(path)
    found = as_parsed(parse(pages, key))
    raw = "\n".join(page.text for page in pages)
    known = own_lines(raw) | found.articles
    known |= lost_articles(raw, known)
    last = max((place for place in known if place[6:].isdigit()), key=lambda place: int(place[6:]))
    known[last] = Article(f"{known[last].text}\n{found.parts.get('Penutup', '')}", known[last].ayat)
    return Regulation(known, found.parts)


def as_parsed(document: ParsedDocument) -> Regulation:
    """Gathers the words of a parsed text by the article or part that they stand in."""
    found = Regulation()
    words: dict[str, list[str]] = {}
    numbers: dict[str, set[str]] = {}
    for provision in document.walk():
        locator = parse_locator(provision.locator)
        place = place_of(locator, provision)
        words.setdefault(place, []).append(provision.text)
        if provision.kind is Kind.AYAT:
            numbers.setdefault(place, set()).add(locator.number(Kind.AYAT) or "")
    for place, texts in words.items():
        if not place.startswith("Pasal "):
            found.parts[place] = "\n".join(texts)
        else:
            found.articles[place] = Article("\n".join(texts), frozenset(numbers.get(place, ())))
    return found


def bulk_text(key: str) -> str:
    """Returns the text of a regulation that is only in the great collection: one that amends or repeals."""
    with gzip.open(CORE.parent / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        line = next((line for line in lines if line.startswith(f'{{"id": "{key}"')), None)
    assert line is not None, f"no text of {key}"
    return str(json.loads(line)["text"])


def longest_stretches(raw: str) -> dict[str, Article]:
    """Finds the articles of an act that quotes those of other acts: of the runs from Pasal N to N + 1 the longest."""
    begun: dict[int, int] = {}
    found: dict[str, Article] = {}
    body = re.split(r"PENJELASAN\s+ATAS", raw)[0]
    for mention in re.finditer(r"Pasal\s+(\d+)(?!\w|\s+(?:ayat|huruf|dihapus))", body):
        current = int(mention[1])
        begin = begun.pop(current - 1, mention.start())
        place = f"Pasal {current - 1}"
        if mention.start() - begin > len(found.get(place, Article("")).text):
            found[place] = Article(body[begin : mention.start()])
        begun.setdefault(current, mention.start())
    found[f"Pasal {max(begun)}"] = Article(body[begun[max(begun)] :])
    return found


def place_of(locator: Locator, provision: Provision) -> str:
    """Returns what a provision counts to: "Pasal 5", "Penjelasan Pasal 5", "Lampiran", "Menimbang"."""
    if locator.part.startswith("Lampiran"):
        return "Lampiran"
    pasal = locator.number(Kind.PASAL)
    if pasal:
        return f"{locator.part} Pasal {pasal}".strip()
    return locator.part or provision.locator


def lost_articles(raw: str, known: dict[str, Article]) -> dict[str, Article]:
    """Finds the text of articles that lost their heading (Perpres 95/2018 kept 41 of 77).

    Where the ayat start again at (1) as often as headings are missing, each stretch is one article;
    else the whole text between the neighbours stands for each.
    """
    numbers = sorted(int(place[6:]) for place in known if place[6:].isdigit())
    found: dict[str, Article] = {}
    for before, after in pairwise(numbers):
        lost = list(range(before + 1, after))
        between = lost and re.search(rf"(?ms)^{heading(before)}(.*?)^{heading(after)}", raw)
        if not between:
            continue
        start = r"(?m)^[\s\-]*\(\s?[1lI]\s?\)"
        stretches = re.split(start, between[1])
        begins = re.match(r"[\s\-]*\(\s?[1lI]", between[1]) is not None
        own = stretches[2:] if begins else stretches[1:]
        for position, number in enumerate(lost):
            text = f"(1) {own[position]}" if len(own) == len(lost) else between[1]
            found[f"Pasal {number}"] = Article(text)
    return found


def own_lines(raw: str) -> dict[str, Article]:
    """Finds the Roman articles of an amending rule, and what stands under a heading on a line of its own."""
    pieces = re.split(r"(?m)^[#\s*]*Pasal\s*(?:<sup>)?(\d[\dOlI]*[A-Z]?|I{1,3})(?:</sup>)?\s*:?\s*$", raw)
    found: dict[str, Article] = {}
    for number, text in zip(pieces[1::2], pieces[2::2], strict=True):
        found.setdefault(f"Pasal {re.sub(r'(?<=[0-9])[OlI]', slip, number)}", Article(text))
    return found


def heading(number: int) -> str:
    """Returns a pattern for a line that is the heading of an article: "## Pasal 4O", "Pasal24"."""
    shapes = {"0": "[0O]", "1": "[1lI]"}
    return (
        r"[#\s*\-]*Pasal\s*(?:<sup>)?"
        + "".join(shapes.get(figure, figure) for figure in str(number))
        + r"\b(?![ \t]+[A-Za-z])"
    )


def slip(match: re.Match[str]) -> str:
    return match[0].translate(SLIPS)
