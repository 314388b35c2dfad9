"""How an existing database becomes the one in `bot/tables.py`."""
