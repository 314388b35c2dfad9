"""A larger index than there are regulations: copies of the indexed ones under other names.

Copies skip reading and parsing. What a query meets is as large as it would be: catalogue, lists of postings, vectors
(each copy's moved a little, since a graph of equal points would be no test), definitions, relations. The question bank
stays as it is. Not measured by this: ingest, which is measured on real files.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.scratch import Built
from knowledge.catalog import Definition, IndexedPassage
from knowledge.embed import Embedder
from knowledge.index import Generation, Index
from knowledge.lexical import Words
from knowledge.records import DocumentEntry
from knowledge.words import stems

# Of each coordinate; moves a vector by about as much as the next paragraph of the same text differs.
_NOISE = 0.02


@dataclass(frozen=True, slots=True)
class _Copy:
    """One document under its new name."""

    entry: DocumentEntry
    number: str
    passages: tuple[IndexedPassage, ...]
    definitions: tuple[Definition, ...]


def grow(base: Built, folder: Path, passages: int) -> Built:
    """Returns an index of at least so many passages, made of a smaller one unless it is there already."""
    if not (folder / "current").exists():
        unfinished = folder.with_suffix(".growing")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(base.folder, unfinished)
        _fill(base, unfinished, passages)
        for older in sorted((unfinished / "generations").iterdir())[:-1]:
            shutil.rmtree(older)
        unfinished.rename(folder)
    return replace(base, folder=folder)


def _fill(base: Built, folder: Path, passages: int) -> None:
    source_index, index = Index(base.folder), Index(folder)
    source = source_index.current()
    manifest = source.manifest
    held, documents = manifest.passages, manifest.documents
    random = np.random.default_rng(7)
    with index.build() as generation:
        for copies in _copies(source):
            words: list[Words] = []
            for copy in copies:
                if held >= passages:
                    break
                words += _add(generation, base.embedder, copy, random)
                held += sum(item.searchable for item in copy.passages)
                documents += 1
            generation.words.update(words)
            if held >= passages:
                break
        generation.complete(replace(manifest, passages=held, documents=documents))
    source_index.close()
    index.close()


def _copies(source: Generation) -> Iterator[Iterator[_Copy]]:
    """Yields the documents anew, time after time."""
    definitions: dict[str, list[Definition]] = defaultdict(list)
    for term in source.catalog.terms():
        for definition in source.catalog.define(term):
            definitions[definition.document].append(definition)
    for number in count(2):
        yield (_copy(source, entry, definitions[entry.name], number) for entry in source.catalog.documents())


def _copy(source: Generation, entry: DocumentEntry, definitions: list[Definition], number: int) -> _Copy:
    name = f"{entry.name}-salinan-{number}"
    passages = tuple(
        replace(item, passage=replace(item.passage, id=f"{item.passage.id}~{number}", document=name))
        for item in source.catalog.of(entry.name)
    )
    return _Copy(
        replace(entry, name=name, sha256=f"{entry.sha256}-{number}"),
        f"{number}{entry.passages}",
        passages,
        tuple(replace(d, document=name) for d in definitions),
    )


def _add(generation: Generation, embedder: Embedder, copy: _Copy, random: np.random.Generator) -> list[Words]:
    entry, found = copy.entry, [item for item in copy.passages if item.searchable]
    key = f"{entry.kind}-{copy.number}-{entry.year}"
    generation.catalog.add_document(entry, number=copy.number, key=key, meta={})
    generation.catalog.add_passages(copy.passages)
    generation.catalog.add_definitions(copy.definitions)
    if not found:
        return []
    vectors = _moved(embedder.embed([item.passage.text for item in found]), random)
    generation.vectors.add(
        [item.passage.id for item in found],
        vectors,
        [{"document": entry.name, "locator": item.passage.locator} for item in found],
    )
    title = " ".join(stems(f"{entry.title} {entry.name.replace('-', ' ')}"))
    return [
        Words(
            id=item.passage.id,
            document=entry.name,
            body=item.stems,
            heading=" ".join(stems(" ".join((*item.passage.path, item.passage.locator)))),
            title=title,
        )
        for item in found
    ]


def _moved(vectors: npt.NDArray[np.float32], random: np.random.Generator) -> npt.NDArray[np.float32]:
    moved = vectors + random.normal(0, _NOISE, vectors.shape).astype(np.float32)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)
