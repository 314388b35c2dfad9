"""Measures how well questions find their provision and are answered, on questions that nothing was learned from.

    python -m benchmarks.quality                             over core, and over core and the bulk asked about
    python -m benchmarks.quality --indexes core asked mixed  also over core and all of the bulk
    python -m benchmarks.quality --ablation                  also with each source switched off, the ranker as shipped
    python -m benchmarks.quality --indexes mixed --retrain   the same, with a ranker trained without that source

Writes quality.json, quality.md and quality.png to benchmarks/out (`--out`). Indexes are built there once and kept until
the code, its tables or the model change. Needs the corpus (CORPUS_DIR or ../shared/corpus) and `eval` beside it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import ablation, chart, report
from benchmarks.asking import run
from benchmarks.documents import INDEXES, OUT
from benchmarks.measures import ANSWERING, RANKING, Result, abstention_f1, difference, figures, lengths
from benchmarks.scratch import Built, build
from benchmarks.sets import ANSWERS, OWN_BULK, OWN_CORE, REGULATION, Question, load
from knowledge.index import Index

# (what, set, types or () for all, measure, target)
TARGETS = (
    ("own words, regulations with a bank", OWN_CORE, (), "hit@1", 0.60),
    ("own words, regulations with a bank", OWN_CORE, (), "recall@5", 0.85),
    ("own words, regulations without one", OWN_BULK, (), "hit@1", 0.35),
    ("own words, regulations without one", OWN_BULK, (), "recall@5", 0.60),
    ("all types", REGULATION, (), "hit@1", 0.75),
    ("all types", REGULATION, (), "recall@5", 0.92),
    ("all types", REGULATION, (), "MAP@10", 0.95),
    ("formal wording", REGULATION, ("formal",), "hit@1", 0.92),
    ("colloquial", REGULATION, ("colloquial",), "hit@1", 0.80),
    ("English", REGULATION, ("english",), "hit@1", 0.55),
    ("English", REGULATION, ("english",), "recall@5", 0.80),
    ("two provisions, one of them first", REGULATION, ("multi",), "hit@1", 0.90),
    ("look-ups", REGULATION, ("lookup",), "hit@1", 0.99),
    ("definitions", REGULATION, ("definition",), "hit@1", 0.98),
)


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--indexes", nargs="+", choices=INDEXES, default=["core", "asked"], help="which documents")
    parser.add_argument("--ablation", action="store_true", help="also with each source switched off")
    parser.add_argument("--retrain", action="store_true", help="and train the ranker anew without it")
    parser.add_argument("--no-answers", action="store_true", help="measure ranking only")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the figures")
    options = parser.parse_args()
    names = options.indexes
    if options.retrain and names[-1] != "mixed":
        parser.error("the ranker is trained over the mixed index: name it last, --indexes … mixed")
    record, runs = measure(names, answers=not options.no_answers)
    if options.ablation or options.retrain:
        record["retrained"] = options.retrain
        record["ablation"] = list(switched_off(build(names[-1]), runs[names[-1]], retrain=options.retrain))
    write(record, options.out)


def measure(names: Sequence[str], *, answers: bool) -> tuple[dict[str, Any], dict[str, list[Result]]]:
    """Returns the figures over some indexes, and what each question came to."""
    questions = load()
    record: dict[str, Any] = {
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "indexes": {}, "results": [], "ablation": []
    }  # fmt: skip
    runs = {}
    for name in names:
        built = build(name)
        index = Index(built.folder)
        record["model"], record["indexes"][name] = built.embedder.name, asdict(index.current().manifest)
        index.close()
        runs[name] = run(ablation.without(built, ""), _asked(questions, name), answers=answers)
        record["results"] += list(_rows(name, runs[name]))
    record["targets"] = [
        found for name in names if name != "core" for t in TARGETS if (found := _target(runs[name], name, *t))
    ]
    return record, runs


def _asked(questions: Iterable[Question], index: str) -> list[Question]:
    """Returns the questions that an index can be asked."""
    return [q for q in questions if index != "core" or q.in_core]


def _rows(index: str, results: Sequence[Result]) -> Iterator[dict[str, Any]]:
    for column in dict.fromkeys(r.question.column for r in results):
        for half in ("test", "dev"):
            group = [r for r in results if r.question.column == column and r.question.half == half]
            for kind in ("all", *sorted({r.question.item.type for r in group})):
                chosen = [r for r in group if kind in ("all", r.question.item.type)]
                yield {"index": index, "set": column, "half": half, "type": kind, **_figures(chosen)}


def _figures(results: Sequence[Result]) -> dict[str, Any]:
    found = figures(results, {**RANKING, **ANSWERING})
    if refusals := abstention_f1(results):
        found["abstention F1"] = refusals
    return {
        "questions": len(results),
        "figures": {name: asdict(estimate) for name, estimate in found.items()},
        "lengths": lengths(results),
    }


def _target(
    results: Sequence[Result], index: str, what: str, column: str, types: tuple[str, ...], name: str, target: float
) -> dict[str, Any] | None:
    asked = [r for r in results if r.question.column == column and r.question.half == "test"]
    found = figures([r for r in asked if not types or r.question.item.type in types], {name: RANKING[name]}).get(name)
    if found is None:
        return None
    figure = f"{what}: {name}"
    return {"index": index, "figure": figure, "target": target, "measured": asdict(found), "met": found.value >= target}


def switched_off(built: Built, before: Sequence[Result], *, retrain: bool) -> Iterator[dict[str, Any]]:
    """Yields for each source and set what ranking loses without that source."""
    columns = (OWN_CORE, OWN_BULK, REGULATION, ANSWERS)
    kept = [r for r in before if r.question.half == "test" and r.question.column in columns and r.question.item.gold]
    if retrain:
        # The baseline is trained anew as well, so that a row differs from it by one source alone.
        whole = ablation.without(built, "", ablation.trained(built, ""))
        kept = run(whole, [r.question for r in kept], answers=False)
    for source in ablation.SOURCES:
        trees = ablation.trained(built, source) if retrain and source != ablation.RANKER else None
        after = run(ablation.without(built, source, trees), [r.question for r in kept], answers=False)
        for column in columns:
            pairs = [(b, a) for b, a in zip(kept, after, strict=True) if b.question.column == column]
            if not pairs:
                continue
            olds, news = [b for b, _ in pairs], [a for _, a in pairs]
            yield {
                "off": source,
                "set": column,
                "figures": {n: asdict(e) for n, e in figures(news, RANKING).items()},
                "change": {n: asdict(difference(olds, news, RANKING[n])) for n in ("hit@1", "recall@5", "recall@50")},
            }


def write(record: dict[str, Any], folder: Path) -> None:
    """Writes the figures as JSON, tables and a chart, and prints the tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quality.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = report.quality(record)
    (folder / "quality.md").write_text(text, encoding="utf-8")
    rows = [
        (f"{r['set']} ({r['index']})", r["figures"])
        for r in record["results"]
        if r["type"] == "all" and r["half"] == "test" and "hit@1" in r["figures"]
    ]
    chart.bars(rows, ["hit@1", "recall@5", "recall@50"], "Right Pasal found, unseen questions", folder / "quality.png")
    print(text)


if __name__ == "__main__":
    main()
