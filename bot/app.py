"""The Telegram bot put together: what it works with, start and stop."""

import asyncio
import contextlib
import logging
import time
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults

from bot import admin
from bot.announcements import Announcements
from bot.announcing import Announcer
from bot.asking import Asking, Knowledge
from bot.briefing import Briefing
from bot.checklists import Checklists
from bot.context import App, Context, Services
from bot.counting import Counting
from bot.database import Database
from bot.desk import Desk
from bot.digest import Digest
from bot.errors import TokenError
from bot.examiner import Examiner
from bot.feedback import Feedback
from bot.inbox import Inbox, Json, Received, lane_of
from bot.invitations import Invitations
from bot.jobs import Jobs
from bot.limits import Pace
from bot.listeners import Listeners
from bot.logs import request
from bot.members import ADMIN, Members
from bot.memory import Memory
from bot.metrics import Metrics
from bot.monitor import Heartbeat, Monitor, Readiness
from bot.network import connections
from bot.order import Lanes
from bot.post import Post
from bot.profile import Listed, Profile
from bot.promises import Promises
from bot.quota import Quota
from bot.receive import TOKEN_REFUSED, Polling, patiently
from bot.reminders import Reminders
from bot.retention import keep_tidy
from bot.review import Review
from bot.saved import Archive
from bot.sends import Sends
from bot.settings import Settings
from bot.trials import Trials
from bot.unanswered import Unanswered
from bot.webhook import Webhook
from bot.wiring import add_handlers
from bot.works import Works
from bot.workshop import Processes, Workshop
from knowledge import Uploads

logger = logging.getLogger(__name__)

DRAIN_SECONDS = 8.0
"""How long answers in the making may take after SIGTERM; service managers give ten."""
MOST_CONNECTIONS = 256
INLINE = "inline_query"


def build(settings: Settings, asking: Asking, database: Database, workshop: Workshop) -> App:
    """Puts the application together; nothing is opened or started yet."""
    if settings.telegram_bot_token is None:
        raise TokenError("TELEGRAM_BOT_TOKEN is not set")
    pace = Pace()
    application: App = (
        ApplicationBuilder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(settings.telegram_api_base_url)
        .base_file_url(settings.file_base_url)
        .rate_limiter(pace)
        .defaults(Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .context_types(ContextTypes(context=Context, bot_data=Services))
        .request(connections(MOST_CONNECTIONS))
        .get_updates_request(connections())
        .updater(None)
        .job_queue(None)
        .build()
    )
    services = application.bot_data
    services.settings, services.asking = settings, asking
    services.inbox = Inbox(database)
    services.metrics = Metrics()
    services.archive, services.memory, services.feedback = Archive(database), Memory(database), Feedback(database)
    services.members, services.invitations = Members(database), Invitations(database)
    services.quota = Quota.of(settings)
    services.listeners, services.announcements = Listeners(database), Announcements(database)
    services.checklists, services.reminders = Checklists(database), Reminders(database)
    services.post = Post(application.bot, pace, Sends(database))
    briefing = Briefing(settings, services.members, services.memory, services.post)
    services.unanswered, services.counting = Unanswered(database), Counting(database)
    services.review = Review(asking, services.unanswered)
    services.promises = Promises(asking, services.reminders, services.archive, services.post, services.review, briefing)
    services.trials = Trials(database)
    services.examiner = Examiner(services.trials, asking, services.post)
    services.digest = Digest(database, asking, services.counting, services.review, briefing)
    services.announcer = Announcer(services.announcements, services.listeners, services.post, asking)
    services.profile = Profile(application.bot, [Listed(one.name, one.does) for one in admin.COMMANDS])
    desk = Desk(
        Jobs(database), Uploads.open(), workshop, services.post, application.bot, asking, settings.retention_days
    )
    services.works = Works(desk)
    add_handlers(application)
    return application


class TelegramBot:
    """Runs the application until it is told to stop."""

    def __init__(
        self, settings: Settings, asking: Asking, database: Database, workshop: Workshop | None = None
    ) -> None:
        self._settings = settings
        self._asking = asking
        self.database = database
        self.application = build(settings, asking, database, workshop or Processes())
        self._inbox = self.application.bot_data.inbox
        self._lanes = Lanes(self._handle)
        services = self.application.bot_data
        self._heartbeat = Heartbeat(polling=not settings.webhook_url)
        services.metrics.watch_queue(lambda: self._lanes.depth)
        readiness = Readiness(database, asking, self._heartbeat)
        self._monitor = Monitor(settings.metrics_port, services.metrics, readiness)

    async def run(self, stop: asyncio.Event) -> None:
        """Connects, answers until `stop` is set, then finishes what is in the making.

        Raises:
            TokenError: Telegram does not accept the token.
            KnowledgeError: the documents cannot be opened.
        """
        stopping = asyncio.create_task(stop.wait(), name="stopping")
        serving = asyncio.create_task(self._serve(), name="serving")
        try:
            await _first_of(stopping, serving)
        finally:
            await _cancel(stopping, serving)
            await self._lanes.stop(DRAIN_SECONDS)
            await self._close()

    async def _serve(self) -> None:
        """Connects and receives; the documents are opened meanwhile, and a failure there ends it."""
        monitoring = asyncio.create_task(self._monitor.run(), name="monitoring")
        opening = asyncio.create_task(self._asking.opened(), name="opening the documents")
        try:
            await self._work(monitoring, opening)
        finally:
            await _cancel(monitoring)

    async def _work(self, monitoring: asyncio.Task[None], opening: asyncio.Task[Knowledge]) -> None:
        await self._connect()
        await self.application.bot_data.post.start()
        self.application.create_task(self._set_up_profile(), name="setting up the profile")
        receiving = asyncio.create_task(self._receive(), name="receiving")
        tidying = asyncio.create_task(keep_tidy(self.database, self._settings.retention_days), name="tidying")
        promising = asyncio.create_task(self.application.bot_data.promises.run(), name="keeping promises")
        working = asyncio.create_task(self.application.bot_data.works.run(), name="working for admins")
        announcing = asyncio.create_task(self.application.bot_data.announcer.run(), name="announcing")
        insight = [asyncio.create_task(self.application.bot_data.examiner.run(), name="trying")]
        if self._settings.weekly_digest:
            insight.append(asyncio.create_task(self.application.bot_data.digest.run(), name="telling of the week"))
        try:
            await _first_of(receiving, monitoring, opening, tidying, promising, working, announcing, *insight)
        finally:
            await _cancel(receiving, tidying, promising, working, announcing, *insight)

    async def _set_up_profile(self) -> None:
        services = self.application.bot_data
        appointed = [member.id for member in await services.members.listed(ADMIN)]
        await services.profile.set_up(sorted({*self._settings.admin_ids, *appointed}))

    async def _connect(self) -> None:
        attempt = 0
        while True:
            try:
                await self.application.initialize()
            except InvalidToken as error:
                raise TokenError(TOKEN_REFUSED) from error
            except (NetworkError, RetryAfter) as error:
                attempt += 1
                logger.warning("Telegram cannot be reached yet (%s); trying again", error)
                await asyncio.sleep(min(30.0, 2.0**attempt))
            else:
                break
        await self.application.start()
        logger.info("Connected as @%s", self.application.bot.username)

    async def _receive(self) -> None:
        self._lanes.add(await self._inbox.leftovers())
        bot = self.application.bot
        if self._settings.webhook_url:
            await Webhook(bot, self._settings, self._take, self._heartbeat.beat).run()
        else:
            await patiently(lambda: bot.delete_webhook(drop_pending_updates=False))
            await Polling(bot, self._take, self._heartbeat.beat).run()

    async def _take(self, payloads: list[Json]) -> None:
        typed = [Received(one["update_id"], lane_of(one), one, kept=False) for one in payloads if INLINE in one]
        self._lanes.add(typed)
        self._lanes.add(await self._inbox.add([one for one in payloads if INLINE not in one]))

    async def _handle(self, received: Received) -> None:
        """Handles one update; one from the inbox is struck off then, and if it is cancelled it stays."""
        if not received.kept and self._lanes.is_waiting(received.lane):
            return  # the person has typed on
        request.set(f"update-{received.update_id}")
        metrics = self.application.bot_data.metrics
        metrics.took("queue", time.monotonic() - received.taken_at)
        with metrics.timed("update"):
            await self._process(received)
        if received.kept:
            await self._inbox.finish(received.update_id)

    async def _process(self, received: Received) -> None:
        try:
            update = Update.de_json(received.payload, self.application.bot)
            await self.application.process_update(update)
        except Exception:  # an update that cannot even be read must not stop its lane
            logger.exception("Update %d could not be handled", received.update_id)

    async def _close(self) -> None:
        with contextlib.suppress(NetworkError):
            if self.application.running:
                await self.application.stop()
            await self.application.shutdown()
        await self._asking.close()


async def _first_of(awaited: asyncio.Task[Any], *others: asyncio.Task[Any]) -> None:
    """Waits for the first task; a failure of another one ends the wait and is raised."""
    waiting = {awaited, *others}
    while not awaited.done():
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
