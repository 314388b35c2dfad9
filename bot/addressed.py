"""In a group the bot answers only when it is meant: by a mention, a reply to one of its messages, or a command."""

from telegram import Message, MessageEntity
from telegram.constants import ChatType


def is_addressed(message: Message, username: str, bot_id: int) -> bool:
    """Tells whether the message is meant for the bot."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == bot_id:
        return True
    return any(text.lower() == f"@{username}".lower() for text in _mentions(message))


def question_of(message: Message, username: str) -> str:
    """Returns what is asked: the text without the mention of the bot."""
    text = message.text or message.caption or ""
    for mention in _mentions(message):
        if mention.lower() == f"@{username}".lower():
            text = text.replace(mention, " ")
    return " ".join(text.split(" ")).strip(" \n,:")


def _mentions(message: Message) -> list[str]:
    if message.text:
        return list(message.parse_entities([MessageEntity.MENTION]).values())
    if message.caption:
        return list(message.parse_caption_entities([MessageEntity.MENTION]).values())
    return []
