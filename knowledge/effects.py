"""What the indexed documents do to a regulation that someone watches: amend, revoke, carry out."""

from __future__ import annotations

from knowledge.catalog import Catalog, Relation
from knowledge.records import Effect, Watched
from knowledge.references import mentions
from knowledge.verbs import CHANGES, IMPLEMENTS, REVOKES
from knowledge.words import formal

TOLD = {**dict.fromkeys(CHANGES, "mengubah"), REVOKES: "mencabut", IMPLEMENTS: "melaksanakan"}
"""The verbs that someone who watches a regulation wants to hear of."""


def watched(catalog: Catalog, text: str) -> Watched | None:
    """Returns the regulation that a text names ("perpres 95/2018"), None where it names none with number and year."""
    for mention in mentions(formal(text)):
        if mention.key:
            documents = catalog.named(mention.key)
            title = catalog.title(documents[0]) if documents else ""
            return Watched(mention.key, title, tuple(on(catalog, mention.key)))
    return None


def on(catalog: Catalog, key: str) -> list[Effect]:
    """Returns what indexed documents do to a regulation: once for each document and verb, where it says so first."""
    found: dict[tuple[str, str], Effect] = {}
    for relation in catalog.relations(target=key):
        verb = TOLD.get(relation.relation)
        if verb and not relation.by:
            found.setdefault((relation.document, verb), _effect(catalog, relation, verb))
    return list(found.values())


def _effect(catalog: Catalog, relation: Relation, verb: str) -> Effect:
    title = catalog.title(relation.document)
    return Effect(relation.document, title, verb, relation.locator, relation.page, relation.text)
