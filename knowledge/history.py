"""How one provision came to read as it does: its history, its newest wording, what changed, what held on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge import extract
from knowledge.asked import Asked
from knowledge.dates import is_after, shown_day, written
from knowledge.evidence import Sources
from knowledge.extract import Extract
from knowledge.graph import Event, Graph
from knowledge.inquiry import Inquiry, Wants, language
from knowledge.locator import Locator
from knowledge.naming import key_of
from knowledge.phrases import phrase
from knowledge.records import Answer, AnswerKind, Passage, Unit
from knowledge.verbs import DELETES, INSERTS
from knowledge.versions import Wording, at, family, in_force_on, wordings
from knowledge.wording import is_same, marked, paired

# What is shown of a wording, and of a comparison of two.
_MOST_TEXT = 700
_MOST_COMPARED = 1_400


def whole(passage: Passage) -> Extract:
    """Quotes a passage from its beginning."""
    return extract.at(passage, passage.locator, _MOST_TEXT)


def of_provision(asked: Asked, asks: Inquiry, graph: Graph, key: str, place: Locator, sources: Sources) -> list[str]:
    """Returns the lines that answer a question about one provision; none where nothing is known of it."""
    document = graph.documents.get(key, "")
    base = family(graph, document) if document else key
    story = _Story(asked, graph, base, place, sources)
    if not story.states and not story.elucidated:
        return []
    if asks.wants is Wants.HISTORY:
        return story.history()
    if asks.wants is Wants.DIFFERENCE:
        return story.difference(key_of(asked, asks.other, graph) or (key if key != base else ""))
    if asks.on:
        return story.on(asks.on)
    return story.newest()


def newest_wording(asked: Asked, document: str, place: Locator) -> Answer | None:
    """Answers a look-up in a regulation whose provision was amended later: the newest wording, the older ones named."""
    graph = asked.generation.graph
    key = graph.keys.get(document, "")
    if not key or graph.base(document) or not place.steps or place.part:
        return None
    sources = Sources(graph.catalog)
    story = _Story(asked, graph, key, place, sources)
    if not any(state.document != document for state in story.states):
        return None
    lines = story.newest()
    question = asked.question
    return Answer(question.text, AnswerKind.ANSWER, question.language, "\n".join(lines), tuple(sources.citations))


class _Story:
    """Tells of one provision."""

    def __init__(self, asked: Asked, graph: Graph, base: str, place: Locator, sources: Sources) -> None:
        self._question = asked.question.text
        self._language = language(asked.question)
        self._graph = graph
        self._base = base
        self._place = place
        self._sources = sources
        self.states = wordings(graph, base, place)
        elucidation = Locator("Penjelasan", place.at_pasal_level().steps)
        self.elucidated = [e for e in graph.amendments(base) if e.edge_for(elucidation)]
        self._elucidation = elucidation

    def _say(self, form: str, /, **values: object) -> str:
        return phrase(form, self._language, **values)

    @property
    def _what(self) -> str:
        return f"{self._place.at_pasal_level()} {self._graph.name(self._base)}"

    def _quote(self, state: Wording) -> str:
        """Cites the text of a wording, else the instruction that made it."""
        if state.parts:
            return self._sources.mark_extract((at(state, self._place) or [whole(state.parts[0].passage)])[0])
        return self._sources.mark(state.edge)

    def history(self) -> list[str]:
        """Returns one line for each state, oldest first."""
        lines = []
        for state in self.states:
            lines.append((state.when, self._say(_form(state), **self._values(state))))
        for event in self.elucidated:
            if not any(state.by == event.by for state in self.states):
                mark = self._sources.mark(event.edge_for(self._elucidation))
                values = {"when": written(event.when, self._language), "by": self._graph.name(event.by), "mark": mark}
                lines.append((event.when, self._say("history_elucidation", **values)))
        if repeal := self._graph.repeal(self._base):
            lines.append((repeal.when, self._revoked(repeal)))
        told = [f"• {line.rstrip('.')}" for _, line in sorted(lines, key=lambda pair: pair[0])]
        newest = next((state for state in reversed(self.states) if state.parts or state.deleted), None)
        if newest and not newest.deleted:
            told.append(self._say("history_newest", by=self._graph.name(newest.by)))
        return [self._say("history", what=self._what), *told]

    def _values(self, state: Wording) -> dict[str, object]:
        when = written(state.when, self._language)
        return {"when": when, "by": self._graph.name(state.by), "mark": self._quote(state)}

    def _revoked(self, repeal: Event) -> str:
        when, by = written(repeal.when, self._language), self._graph.name(repeal.by)
        return self._say("history_revoked", when=when, by=by, mark=self._sources.mark(repeal.edges[0]))

    def newest(self) -> list[str]:
        """Returns the newest wording with the earlier ones named, or that nothing changed it."""
        lines: list[str] = []
        if not self.states or (len(self.states) == 1 and self.states[0].edge is None):
            lines = self._unchanged()
        elif self.states[-1].deleted:
            last = self.states[-1]
            form = "wording_deleted" if last.edge and last.edge.relation == DELETES else "wording_revoked"
            lines = [self._say(form, what=self._what, **self._values(last)), *self._earlier(last)]
            lines.extend(self._text(state) for state in [s for s in self.states if s.parts][-1:])
        else:
            newest = next((s for s in reversed(self.states) if s.parts), self.states[-1])
            lines = self._shown("wording_newest", newest)
            for state in self.states:
                if state.edge and state is not newest and state.when > newest.when:
                    lines.append(self._say("history_changed", **self._values(state)))
            lines.extend(self._earlier(newest))
        lines.extend(self._elucidation_lines())
        if repeal := self._graph.repeal(self._base):
            by, mark = self._graph.full_name(repeal.by), self._sources.mark(repeal.edges[0])
            name = self._graph.full_name(self._base)
            lines.insert(0, self._say("status_revoked", name=name, by=by, since="", mark=mark))
        return lines

    def _unchanged(self) -> list[str]:
        if not self.states:
            return []
        first = self.states[0]
        mark = self._quote(first)
        return [self._say("provision_unchanged", what=self._what, mark=mark), self._text(first)]

    def _shown(self, form: str, state: Wording, **values: object) -> list[str]:
        lines = []
        mark = self._quote(state)
        by = self._graph.name(state.by)
        lines.append(self._say(form, what=self._what, by=by, mark=mark, **values))
        if state.parts:
            lines.append(self._text(state))
            if not any(u.locator == str(self._place) for p in state.parts for u in p.passage.units):
                lines.append(self._say("wording_lost", place=str(self._place), what=self._what))
        elif state.edge:
            lines.append(state.edge.text)
        return lines

    def _text(self, state: Wording) -> str:
        quoted = (at(state, self._place) or [whole(state.parts[0].passage)])[0]
        lines = [unit.text for unit in quoted.units]
        if quoted.left_out:
            lines.append(self._say("more_items", count=quoted.left_out, locator=quoted.locator))
        return "\n".join(lines)

    def _earlier(self, newest: Wording) -> list[str]:
        earlier = [s for s in self.states if s is not newest and s.when <= newest.when]
        if not earlier:
            return []
        by = ", ".join(f"{self._graph.name(s.by)}{self._quote(s)}" for s in reversed(earlier))
        return [self._say("wording_older", by=by)]

    def _elucidation_lines(self) -> list[str]:
        lines = []
        newest = max((state.when for state in self.states if state.edge), default="")
        for event in self.elucidated:
            if event.when <= newest:
                continue  # the elucidation of a wording that is gone, or of the one that is shown
            mark = self._sources.mark(event.edge_for(self._elucidation))
            values = {"when": written(event.when, self._language), "by": self._graph.name(event.by), "mark": mark}
            lines.append(self._say("history_elucidation", **values))
        return lines if self.states and len(self.states) == 1 else lines[-1:]

    def on(self, day: date) -> list[str]:
        """Returns the wording that held on a day."""
        state = in_force_on(self.states, day)
        shown = shown_day(self._question, day, self._language)
        if state is None:
            first = self.states[0]
            when = written(first.when, self._language)
            values = {"name": self._graph.full_name(first.by), "mark": self._quote(first)}
            return [self._say("on_not_yet", day=shown, when=when, **values)]
        lines = self._shown("wording_on", state, day=shown)
        if is_after(state.when, day) is None:
            lines.append(self._say("on_same_year", by=self._graph.name(state.by)))
        later = [s for s in self.states if s.when > state.when]
        if later:
            by = ", ".join(f"{self._graph.name(s.by)}{self._quote(s)}" for s in later)
            lines.append(self._say("on_later", by=by))
        return lines

    def difference(self, by: str) -> list[str]:
        """Returns what one amendment changed: that of the act named, else the last one."""
        texts = [n for n, state in enumerate(self.states) if state.parts]
        chosen = [n for n in texts if self.states[n].by == by]
        if not texts or (len(texts) < 2 and self.states[texts[0]].edge is None):
            return self.newest()
        at_place = (chosen or texts)[-1]
        earlier = [n for n in texts if n < at_place]
        new = self.states[at_place]
        if not earlier:
            if new.edge and new.edge.relation == INSERTS:
                return self._shown("wording_new", new)
            return self.newest()
        return self._compared(self.states[earlier[-1]], new)

    def _compared(self, old: Wording, new: Wording) -> list[str]:
        before, after = self._units(old), self._units(new)
        left: list[str] = []
        right: list[str] = []
        size = 0
        for past, present in paired(before, after):
            if past and present and is_same(past.text, present.text):
                continue
            gone, come = marked(past.text if past else "", present.text if present else "")
            size += len(gone) + len(come)
            if left and size > _MOST_COMPARED:
                left.append("…")
                right.append("…")
                break
            left.extend(filter(None, [gone]))
            right.extend(filter(None, [come]))
        if not left and not right:
            return [self._say("wording_same", what=self._what)]
        values = [
            {"by": self._graph.name(state.by), "mark": self._sources.mark_extract(whole(state.parts[0].passage))}
            for state in (old, new)
        ]
        legend = self._say("wording_legend")
        return [
            self._say("wording_before", **values[0]),
            *left,
            self._say("wording_after", **values[1]),
            *right,
            legend,
        ]

    def _units(self, state: Wording) -> Sequence[Unit]:
        units = [unit for part in state.parts for unit in part.passage.units]
        inside = [u for u in units if u.locator == str(self._place) or u.locator.startswith(f"{self._place} ")]
        return inside or units


def _form(state: Wording) -> str:
    if state.edge is None:
        return "history_original"
    if state.deleted:
        return "history_deleted"
    return "history_inserted" if state.edge.relation == INSERTS else "history_changed"
