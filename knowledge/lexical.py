"""The words half of the index; the only module that imports tantivy.

Texts arrive as stems joined by blanks, so tantivy splits at blanks and does nothing else. Three
fields are searched with weights of their own: the wording, the headings above it, the title.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

# Heap of the writer in bytes; tantivy refuses less than 15 MB a thread.
_HEAP = 128_000_000
FIELDS = ("body", "heading", "title")


@dataclass(frozen=True, slots=True)
class Words:
    """The stems of one passage, blank-separated."""

    id: str
    document: str
    body: str
    heading: str = ""
    title: str = ""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", stored=False, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="blanks", index_option="freq")
    return builder.build()


class LexicalIndex:
    """BM25 over stems (k1 1.2, b 0.75, as tantivy fixes them)."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`, making it when the folder is empty."""
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("blanks", blanks)
        self._schema = self._index.schema
        self._reload()

    def _reload(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        # Reading a stored field unpacks a block of documents, and the same passages are found again and again.
        self._known: dict[tuple[int, int], str] = {}

    def update(self, add: Iterable[Words], remove_documents: Sequence[str] = (), *, afresh: bool = False) -> None:
        """Removes all passages of the named documents, or everything, then adds; visible after it returns."""
        writer = self._index.writer(_HEAP, 1)
        if afresh:
            writer.delete_all_documents()
        for document in remove_documents:
            writer.delete_documents_by_term("document", document)
        for item in add:
            writer.add_document(
                tantivy.Document(
                    id=[item.id], document=[item.document], body=[item.body], heading=[item.heading], title=[item.title]
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._reload()

    def search(
        self, terms: Mapping[str, float], weights: Mapping[str, float], k: int, within: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """Returns (id, score) of the best k passages for weighted stems, fields weighed by `weights`.

        `within` narrows the search to these documents.
        """
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self._schema, field, term, index_option="freq"), weight * boost
                ),
            )
            for term, weight in terms.items()
            for field, boost in weights.items()
            if weight * boost > 0
        ]
        if not clauses:
            return []
        query = tantivy.Query.boolean_query(clauses)
        if within:
            documents = tantivy.Query.term_set_query(self._schema, "document", list(within))
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.boost_query(documents, 0.0)),
                ]
            )
        found = self._searcher.search(query, k, count=False)
        known, hits = self._known, found.hits
        places = [(address.segment_ord, address.doc) for _, address in hits]
        for place, (_, address) in zip(places, hits, strict=True):
            if place not in known:
                known[place] = str(self._searcher.doc(address)["id"][0])
        return [(known[place], score) for place, (score, _) in zip(places, hits, strict=True)]

    def document_frequency(self, term: str, field: str = "body") -> int:
        """Returns in how many passages a stem stands."""
        return int(self._searcher.doc_freq(field, term))

    @property
    def count(self) -> int:
        """Returns the number of passages."""
        return int(self._searcher.num_docs)

    def ids(self) -> set[str]:
        """Returns the ids of all passages; reads the whole index, for `verify` only."""
        found = self._searcher.search(tantivy.Query.all_query(), max(self.count, 1), count=False)
        return {str(self._searcher.doc(address)["id"][0]) for _, address in found.hits}


def copy(source: Path, target: Path) -> None:
    """Copies an index that nobody is writing; lock files stay behind."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.lock"))
