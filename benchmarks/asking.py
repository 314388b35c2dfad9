"""Puts questions to a knowledge base and keeps what is measured."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache

from benchmarks.measures import DEPTH, Replied, Result, at_ayat, at_pasal, average_precision, ranks
from benchmarks.sets import Question
from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionError
from knowledge.evaluate import has_facts, is_hit
from knowledge.locator import contains, parse_locator
from knowledge.records import Answer, Citation, Hit
from knowledge.settings import SHIPPED_DOCUMENTS


def run(knowledge: KnowledgeBase, questions: Iterable[Question], *, answers: bool = True) -> list[Result]:
    """Searches for every question, and asks it too unless only ranking is measured."""
    return [_one(knowledge, question, answers) for question in questions]


def _one(knowledge: KnowledgeBase, question: Question, answers: bool) -> Result:
    item, milliseconds = question.item, {}
    started = time.perf_counter()
    hits = _search(knowledge, item.question)
    milliseconds["search"] = (time.perf_counter() - started) * 1e3
    reply = None
    if answers:
        started = time.perf_counter()
        reply = _ask(knowledge, question)
        milliseconds["ask"] = (time.perf_counter() - started) * 1e3
    places = ranks(hits, item.gold, at_pasal)
    return Result(
        question,
        pasal=places,
        ayat=ranks(hits, item.gold, at_ayat),
        precision=average_precision(places, item.gold),
        guided=bool(hits) and hits[0].passage.document in _guidance(),
        reply=reply,
        milliseconds=milliseconds,
    )


@lru_cache(maxsize=1)
def _guidance() -> frozenset[str]:
    return frozenset(path.stem.lower() for path in SHIPPED_DOCUMENTS.rglob("*.md"))


def _search(knowledge: KnowledgeBase, text: str) -> list[Hit]:
    try:
        return knowledge.search(text, DEPTH)
    except QuestionError:
        return []


def _ask(knowledge: KnowledgeBase, question: Question) -> Replied:
    try:
        answer = knowledge.ask(question.item.question)
    except QuestionError:
        return Replied(abstained=True, facts=False, length=0, cited_pasal=False, cited_ayat=False)
    return Replied(
        abstained=answer.abstained,
        facts=has_facts(answer, question.item.expect),
        length=len(answer.lead),
        cited_pasal=_cited(answer, question, exactly=False),
        cited_ayat=_cited(answer, question, exactly=True),
    )


def _cited(answer: Answer, question: Question, *, exactly: bool) -> bool:
    """Tells whether the first citation is a gold provision, at Pasal level or to the ayat."""
    if answer.abstained or not answer.citations:
        return False
    return any(_matches(answer.citations[0], *gold, exactly=exactly) for gold in question.item.gold)


def _matches(citation: Citation, document: str, locator: str, *, exactly: bool) -> bool:
    if not exactly:
        return is_hit(citation.document, citation.locator, document, locator)
    return citation.document == document and contains(parse_locator(locator), parse_locator(citation.locator))
