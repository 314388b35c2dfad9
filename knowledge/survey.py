"""An index as an admin looks at it: its state, what is in it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import bank, disk, shipped, sources
from knowledge.embed import Embedder, LateEmbedder
from knowledge.errors import DocumentError, EmptyIndexError, IndexStateError, KnowledgeError
from knowledge.generation import Manifest
from knowledge.index import Index
from knowledge.records import DocumentEntry
from knowledge.report import DocumentDetail, IndexStatus
from knowledge.settings import SHIPPED_QUESTIONS

if TYPE_CHECKING:
    from knowledge.generation import Generation


class Survey:
    """What can be seen of an index; nothing here changes it."""

    def __init__(self, index: Index, embedder: Embedder | LateEmbedder) -> None:
        self._index = index
        self._embedder = embedder

    def status(self) -> IndexStatus:
        """Returns the state of the index folder."""
        folder = self._index.folder
        megabytes = round(disk.size(folder) / 1e6, 1)
        try:
            manifest = self._index.manifest()
        except (EmptyIndexError, IndexStateError) as error:
            return IndexStatus(str(folder), str(error), megabytes=megabytes, writer=self._index.writer())
        problem = "" if manifest.model == self._embedder.name else "dibuat dengan EMBEDDING_MODEL lain"
        history = self._index.history()
        written = (folder / "generations" / history[0] / "manifest.json").stat().st_mtime
        return IndexStatus(
            folder=str(folder),
            problem=problem,
            generations=tuple(history),
            made=datetime.fromtimestamp(written, UTC).isoformat(timespec="seconds"),
            model=manifest.model,
            documents=manifest.documents,
            passages=manifest.passages,
            questions=manifest.questions,
            writer=self._index.writer(),
            megabytes=megabytes,
            with_gaps=tuple(entry.name for entry in self.documents() if entry.gaps),
            left_out=len(self._index.left_out()),
        )

    def is_current(self) -> bool:
        """Tells whether there is an index that can be served with the present settings."""
        try:
            manifest: Manifest = self._index.manifest()
        except KnowledgeError:
            return False
        return manifest.model == self._embedder.name

    def is_up_to_date(self) -> bool:
        """Tells whether the index can be served, and has seen the shipped documents and questions as they are now.

        What was removed or rolled back since then stays so.
        """
        return self.is_current() and shipped.was_seen(self._index.folder)

    def documents(self) -> list[DocumentEntry]:
        """Returns what is indexed."""
        with self._index.catalog() as catalog:
            return catalog.documents()

    def show(self, name: str) -> DocumentDetail:
        """Returns one document.

        Raises:
            DocumentError: it is not in the index.
        """
        with self._index.catalog() as catalog:
            found = catalog.document(name.lower())
            if found is None:
                raise DocumentError(f"Tidak ada dokumen {name}. Lihat: python ingest.py list / No such document.")
            entry, _, key, _ = found
            expected = [e for e in bank.load([SHIPPED_QUESTIONS]) if e.key in (key, entry.name)]
            attached = len(catalog.bank_ids({key, entry.name} - {""}))
            left = self._index.left_out().values()
            return DocumentDetail(
                entry=entry,
                key=key,
                articles=len(catalog.articles(entry.name)),
                questions=attached,
                unattached=max(len(expected) - attached, 0),
                left_out=tuple((item.path, item.reason) for item in left if item.document == entry.name),
                relations=tuple(
                    f"{f'{r.by} ' if r.by else ''}{r.relation} {r.target}{f' {r.provision}' if r.provision else ''} "
                    f"({r.locator})"
                    for r in catalog.relations(document=entry.name)
                    if r.relation in ("mengubah", "mencabut", "melaksanakan", "menetapkan")
                ),
            )

    def verify(self) -> list[str]:
        """Returns what is wrong: between the catalogue and both indexes, and between them and the files."""
        generation = self._index.current()
        manifest = generation.manifest
        counts = {
            "bagian": (manifest.passages, generation.vectors.count),
            "pertanyaan": (manifest.questions, generation.bank_words.count),
            "dokumen": (manifest.documents, len(generation.catalog.fingerprints())),
        }
        return [
            *generation.problems(),
            *(
                f"{what}: ada {held}, seharusnya {said} / not as many as noted"
                for what, (said, held) in counts.items()
                if said != held
            ),
            *_without_passages(generation),
            *self._files(generation),
        ]

    def _files(self, generation: Generation) -> Iterator[str]:
        for name, (sha, origin) in sorted(generation.catalog.fingerprints().items()):
            path, _, inside = origin.partition(sources.INSIDE)
            try:
                same = sources.sha256_of(Path(path)) == (sha.partition(sources.INSIDE)[0] if inside else sha)
            except OSError as error:
                yield f"{name}: berkas {path} tidak dapat dibaca ({disk.reason(error)})"
                continue
            if not same:
                yield f"{name}: berkas {path} berubah sejak ingest"

    def close(self) -> None:
        """Closes the index."""
        self._index.close()


def _without_passages(generation: Generation) -> Iterator[str]:
    yield from (f"{e.name}: tidak ada satu bagian pun" for e in generation.catalog.documents() if not e.passages)
