"""What is derived from a version of the index once, and the change from one version to the next."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from knowledge import leaning
from knowledge.embed import Embedder, StaticEmbedder
from knowledge.errors import KnowledgeError, ModelMismatchError
from knowledge.index import Generation, Index
from knowledge.links import LinkStore
from knowledge.overlay import Overlay
from knowledge.question import Question, understand
from knowledge.rank import SoftMatcher
from knowledge.retrieve import Vocabulary
from knowledge.spelling import Speller
from knowledge.subject import Subject
from knowledge.tabled import Tables

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """One generation with what is derived from it once."""

    generation: Generation
    vocabulary: Vocabulary
    soft: SoftMatcher
    tables: Tables
    subject: Subject
    names: Mapping[str, str]
    linked: Overlay
    links: str
    speller: Speller

    def understand(self, text: str) -> Question:
        """Reads a question as one before these documents: slips are mended by the words that stand in them."""
        return understand(text, self.speller.corrected)


class Views:
    """Holds the view that questions are answered from; safe to use from several threads.

    `tried` puts a first question to a view, as much is read only then. Once `aside` is set, a version that an
    ingest has switched to is opened and tried on a thread of its own, and the version before answers until then: nobody
    waits for it.
    """

    def __init__(
        self,
        index: Index,
        links: LinkStore,
        embedder: Embedder,
        tokens: StaticEmbedder,
        tried: Callable[[View], object],
    ) -> None:
        self.aside = False
        self._index, self._links, self._embedder, self._tokens, self._tried = index, links, embedder, tokens, tried
        self._held: View | None = None
        self._guard = threading.Lock()
        self._opening: threading.Thread | None = None

    def current(self, *, to_search: bool = False) -> View:
        """Returns the view to answer from; `to_search` begins beside it to read what a search needs.

        Raises:
            EmptyIndexError: nothing was ingested yet.
            IndexStateError: the folder is damaged, or of another version or model.
        """
        held = self._held
        if held is None or held.generation.name != self._index.pointer():
            if held is None or not self.aside:
                generation = self._index.current()
                if to_search:
                    generation.load()
                held = self._held = self._of(generation)
            else:
                self._open_aside(held)
        links = self._links.version()
        if held.links != links:
            held = replace(held, linked=Overlay(self._links.all(), held.generation, self._embedder), links=links)
            self._held = held
        return held

    def served(self) -> str:
        """Returns the version that questions are answered from, "" before the first ingest."""
        pointer = self._index.pointer()
        held = self._held
        if held is None or not self.aside or held.generation.name == pointer:
            return pointer
        self._open_aside(held)
        return held.generation.name

    def catch_up(self) -> None:
        """Waits until the version that the index points to is the one that is served."""
        while self._held is not None and self.served() != self._index.pointer():
            if opening := self._opening:
                opening.join()

    def close(self) -> None:
        """Lets go of the view."""
        if opening := self._opening:
            opening.join()
        self._held = None

    def _open_aside(self, held: View) -> None:
        with self._guard:
            if self._opening is None and self._held is held:
                self._opening = threading.Thread(target=self._change, name="opening", daemon=True)
                self._opening.start()

    def _change(self) -> None:
        """Puts the newest version in the place of what is held; one that cannot be opened is told to who asks next."""
        try:
            made = self._of(self._index.current())
            self._tried(made)
            self._held = made
        except KnowledgeError:
            self._held = None
        except Exception:
            logger.exception("A new version of the index could not be tried before it is served")
            self._held = None
        finally:
            self._opening = None

    def _of(self, generation: Generation) -> View:
        manifest = generation.manifest
        if manifest.model != self._embedder.name:
            raise ModelMismatchError(
                f"Indeks dibuat dengan model lain ({manifest.model}), sekarang EMBEDDING_MODEL memakai "
                f"{self._embedder.name}. Jalankan: python ingest.py / The index was built with another model; "
                f"run: python ingest.py"
            )
        vocabulary = Vocabulary(generation)
        names = leaning.names(generation.catalog)
        links = self._links.version()
        return View(
            generation,
            vocabulary,
            SoftMatcher(self._tokens, generation.token_frequencies, max(manifest.passages, 1)),
            Tables(generation.catalog, vocabulary),
            Subject(generation.catalog, vocabulary, names),
            names,
            Overlay(self._links.all(), generation, self._embedder),
            links,
            Speller(vocabulary, self._tokens.words()),
        )
