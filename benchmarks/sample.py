"""Two hundred provisions drawn at random, for a reader to judge, and the share that were found right.

    python -m benchmarks.sample draw [CELL]   prints each provision with what stands around it in the file
    python -m benchmarks.sample check         compares the sample with the verdicts and prints the share that is right

A provision is right when its address is that of the law, and its text begins and ends where the law's does. The draw
takes those with the lowest hash of seed, document and address, so that a change of the parser leaves the sample as it
is but for the provisions that it gained or lost. A verdict holds for one text: a provision that reads otherwise since
then is reported and has to be judged anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.structure import CORPUS, bulk_entries
from knowledge.errors import DocumentError
from knowledge.parse import parse
from knowledge.read import read
from knowledge.records import Kind, Page, Provision

VERDICTS = Path(__file__).parent / "verdicts" / "provisions.jsonl"
SEED = "2026"
# How many provisions of each source and kind; what a source has most of, and what an answer cites most, weighs most.
CELLS = {
    ("core", "pasal"): 16, ("core", "ayat"): 24, ("core", "item"): 16, ("core", "penjelasan"): 12,
    ("core", "lampiran"): 12, ("pdf", "pasal"): 10, ("pdf", "ayat"): 16, ("pdf", "item"): 10, ("pdf", "penjelasan"): 6,
    ("pdf", "lampiran"): 8, ("bulk", "pasal"): 16, ("bulk", "ayat"): 22, ("bulk", "item"): 14,
    ("bulk", "penjelasan"): 12, ("bulk", "lampiran"): 6,
}  # fmt: skip
_BULK_DOCUMENTS = 90
_MOST_OF_ONE = 3
_AROUND = 170
_SHOWN = 420


@dataclass(frozen=True, slots=True)
class Drawn:
    """A provision of the sample: its source and cell, its place among those of one address, its whole text."""

    source: str
    cell: str
    document: str
    locator: str
    place: int
    text: str
    raw: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Returns what a verdict names a provision by."""
        return self.source, self.document, self.locator, self.place

    @property
    def digest(self) -> str:
        """Returns a short hash of the text, blanks aside."""
        return hashlib.sha1("".join(self.text.split()).encode()).hexdigest()[:10]

    @property
    def rank(self) -> str:
        """Returns the number that decides whether a provision is drawn."""
        return hashlib.sha1("|".join((SEED, *map(str, self.key))).encode()).hexdigest()


def main() -> None:
    """Runs the command that the command line names."""
    command, *options = sys.argv[1:] or ["check"]
    sys.exit({"draw": show, "check": check}[command](*options))


def draw() -> list[Drawn]:
    """Returns the sample in the order of its cells."""
    found: dict[tuple[str, str], list[Drawn]] = {cell: [] for cell in CELLS}
    for source, name, pages in _documents():
        for drawn in _provisions(source, name, pages):
            found[source, drawn.cell].append(drawn)
    return [drawn for cell, count in CELLS.items() for drawn in _lowest(found[cell], count)]


def show(only: str = "", *_options: str) -> int:
    """Prints the sample, each provision with the words around it in the file."""
    for number, drawn in enumerate(draw(), start=1):
        if only in ("", f"{drawn.source}-{drawn.cell}"):
            before, after = _context(drawn)
            text = drawn.text if len(drawn.text) <= _SHOWN else f"{drawn.text[:250]} […] {drawn.text[-150:]}"
            print(f"#{number} {drawn.source} {drawn.document} | {drawn.locator} | {drawn.place} | {drawn.digest}")
            print(f"  << {before}\n  == {text}\n  >> {after}\n")
    return 0


def check(*_options: str) -> int:
    """Prints the share of right provisions, and those whose verdict is missing or is about another text."""
    verdicts = {}
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        verdicts[entry["source"], entry["document"], entry["locator"], entry["place"]] = entry
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    open_ones = []
    for drawn in draw():
        verdict = verdicts.get(drawn.key)
        if verdict is None or verdict["digest"] != drawn.digest:
            open_ones.append(
                f"{drawn.source} {drawn.document} {drawn.locator}: {'changed' if verdict else 'not judged'}"
            )
            continue
        cell = f"{drawn.source} {drawn.cell}"
        judged[cell] += 1
        right[cell] += verdict["verdict"] == "ok"
        if verdict["verdict"] != "ok":
            print(f"wrong: {drawn.document} {drawn.locator}: {verdict['reason']}")
    print("\n".join(open_ones))
    print(" · ".join(f"{cell} {right[cell]}/{count}" for cell, count in judged.items()))
    total = judged.total()
    print(f"right: {right.total()}/{total} = {right.total() / max(total, 1):.3f}; to be judged: {len(open_ones)}")
    return 1 if open_ones else 0


def _documents() -> Iterator[tuple[str, str, Sequence[Page]]]:
    for source in ("core", "pdf"):
        for path in sorted((CORPUS / source).iterdir()):
            try:
                yield source, path.stem, read(path)
            except DocumentError as error:
                print(error, file=sys.stderr)
    entries = sorted(bulk_entries(), key=lambda entry: hashlib.sha1(f"{SEED}|{entry['id']}".encode()).hexdigest())
    for entry in entries[:_BULK_DOCUMENTS]:
        yield "bulk", entry["id"], [Page(None, entry["text"])]


def _provisions(source: str, name: str, pages: Sequence[Page]) -> Iterator[Drawn]:
    raw = "\n".join(page.text for page in pages)
    seen: Counter[str] = Counter()
    for provision in parse(pages, name).walk():
        seen[provision.locator] += 1
        cell = _cell(provision)
        whole = " ".join(piece.text for piece in provision.walk() if piece.text)
        if cell and whole:
            yield Drawn(source, cell, name, provision.locator, seen[provision.locator], whole, raw)


def _cell(provision: Provision) -> str:
    locator, kind = provision.locator, provision.kind
    if locator.startswith("Lampiran"):
        return "" if kind in (Kind.LAMPIRAN, Kind.BAB) else "lampiran"
    if locator.startswith("Penjelasan"):
        return "penjelasan"
    if kind is Kind.PASAL:
        return "pasal"
    if kind is Kind.AYAT:
        return "ayat"
    return "item" if kind in (Kind.HURUF, Kind.ANGKA) and locator.startswith("Pasal") else ""


def _lowest(candidates: Sequence[Drawn], count: int) -> list[Drawn]:
    """Returns the lowest hashes, at most a few of one document."""
    taken: list[Drawn] = []
    of_one: Counter[str] = Counter()
    for drawn in sorted(candidates, key=lambda drawn: drawn.rank):
        if len(taken) < count and of_one[drawn.document] < _MOST_OF_ONE:
            taken.append(drawn)
            of_one[drawn.document] += 1
    return taken


def _context(drawn: Drawn) -> tuple[str, str]:
    """Returns what stands in front of and behind a provision in the file, found by its first and last letters."""
    places = [place for place, letter in enumerate(drawn.raw) if letter.isalnum()]
    letters = "".join(drawn.raw[place] for place in places)
    own = "".join(filter(str.isalnum, drawn.text))
    for length in (60, 36, 20):
        start = letters.find(own[:length])
        end = letters.find(own[-length:], max(start, 0))
        if start >= 0 and end >= 0:
            break
    else:
        return "(not found letter for letter)", ""
    first, last = places[start], places[min(end + min(length, len(own)), len(places)) - 1] + 1
    return _line(drawn.raw[max(0, first - _AROUND) : first]), _line(drawn.raw[last : last + _AROUND])


def _line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
