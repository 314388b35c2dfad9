"""The Telegram bot and the console chat: asks `knowledge` and shows what it says."""

import os

# python-telegram-bot warns at each flood wait unless its coming way of giving durations is chosen.
os.environ.setdefault("PTB_TIMEDELTA", "1")
