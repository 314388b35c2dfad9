"""The Bot API methods that write messages, each checked as the real server checks it."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from tests.servers.keyboard import parse_keyboard
from tests.servers.markup import MarkupError, parse_html, utf16
from tests.servers.world import Chat, Json, RefusedError, World, message_json

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_DOWNLOAD = 20_000_000
CHAT_ACTIONS = {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker", "record_voice"}
IMAGE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one call, as strings, and the files that came with it."""

    values: dict[str, str]
    files: dict[str, bytes]

    def text(self, key: str, default: str = "") -> str:
        """Returns a string parameter."""
        return self.values.get(key, default)

    def number(self, key: str, default: int = 0) -> int:
        """Returns an integer parameter, or refuses one that is not."""
        raw = self.values.get(key)
        if raw is None or raw == "":
            return default
        try:
            return int(raw)
        except ValueError:
            raise RefusedError(400, f"Bad Request: invalid {key} specified") from None

    def json(self, key: str) -> Any:
        """Returns a JSON-serialised parameter, None where it is missing."""
        raw = self.values.get(key)
        return json.loads(raw) if raw else None

    def flag(self, key: str) -> bool:
        """Tells whether a boolean parameter is set."""
        return self.text(key).lower() == "true"


def formatted(params: Params, key: str, limit: int, *, too_long: str) -> Json:
    """Returns the text (or caption) with its entities after parsing, refused where the real server refuses."""
    source = params.text(key)
    mode = params.text("parse_mode").upper()
    if mode not in ("", "HTML"):
        raise RefusedError(400, "Bad Request: unsupported parse_mode")
    try:
        text, entities = parse_html(source) if mode == "HTML" else (source, [])
    except MarkupError as error:
        raise RefusedError(400, f"Bad Request: can't parse entities: {error}") from None
    if "\ud800" <= max(text, default="") <= "\udfff" or any("\ud800" <= character <= "\udfff" for character in text):
        raise RefusedError(400, "Bad Request: text must be encoded in UTF-8")
    if utf16(text) > limit:
        raise RefusedError(400, f"Bad Request: {too_long}")
    marks = [{name: value for name, value in asdict(one).items() if value is not None} for one in entities]
    return {key: text, ("entities" if key == "text" else "caption_entities"): marks, "source": source}


def required_text(params: Params) -> Json:
    """Returns the parsed `text`, which may not be empty."""
    content = formatted(params, "text", MAX_TEXT, too_long="message is too long")
    if not content["text"].strip():
        raise RefusedError(400, "Bad Request: message text is empty")
    return content


def _target(world: World, params: Params) -> tuple[Chat, Json]:
    """Returns the chat and the fields that place a message in it: thread and reply."""
    if "chat_id" not in params.values:
        raise RefusedError(400, "Bad Request: chat_id is empty")
    chat = world.chat(params.number("chat_id"))
    placed: Json = {}
    thread = params.number("message_thread_id")
    if thread and thread not in chat.forum_topics:
        raise RefusedError(400, "Bad Request: message thread not found")
    if thread:
        placed |= {"message_thread_id": thread, "is_topic_message": True}
    reply = params.json("reply_parameters")
    if reply:
        original = world.messages.get((chat.id, reply["message_id"]))
        if original is None and not reply.get("allow_sending_without_reply"):
            raise RefusedError(400, "Bad Request: message to be replied not found")
        if original is not None:
            placed["reply_to_message"] = {key: original[key] for key in original if key != "reply_to_message"}
    return chat, placed


def send_message(world: World, params: Params) -> Json:
    """sendMessage."""
    chat, placed = _target(world, params)
    return message_json(
        world,
        chat,
        world.bot,
        **placed,
        **required_text(params),
        reply_markup=parse_keyboard(params.text("reply_markup")),
    )


def _media(params: Params, key: str, world: World) -> tuple[str, bytes]:
    reference = params.text(key)
    name = reference.removeprefix("attach://")
    content = params.files.get(key) or params.files.get(name) or world.files.get(reference)
    if content is None:
        raise RefusedError(400, "Bad Request: wrong file identifier/HTTP URL specified")
    if not content:
        raise RefusedError(400, "Bad Request: file must be non-empty")
    return f"file-{len(world.files) + 1}", content


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto."""
    chat, placed = _target(world, params)
    file_id, content = _media(params, "photo", world)
    if not content.startswith(IMAGE_STARTS):
        raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    world.files[file_id] = content
    photo = [{"file_id": file_id, "file_unique_id": file_id, "width": 90, "height": 90}]
    caption = formatted(params, "caption", MAX_CAPTION, too_long="message caption is too long")
    markup = parse_keyboard(params.text("reply_markup"))
    return message_json(world, chat, world.bot, **placed, photo=photo, **caption, reply_markup=markup)


def send_document(world: World, params: Params) -> Json:
    """sendDocument."""
    chat, placed = _target(world, params)
    file_id, content = _media(params, "document", world)
    world.files[file_id] = content
    document = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
    caption = formatted(params, "caption", MAX_CAPTION, too_long="message caption is too long")
    markup = parse_keyboard(params.text("reply_markup"))
    return message_json(world, chat, world.bot, **placed, document=document, **caption, reply_markup=markup)


def _edit(world: World, message: Json, change: Json) -> Json:
    if all(message.get(key) == value for key, value in change.items() if key != "source"):
        raise RefusedError(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message",
        )
    message |= change | {"edit_date": int(time.time())}
    for key in [key for key, value in message.items() if value is None]:
        del message[key]
    world.edits[message["chat"]["id"], message["message_id"]] += 1
    return message


def edit_message_text(world: World, params: Params) -> Json:
    """editMessageText."""
    message = world.own(params.number("chat_id"), params.number("message_id"))
    if "text" not in message:
        raise RefusedError(400, "Bad Request: there is no text in the message to edit")
    markup = parse_keyboard(params.text("reply_markup"))
    return _edit(world, message, {**required_text(params), "reply_markup": markup})


def edit_message_caption(world: World, params: Params) -> Json:
    """editMessageCaption."""
    message = world.own(params.number("chat_id"), params.number("message_id"))
    if not message.keys() & {"photo", "document"}:
        raise RefusedError(400, "Bad Request: there is no caption in the message to edit")
    caption = formatted(params, "caption", MAX_CAPTION, too_long="message caption is too long")
    return _edit(world, message, {**caption, "reply_markup": parse_keyboard(params.text("reply_markup"))})


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup."""
    message = world.own(params.number("chat_id"), params.number("message_id"))
    return _edit(world, message, {"reply_markup": parse_keyboard(params.text("reply_markup"))})


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage."""
    chat = world.chat(params.number("chat_id"))
    key = (chat.id, params.number("message_id"))
    if key not in world.messages:
        raise RefusedError(400, "Bad Request: message to delete not found")
    if world.messages[key]["from"]["id"] != world.bot_id and chat.type != "private":
        raise RefusedError(400, "Bad Request: message can't be deleted")
    del world.messages[key]
    world.deleted.append(key)
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction."""
    _target(world, params)
    if params.text("action") not in CHAT_ACTIONS:
        raise RefusedError(400, "Bad Request: wrong parameter action in request")
    return True


def send_message_draft(world: World, params: Params) -> bool:
    """sendMessageDraft."""
    chat, _ = _target(world, params)
    if chat.type != "private":
        raise RefusedError(400, "Bad Request: drafts can be sent only to private chats")
    if not params.number("draft_id"):
        raise RefusedError(400, "Bad Request: draft_id must be non-zero")
    formatted(params, "text", MAX_TEXT, too_long="message is too long")
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """setMessageReaction."""
    chat = world.chat(params.number("chat_id"))
    if (chat.id, params.number("message_id")) not in world.messages:
        raise RefusedError(400, "Bad Request: message to react not found")
    if len(params.json("reaction") or []) > 1:
        raise RefusedError(400, "Bad Request: REACTIONS_TOO_MANY")
    return True


def get_file(world: World, params: Params) -> Json:
    """getFile: gives bots files of at most 20 MB."""
    file_id = params.text("file_id")
    if file_id not in world.files:
        raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    size = len(world.files[file_id])
    if size > MAX_DOWNLOAD:
        raise RefusedError(400, "Bad Request: file is too big")
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"documents/{file_id}"}


def get_chat(world: World, params: Params) -> Json:
    """getChat."""
    chat = world.chat(params.number("chat_id"))
    return {**chat.to_json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}


GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}

MESSAGE_METHODS: dict[str, Callable[[World, Params], Any]] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "sendchataction": send_chat_action,
    "sendmessagedraft": send_message_draft,
    "setmessagereaction": set_message_reaction,
    "getchat": get_chat,
    "getfile": get_file,
}
