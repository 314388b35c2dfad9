"""How Telegram numbers messages: private chats and basic groups of a bot share one growing sequence."""

from typing import Any

FIRST_SUPERGROUP = -1_000_000_000_000
"""Supergroups and channels lie at or below this and number their own messages."""
SHARED = 0


def box_of(chat_id: int) -> int:
    """Returns the sequence that this chat's numbers come from."""
    return chat_id if chat_id <= FIRST_SUPERGROUP else SHARED


def number_of(payload: dict[str, Any]) -> tuple[int, int | None]:
    """Returns the sequence and the number of the message that an update brings."""
    message = payload.get("message") or payload.get("edited_message")
    if not isinstance(message, dict) or not isinstance(message.get("message_id"), int) or "chat" not in message:
        return SHARED, None
    return box_of(message["chat"]["id"]), message["message_id"]
