"""The knowledge base as others use it: ingest, search, ask, read."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge import answer, extract, ingestion, routes
from knowledge.embed import Embedder, StaticEmbedder, load_embedder
from knowledge.errors import IndexStateError, ModelMismatchError
from knowledge.extract import Extract
from knowledge.index import Generation, Index
from knowledge.ingestion import IngestReport, Progress
from knowledge.phrases import phrase
from knowledge.question import Question, understand
from knowledge.rank import Ranked, SoftMatcher, feature_table, rank
from knowledge.records import Answer, AnswerKind, DocumentEntry, Hit, ProvisionView, Turn
from knowledge.retrieve import Candidate, Query, Vocabulary, candidates, make_query
from knowledge.settings import SHIPPED_DOCUMENTS, SHIPPED_MODEL, SHIPPED_QUESTIONS, Settings, load_settings

# Below this score of the best passage the documents do not answer; from the risk–coverage curve of the
# development questions (benchmarks/abstention.py).
ANSWER_THRESHOLD = 1.0
# The score shown for what was looked up and not searched for.
CERTAIN = 100.0


@dataclass(frozen=True, slots=True)
class _View:
    """One generation with what is derived from it once."""

    generation: Generation
    vocabulary: Vocabulary
    soft: SoftMatcher


class KnowledgeBase:
    """Everything about documents and questions; safe to use from several threads."""

    def __init__(self, index: Index, embedder: Embedder, settings: Settings) -> None:
        self._index = index
        self._embedder = embedder
        self._settings = settings
        self._viewed: _View | None = None
        self._tokens = embedder if isinstance(embedder, StaticEmbedder) else StaticEmbedder(SHIPPED_MODEL)

    @classmethod
    def open(cls, index_dir: Path | None = None) -> KnowledgeBase:
        """Opens the knowledge base that the settings name, `index_dir` going before INDEX_DIR.

        Raises:
            SettingError: a setting cannot be used.
        """
        settings = load_settings()
        return cls(Index(index_dir or settings.index_dir), load_embedder(settings.embedding_model), settings)

    # asking

    def ask(self, text: str, turns: Sequence[Turn] = (), language: str | None = None) -> Answer:
        """Answers a question from the documents, or says why not.

        Raises:
            QuestionError: there is nothing to search for in it.
            EmptyIndexError: nothing was ingested yet.
        """
        started = time.perf_counter()
        question = understand(text)
        if language:
            question = replace(question, language=language)
        view = self._view()
        asked = routes.Asked(question, view.generation, view.vocabulary, tuple(turns))
        found = routes.direct(asked) or self._searched(asked, view)
        found = routes.with_warnings(found, view.generation)
        return replace(found, seconds=round(time.perf_counter() - started, 4))

    def _searched(self, asked: routes.Asked, view: _View) -> Answer:
        question = asked.question
        query, ranked = self._ranked(question, view, named=asked.documents)
        if not ranked or ranked[0].score < ANSWER_THRESHOLD:
            return _not_found(question, ranked)
        own = {s: w * view.vocabulary.idf(s) for s, w in query.own.items()}
        expanded = {s: w * view.vocabulary.idf(s) for s, w in query.expanded.items()}
        extracts: list[Extract] = []
        for item in _worth_citing(ranked):
            entry = item.candidate.entry
            trusted = entry.locator if entry and item.candidate.bank_vector > 0.6 else ""
            limit = extract.MAX_EXTRACT if not extracts else extract.MAX_EXTRACT // 2
            extracts.append(
                extract.extract(question, item.candidate.item.passage, own, expanded, hint=trusted, limit=limit)
            )
        return answer.compose(question, extracts)

    def search(self, text: str, k: int = 10) -> list[Hit]:
        """Returns the k best provisions for a question, best first, each provision once."""
        question = understand(text)
        view = self._view()
        asked = routes.Asked(question, view.generation, view.vocabulary, ())
        first = routes.first_hits(asked)
        _, ranked = self._ranked(question, view, named=asked.documents)
        hits: dict[tuple[str, str], Hit] = {}
        for passage, locator, page in first:
            hits.setdefault((passage.document, locator), Hit(passage, CERTAIN, locator, page))
        places = {(h.passage.document, h.passage.locator) for h in hits.values()}
        for found in ranked:
            passage = found.candidate.item.passage
            if (passage.document, passage.locator) not in places:
                places.add((passage.document, passage.locator))
                hits[passage.document, passage.locator] = Hit(passage, found.score, passage.locator, passage.page)
        return list(hits.values())[:k]

    def _ranked(self, question: Question, view: _View, named: Sequence[str]) -> tuple[Query, list[Ranked]]:
        query, found = self._candidates(question, view, named)
        return query, rank(query, found, view.vocabulary, view.soft, named=named)

    def _candidates(self, question: Question, view: _View, named: Sequence[str]) -> tuple[Query, list[Candidate]]:
        query = make_query(question, view.vocabulary, self._embedder)
        found = candidates(query, view.generation)
        if named and question.mentions:
            narrowed = candidates(query, view.generation, within=named)
            known = {c.item.passage.id for c in found}
            found += [c for c in narrowed if c.item.passage.id not in known]
        return query, found

    def candidate_features(self, text: str) -> tuple[list[tuple[str, str]], npt.NDArray[np.float32]]:
        """Returns (document, locator) and the features of every candidate: what the ranker learns from."""
        question = understand(text)
        view = self._view()
        asked = routes.Asked(question, view.generation, view.vocabulary, ())
        query, found = self._candidates(question, view, asked.documents)
        places = [(c.item.passage.document, c.item.passage.locator) for c in found]
        return places, feature_table(query, found, view.vocabulary, view.soft, named=asked.documents)

    def define(self, term: str) -> Answer:
        """Returns the definitions of a term or abbreviation."""
        return self.ask(f"apa itu {term}")

    # reading

    def documents(self) -> list[DocumentEntry]:
        """Returns what is indexed."""
        return self._view().generation.catalog.documents()

    def outline(self, document: str) -> list[tuple[str, str]]:
        """Returns (locator, headings above it) of each provision of a document, in reading order."""
        return [(locator, " › ".join(path)) for locator, _, path in self._view().generation.catalog.places(document)]

    def provision(self, document: str, locator: str) -> ProvisionView | None:
        """Returns a whole Pasal or section to read, None when it is not there."""
        return routes.view(self._view().generation.catalog, document, locator)

    @property
    def generation(self) -> str:
        """Returns which version of the index is being served, "" before the first ingest."""
        return self._index.pointer()

    # keeping

    def is_current(self) -> bool:
        """Tells whether there is an index that can be served with the present settings."""
        try:
            self._view()
        except IndexStateError:
            return False
        return True

    def ingest(
        self,
        paths: Sequence[Path] = (),
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Progress = lambda *_: None,
    ) -> IngestReport:
        """Brings the index up to date with files and folders; by default the shipped and the office's documents."""
        started = time.perf_counter()
        sources = list(paths) or [p for p in (SHIPPED_DOCUMENTS, self._settings.documents_dir) if p.is_dir()]
        report = ingestion.ingest(
            self._index,
            self._embedder,
            sources,
            banks=[SHIPPED_QUESTIONS],
            prune=prune,
            rebuild=rebuild,
            progress=progress,
        )
        return replace(report, seconds=round(time.perf_counter() - started, 2))

    def close(self) -> None:
        """Closes the index."""
        self._viewed = None
        self._index.close()

    def _view(self) -> _View:
        generation = self._index.current()
        viewed = self._viewed
        if viewed is None or viewed.generation is not generation:
            manifest = generation.manifest
            if manifest.model != self._embedder.name:
                raise ModelMismatchError(
                    f"Indeks dibuat dengan model lain ({manifest.model}), sekarang EMBEDDING_MODEL memakai "
                    f"{self._embedder.name}. Jalankan: python ingest.py / The index was built with another model; "
                    f"run: python ingest.py"
                )
            viewed = _View(
                generation,
                Vocabulary(generation),
                SoftMatcher(self._tokens, generation.token_frequencies, max(manifest.passages, 1)),
            )
            self._viewed = viewed
        return viewed


def _worth_citing(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Returns the best passage and those nearly as good, each provision once."""
    kept: list[Ranked] = []
    places = set()
    for item in ranked:
        passage = item.candidate.item.passage
        if item.score < 0.8 * ranked[0].score or len(kept) == 3:
            break
        if (passage.document, passage.locator) not in places:
            places.add((passage.document, passage.locator))
            kept.append(item)
    return kept


def _not_found(question: Question, ranked: Sequence[Ranked]) -> Answer:
    near = [r.candidate.item.passage for r in ranked[:3]]
    lead = phrase("not_found", question.language)
    if near:
        places = "; ".join(f"{p.title}, {p.locator}" for p in near)
        lead += "\n" + phrase("nearest", question.language, places=places)
    suggestions = [r.candidate.entry.question for r in ranked[:6] if r.candidate.entry]
    return answer.abstain(question, AnswerKind.NOT_FOUND, lead, suggestions=suggestions[:3])
