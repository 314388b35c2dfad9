"""Every quotation of every answer stands in its document, at the place and on the page that are cited.

Bank questions of every document of the real corpus and of the shipped guidance are asked. What an answer quotes is
compared with the provisions that the parser read, and with the letters and digits of the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from knowledge import Answer, Citation, KnowledgeBase
from knowledge.bank import load
from knowledge.settings import SHIPPED_DOCUMENTS, SHIPPED_QUESTIONS

pytestmark = pytest.mark.corpus

# Of each document so many bank questions are asked, spread over it.
EACH = 3
# What furniture of pages (numbers, running heads) a cleaned quotation may skip: windows of this many letters are looked
# for one by one.
WINDOW = 24
MARK = re.compile(r"^(?:Pasal\s*\w+|\W*\w{1,3}\W)\s*")


@pytest.fixture(scope="module")
def asked(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[KnowledgeBase, list[Answer]]]:
    """The whole core and the guidance, and the answers to some bank questions of every document."""
    knowledge = KnowledgeBase.open(tmp_path_factory.mktemp("quotes") / "index")
    knowledge.ingest([corpus / "core", SHIPPED_DOCUMENTS])
    groups: dict[str, list[str]] = {}
    # Guides to a regulation are not quoted where the regulation itself is there.
    for entry in (e for e in load([SHIPPED_QUESTIONS]) if not e.key.startswith("panduan-")):
        groups.setdefault(entry.key, []).append(entry.question)
    questions = [q for group in groups.values() for q in group[:: max(len(group) // EACH, 1)][:EACH]]
    yield knowledge, [knowledge.ask(question) for question in questions]
    knowledge.close()


def cited(answers: list[Answer]) -> list[Citation]:
    return [citation for answer in answers for citation in answer.citations]


def test_answers_quote_from_nearly_every_document(asked: tuple[KnowledgeBase, list[Answer]]) -> None:
    knowledge, answers = asked
    quoted = {citation.document for citation in cited(answers)}
    banked = {entry.key for entry in load([SHIPPED_QUESTIONS])}
    expected = {d.name for d in knowledge.documents() if d.name in banked and not d.name.startswith("panduan-")}
    assert len(answers) > 240
    # Three questions to a document may all be answered from others; a road that no answer takes would show in more.
    assert len(expected - quoted) <= len(expected) // 20, sorted(expected - quoted)


def test_every_quotation_stands_at_its_locator_and_page(asked: tuple[KnowledgeBase, list[Answer]]) -> None:
    knowledge, answers = asked
    wrong = [
        f"{c.document} {c.locator} p. {c.page}: {c.quote[:80]}" for c in cited(answers) if not stands(knowledge, c)
    ]
    assert not wrong


def test_every_quotation_is_in_the_file(asked: tuple[KnowledgeBase, list[Answer]]) -> None:
    knowledge, answers = asked
    sources = {d.name: d.source for d in knowledge.documents()}
    wrong = []
    for citation in cited(answers):
        text = letters_of(sources[citation.document])
        pieces = [piece for line in citation.quote.splitlines() for piece in windows(line)]
        wrong += [f"{citation.document} {citation.locator}: {p}" for p in pieces if not printed(p, text)]
    assert not wrong


def stands(knowledge: KnowledgeBase, citation: Citation) -> bool:
    """Tells whether what is read at a cited place holds each line of the quotation, and begins on the cited page."""
    view = knowledge.provision(citation.document, citation.locator) or knowledge.provision(
        citation.document, pasal_of(citation.locator)
    )
    if view is None:
        return False
    held = " ".join(view.text.split())
    return all(" ".join(line.split()) in held for line in citation.quote.splitlines())


def pasal_of(locator: str) -> str:
    match = re.match(r"(?:Penjelasan )?Pasal \w+", locator)
    return match[0] if match else locator.split(" huruf ")[0].split(" angka ")[0]


@lru_cache(maxsize=200)
def letters_of(source: str) -> str:
    return letters(Path(source).read_text(encoding="utf-8"))


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def windows(line: str) -> list[str]:
    """Returns a line in pieces, without its mark: "(2)" may be printed "(21"."""
    folded = letters(MARK.sub("", line))
    return [folded[n : n + WINDOW] for n in range(0, len(folded), WINDOW)]


def printed(piece: str, text: str) -> bool:
    """Tells whether a piece stands in the text, whole or, where a page ends inside it, in two halves."""
    if piece in text:
        return True
    cuts = range(WINDOW // 2 - 2, len(piece))
    return any(piece[:cut] in text or piece[-cut:] in text for cut in cuts)


def test_what_is_offered_next_is_answered(asked: tuple[KnowledgeBase, list[Answer]]) -> None:
    knowledge, answers = asked
    offered = [question for answer in answers[::8] for question in answer.related]
    refused = [question for question in offered if knowledge.ask(question).abstained]
    assert len(offered) > 50
    assert len(refused) <= len(offered) // 25


def test_the_examples_of_a_refusal_are_answered(asked: tuple[KnowledgeBase, list[Answer]]) -> None:
    knowledge, _ = asked
    for refused in ("resep soto banjar yang enak?", "What is the best recipe for fried rice?"):
        examples = knowledge.ask(refused).suggestions
        assert len(examples) == 3
        assert not [question for question in examples if knowledge.ask(question).abstained]
