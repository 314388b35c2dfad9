"""How well the parser finds the structure of real regulations.

    python benchmarks/structure.py reference     Pasal split by hand (reference/structure.jsonl) against the parsed ones
    python benchmarks/structure.py documents     numbering of every document of core and pdf
    python benchmarks/structure.py roads         the same regulation as PDF and as text
    python benchmarks/structure.py bulk [STEP]   numbering of every STEP-th document of the bulk
    python benchmarks/structure.py questions     addresses of the question bank that lead to a provision

The corpus is found by CORPUS_DIR, else beside the checkout.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from knowledge.address import Addresses
from knowledge.errors import DocumentError
from knowledge.locator import parse_locator
from knowledge.parse import parse
from knowledge.read import read
from knowledge.records import Kind, Page, ParsedDocument, Provision

CORPUS = Path(os.environ.get("CORPUS_DIR") or Path(__file__).resolve().parents[2] / "shared" / "corpus")
# Two texts of one article are the same when this share of their words match in order.
SAME = 0.9
# PDFs whose text is a recognition of page images; the text versions of some were recognised by another engine.
SCANS = {"perpres-39-2019", "perpres-82-2023", "uu-15-2019", "uu-19-2016", "uu-27-2022"}
_OTHER_ORDER, _CONFIRMED = "same letters in another order", "our order confirmed"
# The yardstick leaves the closing formula with some last articles.
_CLOSING = re.compile(r"\s*Agar setiap orang mengetahuinya.*", re.DOTALL)


def main() -> None:
    """Runs the measurement that the command line names."""
    command, *options = sys.argv[1:] or ["reference"]
    {"reference": reference, "documents": documents, "roads": roads, "bulk": bulk, "questions": questions}[command](
        *options
    )


def reference(*_options: str) -> None:
    """Prints how many of the hand-split Pasal are found with matching text."""
    found = total = 0
    for line in (CORPUS / "reference" / "structure.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        articles: dict[str, list[str]] = {}
        for path in _files(entry["document"]):
            for number, texts in pasal_texts(load(path)).items():
                articles.setdefault(number, []).extend(texts)
        misses = []
        for pasal in entry["pasal"]:
            expected = _CLOSING.sub("", pasal["text"])
            ratio = max((_same(expected, text) for text in articles.get(pasal["pasal"], [])), default=0.0)
            if ratio < SAME:
                misses.append(f"{pasal['pasal']}:{ratio:.2f}")
        total += len(entry["pasal"])
        found += len(entry["pasal"]) - len(misses)
        print(f"{entry['document']}: {len(entry['pasal']) - len(misses)}/{len(entry['pasal'])} {' '.join(misses)}")
    print(f"found with matching text: {found}/{total} = {found / total:.3f}")


def documents(*_options: str) -> None:
    """Prints for each document of core and pdf whether its numbering is complete."""
    tally: Counter[str] = Counter()
    for path in sorted([*(CORPUS / "core").iterdir(), *(CORPUS / "pdf").iterdir()]):
        try:
            document = load(path)
        except DocumentError as error:
            print(error)
            continue
        report = numbering(document)
        tally.update({key: value for key, value in report.items() if isinstance(value, int)})
        print(f"{path.name}: {report}")
    print(dict(tally))


def numbering(document: ParsedDocument) -> dict[str, object]:
    """Returns counts of Pasal, gaps, articles whose ayat are not consecutive, and notes without an article."""
    pasal = [piece for piece in document.walk() if piece.kind is Kind.PASAL]
    broken = [piece.locator for piece in pasal if not _consecutive(piece)]
    addresses = {piece.locator for piece in document.walk()}
    notes = [
        piece.locator
        for piece in document.walk()
        if piece.kind is Kind.PENJELASAN and piece.locator.startswith("Penjelasan Pasal")
    ]
    orphans = [note for note in notes if note.removeprefix("Penjelasan ") not in addresses]
    doubled = [locator for locator, count in Counter(piece.locator for piece in pasal).items() if count > 1]
    return {
        "pasal": len(pasal),
        "gaps": list(document.gaps),
        "broken": len(broken),
        "broken ayat": broken[:12],
        "doubled": doubled[:6],
        "notes": len(notes),
        "orphans": len(orphans),
        "without article": orphans[:6],
    }


def roads(*_options: str) -> None:
    """Prints how many Pasal of a PDF equal those of the same regulation's text, white space aside.

    A converter that read a justified line word by word, or a number behind its sentence, gives the same letters in
    another order. Which of the two is right another engine tells, poppler's pdftotext: where it reads the PDF letter
    for letter in our order, the Pasal counts as confirmed. Without pdftotext none does.
    """
    totals: dict[str, Counter[str]] = {"text layer": Counter(), "scan": Counter()}
    for path in sorted((CORPUS / "pdf").glob("*.pdf")):
        twin = next((CORPUS / "core").glob(f"{path.stem}.*"), None)
        if twin is None:
            continue
        ours, theirs = pasal_texts(load(path)), pasal_texts(load(twin))
        likeness = {key: _likeness(ours[key][0], theirs[key][0]) for key in ours.keys() & theirs.keys()}
        tally = Counter(likeness.values())
        disordered = [key for key, value in likeness.items() if value == _OTHER_ORDER]
        tally.update(_order_of(path, ours, theirs, disordered))
        tally["only in one"] = len(ours.keys() ^ theirs.keys())
        totals["scan" if path.stem in SCANS else "text layer"].update(tally)
        print(f"{path.stem}: {dict(sorted(tally.items()))}")
    for kind, tally in totals.items():
        count = sum(tally[key] for key in ("identical", _OTHER_ORDER, "alike", "different"))
        identical, ordered = tally["identical"], tally["identical"] + tally[_CONFIRMED]
        lettered = tally["identical"] + tally[_OTHER_ORDER]
        print(f"{kind}: {count} Pasal, {dict(sorted(tally.items()))}")
        print(
            f"  identical {identical / count:.3f}; identical or our order confirmed {ordered / count:.3f}; "
            f"same letters {lettered / count:.3f}"
        )


def _order_of(
    path: Path, ours: dict[str, list[str]], theirs: dict[str, list[str]], disordered: Sequence[str]
) -> Counter[str]:
    """Counts whose order another engine confirms: ours, only that of the text, or none."""
    tally: Counter[str] = Counter()
    others = [_by_poppler(path, option) for option in ("-raw", "-layout")] if disordered else []
    for key in disordered:
        read_so = {_squashed(other.get(key, [""])[0]) for other in others}
        if _squashed(ours[key][0]) in read_so:
            tally[_CONFIRMED] += 1
        else:
            tally["order of the text confirmed" if _squashed(theirs[key][0]) in read_so else "order in doubt"] += 1
    return tally


def _by_poppler(path: Path, option: str) -> dict[str, list[str]]:
    program = shutil.which("pdftotext")
    if program is None:
        print("pdftotext is not installed: no order can be confirmed (apt-get install poppler-utils)")
        return {}
    run = subprocess.run([program, option, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    pages = run.stdout.decode("utf-8").removesuffix("\f").split("\f")
    return pasal_texts(parse([Page(number, text) for number, text in enumerate(pages, start=1)], path.stem))


def _likeness(ours: str, theirs: str) -> str:
    if _squashed(ours) == _squashed(theirs):
        return "identical"
    if sorted(_words(ours)) == sorted(_words(theirs)) or sorted(_letters(ours)) == sorted(_letters(theirs)):
        return _OTHER_ORDER
    return "alike" if _same(theirs, ours) >= SAME else "different"


def bulk(step: str = "1", *_options: str) -> None:
    """Prints the share of bulk documents whose Pasal run on without gaps, and the speed."""
    complete = total = characters = 0
    worst: list[tuple[int, str]] = []
    started = time.process_time()
    for entry in bulk_entries(int(step)):
        document = parse([Page(None, entry["text"])], entry["id"])
        characters += len(entry["text"])
        articles = [piece for piece in document.walk() if piece.kind is Kind.PASAL]
        if not articles:
            continue
        total += 1
        complete += not document.gaps
        worst.append((len(document.gaps), entry["id"]))
    seconds = time.process_time() - started
    print(
        f"complete: {complete}/{total} = {complete / total:.3f}; {characters / seconds / 1e6:.2f} million characters/s"
    )
    print("most gaps:", sorted(worst, reverse=True)[:25])


def questions(*_options: str) -> None:
    """Prints the share of the question bank's addresses that the parsed documents have."""
    good = total = 0
    for bank in sorted((CORPUS / "questions").glob("*.jsonl")):
        table = Addresses(load(_files(bank.stem)[0]))
        missing: Counter[str] = Counter()
        count = 0
        for line in bank.read_text(encoding="utf-8").splitlines():
            count += 1
            locator = json.loads(line)["locator"]
            if table.find(locator) is None:
                missing[locator] += 1
        total += count
        good += count - missing.total()
        if missing:
            print(f"{bank.stem}: {count - missing.total()}/{count} {' · '.join(sorted(missing)[:12])}")
    print(f"addresses that lead to a provision: {good}/{total} = {good / total:.4f}")


def pasal_texts(document: ParsedDocument) -> dict[str, list[str]]:
    """Returns the whole text of each article by its number, without its heading."""
    texts: dict[str, list[str]] = {}
    for piece in document.walk():
        if piece.kind is Kind.PASAL:
            number = parse_locator(piece.locator).steps[-1].number
            whole = " ".join(inner.text for inner in piece.walk())
            texts.setdefault(number, []).append(re.sub(r"^Pasal\s+\S+\s*", "", whole))
    return texts


def _consecutive(pasal: Provision) -> bool:
    numbers = [parse_locator(child.locator).steps[-1].number for child in pasal.children if child.kind is Kind.AYAT]
    plain = [int(re.sub(r"\D", "", number)) for number in numbers]
    return all(after - before in (0, 1) for before, after in zip([0, *plain], plain, strict=False))


def _same(expected: str, text: str) -> float:
    """Returns how alike two texts are: by words, or by letters where recognition broke words apart."""
    first, second = _words(expected), _words(text)
    if not first:  # three entries of the yardstick have no text; the article must be there
        return 1.0
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    if ratio >= SAME or abs(len(first) - len(second)) > len(first) / 3:
        return ratio
    return max(ratio, SequenceMatcher(None, "".join(first), "".join(second), autojunk=False).ratio())


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _squashed(text: str) -> str:
    return "".join(text.split())


def bulk_entries(step: int = 1) -> Iterator[dict[str, str]]:
    """Yields every `step`-th document of the bulk."""
    with gzip.open(CORPUS / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                yield json.loads(line)


def _files(stem: str) -> list[Path]:
    """Returns a regulation's files, as text and as PDF; of both the better reading counts, as it does in use."""
    return [path for folder in ("core", "pdf") for path in sorted((CORPUS / folder).glob(f"{stem}.*"))]


def load(path: Path) -> ParsedDocument:
    """Reads and parses a file."""
    return parse(read(path), path.stem)


if __name__ == "__main__":
    main()
