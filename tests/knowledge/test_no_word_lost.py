"""No word of a document's cleaned text is lost on its way into the passages."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from knowledge import passages, regulation
from knowledge.cleaning import clean
from knowledge.parse import is_regulation, parse
from knowledge.read import read
from knowledge.records import Kind, Page

CORPUS = Path(os.environ.get("CORPUS_DIR") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
CORE = sorted((CORPUS / "core").glob("*.*"))
# Those whose text layer is read in a moment; the others are recognised page by page.
BORN_DIGITAL = ("uu-14-2008", "perda-singkawang-5-2013", "permendagri-7-2019", "perbssn-8-2024")
EVERY = 150
WORD = re.compile(r"[^\W\d_]{3,}")
# Addresses are written anew, whatever recognition made of their words and numbers ("Fasal", "Hurrrf", "llOA").
ADDRESSES = re.compile(
    r"(?:[PF]asa\S|Pas\S{1,3}|Dogal|A[yv]at|[HF]u\S*r\S*|An\S{1,4}|[OolITtLiA-F]{3,4})", re.IGNORECASE
)
STRUCTURE = (Kind.BUKU, Kind.BAB, Kind.BAGIAN, Kind.PARAGRAF, Kind.HEADING)

with_corpus = pytest.mark.skipif(not CORE, reason="the real regulations are not beside the checkout")


def words(texts: Sequence[str]) -> Counter[str]:
    return Counter(WORD.findall(" ".join(texts).replace("<br>", " ")))


def lost(pages: Sequence[Page], name: str) -> dict[str, int]:
    """Returns the words of the cleaned text that neither a passage nor a heading above one has."""
    text = clean(pages)
    document = regulation.parse_text(text, name) if is_regulation(pages) else parse(pages, name)
    kept = [unit.text for passage in passages.build(document, "a") for unit in passage.units]
    above = [piece.text or piece.heading for piece in document.walk() if piece.kind in STRUCTURE]
    missing = words([text.content]) - words([*kept, *above])
    return {word: count for word, count in missing.items() if not ADDRESSES.fullmatch(word)}


def bulk() -> Iterator[tuple[str, str]]:
    with gzip.open(CORPUS / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                entry = json.loads(line)
                yield entry["id"], entry["text"]


@with_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", CORE, ids=[path.stem for path in CORE])
def test_a_document_of_the_core_keeps_every_word(path: Path) -> None:
    assert lost(read(path), path.stem) == {}


@with_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_a_pdf_keeps_every_word(name: str) -> None:
    assert lost(read(CORPUS / "pdf" / f"{name}.pdf"), name) == {}


@with_corpus
@pytest.mark.corpus
def test_a_sample_of_the_bulk_keeps_every_word() -> None:
    missing = {name: lost([Page(None, text)], name) for name, text in bulk()}
    assert {name: words for name, words in missing.items() if words} == {}
