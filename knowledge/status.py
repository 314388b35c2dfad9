"""Whether a regulation is in force, what changed it and what it changed: answered from the graph, with citations."""

from __future__ import annotations

from datetime import date

from knowledge import grounds, history, inquiry, naming
from knowledge.asked import Asked
from knowledge.dates import is_after, shown_day, written
from knowledge.graph import Event, Graph
from knowledge.inquiry import Inquiry, Wants
from knowledge.records import Answer, AnswerKind, Passage
from knowledge.telling import MOST_LISTED, Reply, Teller
from knowledge.verbs import CHANGES, PARTLY, REVOKES

_ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"


def answer(asked: Asked) -> Answer | None:
    """Answers a question about a regulation's fate, None when it is about something else."""
    reply = _reply(asked)
    if reply is None or not reply.lines:
        return None
    question = asked.question
    kind = AnswerKind.NOT_FOUND if reply.unknown else AnswerKind.ANSWER
    return Answer(
        question.text, kind, inquiry.language(question), "\n".join(reply.lines), tuple(reply.sources.citations)
    )


def hits(asked: Asked) -> list[tuple[Passage, str, int | None]]:
    """Returns the provisions that such an answer cites, for a list of results."""
    reply = _reply(asked)
    return reply.sources.passages if reply and not reply.unknown else []


def of(graph: Graph) -> dict[str, str]:
    """Returns document → "berlaku", "diubah" or "dicabut", as far as the documents show."""
    return {document: graph.status(key) for document, key in graph.keys.items()}


def _reply(asked: Asked) -> Reply | None:
    asks = inquiry.read(asked.question)
    if asks is None:
        return None
    graph = asked.generation.graph
    key = naming.target(asked, asks, graph)
    if not key or not naming.is_about(asked, asks, graph, key):
        return None
    writer = _Writer(asked, asks, graph)
    place = asked.question.locator
    if place is not None and place.steps:
        told = history.of_provision(asked, asks, graph, key, place, writer.reply.sources)
        writer.reply.lines.extend(told)
        return writer.reply if told else None
    writer.write(key)
    return writer.reply


class _Writer(Teller):
    """Writes the answer to one question."""

    def __init__(self, asked: Asked, asks: Inquiry, graph: Graph) -> None:
        super().__init__(graph, inquiry.language(asked.question))
        self._asked = asked
        self._asks = asks

    def write(self, key: str) -> None:
        """Writes what is asked of a regulation."""
        document = self.graph.documents.get(key)
        match self._asks.wants:
            case Wants.AMENDS | Wants.REVOKES:
                self._does(key, document)
            case Wants.AMENDED_BY | Wants.DIFFERENCE:
                self._amended_by(key, document)
            case Wants.BASES:
                grounds.bases(self, key, document)
            case Wants.IMPLEMENTERS:
                grounds.implementers(self, key)
            case Wants.HISTORY:
                grounds.history(self, key, document)
            case Wants.BEGINS:
                grounds.begins(self, key, document)
            case _ if self._asks.on:
                self._in_force_on(key, document, self._asks.on)
            case _:
                self._in_force(key, document)

    # in force

    def _in_force(self, key: str, document: str | None) -> None:
        graph, name = self.graph, self.graph.full_name(key)
        if enacted := graph.enactment(key):
            by = graph.full_name(enacted.by)
            self.reply.add(self.say("status_enacted", name=name, by=by, mark=self.mark(enacted)))
        if repeal := graph.repeal(key):
            by = graph.full_name(repeal.by)
            line = self.say("status_revoked", name=name, by=by, since=self.since(repeal), mark=self.mark(repeal))
            self.reply.add(line)
            return
        amendments = graph.amendments(key)
        partial = [event for event in graph.repeals(key) if not event.is_whole]
        if amendments:
            self.reply.add(self.say("status_amended", name=name, by=", ".join(map(self.by, amendments))))
        elif partial:
            self.reply.add(self.say("status_not_wholly_revoked", name=name, newest=self.newest()))
        for event in partial:
            self.reply.add(self.partly(event))
        self._as_amendment(key, document)
        if self.reply.lines and (amendments or partial or enacted or document):
            return
        if document:
            mark = self.commencement(document)
            self.reply.add(self.say("status_in_force", name=name, newest=self.newest(), mark=mark))
        else:
            self.unknown(key)

    def _as_amendment(self, key: str, document: str | None) -> None:
        """Says of an amending act what it amends, and what came after it."""
        base = self.graph.base(document) if document else ""
        if not base or document is None:
            return
        own = self.graph.done_by(document, *CHANGES)[0]
        target = self.graph.full_name(base)
        self.reply.add(self.say("status_is_amendment", name=self.graph.name(key), base=target, mark=self.mark(own)))
        if repeal := self.graph.repeal(base):
            by = self.graph.full_name(repeal.by) + self.mark(repeal)
            self.reply.add(self.say("base_revoked", base=self.graph.name(base), name=self.graph.name(key), by=by))
            return
        later = [event for event in self.graph.amendments(base) if (event.when, event.by) > (own.when, key)]
        if later:
            by = ", ".join(map(self.by, later))
            self.reply.add(self.say("status_later_amendments", base=self.graph.name(base), by=by))
        if not self.graph.amendments(key):
            name = self.graph.full_name(key)
            self.reply.lines.insert(0, self.say("status_standing", name=name, newest=self.newest()))

    def _in_force_on(self, key: str, document: str | None, day: date) -> None:
        graph, name = self.graph, self.graph.full_name(key)
        shown = shown_day(self._asked.question.text, day, self.language)
        if document and is_after(graph.when(key), day):
            mark = self.commencement(document)
            when = written(graph.when(key), self.language)
            self.reply.add(self.say("on_not_yet", day=shown, name=name, when=when, mark=mark))
            return
        repeal = graph.repeal(key)
        if repeal and is_after(repeal.when, day) is False:
            self._in_force(key, document)
            return
        amendments = graph.amendments(key)
        before = [event for event in amendments if is_after(event.when, day) is not True]
        after = [event for event in amendments if is_after(event.when, day) is True]
        if repeal:
            by, mark = graph.full_name(repeal.by), self.mark(repeal)
            since = self.since(repeal)
            self.reply.add(self.say("on_in_force", day=shown, name=name, by=by, since=since, mark=mark))
        if before:
            self.reply.add(self.say("on_amended", day=shown, name=name, by=", ".join(map(self.by, before))))
        elif document and not repeal:
            mark = self.commencement(document)
            self.reply.add(self.say("on_original", day=shown, name=name, mark=mark))
        if after:
            self.reply.add(self.say("on_later", by=", ".join(map(self.by, after))))
        for event in before:
            if is_after(event.when, day) is None:
                self.reply.add(self.say("on_same_year", by=graph.name(event.by)))
        if not self.reply.lines:
            self.unknown(key)

    # amended by

    def _amended_by(self, key: str, document: str | None) -> None:
        graph, name = self.graph, self.graph.full_name(key)
        amendments = graph.amendments(key)
        if self._asks.ordinal:
            self._ordinal(key, amendments)
            return
        if not amendments and document and graph.base(document):
            self._does(key, document)
            return
        if amendments:
            self.reply.add(self.say("status_amended_by", name=name))
            for event in amendments[-MOST_LISTED:]:
                self.reply.add(f"• {self.by(event)}{self.changes(event)}")
            self.new_wording(amendments)
        elif document:
            mark = self.commencement(document)
            self.reply.add(self.say("status_not_amended", name=name, newest=self.newest(), mark=mark))
        if repeal := graph.repeal(key):
            by, since = graph.full_name(repeal.by), self.since(repeal)
            line = self.say("status_revoked", name=graph.name(key), by=by, since=since, mark=self.mark(repeal))
            self.reply.add(line)
        if not self.reply.lines:
            self.unknown(key)

    def _ordinal(self, key: str, amendments: list[Event]) -> None:
        ordinal, name = self._asks.ordinal, self.graph.full_name(key)
        which = _which(ordinal, self.language)
        event = naming.nth_amendment(self.graph, amendments, ordinal)
        if event is None:
            self.reply.add(self.say("status_no_ordinal", which=which, name=name))
            if amendments:
                self.reply.add(self.say("status_amended", name=name, by=", ".join(map(self.by, amendments))))
            return
        by, mark = self.graph.full_name(event.by), self.mark(event)
        self.reply.add(self.say("status_ordinal", which=which, name=self.graph.name(key), by=by, mark=mark))
        if changes := self.changes(event):
            self.reply.add(f"{self.graph.name(event.by)}{changes}.")

    # what it does

    def _does(self, key: str, document: str | None) -> None:
        if document is None:
            self._done_elsewhere(key)
            return
        verbs = (REVOKES,) if self._asks.wants is Wants.REVOKES else CHANGES
        events = self.graph.done_by(document, *verbs)
        name = self.graph.full_name(key)
        other = naming.key_of(self._asked, self._asks.other, self.graph)
        if other:
            self._between(key, document, other)
        elif not events:
            form = "status_revokes_nothing" if REVOKES in verbs else "status_amends_nothing"
            self.reply.add(self.say(form, name=name) + self.commencement(document))
        elif events[0].verb == REVOKES:
            self._revokes(name, events)
        else:
            for event in events[:MOST_LISTED]:
                what, mark = self.graph.full_name(event.target), self.mark(event)
                name, changes = self.graph.name(key), self.changes(event)
                self.reply.add(self.say("status_amends", name=name, what=what, mark=mark, changes=changes))
            self.new_wording(events)

    def _revokes(self, name: str, events: list[Event]) -> None:
        lines = []
        for event in events[:MOST_LISTED]:
            named = [part for part in event.provisions if part != PARTLY]
            partly = ", ".join(named) or self.say("status_some")
            what = (
                self.graph.full_name(event.target)
                if event.is_whole
                else f"{partly} {self.graph.full_name(event.target)}"
            )
            lines.append((what, self.mark(event)))
        if len(lines) == 1:
            self.reply.add(self.say("status_revokes_one", name=name, what=lines[0][0], mark=lines[0][1]))
            return
        self.reply.add(self.say("status_revokes", name=name))
        for what, mark in lines:
            self.reply.add(f"• {what}{mark}")

    def _between(self, key: str, document: str, other: str) -> None:
        """Answers "apakah PP 59/2022 mencabut PP 34/2009?"."""
        name = self.graph.full_name(key)
        for event in self.graph.done_by(document, REVOKES, *CHANGES):
            if event.target == other:
                what, mark = self.graph.full_name(other), self.mark(event)
                form = "status_revokes_one" if event.verb == REVOKES else "status_amends"
                line = self.say(form, name=name, what=what, mark=mark, changes=self.changes(event))
                self.reply.add(self.say("status_yes", line=line))
                return
        self.reply.add(self.say("status_no_such", name=name, other=self.graph.full_name(other)))

    def _done_elsewhere(self, key: str) -> None:
        """Tells what other texts say that a regulation does which is not indexed itself."""
        verbs = (REVOKES,) if self._asks.wants is Wants.REVOKES else CHANGES
        for event in self.graph.told_of(key, *verbs)[:MOST_LISTED]:
            form = "status_revokes_one" if event.verb == REVOKES else "status_amends"
            what, mark = self.graph.full_name(event.target), self.mark(event)
            self.reply.add(self.say(form, name=self.graph.name(key), what=what, mark=mark, changes=""))
        if not self.reply.lines:
            self.unknown(key)


def _which(ordinal: int, language: str) -> str:
    if language == "en":
        return "latest amendment" if ordinal < 0 else f"{_ENGLISH_ORDINALS.split()[ordinal - 1]} amendment"
    return "Perubahan terakhir" if ordinal < 0 else f"Perubahan {naming.NUMBERS[ordinal - 1]}"
