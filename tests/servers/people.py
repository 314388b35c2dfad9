"""The people who use the bot, and what they can do in Telegram."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.servers.world import Chat, Json, command_entities, message_json

if TYPE_CHECKING:
    from tests.servers.telegram import BotApiServer


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the bot."""

    chat: Chat

    @property
    def id(self) -> int:
        """Returns the chat's number."""
        return self.chat.id


@dataclass(frozen=True, slots=True)
class Person:
    """A user; everything they do arrives at the bot as an update."""

    server: BotApiServer
    id: int
    name: str
    language: str | None

    def to_json(self) -> Json:
        """Returns the user as updates carry it."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "username": f"user{self.id}"}
        return user | ({"language_code": self.language} if self.language else {})

    def says(
        self,
        text: str,
        *,
        to: Group | None = None,
        reply_to: Json | None = None,
        topic: int | None = None,
        sent_hours_ago: int = 0,
    ) -> Json:
        """Sends a text to the bot, or into a group."""
        entities = command_entities(text, self.server.world.bot_username) or None
        date = int(time.time()) - 3600 * sent_hours_ago
        return self.sends(to=to, reply_to=reply_to, topic=topic, text=text, entities=entities, date=date)

    def sends(
        self, *, to: Group | None = None, reply_to: Json | None = None, topic: int | None = None, **content: Any
    ) -> Json:
        """Sends a message of any kind; the bot in privacy mode sees only some of a group's messages."""
        chat = to.chat if to else self.server.world.chats[self.id]
        if reply_to:
            content["reply_to_message"] = {key: reply_to[key] for key in reply_to if key != "reply_to_message"}
        if topic:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        message = message_json(self.server.world, chat, self.to_json(), **content)
        self.server.world.queue("message", message)
        self.server.updated()
        return message

    def sends_document(
        self, name: str, content: bytes, *, album: str | None = None, to: Group | None = None, size: int | None = None
    ) -> Json:
        """Sends a file; `size` is what Telegram says of one that is not worth making."""
        files = self.server.world.files
        file_id = f"upload-{len(files) + 1}"
        files[file_id] = content
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name}
        document["file_size"] = len(content) if size is None else size  # type: ignore[assignment]  # JSON
        return self.sends(to=to, document=document, media_group_id=album)

    def sends_photo(self, *, to: Group | None = None) -> Json:
        """Sends a picture from the gallery, which Telegram has made smaller."""
        photo = [{"file_id": "photo-1", "file_unique_id": "photo-1", "width": 90, "height": 90}]
        return self.sends(to=to, photo=photo)

    def edits(self, message: Json, text: str) -> Json:
        """Changes an earlier message."""
        entities = command_entities(text, self.server.world.bot_username)
        message |= {"text": text, "entities": entities, "edit_date": message["date"] + 1}
        self.server.world.queue("edited_message", message)
        self.server.updated()
        return message

    def taps(self, message: Json, label: str) -> str:
        """Taps the button whose label contains `label`; returns the id of the query."""
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        found = [button for row in rows for button in row if label in button["text"] and "callback_data" in button]
        if not found:
            labels = [button["text"] for row in rows for button in row]
            raise AssertionError(f"no button {label!r} among {labels}")
        return self.sends_tap(message, found[0]["callback_data"])

    def sends_tap(self, message: Json, data: str) -> str:
        """Sends a button's data, as old clients and old messages do."""
        query_id = uuid4().hex
        self.server.world.callbacks[query_id] = False
        query = {"id": query_id, "from": self.to_json(), "message": message, "chat_instance": "1", "data": data}
        self.server.world.queue("callback_query", query)
        self.server.updated()
        return query_id

    def types_inline(self, query: str) -> str:
        """Types `@bot query` in some chat; returns the id of the query."""
        query_id = uuid4().hex
        self.server.world.inline_queries.add(query_id)
        content = {"id": query_id, "from": self.to_json(), "query": query, "offset": ""}
        self.server.world.queue("inline_query", content)
        self.server.updated()
        return query_id

    def blocks(self) -> None:
        """Blocks the bot."""
        self.server.world.chats[self.id].blocked = True

    def changes_membership(self, chat: Group, before: str, now: str) -> None:
        """Adds the bot to a chat or removes it."""
        bot = self.server.world.bot
        content = {
            "chat": chat.chat.to_json(),
            "from": self.to_json(),
            "date": int(time.time()),
            "old_chat_member": {"status": before, "user": bot},
            "new_chat_member": {"status": now, "user": bot},
        }
        self.server.world.queue("my_chat_member", content)
        self.server.updated()
