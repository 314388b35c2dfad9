"""A question set put to the index that is served, one question at a time, and compared with the time before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from knowledge import evaluate
from knowledge.errors import KnowledgeError
from knowledge.evaluate import Figures, Item, Outcome
from knowledge.golden import is_right

SHIPPED = Path(__file__).with_name("golden.jsonl")


@dataclass(frozen=True, slots=True)
class Exam:
    """A question set; `mark` changes with it, so that only results of the same set are compared."""

    mark: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an exam: the figures, and the questions that went wrong by their ids."""

    figures: Figures
    wrong: dict[str, str]

    @property
    def right(self) -> float:
        """Returns the share that went right, from 0 to 1."""
        return 1 - len(self.wrong) / max(self.figures.questions, 1)


def load(path: Path | None) -> Exam:
    """Reads a question set, the shipped one where no other is named.

    Raises:
        KnowledgeError: it cannot be read, or a line of it is no question.
    """
    file = path or SHIPPED
    try:
        mark = sha256(file.read_bytes()).hexdigest()[:16]
        items = tuple(evaluate.load(file))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"GOLDEN_QUESTIONS: {file} tidak dapat dibaca ({type(error).__name__}). / Cannot be read."
        ) from None
    return Exam(mark, items)


def result(outcomes: Sequence[Outcome]) -> Result:
    """Puts outcomes together."""
    wrong = {o.item.id: o.item.question for o in outcomes if not is_right(o)}
    return Result(evaluate.figures(outcomes), wrong)
