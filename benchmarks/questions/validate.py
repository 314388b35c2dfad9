"""Checks the question sets of this folder: form, identity, gold and expected facts.

Run from the repository root: `python -m benchmarks.questions.validate`. The texts are read from CORPUS_DIR
(default `../shared/corpus`); `eval/` and `facts/` are looked for beside it. Exit code 1 when anything is wrong.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.locator import parse_locator

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

Record = dict[str, Any]

LANGUAGES = {"id", "en"}
ABSTENTIONS = {"not_found", "out_of_subject", "which", "false_premise"}
OWN_WORDS = {"situation", "synonym", "colloquial", "english", "short"}
ANSWERS = {
    "formal", "paraphrase", "colloquial", "definition", "lookup", "multi", "english", "status", "list", "who", "when",
    "howmuch", "yesno", "unanswerable",
}  # fmt: skip
FIELDS = {
    "own_words_train": {"id", "question", "lang", "type", "part", "answerable", "gold", "expect", "split"},
    "core_train": {"id", "question", "lang", "type", "part", "answerable", "gold", "expect", "split"},
    "answers_dev": {"id", "question", "lang", "type", "answerable", "gold", "expect", "source", "abstain", "split"},
    "programme_train": {"id", "question", "lang", "type", "answerable", "expect", "source", "split"},
    "unanswerable_train": {"id", "question", "lang", "type", "about", "answerable", "abstain", "split"},
    "programme_dev": {"id", "question", "lang", "type", "answerable", "expect", "split"},
    "points": {"id", "question", "lang", "type", "answerable", "gold", "expect", "split"},
    "dialogues": {"id", "type", "turns", "split"},
    "dialogues_dev": {"id", "type", "turns", "split"},
    "dialogues_held": {"id", "type", "turns", "split"},
    "refusals_dev": {"id", "question", "lang", "type", "answerable", "abstain", "split"},
    "refusals_held": {"id", "question", "lang", "type", "answerable", "abstain", "split"},
}
OPTIONAL = {"gold", "source", "abstain"}
# matches "ot0001", "di012"; not "ot1"
ID = re.compile(r"(?:ot|oc|ad|ap|aq|au|di|dj|dh|po|pt|ut|rd|rh)\d{3,4}")
# What scanning writes for a figure ("2O18", "l5"): an expected "15" must still be found in such a text.
MISREAD = str.maketrans({"o": "0", "q": "0", "l": "1", "i": "1", "t": "1", "s": "5", "b": "8", "g": "9", "z": "2"})


@dataclass
class Report:
    """The faults found so far, one line each."""

    faults: list[str] = field(default_factory=list)

    def add(self, where: str, fault: str) -> None:
        """Notes a fault of a record, named by its id."""
        self.faults.append(f"{where}: {fault}")


@dataclass
class Texts:
    """The texts that gold and expected facts are checked against."""

    core: dict[str, str]
    bulk: dict[str, str]
    programme: str
    eval_gold: set[str]
    eval_questions: set[str]

    def of(self, document: str) -> str | None:
        """Gives the folded text of a document, or None when the corpus lacks it."""
        return self.core.get(document) or self.bulk.get(document)


def corpus_dir() -> Path:
    """Says where the corpus lies."""
    return Path(os.environ.get("CORPUS_DIR") or ROOT.parent / "shared" / "corpus")


def fold(text: str) -> str:
    """Reduces a text to lower-case words and figures, so that line breaks and marks do not hide a fact."""
    return re.sub(r"[^a-z0-9%,.]+", " ", text.lower()).strip()


def holds(text: str, fact: str) -> bool:
    """Says whether a folded text holds one of the alternatives of an expected fact, misread figures included."""
    folded = [fold(alternative) for alternative in fact.split("|")]
    if any(alternative in text for alternative in folded):
        return True
    loose = text.translate(MISREAD).replace(" ", "")
    return any(alternative.translate(MISREAD).replace(" ", "") in loose for alternative in folded)


def rows(path: Path) -> Iterator[Record]:
    """Reads JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def split_of(identity: str) -> str:
    """Gives the half, dev or test, that an id falls into: the parity of its SHA-256 digest."""
    return "dev" if hashlib.sha256(identity.encode()).digest()[0] % 2 == 0 else "test"


def load_texts(corpus: Path) -> Texts:
    """Reads the corpus, the programme facts and the questions kept elsewhere."""
    core = {path.stem: fold(path.read_text(encoding="utf-8")) for path in (corpus / "core").iterdir()}
    with gzip.open(corpus / "bulk" / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        bulk = {row["id"]: fold(row["text"]) for row in map(json.loads, lines)}
    facts = corpus.parent / "facts" / "programme.md"
    guidance = sorted((ROOT / "knowledge" / "documents").rglob("*.md"))
    kept = [row for path in sorted((corpus.parent / "eval").glob("*.jsonl")) for row in rows(path)]
    return Texts(
        core=core,
        bulk=bulk,
        programme=" ".join(fold(path.read_text(encoding="utf-8")) for path in (facts, *guidance) if path.is_file()),
        eval_gold={gold["document"] for row in kept for gold in row.get("gold", [])},
        eval_questions={fold(row["question"]) for row in kept},
    )


def check_form(name: str, row: Record, report: Report) -> None:
    """Checks the fields of a record and their values."""
    where = str(row.get("id"))
    wanted = FIELDS[name]
    if extra := row.keys() - wanted:
        report.add(where, f"unknown fields {sorted(extra)}")
    if lacking := wanted - OPTIONAL - row.keys():
        report.add(where, f"lacks fields {sorted(lacking)}")
    if not ID.fullmatch(where):
        report.add(where, "the id is not two letters and three or four figures")
    stated = next((side for side in ("train", "dev", "held") if name.endswith(f"_{side}")), "")
    expected = stated if stated and name != "answers_dev" else split_of(where)
    if row.get("split") != expected:
        report.add(where, f"split is {row.get('split')}, the rule says {expected}")
    if name.startswith("dialogues"):
        return
    kinds = OWN_WORDS if name in ("own_words_train", "core_train") else ANSWERS
    if row["type"] not in kinds or row["lang"] not in LANGUAGES:
        report.add(where, f"type or language unknown: {row['type']}, {row['lang']}")


def check_answer(where: str, row: Record, texts: Texts, report: Report) -> None:
    """Checks gold, expected facts and, for what has no answer, the kind of abstention."""
    gold, expect = row.get("gold", []), row.get("expect", [])
    if not row["answerable"]:
        if gold or expect:
            report.add(where, "unanswerable, yet it has gold or expected facts")
        if row.get("abstain") not in ABSTENTIONS:
            report.add(where, f"abstain must be one of {sorted(ABSTENTIONS)}")
        return
    for entry in gold:
        check_gold(where, entry, texts, report)
    parts = [texts.of(entry["document"]) or "" for entry in gold] or [texts.programme]
    for fact in expect:
        # English answers are given in English words beside the Indonesian ones, of which one must be in the text.
        if any(parts) and not any(holds(part, fact) for part in parts):
            report.add(where, f"expected {fact!r} is not in the text")


def check_gold(where: str, entry: Record, texts: Texts, report: Report) -> None:
    """Checks that a gold document exists and that its address is written as drafting does."""
    if texts.of(entry["document"]) is None:
        report.add(where, f"no document {entry['document']} in the corpus")
    locator = entry["locator"]
    if locator.startswith(("Pasal", "Penjelasan", "Lampiran")) and str(parse_locator(locator)) != locator:
        report.add(where, f"locator {locator!r} is not canonical")


def check_train(name: str, row: Record, texts: Texts, report: Report) -> None:
    """Checks that training questions keep away from what others are measured on."""
    for document in {entry["document"] for entry in row["gold"]}:
        if name == "own_words_train" and (document in texts.core or document in texts.eval_gold):
            report.add(row["id"], f"{document} is a core document or gold of the evaluation")
        if name == "core_train" and document not in texts.core:
            report.add(row["id"], f"{document} is not a core document")
    if not row["gold"]:
        report.add(row["id"], "has no gold")


def questions_of(name: str, row: Record) -> Iterator[tuple[str, Record]]:
    """Gives the questions of a record: itself, or the turns of a dialogue."""
    if not name.startswith("dialogues"):
        yield row["id"], row
        return
    for number, turn in enumerate(row["turns"], start=1):
        yield f"{row['id']}/{number}", turn


def check(folder: Path, texts: Texts) -> tuple[Report, dict[str, Counter[str]]]:
    """Checks every question set of a folder; gives the faults and the counts by type."""
    report, counts = Report(), defaultdict[str, Counter[str]](Counter)
    identities: set[str] = set()
    asked: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for row in rows(path):
            check_form(path.stem, row, report)
            counts[path.stem][row["type"]] += 1
            counts[f"{path.stem} by split"][row["split"]] += 1
            if row["id"] in identities:
                report.add(row["id"], "id used twice")
            identities.add(row["id"])
            if path.stem in ("own_words_train", "core_train"):
                check_train(path.stem, row, texts, report)
            for where, question in questions_of(path.stem, row):
                check_answer(where, question, texts, report)
            if not path.stem.startswith("dialogues"):  # a follow-up such as "pasal berapa itu?" may come back
                check_repeats(row, asked, texts, report)
    return report, counts


def check_repeats(row: Record, asked: dict[str, str], texts: Texts, report: Report) -> None:
    """Checks that a question was not asked before, here or in the evaluation."""
    question = fold(row["question"])
    if question in asked:
        report.add(row["id"], f"same question as {asked[question]}")
    if question in texts.eval_questions:
        report.add(row["id"], "same question as one of the evaluation")
    asked[question] = row["id"]


def main() -> int:
    """Prints the counts and the faults."""
    corpus = corpus_dir()
    if not corpus.is_dir():
        print(f"No corpus at {corpus}: set CORPUS_DIR to the folder that holds core/ and bulk/.")
        return 2
    report, counts = check(HERE, load_texts(corpus))
    for name, kinds in counts.items():
        print(f"{name} ({kinds.total()}): " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    for fault in report.faults:
        print(fault)
    print(f"{len(report.faults)} faults")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
