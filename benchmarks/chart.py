"""Figures as a picture; matplotlib comes with the `bench` extra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

_COLOURS = ("#1f4e79", "#7fb2d9", "#c9c9c9")


def bars(
    rows: Sequence[tuple[str, Mapping[str, Any]]], measures: Sequence[str], title: str, path: Path, *, zero: bool = True
) -> None:
    """Draws one group of horizontal bars for each row, a bar with its interval for each measure, the first on top."""
    rows = list(reversed(rows))
    height = 0.8 / len(measures)
    figure, axes = plt.subplots(figsize=(9, 1.2 + 0.34 * len(rows) * max(len(measures), 2) / 1.6))
    for n, measure in enumerate(measures):
        places = [row + 0.4 - height * (n + 0.5) for row in range(len(rows))]
        found = [figures.get(measure) for _, figures in rows]
        values = [f["value"] if f else 0.0 for f in found]
        errors = [
            [v - f["low"] if f else 0.0 for v, f in zip(values, found, strict=True)],
            [f["high"] - v if f else 0.0 for v, f in zip(values, found, strict=True)],
        ]
        drawn = axes.barh(
            places, values, height * 0.92, xerr=errors, label=measure, color=_COLOURS[n], ecolor="#555555"
        )
        axes.bar_label(drawn, labels=[f"{v:.2f}" if f else "" for v, f in zip(values, found, strict=True)], padding=3)
    axes.set_yticks(range(len(rows)), [label for label, _ in rows])
    if zero:
        axes.set_xlim(0, 1.08)
    axes.set_title(title, loc="left")
    axes.legend(loc="lower right", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=130)
    plt.close(figure)


def curve(points: Sequence[tuple[float, float, float]], threshold: float, path: Path) -> None:
    """Draws how much of what is answered is wrong as more is answered; `points` are (sureness, coverage, risk)."""
    figure, axes = plt.subplots(figsize=(7, 4))
    axes.plot([p[1] for p in points], [p[2] for p in points], color=_COLOURS[0])
    used = [p for p in points if p[0] >= threshold]
    if used:
        axes.plot(used[-1][1], used[-1][2], "o", color=_COLOURS[0])
        axes.annotate(f"threshold {threshold:.2f}", used[-1][1:], xytext=(-90, 12), textcoords="offset points")
    axes.set_ylim(bottom=0)
    axes.set_xlim(0, 1.02)
    axes.set_xlabel("coverage: share of questions answered, the surest first")
    axes.set_ylabel("risk: share of answers that are wrong")
    axes.set_title("Risk and coverage, development questions", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=130)
    plt.close(figure)


def growth(points: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Draws query times against the number of passages."""
    points = sorted(points, key=lambda p: int(p["passages"]))
    figure, axes = plt.subplots(figsize=(7, 4))
    for name, colour, style in (
        ("search_p50", _COLOURS[0], "-"),
        ("search_p95", _COLOURS[0], "--"),
        ("ask_p50", _COLOURS[1], "-"),
        ("ask_p95", _COLOURS[1], "--"),
    ):
        label = name.replace("_", " ")
        axes.plot(
            [p["passages"] for p in points], [p[name] for p in points], style, color=colour, label=label, marker="o"
        )
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("passages")
    axes.set_ylabel("milliseconds")
    axes.set_title("Query time as the index grows", loc="left")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=130)
    plt.close(figure)
