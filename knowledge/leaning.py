"""Searching with the turns before in mind: lent words count less, and what is near the last provision counts more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from knowledge import wanted
from knowledge.answer import cite
from knowledge.catalog import Catalog, Row
from knowledge.confidence import model
from knowledge.conversation import Leans, Whole
from knowledge.embed import Embedder
from knowledge.extract import Extract, at
from knowledge.index import Generation
from knowledge.locator import parse_locator
from knowledge.overlay import Overlay
from knowledge.phrases import phrase
from knowledge.question import Question, understand
from knowledge.rank import Ranked
from knowledge.records import Answer, AnswerKind, Citation, Kind, Passage, Turn
from knowledge.references import name_of
from knowledge.retrieve import Pool, Query, Vocabulary, gather, make_query

# What a word of the question before weighs beside one of the question itself.
_LENT, _LENT_INSIDE = 0.5, 0.15
# Added to the score of what lies in the document at hand, more where it is close to the provision at hand; to other
# guidance where the document at hand is guidance. A question that stands alone is drawn there less.
_SAME_DOCUMENT, _CLOSE, _ALSO_GUIDANCE = 1.0, 0.6, 1.0
_STANDS_ALONE = 0.4
# … and to what lies in a regulation that was named.
_NAMED = 2.0
# What the language of the question adds to the score of a document in English.
_LANGUAGE = 0.7
# English text beside Indonesian guidance: how deep it is looked for, how much of the question it must say, and the
# score from which it goes first.
_ENGLISH_DEPTH, _ENGLISH_WORDS, _ENGLISH_SURE = 30, 0.5, -2.0
# What a part of a joined question gains where the part before was answered: in the same provision, the same document.
# "… dan kapan harus diperbarui?" says too little to be looked for elsewhere.
_SAME_PART, _PART_DOCUMENT = 0.7, 0.5
_SAME_SHORT_PART, _SAYS_ITSELF = 3.0, 3
# So many passages are looked into for the unit that answers, which weighs so much beside the passage.
MOST_TRIED, _UNIT = 4, 0.5
_SURE = 0.5
# A short question that points at nothing is another one where it is so much surer by itself, or the turns before do not
# help to answer it.
_CLEARLY = 0.1
# A follow-up says little itself, so that less of what it is about is said by what answers it.
_LESS_SURE = 0.5
_MOST_SOURCES = 3
_LONGEST_QUOTE = 500
# What a passage loses that holds none of the kind of fact that a follow-up asks for: "kapan?" beside no date.
_LACKS = 10.0
_SOURCES = ("Sumber:", "Source:", "Sources:")


def lean(whole: Whole, question: Question, vocabulary: Vocabulary, embedder: Embedder) -> Query:
    """Returns the query of a follow-up: its own words, and less heavily those of its subject."""
    full = understand(f"{whole.text} {whole.subject}")
    merged = replace(full, asks=question.asks, language=question.language, locator=None, mentions=(), term="")
    query = make_query(merged, vocabulary, embedder)
    return replace(query, own=dict.fromkeys(merged.stems, _LENT) | dict.fromkeys(question.stems, 1.0))


def inside(query: Query, question: Question, vocabulary: Vocabulary) -> Query:
    """Returns what a follow-up looks for inside a passage: hardly its subject, which the whole passage is about."""
    own = {s: 1.0 if s in question.stems else _LENT_INSIDE for s in query.own}
    return replace(query, question=question, own=own, expanded=vocabulary.expand(question))


def told(turns: Sequence[Turn], enacted: Collection[str]) -> frozenset[str]:
    """Returns the provisions that the last answers quoted first; a paragraph of guidance may have more to say."""
    quoted = [cited for turn in turns[-2:] for cited in turn.citations[:1] if cited.document in enacted]
    return frozenset(line for cited in quoted for line in cited.quote.splitlines())


def by_unit(ranked: Sequence[Ranked], best: Sequence[float]) -> list[Ranked]:
    """Returns the ranking by the best unit of each passage too; `best` are the scores of the first ones' best units."""
    told = [replace(r, score=r.score + _UNIT * score) for r, score in zip(ranked, best, strict=False)]
    return sorted(told, key=lambda r: -r.score)


def holding(ranked: Sequence[Ranked], question: str, first: Sequence[Passage]) -> list[Ranked]:
    """Returns the first passages in their order, those worth less that hold none of the kind of fact asked for.

    Empty where a follow-up asks for a price or a contact that the best of them has not.
    """
    # Whom a guide follows, with the year of it, is no part of what it tells.
    texts = ["\n".join(u.text for u in p.units if not u.text.startswith(_SOURCES)) for p in first]
    kinds = [wanted.lacking(question, text) for text in texts]
    moved = [replace(r, score=r.score - _LACKS * any(k.values())) for r, k in zip(ranked, kinds, strict=False)]
    best = max(range(len(moved)), key=lambda n: moved[n].score)
    return [] if kinds[best]["contact"] or wanted.unpriced(question, texts[best]) else moved


def gather_around(
    query: Query, generation: Generation, documents: Sequence[str], linked: Overlay | None = None
) -> Pool:
    """Asks every source, and again inside the documents at hand."""
    pool = gather(query, generation, linked=linked)
    if not documents:
        return pool
    near = gather(query, generation, within=documents, linked=linked)
    scores = {source: {**found, **near.scores[source]} for source, found in pool.scores.items()}
    return Pool(scores, {**pool.entries, **near.entries})


def nearer(
    ranked: Sequence[Ranked], whole: Whole, enacted: Collection[str], meant: Collection[str] = ()
) -> list[Ranked]:
    """Returns the ranking with what is near the provision at hand moved up.

    `enacted` are the regulations, `meant` the documents that were named before.
    """
    weight = _STANDS_ALONE if whole.leans is Leans.NEAR else 1.0
    drawn = [
        replace(r, score=r.score + weight * _draw(r, whole.focus, enacted) + _NAMED * (r.row.document in meant))
        for r in ranked
    ]
    return sorted(drawn, key=lambda r: -r.score)


def beside(part: Question, ranked: Sequence[Ranked], before: Sequence[Extract]) -> list[Ranked]:
    """Returns the ranking of a part of a question with the places moved up where the parts before were answered."""
    same = _SAME_PART if len(part.stems) > _SAYS_ITSELF else _SAME_SHORT_PART
    places = {(e.passage.document, e.passage.locator) for e in before}
    documents = {document for document, _ in places}
    moved = [
        replace(
            r,
            score=r.score
            + same * ((r.row.document, r.row.locator) in places)
            + _PART_DOCUMENT * (r.row.document in documents),
        )
        for r in ranked
    ]
    return sorted(moved, key=lambda r: -r.score)


def _draw(ranked: Ranked, focus: Citation | None, enacted: Collection[str]) -> float:
    row = ranked.row
    if focus is None:
        return 0.0
    if row.document != focus.document:
        return 0.0 if focus.document in enacted or row.document in enacted else _ALSO_GUIDANCE
    return _SAME_DOCUMENT + _CLOSE / (1 + _distance(row.locator, focus.locator))


def _distance(one: str, other: str) -> int:
    """Returns how many Pasal lie between two addresses; many where they have none."""
    if one == other:
        return 0
    numbers = [parse_locator(place).number(Kind.PASAL) or "" for place in (one, other)]
    digits = [int("".join(c for c in number if c.isdigit()) or -99) for number in numbers]
    return abs(digits[0] - digits[1]) if min(digits) > 0 else 99


def threshold(question: Question, best: Row, vocabulary: Vocabulary) -> float:
    """Returns how sure the search must be: more so where the best passage says none of the question's own words."""
    held = {*best.stems.split(), *vocabulary.above(best.document, best.path)}
    expanded = {*question.stems, *vocabulary.expand(question)}
    said = not question.stems or bool(held & expanded)
    return _LESS_SURE * model().threshold if said else _SURE


def stands_apart(alone: float, leaning: float, least: float) -> bool:
    """Tells from how sure both are whether a short question is asked of something else than the turns before."""
    return alone >= max(model().threshold, leaning + _CLEARLY) if leaning >= least else alone >= model().threshold


def sources(text: str, turn: Turn, language: str, catalog: Catalog) -> Answer | None:
    """Says where the last answer stands, with its wording read again; None where no document holds it."""
    found = [e for cited in turn.citations[:_MOST_SOURCES] if (e := _reread(cited, catalog))]
    if not found:
        return None
    cited = tuple(cite(item) for item in found)
    lines = [f"{c.locator}, {c.title} [{n}]" if c.locator else f"{c.title} [{n}]" for n, c in enumerate(cited, 1)]
    if len(cited[0].quote) <= _LONGEST_QUOTE:
        lines.append(phrase("quoted_there", language, quote=cited[0].quote))
    return Answer(text, AnswerKind.ANSWER, language, "\n".join(lines), cited)


def _reread(cited: Citation, catalog: Catalog) -> Extract | None:
    """Returns what stands at an address, the quoted units where they are there."""
    pasal = str(parse_locator(cited.locator).at_pasal_level())
    parts = catalog.at(cited.document, pasal) or catalog.at(cited.document, cited.locator)
    quoted = set(cited.quote.splitlines())
    for part in parts:
        if units := tuple(unit for unit in part.passage.units if unit.text in quoted):
            return Extract(part.passage, units, cited.locator, units[0].page)
    held = [p for p in parts if any(u.locator.startswith(cited.locator) for u in p.passage.units)]
    return at((held or parts)[0].passage, cited.locator) if parts else None


def of_what(question: Question, suggestions: Sequence[str]) -> Answer:
    """Asks what a question is about that points at something that was never said."""
    return Answer(
        question.text,
        AnswerKind.WHICH,
        question.language,
        phrase("of_what", question.language),
        suggestions=tuple(suggestions),
    )


def in_own_language(ranked: Sequence[Ranked], language: str, languages: Mapping[str, str]) -> list[Ranked]:
    """Returns the ranking with documents written in English moved up for an English question, down for another."""
    gain = _LANGUAGE if language == "en" else -_LANGUAGE
    moved = [replace(r, score=r.score + gain) if languages.get(r.row.document) == "en" else r for r in ranked]
    return sorted(moved, key=lambda r: -r.score)


def names(catalog: Catalog) -> dict[str, str]:
    """Returns for each regulation, and each guide to one, what people call the regulation: "UU 6/2014"."""
    guides = catalog.guides()
    return {name: name_of(guides.get(name, key)) for key, name in catalog.keys().items()}


def also_in_english(ranked: Sequence[Ranked], languages: Mapping[str, str]) -> list[Ranked]:
    """Returns the ranking with the best English text on the matter beside Indonesian guidance, first if it is sure."""
    if not ranked or languages.get(ranked[0].row.document) != "id":
        return list(ranked)
    english = (r for r in ranked[:_ENGLISH_DEPTH] if languages.get(r.row.document) == "en")
    best = next((r for r in english if r.feature("anywhere") >= _ENGLISH_WORDS), None)
    if best is None:
        return list(ranked)
    moved = replace(best, score=ranked[0].score + (0.1 if best.score > _ENGLISH_SURE else -0.1))
    return sorted([r for r in ranked if r is not best] + [moved], key=lambda r: -r.score)
