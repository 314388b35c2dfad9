"""Engines for words: Haystack's and txtai's, bm25s, SQLite FTS5, tantivy alone.

Those without a splitter that fits these texts are lent LangChain's chunks. (txtai's own splits by page or by blank
lines: of a text without page breaks it makes one piece of 500,000 characters or thousands of ten.)
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.langchain_peers import minilm, pieces
from benchmarks.peers.system import Piece, name_of


class HaystackBM25:
    """Cleaner and splitter of Haystack's preprocessing tutorial (150 words, 50 overlap), its in-memory BM25."""

    def __init__(self) -> None:
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._store = InMemoryDocumentStore()
        self._retriever = InMemoryBM25Retriever(document_store=self._store)

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Converts, cleans, splits and writes."""
        from haystack.components.converters import TextFileToDocument
        from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter

        read = TextFileToDocument().run(sources=list(files))["documents"]
        clean = DocumentCleaner().run(documents=read)["documents"]
        splitter = DocumentSplitter(split_by="word", split_length=150, split_overlap=50)
        split = splitter.run(documents=clean)["documents"]
        self._store.write_documents(split)
        self._store.save_to_disk(str(folder / "store.json"))
        return len(split)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best documents."""
        found = self._retriever.run(query=question, top_k=k)["documents"]
        return [Piece(name_of(d.meta["file_path"]), d.content) for d in found]


class Txtai:
    """txtai's embeddings database: keyword only, or hybrid with all-MiniLM-L6-v2."""

    def __init__(self, *, hybrid: bool) -> None:
        from txtai import Embeddings

        self._embeddings: Any = (
            Embeddings(hybrid=True, path=minilm(), content=True) if hybrid else Embeddings(keyword=True, content=True)
        )
        self._pieces: list[Piece] = []

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Indexes and saves."""
        self._pieces = pieces(files)
        self._embeddings.index((n, piece.text, None) for n, piece in enumerate(self._pieces))
        self._embeddings.save(str(folder))
        return len(self._pieces)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best rows."""
        return [self._pieces[int(row["id"])] for row in self._embeddings.search(question, k)]


class Bm25s:
    """bm25s as its README shows, with the Indonesian stemmer; it brings no Indonesian stop words."""

    def __init__(self) -> None:
        import Stemmer

        self._stemmer = Stemmer.Stemmer("indonesian")
        self._retriever: Any = None
        self._pieces: list[Piece] = []

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Tokenises, indexes and saves."""
        import bm25s

        self._pieces = pieces(files)
        self._retriever = bm25s.BM25()
        self._retriever.index(self._tokens([p.text for p in self._pieces]), show_progress=False)
        self._retriever.save(str(folder), corpus=[p.text for p in self._pieces])
        return len(self._pieces)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best chunks."""
        found, _ = self._retriever.retrieve(self._tokens([question]), k=k, show_progress=False)
        return [self._pieces[int(n)] for n in found[0]]

    def _tokens(self, texts: list[str]) -> Any:  # noqa: ANN401 - bm25s's own
        import bm25s

        return bm25s.tokenize(texts, stopwords=[], stemmer=self._stemmer, show_progress=False)


class Fts5:
    """SQLite's full-text search with its default tokenizer: any of the words, ordered by its BM25."""

    def __init__(self) -> None:
        self._db: Any = None

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Fills one table."""
        self._db = sqlite3.connect(folder / "chunks.sqlite")
        self._db.execute("CREATE VIRTUAL TABLE chunks USING fts5(document UNINDEXED, text)")
        found = pieces(files)
        self._db.executemany("INSERT INTO chunks VALUES (?, ?)", ((p.document, p.text) for p in found))
        self._db.commit()
        return len(found)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best rows."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        rows = self._db.execute(
            "SELECT document, text FROM chunks WHERE chunks MATCH ? ORDER BY rank LIMIT ?", (words, k)
        )
        return [Piece(*row) for row in rows]


class Tantivy:
    """tantivy as its tutorial shows: one text field, the default tokenizer, its query parser."""

    def __init__(self) -> None:
        self._index: Any = None

    def ingest(self, files: Sequence[Path], folder: Path) -> int:
        """Fills one index."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("document", stored=True, tokenizer_name="raw")
        builder.add_text_field("body", stored=True)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        writer = self._index.writer()
        found = pieces(files)
        for piece in found:
            writer.add_document(tantivy.Document(document=[piece.document], body=[piece.text]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        return len(found)

    def search(self, question: str, k: int) -> list[Piece]:
        """Returns the best documents."""
        query, _ = self._index.parse_query_lenient(question, ["body"])
        searcher = self._index.searcher()
        found = [searcher.doc(address) for _, address in searcher.search(query, k).hits]
        return [Piece(d["document"][0], d["body"][0]) for d in found]
