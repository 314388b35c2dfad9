"""Figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Returns a Markdown table, its columns padded so that it can be read as it is."""
    cells = [list(head), *map(list, rows)]
    widths = [max(3, *(len(row[n]) for row in cells)) for n in range(len(head))]

    def line(row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"

    return "\n".join([line(cells[0]), "| " + " | ".join("-" * w for w in widths) + " |", *map(line, cells[1:])])


def share(figure: Record | None, *, interval: bool = True) -> str:
    """Returns "0.42 (0.38–0.46)", "–" where there is no figure."""
    if figure is None:
        return "–"
    return f"{figure['value']:.3f}" + (f" ({figure['low']:.2f}–{figure['high']:.2f})" if interval else "")


def change(figure: Record | None) -> str:
    """Returns "−0.05 (−0.08–−0.02)", marked with * where the interval leaves out zero."""
    if figure is None:
        return "–"
    sure = "*" if figure["low"] > 0 or figure["high"] < 0 else ""
    return f"{figure['value']:+.3f} ({figure['low']:+.2f} to {figure['high']:+.2f}){sure}"


def quality(record: Record) -> str:
    """Returns every table of a quality run."""
    parts = ["## Ranking, at Pasal level", _ranking(record), "## Ranking, at ayat level", _fine(record)]
    parts += ["## By type of question", _types(record), "## Answers", _answers(record)]
    if record["targets"]:
        parts += ["## Targets", _targets(record)]
    if record["ablation"]:
        ranker = "trained anew without it" if record["retrained"] else "as it is shipped"
        parts += [f"## Without one of the sources, the ranker {ranker}"]
        parts += [
            "Change against all of them, paired bootstrap; * where the interval leaves out zero.",
            _ablation(record),
        ]
    return "\n\n".join([_opening(record), *parts]) + "\n"


def _opening(record: Record) -> str:
    indexes = "; ".join(
        f"{name}: {i['documents']} documents, {i['passages']} passages, {i['questions']} bank questions"
        for name, i in record["indexes"].items()
    )
    return (
        f"Made {record['made']} with the embedder {record['model']}. {indexes}. Figures are of the `test` half, which "
        "nothing was learned from, with 95 % bootstrap intervals over questions; `dev` shows what tuning sees."
    )


def _all(record: Record, half: str = "test") -> list[Record]:
    return [r for r in record["results"] if r["type"] == "all" and r["half"] == half]


def _dev(record: Record, of: Record) -> Record:
    found = [r for r in _all(record, "dev") if (r["index"], r["set"]) == (of["index"], of["set"])]
    return found[0]["figures"] if found else {}


def _ranking(record: Record) -> str:
    names = ["hit@1", "recall@5", "recall@10", "recall@50", "MRR@10", "MAP@10", "both@10", "guidance first"]
    rows = [
        [r["index"], r["set"], str(r["figures"]["hit@1"]["questions"])]
        + [share(r["figures"].get(n), interval=n in ("hit@1", "recall@5")) for n in names]
        + [" / ".join(share(_dev(record, r).get(n), interval=False) for n in ("hit@1", "recall@5"))]
        for r in _all(record)
        if "hit@1" in r["figures"]
    ]
    return table(["index", "questions", "n", *names, "dev: hit@1 / recall@5"], rows)


def _fine(record: Record) -> str:
    names = ["ayat hit@1", "ayat recall@5", "ayat recall@10"]
    rows = [
        [r["index"], r["set"], *(share(r["figures"].get(n)) for n in names)]
        for r in _all(record)
        if "hit@1" in r["figures"]
    ]
    return table(["index", "questions", *names], rows)


def _types(record: Record) -> str:
    names = ["hit@1", "recall@5", "recall@50", "ayat hit@1", "first citation, Pasal", "expected facts"]
    rows = [
        [r["index"], r["set"], r["type"], str(r["questions"])]
        + [share(r["figures"].get(n), interval=n == "hit@1") for n in names]
        for r in record["results"]
        if r["half"] == "test" and r["type"] != "all"
    ]
    return table(["index", "questions", "type", "n", *names], rows)


def _answers(record: Record) -> str:
    names = ["expected facts", "first citation, Pasal", "first citation, ayat", "wrongly refused", "rightly refused"]
    names += ["abstention F1", "over 1,200 characters"]
    rows = []
    for r in _all(record):
        if r["lengths"]:
            shares = [share(r["figures"].get(n), interval=n == "expected facts") for n in names]
            rows.append([r["index"], r["set"], *shares, f"{r['lengths']['median']:.0f} / {r['lengths']['p95']:.0f}"])
    return table(["index", "questions", *names, "length, median / p95"], rows)


def _targets(record: Record) -> str:
    rows = []
    for t in record["targets"]:
        questions, met = str(t["measured"]["questions"]), "yes" if t["met"] else "no"
        rows.append([t["index"], t["figure"], questions, f"{t['target']:.2f}", share(t["measured"]), met])
    return table(["index", "figure", "n", "target", "measured", "met"], rows)


def _ablation(record: Record) -> str:
    sets = list(dict.fromkeys(a["set"] for a in record["ablation"]))
    sources = list(dict.fromkeys(a["off"] for a in record["ablation"]))
    found = {(a["off"], a["set"]): a["change"] for a in record["ablation"]}
    rows = [
        [source, *(change(found.get((source, s), {}).get(m)) for s in sets for m in ("hit@1", "recall@5"))]
        for source in sources
    ]
    return table(["without", *(f"{s}: {m}" for s in sets for m in ("hit@1", "recall@5"))], rows)
