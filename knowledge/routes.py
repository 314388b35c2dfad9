"""The questions that need no search: an address, a definition, whether a rule is in force."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge import answer, cautions, crossrefs, extract, history, status, versions
from knowledge.asked import Asked as Asked
from knowledge.catalog import Catalog, Definition, fold
from knowledge.extract import Extract
from knowledge.index import Generation
from knowledge.locator import parse_locator
from knowledge.phrases import phrase
from knowledge.question import Asks
from knowledge.records import Answer, AnswerKind, Passage, ProvisionView
from knowledge.references import name_of
from knowledge.words import stems, unique

_MOST_DEFINITIONS = 3
_ADDRESS_WORDS = frozenset(
    stems("isi bunyi pasal ayat huruf angka penjelasan lampiran jelaskan sebutkan article paragraph what says say does")
)
_TERM_ENDS = re.compile(r"\s(?:menurut|dalam|berdasarkan|di|pada|sesuai|untuk|according|in|under)\s", re.IGNORECASE)
_ASKS_SHORT = re.compile(
    r"\b(?:kepanjangan|singkatan|akronim|kependekan|stands?\s+for|abbreviation|acronym)", re.IGNORECASE
)
_BRACKETED = re.compile(r"\s*\(([^()]{2,40})\)")
# Where several regulations define a term: the constitution's order of rank (UU 12/2011, Pasal 7 and 8).
_RANKS = ("uu", "perppu", "pp", "perpres", "permen", "per", "perda")


def direct(asked: Asked) -> Answer | None:
    """Answers without a search, None when the question needs one."""
    if found := status.answer(asked):
        return found
    asks = asked.question.asks
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
        own = [extract.at(p.passage, str(place)) for p in held or parts]
        found.extend(versions.newest_first(asked, document, place, own))
    return found


def first_hits(asked: Asked) -> list[tuple[Passage, str, int | None]]:
    """Returns what needs no search: what tells of a change, the provision at an address, the definitions of a term."""
    found = [*status.hits(asked)] or [(e.passage, e.locator, e.page) for e in addressed(asked)]
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
    if place is not None and asked.documents and (newest := history.newest_wording(asked, asked.documents[0], place)):
        return newest
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
    return _which_regulation(asked) if place is not None and not _says_more(question.formal) else None


def _says_more(text: str) -> bool:
    """Tells whether a question says anything but an address."""
    return any(not s.isdigit() and len(s) > 2 and s not in _ADDRESS_WORDS for s in stems(text))


def _which_regulation(asked: Asked) -> Answer:
    """Asks of which regulation an address is, with one of each kind that has it."""
    place, catalog = asked.question.locator, asked.generation.catalog
    names = {name: name_of(key) for key, name in catalog.keys().items() if name not in catalog.guides()}
    pasal = str(place.at_pasal_level()) if place else ""
    kinds: dict[str, str] = {}
    for name, called in sorted(names.items()):
        kind = name.partition("-")[0]
        if kind in _RANKS and kind not in kinds and catalog.at(name, pasal):
            kinds[kind] = f"{place} {called}"
    lead = phrase("which_regulation", asked.question.language, locator=str(place))
    return answer.abstain(asked.question, AnswerKind.WHICH, lead, suggestions=list(kinds.values())[:3])


# definitions


def _defined(asked: Asked) -> Answer | None:
    found = definitions(asked)
    if not found:
        return None
    catalog = asked.generation.catalog
    enacted = set(catalog.keys().values())
    if not _ASKS_SHORT.search(asked.question.formal) and not any(d.document in enacted for d in found):
        # What a guide spells out in its glossary, its sections explain at length.
        return None
    return answer.define(asked.question, found, [catalog.title(d.document) for d in found])


def definitions(asked: Asked) -> list[Definition]:
    """Returns the definitions of the term asked for, at most one for each document, the named ones only if any."""
    term = asked.question.term
    for candidate in _readings(term):
        known = asked.generation.catalog.define(candidate)
        found = [d for d in known if d.document in asked.documents] or known
        if found:
            found = versions.newest_definitions(asked.generation.graph, found, known)
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
    for reading in tuple(readings):
        # "perubahan susunan keluarga dalam KK menurut UU …": the term may hold such a word itself.
        readings += [reading[: match.start()] for match in reversed(list(_TERM_ENDS.finditer(reading)))]
    return unique(readings)


# what follows from the graph of changes


def with_warnings(found: Answer, generation: Generation) -> Answer:
    """Adds what an official must know of the cited rules, where they are published, and what they refer to."""
    addresses = (c.url or generation.catalog.url(c.document) for c in found.citations)
    cited = (replace(c, url=url) for c, url in zip(found.citations, addresses, strict=True))
    found = replace(found, citations=tuple(cited))
    if found.kind is not AnswerKind.ANSWER:
        return found
    graph = generation.graph
    return replace(found, warnings=cautions.warnings(found, graph), see_also=crossrefs.see_also(found.citations, graph))


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
