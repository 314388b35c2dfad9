"""Puts documents into a generation that is being built, and takes them out: catalogue, words, vectors, bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from knowledge import bank, passages, sources
from knowledge.bank import BankEntry
from knowledge.catalog import Definition, IndexedPassage, Relation
from knowledge.embed import Embedder, StaticEmbedder
from knowledge.generation import Generation, LeftOut
from knowledge.lexical import Words
from knowledge.reading import Reading, renamed
from knowledge.records import DocumentEntry, Kind, Passage
from knowledge.report import Progress
from knowledge.settings import SHIPPED_MODEL
from knowledge.sources import Move
from knowledge.variants import Copy, is_copy, why_better
from knowledge.words import stems

_EMBED_BATCH = 2_048
# Passages whose words are held before they go into the lexical index, in one segment.
_WORDS_BATCH = 8_000


@dataclass(frozen=True, slots=True)
class _Held:
    """Everything the catalogue holds of one document, for giving it another name."""

    entry: DocumentEntry
    number: str
    key: str
    meta: dict[str, str]
    passages: tuple[IndexedPassage, ...]
    definitions: tuple[Definition, ...]
    relations: tuple[Relation, ...]


class Filling:
    """One build; `placed` are the documents that it read and kept, `touched` the keys whose questions to join anew."""

    def __init__(self, generation: Generation, embedder: Embedder, *, distinct: bool = True) -> None:
        """With `distinct` a regulation that is there in two copies is one document, else each file is one."""
        self.placed: dict[str, Reading] = {}
        self.left_out: dict[str, LeftOut] = dict(generation.left_out)
        self.left_out_now: set[str] = set()
        self.touched: set[str] = set()
        self._generation = generation
        self._catalog = generation.catalog
        self._embedder = embedder
        self._tokenizer = embedder if isinstance(embedder, StaticEmbedder) else StaticEmbedder(SHIPPED_MODEL)
        self._distinct = distinct
        self._words: dict[str, list[Words]] = {}
        self._gone: list[str] = []
        self._waiting = 0
        frequencies = generation.token_frequencies
        self._frequencies = frequencies if len(frequencies) else np.zeros(len(self._tokenizer.vectors), dtype=np.int64)

    # documents

    def place(self, item: Reading) -> None:
        """Puts in what was read from a file, unless a better copy of the same regulation is there."""
        source = item.source
        self.left_out.pop(source.origin, None)
        self.left_out_now.discard(source.origin)
        if self._is_same_file(item):
            self.remove(source.name)
        ours, rival = self._copies(item)
        if ours is not None and rival is not None:
            better = why_better(ours, rival)
            if better is None:
                reason = why_better(rival, ours) or "sama baiknya dan lebih dulu ada"
                self._leave_out(LeftOut(source.origin, source.sha256, rival.name, reason))
                return
            self.remove(rival.name)
            self._hand_over(rival.name, source.name)
            self._leave_out(LeftOut(rival.origin, rival.sha256, source.name, better))
        if self._catalog.document(source.name) is not None:
            item = renamed(item, sources.another_name(source, self._catalog.fingerprints()))
        self._put(item)
        self.placed[item.source.name] = item

    def _is_same_file(self, item: Reading) -> bool:
        """Tells whether the document of that name was made from this file, or from one in whose place it came."""
        found = self._catalog.fingerprints().get(item.source.name)
        return found is not None and (found[1] == item.source.origin or not sources.is_there(found[1]))

    def _copies(self, item: Reading) -> tuple[Copy | None, Copy | None]:
        """Returns what was read, and the document that holds the same regulation or, under the same name, its text."""
        key = item.document.identity.key if item.document.identity else ""
        names = dict.fromkeys([*(self._catalog.named(key) if key else ()), item.source.name])
        there = [name for name in names if self._distinct and self._catalog.document(name) is not None]
        ours = Copy.of(item) if there else None
        held = (Copy.held(self._catalog, name) for name in there)
        return ours, next((copy for copy in held if ours is not None and is_copy(ours, copy)), None)

    def _leave_out(self, file: LeftOut) -> None:
        self.left_out[file.path] = file
        self.left_out_now.add(file.path)

    def _hand_over(self, old: str, new: str) -> None:
        """Lets another document stand for the files that one stood for."""
        self.left_out = {
            path: replace(left, document=new) if left.document == old else left for path, left in self.left_out.items()
        }

    def _put(self, item: Reading) -> None:
        leads = [_lead(p) for p in item.passages]
        tokens = self._tokenizer.tokenize([p.text for p in item.passages])
        stemmed = [" ".join(stems(f"{lead} {p.text}")) for p, lead in zip(item.passages, leads, strict=True)]
        findable = [not passages.is_empty_elucidation(p) for p in item.passages]
        indexed = [
            IndexedPassage(p, s, t, f) for p, s, t, f in zip(item.passages, stemmed, tokens, findable, strict=True)
        ]
        held = _Held(*entry_of(item), tuple(indexed), item.definitions, item.relations)
        found = [(i.passage, lead) for i, lead in zip(indexed, leads, strict=True) if i.searchable]
        for start in range(0, len(found), _EMBED_BATCH):
            part = found[start : start + _EMBED_BATCH]
            vectors = self._embedder.embed([f"{passages.context(p, lead)}\n{p.text}" for p, lead in part])
            self._add_vectors([p for p, _ in part], np.asarray(vectors, dtype=np.float32))
        self._add(held)

    def _add_vectors(self, items: Sequence[Passage], vectors: npt.NDArray[np.float32]) -> None:
        self._generation.vectors.add(
            [p.id for p in items], vectors, [{"document": p.document, "locator": p.locator} for p in items]
        )

    def _add(self, held: _Held) -> None:
        """Puts everything of a document but its vectors in."""
        name = held.entry.name
        for item in held.passages:
            self._frequencies[np.unique(item.tokens)] += 1
        self._catalog.add_document(held.entry, number=held.number, key=held.key, meta=held.meta)
        self._catalog.add_passages(held.passages)
        self._catalog.add_definitions(held.definitions)
        self._catalog.add_relations(held.relations)
        title = " ".join(stems(f"{held.entry.title} {name.replace('-', ' ')}"))
        self._words[name] = [_words(item, name, title) for item in held.passages if item.searchable]
        self._waiting += len(self._words[name])
        self.touched |= {held.key, name} - {""}
        if self._waiting >= _WORDS_BATCH:
            self._write_words()

    def remove(self, name: str) -> None:
        """Takes a document out."""
        found = self._catalog.document(name)
        if found is None:
            return
        self.touched |= {found[2], name} - {""}
        for tokens in self._catalog.tokens_of(name):
            self._frequencies[np.unique(tokens)] -= 1
        self._generation.vectors.remove([item.passage.id for item in self._catalog.of(name)])
        self._catalog.remove([name])
        self._waiting -= len(self._words.pop(name, ()))
        self._gone.append(name)
        self.placed.pop(name, None)

    def move(self, moves: Sequence[Move]) -> None:
        """Gives documents the place and name that their files have now, keeping what was read and embedded."""
        for move in moves:
            if move.source.name == move.document:
                self._catalog.set_source(move.document, move.source.origin)
        pending = [move for move in moves if move.source.name != move.document]
        while pending:
            leaving = {move.document for move in pending}
            free = [move for move in pending if move.source.name not in leaving]
            now = free[:1] or pending  # the rest have each other's names
            pending = [move for move in pending if move not in now]
            for held, vectors in [self._take(move) for move in now]:
                found = [item.passage for item in held.passages if item.searchable]
                self._add_vectors(found, vectors)
                self._add(held)

    def _take(self, move: Move) -> tuple[_Held, npt.NDArray[np.float32]]:
        """Takes a document out and returns it under its new name, with the vectors of what can be found of it."""
        name, source = move.document, move.source
        found = self._catalog.document(name)
        assert found is not None
        entry, number, key, meta = found
        before = self._catalog.of(name)
        after = passages.renamed([item.passage for item in before], source.name)
        searchable = [item.passage.id for item in before if item.searchable]
        vectors = self._generation.vectors.of(searchable)
        held = _Held(
            replace(entry, name=source.name, source=source.origin),
            number,
            key,
            meta,
            tuple(replace(item, passage=p) for item, p in zip(before, after, strict=True)),
            tuple(replace(d, document=source.name) for d in self._catalog.definitions_of(name)),
            tuple(replace(r, document=source.name) for r in self._catalog.relations(document=name)),
        )
        self._hand_over(name, source.name)
        self.remove(name)
        rows = np.array([vectors[id_] for id_ in searchable], dtype=np.float32)
        return held, rows.reshape(len(searchable), -1)

    def _write_words(self) -> None:
        self._generation.words.update((w for document in self._words.values() for w in document), self._gone)
        self._words, self._gone, self._waiting = {}, [], 0

    # the question bank

    def attach(
        self, entries: Sequence[BankEntry], progress: Progress, *, everything: bool
    ) -> dict[str, tuple[int, int]]:
        """Joins questions to the documents that changed, or to all; returns (attached, not attached) by document."""
        keys = None if everything else self.touched
        concerned = [e for e in entries if keys is None or e.key in keys]
        attached, counts = bank.attach(concerned, self._catalog)
        held = {e.id for e in attached}
        before = self._catalog.bank_ids(keys)
        self._catalog.replace_bank(attached, keys)
        vectors = self._generation.bank_vectors
        vectors.remove(sorted(before - held))
        fresh = [e for e in attached if e.id not in before]
        for start in range(0, len(fresh), _EMBED_BATCH):
            rows = fresh[start : start + _EMBED_BATCH]
            embedded = np.asarray(self._embedder.embed([e.question for e in rows]), dtype=np.float32)
            vectors.add([e.id for e in rows], embedded, [{"key": e.key} for e in rows])
            progress("bank", start + len(rows), len(fresh), "")
        self._write_bank_words(attached, keys)
        return counts

    def _write_bank_words(self, attached: Sequence[BankEntry], keys: Iterable[str] | None) -> None:
        """Writes the words of the questions, and of passages together with all questions that they answer."""
        before = sorted(keys) if keys is not None else sorted({e.key for e in attached})
        generation = self._generation
        generation.bank_words.update(
            (Words(id=e.id, document=e.key, body=" ".join(stems(e.question))) for e in attached),
            before,
            afresh=keys is None,
        )
        by_passage: dict[str, list[BankEntry]] = {}
        for entry in attached:
            by_passage.setdefault(entry.passage, []).append(entry)
        found = self._catalog.passages(list(by_passage))
        generation.asked_words.update(
            (_asked(item, by_passage[item.passage.id]) for item in found), before, afresh=keys is None
        )

    def finish(self) -> None:
        """Writes what is still held."""
        self._write_words()
        self._generation.write_token_frequencies(self._frequencies)
        names = self._catalog.fingerprints()
        self.left_out = {path: left for path, left in self.left_out.items() if left.document in names}
        self._generation.write_left_out(self.left_out)


def _lead(passage: Passage) -> str:
    """Returns the headings a passage stands under, as far as they say what it is about."""
    return passage.units[0].text if passage.units and passage.units[0].kind is Kind.HEADING else ""


def _words(item: IndexedPassage, document: str, title: str) -> Words:
    passage = item.passage
    heading = " ".join(stems(" ".join((*passage.path, passage.locator))))
    return Words(id=passage.id, document=document, body=item.stems, heading=heading, title=title)


def _asked(item: IndexedPassage, entries: Sequence[BankEntry]) -> Words:
    passage = item.passage
    return Words(
        id=passage.id,
        document=entries[0].key,
        body=" ".join([item.stems, *stems(" ".join(e.question for e in entries))]),
        heading=" ".join(stems(" ".join((*passage.path, passage.locator)))),
        title=" ".join(stems(passage.title)),
    )


def entry_of(item: Reading) -> tuple[DocumentEntry, str, str, dict[str, str]]:
    """Returns a document as the catalogue lists it, with its number, key and front matter."""
    document, identity = item.document, item.document.identity
    issued = document.meta.get("promulgated") or document.meta.get("issued") or ""
    entry = DocumentEntry(
        name=item.source.name,
        title=document.title,
        kind=identity.kind if identity else document.meta.get("kind", ""),
        year=identity.year if identity else _year(document.meta.get("year", "")),
        pages=item.pages,
        passages=len(item.passages),
        pasal=item.pasal,
        sha256=item.source.sha256,
        source=item.source.origin,
        url=document.meta.get("url") or None,
        issued=_date(issued),
        gaps=document.gaps,
    )
    return entry, identity.number if identity else "", identity.key if identity else "", document.meta


def _year(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
