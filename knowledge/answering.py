"""Answering and searching: the way of a question through one version of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from knowledge import (
    answer,
    cells,
    comparison,
    extract,
    fit,
    leaning,
    refusal,
    related,
    rerank,
    routes,
    versions,
)
from knowledge.bank import BankEntry
from knowledge.confidence import confidence, look, signals
from knowledge.confidence import model as confidence_model
from knowledge.conversation import MOST_TURNS, Leans, Whole, make_whole
from knowledge.embed import Embedder, StaticEmbedder
from knowledge.extract import Extract, Needs
from knowledge.index import Index
from knowledge.links import LinkStore
from knowledge.question import Question, parts, understand
from knowledge.rank import Ranked, asked_for_word, feature_table, rank, shortlist
from knowledge.records import (
    Answer,
    AnswerKind,
    Hit,
    Passage,
    Turn,
)
from knowledge.references import mentions
from knowledge.rerank import CrossEncoderReranker
from knowledge.retrieve import Pool, Query, gather, make_query
from knowledge.settings import SHIPPED_MODEL, Settings
from knowledge.subject import told_unknown
from knowledge.view import View, Views

# The score shown for what was looked up and not searched for.
CERTAIN = 100.0
# From this cosine on a bank question means the same, so its locator says which ayat answers.
TRUSTED_COSINE = 0.6
# A question that goes through words, vectors, bank and tables alike.
_FIRST = "berapa lama masa berlaku masterplan smart city kabupaten?"


class Answering:
    """What a question is answered with; safe to use from several threads."""

    def __init__(self, index: Index, embedder: Embedder, settings: Settings) -> None:
        self._index = index
        self._embedder = embedder
        self._links = LinkStore(index.folder)
        self._reranker = CrossEncoderReranker(settings.reranker_model) if settings.reranker_model else None
        # From which probability on an answer is given, instead of the learned one: the bench lowers it to see what
        # would have been answered.
        self.threshold: float | None = None
        self._tokens = embedder if isinstance(embedder, StaticEmbedder) else StaticEmbedder(SHIPPED_MODEL)
        self._views = Views(index, self._links, embedder, self._tokens, self._try)

    def _extracted(self, text: str, turns: Sequence[Turn] = (), language: str | None = None) -> Answer:
        """Answers in the words of the documents."""
        language = language or understand(text).language
        view = self._view(to_search=True)
        turns = self._replayed(turns)
        whole = make_whole(text, turns, view.names)
        found = self._whole(whole, tuple(turns), whole.language or language, view)
        found = routes.with_warnings(found, view.generation)
        if found.abstained:
            return found
        return replace(found, related=related.related(found, view.generation.catalog))

    def _whole(self, whole: Whole, turns: tuple[Turn, ...], language: str, view: View) -> Answer:
        """Answers a question that was made whole."""
        question = replace(view.understand(whole.text), language=language)
        alone = whole.leans in (Leans.NOT, Leans.NEAR)
        if alone and (settled := view.linked.settled(whole.text)):
            return self._settled(question, settled, view)
        if whole.leans is Leans.ON_SOURCE:
            found = leaning.sources(whole.text, turns[-1], language, view.generation.catalog)
            return found or leaning.of_what(question, ())
        if whole.leans is Leans.IN_LANGUAGE:
            return self._in_language(whole, language, view)
        asked = routes.Asked(question, view.generation, view.vocabulary, turns)
        if whole.leans is Leans.ON_SUBJECT:
            return self._leant(whole, question, turns, view)
        found = routes.direct(asked)
        if found and found.abstained and question.locator is None and asked.missing:
            return self._told_of(asked, view, whole) or found
        found = found or cells.from_tables(asked, view.tables)
        return found or cells.or_of_another_year(self._searched(asked, view, whole), asked, view.tables)

    def _settled(self, question: Question, links: Sequence[BankEntry], view: View) -> Answer:
        """Answers a question that an admin has linked, from the provisions it is linked to."""
        query, pool = self._gathered(question, view, ())
        found: list[Extract] = []
        for entry in links:
            passage = view.generation.catalog.passages([entry.passage])[0].passage
            if any(unit.locator == entry.locator for unit in passage.units) and entry.locator != passage.locator:
                found.append(extract.at(passage, entry.locator))
            else:
                found += extract.extract(self._needs(query, pool, passage.id, view), passage, extract.MAX_EXTRACT, 2)
        return answer.compose(question, _distinct(found))

    def _told_of(self, asked: routes.Asked, view: View, whole: Whole) -> Answer | None:
        """Answers from guidance that names a regulation which is not indexed itself, None where none does."""
        found = self._searched(asked, view, whole)
        named = {m.key for cited in found.citations for m in mentions(cited.quote)}
        return found if not found.abstained and asked.missing and asked.missing.key in named else None

    def _in_language(self, whole: Whole, language: str, view: View) -> Answer:
        """Answers the question before again, from documents in another language."""
        question = view.understand(f"{whole.text} {whole.subject}")
        query, pool, ranked = self._ranked(question, view, ())
        spoken = [r for r in ranked if view.tables.languages.get(r.row.document, "id") == language] or ranked
        return answer.compose(replace(question, language=language), self._extracts(query, pool, spoken, view))

    def _leant(self, whole: Whole, question: Question, turns: Sequence[Turn], view: View) -> Answer:
        """Answers a follow-up that takes its subject from the turns before."""
        full = replace(view.understand(f"{whole.text} {whole.subject}"), language=question.language)
        for said in (question, full):
            if found := cells.from_tables(routes.Asked(said, view.generation, view.vocabulary, ()), view.tables):
                return found
        meant = (
            routes.Asked(understand(whole.rule), view.generation, view.vocabulary, ()).documents if whole.rule else ()
        )
        query = leaning.lean(whole, question, view.vocabulary, self._embedder)
        around = [*meant, *([whole.focus.document] if whole.focus else [])]
        pool = leaning.gather_around(query, view.generation, around, view.linked)
        ranked = rank(query, pool, view.generation.catalog, view.vocabulary, view.soft, ())
        asked = routes.Asked(question, view.generation, view.vocabulary, tuple(turns))
        if not ranked:
            return refusal.empty(asked)
        looked_at = look(query, pool, ranked, asked, view.soft)
        ranked = leaning.nearer(ranked, whole, view.names, meant)
        sure, least = confidence(looked_at), leaning.threshold(question, ranked[0].row, view.vocabulary)
        if whole.apart and leaning.stands_apart(self._sure(whole.apart, view), sure, least):
            return self._whole(Whole(whole.apart, Leans.NOT), tuple(turns), question.language, view)
        if sure < least:
            return refusal.refuse(replace(looked_at, ranked=ranked))
        inside, told = leaning.inside(query, question, view.vocabulary), leaning.told(turns, view.names)
        first = view.generation.catalog.passages([r.row.id for r in ranked[: leaning.MOST_TRIED]])
        looked = [replace(self._needs(inside, pool, p.passage.id, view), told=told) for p in first]
        best = [extract.best_score(needs, p.passage) for needs, p in zip(looked, first, strict=True)]
        held = leaning.holding(ranked, question.formal, [p.passage for p in first])
        if not held:
            return refusal.refuse(looked_at)
        return answer.compose(question, self._extracts(inside, pool, leaning.by_unit(held, best), view, told))

    def _sure(self, text: str, view: View) -> float:
        """Returns how sure it is that the documents answer a question by itself."""
        question = view.understand(text)
        asked = routes.Asked(question, view.generation, view.vocabulary, ())
        query, pool, ranked = self._ranked(question, view, named=asked.documents)
        ranked = ranked if asked.documents else _in_order(question, ranked, pool, view)
        return confidence(look(query, pool, ranked, asked, view.soft)) if ranked else 0.0

    def _replayed(self, turns: Sequence[Turn]) -> list[Turn]:
        """Returns the last turns; one that tells only its question is answered again."""
        known: list[Turn] = []
        for turn in turns[-MOST_TURNS:]:
            if not turn.citations and not turn.lead:
                answered = self._extracted(turn.question, known)
                turn = Turn(turn.question, answered.citations, answered.lead)
            known.append(turn)
        return known

    def _searched(self, asked: routes.Asked, view: View, whole: Whole) -> Answer:
        question = asked.question
        query, pool, ranked = self._ranked(question, view, named=asked.documents)
        if not asked.documents:
            ranked = _in_order(question, ranked, pool, view)
        if whole.leans is Leans.ON_NOTHING:
            return leaning.of_what(question, refusal.asked_alike(question, ranked, pool))
        if not ranked:
            return refusal.empty(asked)
        looked_at = look(query, pool, ranked, asked, view.soft)
        least = confidence_model().threshold if self.threshold is None else self.threshold
        sure, vouched = confidence(looked_at), view.linked.vouches(query.vector, ranked[0].row.id)
        if sure < least and not vouched:
            return refusal.refuse(looked_at, view.subject.share(question))
        if not vouched and (corrected := refusal.doubted(looked_at, sure, view.subject.share(question))):
            return corrected
        if whole.leans is Leans.NEAR:
            ranked = leaning.nearer(ranked, whole, view.names)
        if between := comparison.sides(question):
            told = {side: said[0] for side in between if (said := self._of_part(asked, understand(side), view, []))}
            if len(_distinct(list(told.values()))) > 1:
                return answer.compose(question, list(told.values()), list(told))
        asks = parts(question)
        if len(asks) == 1:
            extracts = self._extracts(query, pool, self._fitting(query, pool, ranked, view), view)
            composed = answer.compose(question, extracts)
            return replace(composed, kind=AnswerKind.NOT_FOUND) if told_unknown(question, extracts) else composed
        found: list[Extract] = []
        for part in asks:
            found.extend(self._of_part(asked, part, view, found))
        return answer.compose(question, _distinct(found))

    def _of_part(self, asked: routes.Asked, part: Question, view: View, before: Sequence[Extract]) -> list[Extract]:
        """Returns what answers a part of a question, drawn to where the parts before it were answered."""
        named = asked.documents or routes.Asked(part, view.generation, view.vocabulary, ()).documents
        query, pool = self._gathered(part, view, named, beside=asked.question)
        order = rank(query, pool, view.generation.catalog, view.vocabulary, view.soft, named)
        if not named:
            order = view.subject.in_order(asked.question, order, view.tables.languages)
        order = self._fitting(query, pool, leaning.beside(part, order, before), view)
        quoted = frozenset(unit.text for item in before for unit in item.units)
        return self._extracts(query, pool, order[:1], view, quoted)

    def _fitting(self, query: Query, pool: Pool, ranked: Sequence[Ranked], view: View) -> list[Ranked]:
        """Returns the best passages in the order in which they hold the kind of answer asked for.

        Those of a regulation that the question names stay before others; who cannot come near any more is left out.
        """
        reach = fit.most(query.question)
        if not ranked or not reach:
            return list(ranked)
        least = ranked[0].score - reach - fit.NEARLY
        alike = [r for r in ranked if r.feature("named") == ranked[0].feature("named") and r.score >= least]
        first = fit.each_once(alike, set())[: fit.DEPTH]
        passages = [item.passage for item in view.generation.catalog.passages([r.row.id for r in first])]
        return fit.in_order([self._needs(query, pool, p.id, view) for p in passages], first, passages)

    def _extracts(
        self, query: Query, pool: Pool, ranked: Sequence[Ranked], view: View, told: frozenset[str] = frozenset()
    ) -> list[Extract]:
        """Returns what answers in the best passages: more of the first, less of those that follow."""
        found: list[Extract] = []
        for item in fit.worth_citing(ranked):
            passage = view.generation.catalog.passages([item.row.id])[0].passage
            limit, most = (extract.MAX_EXTRACT // 2, 1) if found else (extract.MAX_EXTRACT, 2)
            needs = replace(self._needs(query, pool, item.row.id, view), told=told)
            told_here = extract.extract(needs, passage, limit, most)
            found.extend(
                told_here if not found else [e for e in told_here if fit.adds(query.question, e, found[0], view.names)]
            )
        return versions.renewed(
            view.generation.graph,
            found,
            lambda newer: extract.extract(self._needs(query, pool, newer.id, view), newer, extract.MAX_EXTRACT // 2),
        )

    def _needs(self, query: Query, pool: Pool, passage: str, view: View) -> Needs:
        """Returns what the question looks for inside one passage."""
        entry = pool.entries.get(passage)
        close = pool.scores["bank_vector"].get(passage, 0.0) > TRUSTED_COSINE
        return Needs(
            query.question,
            {s: w * view.vocabulary.idf(s) for s, w in query.own.items()},
            {s: w * view.vocabulary.idf(s) for s, w in query.expanded.items()},
            lambda texts: view.soft.scores(query.question.formal, self._tokens.tokenize(texts)),
            entry.locator if entry and close else "",
        )

    def needs_at(self, text: str, document: str, locator: str) -> list[tuple[Needs, Passage]]:
        """Returns the passages at an address with what a question looks for in them, to learn extraction from."""
        view = self._view()
        question = view.understand(text)
        query, pool = self._gathered(question, view, ())
        parts = view.generation.catalog.at(document, locator)
        return [(self._needs(query, pool, p.passage.id, view), p.passage) for p in parts]

    def search(self, text: str, k: int = 10) -> list[Hit]:
        """Returns the k best provisions for a question, best first, each provision once."""
        view = self._view(to_search=True)
        question = view.understand(text)
        asked = routes.Asked(question, view.generation, view.vocabulary, ())
        hits: dict[tuple[str, str], Hit] = {}
        for item in view.generation.catalog.passages([entry.passage for entry in view.linked.settled(text)]):
            passage = item.passage
            hits[passage.document, passage.locator] = Hit(passage, CERTAIN, passage.locator, passage.page)
        for passage, locator, page in routes.first_hits(asked):
            hits.setdefault((passage.document, passage.locator), Hit(passage, CERTAIN, locator, page))
        _, pool, ranked = self._ranked(question, view, named=asked.documents)
        if not asked.documents:
            ranked = _in_order(question, ranked, pool, view)
        chosen = fit.each_once(ranked, taken=set(hits))[: max(k - len(hits), 0)]
        passages = view.generation.catalog.passages([item.row.id for item in chosen])
        found = [
            Hit(i.passage, r.score, i.passage.locator, i.passage.page) for i, r in zip(passages, chosen, strict=True)
        ]
        return [*hits.values(), *found][:k]

    def _ranked(self, question: Question, view: View, named: Sequence[str]) -> tuple[Query, Pool, list[Ranked]]:
        query, pool = self._gathered(question, view, named)
        catalog = view.generation.catalog
        ranked = rank(query, pool, catalog, view.vocabulary, view.soft, named)
        if self._reranker and ranked:
            best = catalog.passages([item.row.id for item in ranked[: rerank.DEPTH]])
            ranked = rerank.rerank(self._reranker, question.text, ranked, [p.passage.text for p in best])
        return query, pool, ranked

    def _gathered(
        self,
        question: Question,
        view: View,
        named: Sequence[str],
        beside: Question | None = None,
        *,
        bank: bool = True,
    ) -> tuple[Query, Pool]:
        query = make_query(question, view.vocabulary, self._embedder, beside)
        return query, gather(query, view.generation, within=named, bank=bank, linked=view.linked)

    def candidate_features(self, text: str) -> tuple[list[tuple[str, str]], npt.NDArray[np.float32]]:
        """Returns (document, locator) and the features of every passage on the shortlist: what the ranker learns."""
        view = self._view()
        question = view.understand(text)
        asked = routes.Asked(question, view.generation, view.vocabulary, ())
        query, pool = self._gathered(question, view, asked.documents)
        rows = [
            r for r in view.generation.catalog.rows(shortlist(pool)) if r.document not in view.vocabulary.superseded
        ]
        places = [(row.document, row.locator) for row in rows]
        return places, feature_table(query, rows, pool, view.vocabulary, view.soft, asked.documents)

    def confidence_signals(
        self, text: str, without: Sequence[str] = (), *, bank: bool = True
    ) -> tuple[npt.NDArray[np.float64], list[tuple[str, str]]] | None:
        """Returns what confidence is learned from and the ranked (document, locator), None when nothing is found.

        `without` leaves documents out, as if they had not been ingested; `bank` off asks as in an index without one.
        """
        view = self._view()
        question = view.understand(text)
        asked = routes.Asked(question, view.generation, view.vocabulary, ())
        named = [d for d in asked.documents if d not in without]
        query, pool = self._gathered(question, view, named, bank=bank)
        ranked = rank(query, pool, view.generation.catalog, view.vocabulary, view.soft, named)
        if not asked.documents:
            ranked = _in_order(question, ranked, pool, view)
        kept = fit.each_once([r for r in ranked if r.row.document not in without], set())
        places = [(r.row.document, r.row.locator) for r in kept]
        return (signals(look(query, pool, kept, asked, view.soft)), places) if kept else None

    def _view(self, *, to_search: bool = False) -> View:
        return self._views.current(to_search=to_search)

    def _try(self, view: View) -> None:
        """Puts a first question to a view, so that whoever asks next finds everything read."""
        self._whole(make_whole(_FIRST, (), view.names), (), "id", view)


def _in_order(question: Question, ranked: Sequence[Ranked], pool: Pool, view: View) -> list[Ranked]:
    """Returns the ranking as the question's subject has it, what the bank asks word for word before all else."""
    return asked_for_word(question, view.subject.in_order(question, ranked, view.tables.languages), pool)


def _distinct(extracts: Sequence[Extract]) -> list[Extract]:
    """Returns the extracts without those that quote what an earlier one quotes."""
    return list({(e.passage.id, e.locator): e for e in reversed(extracts)}.values())[::-1]
