"""What an official must know of the rules an answer cites: revoked, amended, a newer wording elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knowledge.graph import Event, Graph, deletes, ends
from knowledge.locator import Locator, parse_locator
from knowledge.phrases import phrase
from knowledge.records import Answer, Citation
from knowledge.verbs import CHANGES, CITES, ENACTS, PARTLY, REVOKES
from knowledge.versions import holds, in_its_law, later

_MOST = 4


def warnings(found: Answer, graph: Graph) -> tuple[str, ...]:
    """Returns the warnings for the rules that an answer cites, the gravest first, at most a few."""
    told: list[str] = []
    for document in dict.fromkeys(citation.document for citation in found.citations):
        cited = [citation for citation in found.citations if citation.document == document]
        key = graph.guides.get(document) or graph.keys.get(document, "")
        told.extend(_of_document(found, graph, key, document, cited))
    return tuple(dict.fromkeys(told))[:_MOST]


def _of_document(found: Answer, graph: Graph, key: str, document: str, cited: Sequence[Citation]) -> Iterator[str]:
    if not key:
        return
    language, name = found.language, graph.name(key)
    if _is_told(found, graph, key):
        return
    if all((document, citation.locator) in _tidings(graph, document) for citation in cited):
        return  # quoted only for what it tells of others
    base = graph.base(document)
    for gone, form in ((key, "revoked"), (base, "base_revoked")):
        if gone and (repeal := graph.repeal(gone)):
            by = graph.full_name(repeal.by)
            yield phrase(form, language, name=name, base=graph.name(gone), by=by)
            return
    if all((document, citation.locator) in _doings(graph, document) for citation in cited):
        return  # quoted for what it does to others, which no amendment of it undoes
    places = [place for place in (parse_locator(citation.locator) for citation in cited) if place.steps]
    for place in dict.fromkeys(p.at_pasal_level() for p in places):
        quotes = [c.quote for c in cited if parse_locator(c.locator).at_pasal_level() == place]
        yield from _of_provision(found, graph, document, place, quotes)
    if places and document == graph.documents.get(key):
        yield from _unsure(found, graph, key)


def _doings(graph: Graph, document: str) -> set[tuple[str, str]]:
    edges = graph.leaving(document)
    return {(edge.document, edge.locator) for edge in edges if edge.relation in (REVOKES, ENACTS, *CHANGES)}


def _tidings(graph: Graph, document: str) -> set[tuple[str, str]]:
    """Returns where a document tells that one regulation changed another, and nothing else is found."""
    edges = graph.leaving(document)
    own = {(e.document, e.locator) for e in edges if not e.by and e.relation != CITES}
    return {(edge.document, edge.locator) for edge in edges if edge.by} - own


def _is_told(found: Answer, graph: Graph, key: str) -> bool:
    """Tells whether the answer itself is about the change: it cites the provision that makes it."""
    places = {(citation.document, citation.locator) for citation in found.citations}
    events: Iterable[Event] = [*graph.repeals(key), *graph.amendments(key)]
    return any((edge.document, edge.locator) in places for event in events for edge in event.edges)


def _of_provision(found: Answer, graph: Graph, document: str, place: Locator, quotes: Sequence[str]) -> Iterator[str]:
    language = found.language
    base, own = in_its_law(graph, document, place)
    for event in graph.repeals(base):
        if edge := ends(event, own):
            values = {"name": graph.name(base), "by": graph.name(event.by), "place": edge.locator}
            yield phrase("provision_revoked", language, provision=edge.provision, **values)
    states = later(graph, document, str(place))
    newest = next((state for state in reversed(states) if state.parts), None)
    deleted = states[-1] if states and states[-1].deleted and states[-1].edge else None
    if deleted and deleted.edge and deletes_here(graph, base, deleted.by, own):
        values = {"locator": str(place), "name": graph.name(base), "by": graph.name(deleted.by)}
        yield phrase("provision_deleted", language, place=deleted.edge.locator, **values)
    elif newest:
        if not all(holds(newest, line) for quote in quotes for line in quote.split("\n")):
            yield from _newer(found, graph, document, newest.document, newest.by, place)
    elif states and states[-1].edge and not states[-1].deleted:
        by = f"{graph.name(states[-1].by)} ({states[-1].edge.locator})"
        yield phrase("amended_newer", language, locator=str(place), name=graph.name(base), by=by, mark="")
    if place.part == "Penjelasan":
        return
    elucidation = Locator("Penjelasan", own.steps)
    since = graph.when(graph.keys.get(document, ""))
    for event in graph.amendments(base) if not states else ():
        if event.when > since and event.edge_for(elucidation) and not event.edge_for(own):
            values = {"locator": str(place), "name": graph.name(base), "by": graph.name(event.by)}
            yield phrase("elucidation_changed", language, **values)


def deletes_here(graph: Graph, base: str, by: str, place: Locator) -> bool:
    """Tells whether an amending act deletes an article (a repealing one is told of otherwise)."""
    return any(deletes(event, place) for event in graph.amendments(base) if event.by == by)


def _newer(found: Answer, graph: Graph, document: str, newest: str, by: str, place: Locator) -> Iterator[str]:
    """Says that a newer wording is cited first, or where it is."""
    name = graph.name(graph.keys.get(document, document))
    if graph.name(by) in found.lead:
        return  # the answer says so itself
    number = next((n for n, c in enumerate(found.citations, 1) if c.document == newest), None)
    mark = f" [{number}]" if number else ""
    values = {"locator": str(place), "name": name}
    yield phrase("amended_newer", found.language, by=graph.name(by), mark=mark, **values)


def _unsure(found: Answer, graph: Graph, key: str) -> Iterator[str]:
    """Says what is known of changes whose provisions are not: acts that are not indexed, repeals that name none."""
    name = graph.name(key)
    amendments = graph.amendments(key)
    gone = [event for event in amendments if event.document is None]
    if gone:
        by = ", ".join(graph.name(event.by) for event in gone)
        yield phrase("amended_gone", found.language, name=name, by=by)
    vague = [event for event in amendments if event.document and not event.provisions]
    if vague:
        by = ", ".join(graph.name(event.by) for event in vague)
        yield phrase("amended", found.language, name=name, by=by)
    for event in graph.repeals(key):
        if not event.is_whole and PARTLY in event.provisions:
            values = {"by": graph.name(event.by), "place": event.edges[0].locator}
            yield phrase("partly_revoked", found.language, name=name, **values)
