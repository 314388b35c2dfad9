"""The typed context of handlers: `context.asking`, `context.post`, and a reply that is sent once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot import texts
from bot.asking import Asking
from bot.inbox import Inbox
from bot.post import Letter, Post
from bot.settings import Settings
from bot.split import split

UserData = dict[Any, Any]
App = Application[ExtBot[str], "Context", UserData, UserData, "Services", None]


@dataclass(slots=True)
class Services:
    """What handlers work with; filled in once when the application is put together."""

    settings: Settings = field(init=False)
    asking: Asking = field(init=False)
    post: Post = field(init=False)
    inbox: Inbox = field(init=False)


class Context(CallbackContext[ExtBot[str], UserData, UserData, Services]):
    """What a handler is given beside the update."""

    def __init__(self, application: App, chat_id: int | None = None, user_id: int | None = None) -> None:
        super().__init__(application, chat_id, user_id)
        self._update: Update | None = None
        self._steps = 0

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
    def post(self) -> Post:
        """Returns what sends messages."""
        return self.bot_data.post

    @property
    def settings(self) -> Settings:
        """Returns the bot's settings."""
        return self.bot_data.settings

    @property
    def language(self) -> str:
        """Returns the interface language of whoever caused the update."""
        user = self._update.effective_user if self._update else None
        return texts.language_of(user.language_code if user else None)

    @property
    def key(self) -> str:
        """Returns the name of this update in the record of sends."""
        return f"update {self._update.update_id}" if self._update else "none"

    async def reply(
        self, to: Message, html: str, keyboard: InlineKeyboardMarkup | None = None, *, step: str = ""
    ) -> list[int]:
        """Answers a message, in as many parts as it takes, and returns their numbers; the last has the keyboard.

        Every reply of a handler is a numbered step of the update: taken up again after a crash, the same
        step is not sent a second time.
        """
        if not step:
            self._steps += 1
            step = str(self._steps)
        self.post.saw(to.chat_id, to.message_id)
        parts = split(html)
        return [
            await self.post.send(
                Letter(
                    self.key,
                    f"{step}.{number}",
                    to.chat_id,
                    part,
                    keyboard=keyboard if number == len(parts) else None,
                    thread=thread_of(to),
                    reply_to=to.message_id if to.chat.type != "private" and number == 1 else None,
                    floor=to.message_id,
                )
            )
            for number, part in enumerate(parts, 1)
        ]


def thread_of(message: Message) -> int | None:
    """Returns the forum topic a message belongs to; a reply chain outside forums is none."""
    return message.message_thread_id if message.is_topic_message else None
