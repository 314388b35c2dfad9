"""The sentences of an answer about changes, with their sources, as several kinds of questions put them together."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge import history
from knowledge.dates import written
from knowledge.evidence import Sources
from knowledge.graph import Event, Graph
from knowledge.phrases import phrase
from knowledge.verbs import AMENDS, DELETES, INSERTS, PARTLY

# More of a list is not read on a phone; the citations lead on.
MOST_LISTED = 12


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


class Teller:
    """Puts an answer together, line by line."""

    def __init__(self, graph: Graph, language: str) -> None:
        self.graph = graph
        self.language = language
        self.reply = Reply(Sources(graph.catalog))

    def say(self, form: str, /, **values: object) -> str:
        """Returns a sentence in the answer's language."""
        return phrase(form, self.language, **values)

    def mark(self, event: Event) -> str:
        """Cites an event and returns its mark; one that people declared has no text to cite."""
        return self.reply.sources.mark(event.edges[0]) or self.say("status_declared")

    def newest(self) -> str:
        """Returns how new the newest document is: "sejauh dokumen yang tersedia" has a date."""
        newest = self.graph.newest
        return self.say("status_newest", when=written(newest, self.language)) if newest else ""

    def since(self, event: Event) -> str:
        """Returns ", sejak 5 Januari 2022" where the day is known from which an event holds."""
        commencement = self.graph.commencement(event.document) if event.document else None
        when = next((e.since for e in event.edges if e.since), "") or (commencement.since if commencement else "")
        return self.say("status_since", when=written(when, self.language)) if when else ""

    def by(self, event: Event) -> str:
        """Returns the regulation that does it, with its mark, and whether it is missing from the documents."""
        name = self.graph.name(event.by) + self.mark(event)
        return name if event.document else name + self.say("status_gone")

    def changes(self, event: Event) -> str:
        """Returns ": mengubah Pasal 5, Pasal 13; menyisipkan Pasal 13A", what is known of it."""
        clauses = []
        for verb in (AMENDS, INSERTS, DELETES):
            edges = [edge for edge in event.edges if edge.relation == verb]
            named = list(dict.fromkeys(part for edge in edges for part in edge.provision.split(", ") if part))
            if named:
                clauses.append(self.say(f"verb_{verb}", what=enumerated(named)))
        return f": {'; '.join(clauses)}" if clauses else ""

    def new_wording(self, amendments: list[Event]) -> None:
        """Cites the new wording itself where a single provision was changed."""
        for event in amendments:
            if event.document and len(event.provisions) == 1 and self.graph.base(event.document):
                for part in self.graph.catalog.at(event.document, event.provisions[0])[:1]:
                    extract = history.whole(part.passage)
                    self.reply.lines[-1] += self.reply.sources.mark_extract(extract)

    def partly(self, event: Event) -> str:
        """Returns which provisions a partial repeal ends."""
        named = [part for part in event.provisions if part != PARTLY]
        provisions = ", ".join(named[:MOST_LISTED]) or self.say("status_some")
        by = self.graph.full_name(event.by)
        return self.say("status_partly_revoked", by=by, provisions=provisions, mark=self.mark(event))

    def commencement(self, document: str) -> str:
        """Returns the mark of where a regulation says since when it is in force."""
        return self.reply.sources.mark(self.graph.commencement(document))

    def unknown(self, key: str) -> None:
        """Says that nothing is known of a regulation."""
        self.reply.unknown = True
        self.reply.add(self.say("status_unknown", name=self.graph.full_name(key)))


def enumerated(provisions: list[str]) -> str:
    """Returns "Pasal 5, Pasal 13", shortened to "Pasal 5, 13, 17" where there are many."""
    text = ", ".join(provisions)
    if len(text) < 160:
        return text
    groups: dict[str, list[str]] = {}
    for provision in provisions:
        head, _, number = provision.rpartition(" ")
        groups.setdefault(head if " dengan " not in head else provision, []).append(number)
    return ", ".join(head if " dengan " in head else f"{head} {', '.join(numbers)}" for head, numbers in groups.items())
