"""The guides to the regulations say nothing that the regulation does not say where they cite it.

Every sentence of a guide carries its provision, "(Pasal 22 ayat (2))"; a provision of another regulation carries
that one's name, "(Pasal 27A UU 1/2024)". The real texts prove that each cited Pasal, ayat and huruf exists and that
each figure of the sentence stands there. Recognition slips of the texts are read as what they stand for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import frontmatter
import pytest

from knowledge.locator import Locator, parse_locator
from knowledge.records import Kind
from tests.knowledge.real_texts import CORE, regulation_text, slip

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "knowledge" / "documents" / "regulasi").glob("*.md"))
STYLES = {"situation", "synonym", "colloquial", "english", "short"}

# matches "(Pasal 5 ayat (2), Pasal 7)", "(Lampiran I)"; not "(nonrepudiation)"
CITATION = re.compile(r"\((?=(?:Pasal|Lampiran|Penjelasan|Menimbang)\b)((?:[^()]|\([^()]*\))*)\)")
# matches "UU 1/2024", "Permen PANRB 5/2018"
NAMED = re.compile(r"\b(UU|PP|Perpres|Permendagri|Permenkominfo|Permen PANRB)\s(\d+)/(\d{4})")
# matches "10", "2.000.000", "13,00", "4,2"; not the 3 of "TPS 3R" or "B3"
FIGURE = re.compile(r"(?<![\w.,])(?:Rp)?(\d+(?:[.,]\d+)*)(?![\w])")
REPEAL = re.compile(r"\b(?:mencabut|dicabut)\b")
# Files whose converter lost the ayat marks or heaped them elsewhere, so that no ayat can be counted there.
UNMARKED = {"pp-38-2017"}
UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a guide, its words and the sentences they are made of."""

    heading: str
    text: str

    @property
    def sentences(self) -> list[str]:
        """Returns the sentences, each with its citations; a full stop inside one does not end it."""
        found: list[str] = []
        for line in self.text.splitlines():
            citations = CITATION.findall(line)
            marked = CITATION.sub("§", line.removeprefix("- "))
            for sentence in re.split(r"(?<=[.!?])\s+", marked.strip()):
                if sentence:
                    parts = sentence.split("§")
                    filled = [f"({citations.pop(0)})" if number else "" for number in range(len(parts))]
                    found.append("".join(mark + part for mark, part in zip(filled, parts, strict=True)))
        return found


@dataclass(frozen=True, slots=True)
class Cited:
    """One address that a citation names, and the regulation it lies in."""

    regulation: str
    locator: Locator

    def __str__(self) -> str:
        return f"{self.regulation} {self.locator}"


def sections(guide: Path) -> list[Section]:
    pieces = re.split(r"(?m)^## +(.+)$", frontmatter.load(str(guide)).content)
    return [Section(heading.strip(), text.strip()) for heading, text in zip(pieces[1::2], pieces[2::2], strict=True)]


def citations(sentence: str, own: str) -> list[Cited]:
    """Reads the addresses of a sentence; a name at the end of a citation holds for all that stand before it."""
    found: list[Cited] = []
    for citation in CITATION.findall(sentence):
        regulation, pieces = own, []
        for piece in reversed(re.split(r",\s+(?:dan\s+)?|\s+dan\s+", citation)):
            if name := NAMED.search(piece):
                regulation = "-".join([name[1].lower().replace(" ", ""), name[2], name[3]])
            pieces.append((regulation, NAMED.sub("", piece).strip()))
        found += complete(reversed(pieces))
    return found


def complete(pieces: Iterator[tuple[str, str]]) -> Iterator[Cited]:
    """Fills in what a piece such as "ayat (4)" leaves to the one before it."""
    before = Locator()
    for regulation, piece in pieces:
        locator = parse_locator(piece)
        assert not locator.heading, f"cannot read {piece!r}"
        if not locator.part and locator.steps[0].kind is not Kind.PASAL:
            kinds = [step.kind for step in before.steps]
            cut = kinds.index(locator.steps[0].kind) if locator.steps[0].kind in kinds else len(kinds)
            locator = Locator(before.part, (*before.steps[:cut], *locator.steps))
        before = locator
        yield Cited(regulation, locator)


def figures(sentence: str) -> list[str]:
    """Returns the figures that a sentence states, without those of names; those of a repealed rule count."""
    words = CITATION.sub("", sentence)
    if not REPEAL.search(words):
        words = NAMED.sub("", words)
    words = re.sub(r"Pasal \d+\w?(?: ayat \(\d+\))?", "", words.replace("/", " "))
    return [number(figure) for figure in FIGURE.findall(words)]


def number(figure: str) -> str:
    """Writes a figure as plain digits with a decimal comma: "5.000.000,00" is 5000000, "13,00" is 13."""
    whole, _, fraction = figure.replace(".", "").partition(",")
    fraction = fraction.rstrip("0")
    return f"{whole.lstrip('0') or '0'},{fraction}" if fraction else whole.lstrip("0") or "0"


def stands_in(figure: str, text: str) -> bool:
    """Tells whether a figure stands in a text, in digits or in words; spaces inside "20 0 4" do not matter."""
    read_right = re.sub(r"(?<=[\dOolI])[OolI](?=\b|[\dOolI.,])|\b[OolI](?=[\d.,])", slip, text)
    read_right = re.sub(r"(?<=\d[.,])\s+(?=\d{3})", "", read_right)
    if figure in {number(found) for found in re.findall(r"\d+(?:[.,]\d+)*", read_right)}:
        return True
    if len(figure) == 4 and re.search(r"(?<!\d)" + r"\s?".join(figure) + r"(?!\d)", read_right):
        return True
    if "," in figure:
        return False
    # "enam" alone is 6; in "enam belas" and "dua puluh enam" it is part of another number
    alone = rf"(?<!puluh )(?<!ratus )\b{spelled(int(figure))}\b(?! (?:belas|puluh|ratus|ribu|juta|miliar))"
    return re.search(alone, text, re.IGNORECASE) is not None


def spelled(value: int) -> str:
    """Writes a number in Indonesian words: 14 "empat belas", 200000 "dua ratus ribu"."""
    if value < len(UNITS):
        return UNITS[value]
    if value < 20:
        return f"{UNITS[value - 10]} belas"
    steps = ((1000, 100, "ratus"), (10**6, 1000, "ribu"), (10**9, 10**6, "juta"), (10**13, 10**9, "miliar"))
    if value < 100:
        return f"{UNITS[value // 10]} puluh {spelled(value % 10) if value % 10 else ''}".strip()
    unit, word = next(step[1:] for step in steps if value < step[0])
    head = f"se{word}" if value // unit == 1 and unit < 10**6 else f"{spelled(value // unit)} {word}"
    return f"{head} {spelled(value % unit) if value % unit else ''}".strip()


def missing(cited: Cited) -> str:
    """Returns what of a cited address the real text does not have, "" where all of it is there."""
    text = regulation_text(cited.regulation)
    pasal = cited.locator.number(Kind.PASAL)
    if cited.locator.part:
        return "" if words_at(cited) else f"{cited}: no such part"
    if f"Pasal {pasal}" not in text.articles:
        return f"{cited}: no such Pasal"
    article = text.articles[f"Pasal {pasal}"]
    ayat, huruf = cited.locator.number(Kind.AYAT), cited.locator.number(Kind.HURUF)
    if ayat and cited.regulation not in UNMARKED and ayat not in article.ayat and not marked(ayat, article.text):
        return f"{cited}: no ayat ({ayat})"
    if huruf and not re.search(rf"(?<!\w){'[l1I]' if huruf == 'l' else huruf}\s?[.)]", article.text):
        return f"{cited}: no huruf {huruf}"
    return ""


def marked(ayat: str, text: str) -> bool:
    """Tells whether an ayat's mark stands in a text, damaged ones included: "(21", "{2)", "l2l", "14)"."""
    return re.search(rf"[({{l1]\s?{'[1lI]' if ayat == '1' else ayat}\s?[)1lIt\\}}]", text) is not None


def words_at(cited: Cited) -> str:
    text = regulation_text(cited.regulation)
    pasal = cited.locator.number(Kind.PASAL)
    if pasal and not cited.locator.part:
        return text.articles[f"Pasal {pasal}"].text
    part = "Lampiran" if cited.locator.part.startswith("Lampiran") else cited.locator.part
    return text.parts.get(f"{part} Pasal {pasal}" if pasal else part, "")


def questions(guide: Path) -> list[dict[str, str]]:
    bank = ROOT / "knowledge" / "questions" / f"regulasi-{guide.stem}.jsonl"
    return [json.loads(line) for line in bank.read_text(encoding="utf-8").splitlines()]


guided = pytest.mark.parametrize("guide", GUIDES, ids=[guide.stem for guide in GUIDES])
with_corpus = pytest.mark.skipif(not CORE.is_dir(), reason="the real regulations are not beside the checkout")


def test_there_are_guides_to_the_regulations_officials_ask_about() -> None:
    assert len(GUIDES) >= 25


@guided
def test_a_guide_names_its_regulation(guide: Path) -> None:
    meta = frontmatter.load(str(guide)).metadata
    assert meta["kind"] == "panduan-regulasi"
    assert guide.stem == f"panduan-{meta['regulation']}"
    assert str(meta["year"]) == str(meta["regulation"]).rsplit("-", 1)[1]
    assert meta["language"] == "id"
    assert {"title", "status", "sources"} <= set(meta)


@guided
def test_sections_are_short_and_stand_alone(guide: Path) -> None:
    found = sections(guide)
    headings = [section.heading for section in found]
    assert len(set(headings)) == len(headings) >= 4
    assert all(len(heading.split()) >= 3 for heading in headings)
    assert not [section.heading for section in found if not 45 <= len(section.text.split()) <= 190]


@guided
def test_every_sentence_carries_its_provision(guide: Path) -> None:
    bare = [sentence for section in sections(guide) for sentence in section.sentences if not CITATION.search(sentence)]
    assert bare == []


@guided
@with_corpus
@pytest.mark.corpus
def test_cited_provisions_exist(guide: Path) -> None:
    own = guide.stem.removeprefix("panduan-")
    sentences = [sentence for section in sections(guide) for sentence in section.sentences]
    assert [wrong for sentence in sentences for cited in citations(sentence, own) if (wrong := missing(cited))] == []


@guided
@with_corpus
@pytest.mark.corpus
def test_figures_stand_in_the_cited_provision(guide: Path) -> None:
    own = guide.stem.removeprefix("panduan-")
    wrong = []
    for sentence in (sentence for section in sections(guide) for sentence in section.sentences):
        text = "\n".join(words_at(cited) for cited in citations(sentence, own))
        wrong += [(figure, sentence) for figure in figures(sentence) if not stands_in(figure, text)]
    assert wrong == []


@guided
def test_every_section_has_questions_of_every_style(guide: Path) -> None:
    asked = questions(guide)
    headings = {section.heading for section in sections(guide)}
    assert {question["locator"] for question in asked} == headings
    for section in headings:
        styles = [question["style"] for question in asked if question["locator"] == section]
        assert len(styles) >= 5
        assert set(styles) == STYLES


def test_no_question_is_asked_twice() -> None:
    asked = [question["question"].casefold() for guide in GUIDES for question in questions(guide)]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ada (Pasal 5 ayat (1) dan ayat (4)).", ["uu-9-2000 Pasal 5 ayat (1)", "uu-9-2000 Pasal 5 ayat (4)"]),
        ("Ada (Pasal 5 huruf a dan huruf c).", ["uu-9-2000 Pasal 5 huruf a", "uu-9-2000 Pasal 5 huruf c"]),
        ("Ada (Pasal 16A, Pasal 40A UU 1/2024).", ["uu-1-2024 Pasal 16A", "uu-1-2024 Pasal 40A"]),
        ("Ada (Lampiran I, Pasal 10).", ["uu-9-2000 Lampiran I", "uu-9-2000 Pasal 10"]),
        ("Ada (Penjelasan Pasal 4).", ["uu-9-2000 Penjelasan Pasal 4"]),
    ],
)
def test_citations_are_read_as_they_are_written(sentence: str, expected: list[str]) -> None:
    assert [str(cited) for cited in citations(sentence, "uu-9-2000")] == expected


@pytest.mark.parametrize(
    ("figure", "text", "stands"),
    [
        ("14", "paling lambat (empat belas) hari", True),
        ("2009", "Nomor 34 Tahun 2OO9", True),
        ("2004", "Tah un 20 0 4", True),
        ("5000000", "Rp5.000.000,00 (lima juta rupiah)", True),
        ("30", "paling lama 3 (tiga) bulan", False),
        ("6", "16 (enam belas) hari", False),
        ("13", "| Domain 1 | 13,00 |", True),
    ],
)
def test_a_figure_is_found_in_digits_or_words(figure: str, text: str, *, stands: bool) -> None:
    assert stands_in(figure, text) is stands
