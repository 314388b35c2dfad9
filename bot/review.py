"""Asking the open questions again: after an ingest and after a link some of them are answered now."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking import Asking
from bot.unanswered import ANSWERED, Open, Unanswered
from knowledge import Answer, AnswerKind, KnowledgeError


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many of the questions that were open are answered now."""

    answered: int
    open: int


@dataclass(frozen=True, slots=True)
class Group:
    """Open questions that mean the same, the most frequent first."""

    questions: tuple[Open, ...]

    @property
    def head(self) -> Open:
        """Returns the wording that stands for all."""
        return self.questions[0]

    @property
    def times(self) -> int:
        """Returns how often any of them was asked."""
        return sum(one.times for one in self.questions)

    @property
    def disliked(self) -> int:
        """Returns how often an answer to any of them was marked 👎."""
        return sum(one.disliked for one in self.questions)

    @property
    def last(self) -> int:
        """Returns when one of them was asked last."""
        return max(one.last for one in self.questions)


class Review:
    """Looks at the open questions with the documents as they are now."""

    def __init__(self, asking: Asking, unanswered: Unanswered) -> None:
        self._asking = asking
        self._unanswered = unanswered
        self.settling = asyncio.Lock()
        """Held from a link until its question is settled, so that it is not counted among those answered besides."""

    async def groups(self) -> list[Group]:
        """Returns the open questions grouped by meaning, the most frequent first."""
        found = await self._unanswered.open()
        texts = [one.question for one in found]
        places = await self._asking.run(lambda knowledge: knowledge.grouped(texts))
        groups = [Group(tuple(found[place] for place in members)) for members in places]
        return sorted(groups, key=lambda one: (-one.times, -one.last))

    async def ask_again(self) -> Reviewed:
        """Asks every open question and settles those that are answered now."""
        async with self.settling:
            found = await self._unanswered.open()
        now = [one.digest for one in found if await self._is_answered(one)]
        await self._unanswered.settle(now, ANSWERED)
        return Reviewed(len(now), len(found))

    async def _is_answered(self, one: Open) -> bool:
        try:
            answer = await self._asking.run(lambda knowledge: knowledge.ask(one.question))
        except KnowledgeError:
            return False
        return answer.kind is AnswerKind.ANSWER and _first(answer) != one.refused


def _first(answer: Answer) -> tuple[str, str]:
    cited: Sequence[tuple[str, str]] = [(one.document, one.locator) for one in answer.citations]
    return cited[0] if cited else ("", "")
