"""The bot's settings: environment variables, also read from `.env`; a wrong value is said in one sentence each."""

import hmac
import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlparse

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import BotSettingError

ROOT = Path(__file__).resolve().parent.parent
SEPARATORS = re.compile(r"[\s,;]+")
LEAST_PATH = 4
"""Letters of the webhook's path, slash included."""
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Settings(BaseSettings):
    """Everything the bot can be told from outside; `.env.example` explains each one to admins."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = None
    """From @BotFather; without it the console chat runs."""
    telegram_api_base_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is; the token is appended to it."""
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    """User ids that may administer."""
    allowed_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    """User or chat ids that may ask; empty means everyone."""
    access: Literal["", "open", "list", "invitation"] = ""
    """Who may ask: everyone, ids on a list, or whoever was invited; empty: a list where ALLOWED_IDS names any."""
    user_questions_per_minute: int = Field(default=0, ge=0, le=10_000)
    """Questions of one person in any minute; 0 means no limit. Admins have none."""
    user_questions_per_day: int = Field(default=0, ge=0, le=1_000_000)
    """Questions of one person in any 24 hours."""
    chat_questions_per_minute: int = Field(default=0, ge=0, le=10_000)
    """Questions in one group in any minute."""
    chat_questions_per_day: int = Field(default=0, ge=0, le=1_000_000)
    """Questions in one group in any 24 hours."""
    database_url: str = f"sqlite:///{ROOT / 'data' / 'bot.sqlite'}"
    """SQLAlchemy address of the bot's own database; by default a file in the project's folder `data`."""
    retention_days: int = Field(default=90, ge=1, le=3650)
    """Days that answers and votes are kept; buttons under older answers no longer lead anywhere."""
    webhook_url: str | None = None
    """Public https address that Telegram delivers to, path included; empty means polling."""
    webhook_listen: str = "127.0.0.1"
    """Address of this machine that the webhook listens on, behind a TLS proxy."""
    webhook_port: int = Field(default=8080, ge=1, le=65535)
    """Port the webhook listens on."""
    webhook_secret: SecretStr | None = None
    """What Telegram must send along; derived from the token when empty."""
    weekly_digest: bool = False
    """Whether admins are sent the figures of the week on Monday morning."""
    log_level: str = "INFO"
    log_format: Literal["text", "json"] = "text"
    """One line of text for each record, or one JSON object."""
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """Port of 127.0.0.1 for /healthz, /readyz and /metrics; 0 means none."""
    answer_threads: int = Field(default=4, ge=1, le=64)
    """Questions that are worked on at the same moment."""

    @field_validator("admin_ids", "allowed_ids", mode="before")
    @classmethod
    def _read_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        words = [word for word in SEPARATORS.split(value) if word]
        wrong = [word for word in words if not re.fullmatch(r"-?\d+", word)]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is not a number; write Telegram ids separated by commas")
        return frozenset(int(word) for word in words)

    @field_validator("telegram_api_base_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        address = urlparse(value)
        if address.scheme not in ("http", "https") or not address.netloc:
            raise ValueError("write a full address such as https://api.telegram.org/bot")
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and re.search(r"[\s/]", value.get_secret_value()):
            raise ValueError("the token may hold no spaces or slashes; copy it again from @BotFather")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _is_public(cls, value: str | None) -> str | None:
        if value is None:
            return None
        address = urlparse(value)
        local = address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")
        if not address.netloc or not (address.scheme == "https" or local):
            raise ValueError("write the public address that Telegram delivers to, beginning with https://")
        if len(address.path) < LEAST_PATH:
            raise ValueError("add a path that cannot be guessed, such as https://bot.example.go.id/9f3c1a")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", value.get_secret_value()):
            raise ValueError("use 8 to 256 letters, digits, _ and - (Telegram takes no others)")
        return value

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"choose one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @property
    def access_mode(self) -> str:
        """Returns who may ask: "open", "list" or "invitation"."""
        return self.access or ("list" if self.allowed_ids else "open")

    @property
    def token(self) -> str:
        """Returns the token, "" where there is none."""
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""

    @property
    def webhook_token(self) -> str:
        """Returns what Telegram must send along with each update."""
        if self.webhook_secret:
            return self.webhook_secret.get_secret_value()
        return hmac.new(self.token.encode(), b"webhook", "sha256").hexdigest()

    @property
    def file_base_url(self) -> str:
        """Returns where files are downloaded from: the same host's `/file/bot`."""
        return re.sub(r"/bot$", "/file/bot", self.telegram_api_base_url.rstrip("/"))

    @classmethod
    def load(cls) -> Self:
        """Reads the environment and `.env`.

        Raises:
            BotSettingError: with one sentence for each setting that cannot be used.
        """
        try:
            return cls()
        except ValidationError as error:
            raise BotSettingError("\n".join(_sentence(one["loc"], one["msg"]) for one in error.errors())) from None


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    reason = message.removeprefix("Value error, ")
    return f"{str(place[0]).upper()}: {reason[0].lower()}{reason[1:]}"
