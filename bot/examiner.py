"""Trying the index with a question set in the background, so that people's questions are answered meanwhile.

A trial that a restart interrupts begins anew, in the message in which it was: the documents may be others by then.
"""

import asyncio
import contextlib
import logging
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import texts_insight
from bot.asking import Asking, Knowledge
from bot.post import Letter, Post
from bot.texts import escaped
from bot.trials import Asked, Trial, Trials
from bot.trials_html import drawn, summary
from bot.waking import carry_on
from knowledge import Item, KnowledgeError, Outcome, result

logger = logging.getLogger(__name__)

TOLD_EVERY = 10
"""Questions between two words on how far it is."""
MOST_ATTEMPTS = 5
"""Times that one trial may find the bot ended while it runs."""


class Examiner:
    """Carries out the trials that are asked for."""

    def __init__(self, trials: Trials, asking: Asking, post: Post) -> None:
        self._trials = trials
        self._asking = asking
        self._post = post
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Lets it look for something to do."""
        self._woken.set()

    async def run(self) -> None:
        """Carries out what was asked for, now or before a restart, until cancelled."""
        await carry_on(self._woken, self._all)

    async def _all(self) -> None:
        while asked := await self._trials.pending():
            await self._one(asked)

    async def _one(self, asked: Asked) -> None:
        """Carries out a trial and shows what came of it, whatever that is."""
        asked = await self._trials.begin(asked)
        try:
            await self._carry_out(asked)
        except (Forbidden, BadRequest) as error:
            logger.info("An admin could not be told of a trial: %s", error)
        except (SQLAlchemyError, TelegramError):
            raise
        except KnowledgeError as error:
            await self._show(asked, escaped(str(error)))
        except Exception:  # one trial that fails must not end the bot
            logger.exception("A trial could not be carried out")
            await self._show(asked, texts_insight.TRIAL_LOST(asked.language))
        await self._trials.finish()

    async def _carry_out(self, asked: Asked) -> None:
        if asked.attempts > MOST_ATTEMPTS:
            await self._show(asked, texts_insight.TRIAL_LOST(asked.language))
            return
        if not asked.kept_at:
            asked = await self._try(asked)
        await self._finish(asked, await self._trials.kept(asked))

    async def _try(self, asked: Asked) -> Asked:
        exam = await self._asking.run(lambda knowledge: knowledge.exam())
        outcomes = []
        for number, item in enumerate(exam.items):
            if number % TOLD_EVERY == 0 and (number or asked.attempts > 1):
                await self._show(asked, trying(asked, number, len(exam.items)))
            outcomes.append(await self._asking.run(partial(_put, item)))
        generation = await self._asking.run(lambda knowledge: knowledge.generation)
        return await self._trials.keep(asked, exam, generation, result(outcomes))

    async def _finish(self, asked: Asked, trial: Trial) -> None:
        """Shows the figures where the progress stood, and the picture below."""
        await self._show(asked, summary(trial, asked.language))
        picture = await asyncio.to_thread(drawn, trial, asked.language)
        caption = (texts_insight.TRIAL_CAPTION if trial.before else texts_insight.TRIAL)(asked.language)
        await self._post.send_picture(Letter(asked.key, "trial.picture", asked.chat_id, caption), picture)

    async def _show(self, asked: Asked, html: str) -> None:
        with contextlib.suppress(Forbidden, BadRequest):
            await self._post.edit(asked.chat_id, asked.message, html)


def trying(asked: Asked, done: int, total: int) -> str:
    """Returns how far a trial is; after a restart, also that it began anew."""
    html = texts_insight.TRYING(asked.language, done=done, total=total)
    return f"{texts_insight.TRYING_ANEW(asked.language)}\n\n{html}" if asked.attempts > 1 else html


def _put(item: Item, knowledge: Knowledge) -> Outcome:
    return knowledge.examine(item)
