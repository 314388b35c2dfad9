"""Long HTML into messages that Telegram takes: counted in UTF-16 units, no tag broken, nothing lost."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from telegram.constants import MessageLimit

TOKEN = re.compile(r"<(?P<close>/)?(?P<tag>[a-z][a-z-]*)(?P<rest>[^>]*)>|(?P<entity>&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);)")
BREAKS = (
    re.compile(r"\n\s*\n"),  # between paragraphs
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?;:])\s"),  # between sentences
    re.compile(r"\s"),
)
LEAST_FILL = 0.5
"""A better kind of break is preferred only while the message stays at least half full."""
ZERO_WIDTH_JOINER = "\u200d"
MODIFIERS = {"\ufe0f", "\u20e3"}
"""Emoji style and keycap, which change the character before them."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """One visible character, how it is written in HTML, and the tags around it."""

    markup: str
    visible: str
    tags: tuple[str, ...]


def utf16_length(text: str) -> int:
    """Counts UTF-16 code units: what Telegram's limits and offsets are safe in ("😀" is 2)."""
    return len(text.encode("utf-16-le")) // 2


def plain(html: str) -> str:
    """Returns the visible text of our HTML."""
    return "".join(letter.visible for letter in _letters(html))


def split(html: str, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """Cuts HTML into parts of at most `limit` visible UTF-16 units.

    Breaks between paragraphs, else lines, else sentences, else words; inside a word only where it is
    longer than a whole message. Tags are closed at the end of a part and opened again in the next. The
    visible texts of the parts, joined, are the visible text of the whole, but for stretches of white
    space that would fill a message of their own.
    """
    letters = list(_letters(html))
    parts, start = [], 0
    while start < len(letters):
        end = _reach(letters, start, limit)
        if end < len(letters):
            end = _cut(letters, start, end)
        parts.append(_write(letters[start:end]))
        start = end
    return _without_blanks(parts)


def _letters(html: str) -> Iterator[_Letter]:
    tags: list[str] = []
    position = 0
    for match in TOKEN.finditer(html):
        yield from (_Letter(character, character, tuple(tags)) for character in html[position : match.start()])
        if match["entity"]:
            yield _Letter(match[0], unescape(match[0]), tuple(tags))
        elif match["close"]:
            tags.pop()
        else:
            tags.append(match["tag"] + match["rest"])
        position = match.end()
    yield from (_Letter(character, character, tuple(tags)) for character in html[position:])


def _reach(letters: list[_Letter], start: int, limit: int) -> int:
    """Returns the position after the last letter that still fits."""
    units = 0
    for position in range(start, len(letters)):
        units += utf16_length(letters[position].visible)
        if units > limit:
            return position
    return len(letters)


def _cut(letters: list[_Letter], start: int, end: int) -> int:
    """Returns the best place to break at or before `end`."""
    text = "".join(letter.visible[:1] for letter in letters[start:end])
    for number, pattern in enumerate(BREAKS):
        places = [match.end() for match in pattern.finditer(text) if text[: match.end()].strip()]
        least = 0 if number == len(BREAKS) - 1 else len(text) * LEAST_FILL
        if places and places[-1] > least:
            return start + places[-1]
    cut = end
    while cut > start + 1 and _is_joined(letters[cut - 1], letters[cut]):
        cut -= 1
    return cut if cut > start + 1 else end


def _is_joined(before: _Letter, after: _Letter) -> bool:
    """Tells whether the two are shown as one character, such as a family emoji or "é" written as two."""
    return ZERO_WIDTH_JOINER in (before.visible, after.visible) or (
        after.visible in MODIFIERS or unicodedata.combining(after.visible[:1] or " ") > 0
    )


def _write(letters: list[_Letter]) -> str:
    """Writes letters as HTML, opening and closing tags where they change."""
    written: list[str] = []
    open_tags: tuple[str, ...] = ()
    for letter in letters:
        _turn(written, open_tags, letter.tags)
        open_tags = letter.tags
        written.append(letter.markup)
    _turn(written, open_tags, ())
    return "".join(written)


def _turn(written: list[str], old: tuple[str, ...], new: tuple[str, ...]) -> None:
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    written += [f"</{tag.split()[0]}>" for tag in reversed(old[shared:])]
    written += [f"<{tag}>" for tag in new[shared:]]


def _without_blanks(parts: list[str]) -> list[str]:
    """Leaves out parts of only white space: Telegram refuses an empty message."""
    return [part for part in parts if plain(part).strip()]
