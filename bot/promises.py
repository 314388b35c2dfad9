"""Keeping promises: after every ingest open questions are asked again, and watched regulations are looked at."""

import asyncio
import contextlib
import logging
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Forbidden, TelegramError

from bot import texts, texts_insight
from bot.asking import Asking
from bot.briefing import Briefing
from bot.keyboards import answer_keyboard, effects_keyboard
from bot.post import Letter, Post
from bot.reminders import DOCUMENT, QUESTION, Reminder, Reminders
from bot.render import answer_html, effects_html
from bot.review import Review
from bot.saved import Archive, Place
from bot.split import split
from knowledge import AnswerKind, Effect, KnowledgeError

logger = logging.getLogger(__name__)

LOOKED_EVERY = 30.0
"""Seconds between two looks at the version of the index; a look is a read of one small file."""


class Promises:
    """Looks for a new version of the index and keeps what was promised."""

    def __init__(
        self, asking: Asking, reminders: Reminders, archive: Archive, post: Post, review: Review, briefing: Briefing
    ) -> None:
        self._asking = asking
        self._reminders = reminders
        self._archive = archive
        self._post = post
        self._review = review
        self._briefing = briefing
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Lets it look at once: something was linked."""
        self._woken.set()

    async def run(self) -> None:
        """Keeps promises until cancelled."""
        while True:
            try:
                await self.keep()
            except (KnowledgeError, TelegramError, SQLAlchemyError) as error:
                logger.warning("Promises are checked again later: %s", error)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOKED_EVERY):
                    await self._woken.wait()
            self._woken.clear()

    async def keep(self) -> None:
        """Checks every promise and asks open questions again, if documents or links have changed since last time."""
        generation = await self._asking.run(lambda knowledge: knowledge.revision)
        if generation == await self._reminders.served():
            return
        for reminder in await self._reminders.all():
            try:
                await self._keep_one(reminder, generation)
            except Forbidden:  # blocked or removed: nobody is waiting any more
                await self._reminders.end_all(reminder.chat_id)
        reviewed = await self._review.ask_again()
        if reviewed.answered:
            all_ = reviewed.answered == reviewed.open
            sentence = texts_insight.NOW_ALL_ANSWERED if all_ else texts_insight.NOW_ANSWERED
            said = partial(sentence, answered=reviewed.answered, open=reviewed.open)
            await self._briefing.tell(f"review {generation}", said)
        await self._reminders.checked(generation)

    async def _keep_one(self, reminder: Reminder, generation: str) -> None:
        if reminder.kind == QUESTION:
            await self._ask_again(reminder, generation)
        elif reminder.kind == DOCUMENT:
            await self._look_again(reminder, generation)

    async def _ask_again(self, reminder: Reminder, generation: str) -> None:
        key = f"reminder {reminder.id} {generation}"
        answer = await self._asking.run(lambda knowledge: knowledge.ask(reminder.subject))
        if answer.kind is not AnswerKind.ANSWER:
            return
        saved = await self._archive.by_key(key) or await self._archive.save(key, answer, generation)
        head = texts.NOW_ANSWERED(reminder.language, question=reminder.subject)
        parts = split(f"{head}\n\n{answer_html(saved.answer)}")
        for place, part in enumerate(parts, 1):
            keyboard = answer_keyboard(saved, reminder.language) if place == len(parts) else None
            await self._post.send(
                Letter(key, str(place), reminder.chat_id, part, keyboard=keyboard, thread=reminder.thread)
            )
        await self._reminders.end(reminder.id, reminder.chat_id)

    async def _look_again(self, reminder: Reminder, generation: str) -> None:
        watched = await self._asking.run(lambda knowledge: knowledge.watched(reminder.subject))
        new = [effect for effect in watched.effects if mark(effect) not in reminder.known] if watched else []
        if not new:
            return
        places = [Place(effect.document, effect.locator) for effect in new]
        await self._archive.note(places)
        html = effects_html(reminder.subject, new, reminder.language)
        keyboard = effects_keyboard(places)
        key = f"reminder {reminder.id} {generation}"
        await self._post.send(
            Letter(key, "1", reminder.chat_id, split(html)[0], keyboard=keyboard, thread=reminder.thread)
        )
        await self._reminders.told(reminder, reminder.known | {mark(effect) for effect in new})


def mark(effect: Effect) -> str:
    """Returns how an effect is known again."""
    return f"{effect.document} {effect.verb}"
