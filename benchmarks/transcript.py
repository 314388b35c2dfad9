"""A conversation in Telegram as Markdown: what each person did, and what the bot's messages then said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tests.servers.people import Person
from tests.servers.telegram import BotApiServer
from tests.servers.world import Json

_MARKS = (
    (re.compile(r"</?b>"), "**"),
    (re.compile(r"</?i>"), "*"),
    (re.compile(r"</?code>"), "`"),
    (re.compile(r"<blockquote[^>]*>"), "❝ "),
    (re.compile(r"</blockquote>"), " ❞"),
    (re.compile(r'<a href="([^"]*)">(.*?)</a>'), r"[\2](\1)"),
    (re.compile("&lt;"), r"\\<"),
    (re.compile("&gt;"), ">"),
    (re.compile("&amp;"), "&"),
)
_EDGED = re.compile(r"(\*{1,2})(\s*)(.+?)(\s*)\1", re.DOTALL)


class Transcript:
    """Writes down what has changed on the server since it last looked."""

    def __init__(self, server: BotApiServer) -> None:
        self._server = server
        self._seen: dict[tuple[int, int], str] = {}
        self._calls = 0
        self._acting = 0
        self.lines: list[str] = []
        self.look()
        self.lines.clear()

    def heading(self, text: str) -> None:
        """Begins a section."""
        self.lines += ["", f"## {text}"]

    def did(self, who: Person, what: str) -> None:
        """Writes down what a person did."""
        self._acting = who.id
        self.lines += ["", f"**{who.name}** › {what}"]

    def note(self, text: str) -> None:
        """Writes down what happened outside the chat."""
        self.lines += ["", f"*({text})*"]

    def look(self) -> None:
        """Writes down every message that is new or has changed, and the words shown for taps and inline queries."""
        for (chat, number), message in sorted(self._server.world.messages.items()):
            if message["from"]["id"] != self._server.world.bot_id:
                continue
            written = "\n".join(_message(message))
            before = self._seen.get((chat, number))
            if before == written:
                continue
            self._seen[chat, number] = written
            changed = "" if before is None else " *(pesan yang sama, diubah)*"
            self.lines += [
                "",
                f"**Bot**{self._to(chat)}{changed}",
                "",
                *(f"> {line}".rstrip() for line in written.split("\n")),
            ]
        for call in self._server.calls[self._calls :]:
            self.lines += _spoken(call.method.lower(), call.values)
        self._calls = len(self._server.calls)

    def _to(self, chat: int) -> str:
        """Returns to whom a message goes, where that is not who acted."""
        here = self._server.world.chats[chat]
        return f" › {here.title}" if here.type == "private" and chat != self._acting else ""


def _message(message: Json) -> Iterator[str]:
    if "photo" in message:
        yield "🖼 [gambar]"
    lines = _markdown(message.get("source", "")).split("\n")
    yield from (f"{line}  " if line.strip() and following.strip() else line for line, following in _pairs(lines))
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    if rows:
        yield ""
    for row in rows:
        yield " ".join(f"`[ {button['text']} ]`" for button in row) + "  "


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    yield from zip(lines, [*lines[1:], ""], strict=True)


def _markdown(html: str) -> str:
    for pattern, mark in _MARKS:
        html = pattern.sub(mark, html)
    return html


def _spoken(method: str, values: dict[str, str]) -> Iterator[str]:
    """Yields the words of a toast, and the cards of an inline answer."""
    if method == "answercallbackquery" and values.get("text"):
        yield from ("", f"*(layar: {values['text']})*")
    elif method == "answerinlinequery":
        for card in json.loads(values["results"])[:3]:
            yield from ("", f"> 🔎 **{card['title']}**  ", f"> {card.get('description', '')}")
