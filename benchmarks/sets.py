"""The question sets that are reported, each question with the half it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.documents import corpus
from benchmarks.split import Half, half
from knowledge.evaluate import Item
from knowledge.settings import ROOT

OWN_CORE, OWN_BULK = "own words, with bank", "own words, without bank"
REGULATION, PROGRAMME, ANSWERS = "regulations, all types", "programme", "answers"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the set it is reported under, its half, and whether the core documents alone can answer it."""

    item: Item
    column: str
    half: Half
    in_core: bool


def load() -> list[Question]:
    """Returns every question of every set, in a fixed order."""
    evaluation, own = corpus().parent / "eval", ROOT / "benchmarks" / "questions"
    known = {path.stem for path in (corpus() / "core").iterdir()}
    return [
        *_read(evaluation / "own_words.jsonl", "", known),
        *_read(evaluation / "questions_regulation_dev.jsonl", REGULATION, known),
        *_read(evaluation / "questions_programme_dev.jsonl", PROGRAMME, known),
        *_read(own / "answers_dev.jsonl", ANSWERS, known),
    ]


def _read(path: Path, column: str, core: set[str]) -> Iterator[Question]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = column or (OWN_CORE if row["part"] == "core" else OWN_BULK)
        yield Question(_item(row), name, half(row), _in_core(row, core))


def _in_core(row: dict[str, Any], core: set[str]) -> bool:
    gold = [g["document"] in core for g in row.get("gold") or ()]
    return all(gold) if row["type"] == "multi" else not gold or any(gold)


def _item(row: dict[str, Any]) -> Item:
    return Item(
        id=row["id"],
        question=row["question"],
        type=row["type"],
        answerable=row["answerable"],
        gold=tuple((g["document"], g["locator"]) for g in row.get("gold") or ()),
        expect=tuple(row.get("expect") or ()),
    )
