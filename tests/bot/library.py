"""A knowledge base of five provisions, small enough to know every answer by heart."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge import (
    Answer,
    AnswerKind,
    Citation,
    DocumentEntry,
    Effect,
    Exam,
    Hit,
    Item,
    Journal,
    Link,
    LinkError,
    Outcome,
    PageImage,
    Passage,
    PictureKind,
    ProvisionView,
    QuestionError,
    Turn,
    Watched,
)
from knowledge.records import Kind, Unit

PERPRES = "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik"
GUIDE = "Enam dimensi smart city"
PNG = b"\x89PNG\r\n\x1a\n picture"


class Provision:
    """One provision and the words that ask for it."""

    def __init__(self, words: str, document: str, title: str, locator: str, page: int | None, text: str) -> None:
        self.words = set(words.split())
        self.document, self.title, self.locator, self.page, self.text = document, title, locator, page, text

    def cite(self) -> Citation:
        return Citation(self.document, self.title, self.locator, self.page, self.text)


PROVISIONS = (
    Provision(
        "spbe", "perpres-95-2018", PERPRES, "Pasal 1 angka 1", 3,
        "SPBE adalah penyelenggaraan pemerintahan yang memanfaatkan teknologi informasi.",
    ),
    Provision(
        "unsur saja", "perpres-95-2018", PERPRES, "Pasal 4", 6,
        "Unsur SPBE meliputi:\na. Rencana Induk SPBE Nasional;\nb. Arsitektur SPBE; dan\nc. Peta Rencana SPBE.",
    ),
    Provision(
        "peta rencana", "perpres-95-2018", PERPRES, "Pasal 5 ayat (2)", 7,
        "Peta Rencana SPBE disusun untuk jangka waktu 5 (lima) tahun <tetap> & ditinjau.",
    ),
    Provision("dimensi enam", "enam-dimensi", GUIDE, "Ringkasan", None, "Smart governance, smart branding."),
    Provision("quick win", "enam-dimensi", GUIDE, "Quick win", None, "Quick win adalah program percepatan."),
)  # fmt: skip


EXAMINED = (("apa itu spbe?", True), ("unsur?", True), ("quick win?", True), ("resep rendang zzz?", False))


class SmallLibrary:
    """Answers by the words of a question; `gate` closed, it keeps every question waiting."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder)
        self.gate = threading.Event()
        self.gate.set()
        self.slow_word = ""
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.working = 0
        self.generation = "1"
        self.effects: list[Effect] = []
        self.links: dict[str, Link] = {}
        self.changes = 0
        self.questions = Exam("mark", tuple(
            Item(f"q{n}", text, "", answerable, (), ()) for n, (text, answerable) in enumerate(EXAMINED)
        ))  # fmt: skip
        self.missing: set[str] = set()
        self.broken: Exception | None = None
        self.draft = ""
        self.drawn: list[tuple[str, str]] = []
        self.pictured: PictureKind | None = None
        self._lock = threading.Lock()

    @property
    def revision(self) -> str:
        return f"{self.generation}+{self.changes}" if self.changes else self.generation

    def catch_up(self) -> None:
        """Has one version only."""

    def exam(self) -> Exam:
        if self.broken:
            raise self.broken
        return self.questions

    def examine(self, item: Item) -> Outcome:
        found = self.ask(item.question)
        facts = all(one in found.lead for one in item.expect)
        return Outcome(item, tuple(1 for _ in item.gold), facts, found.abstained, len(found.lead))

    def link(self, question: str, document: str, locator: str, *, by: str) -> Link:
        if not any((one.document, one.locator) == (document, locator) for one in PROVISIONS):
            raise LinkError("no such provision")
        link = Link(f"link-{len(self.links)}", document, question, locator, "linked", by, "2026-01-02T03:04:05+00:00")
        self.links[link.id] = link
        self.changes += 1
        return link

    def unlink(self, link_id: str) -> Link:
        self.changes += 1
        if link_id not in self.links:
            raise LinkError("no such link")
        return self.links.pop(link_id)

    def grouped(self, questions: Sequence[str]) -> list[list[int]]:
        """Puts questions together that begin with the same two words."""
        groups: dict[str, list[int]] = {}
        for place, question in enumerate(questions):
            groups.setdefault(" ".join(question.lower().split()[:2]), []).append(place)
        return list(groups.values())

    def _linked(self, question: str) -> Provision | None:
        places = {(one.document, one.locator): one for one in PROVISIONS}
        linked = (
            one for one in self.links.values() if one.question.lower().split()[:3] == question.lower().split()[:3]
        )
        return next((places[one.key, one.locator] for one in linked), None)

    def ask(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        language: str | None = None,
        heard: Callable[[Answer], None] | None = None,
    ) -> Answer:
        if heard and self.draft:
            heard(Answer(question, AnswerKind.ANSWER, "id", self.draft))
        with self._lock:
            self.asked.append((question, tuple(turns)))
            self.working += 1
        if not self.slow_word or self.slow_word in question:
            self.gate.wait(30)
        with self._lock:
            self.working -= 1
        if self.broken:
            raise self.broken
        if not any(character.isalnum() for character in question):
            raise QuestionError("Tulis pertanyaan dengan kata-kata. / Write a question in words.")
        spoken = language or ("en" if question.lower().startswith("what") else "id")
        if linked := self._linked(question):
            return self._answer(question, spoken, linked)
        if question in self.missing:
            return Answer(question, AnswerKind.NOT_FOUND, spoken, "Tidak ditemukan dalam dokumen.")
        found = self._best(question) or (self._carried(turns) if question.startswith("kalau") else None)
        if found is None:
            lead = "Not found in the documents." if spoken == "en" else "Tidak ditemukan dalam dokumen."
            return Answer(question, AnswerKind.NOT_FOUND, spoken, lead, suggestions=("Apa itu SPBE?",))
        return self._answer(question, spoken, found)

    def _answer(self, question: str, language: str, found: Provision) -> Answer:
        others = tuple((one.document, one.locator) for one in PROVISIONS if one.document == found.document)[:2]
        lead = f"{found.text} [1]"
        related = ("Apa saja unsur SPBE?", "Apa itu quick win?")
        return Answer(question, AnswerKind.ANSWER, language, lead, (found.cite(),), related=related, see_also=others)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        words = set(query.lower().split())
        ranked = sorted((one for one in PROVISIONS if one.words & words), key=lambda one: -len(one.words & words))
        return [Hit(self._passage(one), float(len(one.words & words)), one.locator, one.page) for one in ranked[:k]]

    def documents(self) -> list[DocumentEntry]:
        return [
            DocumentEntry("perpres-95-2018", PERPRES, "perpres", 2018, 110, 3, 71, "aa", "a.pdf", status="berlaku"),
            DocumentEntry("enam-dimensi", GUIDE, "panduan", 2017, 0, 2, 0, "bb", "enam-dimensi.md"),
        ]

    def history(self) -> list[str]:
        return [self.generation]

    def outline(self, document: str) -> list[tuple[str, str]]:
        return [(one.locator, "") for one in PROVISIONS if one.document == document]

    def provision(self, document: str, locator: str) -> ProvisionView | None:
        same = [one for one in PROVISIONS if one.document == document]
        for place, one in enumerate(same):
            if one.locator == locator:
                before = same[place - 1].locator if place else None
                after = same[place + 1].locator if place + 1 < len(same) else None
                return ProvisionView(document, one.title, locator, one.page, ("BAB I",), one.text, before, after)
        return None

    def page_image(self, document: str, locator: str, quote: str = "") -> PageImage | None:
        found = next((one for one in PROVISIONS if (one.document, one.locator) == (document, locator)), None)
        if found is None:
            return None
        self.drawn.append((locator, quote))
        kind = self.pictured or (PictureKind.PAGE if found.page else PictureKind.CARD)
        return PageImage(document, found.title, locator, found.page, PNG, kind)

    def define(self, term: str) -> Answer:
        found = next((one for one in PROVISIONS if term.lower() in one.words), None)
        if found is None:
            return Answer(term, AnswerKind.NOT_FOUND, "id", "Tidak ditemukan dalam dokumen.")
        return self._answer(term, "id", found)

    def watched(self, text: str) -> Watched | None:
        if "95" not in text:
            return None
        return Watched("perpres-95-2018", PERPRES, tuple(self.effects))

    def close(self) -> None:
        """Has nothing to close; a closed gate stays closed, as a stuck question outlives the wish to stop."""

    def _best(self, question: str) -> Provision | None:
        words = set(question.lower().strip("?!.").split())
        ranked = sorted(PROVISIONS, key=lambda one: -len(one.words & words))
        return ranked[0] if ranked[0].words & words else None

    def _carried(self, turns: Sequence[Turn]) -> Provision | None:
        places = [(one.document, one.locator) for turn in turns for one in turn.citations]
        return next((one for one in PROVISIONS if (one.document, one.locator) in places[-1:]), None)

    def _passage(self, one: Provision) -> Passage:
        unit = Unit(one.locator, one.text, one.page, Kind.PASAL)
        return Passage(one.locator, one.document, one.title, one.locator, one.page, Kind.PASAL, (), (unit,))
