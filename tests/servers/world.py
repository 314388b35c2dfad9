"""What a Bot API server knows: chats, messages with their numbers, and the updates a bot has not confirmed."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.servers.markup import utf16

Json = dict[str, Any]

USUAL_UPDATES = ("chat_member", "message_reaction", "message_reaction_count")
"""The kinds Telegram leaves out unless `allowed_updates` names them."""


class RefusedError(Exception):
    """A call the server refuses, with the code and wording of the real one."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass(slots=True)
class Chat:
    """A chat of the bot; private and basic groups number their messages in one shared sequence, as Telegram does."""

    id: int
    type: str
    title: str = ""
    forum_topics: tuple[int, ...] = ()
    blocked: bool = False
    migrated_to: int | None = None
    last_id: int = 0

    def to_json(self) -> Json:
        """Returns the chat as updates carry it."""
        name = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.id, "type": self.type, **name, **({"is_forum": True} if self.forum_topics else {})}


@dataclass(slots=True)
class World:
    """The state behind the server: everything the bot could observe about Telegram."""

    bot_id: int
    bot_username: str
    chats: dict[int, Chat] = field(default_factory=dict)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    allowed_updates: tuple[str, ...] | None = None
    callbacks: dict[str, bool] = field(default_factory=dict)
    inline_queries: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    deleted: list[tuple[int, int]] = field(default_factory=list)
    edits: Counter[tuple[int, int]] = field(default_factory=Counter)
    shared_id: int = 100
    next_update: int = 1000

    @property
    def bot(self) -> Json:
        """Returns the bot's own user."""
        return {"id": self.bot_id, "is_bot": True, "first_name": "Tanya", "username": self.bot_username}

    def number(self, chat: Chat) -> int:
        """Returns the next message number of this chat."""
        if chat.type in ("private", "group"):
            self.shared_id += 1
            return self.shared_id
        chat.last_id += 1
        return chat.last_id

    def queue(self, kind: str, content: Json) -> int:
        """Stores an update until the bot confirms it; returns its number, 0 for a kind the bot did not ask for."""
        allowed = self.allowed_updates
        if (allowed and kind not in allowed) or (not allowed and kind in USUAL_UPDATES):
            return 0
        self.next_update += 1
        frozen = json.loads(json.dumps(content))  # a later edit must not change what was sent
        self.updates.append({"update_id": self.next_update, kind: frozen})
        return self.next_update

    def chat(self, chat_id: int) -> Chat:
        """Returns the chat, or refuses as the real server does for unknown, blocked and migrated ones."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise RefusedError(400, "Bad Request: chat not found")
        if chat.migrated_to is not None:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise RefusedError(400, description, migrate_to_chat_id=chat.migrated_to)
        if chat.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return chat

    def own(self, chat_id: int, message_id: int) -> Json:
        """Returns a message of the bot that can be edited."""
        message = self.messages.get((self.chat(chat_id).id, message_id))
        if message is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        if message["from"]["id"] != self.bot_id:
            raise RefusedError(400, "Bad Request: message can't be edited")
        return message


def message_json(world: World, chat: Chat, sender: Json, **content: Any) -> Json:
    """Writes a new message into the chat and returns it as updates and results carry it."""
    message_id = world.number(chat)
    message: Json = {"message_id": message_id, "date": int(time.time()), "chat": chat.to_json(), "from": sender}
    message |= {key: value for key, value in content.items() if value is not None}
    world.messages[chat.id, message_id] = message
    return message


def command_entities(text: str, username: str) -> list[Json]:
    """Marks commands and mentions, as Telegram's clients do for what people type."""
    entities: list[Json] = []
    position = 0
    for word in text.split(" "):
        if word.startswith("/") and len(word) > 1 and position == 0:
            entities.append({"type": "bot_command", "offset": 0, "length": utf16(word)})
        if word.rstrip(",:?!") == f"@{username}":
            length = utf16(f"@{username}")
            entities.append({"type": "mention", "offset": position, "length": length})
        position += utf16(word) + 1
    return entities
