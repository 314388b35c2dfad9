"""Passages → an answer: the extract first, each source numbered, or a reason for not answering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.catalog import Definition
from knowledge.extract import Extract
from knowledge.gloss import glossed
from knowledge.phrases import phrase
from knowledge.question import Question
from knowledge.records import Answer, AnswerKind, Citation, Kind
from knowledge.slips import with_readings
from knowledge.words import is_english

# A phone screen or two; a pasted section is not an answer.
MAX_ANSWER = 1_200
MAX_SOURCES = 5
_MARK = re.compile(r"^(?:\(\d{1,3}[a-z]?\)|\d{1,3}[.)]|[a-z]{1,2}[.)]|[-–•*])\s+")


def compose(question: Question, extracts: Sequence[Extract], heads: Sequence[str] = ()) -> Answer:
    """Puts extracts, best first, into one answer; those that no longer fit are left out.

    `heads` name them where they are the sides of a comparison.
    """
    blocks: list[str] = []
    citations: list[Citation] = []
    size = 0
    for n, item in enumerate(extracts[:MAX_SOURCES]):
        block = _block(item, len(citations) + 1, question.language)
        if heads:
            block = f"{heads[n][:1].upper()}{heads[n][1:]}:\n{block}"
        if blocks and size + len(block) > MAX_ANSWER:
            continue
        blocks.append(block)
        size += len(block)
        citations.append(cite(item))
    if question.language == "en" and not all(is_english(c.quote) for c in citations):
        blocks.insert(0, phrase("english_frame", "en"))
        if terms := glossed(question.formal, [c.quote for c in citations]):
            blocks.append(phrase("terms", "en", terms="; ".join(f"{term} = {english}" for term, english in terms)))
    return Answer(question.text, AnswerKind.ANSWER, question.language, "\n\n".join(blocks), tuple(citations))


def cite(item: Extract) -> Citation:
    """Returns the source of an extract."""
    return Citation(item.passage.document, item.passage.title, item.locator, item.page, item.quote)


def _block(item: Extract, number: int, language: str) -> str:
    whole = {unit.text for unit in item.passage.units}
    lines = [
        _line(unit.text, unit.kind, first=n == 0) if unit.text in whole else f"… {unit.text} …"
        for n, unit in enumerate(item.units)
    ]
    lines[0] = f"{lines[0]} [{number}]" if len(lines) == 1 else lines[0]
    if len(lines) > 1:
        lines[-1] += f" [{number}]"
    if item.left_out:
        lines.append(phrase("more_items", language, count=item.left_out, locator=item.locator))
    return "\n".join(lines)


def _line(text: str, kind: Kind, *, first: bool) -> str:
    """Shows a unit, damaged numbers with their reading: the number of a lone ayat is left to its citation."""
    text = with_readings(text)
    if first and kind in (Kind.AYAT, Kind.PARAGRAPH, Kind.PASAL):
        return _MARK.sub("", text)
    return text


def define(question: Question, definitions: Sequence[Definition], titles: Sequence[str]) -> Answer:
    """Answers with the definition(s) of a term, each from its own regulation."""
    lines: list[str] = []
    citations: list[Citation] = []
    for number, (item, title) in enumerate(zip(definitions, titles, strict=True), 1):
        text = _MARK.sub("", item.text)
        if lines and sum(map(len, lines)) + len(text) > MAX_ANSWER:
            break
        lines.append(f"{text} [{number}]")
        citations.append(Citation(item.document, title, item.locator, item.page, item.text))
    if question.language == "en":
        lines.insert(0, phrase("english_frame", "en"))
    return Answer(question.text, AnswerKind.ANSWER, question.language, "\n\n".join(lines), tuple(citations))


def abstain(
    question: Question,
    kind: AnswerKind,
    lead: str,
    *,
    suggestions: Sequence[str] = (),
    citations: Sequence[Citation] = (),
) -> Answer:
    """Says why there is no answer, and what to do next."""
    return Answer(question.text, kind, question.language, lead, tuple(citations), suggestions=tuple(suggestions))
