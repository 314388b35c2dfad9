"""Measures answers as officials see them: facts, citations, refusals, follow-ups, length; and shows what went wrong.

    python -m benchmarks.answers                 over the core index (built once, kept in benchmarks/out)
    python -m benchmarks.answers --index FOLDER  over another
    python -m benchmarks.answers --half dev --show 10    the development half, ten examples of each class of error

Writes answers.json, answers.md and answers.png (the risk–coverage curve) to benchmarks/out. Figures are of the `test`
half, which nothing was learned from, with 95 % bootstrap intervals; the curve, from which the threshold follows, is of
the development questions. Needs the corpus (CORPUS_DIR or ../shared/corpus) and `eval` beside it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import chart, cited, dialogues, report
from benchmarks.documents import OUT, corpus
from benchmarks.measures import Estimate, estimate
from benchmarks.scratch import build
from benchmarks.split import half
from knowledge.base import KnowledgeBase
from knowledge.confidence import model
from knowledge.errors import QuestionError
from knowledge.evaluate import has_facts, is_hit
from knowledge.records import Answer, AnswerKind, Citation
from knowledge.settings import ROOT

QUESTIONS = ROOT / "benchmarks" / "questions"
LONGEST = 1_200
# The kinds that an unanswerable question can be refused with, by what it is.
_RIGHT_KINDS = {
    "which": (AnswerKind.WHICH,),
    "out_of_subject": (AnswerKind.OUT_OF_SUBJECT,),
    "not_found": (AnswerKind.NOT_FOUND,),
    "false_premise": (AnswerKind.FALSE_PREMISE, AnswerKind.NOT_FOUND, AnswerKind.OUT_OF_SUBJECT),
}
_CERTAIN = 1.0

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its answer, how sure the search was (1 where none was needed), and what it would say if unsure.

    `forced` is the answer that is given when nothing is refused.
    """

    row: Row
    column: str
    half: str
    answer: Answer
    sure: float
    forced: Answer

    @property
    def answerable(self) -> bool:
        """Tells whether there is an answer."""
        return bool(self.row.get("answerable", True))

    @property
    def gold(self) -> list[tuple[str, str]]:
        """Returns the provisions that answer."""
        return [(g["document"], g["locator"]) for g in self.row.get("gold") or ()]

    @property
    def right(self) -> bool:
        """Tells whether an answer was given and holds the expected facts."""
        return self.answerable and not self.answer.abstained and has_facts(self.answer, self.row.get("expect") or ())


def main() -> None:
    """Reads the options, asks, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder of an index instead of the core one")
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    parser.add_argument("--show", type=int, default=3, help="how many examples of each class of error")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    knowledge = KnowledgeBase.open(options.index or build("core").folder)
    told = list(ask(knowledge, {document.name for document in knowledge.documents()}))
    rows = [json.loads(line) for path in dialogues.DIALOGUES for line in path.read_text(encoding="utf-8").splitlines()]
    turns = [one for row in rows if row["split"] == options.half for one in dialogues.ask(knowledge, row)]
    chosen = [t for t in told if t.half == options.half]
    options.out.mkdir(parents=True, exist_ok=True)
    curve = risk_coverage([t for t in told if t.half == "dev"])
    chart.curve(curve, model().threshold, options.out / "answers.png")
    # Examples are of the development half, whatever is measured: what others are judged by is not read.
    examples = [t for t in told if t.half == "dev"]
    text = written(chosen, turns, curve, examples, options.show)
    (options.out / "answers.md").write_text(text, encoding="utf-8")
    record = {"half": options.half, "figures": {n: asdict(e) for n, e in figures(chosen, turns, examples).items()}}
    (options.out / "answers.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(text)


def ask(knowledge: KnowledgeBase, indexed: set[str]) -> Iterator[Told]:
    """Yields every question that the index can be asked, with its answer."""
    evaluation = corpus().parent / "eval"
    for path, column in (
        (evaluation / "questions_programme_dev.jsonl", "programme"),
        (QUESTIONS / "programme_dev.jsonl", "programme"),
        (evaluation / "questions_regulation_dev.jsonl", "regulations"),
        (QUESTIONS / "answers_dev.jsonl", ""),
        (QUESTIONS / "points.jsonl", "points"),
        (QUESTIONS / "unanswerable_train.jsonl", "unanswerable"),
    ):
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            row = json.loads(line)
            documents = {g["document"] for g in row.get("gold") or ()}
            if documents and not (documents <= indexed if row["type"] == "multi" else documents & indexed):
                continue
            name = column or ""
            if name in ("", "points"):
                name = f"{name} {'regulations' if documents else 'programme'}".strip()
            yield _told(knowledge, row, name if row.get("answerable", True) else "unanswerable")


def _told(knowledge: KnowledgeBase, row: Row, column: str) -> Told:
    answer = _asked(knowledge, row["question"], None)
    forced = _asked(knowledge, row["question"], 0.0)
    searched = _asked(knowledge, row["question"], 2.0).abstained and not forced.abstained
    found = knowledge.confidence_signals(row["question"]) if searched else None
    sure = model().answered.probability(found[0]) if found else 0.0 if forced.abstained else _CERTAIN
    return Told(row, column, half(row), answer, sure, forced)


def _asked(knowledge: KnowledgeBase, question: str, threshold: float | None) -> Answer:
    knowledge.threshold = threshold
    try:
        return knowledge.ask(question)
    except QuestionError:
        return Answer(question, AnswerKind.WHICH, "id", "")
    finally:
        knowledge.threshold = None


def figures(told: Sequence[Told], turns: Sequence[dialogues.Asked], development: Sequence[Told]) -> dict[str, Estimate]:
    """Returns every figure of the report; the questions on points are told apart: the others stay comparable.

    Citations were judged by a reader for some of the `development` questions.
    """
    points = [t for t in told if t.column.startswith("points")]
    told = [t for t in told if not t.column.startswith("points")]
    answerable = [t for t in told if t.answerable]
    factual = [t for t in answerable if t.row.get("expect")]
    citing = [t for t in answerable if t.gold and not t.answer.abstained]
    first = [t for t in citing if t.answer.citations]
    shares: dict[str, list[float]] = {
        "programme: expected facts": [float(t.right) for t in factual if t.column == "programme"],
        "regulations: expected facts": [float(t.right) for t in factual if t.column == "regulations"],
        "status and amendment: expected facts": [float(t.right) for t in factual if t.row["type"] == "status"],
        "two provisions: expected facts": [float(t.right) for t in factual if t.row["type"] == "multi"],
        "points, programme: expected facts": [float(t.right) for t in points if t.column == "points programme"],
        "points, regulations: expected facts": [float(t.right) for t in points if t.column == "points regulations"],
        "points, regulations: citation precision": [
            float(supports(c, t)) for t in points if t.gold for c in t.answer.citations
        ],
        "citation precision": [float(supports(c, t)) for t in citing for c in t.answer.citations],
        "citation precision, first source": [float(supports(t.answer.citations[0], t)) for t in first],
        "citation precision, judged": cited.judged(
            one for t in development for one in cited.citations(t.row, t.answer)
        ),
        "citation recall": [recall(t) for t in citing],
        "wrongly refused": [float(t.answer.abstained) for t in answerable],
        "rightly refused": [float(t.answer.abstained) for t in told if not t.answerable],
        "refused in the right way": [float(_right_kind(t)) for t in told if not t.answerable and t.answer.abstained],
        "refusals that offer something": [float(bool(t.answer.suggestions)) for t in told if t.answer.abstained],
        "answers with related questions": [float(bool(t.answer.related)) for t in told if not t.answer.abstained],
        "follow-ups resolved": [float(one.resolved) for one in turns if one.turn],
        "over 1,200 characters": [float(len(t.answer.lead) > LONGEST) for t in told if not t.answer.abstained],
    }  # fmt: skip
    found = {name: estimate(np.array(values)) for name, values in shares.items() if values}
    return found | {"abstention F1": _resampled(told, _f1), "abstention precision": _resampled(told, _precision)}


def supports(citation: Citation, told: Told) -> bool:
    """Tells whether a source is a gold provision, or quotes one of the expected facts."""
    if any(is_hit(citation.document, citation.locator, *gold) for gold in told.gold):
        return True
    quote = citation.quote.lower()
    facts = [alternative.strip().lower() for fact in told.row.get("expect") or () for alternative in fact.split("|")]
    return any(fact in quote for fact in facts)


def recall(told: Told) -> float:
    """Returns the share of what must be cited that is: of two provisions both, of alternatives one."""
    places = [(c.document, c.locator) for c in told.answer.citations]
    hits = [any(is_hit(*place, *gold) for place in places) for gold in told.gold]
    return sum(hits) / len(hits) if told.row["type"] == "multi" else float(any(hits))


def _right_kind(told: Told) -> bool:
    return told.answer.kind in _RIGHT_KINDS.get(told.row.get("abstain") or "", tuple(AnswerKind))


def _resampled(told: Sequence[Told], measure: Callable[[Sequence[Told]], float]) -> Estimate:
    draws = np.random.default_rng(7).integers(0, len(told), (400, len(told)))
    low, high = np.quantile([measure([told[n] for n in draw]) for draw in draws], (0.025, 0.975))
    return Estimate(round(measure(told), 4), round(float(low), 4), round(float(high), 4), len(told))


def _f1(told: Sequence[Told]) -> float:
    refused = sum(t.answer.abstained for t in told)
    wanted = sum(not t.answerable for t in told)
    both = sum(t.answer.abstained and not t.answerable for t in told)
    return 2 * both / max(refused + wanted, 1)


def _precision(told: Sequence[Told]) -> float:
    refused = [t for t in told if t.answer.abstained]
    return sum(not t.answerable for t in refused) / max(len(refused), 1)


def risk_coverage(told: Sequence[Told]) -> list[tuple[float, float, float]]:
    """Returns (sureness, share of questions answered, share of those answers that are wrong) from the surest on."""
    wrong = [not (t.answerable and has_facts(t.forced, t.row.get("expect") or ())) for t in told]
    order = np.argsort([-t.sure for t in told], kind="stable")
    points, mistakes = [], 0
    for answered, place in enumerate(map(int, order), 1):
        mistakes += wrong[place]
        points.append((told[place].sure, answered / len(told), mistakes / answered))
    return points


def classes(told: Sequence[Told]) -> dict[str, list[Told]]:
    """Returns what went wrong, by class."""
    found: dict[str, list[Told]] = {}
    for one in told:
        if name := _fault(one):
            found.setdefault(name, []).append(one)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _fault(told: Told) -> str:
    if not told.answerable:
        return "" if told.answer.abstained else "answered what has no answer"
    if told.right or not told.row.get("expect"):
        return ""
    if told.answer.abstained:
        return "refused what has an answer"
    if not told.gold:
        return "fact not in the answer (programme)"
    places = [(c.document, c.locator) for c in told.answer.citations]
    if any(is_hit(*place, *gold) for place in places for gold in told.gold):
        return "right provision, fact not quoted"
    documents = {document for document, _ in told.gold}
    return "other provision of the right regulation" if documents & {d for d, _ in places} else "another regulation"


def written(
    told: Sequence[Told],
    turns: Sequence[dialogues.Asked],
    curve: Sequence[tuple[float, float, float]],
    examples: Sequence[Told],
    shown: int,
) -> str:
    """Returns the report as Markdown."""
    rows = [[name, str(e.questions), report.share(asdict(e))] for name, e in figures(told, turns, examples).items()]
    lengths = [len(t.answer.lead) for t in told if not t.answer.abstained]
    parts = [
        f"Of the `{told[0].half}` half, with 95 % bootstrap intervals over questions; {len(told)} questions and "
        f"{sum(one.turn > 0 for one in turns)} follow-ups. Length of an answer: median {np.median(lengths):.0f}, "
        f"95th percentile {np.quantile(lengths, 0.95):.0f} characters.",
        "## Answers",
        report.table(["figure", "n", "measured"], rows),
        "## What is refused, by kind",
        _by_kind(told),
        "## Risk and coverage",
        "Of the development questions, from the surest on: a threshold, the share of questions answered above it, "
        "the share of these answers that is wrong or should not have been given. The threshold in use is "
        f"{model().threshold:.2f}.",
        report.table(["threshold", "coverage", "risk"], _at(curve)),
        "## What went wrong",
        report.table(["class", "n", "share"], [
            [name, str(len(group)), f"{len(group) / len(told):.3f}"] for name, group in classes(told).items()
        ]),
        "Examples from the development half:",
        *(_examples(name, group[:shown]) for name, group in classes(examples).items()),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _by_kind(told: Sequence[Told]) -> str:
    kinds = Counter(t.row.get("about") or t.row.get("abstain") or "unnamed" for t in told if not t.answerable)
    rows = []
    for kind, count in kinds.most_common():
        group = [
            t for t in told if not t.answerable and (t.row.get("about") or t.row.get("abstain") or "unnamed") == kind
        ]
        ways = Counter(t.answer.kind.value for t in group)
        rows.append([kind, str(count), ", ".join(f"{way} {n}" for way, n in ways.most_common())])
    return report.table(["kind of question without an answer", "n", "told"], rows)


def _at(curve: Sequence[tuple[float, float, float]]) -> Iterator[list[str]]:
    for threshold in (0.9, 0.7, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.0):
        above = [point for point in curve if point[0] >= threshold]
        if above:
            yield [f"{threshold:.2f}", f"{above[-1][1]:.3f}", f"{above[-1][2]:.3f}"]


def _examples(name: str, group: Sequence[Told]) -> str:
    lines = [f"**{name}**"]
    for one in group:
        places = "; ".join(f"{c.document} {c.locator}" for c in one.answer.citations[:2]) or one.answer.kind.value
        lines.append(f"- {one.row['question']} → {places} (sure {one.sure:.2f})")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
