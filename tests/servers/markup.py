"""Telegram's HTML, read as strictly as the Bot API server reads it: text and entities out, or a refusal."""

import re
from dataclasses import dataclass, field

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:#(?P<decimal>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[a-z]+));")
START = re.compile(r"<(?P<name>[A-Za-z0-9-]*)(?P<rest>[^>]*)>")
ATTRIBUTE = re.compile(
    r"""\s+(?P<key>[a-zA-Z0-9-]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)))?"""
)


class MarkupError(ValueError):
    """The text cannot be parsed; the message is worded like the Bot API's."""


@dataclass(slots=True)
class Entity:
    """A formatted stretch of the text; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None


@dataclass(slots=True)
class _Open:
    tag: str
    type: str
    offset: int
    url: str | None = None


@dataclass(slots=True)
class _Reading:
    source: str
    position: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def at(self) -> int:
        """Returns the byte offset that the real server names in its complaint."""
        return len(self.source[: self.position].encode())

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += utf16(piece)


def utf16(text: str) -> int:
    """Counts UTF-16 code units, the unit of Telegram's offsets and of its limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Returns the visible text and its entities.

    Raises:
        MarkupError: for an unknown, unclosed or wrongly closed tag.
    """
    reading = _Reading(source)
    while reading.position < len(source):
        character = source[reading.position]
        if character == "<":
            _read_tag(reading)
        elif character == "&" and (match := ENTITY.match(source, reading.position)):
            reading.add(_entity(match))
            reading.position = match.end()
        else:
            reading.add(character)
            reading.position += 1
    if reading.stack:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{reading.stack[-1].tag}"')
    return "".join(reading.text), reading.entities


def _entity(match: re.Match[str]) -> str:
    if match["decimal"]:
        return chr(int(match["decimal"]))
    if match["hex"]:
        return chr(int(match["hex"], 16))
    return ENTITIES.get(match["name"], match[0])  # "&nbsp;" is shown as it stands


def _read_tag(reading: _Reading) -> None:
    if reading.source.startswith("</", reading.position):
        _read_end(reading)
    else:
        _read_start(reading)


def _read_start(reading: _Reading) -> None:
    match = START.match(reading.source, reading.position)
    if match is None:
        raise MarkupError(f"Unclosed start tag at byte offset {reading.at()}")
    name = match["name"].lower()
    if name not in SIMPLE_TAGS:
        raise MarkupError(f'Unsupported start tag "{name}" at byte offset {reading.at()}')
    attributes = _attributes(match["rest"], reading)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {reading.at()}')
    if name == "blockquote" and any(one.tag == "blockquote" for one in reading.stack):
        raise MarkupError(f"Nested blockquote at byte offset {reading.at()}")
    kind = "expandable_blockquote" if name == "blockquote" and "expandable" in attributes else SIMPLE_TAGS[name]
    reading.stack.append(_Open(name, kind, reading.length, attributes.get("href")))
    reading.position = match.end()


def _attributes(rest: str, reading: _Reading) -> dict[str, str]:
    found, position = {}, 0
    while rest[position:].strip():
        match = ATTRIBUTE.match(rest, position)
        if match is None:
            raise MarkupError(f"Unexpected attribute at byte offset {reading.at()}")
        found[match["key"].lower()] = match["double"] or match["single"] or match["bare"] or ""
        position = match.end()
    return found


def _read_end(reading: _Reading) -> None:
    close = reading.source.find(">", reading.position)
    if close < 0:
        raise MarkupError(f"Unclosed end tag at byte offset {reading.at()}")
    name = reading.source[reading.position + 2 : close].strip().lower()
    if not reading.stack:
        raise MarkupError(f"Unexpected end tag at byte offset {reading.at()}")
    opened = reading.stack.pop()
    if name and name != opened.tag:
        raise MarkupError(
            f'Unmatched end tag at byte offset {reading.at()}, expected "</{opened.tag}>", found "</{name}>"'
        )
    if reading.length > opened.offset:
        reading.entities.append(Entity(opened.type, opened.offset, reading.length - opened.offset, opened.url))
    reading.position = close + 1
