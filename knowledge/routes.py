"""The questions that need no search: an address, a definition, whether a rule is in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge import answer, extract
from knowledge.catalog import Catalog, Definition, Relation, fold
from knowledge.extract import Extract
from knowledge.index import Generation
from knowledge.locator import parse_locator
from knowledge.phrases import phrase
from knowledge.question import Asks, Question
from knowledge.records import Answer, AnswerKind, Citation, Passage, ProvisionView, Turn
from knowledge.references import Mention
from knowledge.retrieve import Vocabulary
from knowledge.words import unique

_MOST_DEFINITIONS = 3
_TERM_ENDS = re.compile(r"\s(?:menurut|dalam|berdasarkan|di|pada|sesuai|untuk|according|in|under)\s", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(([^()]{2,40})\)")
# Where several regulations define a term: the constitution's order of rank (UU 12/2011, Pasal 7 and 8).
_RANKS = ("uu", "perppu", "pp", "perpres", "permen", "per", "perda")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before the documents of one generation, with the turns before it."""

    question: Question
    generation: Generation
    vocabulary: Vocabulary
    turns: tuple[Turn, ...]
    documents: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = [d for m in self.question.mentions for d in self.vocabulary.register.resolve(m, self.vocabulary.full)]
        object.__setattr__(self, "documents", tuple(dict.fromkeys(found)))

    @property
    def missing(self) -> Mention | None:
        """Returns the first regulation that is named by number and year and is not indexed."""
        resolve = self.vocabulary.register.resolve
        return next((m for m in self.question.mentions if m.key and not resolve(m)), None)


def direct(asked: Asked) -> Answer | None:
    """Answers without a search, None when the question needs one."""
    asks = asked.question.asks
    if asks is Asks.STATUS and (found := _status(asked)):
        return found
    if asks is Asks.LOOKUP:
        return _looked_up(asked)
    if asks is Asks.DEFINITION:
        return _defined(asked)
    return None


# addresses


def addressed(asked: Asked) -> list[Extract]:
    """Returns the provisions at the address that a question names, of the documents it names."""
    place = asked.question.locator
    if place is None:
        return []
    pasal = str(place.at_pasal_level())
    found: list[Extract] = []
    for document in asked.documents:
        parts = asked.generation.catalog.at(document, pasal)
        held = [p for p in parts if any(u.locator == str(place) for u in p.passage.units)]
        found.extend(extract.at(p.passage, str(place)) for p in held or parts)
    return found


def first_hits(asked: Asked) -> list[tuple[Passage, str, int | None]]:
    """Returns what needs no search: the provision at an address, the definitions of a term."""
    found = [(e.passage, e.locator, e.page) for e in addressed(asked)]
    if asked.question.asks is Asks.DEFINITION:
        for item in definitions(asked):
            pasal = str(parse_locator(item.locator).at_pasal_level())
            for part in asked.generation.catalog.at(item.document, pasal):
                if any(u.locator == item.locator for u in part.passage.units):
                    found.append((part.passage, item.locator, item.page))
                    break
    return found


def _looked_up(asked: Asked) -> Answer | None:
    question, place = asked.question, asked.question.locator
    found = addressed(asked)
    if found:
        return answer.compose(question, found)
    if (mention := asked.missing) is not None:
        return answer.abstain(
            question,
            AnswerKind.NOT_FOUND,
            phrase("no_document", question.language, name=name_of(mention.key)),
        )
    if asked.documents:
        title = asked.generation.catalog.title(asked.documents[0])
        return answer.abstain(
            question,
            AnswerKind.NOT_FOUND,
            phrase("no_provision", question.language, locator=str(place), title=title),
        )
    return None


def name_of(key: str) -> str:
    """Returns a key as people write it: "perpres-95-2018" → "Perpres 95/2018"."""
    kind, _, rest = key.partition("-")
    *middle, number, year = rest.split("-") if rest.count("-") else (rest, "")
    shown = kind.upper() if len(kind) <= 3 else kind.capitalize()
    return " ".join([shown, *map(str.capitalize, middle), f"{number}/{year}"])


# definitions


def _defined(asked: Asked) -> Answer | None:
    found = definitions(asked)
    if not found:
        return None
    catalog = asked.generation.catalog
    return answer.define(asked.question, found, [catalog.title(d.document) for d in found])


def definitions(asked: Asked) -> list[Definition]:
    """Returns the definitions of the term asked for, at most one for each document, the named ones only if any."""
    term = asked.question.term
    for candidate in _readings(term):
        found = asked.generation.catalog.define(candidate)
        if asked.documents:
            found = [d for d in found if d.document in asked.documents] or found
        if found:
            order = sorted(found, key=lambda d: _precedence(d, asked))
            return list({d.document: d for d in reversed(order)}.values())[::-1][:_MOST_DEFINITIONS]
    return []


def _precedence(definition: Definition, asked: Asked) -> tuple[bool, bool, int, str]:
    """Puts first the regulation that is about the term, then Pasal 1 before elucidations, then the higher rule."""
    about = fold(definition.term) in fold(asked.generation.catalog.title(definition.document))
    rank = next((n for n, kind in enumerate(_RANKS) if definition.document.startswith(kind)), len(_RANKS))
    return not about, not definition.locator.startswith("Pasal"), rank, definition.document


def _readings(term: str) -> list[str]:
    """Returns a term as asked, then without what follows "menurut", "dalam", … or a regulation's name."""
    readings = [term]
    if match := _BRACKETED.search(term):
        readings += [_BRACKETED.sub("", term), match[1]]
    readings += [_TERM_ENDS.split(reading, maxsplit=1)[0] for reading in readings if _TERM_ENDS.search(reading)]
    return unique(readings)


# status


def _status(asked: Asked) -> Answer | None:
    question, catalog = asked.question, asked.generation.catalog
    keys = {name: key for key, name in catalog.keys().items()}
    targets = [(keys.get(d, ""), catalog.title(d)) for d in asked.documents[:1]]
    if not targets and (mention := asked.missing) is not None:
        targets = [(mention.key, name_of(mention.key))]
    for key, title in targets:
        if not key:
            continue
        arriving = catalog.relations(target=key)
        leaving = catalog.relations(document=asked.documents[0]) if asked.documents else []
        lines, relations = _status_lines(question, title, arriving, leaving, catalog)
        if not relations and not asked.documents:
            return None
        if not relations:
            lines = [phrase("status_in_force", question.language, title=title)]
        citations = tuple(_cited(r, catalog) for r in relations)
        marks = "".join(f" [{n}]" for n in range(1, len(citations) + 1))
        return Answer(question.text, AnswerKind.ANSWER, question.language, "\n".join(lines) + marks, citations)
    return None


def _status_lines(
    question: Question, title: str, arriving: Sequence[Relation], leaving: Sequence[Relation], catalog: Catalog
) -> tuple[list[str], list[Relation]]:
    language = question.language
    lines: list[str] = []
    used: list[Relation] = []
    revoking = [r for r in arriving if r.relation == "mencabut" and not r.provision]
    amending = [r for r in arriving if r.relation == "mengubah"]
    for name, relations in (("status_revoked", revoking), ("status_amended", amending)):
        if relations and not (name == "status_amended" and revoking):
            by = ", ".join(dict.fromkeys(catalog.title(r.document) for r in relations))
            lines.append(phrase(name, language, title=title, by=by))
            used.extend(relations)
    for name, relation in (("status_changes", "mengubah"), ("status_revokes", "mencabut")):
        own = [r for r in leaving if r.relation == relation]
        if own and (not used or relation in question.formal):
            what = ", ".join(dict.fromkeys(name_of(r.target) for r in own))
            lines.append(phrase(name, language, title=title, what=what))
            used.extend(own)
    return lines, used[: answer.MAX_SOURCES]


def _cited(relation: Relation, catalog: Catalog) -> Citation:
    return Citation(relation.document, catalog.title(relation.document), relation.locator, relation.page, relation.text)


def with_warnings(found: Answer, generation: Generation) -> Answer:
    """Adds what an official must know of the cited rules: amended, revoked."""
    if found.kind is not AnswerKind.ANSWER:
        return found
    catalog = generation.catalog
    keys = {name: key for key, name in catalog.keys().items()}
    warnings: list[str] = []
    for document in dict.fromkeys(c.document for c in found.citations):
        arriving = catalog.relations(target=keys[document]) if document in keys else []
        title = catalog.title(document)
        for name, relation in (("revoked", "mencabut"), ("amended", "mengubah")):
            by = ", ".join(
                dict.fromkeys(catalog.title(r.document) for r in arriving if r.relation == relation and not r.provision)
            )
            if by:
                warnings.append(phrase(name, found.language, title=title, by=by))
    return replace(found, warnings=tuple(warnings))


# reading


def view(catalog: Catalog, document: str, locator: str) -> ProvisionView | None:
    """Returns a whole provision with its neighbours, None when it is not there."""
    parts = catalog.at(document, locator)
    if not parts:
        return None
    first = parts[0].passage
    places = [place for place, _, _ in catalog.places(document)]
    here = places.index(first.locator)
    return ProvisionView(
        document,
        first.title,
        first.locator,
        first.page,
        first.path,
        "\n".join(p.passage.text for p in parts),
        places[here - 1] if here else None,
        places[here + 1] if here + 1 < len(places) else None,
    )
