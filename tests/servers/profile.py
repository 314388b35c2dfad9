"""The Bot API methods about the bot itself and about queries: commands, descriptions, buttons, inline, files."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.keyboard import parse_keyboard
from tests.servers.methods import MAX_TEXT, Params, formatted
from tests.servers.world import Json, RefusedError, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_CALLBACK_ANSWER = 200
MAX_INLINE_RESULTS = 50
MAX_RESULT_ID_BYTES = 64
MAX_DOWNLOAD_BYTES = 20_000_000
TEXT_LIMITS = {"description": 512, "short_description": 120, "name": 64}


@dataclass(slots=True)
class Profile:
    """What a bot has told Telegram about itself, by scope and language."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)


def _scope(params: Params) -> str:
    scope = params.json("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True)


def set_my_commands(world: World, profile: Profile, params: Params) -> bool:
    """setMyCommands."""
    commands = params.json("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise RefusedError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise RefusedError(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= MAX_COMMAND_DESCRIPTION:
            raise RefusedError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    scope = params.json("scope") or {}
    if scope.get("type") == "chat":
        world.chat(int(scope["chat_id"]))
    profile.commands[_scope(params), params.text("language_code")] = commands
    return True


def get_my_commands(world: World, profile: Profile, params: Params) -> list[Json]:
    """getMyCommands."""
    return profile.commands.get((_scope(params), params.text("language_code")), [])


def delete_my_commands(world: World, profile: Profile, params: Params) -> bool:
    """deleteMyCommands."""
    profile.commands.pop((_scope(params), params.text("language_code")), None)
    return True


def _setter(name: str) -> Callable[[World, Profile, Params], bool]:
    def set_text(world: World, profile: Profile, params: Params) -> bool:
        if len(params.text(name)) > TEXT_LIMITS[name]:
            raise RefusedError(400, f"Bad Request: {name} is too long")
        profile.texts[name, params.text("language_code")] = params.text(name)
        return True

    return set_text


def _getter(name: str) -> Callable[[World, Profile, Params], Json]:
    def get_text(world: World, profile: Profile, params: Params) -> Json:
        return {name: profile.texts.get((name, params.text("language_code")), "")}

    return get_text


def answer_callback_query(world: World, profile: Profile, params: Params) -> bool:
    """answerCallbackQuery."""
    if world.callbacks.get(params.text("callback_query_id")) is not False:
        raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    if len(params.text("text")) > MAX_CALLBACK_ANSWER:
        raise RefusedError(400, "Bad Request: MESSAGE_TOO_LONG")
    world.callbacks[params.text("callback_query_id")] = True
    return True


def answer_inline_query(world: World, profile: Profile, params: Params) -> bool:
    """answerInlineQuery."""
    if params.text("inline_query_id") not in world.inline_queries:
        raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    results = params.json("results") or []
    if len(results) > MAX_INLINE_RESULTS:
        raise RefusedError(400, "Bad Request: RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) != len(results):
        raise RefusedError(400, "Bad Request: RESULT_ID_DUPLICATE")
    for result in results:
        _check_result(result)
    world.inline_queries.discard(params.text("inline_query_id"))
    return True


def _check_result(result: Json) -> None:
    if not 1 <= len(result["id"].encode()) <= MAX_RESULT_ID_BYTES:
        raise RefusedError(400, "Bad Request: RESULT_ID_INVALID")
    if result["type"] == "article" and not result.get("title"):
        raise RefusedError(400, "Bad Request: can't parse inline query result: Can't find field \"title\"")
    content = result.get("input_message_content") or {}
    text = content.get("message_text", "")
    inner = Params({"text": text, "parse_mode": content.get("parse_mode", "")}, {})
    if not formatted(inner, "text", MAX_TEXT, too_long="MESSAGE_TOO_LONG")["text"].strip():
        raise RefusedError(400, "Bad Request: message text is empty")
    if result.get("reply_markup"):
        parse_keyboard(json.dumps(result["reply_markup"]))


def get_file(world: World, profile: Profile, params: Params) -> Json:
    """getFile."""
    file_id = params.text("file_id")
    if file_id not in world.files:
        raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    size = len(world.files[file_id])
    if size > MAX_DOWNLOAD_BYTES:
        raise RefusedError(400, "Bad Request: file is too big")
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"documents/{file_id}"}


PROFILE_METHODS: dict[str, Callable[[World, Profile, Params], Any]] = {
    "getme": lambda world, profile, params: {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    },
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "getfile": get_file,
}
