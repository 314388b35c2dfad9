"""All settings looked at before anything starts: every mistake is said at once, with what to do."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import BotSettingError
from bot.settings import Settings
from knowledge import SettingError, check_settings


def read_settings() -> Settings:
    """Returns the bot's settings, those of the knowledge base being usable, too.

    Raises:
        BotSettingError: with a line for each mistake in either.
    """
    problems: list[str] = []
    settings: Settings | None = None
    try:
        settings = Settings.load()
    except BotSettingError as error:
        problems += str(error).splitlines()
    try:
        check_settings()
    except SettingError as error:
        problems += error.problems or [str(error)]
    if settings is not None:
        problems += at_odds(settings)
    if settings is None or problems:
        raise BotSettingError("\n".join(problems))
    return settings


def at_odds(settings: Settings) -> list[str]:
    """Returns what is wrong between settings that are right by themselves."""
    found: list[str] = []
    if settings.webhook_url and settings.metrics_port == settings.webhook_port:
        found.append("METRICS_PORT: the webhook listens on it already; choose a port other than WEBHOOK_PORT")
    if settings.access == "invitation" and not settings.admin_ids:
        found.append("ACCESS: nobody can invite; name an admin in ADMIN_IDS")
    if settings.access == "list" and not settings.admin_ids | settings.allowed_ids:
        found.append("ACCESS: nobody may ask; name people in ALLOWED_IDS, or an admin in ADMIN_IDS")
    try:
        make_url(settings.database_url)
    except ArgumentError:
        found.append("DATABASE_URL: write an address such as sqlite:///data/bot.sqlite")
    return found
