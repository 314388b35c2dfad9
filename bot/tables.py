"""The bot's tables; `bot/migrations/` brings an existing database to this shape."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(80), nullable=False),
    Column("payload", Text),  # the update as Telegram sent it, without names; emptied when it is done
    Column("attempts", Integer, nullable=False, default=0),
    Column("received_at", BigInteger, nullable=False),
)

sends = Table(
    "sends",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),  # no message number of this send can be at or below it
    Column("marked", Boolean, nullable=False),  # a marker may have been sent while looking for it
    Column("message_id", BigInteger),  # empty: meant to be sent, and not known whether it was
    Column("at", BigInteger, nullable=False),
    Index("sends_by_chat", "chat_id", "message_id"),
)
