"""This project, measured as the peers are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.system import Piece
from knowledge import ingestion
from knowledge.base import KnowledgeBase
from knowledge.embed import load_embedder
from knowledge.errors import QuestionError
from knowledge.index import Index
from knowledge.settings import SHIPPED_QUESTIONS, load_settings


class Own:
    """The whole way of a question but the answer; with the question bank that is shipped, or without any."""

    def __init__(self, *, banked: bool) -> None:
        self._banks = [SHIPPED_QUESTIONS] if banked else []
        self._settings = load_settings()
        self._embedder = load_embedder(self._settings.embedding_model)
        self._knowledge: KnowledgeBase | None = None

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Builds an index."""
        index = Index(folder)
        report = ingestion.ingest(index, self._embedder, list(files), banks=self._banks)
        self._knowledge = KnowledgeBase(index, self._embedder, self._settings)
        return report.passages

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best provisions."""
        assert self._knowledge is not None
        try:
            hits = self._knowledge.search(question, k)
        except QuestionError:
            return []
        return [Piece(h.passage.document, h.passage.text, h.locator) for h in hits]
