"""The typed context of handlers: `context.asking`, `context.post`, and a reply that is sent once."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot

from bot import texts
from bot.announcements import Announcements
from bot.announcing import Announcer
from bot.asking import Asking, Knowledge
from bot.checklists import Checklists
from bot.counting import Counting
from bot.errors import GivenUpError
from bot.examiner import Examiner
from bot.feedback import Feedback
from bot.inbox import Inbox
from bot.invitations import Invitations
from bot.jobs import Jobs
from bot.listeners import Listeners
from bot.members import ADMIN, Members
from bot.memory import Memory
from bot.metrics import Metrics
from bot.post import Letter, Post
from bot.profile import Profile
from bot.promises import Promises
from bot.quota import Quota
from bot.recording import record
from bot.reminders import Reminders
from bot.review import Review
from bot.saved import Archive
from bot.settings import Settings
from bot.split import split
from bot.trials import Trials
from bot.unanswered import Unanswered
from bot.works import Works

if TYPE_CHECKING:
    from bot.digest import Digest
    from knowledge import Programme

T = TypeVar("T")
MAX_ATTEMPTS = 5
"""Times that one update may find the process ended while the knowledge base works on it."""

UserData = dict[Any, Any]
App = Application[ExtBot[str], "Context", UserData, UserData, "Services", None]


@dataclass(slots=True)
class Services:
    """What handlers work with; filled in once when the application is put together."""

    settings: Settings = field(init=False)
    asking: Asking = field(init=False)
    post: Post = field(init=False)
    inbox: Inbox = field(init=False)
    archive: Archive = field(init=False)
    memory: Memory = field(init=False)
    feedback: Feedback = field(init=False)
    checklists: Checklists = field(init=False)
    reminders: Reminders = field(init=False)
    metrics: Metrics = field(init=False)
    members: Members = field(init=False)
    invitations: Invitations = field(init=False)
    quota: Quota = field(init=False)
    listeners: Listeners = field(init=False)
    announcements: Announcements = field(init=False)
    announcer: Announcer = field(init=False)
    profile: Profile = field(init=False)
    unanswered: Unanswered = field(init=False)
    counting: Counting = field(init=False)
    trials: Trials = field(init=False)
    examiner: Examiner = field(init=False)
    digest: Digest = field(init=False)
    review: Review = field(init=False)
    promises: Promises = field(init=False)
    works: Works = field(init=False)


class Context(CallbackContext[ExtBot[str], UserData, UserData, Services]):
    """What a handler is given beside the update."""

    def __init__(self, application: App, chat_id: int | None = None, user_id: int | None = None) -> None:
        super().__init__(application, chat_id, user_id)
        self._update: Update | None = None
        self._steps = 0
        self._chosen: str | None = None
        self.roles: Mapping[int, str] = {}

    @classmethod
    def from_update(cls, update: object, application: Any) -> Context:  # noqa: ANN401  # the library's signature
        """Makes the context of an update."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.take(update)
        return context

    def take(self, update: Update) -> None:
        """Makes this the context of that update."""
        self._update = update

    @property
    def asking(self) -> Asking:
        """Returns the door to the knowledge base."""
        return self.bot_data.asking

    @property
    def inbox(self) -> Inbox:
        """Returns what keeps updates until they are answered."""
        return self.bot_data.inbox

    @property
    def post(self) -> Post:
        """Returns what sends messages."""
        return self.bot_data.post

    @property
    def archive(self) -> Archive:
        """Returns the answers that were given and the places they lead to."""
        return self.bot_data.archive

    @property
    def memory(self) -> Memory:
        """Returns what is remembered of chats and people."""
        return self.bot_data.memory

    @property
    def feedback(self) -> Feedback:
        """Returns what keeps people's votes."""
        return self.bot_data.feedback

    @property
    def checklists(self) -> Checklists:
        """Returns what keeps the ticks of chats."""
        return self.bot_data.checklists

    @property
    def reminders(self) -> Reminders:
        """Returns what was promised to chats."""
        return self.bot_data.reminders

    @property
    def counting(self) -> Counting:
        """Returns what counts people and questions."""
        return self.bot_data.counting

    @property
    def trials(self) -> Trials:
        """Returns what tries the index with a question set."""
        return self.bot_data.trials

    @property
    def examiner(self) -> Examiner:
        """Returns what carries out trials."""
        return self.bot_data.examiner

    @property
    def unanswered(self) -> Unanswered:
        """Returns what knows the questions that are open."""
        return self.bot_data.unanswered

    @property
    def review(self) -> Review:
        """Returns what asks open questions again."""
        return self.bot_data.review

    @property
    def promises(self) -> Promises:
        """Returns what keeps promises."""
        return self.bot_data.promises

    @property
    def members(self) -> Members:
        """Returns who was let in, made admin or blocked."""
        return self.bot_data.members

    @property
    def invitations(self) -> Invitations:
        """Returns the invitations."""
        return self.bot_data.invitations

    @property
    def profile(self) -> Profile:
        """Returns what Telegram shows of the bot."""
        return self.bot_data.profile

    @property
    def listeners(self) -> Listeners:
        """Returns who agreed to hear announcements."""
        return self.bot_data.listeners

    @property
    def announcements(self) -> Announcements:
        """Returns the announcements and whom each still has to reach."""
        return self.bot_data.announcements

    @property
    def announcer(self) -> Announcer:
        """Returns what sends announcements."""
        return self.bot_data.announcer

    @property
    def metrics(self) -> Metrics:
        """Returns the figures that are watched."""
        return self.bot_data.metrics

    @property
    def quota(self) -> Quota:
        """Returns what keeps people and groups within the limits."""
        return self.bot_data.quota

    @property
    def works(self) -> Works:
        """Returns what does the jobs that admins hand over."""
        return self.bot_data.works

    @property
    def jobs(self) -> Jobs:
        """Returns what keeps those jobs."""
        return self.bot_data.works.desk.jobs

    async def consult(self, work: Callable[[Knowledge], T]) -> T:
        """Runs `work` with the knowledge base for this update.

        Raises:
            GivenUpError: it was begun too often without an end, so that most likely it is what ends the process.
        """
        waiting = time.perf_counter()
        async with self.asking.place:
            self.metrics.took("place", time.perf_counter() - waiting)
            if self._update and await self.inbox.begin(self._update.update_id) > MAX_ATTEMPTS:
                raise GivenUpError(f"given up after {MAX_ATTEMPTS} attempts")
            with self.metrics.timed("knowledge"):
                found = await self.asking.run(work)
        if self._update:
            await self.inbox.came_through(self._update.update_id)
        return found

    async def programme(self) -> Programme:
        """Returns the programme's steps, questions and regions."""
        return await self.asking.programme()

    @property
    def settings(self) -> Settings:
        """Returns the bot's settings."""
        return self.bot_data.settings

    @property
    def language(self) -> str:
        """Returns the interface language of whoever caused the update: as chosen, else as on their phone."""
        user = self._update.effective_user if self._update else None
        return self._chosen or texts.language_of(user.language_code if user else None)

    @property
    def chosen_language(self) -> str | None:
        """Returns the language the person chose with /bahasa; answers then come in it, too."""
        return self._chosen

    @property
    def is_admin(self) -> bool:
        """Tells whether whoever caused the update may administer."""
        return self.user_id in self.settings.admin_ids or self.roles.get(self.user_id) == ADMIN

    async def record(self, what: str, detail: str = "", result: str = "") -> None:
        """Adds what this admin did to the record; a record that cannot be written undoes nothing."""
        await record(self.asking, self.user_id, what, detail, result)

    async def load(self) -> None:
        """Reads what the person chose, and the roles of person and chat."""
        user = self._update.effective_user if self._update else None
        chat = self._update.effective_chat if self._update else None
        self._chosen = await self.memory.language(user.id) if user else None
        self.roles = await self.members.roles({one.id for one in (user, chat) if one})

    @property
    def user_id(self) -> int:
        """Returns the number of whoever caused the update, 0 for nobody."""
        user = self._update.effective_user if self._update else None
        return user.id if user else 0

    @property
    def key(self) -> str:
        """Returns the name of this update in the record of sends."""
        return f"update {self._update.update_id}" if self._update else "none"

    async def reply(
        self,
        to: Message,
        html: str,
        keyboard: InlineKeyboardMarkup | None = None,
        *,
        step: str = "",
        replacing: Sequence[int] = (),
    ) -> list[int]:
        """Answers a message, in as many parts as it takes, and returns their numbers; the last has the keyboard.

        Every reply of a handler is a numbered step of the update: taken up again after a crash, the same
        step is not sent a second time. Messages to be replaced are edited, what they are too many is removed.
        """
        if not step:
            self._steps += 1
            step = str(self._steps)
        self.post.saw(to.chat_id, to.message_id)
        parts = split(html)
        numbers: list[int] = []
        for place, part in enumerate(parts):
            letter = Letter(
                self.key,
                f"{step}.{place + 1}",
                to.chat_id,
                part,
                keyboard=keyboard if place + 1 == len(parts) else None,
                thread=thread_of(to),
                reply_to=to.message_id if to.chat.type != ChatType.PRIVATE and not place else None,
                floor=to.message_id,
            )
            old = replacing[place] if place < len(replacing) else None
            if old and await self.post.edit(to.chat_id, old, part, letter.keyboard):
                numbers.append(old)
            else:
                with self.metrics.timed("telegram"):
                    numbers.append(await self.post.send(letter))
        for old in replacing[len(parts) :]:
            await self.post.remove(to.chat_id, old)
        return numbers

    async def send_picture(
        self, to: Message, picture: bytes, caption: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        """Sends a picture, once."""
        self._steps += 1
        letter = Letter(self.key, f"{self._steps}.picture", to.chat_id, caption, keyboard, thread=thread_of(to))
        await self.post.send_picture(letter, picture)

    async def send_file(self, to: Message, content: bytes, name: str, caption: str) -> None:
        """Sends a file, once."""
        self._steps += 1
        letter = Letter(self.key, f"{self._steps}.file", to.chat_id, caption, thread=thread_of(to))
        await self.post.send_file(letter, content, name)


Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def thread_of(message: Message) -> int | None:
    """Returns the forum topic a message belongs to; a reply chain outside forums is none."""
    return message.message_thread_id if message.is_topic_message else None
