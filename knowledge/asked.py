"""A question before the documents of one generation."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.index import Generation
from knowledge.question import Question
from knowledge.records import Turn
from knowledge.references import Mention
from knowledge.retrieve import Vocabulary


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before the documents of one generation, with the turns before it."""

    question: Question
    generation: Generation
    vocabulary: Vocabulary
    turns: tuple[Turn, ...]
    documents: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = [d for m in self.question.mentions for d in self.resolve(m)]
        object.__setattr__(self, "documents", tuple(dict.fromkeys(found)))

    def resolve(self, mention: Mention) -> list[str]:
        """Returns the documents that a mention can mean, likeliest first."""
        return self.vocabulary.register.resolve(mention, self.vocabulary.full)

    @property
    def missing(self) -> Mention | None:
        """Returns the first regulation that is named by number and year and is not indexed."""
        return next((m for m in self.question.mentions if m.key and not self.resolve(m)), None)
