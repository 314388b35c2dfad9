"""What a regulation rests on, what carries it out, since when it is in force, and what became of it over time."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.dates import written
from knowledge.extract import Extract
from knowledge.telling import MOST_LISTED, Teller, enumerated
from knowledge.verbs import CHANGES, IMPLEMENTS, REVOKES

_CONSTITUTION = re.compile(r"[Pp]asal[^;:.]{3,200}?Undang\W{0,2}\s?[Uu]ndang\s+Dasar(?:[^;]{0,50}1945)?")


def bases(teller: Teller, key: str, document: str | None) -> None:
    """Tells what a regulation carries out and what its Mengingat lists."""
    if document is None:
        teller.unknown(key)
        return
    graph, name = teller.graph, teller.graph.full_name(key)
    for event in graph.done_by(document, IMPLEMENTS):
        what = " ".join(filter(None, (enumerated(list(event.provisions)), graph.full_name(event.target))))
        edge = next((e for e in event.edges if e.provision), event.edges[0])
        mark = teller.reply.sources.mark(edge)
        teller.reply.add(teller.say("bases_implements", name=name, what=what, mark=mark))
    listed = graph.bases(document)
    on_the_constitution = _on_the_constitution(teller, document)
    marks = "".join(dict.fromkeys([on_the_constitution, *(teller.reply.sources.mark(edge) for edge in listed[:4])]))
    if listed or on_the_constitution:
        constitution = ["UUD 1945"] if on_the_constitution else []
        what = "; ".join([*constitution, *(graph.name(edge.target) for edge in listed)])
        teller.reply.add(teller.say("bases_list", what=what, mark=marks))
    if not teller.reply.lines:
        teller.reply.unknown = True
        teller.reply.add(teller.say("bases_none", name=name))


def implementers(teller: Teller, key: str) -> None:
    """Tells which regulations say that they carry one out."""
    events = teller.graph.implementers(key)
    name = teller.graph.full_name(key)
    if not events:
        teller.reply.add(teller.say("implementers_none", name=name))
        teller.reply.unknown = not teller.graph.documents.get(key)
        return
    teller.reply.add(teller.say("implementers", name=name))
    for event in events[-MOST_LISTED:]:
        provisions = f" ({enumerated(list(event.provisions))})" if event.provisions else ""
        edge = next((e for e in event.edges if e.provision), event.edges[0])
        teller.reply.add(f"• {teller.graph.full_name(event.by)}{provisions}{teller.reply.sources.mark(edge)}")


def history(teller: Teller, key: str, document: str | None) -> None:
    """Tells what became of a regulation, oldest first."""
    graph = teller.graph
    own = [*graph.amendments(key), *graph.repeals(key)]
    teller.reply.add(teller.say("history", what=graph.full_name(key)))
    if document:
        mark = teller.reply.sources.mark(graph.commencement(document))
        when = written(graph.when(key), teller.language)
        teller.reply.add("• " + teller.say("history_enacted", when=when, by=graph.name(key), mark=mark))
    for event in sorted(own, key=lambda e: (e.when, e.by)):
        form = "history_revoked" if event.verb == REVOKES and event.is_whole else "history_changed"
        when, changed = written(event.when, teller.language), teller.changes(event)
        if event.verb == REVOKES and not event.is_whole:
            teller.reply.add(f"• {when}: {teller.partly(event)}")
            continue
        line = teller.say(form, when=when, by=graph.name(event.by), mark=teller.mark(event)).removesuffix(".")
        teller.reply.add(f"• {line}{'' if event.document else teller.say('status_gone')}{changed}")
    base = graph.base(document) if document else ""
    if document and base:
        edge = graph.done_by(document, *CHANGES)[0]
        mark = teller.mark(edge)
        line = teller.say("status_is_amendment", name=graph.name(key), base=graph.full_name(base), mark=mark)
        teller.reply.add(line)
    if not document and not own:
        teller.reply.lines.clear()
        teller.unknown(key)


def begins(teller: Teller, key: str, document: str | None) -> None:
    """Tells since when a regulation is in force."""
    edge = teller.graph.commencement(document) if document else None
    if edge is None or document is None:
        return
    mark = teller.reply.sources.mark(edge)
    day = written(edge.since, teller.language)
    when = teller.say("begins_on", when=day) if day else teller.say("begins_quoted")
    teller.reply.add(teller.say("begins", name=teller.graph.full_name(key), when=when, mark=mark))


def _on_the_constitution(teller: Teller, document: str) -> str:
    """Returns the mark of where the opening names the constitution, "" where it does not."""
    for place in ("Mengingat", "Mengingat angka 1", "Pembukaan"):
        for part in teller.graph.catalog.at(document, place):
            for unit in part.passage.units:
                if match := _CONSTITUTION.search(unit.text):
                    start = unit.text.rfind("\n", 0, match.start()) + 1
                    text = unit.text if len(unit.text) < 600 else unit.text[start or match.start() : match.end()]
                    quoted = Extract(part.passage, (replace(unit, text=text),), unit.locator, unit.page)
                    return teller.reply.sources.mark_extract(quoted)
    return ""
