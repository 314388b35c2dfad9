"""The Telegram bot and the console chat: asks `knowledge` and shows what it says."""
