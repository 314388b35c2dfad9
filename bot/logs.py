"""Logging in which neither the token nor what people wrote can appear."""

import logging
import re
import sys

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


class RedactingFormatter(logging.Formatter):
    """Writes a record with its traceback and takes tokens out of the finished text."""

    def __init__(self, pattern: str, secrets: tuple[str, ...] = ()) -> None:
        super().__init__(pattern)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line(s) as they may be written."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return TOKEN.sub("<token>", text)


def set_up(level: str, secrets: tuple[str, ...] = ()) -> None:
    """Sends log records to standard error, redacted; called once at start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
