"""Trying a new version of the index on questions with known answers before it is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import evaluate
from knowledge.errors import KnowledgeError
from knowledge.evaluate import Outcome
from knowledge.index import Generation, Index

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

_SHOWN = 5


class Fixed(Index):
    """An index that serves one generation, whatever its folder points at."""

    def __init__(self, folder: Path, generation: Generation) -> None:
        super().__init__(folder)
        self._fixed = generation

    def current(self) -> Generation:
        """Returns the generation."""
        return self._fixed

    def pointer(self) -> str:
        """Returns its name."""
        return self._fixed.name


def trial(
    questions: Path, threshold: float, open_on: Callable[[Index], KnowledgeBase]
) -> Callable[[Generation], list[str]]:
    """Returns a trial that fails when a smaller share of the questions than `threshold` is answered rightly.

    Raises:
        KnowledgeError: the question set cannot be read.
    """
    try:
        items = evaluate.load(questions)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"GOLDEN_QUESTIONS: {questions} tidak dapat dibaca. / Cannot be read.") from error

    def run(generation: Generation) -> list[str]:
        knowledge = open_on(Fixed(generation.folder.parent.parent, generation))
        outcomes = evaluate.run(knowledge, items)
        wrong = [o for o in outcomes if not is_right(o)]
        right = 1 - len(wrong) / max(len(outcomes), 1)
        if right >= threshold:
            return []
        shown = "; ".join(f"{o.item.id}: {o.item.question}" for o in wrong[:_SHOWN])
        return [f"{questions.name}: {right:.0%} soal terjawab benar, batasnya {threshold:.0%} (salah: {shown})"]

    return run


def is_right(outcome: Outcome) -> bool:
    """Tells whether a question went as its set says: refused, or its provision first and its facts in the answer."""
    item = outcome.item
    if not item.answerable:
        return outcome.abstained
    found = not item.gold or outcome.rank == 1
    return found and not outcome.abstained and outcome.facts
