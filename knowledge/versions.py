"""The wordings of one provision: as enacted, as each indexed amending act gives it, as it is in force on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge import extract
from knowledge.asked import Asked
from knowledge.catalog import IndexedPassage, Relation
from knowledge.dates import is_after
from knowledge.extract import Extract
from knowledge.graph import Event, Graph, deletes, ends
from knowledge.locator import Locator, parse_locator
from knowledge.records import Passage

Again = Callable[[Passage], Sequence[Extract]]
"""Returns what answers the question at hand in another passage."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One state of a provision; `edge` is where an amending act says what it does, None for the first wording.

    `parts` are empty where the provision was deleted, or where the amending act is indexed but does not give the whole
    new text.
    """

    by: str
    document: str
    when: str
    parts: tuple[IndexedPassage, ...]
    edge: Relation | None = None
    deleted: bool = False


def wordings(graph: Graph, key: str, place: Locator) -> list[Wording]:
    """Returns the states of a provision of a regulation, oldest first, as far as they are indexed."""
    pasal = place.at_pasal_level()
    found: list[Wording] = []
    if document := graph.documents.get(key):
        parts = tuple(graph.catalog.at(document, str(pasal)))
        if parts:
            found.append(Wording(key, document, graph.when(key), parts))
    for event in graph.amendments(key):
        if event.document and (edge := event.edge_for(pasal)):
            found.append(_amended(graph, key, event, edge, pasal))
    for event in graph.repeals(key):
        edge = ends(event, pasal)
        if event.document and edge and edge.provision and _is_whole(edge, pasal):
            found.append(Wording(event.by, event.document, event.when, (), edge, deleted=True))
    return sorted(found, key=lambda wording: wording.when)


def _amended(graph: Graph, key: str, event: Event, edge: Relation, pasal: Locator) -> Wording:
    document = event.document or ""
    if deleting := deletes(event, pasal):
        return Wording(event.by, document, event.when, (), deleting, deleted=True)
    # The articles quoted in an act that amends several laws do not tell by their number whose they are.
    parts = graph.catalog.at(document, str(pasal)) if graph.base(document) == key else []
    return Wording(event.by, document, event.when, tuple(parts), edge)


def _is_whole(edge: Relation, pasal: Locator) -> bool:
    """Tells whether a repeal of single provisions names the article itself, not only an ayat of it."""
    return str(pasal) in edge.provision.split(", ") or "sampai dengan" in edge.provision


def family(graph: Graph, document: str) -> str:
    """Returns the key of the regulation whose provisions a document holds: the amended one for an amending act."""
    return graph.base(document) or graph.keys.get(document, "")


def later(graph: Graph, document: str, locator: str) -> list[Wording]:
    """Returns the states of a provision that came after the one a document holds, oldest first."""
    key = family(graph, document)
    if not key or not parse_locator(locator).steps:
        return []
    states = wordings(graph, key, parse_locator(locator))
    here = next((n for n, state in enumerate(states) if state.document == document), None)
    return states[here + 1 :] if here is not None else []


def in_force_on(states: Sequence[Wording], day: date) -> Wording | None:
    """Returns the state of a provision on a day; a year without a day counts from its start."""
    past = [state for state in states if is_after(state.when, day) is not True]
    return past[-1] if past else None


def at(wording: Wording, place: Locator) -> list[Extract]:
    """Quotes a wording at a place, its whole article where the place is not in it any more."""
    held = [p for p in wording.parts if any(u.locator == str(place) for u in p.passage.units)]
    return [extract.at(part.passage, str(place)) for part in held or wording.parts]


def newest_first(asked: Asked, document: str, place: Locator, found: list[Extract]) -> list[Extract]:
    """Puts the newest wording of what was looked up before the older one; a deletion is told by the warnings."""
    states = later(Graph(asked.generation.catalog), document, str(place))
    newest = next((state for state in reversed(states) if state.parts), None)
    return [*at(newest, place), *found] if newest else found


def renewed(graph: Graph, extracts: Sequence[Extract], again: Again) -> list[Extract]:
    """Puts before each extract of an amended provision what the newest wording of it says to the question."""
    result: list[Extract] = []
    cited = {(item.passage.document, item.passage.locator) for item in extracts}
    for item in extracts:
        passage = item.passage
        states = later(graph, passage.document, passage.locator)
        newest = next((state for state in reversed(states) if state.parts), None)
        place = (newest.document, newest.parts[0].passage.locator) if newest else None
        if newest and place not in cited:
            cited.add((newest.document, newest.parts[0].passage.locator))
            result.extend(_answering(newest, item, again))
        result.append(item)
    return result


def _answering(newest: Wording, old: Extract, again: Again) -> list[Extract]:
    """Quotes the unit of the newest wording that stands where the old one was quoted, else what answers in it."""
    for part in newest.parts:
        if any(unit.locator == old.locator for unit in part.passage.units):
            return [extract.at(part.passage, old.locator, limit=max(len(old.quote), 400))]
    return [replace(item) for part in newest.parts[:1] for item in list(again(part.passage))[:1]]
