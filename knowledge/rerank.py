"""An optional cross-encoder that re-orders the best passages (RERANKER_MODEL)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from knowledge.errors import SettingError
from knowledge.rank import Ranked

# A cross-encoder reads question and passage together, tens of milliseconds each on a CPU.
DEPTH = 20
_CHARACTERS = 1_500


class Reranker(Protocol):
    """Anything that says how well each text answers a question."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """Returns one number for each text, higher for better."""


class CrossEncoderReranker:
    """Any CrossEncoder of sentence-transformers from a folder or the hub's local cache."""

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model)
        except (OSError, ValueError, KeyError) as error:
            raise SettingError(
                f"RERANKER_MODEL: {model} tidak dapat dimuat. Unduh sekali di komputer berinternet (hf download "
                f"{model} --local-dir models/reranker), lalu isi RERANKER_MODEL dengan foldernya. / Cannot be loaded; "
                f"fetch it once on a machine with internet and set RERANKER_MODEL to its folder."
            ) from error

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """Returns one number for each text, higher for better."""
        pairs = [(question, text[:_CHARACTERS]) for text in texts]
        return [float(s) for s in self._model.predict(pairs, show_progress_bar=False)]


def rerank(reranker: Reranker, question: str, ranked: Sequence[Ranked], texts: Sequence[str]) -> list[Ranked]:
    """Re-orders the first `DEPTH` passages, whose texts are given, and leaves the rest in place.

    The places change and the ranker's scores stay in order, so that what reads scores still reads the same scale.
    """
    head = ranked[: len(texts)]
    scores = reranker.score(question, texts)
    order = sorted(range(len(head)), key=lambda n: -scores[n])
    return [*(replace(head[n], score=place.score) for n, place in zip(order, head, strict=True)), *ranked[len(head) :]]
