"""The provisions that a cited one refers to: "sebagaimana dimaksud dalam Pasal 5 ayat (2)", "Pasal 390 UU 23/2014"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.graph import Graph
from knowledge.locator import Locator, parse_locator
from knowledge.numbering import readings
from knowledge.records import Citation
from knowledge.references import Mention, mentions
from knowledge.versions import in_its_law, wordings

# matches "Pasal 5 ayat (2) huruf a", "Pasal 4O ayat (21"; ranges and lists are read one by one
_PLACE = re.compile(
    r"""\b[Pp]asa[li1]\s*(?P<pasal>\d[\dOIlL]{0,3}\s?[A-Z]?)(?![\w])
        (?:\s*,?\s*ayat\s*\(\s?(?P<ayat>[\dIlLO]{1,3}[a-z]?)\s?[)1l]?)?(?:\s*huruf\s+(?P<huruf>[a-z]{1,2})\b)?(?:\s*angka\s+(?P<angka>\d{1,3}))?""",
    re.VERBOSE,
)
_MOST = 6


def see_also(citations: Sequence[Citation], graph: Graph) -> tuple[tuple[str, str], ...]:
    """Returns (document, locator) of the provisions that the cited ones refer to and that are indexed, in order."""
    cited = {(citation.document, parse_locator(citation.locator).at_pasal_level()) for citation in citations}
    found: dict[tuple[str, Locator], tuple[str, str]] = {}
    for citation in citations:
        for document, place in _referred(citation, graph):
            key = (document, place.at_pasal_level())
            if key not in cited:
                found.setdefault(key, (document, str(place)))
    return tuple(found.values())[:_MOST]


def _referred(citation: Citation, graph: Graph) -> Iterator[tuple[str, Locator]]:
    text = citation.quote
    everything = [mention for mention in mentions(text) if mention.key or mention.kind == "uud"]
    named = [mention for mention in everything if mention.key]
    for match in _PLACE.finditer(text):
        place = _read(match)
        owner = _owner(text, match.end(), named)
        if owner is None and _is_others(text, match.end(), everything):
            continue
        if place is not None:
            yield from _resolved(graph, citation, owner, place)
    for mention in named:
        # A regulation named without a provision is opened at its first article.
        document = graph.documents.get(mention.key)
        if document and not _PLACE.search(text[max(0, mention.start - 60) : mention.start]):
            first = parse_locator("Pasal 1")
            if document != citation.document and graph.catalog.at(document, str(first)):
                yield document, first


def _read(match: re.Match[str]) -> Locator | None:
    numbers = readings(match["pasal"])
    if not numbers:
        return None
    steps = f"Pasal {numbers[0].number}{numbers[0].suffix}"
    if match["ayat"]:
        ayat = readings(match["ayat"], letters=False)
        steps += f" ayat ({ayat[0].number}{ayat[0].suffix})" if ayat else ""
    if match["huruf"]:
        steps += f" huruf {match['huruf']}"
    if match["angka"]:
        steps += f" angka {match['angka']}"
    return parse_locator(steps)


def _owner(text: str, end: int, named: Sequence[Mention]) -> Mention | None:
    """Returns the regulation that a provision is one of: the one named right behind it or behind its list."""
    for mention in named:
        if mention.start >= end:
            between = text[end : mention.start]
            only_places = re.sub(
                r"\b(?:dan|atau|serta|sampai|dengan|dari|dalam|ayat|huruf|angka)\b", "", _PLACE.sub("", between)
            )
            return mention if not re.search(r"[A-Za-z]{2,}", only_places) and "." not in between else None
    return None


def _is_others(text: str, end: int, named: Sequence[Mention]) -> bool:
    """Tells whether a regulation is named further on in the same clause: whose provision it is cannot be told."""
    return any(mention.start >= end and not re.search(r"[;.]\s", text[end : mention.start]) for mention in named)


def _resolved(graph: Graph, citation: Citation, owner: Mention | None, place: Locator) -> Iterator[tuple[str, Locator]]:
    """Yields where a provision is to be read: in its newest indexed wording."""
    document, citing = citation.document, parse_locator(citation.locator)
    key = owner.key if owner else in_its_law(graph, document, citing)[0]
    states = [state for state in wordings(graph, key, place) if state.parts] if key else []
    if states:
        newest = states[-1]
        there = newest.address(place)
        held = any(unit.locator == str(there) for part in newest.parts for unit in part.passage.units)
        yield newest.document, there if held else there.at_pasal_level()
    elif owner is None and citing.quoted is None and graph.catalog.at(document, str(place.at_pasal_level())):
        yield document, place.at_pasal_level()
