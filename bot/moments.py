"""Spans and moments as people read them, in the time zone of this machine (TZ)."""

from datetime import datetime, timedelta

from bot import texts

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def span(seconds: float, language: str) -> str:
    """Returns a span in its largest unit, rounded up: "40 detik", "2 jam"."""
    for unit, sentence in ((HOUR, texts.HOURS), (MINUTE, texts.MINUTES)):
        if seconds > unit:
            return texts.label(sentence, language).format(count=-int(-seconds // unit))
    return texts.label(texts.SECONDS, language).format(count=max(1, -int(-seconds // 1)))


def clock(seconds: float) -> str:
    """Returns the time of day so many seconds from now, with the date where it is not today's."""
    now = datetime.now().astimezone()
    then = now + timedelta(seconds=seconds)
    form = "%H.%M.%S %Z" if seconds < HOUR else "%H.%M %Z" if then.date() == now.date() else "%d-%m-%Y %H.%M %Z"
    return then.strftime(form)


def day(timestamp: float) -> str:
    """Returns a moment with its date."""
    return datetime.fromtimestamp(timestamp).astimezone().strftime("%d-%m-%Y %H.%M %Z")
