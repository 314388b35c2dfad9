"""The knowledge base as others use it: ingest, search, ask, read."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge import (
    effects,
    evaluate,
    exam,
    grouping,
    linking,
    routes,
)
from knowledge.answering import Answering
from knowledge.embed import Embedder, load_embedder
from knowledge.errors import IndexStateError
from knowledge.evaluate import Item, Outcome
from knowledge.exam import Exam
from knowledge.index import Index
from knowledge.journal import Journal
from knowledge.linking import Linked, Wanted
from knowledge.links import Link
from knowledge.records import (
    Answer,
    DocumentEntry,
    PageImage,
    ProvisionView,
    Turn,
    Watched,
)
from knowledge.report import IngestReport, Inspection, Progress
from knowledge.settings import Settings, load_settings
from knowledge.upkeep import Upkeep
from knowledge.write import Writer


class KnowledgeBase(Answering):
    """Everything about documents and questions; safe to use from several threads."""

    def __init__(self, index: Index, embedder: Embedder, settings: Settings) -> None:
        super().__init__(index, embedder, settings)
        self._settings = settings
        self.journal = Journal(index.folder)
        self._writer = Writer(settings.llm) if settings.llm else None

    @classmethod
    def open(cls, index_dir: Path | None = None) -> KnowledgeBase:
        """Opens the knowledge base that the settings name, `index_dir` going before INDEX_DIR.

        Raises:
            SettingError: a setting cannot be used.
        """
        settings = load_settings()
        return cls(Index(index_dir or settings.index_dir), load_embedder(settings.embedding_model), settings)

    # asking

    def ask(
        self,
        text: str,
        turns: Sequence[Turn] = (),
        language: str | None = None,
        heard: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """Answers a question from the documents, or says why not.

        Where a language model writes the answer, `heard` is told the extract at once and then the answer as it grows.

        Raises:
            QuestionError: there is nothing to search for in it.
            EmptyIndexError: nothing was ingested yet.
        """
        started = time.perf_counter()
        found = self._extracted(text, turns, language)
        if self._writer:
            found = self._writer.rewrite(found, heard)
        return replace(found, question=text, seconds=round(time.perf_counter() - started, 4))

    def define(self, term: str) -> Answer:
        """Returns the definitions of a term or abbreviation."""
        return self.ask(f"apa itu {term}")

    # reading

    def documents(self) -> list[DocumentEntry]:
        """Returns what is indexed."""
        return self._view().generation.catalog.documents()

    def outline(self, document: str) -> list[tuple[str, str]]:
        """Returns (locator, headings above it) of each provision of a document, in reading order."""
        return [(locator, " › ".join(path)) for locator, _, path in self._view().generation.catalog.places(document)]

    def provision(self, document: str, locator: str) -> ProvisionView | None:
        """Returns a whole Pasal or section to read, None when it is not there."""
        return routes.view(self._view().generation.catalog, document, locator)

    def page_image(self, document: str, locator: str, quote: str = "") -> PageImage | None:
        """Returns a picture of the page a provision stands on, the quotation marked; None where it is not indexed."""
        from knowledge.picture.door import page_image

        return page_image(self._view().generation.catalog, document, locator, quote)

    def watched(self, text: str) -> Watched | None:
        """Returns the regulation that a text names and what indexed documents do to it, None where it names none."""
        return effects.watched(self._view().generation.catalog, text)

    @property
    def generation(self) -> str:
        """Returns which version of the index is being served, "" before the first ingest."""
        return self._views.served()

    def serve_aside(self) -> None:
        """From now on a new version of the index is opened beside the one that is served, which answers until then."""
        self._views.aside = True

    def catch_up(self) -> None:
        """Waits until the newest version of the index is the one that is served."""
        self._views.catch_up()

    def history(self) -> list[str]:
        """Returns the version that is served and those to return to, newest first."""
        return self._index.history()

    # being tried

    def exam(self) -> Exam:
        """Returns the question set of GOLDEN_QUESTIONS, else the shipped one.

        Raises:
            KnowledgeError: it cannot be read.
        """
        return exam.load(self._settings.golden_questions)

    def examine(self, item: Item) -> Outcome:
        """Puts one of its questions; answered in extracts, as a language model's words would be others each time."""
        hits = self.search(item.question, evaluate.DEPTH) if item.gold else []
        return evaluate.outcome(item, hits, self._extracted(item.question))

    # learning

    @property
    def revision(self) -> str:
        """Returns a text that changes with every ingest and every link: what could not be answered may be now."""
        return f"{self._views.served()}+{self._links.version()}"

    def link(self, question: str, document: str, locator: str, *, by: str) -> Link:
        """Attaches a question to a provision; from now on it is found, also by those who word it differently.

        `document` is a document's name or a regulation's key, `by` says who links.

        Raises:
            LinkError: there is no such document or provision.
        """
        return self.link_all([Wanted(question, document, locator)], by=by)[0]

    def link_all(self, wanted: Sequence[Wanted], *, by: str) -> list[Link]:
        """Attaches several questions, all of them or none.

        Raises:
            LinkError: naming the first that cannot be.
        """
        links = linking.check_all(wanted, self._view().generation.catalog, by)
        self._links.add(links)
        return links

    def links(self) -> list[Linked]:
        """Returns every link, oldest first, with the document that holds its provision now."""
        return linking.listed(self._links.all(), self._view().generation.catalog)

    def grouped(self, questions: Sequence[str]) -> list[list[int]]:
        """Returns the positions of questions that mean the same together; the first of a group heads it."""
        return grouping.group(questions, self._embedder)

    def unlink(self, link_id: str) -> Link:
        """Takes a link out.

        Raises:
            LinkError: there is none of that id.
        """
        return self._links.remove(link_id)

    # keeping

    def is_current(self) -> bool:
        """Tells whether there is an index that can be served with the present settings."""
        try:
            self._view()
        except IndexStateError:
            return False
        return True

    def ingest(
        self,
        paths: Sequence[Path] = (),
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Progress = lambda *_: None,
    ) -> IngestReport:
        """Brings the index up to date with files and folders; by default the shipped and the office's documents."""
        upkeep = Upkeep(self._index, self._settings, self._embedder)
        return upkeep.ingest(paths, prune=prune, rebuild=rebuild, progress=progress)

    def inspect(self, paths: Sequence[Path], progress: Progress = lambda *_: None) -> list[Inspection]:
        """Returns what files would become if they were ingested; the index stays as it is."""
        return Upkeep(self._index, self._settings, self._embedder).inspect(paths, progress=progress)

    def close(self) -> None:
        """Closes the index."""
        self._views.close()
        self._index.close()
