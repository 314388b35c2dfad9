from __future__ import annotations

from langchain_core.documents import Document

from knowledge import KnowledgeBase
from knowledge.retriever import KnowledgeRetriever


def test_langchain_gets_the_provisions_that_a_search_finds(knowledge: KnowledgeBase) -> None:
    found = KnowledgeRetriever(knowledge=knowledge, k=2).invoke("laporan kunjungan taman")
    hits = knowledge.search("laporan kunjungan taman", 2)
    assert [d.page_content for d in found] == [h.passage.text for h in hits]
    assert found[0].metadata["document"] == "perbup-contoh-7-2020"
    assert found[0].metadata["locator"] == "Pasal 2"


def test_a_retriever_composes_with_other_runnables(knowledge: KnowledgeBase) -> None:
    def places(documents: list[Document]) -> list[str]:
        return [d.metadata["locator"] for d in documents]

    chain = KnowledgeRetriever(knowledge=knowledge, k=1) | places
    assert chain.invoke("izin pedagang di taman") == ["Pasal 3"]
