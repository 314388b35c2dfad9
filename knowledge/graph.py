"""The graph of changes of one generation: what happened to a regulation, by which, in which order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.catalog import Catalog, Relation
from knowledge.locator import Locator, contains, parse_locator
from knowledge.references import name_of
from knowledge.verbs import AMENDS, BEGINS, CHANGES, CITES, DELETES, ENACTS, IMPLEMENTS, PARTLY, REVOKES

_AMENDMENT = re.compile(r"Perubahan\s+(?:[A-Z]\w+\s+){0,3}[Aa]tas\b")
_SPAN = re.compile(r"(?P<first>Pasal \d+[A-Z]*)\b.* sampai dengan (?P<last>Pasal \d+[A-Z]*)")

_MOST_KEPT = 500  # regulations and documents whose edges are kept


@dataclass(frozen=True, slots=True)
class Event:
    """What one regulation does to another; `edges` are where texts say so, the one to quote first.

    `document` is None where the regulation that does it is not indexed and others tell of it. `when` is its ISO date,
    only the year where no more is known.
    """

    verb: str
    by: str
    target: str
    document: str | None
    when: str
    edges: tuple[Relation, ...]

    @property
    def provisions(self) -> tuple[str, ...]:
        """Returns the provisions of the target that are named, in the order of the text; empty for the whole."""
        named = [part for edge in self.edges for part in edge.provision.split(", ") if part]
        return tuple(dict.fromkeys(named))

    @property
    def is_whole(self) -> bool:
        """Tells whether the target as a whole is meant, as far as the texts say."""
        return any(not edge.provision for edge in self.edges)

    def edge_for(self, place: Locator) -> Relation | None:
        """Returns where the text names a provision that holds a place, None when it does not."""
        return next((edge for edge in self.edges if covers(edge.provision, place)), None)


def covers(provisions: str, place: Locator) -> bool:
    """Tells whether a list of provisions ("Pasal 5, Pasal 7 sampai dengan Pasal 9") holds a place or a part of it."""
    for part in filter(None, provisions.split(", ")):
        if span := _SPAN.match(part):
            first, last = parse_locator(span["first"]), parse_locator(span["last"])
            if place.part == first.part and first.sort_key <= place.at_pasal_level().sort_key <= last.sort_key:
                return True
        named = parse_locator(part.partition(" dan ")[0])
        if named.steps and (contains(named, place) or contains(place, named)):
            return True
    return False


class Graph:
    """Reads the edges of a catalogue that no longer changes."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        # One answer asks for the same few edges again and again: for each citation, each warning, each wording.
        self._to = lru_cache(maxsize=_MOST_KEPT)(lambda key: tuple(catalog.relations(target=key)))
        self._from = lru_cache(maxsize=_MOST_KEPT)(lambda document: tuple(catalog.relations(document=document)))
        self._bases: dict[str, str] = {}

    @cached_property
    def documents(self) -> dict[str, str]:
        """Returns regulation key → document."""
        return self.catalog.keys()

    @cached_property
    def keys(self) -> dict[str, str]:
        """Returns document → regulation key."""
        return {document: key for key, document in self.documents.items()}

    @cached_property
    def guides(self) -> dict[str, str]:
        """Returns guide → key of the regulation it explains."""
        return self.catalog.guides()

    @cached_property
    def _issued(self) -> dict[str, str]:
        return self.catalog.issued()

    @property
    def newest(self) -> str:
        """Returns the latest date of all documents, "" where none is known."""
        return max(self._issued.values(), default="")

    def when(self, key: str) -> str:
        """Returns the ISO date of a regulation, its year where the date is not known."""
        return self._issued.get(self.documents.get(key, ""), key.rpartition("-")[2])

    def name(self, key: str) -> str:
        """Returns a regulation's short name, "UU 11/2008"."""
        return name_of(key)

    def subject(self, key: str) -> str:
        """Returns what a regulation is about: as most others name it, which mends a damaged title, or its title."""
        said = Counter(edge.subject for edge in self._arriving(key) if edge.subject)
        document = self.documents.get(key)
        if said and (document is None or said.most_common(1)[0][1] > 1):
            return min(said, key=lambda subject: (-said[subject], len(subject)))
        return self.catalog.title(document).partition(" tentang ")[2] if document else ""

    def full_name(self, key: str) -> str:
        """Returns "PP 59/2022 tentang Perkotaan", for an amending act "UU 1/2024 (Perubahan Kedua atas UU 11/2008)"."""
        subject = self.subject(key)
        document = self.documents.get(key)
        if document and (base := self.base(document)) and (match := _AMENDMENT.match(subject)):
            return f"{self.name(key)} ({match.group().strip()} {self.name(base)})"
        return f"{self.name(key)} tentang {subject}" if subject and len(subject) < 160 else self.name(key)

    # what happened to a regulation

    def amendments(self, key: str) -> list[Event]:
        """Returns what amends a regulation, oldest first."""
        return self._events(self._arriving(key), CHANGES)

    def repeals(self, key: str) -> list[Event]:
        """Returns what revokes a regulation or some of its provisions, oldest first."""
        return self._events(self._arriving(key), (REVOKES,))

    def repeal(self, key: str) -> Event | None:
        """Returns what revokes a regulation as a whole."""
        return next((event for event in self.repeals(key) if event.is_whole), None)

    def enactment(self, key: str) -> Event | None:
        """Returns the law that a Perppu became."""
        return next(iter(self._events(self._arriving(key), (ENACTS,))), None)

    def implementers(self, key: str) -> list[Event]:
        """Returns the regulations that say they carry it out, oldest first."""
        return self._events(self._arriving(key), (IMPLEMENTS,))

    def is_mentioned(self, key: str) -> bool:
        """Tells whether any text names a regulation."""
        return bool(self._arriving(key))

    # what a regulation does

    def done_by(self, document: str, *verbs: str) -> list[Event]:
        """Returns what an indexed regulation does to others, in the order of its text."""
        own = [edge for edge in self.leaving(document) if not edge.by and edge.relation in verbs]
        own.sort(key=lambda edge: parse_locator(edge.locator).sort_key)
        return self._events(own, verbs, by_target=True)

    def told_of(self, key: str, *verbs: str) -> list[Event]:
        """Returns what other texts say that a regulation does to others."""
        return self._events(self.catalog.relations(by=key), verbs, by_target=True)

    def base(self, document: str) -> str:
        """Returns the key of the one regulation that an act amends, "" for acts that amend several and all others."""
        if document not in self._bases:
            targets = {event.target for event in self.done_by(document, *CHANGES)}
            self._bases[document] = targets.pop() if len(targets) == 1 else ""
        return self._bases[document]

    def bases(self, document: str) -> list[Relation]:
        """Returns the regulations named in Mengingat, in order."""
        found: dict[str, Relation] = {}
        for edge in self.leaving(document):
            if edge.relation == CITES and edge.locator.startswith(("Mengingat", "Pembukaan")) and not edge.by:
                found.setdefault(edge.target, edge)
        return sorted(found.values(), key=lambda edge: parse_locator(edge.locator).sort_key)

    def commencement(self, document: str) -> Relation | None:
        """Returns where a regulation says when it enters into force."""
        return next((e for e in self.leaving(document) if e.relation == BEGINS), None)

    def status(self, key: str) -> str:
        """Returns "dicabut", "diubah" or "berlaku", as far as the documents show."""
        if self.repeal(key):
            return "dicabut"
        return "diubah" if self.amendments(key) else "berlaku"

    # reading edges

    def leaving(self, document: str) -> tuple[Relation, ...]:
        """Returns what a document says of regulations, by the address where it says so."""
        return self._from(document)

    def _arriving(self, key: str) -> tuple[Relation, ...]:
        return self._to(key) if key else ()

    def _events(self, edges: Iterable[Relation], verbs: Sequence[str], *, by_target: bool = False) -> list[Event]:
        """Groups edges by the regulation that does it, or by the one it is done to."""
        grouped: dict[tuple[str, str], list[Relation]] = {}
        for edge in edges:
            if edge.relation in verbs:
                by = edge.by or self.keys.get(edge.document, edge.document)
                if by != edge.target:
                    grouped.setdefault((by, edge.target), []).append(edge)
        events = [self._event(by, target, group) for (by, target), group in grouped.items()]
        return events if by_target else sorted(events, key=lambda event: (event.when, event.by))

    def _event(self, by: str, target: str, edges: Sequence[Relation]) -> Event:
        document = self.documents.get(by)
        ordered = sorted(edges, key=lambda edge: (edge.document != document, _evidence_rank(edge)))
        own = [edge for edge in ordered if not edge.by]
        verb = AMENDS if ordered[0].relation in CHANGES else ordered[0].relation
        return Event(verb, by, target, document, self.when(by), tuple(own or ordered))


def _evidence_rank(edge: Relation) -> tuple[bool, bool, object]:
    """Orders edges: the statement about the whole first, articles before the opening, then as in the text."""
    return (
        bool(edge.provision) and edge.relation in CHANGES,
        not edge.locator.startswith("Pasal"),
        parse_locator(edge.locator).sort_key,
    )


def deletes(event: Event, place: Locator) -> Relation | None:
    """Returns where an act deletes the article that holds a place."""
    edges = [edge for edge in event.edges if edge.relation == DELETES]
    return next((edge for edge in edges if covers(edge.provision, place.at_pasal_level())), None)


def ends(event: Event, place: Locator) -> Relation | None:
    """Returns where a repeal of single provisions names one that holds a place, or names none in particular."""
    named = [edge for edge in event.edges if edge.provision != PARTLY and covers(edge.provision, place)]
    return next(iter(named), None)
