"""The wordings of one provision: as enacted, as each indexed amending act gives it, as it is in force on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge import extract
from knowledge.asked import Asked
from knowledge.catalog import Definition, IndexedPassage, Relation
from knowledge.dates import is_after
from knowledge.extract import Extract
from knowledge.graph import Event, Graph, deletes, ends
from knowledge.locator import Locator, parse_locator
from knowledge.records import Passage, Unit
from knowledge.verbs import CHANGES
from knowledge.wording import is_same

Again = Callable[[Passage], Sequence[Extract]]
"""Returns what answers the question at hand in another passage."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One state of a provision; `edge` is where an amending act says what it does, None for the first wording.

    `parts` are empty where the provision was deleted, or where the amending act is indexed but does not give the whole
    new text. `above` is the instruction that an omnibus act's quotation stands below: "Pasal 17 angka 1".
    """

    by: str
    document: str
    when: str
    parts: tuple[IndexedPassage, ...]
    edge: Relation | None = None
    deleted: bool = False
    above: str = ""

    def address(self, place: Locator) -> Locator:
        """Returns where a provision of the law stands in the document that has this wording."""
        return parse_locator(f"{self.above} {place}".strip())


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
    if parts := graph.catalog.at(document, f"{edge.locator} {pasal}"):
        return Wording(event.by, document, event.when, tuple(parts), edge, above=edge.locator)
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
    key, place = in_its_law(graph, document, parse_locator(locator))
    if not key or not place.steps:
        return []
    states = wordings(graph, key, place)
    here = next((n for n, state in enumerate(states) if state.document == document), None)
    return states[here + 1 :] if here is not None else []


def in_its_law(graph: Graph, document: str, place: Locator) -> tuple[str, Locator]:
    """Returns whose provision an address of a document is, and its address there."""
    if place.quoted is None:
        return family(graph, document), place
    above = str(place).removesuffix(f" {place.quoted}")
    changed = [event for event in graph.done_by(document, *CHANGES) if any(e.locator == above for e in event.edges)]
    return (changed[0].target if changed else ""), place.quoted


def in_force_on(states: Sequence[Wording], day: date) -> Wording | None:
    """Returns the state of a provision on a day; a year without a day counts from its start."""
    past = [state for state in states if is_after(state.when, day) is not True]
    return past[-1] if past else None


def at(wording: Wording, place: Locator) -> list[Extract]:
    """Quotes a wording at a place, its whole article where the place is not in it any more."""
    where = str(wording.address(place))
    held = [p for p in wording.parts if any(u.locator == where for u in p.passage.units)]
    return [extract.at(part.passage, where) for part in held or wording.parts]


def newest_first(asked: Asked, document: str, place: Locator, found: list[Extract]) -> list[Extract]:
    """Puts the newest wording of what was looked up before the older one; a deletion is told by the warnings."""
    graph = asked.generation.graph
    states = later(graph, document, str(place))
    if not found and not place.part:
        states = wordings(graph, graph.keys.get(document, ""), place)  # inserted by an amending act
    newest = next((state for state in reversed(states) if state.parts), None)
    return [*at(newest, place), *found] if newest else found


def renewed(graph: Graph, extracts: Sequence[Extract], again: Again) -> list[Extract]:
    """Puts before each extract of an amended provision what the newest wording says to the question.

    Where the newest wording has the same words, it alone is quoted.
    """
    result: list[Extract] = []
    cited = {(item.passage.document, item.passage.locator) for item in extracts}
    for item in extracts:
        newest = newest_of(graph, item.passage.document, item.passage.locator)
        place = (newest.document, newest.parts[0].passage.locator) if newest else None
        if newest and (same := _same(newest, item)):
            result.append(same)
            continue
        if newest is None or place in cited:
            result.append(item)
            continue
        cited.add((newest.document, newest.parts[0].passage.locator))
        result.extend([*_answering(newest, again), item])
    return result


def newest_definitions(graph: Graph, found: Sequence[Definition], known: Sequence[Definition]) -> list[Definition]:
    """Puts the definition of the newest wording in place of an older one of the same regulation, each once."""
    chosen: dict[tuple[str, str], Definition] = {}
    for item in found:
        newest = newest_of(graph, item.document, item.locator)
        renewed_one = next((d for d in known if newest and d.document == newest.document), item)
        chosen.setdefault((renewed_one.document, renewed_one.locator), renewed_one)
    return list(chosen.values())


def newest_of(graph: Graph, document: str, locator: str) -> Wording | None:
    """Returns the newest wording of a provision that a document holds an older one of."""
    return next((state for state in reversed(later(graph, document, locator)) if state.parts), None)


def holds(wording: Wording, text: str) -> Unit | None:
    """Returns the unit of a wording that says the same as a text, but for misreadings."""
    units = [unit for part in wording.parts for unit in part.passage.units]
    return next((unit for unit in units if _close(unit.text, text)), None)


def _close(left: str, right: str) -> bool:
    if abs(len(left) - len(right)) > 0.1 * max(len(left), len(right)):
        return False
    return is_same(left, right)


def _same(newest: Wording, item: Extract) -> Extract | None:
    """Returns the newest wording's own units where they say what an extract of the older one quotes."""
    found = [holds(newest, unit.text) for unit in item.units]
    units = [unit for unit in found if unit is not None]
    if len(units) < len(item.units):
        return None
    part = next(p for p in newest.parts if units[0] in p.passage.units)
    return replace(item, passage=part.passage, units=tuple(units), locator=units[0].locator, page=units[0].page)


def _answering(newest: Wording, again: Again) -> list[Extract]:
    return [item for part in newest.parts[:1] for item in list(again(part.passage))[:1]]
