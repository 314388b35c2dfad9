"""What can go wrong on the bot's side, with a sentence for the person who can act on it.

BotError
├── BotSettingError   a setting is missing or has a value that cannot be used
├── TokenError        Telegram does not accept the token
├── StoreError        the bot's own database cannot be opened
├── MonitorError      the port for metrics and health cannot be listened on
├── WebhookError      the webhook's address cannot be listened on, or Telegram refuses it
└── GivenUpError      an update was begun too often without an end
"""


class BotError(Exception):
    """An expected failure with a message for the person who runs the bot."""


class BotSettingError(BotError):
    """A setting cannot be used; the message holds one sentence for each."""


class TokenError(BotError):
    """Telegram does not accept the token."""


class StoreError(BotError):
    """The bot's own database cannot be opened."""


class MonitorError(BotError):
    """The port for metrics and health cannot be listened on."""


class WebhookError(BotError):
    """The webhook's address cannot be listened on, or Telegram refuses it."""


class GivenUpError(BotError):
    """An update was begun too often without an end; most likely it is what ends the process."""
