"""Logging in which neither the token nor what people wrote can appear; each record names the update it is about."""

import logging
import re
import sys
import traceback
from contextvars import ContextVar
from types import TracebackType

from pythonjsonlogger.json import JsonFormatter
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.errors import BotError
from knowledge import KnowledgeError

TOKEN = re.compile(r"\b\d{3,}:[A-Za-z0-9_-]{8,}")
"""A bot token anywhere: in an address ("/bot123456:AAE…/getMe"), in a repr, in a traceback."""

QUIET = {
    "httpx": logging.WARNING,  # logs every address, and the token is part of it
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,  # at DEBUG it logs the parameters of each call: what people wrote
    "telegram.request": logging.CRITICAL,  # would log a broken response whole; the error itself is logged by us
    "sqlalchemy": logging.WARNING,  # at INFO it logs values
    "alembic": logging.WARNING,
    "chromadb": logging.WARNING,
}

SPOKEN = (BotError, KnowledgeError, TelegramError, SQLAlchemyError, OSError)
"""Errors whose message is about us. Any other may quote what it stumbled over: "invalid literal: 'apa itu …'"."""

PATTERN = "%(asctime)s %(levelname)s %(request)s %(name)s: %(message)s"
JSON_FIELDS = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "error"}

request: ContextVar[str] = ContextVar("request", default="-")
"""The id of what is being worked on: an update, an announcement."""

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes a record with its traceback and takes tokens out of the finished text."""

    secrets: tuple[str, ...] = ()

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line(s) as they may be written."""
        text = super().format(record)
        for secret in self.secrets:
            text = text.replace(secret, "<secret>")
        return TOKEN.sub("<token>", text)

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # the library's name
        """Returns where an error came from, and its message where that cannot hold anything personal."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            said = f": {error}" if isinstance(error, SPOKEN) else ""
            lines[:0] = [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}{said}\n"]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip("\n")


class DiscreetJson(Discreet, JsonFormatter):
    """The same, one JSON object a record."""


def set_up(level: str, form: str = "text", secrets: tuple[str, ...] = ()) -> None:
    """Sends log records to standard error, redacted; called once at start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(form, secrets))
    handler.addFilter(name_request)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))


def formatter(form: str, secrets: tuple[str, ...] = ()) -> Discreet:
    """Returns what writes records as "text" or "json"."""
    json = form == "json"
    made = DiscreetJson(PATTERN, rename_fields=JSON_FIELDS, json_ensure_ascii=False) if json else Discreet(PATTERN)
    made.secrets = tuple(secret for secret in secrets if secret)
    return made


def name_request(record: logging.LogRecord) -> bool:
    """Adds the id of what is being worked on; lets every record pass."""
    record.request = request.get()
    return True
