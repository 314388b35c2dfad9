"""The ways of not answering: not in the documents, outside the subject, on a premise that no regulation bears out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import answer
from knowledge.asked import Asked
from knowledge.confidence import Found, is_outside
from knowledge.extract import Extract
from knowledge.phrases import phrase
from knowledge.question import Question
from knowledge.rank import Ranked
from knowledge.records import Answer, AnswerKind, Citation, Kind
from knowledge.references import name_of
from knowledge.related import distinct
from knowledge.retrieve import Pool
from knowledge.support import UNSAID, Word, other_words, says
from knowledge.words import stems

# "Kenapa X mengatur …?", "pasal berapa X mewajibkan …?": takes for granted that it does
_TAKES_FOR_GRANTED = re.compile(
    r"\b(?:kenapa|mengapa|knp|why|sejak\s+kapan|since\s+when|apa\s+alasan(?:nya)?"
    r"|(?:pasal|ayat|article)\s+(?:berapa|brp|mana|which)|which\s+article)\b",
    re.IGNORECASE,
)
# "Kenapa X …?" of the programme; "pasal berapa" is no question to a guide.
_ASKS_WHY = re.compile(r"\b(?:kenapa|mengapa|knp|why|sejak\s+kapan|since\s+when|apa\s+alasan(?:nya)?)\b", re.IGNORECASE)
# How one asks and wonders, and no claim.
_WONDERS = frozenset(
    stems("sejak suka padahal bilang katanya kok sampai perlu harus lebih sangat bukan tidak since still")
)
# The share of a question in words that only guides use, from which on it is about the programme.
_OF_PROGRAMME = 0.2
# What a question says that a regulation does; it need not say so itself.
_CLAIMS = frozenset(
    stems(
        "mengatur diatur mewajibkan wajib melarang dilarang larang menyuruh mengharuskan memerintahkan menetapkan "
        "alasan ketentuan pasal ayat peraturan aturan regulate require ban prohibit govern article regulation law "
        "rule say about"
    )
)
# The rarity from which on a word nobody says is worth telling of, and how many are told.
_TELLING, _MOST_TOLD, _SHORTEST_TOLD = 0.35, 2, 4
# Below this probability of an answer a question that takes something for granted is looked at twice.
_SURE_OF_PREMISE = 0.9
# How many of the nearest provisions are named, and of how many the questions are offered.
_NEAREST, _NEAR = 3, 8
_TITLE = re.compile(r"\s+tentang\s+", re.IGNORECASE)


def refuse(found: Found, programme: float = 0.0) -> Answer:
    """Says why there is no answer: another subject than a named regulation's, another field, or nothing found.

    `programme` is how much of the question, by rarity, is said in words that only the guides use.
    """
    if corrected := _corrected(found) or _unfounded(found, programme):
        return corrected
    return _outside(found.asked) if is_outside(found) and not found.asked.documents else _not_found(found)


def doubted(found: Found, sure: float, programme: float = 0.0) -> Answer | None:
    """Corrects a question that asks why or where a regulation says what it nowhere says; None for any other.

    `sure` is how likely there is an answer: less will do to doubt a question that takes something for granted.
    """
    question = found.asked.question
    if sure >= _SURE_OF_PREMISE or not _TAKES_FOR_GRANTED.search(question.formal):
        return None
    if corrected := _corrected(found):
        return corrected
    # Half of what an English question says is in no document, without being a claim.
    named = found.asked.documents or question.language == "en"
    return None if named else _unfounded(found, programme, quoting=True)


def empty(asked: Asked) -> Answer:
    """Says that nothing at all was found."""
    return answer.abstain(asked.question, AnswerKind.NOT_FOUND, phrase("not_found", asked.question.language))


def asked_alike(question: Question, ranked: Sequence[Ranked], pool: Pool) -> list[str]:
    """Returns questions that the documents answer, near to what was asked."""
    near = [pool.entries[r.row.id] for r in ranked[:_NEAR] if r.row.id in pool.entries]
    return distinct(question.text, question.language, near)


def _corrected(found: Found) -> Answer | None:
    """Says what a named regulation is about where it says nothing of what is asked of it; None where it does."""
    asked = found.asked
    question, catalog = asked.question, asked.generation.catalog
    named = [d for d in asked.documents if d not in catalog.guides()]
    if len(named) != 1 or not (claimed := _unknown_to(asked, named[0], found.words)):
        return None
    document = named[0]
    opening = _opening(asked, document)
    key = next((key for key, name in catalog.keys().items() if name == document), "")
    subject = _TITLE.split(catalog.title(document), maxsplit=1)[-1]
    if not key or opening is None:
        return None
    said = _quoted(claimed, question.language)
    lead = phrase("not_its_subject", question.language, name=name_of(key), words=said, subject=subject)
    suggestions = asked_alike(question, [r for r in found.ranked if r.row.document == document], found.pool)
    citation = answer.cite(opening)
    kind = AnswerKind.FALSE_PREMISE
    return answer.abstain(question, kind, f"{lead} [1]", suggestions=suggestions, citations=[citation])


def _unfounded(found: Found, programme: float, *, quoting: bool = False) -> Answer | None:
    """Says that nothing states what a question takes for granted, with what is written where there is a place for it.

    None where it takes nothing for granted, or where the passages found say all that it says.
    """
    question = found.asked.question
    asks = _TAKES_FOR_GRANTED if found.asked.documents else _ASKS_WHY
    if not asks.search(question.formal) or not (found.asked.documents or programme >= _OF_PROGRAMME):
        return None
    named = _naming(found.asked) | _WONDERS
    claimed = [w for w in found.with_bank if w.first < UNSAID and w.weight >= _TELLING and w.stem not in named]
    if not (told := _told(claimed)):
        return None
    lines = [phrase("unfounded", question.language, words=_quoted(told, question.language))]
    citations: tuple[Citation, ...] = ()
    if quoting and (written := _first_told(found)):
        citations = (answer.cite(written),)
        lines.append(phrase("written", question.language, text=written.units[0].text))
    else:
        lines.append(_nearest(found))
    suggestions = asked_alike(question, found.ranked, found.pool)
    lead = "\n".join(lines)
    return answer.abstain(question, AnswerKind.FALSE_PREMISE, lead, suggestions=suggestions, citations=citations)


def _first_told(found: Found) -> Extract | None:
    """Returns what the best passage says first below its heading."""
    passage = found.best.passage
    unit = next((u for u in passage.units if u.kind is Kind.PARAGRAPH and u.text != passage.locator), None)
    return Extract(passage, (unit,), unit.locator, unit.page) if unit else None


def _not_found(found: Found) -> Answer:
    """Says that no provision answers, which words of the question the nearest do not say, and which those are."""
    question = found.asked.question
    lines = [phrase("not_found", question.language)]
    if unsaid := _told([w for w in found.with_bank if w.first < UNSAID and w.weight >= _TELLING]):
        lines.append(phrase("unsaid", question.language, words=_quoted(unsaid, question.language)))
    lines.append(_nearest(found))
    suggestions = asked_alike(question, found.ranked, found.pool)
    return answer.abstain(question, AnswerKind.NOT_FOUND, "\n".join(lines), suggestions=suggestions)


def _nearest(found: Found) -> str:
    """Names the provisions that come nearest."""
    catalog = found.asked.generation.catalog
    near = list(dict.fromkeys((r.row.document, r.row.locator) for r in found.ranked[:_NEAREST]))[:_NEAREST]
    places = "; ".join(f"{catalog.title(document)}, {locator}" for document, locator in near)
    return phrase("nearest", found.asked.question.language, places=places)


def _outside(asked: Asked) -> Answer:
    """Says that a question is not what this assistant is for, and what is."""
    language = asked.question.language
    examples = tuple(phrase(f"example_{n}", language) for n in range(1, 4))
    lead = phrase("out_of_subject", language)
    return answer.abstain(asked.question, AnswerKind.OUT_OF_SUBJECT, lead, suggestions=examples)


def _unknown_to(asked: Asked, document: str, said: Sequence[Word]) -> list[str]:
    """Returns the words of a claim that a named regulation says nowhere, as typed."""
    known = asked.generation.catalog.stems_of(document)
    meant = other_words(asked.question, asked.vocabulary)
    named = _naming(asked)
    claimed = [
        w
        for w in said
        if w.stem not in known | named | _CLAIMS
        and not w.text.isdigit()
        and not says(meant.get(w.stem, ()), frozenset(known))
        and w.first < UNSAID
        and w.weight >= _TELLING
    ]
    return _told(claimed)


def _naming(asked: Asked) -> set[str]:
    """Returns the stems of the words that name the regulation itself."""
    text = asked.question.formal
    return {
        s
        for m in asked.question.mentions
        for s in (*stems(text[m.start : m.end]), *stems(asked.vocabulary.full.get("".join(m.following[:1]), "")))
    }


def _opening(asked: Asked, document: str) -> Extract | None:
    """Returns the heading of a regulation that says what it is about."""
    for part in asked.generation.catalog.at(document, "Pembukaan"):
        unit = part.passage.units[0]
        return Extract(part.passage, (unit,), unit.locator, unit.page)
    return None


def _told(words: Sequence[Word]) -> list[str]:
    rarest = sorted((w for w in words if len(w.text) >= _SHORTEST_TOLD), key=lambda w: -w.weight)[:_MOST_TOLD]
    return [w.text for w in words if w in rarest]


def _quoted(words: Sequence[str], language: str) -> str:
    marked = [f"“{word}”" for word in words]
    last = "and" if language == "en" else "dan"
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"
