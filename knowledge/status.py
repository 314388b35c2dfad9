"""Whether a regulation is in force, what changed it and what it changed: answered from the graph, with citations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from knowledge import history, inquiry, naming
from knowledge.asked import Asked
from knowledge.dates import is_after, written
from knowledge.evidence import Sources
from knowledge.graph import Event, Graph
from knowledge.inquiry import Inquiry, Wants
from knowledge.phrases import phrase
from knowledge.records import Answer, AnswerKind, Passage
from knowledge.verbs import AMENDS, CHANGES, DELETES, INSERTS, PARTLY, REVOKES

# More of a list is not read on a phone; the citations lead on.
_MOST_LISTED = 12
_ENGLISH_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = (
    "pertama",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
)


@dataclass(slots=True)
class Reply:
    """An answer as it is put together."""

    sources: Sources
    lines: list[str] = field(default_factory=list)
    unknown: bool = False

    def add(self, line: str) -> None:
        """Adds a line, each once."""
        if line and line not in self.lines:
            self.lines.append(line)


def answer(asked: Asked) -> Answer | None:
    """Answers a question about a regulation's fate, None when it is about something else."""
    reply = _reply(asked)
    if reply is None or not reply.lines:
        return None
    question = asked.question
    kind = AnswerKind.NOT_FOUND if reply.unknown else AnswerKind.ANSWER
    return Answer(question.text, kind, question.language, "\n".join(reply.lines), tuple(reply.sources.citations))


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
    graph = Graph(asked.generation.catalog)
    key = naming.target(asked, asks, graph)
    if not key or not naming.is_about(asked, asks, graph, key):
        return None
    writer = _Writer(asked, asks, graph, Reply(Sources(graph.catalog)))
    place = asked.question.locator
    if (
        place is not None
        and place.steps
        and not (asks.wants is Wants.AMENDS and not graph.base(graph.documents.get(key, "")))
    ):
        told = history.of_provision(asked, asks, graph, key, place, writer.reply.sources)
        writer.reply.lines.extend(told)
        return writer.reply if told else None
    writer.write(key)
    return writer.reply


class _Writer:
    """Writes the answer to one question, line by line."""

    def __init__(self, asked: Asked, asks: Inquiry, graph: Graph, reply: Reply) -> None:
        self._asked = asked
        self._asks = asks
        self._graph = graph
        self._language = asked.question.language
        self.reply = reply

    def write(self, key: str) -> None:
        """Writes what is asked of a regulation."""
        wants = self._asks.wants
        document = self._graph.documents.get(key)
        if wants in (Wants.AMENDS, Wants.REVOKES):
            self._does(key, document)
        elif wants in (Wants.AMENDED_BY, Wants.DIFFERENCE):
            self._amended_by(key, document)
        elif wants is Wants.BASES:
            self._bases(key, document)
        elif wants is Wants.IMPLEMENTERS:
            self._implementers(key)
        elif wants is Wants.HISTORY:
            self._history(key, document)
        elif wants is Wants.BEGINS:
            self._begins(key, document)
        elif self._asks.on:
            self._in_force_on(key, document, self._asks.on)
        else:
            self._in_force(key, document)

    def _say(self, form: str, /, **values: object) -> str:
        return phrase(form, self._language, **values)

    def _mark(self, event: Event) -> str:
        return self.reply.sources.mark(event.edges[0]) or self._say("status_declared")

    def _newest(self) -> str:
        newest = self._graph.newest
        return self._say("status_newest", when=written(newest, self._language)) if newest else ""

    def _since(self, event: Event) -> str:
        commencement = self._graph.commencement(event.document) if event.document else None
        when = next((e.since for e in event.edges if e.since), "") or (commencement.since if commencement else "")
        return self._say("status_since", when=written(when, self._language)) if when else ""

    def _by(self, event: Event) -> str:
        name = self._graph.name(event.by) + self._mark(event)
        return name if event.document else name + self._say("status_gone")

    # in force

    def _in_force(self, key: str, document: str | None) -> None:
        graph, name = self._graph, self._graph.full_name(key)
        if enacted := graph.enactment(key):
            by = graph.full_name(enacted.by)
            self.reply.add(self._say("status_enacted", name=name, by=by, mark=self._mark(enacted)))
        if repeal := graph.repeal(key):
            by = graph.full_name(repeal.by)
            line = self._say("status_revoked", name=name, by=by, since=self._since(repeal), mark=self._mark(repeal))
            self.reply.add(line)
            return
        amendments = graph.amendments(key)
        partial = [event for event in graph.repeals(key) if not event.is_whole]
        if amendments:
            self.reply.add(self._say("status_amended", name=name, by=", ".join(map(self._by, amendments))))
        for event in partial:
            self.reply.add(self._partly(event))
        self._as_amendment(key, document)
        if self.reply.lines and (amendments or partial or enacted or document):
            return
        if document:
            mark = self.reply.sources.mark(graph.commencement(document))
            self.reply.add(self._say("status_in_force", name=name, newest=self._newest(), mark=mark))
        else:
            self._unknown(key)

    def _partly(self, event: Event) -> str:
        named = [part for part in event.provisions if part != PARTLY]
        provisions = ", ".join(named[:_MOST_LISTED]) or self._say("status_some")
        by = self._graph.full_name(event.by)
        return self._say("status_partly_revoked", by=by, provisions=provisions, mark=self._mark(event))

    def _as_amendment(self, key: str, document: str | None) -> None:
        """Says of an amending act what it amends, and what came after it."""
        base = self._graph.base(document) if document else ""
        if not base or document is None:
            return
        own = self._graph.done_by(document, *CHANGES)[0]
        name, target = self._graph.full_name(key), self._graph.full_name(base)
        self.reply.add(self._say("status_is_amendment", name=self._graph.name(key), base=target, mark=self._mark(own)))
        if repeal := self._graph.repeal(base):
            by = self._graph.full_name(repeal.by) + self._mark(repeal)
            self.reply.add(self._say("base_revoked", base=self._graph.name(base), name=self._graph.name(key), by=by))
            return
        later = [event for event in self._graph.amendments(base) if (event.when, event.by) > (own.when, key)]
        if later:
            by = ", ".join(map(self._by, later))
            self.reply.add(self._say("status_later_amendments", base=self._graph.name(base), by=by))
        elif not self._graph.amendments(key):
            mark = self.reply.sources.mark(self._graph.commencement(document))
            self.reply.lines.insert(0, self._say("status_in_force", name=name, newest=self._newest(), mark=mark))

    def _unknown(self, key: str) -> None:
        self.reply.unknown = True
        self.reply.add(self._say("status_unknown", name=self._graph.full_name(key)))

    def _in_force_on(self, key: str, document: str | None, day: date) -> None:
        graph, name = self._graph, self._graph.full_name(key)
        shown = written(day.isoformat(), self._language)
        if document and is_after(graph.when(key), day):
            mark = self.reply.sources.mark(graph.commencement(document))
            when = written(graph.when(key), self._language)
            self.reply.add(self._say("on_not_yet", day=shown, name=name, when=when, mark=mark))
            return
        repeal = graph.repeal(key)
        if repeal and is_after(repeal.when, day) is False:
            self._in_force(key, document)
            return
        amendments = graph.amendments(key)
        before = [event for event in amendments if is_after(event.when, day) is not True]
        after = [event for event in amendments if is_after(event.when, day) is True]
        if repeal:
            by, mark = graph.full_name(repeal.by), self._mark(repeal)
            since = self._since(repeal)
            self.reply.add(self._say("on_in_force", day=shown, name=name, by=by, since=since, mark=mark))
        if before:
            self.reply.add(self._say("on_amended", day=shown, name=name, by=", ".join(map(self._by, before))))
        elif document and not repeal:
            mark = self.reply.sources.mark(graph.commencement(document))
            self.reply.add(self._say("on_original", day=shown, name=name, mark=mark))
        if after:
            self.reply.add(self._say("on_later", by=", ".join(map(self._by, after))))
        for event in before:
            if is_after(event.when, day) is None:
                self.reply.add(self._say("on_same_year", by=graph.name(event.by)))
        if not self.reply.lines:
            self._unknown(key)

    # amended by

    def _amended_by(self, key: str, document: str | None) -> None:
        graph, name = self._graph, self._graph.full_name(key)
        amendments = graph.amendments(key)
        if self._asks.ordinal:
            self._ordinal(key, amendments)
            return
        if not amendments and document and graph.base(document):
            self._does(key, document)
            return
        if amendments:
            self.reply.add(self._say("status_amended_by", name=name))
            for event in amendments[-_MOST_LISTED:]:
                self.reply.add(f"• {self._by(event)}{self._changes(event)}")
            self._new_wording(amendments)
        elif document:
            mark = self.reply.sources.mark(graph.commencement(document))
            self.reply.add(self._say("status_not_amended", name=name, newest=self._newest(), mark=mark))
        if repeal := graph.repeal(key):
            by, since = graph.full_name(repeal.by), self._since(repeal)
            line = self._say("status_revoked", name=graph.name(key), by=by, since=since, mark=self._mark(repeal))
            self.reply.add(line)
        if not self.reply.lines:
            self._unknown(key)

    def _changes(self, event: Event) -> str:
        """Returns ": mengubah Pasal 5, Pasal 13; menyisipkan Pasal 13A", what is known of it."""
        clauses = []
        for verb in (AMENDS, INSERTS, DELETES):
            edges = [edge for edge in event.edges if edge.relation == verb]
            named = list(dict.fromkeys(part for edge in edges for part in edge.provision.split(", ") if part))
            if named:
                clauses.append(self._say(f"verb_{verb}", what=_enumerated(named)))
        return f": {'; '.join(clauses)}" if clauses else ""

    def _new_wording(self, amendments: list[Event]) -> None:
        """Cites the new wording itself where a single provision was changed."""
        for event in amendments:
            if event.document and len(event.provisions) == 1 and self._graph.base(event.document):
                for part in self._graph.catalog.at(event.document, event.provisions[0])[:1]:
                    extract = history.whole(part.passage)
                    self.reply.lines[-1] += self.reply.sources.mark_extract(extract)

    def _ordinal(self, key: str, amendments: list[Event]) -> None:
        ordinal, name = self._asks.ordinal, self._graph.full_name(key)
        which = _which(ordinal, self._language)
        event = naming.nth_amendment(self._graph, amendments, ordinal)
        if event is None:
            self.reply.add(self._say("status_no_ordinal", which=which, name=name))
            if amendments:
                self.reply.add(self._say("status_amended", name=name, by=", ".join(map(self._by, amendments))))
            return
        by, mark = self._graph.full_name(event.by), self._mark(event)
        self.reply.add(self._say("status_ordinal", which=which, name=self._graph.name(key), by=by, mark=mark))
        if changes := self._changes(event):
            self.reply.add(f"{self._graph.name(event.by)}{changes}.")

    # what it does

    def _does(self, key: str, document: str | None) -> None:
        if document is None:
            self._done_elsewhere(key)
            return
        verbs = (REVOKES,) if self._asks.wants is Wants.REVOKES else CHANGES
        events = self._graph.done_by(document, *verbs) or self._graph.done_by(document, REVOKES, *CHANGES)
        name = self._graph.full_name(key)
        other = naming.key_of(self._asked, self._asks.other, self._graph)
        if other:
            self._between(key, document, other)
        elif not events:
            self.reply.add(self._say("status_does_nothing", name=name))
            self.reply.unknown = True
        elif events[0].verb == REVOKES:
            self._revokes(name, events)
        else:
            for event in events[:_MOST_LISTED]:
                what, mark = self._graph.full_name(event.target), self._mark(event)
                line = self._say("status_amends", name=self._graph.name(key), what=what, mark=mark)
                self.reply.add(line + self._changes(event).replace(": ", " ", 1).capitalize())
            self._new_wording(events)

    def _revokes(self, name: str, events: list[Event]) -> None:
        lines = []
        for event in events[:_MOST_LISTED]:
            named = [part for part in event.provisions if part != PARTLY]
            partly = ", ".join(named) or self._say("status_some")
            what = (
                self._graph.full_name(event.target)
                if event.is_whole
                else f"{partly} {self._graph.full_name(event.target)}"
            )
            lines.append((what, self._mark(event)))
        if len(lines) == 1:
            self.reply.add(self._say("status_revokes_one", name=name, what=lines[0][0], mark=lines[0][1]))
            return
        self.reply.add(self._say("status_revokes", name=name))
        for what, mark in lines:
            self.reply.add(f"• {what}{mark}")

    def _between(self, key: str, document: str, other: str) -> None:
        """Answers "apakah PP 59/2022 mencabut PP 34/2009?"."""
        name = self._graph.full_name(key)
        for event in self._graph.done_by(document, REVOKES, *CHANGES):
            if event.target == other:
                what, mark = self._graph.full_name(other), self._mark(event)
                form = "status_revokes_one" if event.verb == REVOKES else "status_amends"
                line = self._say(form, name=name, what=what, mark=mark)
                self.reply.add(self._say("status_yes", line=line))
                return
        self.reply.add(self._say("status_no_such", name=name, other=self._graph.full_name(other)))

    def _done_elsewhere(self, key: str) -> None:
        """Tells what other texts say that a regulation does which is not indexed itself."""
        verbs = (REVOKES,) if self._asks.wants is Wants.REVOKES else CHANGES
        for event in self._graph.told_of(key, *verbs)[:_MOST_LISTED]:
            form = "status_revokes_one" if event.verb == REVOKES else "status_amends"
            what, mark = self._graph.full_name(event.target), self._mark(event)
            self.reply.add(self._say(form, name=self._graph.name(key), what=what, mark=mark))
        if not self.reply.lines:
            self._unknown(key)

    # grounds

    def _bases(self, key: str, document: str | None) -> None:
        if document is None:
            self._unknown(key)
            return
        graph, name = self._graph, self._graph.full_name(key)
        for event in graph.done_by(document, "melaksanakan"):
            what = " ".join(
                part for part in (_enumerated(list(event.provisions)), graph.full_name(event.target)) if part
            )
            edge = next((e for e in event.edges if e.provision), event.edges[0])
            mark = self.reply.sources.mark(edge)
            self.reply.add(self._say("bases_implements", name=name, what=what, mark=mark))
        listed = graph.bases(document)
        marks = "".join(dict.fromkeys(self.reply.sources.mark(edge) for edge in listed[:4]))
        if listed:
            what = "; ".join(graph.name(edge.target) for edge in listed)
            self.reply.add(self._say("bases_list", what=what, mark=marks))
        if not self.reply.lines:
            self.reply.unknown = True
            self.reply.add(self._say("bases_none", name=name))

    def _implementers(self, key: str) -> None:
        events = self._graph.implementers(key)
        name = self._graph.full_name(key)
        if not events:
            self.reply.add(self._say("implementers_none", name=name))
            self.reply.unknown = not self._graph.documents.get(key)
            return
        self.reply.add(self._say("implementers", name=name))
        for event in events[-_MOST_LISTED:]:
            provisions = f" ({_enumerated(list(event.provisions))})" if event.provisions else ""
            edge = next((e for e in event.edges if e.provision), event.edges[0])
            self.reply.add(f"• {self._graph.full_name(event.by)}{provisions}{self.reply.sources.mark(edge)}")

    # dates

    def _history(self, key: str, document: str | None) -> None:
        graph = self._graph
        own = [*graph.amendments(key), *graph.repeals(key)]
        self.reply.add(self._say("history", what=graph.full_name(key)))
        if document:
            mark = self.reply.sources.mark(graph.commencement(document))
            when = written(graph.when(key), self._language)
            self.reply.add("• " + self._say("history_enacted", when=when, by=graph.name(key), mark=mark))
        for event in sorted(own, key=lambda e: (e.when, e.by)):
            form = "history_revoked" if event.verb == REVOKES and event.is_whole else "history_changed"
            when, changed = written(event.when, self._language), self._changes(event)
            if event.verb == REVOKES and not event.is_whole:
                self.reply.add(f"• {when}: {self._partly(event)}")
                continue
            line = self._say(form, when=when, by=graph.name(event.by), mark=self._mark(event))
            self.reply.add(
                f"• {line.removesuffix('.')}{changed}" + ("" if event.document else self._say("status_gone"))
            )
        if document and not own:
            self._as_amendment(key, document)
        if not document and not own:
            self.reply.lines.clear()
            self._unknown(key)

    def _begins(self, key: str, document: str | None) -> None:
        edge = self._graph.commencement(document) if document else None
        if edge is None or document is None:
            return
        mark = self.reply.sources.mark(edge)
        when = (
            self._say("begins_on", when=written(edge.since, self._language))
            if edge.since
            else self._say("begins_quoted")
        )
        self.reply.add(self._say("begins", name=self._graph.full_name(key), when=when, mark=mark))


def _enumerated(provisions: list[str]) -> str:
    """Returns "Pasal 5, Pasal 13", shortened to "Pasal 5, 13, 17" where there are many."""
    text = ", ".join(provisions)
    if len(text) < 160:
        return text
    groups: dict[str, list[str]] = {}
    for provision in provisions:
        head, _, number = provision.rpartition(" ")
        groups.setdefault(head if " dengan " not in head else provision, []).append(number)
    return ", ".join(head if " dengan " in head else f"{head} {', '.join(numbers)}" for head, numbers in groups.items())


def _which(ordinal: int, language: str) -> str:
    if language == "en":
        return "latest amendment" if ordinal < 0 else f"{_ENGLISH_ORDINALS[ordinal - 1]} amendment"
    return "Perubahan terakhir" if ordinal < 0 else f"Perubahan {_ORDINALS[ordinal - 1]}"
