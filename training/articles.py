"""Cuts regulations roughly into Pasal, well enough for training text; the real parser is `knowledge.regulation`.

Rough on purpose: training needs many right pieces, not every piece, and a recipe that does not change whenever
the parser learns a new slip of some scanner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_ARTICLE = 3000  # characters; what follows the last Pasal (signatures, annexes) would otherwise hang on to it
HEADING_TAIL = 400  # characters before "Pasal N" in which its BAB and Bagian headings are looked for

PASAL = re.compile(r"\b[Pp]asal\s?(?:<sup>)?([0-9OIlT]{1,3}[A-Z]?)(?![\w.])")  # "Pasal 4O" is Pasal 40 to the scanner
DECORATION = re.compile(r"[\s#*>|\-.<sup/]*")  # "## Pasal <sup>1</sup>" stands alone on its line
REFERENCE = re.compile(  # "dalam Pasal 5" refers, "Kawasan Perkotaan Pasal 7 (1)" starts
    r"(?:dalam|pada|dan|atau|dengan|dimaksud|ketentuan|dari|dan/atau|antara|oleh|yakni|menjadi|sampai|,|\(|\d)\s*$",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"""
    !\[\]\([^)]*\) | </?\w+> | [#*|]+ | ¬                               # what converters leave
    | SK\ No\ \w+(?:\ A)? | PRESIDEN\s+REPUBLIK\s+INDONES\w+\.?        # what each page prints
    | jdih\.\S+ | www\.\S+ | -\s?\d+\s?-
    """,
    re.VERBOSE,
)
HEADING = re.compile(r"(?:BAB\s+[IVXL]+\b|Bagian\s+Ke\w+|Paragraf\s+\d+\b)[^;]{0,200}$", re.DOTALL)
TITLE = re.compile(r"TENTANG\s+(.{5,250}?)\s*(?:DENGAN RAHMAT|Menimbang|PRESIDEN|MENTERI|\n\s*\n\s*\n|$)", re.DOTALL)
DIGITS = str.maketrans("OIlT", "0117")


@dataclass(frozen=True, slots=True)
class Article:
    """One Pasal as running text; `explanation` is its Penjelasan, empty where there is none worth reading."""

    regulation: str
    title: str
    number: str
    heading: str
    text: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class _Start:
    number: str
    begin: int
    end: int
    alone: bool

    @property
    def value(self) -> int:
        return int(re.sub(r"\D", "", self.number))


def clean(text: str) -> str:
    """Returns text on one line without page furniture and converter marks."""
    return re.sub(r"\s+", " ", FURNITURE.sub(" ", text)).strip()


def title_of(text: str) -> str:
    """Returns the subject that follows the first TENTANG, "" where none is found."""
    found = TITLE.search(text[:6000])
    return clean(found.group(1)) if found else ""


def cut(regulation: str, title: str, text: str) -> list[Article]:
    """Returns the Pasal found in a regulation's text, each with its explanation where the text holds one."""
    body: dict[str, tuple[str, str]] = {}
    explanations: dict[str, str] = {}
    for part, number, heading, piece in _pieces(text, amends="perubahan" in title.lower()):
        if part == 0:
            body.setdefault(number, (heading, piece))
        else:
            explanations.setdefault(number, piece)
    return [
        Article(regulation, title, number, heading, piece, _worth_reading(explanations.get(number, "")))
        for number, (heading, piece) in body.items()
        if len(piece) > 40
    ]


def blocks(regulation: str, title: str, text: str, size: int = 900) -> list[Article]:
    """Returns a text without Pasal (a report, guidance) in paragraphs joined to about `size` characters."""
    joined: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        line = clean(paragraph)
        if joined and len(joined[-1]) < size:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return [Article(regulation, title, "", "", block) for block in joined if len(block) > 100]


def _pieces(text: str, *, amends: bool) -> Iterator[tuple[int, str, str, str]]:
    starts = list(_in_order(_starts(text), amends=amends))
    heading = _heading_before(text, starts[0][1].begin) if starts else ""
    for index, (part, start) in enumerate(starts):
        end = starts[index + 1][1].begin if index + 1 < len(starts) else len(text)
        piece = text[start.end : end]
        tail = HEADING.search(piece[-HEADING_TAIL:])
        following = clean(tail.group()) if tail else ""
        if tail:
            piece = piece[: len(piece) - (min(len(piece), HEADING_TAIL) - tail.start())]
        yield part, start.number, heading, clean(piece)[:LONGEST_ARTICLE]
        heading = following or heading


def _heading_before(text: str, position: int) -> str:
    found = HEADING.search(text[max(0, position - HEADING_TAIL) : position])
    return clean(found.group()) if found else ""


def _starts(text: str) -> Iterator[_Start]:
    for match in PASAL.finditer(text):
        number = match.group(1).translate(DIGITS) if match.group(1)[:1] != "I" else match.group(1)
        if not number[:1].isdigit():
            continue
        line_begin = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        before, after = text[line_begin : match.start()], text[match.end() : line_end if line_end >= 0 else None]
        alone = bool(DECORATION.fullmatch(before) and DECORATION.fullmatch(after))
        if alone or (not REFERENCE.search(before) and re.match(r"\s*(?:\(1\)|[A-Z])", after)):
            yield _Start(number, match.start(), match.end(), alone)


def _in_order(starts: Iterator[_Start], *, amends: bool) -> Iterator[tuple[int, _Start]]:
    """Yields the starts that continue the count, with the part they lie in: 0 the body, 1 and on the Penjelasan."""
    part, current = 0, 0
    for start in starts:
        step = start.value - current
        inserted = step == 0 and start.number[-1:].isalpha()
        if step == 1 or inserted or (start.alone and (1 < step <= 3 or (amends and step > 0))):
            current = start.value
        elif start.value == 1 and current > 1:
            part, current = part + 1, 1
        else:
            continue
        yield part, start


def _worth_reading(explanation: str) -> str:
    useful = re.sub(r"(?:Ayat|Huruf|Angka) \(?\w{1,3}\)?\s*", "", explanation.replace("Cukup jelas.", " ")).strip()
    return useful if len(useful) > 60 else ""
