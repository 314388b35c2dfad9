"""The bot, driven over HTTP."""
