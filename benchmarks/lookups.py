"""Measures look-ups: addresses and defined terms, drawn from the index itself, in the spellings people use.

    python -m benchmarks.lookups [--index core|asked|mixed|FOLDER] [--number N] [--seed S] [--show N]

An address is right when the provision is first among the results, at Pasal level, or second behind the newer wording
that another regulation gave it; a definition when the answer cites a
place where the documents define the term. Drawn with a fixed seed, each in one spelling drawn as well.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.documents import INDEXES
from benchmarks.report import table
from benchmarks.scratch import build
from knowledge.base import KnowledgeBase
from knowledge.catalog import Catalog
from knowledge.errors import QuestionError
from knowledge.evaluate import is_hit
from knowledge.references import name_of

ADDRESSES = (
    "isi Pasal {pasal} {name} Nomor {number} Tahun {year}",
    "pasal {pasal} {short} {number}/{year}",
    "psl {pasal} {short} {number}/{year}",
    "ps. {pasal} {short}{number}/{year}",
    "{short} no {number} thn {year} psl {pasal} isinya apa",
    "{short} {number} tahun {year} pasal {pasal} bunyinya",
    "apa bunyi pasal {pasal} dalam {short} nomor {number} tahun {year}?",
    "{short} {number}/{year} pasal {pasal}",
    "tolong kutip pasal {pasal} dari {short} {number} th {year} dong",
    "what does article {pasal} of {short} {number}/{year} say?",
)
DEFINITIONS = (
    "apa itu {term}?",
    "{term} itu apa sih",
    "apa yang dimaksud dengan {term}",
    "pengertian {term}",
    "definisi {term} menurut {short} {number}/{year}",
    "arti {term}",
    "yg dimaksud {term} apa ya",
    "what is meant by {term}?",
)
LONG_FORMS = ("kepanjangan {short_term}", "{short_term} singkatan dari apa?", "{short_term} itu apa")
_FULL = {"uu": "Undang-Undang", "pp": "Peraturan Pemerintah", "perpres": "Peraturan Presiden"}
# Longer terms are parts of sentences that reading took for a term.
_LONGEST_TERM = 6


def main() -> None:
    """Draws, asks and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", default="core", help=f"one of {', '.join(INDEXES)}, or a folder")
    parser.add_argument("--number", type=int, default=600, help="addresses, and as many definitions, to draw")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--show", type=int, default=0, help="print so many of those that went wrong")
    options = parser.parse_args()
    knowledge = KnowledgeBase.open(build(options.index).folder if options.index in INDEXES else Path(options.index))
    catalog = knowledge._view().generation.catalog
    random = Random(options.seed)
    wrong: list[str] = []
    rows = []
    for label, drawn in (
        ("address", addresses(catalog, random, options.number)),
        ("definition", definitions(catalog, random, options.number)),
    ):
        told: dict[str, list[bool]] = defaultdict(list)
        for spelling, question, gold in drawn:
            right = _found(knowledge, question, gold) if label == "address" else _defined(knowledge, question, gold)
            told[spelling].append(right)
            if not right:
                wrong.append(f"{question}  (want {gold[0]})")
        every = [right for found in told.values() for right in found]
        rows.append([label, "all", str(len(every)), f"{sum(every) / len(every):.3f}"])
        rows += [[label, s, str(len(found)), f"{sum(found) / len(found):.3f}"] for s, found in sorted(told.items())]
    print(table(["look-up", "spelling", "number", "right"], rows))
    print("\n".join(wrong[: options.show]))


Drawn = Iterator[tuple[str, str, Sequence[tuple[str, str]]]]


def addresses(catalog: Catalog, random: Random, number: int) -> Drawn:
    """Yields (spelling, question, where it is) of Pasal drawn from the regulations that have a number."""
    keys = sorted(catalog.keys().items())
    every = [
        (key, name, place[0])
        for key, name in keys
        for place in catalog.places(name)
        if place[0].startswith("Pasal ") and place[0].count(" ") == 1 and "/" not in name_of(key).partition("/")[2]
    ]
    for key, document, locator in random.sample(every, min(number, len(every))):
        spelling = random.choice(ADDRESSES)
        yield spelling, spelling.format(pasal=locator.split()[1], **_names(key)), [(document, locator)]


def definitions(catalog: Catalog, random: Random, number: int) -> Drawn:
    """Yields (spelling, question, everywhere the term is defined) of drawn terms and abbreviations."""
    every = [(key, d) for key, name in sorted(catalog.keys().items()) for d in catalog.definitions_of(name)]
    every = [(key, d) for key, d in every if len(d.term.split()) <= _LONGEST_TERM]
    for key, found in random.sample(every, min(number, len(every))):
        spelling = random.choice(DEFINITIONS + (LONG_FORMS if found.short else ()))
        places = [(d.document, d.locator) for d in (*catalog.define(found.term), *catalog.define(found.short))]
        named = "{number}" in spelling
        gold = [(found.document, found.locator)] if named else places or [(found.document, found.locator)]
        yield spelling, spelling.format(term=found.term, short_term=found.short, **_names(key)), gold


def _names(key: str) -> dict[str, str]:
    shown, _, numbered = name_of(key).rpartition(" ")
    number, _, year = numbered.partition("/")
    kind = key.partition("-")[0]
    return {"name": _FULL.get(kind, shown), "short": random_case(shown, key), "number": number, "year": year}


def random_case(shown: str, key: str) -> str:
    """Returns a name as it is or in small letters, always the same for one regulation."""
    return shown.lower() if sum(map(ord, key)) % 2 else shown


def _found(knowledge: KnowledgeBase, question: str, gold: Sequence[tuple[str, str]]) -> bool:
    try:
        hits = knowledge.search(question, 2)
    except QuestionError:
        return False
    if len(hits) == 2 and hits[0].score != hits[1].score:
        hits = hits[:1]  # both are certain only where one renews the other
    return any(is_hit(h.passage.document, h.locator, *place) for h in hits for place in gold)


def _defined(knowledge: KnowledgeBase, question: str, gold: Sequence[tuple[str, str]]) -> bool:
    cited = knowledge.ask(question).citations
    return any(is_hit(c.document, c.locator, *place) for c in cited for place in gold)


if __name__ == "__main__":
    main()
