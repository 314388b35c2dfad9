"""The rules for inline keyboards: what the Bot API refuses about buttons."""

import json
from typing import Any
from urllib.parse import urlparse

from tests.servers.world import RefusedError

ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
)
MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256


def parse_keyboard(raw: str | None) -> dict[str, Any] | None:
    """Returns the reply markup, or refuses it as the Bot API does."""
    if not raw:
        return None
    markup: dict[str, Any] = json.loads(raw)
    if "inline_keyboard" not in markup:
        return markup
    rows = markup["inline_keyboard"]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise RefusedError(400, "Bad Request: reply markup is too long")
    for row in rows:
        if len(row) > MAX_ROW:
            raise RefusedError(400, "Bad Request: too many buttons in a row")
        for button in row:
            _check_button(button)
    return markup if any(rows) else None


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise RefusedError(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
    actions = [action for action in ACTIONS if action in button]
    if len(actions) != 1:
        raise RefusedError(400, "Bad Request: can't parse inline keyboard button: exactly one action is needed")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_CALLBACK_BYTES:
        raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= MAX_COPY_TEXT:
        raise RefusedError(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    if "url" in button and urlparse(button["url"]).scheme not in ("http", "https", "tg"):
        raise RefusedError(400, f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
