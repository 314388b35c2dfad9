"""Connections to the Bot API: one TLS context for all of them, since making one takes a tenth of a second."""

import ssl
from functools import cache

import httpx
from telegram.request import HTTPXRequest

READ_SECONDS = 20.0
"""Longer than the library's five: an answer that Telegram takes slowly should not count as lost."""


@cache
def tls() -> ssl.SSLContext:
    """Returns the TLS context, made on first use."""
    return httpx.create_ssl_context()


def connections(most: int = 1, read_seconds: float = READ_SECONDS) -> HTTPXRequest:
    """Returns a pool of at most this many connections."""
    return HTTPXRequest(connection_pool_size=most, read_timeout=read_seconds, httpx_kwargs={"verify": tls()})
