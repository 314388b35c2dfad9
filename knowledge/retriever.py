"""The seam to LangChain: the same retrieval as a `BaseRetriever`, passages as its `Document`s."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from knowledge.base import KnowledgeBase
from knowledge.records import Hit


class KnowledgeRetriever(BaseRetriever):
    """Retrieves the `k` best provisions; metadata holds document, title, locator, page, path, score and id."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    knowledge: KnowledgeBase
    k: int = Field(default=5, ge=1, le=200)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(id=hit.passage.id, page_content=hit.passage.text, metadata=self._metadata(hit))
            for hit in self.knowledge.search(query, self.k)
        ]

    @staticmethod
    def _metadata(hit: Hit) -> dict[str, Any]:
        passage = hit.passage
        return {
            "document": passage.document,
            "title": passage.title,
            "locator": hit.locator,
            "page": hit.page,
            "path": list(passage.path),
            "score": hit.score,
        }
