"""The peers as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.peers.worker import TUTORIAL
from benchmarks.report import share, table


def peers(record: Mapping[str, Any]) -> str:
    """Returns quality and cost of each peer."""
    measured = [p for p in record["peers"] if "scores" in p]
    failed = [f"- {p['name']} did not run: {p['error']}" for p in record["peers"] if "error" in p]
    opening = (
        f"Made {record['made']} over {record['documents']} documents ({record['bytes'] / 1e6:.1f} MB), on unseen "
        "questions, at Pasal level. Each ran alone in its process; memory is the peak over ingest and queries."
    )
    parts = [opening, _quality(measured), _cost(measured), *(["\n".join(failed)] if failed else [])]
    return "\n\n".join(parts) + "\n"


def _quality(measured: list[Mapping[str, Any]]) -> str:
    columns = list(measured[0]["scores"]) if measured else []
    names = ("hit@1", "recall@5", "recall@50", "MAP@10")
    rows = [
        [p["name"], *(share(p["scores"][c].get(n), interval=n == "hit@1") for c in columns for n in names)]
        for p in measured
    ]
    return table(["", *(f"{c}: {n}" for c in columns for n in names)], rows)


def _cost(measured: list[Mapping[str, Any]]) -> str:
    reference = next((p["ingest_s"] for p in measured if p["name"] == TUTORIAL), None)
    rows = [
        [
            p["name"],
            f"{p['pieces']:,}",
            f"{p['ingest_s']:.1f}",
            f"{reference / p['ingest_s']:.1f}×" if reference else "–",
            f"{p['p50_ms']:.1f}",
            f"{p['p95_ms']:.1f}",
            f"{p['peak_bytes'] / 1e6:.0f}",
            f"{p['index_bytes'] / 1e6:.1f}",
        ]
        for p in measured
    ]
    head = [
        "",
        "pieces",
        "ingest, s",
        "against the tutorial",
        "query p50, ms",
        "p95, ms",
        "peak memory, MB",
        "index, MB",
    ]
    return table(head, rows)
