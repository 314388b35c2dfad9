"""LlamaIndex: its starter example with a local model, and its BM25 retriever."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.langchain_peers import minilm
from benchmarks.peers.system import Piece, name_of


def _read(files: Sequence[Path]) -> Any:  # noqa: ANN401 - LlamaIndex documents
    from llama_index.core import SimpleDirectoryReader

    return SimpleDirectoryReader(input_files=list(files)).load_data()


def _pieces(found: Any) -> list[Piece]:  # noqa: ANN401 - LlamaIndex nodes with scores
    return [Piece(name_of(n.node.metadata["file_name"]), n.node.get_content()) for n in found]


class LlamaIndexVectors:
    """`VectorStoreIndex.from_documents` with its own splitter (1,024 tokens, 200 overlap) and vector store."""

    def __init__(self) -> None:
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        Settings.embed_model = HuggingFaceEmbedding(model_name=minilm())
        self._index: Any = None

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Indexes and persists."""
        from llama_index.core import VectorStoreIndex

        self._index = VectorStoreIndex.from_documents(_read(files))
        self._index.storage_context.persist(persist_dir=str(folder))
        return len(self._index.docstore.docs)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the nearest nodes."""
        return _pieces(self._index.as_retriever(similarity_top_k=k).retrieve(question))


class LlamaIndexBM25:
    """`BM25Retriever.from_defaults` over 512-token nodes as its page shows, with the Indonesian stemmer it can take."""

    def __init__(self) -> None:
        self._nodes: Any = None
        self._retriever: Any = None

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Splits, indexes and persists."""
        import Stemmer
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.retrievers.bm25 import BM25Retriever

        self._nodes = SentenceSplitter(chunk_size=512).get_nodes_from_documents(_read(files))
        self._retriever = BM25Retriever.from_defaults(
            nodes=self._nodes, similarity_top_k=10, stemmer=Stemmer.Stemmer("indonesian")
        )
        self._retriever.persist(str(folder))
        return len(self._nodes)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best nodes."""
        self._retriever.similarity_top_k = k
        return _pieces(self._retriever.retrieve(question))
